"""Words in the order they are to be read → one clean text with its emphasis, wherever the words came from."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.ingest.pdf.cells import around, fills, join_broken, line_text
from toolkit.ingest.pdf.page import Word
from toolkit.model import Box, Span
from toolkit.text import normalise


class Flow(NamedTuple):
    """Running text, the bold and italic stretches in it, the size most of it is set in, and where it stands."""

    text: str
    spans: tuple[Span, ...] = ()
    size: float | None = None
    box: Box | None = None


def flow(words: Sequence[Word], *, known: frozenset[str] = frozenset(), limit: float | None = None) -> Flow:
    """The text of words that are already in reading order.

    Args:
        words: The words, each with its place.
        known: Lower-case words of the document, for words that a narrow cell broke without a hyphen.
        limit: How far to the right text may run there.

    Example:
        >>> flow([Word("Ta", (0, 0, 9, 9), 9, bold=True), Word("fram", (10, 0, 30, 9), 9)])[:2]
        ('Ta fram', (Span(start=0, end=2, bold=True, italic=False),))
    """
    words = [word for word in words if word.text.strip()]
    if not words:
        return Flow("")
    lines = broken(words)
    full = [fills(line, limit) for line in lines]
    text = join_broken([line_text(line) for line in lines], known=known, full=full)
    sizes = Counter[float]()
    for word in words:
        sizes[word.size] += len(word.text)
    return Flow(text, emphasis(words, text), sizes.most_common(1)[0][0], around(words))


def broken(words: Sequence[Word]) -> list[list[Word]]:
    """The words cut where a new line begins: further down, or back to the left; their order is kept."""
    lines: list[list[Word]] = []
    for word in words:
        if lines:
            last = lines[-1][-1]
            overlap = min(last.box[3], word.box[3]) - max(last.box[1], word.box[1])
            height = max(1.0, min(last.box[3] - last.box[1], word.box[3] - word.box[1]))
            if overlap > 0.3 * height and word.box[0] >= last.box[0] - 1.0:
                lines[-1].append(word)
                continue
        lines.append([word])
    return lines


def emphasis(words: Sequence[Word], text: str) -> tuple[Span, ...]:
    """Bold and italic stretches of `text`, found by walking through the words it was made of."""
    if not any(word.bold or word.italic for word in words):
        return ()
    spans: list[Span] = []
    at = 0
    for word in words:
        start = None
        for char in unicodedata.normalize("NFC", normalise(word.text)):
            place = at
            while place < len(text) and text[place] == " ":
                place += 1
            if place < len(text) and text[place] == char:
                start = place if start is None else start
                at = place + 1
        if start is None or not (word.bold or word.italic):
            continue
        before = spans[-1] if spans else None
        if before and (before.bold, before.italic) == (word.bold, word.italic) and start - before.end <= 1:
            spans[-1] = Span(start=before.start, end=at, bold=word.bold, italic=word.italic)
        else:
            spans.append(Span(start=start, end=at, bold=word.bold, italic=word.italic))
    return tuple(spans)

"""Words in the order they are to be read → one clean text with its emphasis, wherever the words came from."""

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
    full = [fills(line, limit) for line in lines] if limit is not None else ()
    text = join_broken([line_text(line) for line in lines], known=known, full=full)
    return Flow(text, emphasis(words, text), _main_size(words), around(words))


def _main_size(words: Sequence[Word]) -> float:
    """The size that most letters are set in; of equals the first."""
    size = words[0].size
    if all(word.size == size for word in words):
        return size
    sizes = Counter[float]()
    for word in words:
        sizes[word.size] += len(word.text)
    return sizes.most_common(1)[0][0]


def broken(words: Sequence[Word]) -> list[list[Word]]:
    """The words cut where a new line begins: further down, or back to the left; their order is kept."""
    lines: list[list[Word]] = []
    line: list[Word] = []
    left = top = bottom = height = 0.0
    for word in words:
        x0, above, _, below = word.box
        high = below - above
        if line and x0 >= left - 1.0:
            overlap = (below if below < bottom else bottom) - (above if above > top else top)
            lower = high if high < height else height
            if overlap > 0.3 * (lower if lower > 1.0 else 1.0):
                line.append(word)
                left, top, bottom, height = x0, above, below, high
                continue
        line = [word]
        lines.append(line)
        left, top, bottom, height = x0, above, below, high
    return lines


def emphasis(words: Sequence[Word], text: str) -> tuple[Span, ...]:
    """Bold and italic stretches of `text`, found by walking through the words it was made of."""
    bold, italic = words[0].bold, words[0].italic
    if all(word.bold == bold and word.italic == italic for word in words):
        return (Span(start=0, end=len(text), bold=bold, italic=italic),) if (bold or italic) and text else ()
    spans: list[Span] = []
    at = 0
    for word in words:
        start = None
        for char in normalise(word.text):
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

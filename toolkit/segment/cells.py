"""The measures that stand in one cell of a table: one a bullet where it holds several, else the whole."""

import re
from collections.abc import Iterator, Sequence

from toolkit.model import Cell, Provenance
from toolkit.segment.announced import coded
from toolkit.segment.english import words
from toolkit.segment.found import spanning, within

_BULLET = re.compile(r"(?:^|(?<=\s))[•▪●◦‣·–-]\s+(?=\S)")
_TERM = re.compile(
    r"(?:^|(?<=[.;!?)\w])\s+)(?:short|medium|mid|long|near|immediate|kort|medellång|lång)[- ]?(?:term|sikt)?\b"
    r"(?:\s*\([^()]{0,40}\)|\s*:|\s*$)\s*$",
    re.IGNORECASE,
)
"""A line that heads the bullets after it by their time: ``Medium term (3 to 5 years)``."""
LONGEST_HEAD = 6
"""Words that may stand above the only bullet of a cell."""


def measure_texts(cells: Sequence[Cell]) -> Iterator[tuple[str, Provenance]]:
    """Each measure's words in a cell, with their place."""
    items = [item for cell in cells for item in cell.items]
    if len(items) >= 2:
        yield from _items(cells)
        return
    text = " ".join(cell.text for cell in cells)
    marks = list(_BULLET.finditer(text)) if len(cells) == 1 and "•" in text else []
    if len(marks) >= 2 or (len(marks) == 1 and _is_head(text[: marks[0].start()])):
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            item = without_term(text[mark.end() : end].strip())
            yield item, within(cells[0].provenance, mark.end(), mark.end() + len(item))
        return
    lead = len(text) - len(text.lstrip("•●▪◦ ")) if len(cells) == 1 else 0
    yield text[lead:], within(cells[0].provenance, lead, len(text)) if lead else place_of(cells)


def without_code(text: str, place: Provenance) -> tuple[str | None, str, Provenance]:
    """The number that a label of its own gives a measure, its words behind the label, and where these stand.

    Example:
        >>> without_code("Action T-1: Build a depot", Provenance(document="d", start=0, end=25))[:2]
        ('T-1', 'Build a depot')
    """
    label = coded(text)
    if label is None or label[0] not in words("coded") or place.end - place.start != len(text):
        return None, text, place
    return label[1], text[label[2] :], within(place, label[2], len(text))


def _items(cells: Sequence[Cell]) -> Iterator[tuple[str, Provenance]]:
    for cell in cells:
        at = 0
        for item in cell.items:
            start = cell.text.find(item, at)
            text = without_term(item)
            if start >= 0:
                at = start + len(item)
            if text:
                yield text, within(cell.provenance, start, start + len(text)) if start >= 0 else cell.provenance


def without_term(item: str) -> str:
    """A bullet without the line that heads the next ones.

    Example:
        >>> without_term("Review the code. Medium term (3 to 5 years)"), without_term("Plan for the long term")
        ('Review the code.', 'Plan for the long term')
    """
    match = _TERM.search(item)
    return item[: match.start()].rstrip() if match and item[match.end() - 1] in "):" else item


def _is_head(text: str) -> bool:
    """Whether the words above the only bullet of a cell are a short heading."""
    return 0 < len(text.split()) <= LONGEST_HEAD and text.rstrip()[-1:] not in ".;,"


def place_of(cells: Sequence[Cell]) -> Provenance:
    """From the beginning of the first cell to the end of the last."""
    return spanning(cells[0].provenance, cells[-1].provenance)

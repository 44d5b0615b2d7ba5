"""Labelled values of a document's header: "Beslutad av: Kommunfullmäktige | Dnr: KS 2026/0457", in lines or tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.lexicon import load


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value at `start`-`end` of the text, with the key of its label."""

    key: str
    value: str
    start: int
    end: int


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every label, and the key of each."""
    keys = {label: key for key, entries in load("doctypes")["labels"].items() for label in entries}
    every = words([re.escape(label).replace(r"\ ", r"\s+") for label in keys])
    return re.compile(rf"(?<![\wåäö/-]){every}(?![\wåäö/]|-\w)", re.IGNORECASE), keys


def labelled_values(text: str) -> tuple[Labelled, ...]:
    r"""The labelled values of a header, in order.

    Example:
        >>> [(found.key, found.value) for found in labelled_values("Dokumenttyp: Plan | Dnr: KS 2026/0457")]
        [('document_type', 'Plan'), ('reference_number', 'KS 2026/0457')]
        >>> header = "Beslutat av\nKommunfullmäktige\nDnr\nKS 2019/750"
        >>> [(found.key, found.value) for found in labelled_values(header)]
        [('decided_by', 'Kommunfullmäktige'), ('reference_number', 'KS 2019/750')]
    """
    found: list[Labelled] = []
    rows = _rows(text)
    skip = -1
    for place, row in enumerate(rows):
        if place <= skip:
            continue
        below = rows[place + 1] if place + 1 < len(rows) else ()
        if _is_head(row) and len(below) == len(row) and not _is_head(below):
            found += [_value(key, cell) for cell, (_, key) in zip(below, map(_head, row), strict=True) if key]
            skip = place + 1
            continue
        found += _in_row(row, below)
    return tuple(one for one in found if one.key != "other" and one.value)


Piece = tuple[str, int]


def _rows(text: str) -> list[tuple[Piece, ...]]:
    """Lines of the text cut into cells at tabs and bars; empty lines fall away."""
    rows = []
    at = 0
    for line in text.split("\n"):
        cells: list[Piece] = []
        offset = at
        for cell in re.split(r"(\t|\s\|\s)", line):
            if cell.strip(" |\t"):
                cells.append((cell.strip(), offset + len(cell) - len(cell.lstrip())))
            offset += len(cell)
        at += len(line) + 1
        if cells:
            rows.append(tuple(cells))
    return rows


def _head(cell: Piece) -> tuple[Piece, str | None]:
    """The cell with its key if it is a label and nothing else."""
    pattern, keys = _labels()
    text = cell[0].strip().rstrip(":").strip()
    match = pattern.fullmatch(text)
    return cell, keys.get(re.sub(r"\s+", " ", match.group().lower())) if match else None


def _is_head(row: Sequence[Piece]) -> bool:
    """Whether a row of two or more cells holds labels only."""
    return len(row) > 1 and all(_head(cell)[1] for cell in row)


def _in_row(row: Sequence[Piece], below: Sequence[Piece]) -> list[Labelled]:
    """Values inside a row: after a colon, in the next cell, or alone on the line below."""
    found = []
    for place, cell in enumerate(row):
        _, key = _head(cell)
        if key is None:
            found += _after_label(cell)
        elif place + 1 < len(row):
            if _head(row[place + 1])[1] is None:
                found.append(_value(key, row[place + 1]))
        elif len(row) == 1 and len(below) == 1 and not starts_with_label(below[0][0]):
            # Labels in a column, then values in a column, cannot be told apart: only "label, value" pairs count.
            found.append(_value(key, below[0]))
    return found


def starts_with_label(text: str) -> bool:
    """Whether a line begins with a header label."""
    return _labels()[0].match(text) is not None


def next_label(text: str, start: int) -> int | None:
    """Where the next header label begins that is printed with a capital, or None.

    Example:
        >>> next_label("Kommundirektören Dokumentägare Stabschef", 1)
        17
    """
    for match in _labels()[0].finditer(text, start):
        if match.group()[0].isupper():
            return match.start()
    return None


def _value(key: str, cell: Piece) -> Labelled:
    text, start = cell
    return Labelled(key, text, start, start + len(text))


def _after_label(cell: Piece) -> list[Labelled]:
    """Values in a cell that begins with a label, and of further labels with a colon in it."""
    text, offset = cell
    pattern, keys = _labels()
    marks = []
    for match in pattern.finditer(text):
        colon = re.match(r"\s*:", text[match.end() :])
        opening = match.start() == 0 and re.match(r"\s{1,}(?=[\dA-ZÅÄÖ§]|den \d)", text[match.end() :])
        if colon or opening:
            key = keys[re.sub(r"\s+", " ", match.group().lower())]
            marks.append((match.start(), match.end() + (colon or opening).end(), key))  # type: ignore[union-attr]
    found = []
    for place, (_, start, key) in enumerate(marks):
        end = marks[place + 1][0] if place + 1 < len(marks) else len(text)
        value = text[start:end]
        begin = start + len(value) - len(value.lstrip())
        value = value.strip(" ,;|")
        found.append(Labelled(key, value, offset + begin, offset + begin + len(value)))
    return found

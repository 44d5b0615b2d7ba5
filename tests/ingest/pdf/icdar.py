"""The adjacency score of the ICDAR 2013 table competition: which cells stand beside and below one another.

For each non-empty cell the nearest non-empty neighbours to the right and below give a relation (text, text,
direction); blank cells are skipped. Text is compared without white space and dashes, as the competition did.
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Slot:
    """A cell of either side: its text and the grid rows and columns it covers, inclusive."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def clean(text):
    return re.sub(r"[\s\-\u00ad\u2010-\u2015\ufffe]+", "", text).lower()


def truth(path: Path) -> list[list[Slot]]:
    """The tables of a ``*-str.xml`` file; parts on several pages are one table."""
    tables = []
    for table in ET.parse(path).getroot().iter("table"):
        slots = []
        for region in table.iter("region"):
            down, along = int(region.get("row-increment") or 0), int(region.get("col-increment") or 0)
            for cell in region.iter("cell"):
                top, left = int(cell.get("start-row")) + down, int(cell.get("start-col")) + along
                bottom = int(cell.get("end-row") or cell.get("start-row")) + down
                right = int(cell.get("end-col") or cell.get("start-col")) + along
                slots.append(Slot(clean(cell.findtext("content") or ""), top, left, bottom, right))
        tables.append(slots)
    return tables


def found(document) -> list[list[Slot]]:
    """The tables of a document that was read."""
    return [
        [
            Slot(
                clean(cell.text),
                cell.row,
                cell.column,
                cell.row + cell.row_span - 1,
                cell.column + cell.column_span - 1,
            )
            for cell in block.table.cells
        ]
        for block in document.blocks
        if block.table is not None
    ]


def relations(slots: list[Slot]) -> Counter:
    """The relations of one table."""
    owner = {}
    full = [slot for slot in slots if slot.text]
    for slot in full:
        for row in range(slot.top, slot.bottom + 1):
            for column in range(slot.left, slot.right + 1):
                owner.setdefault((row, column), slot)
    rows = max((slot.bottom for slot in full), default=-1)
    columns = max((slot.right for slot in full), default=-1)
    seen = set()
    for slot in full:
        for row in range(slot.top, slot.bottom + 1):
            other = next((owner[row, c] for c in range(slot.right + 1, columns + 1) if (row, c) in owner), None)
            if other is not None:
                seen.add((slot, other, "right"))
        for column in range(slot.left, slot.right + 1):
            other = next((owner[r, column] for r in range(slot.bottom + 1, rows + 1) if (r, column) in owner), None)
            if other is not None:
                seen.add((slot, other, "down"))
    return Counter((one.text, two.text, way) for one, two, way in seen)


def score(document, path: Path) -> tuple[int, int, int]:
    """Right, found and true relations of one document."""
    mine = sum((relations(table) for table in found(document)), Counter())
    theirs = sum((relations(table) for table in truth(path)), Counter())
    return sum((mine & theirs).values()), sum(mine.values()), sum(theirs.values())


def f1(right, got, wanted):
    return 2 * right / (got + wanted) if got + wanted else 1.0

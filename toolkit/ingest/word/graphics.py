"""Words that lie in a part of their own: the figures behind a chart, the boxes of a diagram (SmartArt)."""

from typing import TYPE_CHECKING

from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.runs import Run, join_runs
from toolkit.ingest.word.ooxml import A, number
from toolkit.model import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MOST_POINTS = 2000
"""Points of one series; a chart with more is a curve, not a table."""


def chart_blocks(root: "_Element") -> list[RawBlock]:
    """The chart's title and its figures as a table: a row a category, a column a series."""
    found: list[RawBlock] = []
    title = root.find(f"{C}chart/{C}title")
    if title is not None:
        text, _ = join_runs(Run(f"{part.text or ''} ") for part in title.iter(A + "t"))
        found.append(RawBlock(kind=BlockKind.PARAGRAPH, text=text))
    series = list(root.iter(C + "ser"))
    names = [" ".join(_points(one.find(C + "tx")).values()) for one in series]
    labels: dict[int, str] = {}
    for one in series:
        labels = labels or _points(one.find(C + "cat"))
    values = [_points(one.find(C + "val")) for one in series]
    rows = sorted(set(labels).union(*values)) if series else []
    cells = [RawCell(text=name, row=0, column=at, header=True) for at, name in enumerate(["", *names])]
    for row, index in enumerate(rows, start=1):
        cells.append(RawCell(text=labels.get(index, ""), row=row, column=0))
        cells += [RawCell(text=one.get(index, ""), row=row, column=at) for at, one in enumerate(values, start=1)]
    if rows:
        found.append(RawBlock(kind=BlockKind.TABLE, table=RawTable(cells=tuple(cells), caption="Diagram")))
    return found


def _points(parent: "_Element | None") -> dict[int, str]:
    """Index and text of the points that Word keeps as it last drew them."""
    found: dict[int, str] = {}
    for point in parent.iter(C + "pt") if parent is not None else ():
        at = number(point.get("idx"))
        value = point.find(C + "v")
        if at is not None and 0 <= at < MOST_POINTS and value is not None and value.text:
            found[at] = _figure(value.text.strip())
    return found


def _figure(text: str) -> str:
    """A figure without the noise of its binary form: 4.4000000000000004 is printed as 4.4."""
    try:
        return f"{float(text):.12g}" if len(text) > 12 else text
    except ValueError:
        return text


def diagram_blocks(root: "_Element") -> list[RawBlock]:
    """One paragraph for each box of a diagram that has words in it."""
    found: list[RawBlock] = []
    for box in root.iter(D + "pt"):
        text, _ = join_runs(Run(f"{part.text or ''} ") for part in box.iter(A + "t"))
        if text:
            found.append(RawBlock(kind=BlockKind.PARAGRAPH, text=text))
    return found

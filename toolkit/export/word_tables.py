"""Tables in Word as a screen reader wants them: caption, marked header, one width everywhere, no merged cells."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.export.word_parts import element, text_run
from toolkit.export.word_styles import INK, LINE
from toolkit.model import DraftItem, ItemKind

_WIDTHS: Mapping[str, float] = {"measure": 2.9, "responsible": 1.8, "partners": 1.8, "deadline": 1.4, "source": 1.0}
"""How much of a table's width a column takes, others 1.35."""
_BLANK = ItemKind.BLANK
_BLANK_SHARE = 0.95
"""What a column needs so that the blank stands on one line."""
_LETTER_CM, _MARGINS_CM, _MOST_CM = 0.19, 0.35, 4.4
"""Width of a letter of the tables' type, of a cell's margins, and what a long word may claim at most."""


def column_widths(items: Sequence[DraftItem], keys: Sequence[str], width: float) -> tuple[float, ...]:
    """The width of each column: less where most of it is blank, but never less than its longest word.

    Args:
        items: Of all tables with these columns, so that they stay as wide from one focus area to the next.
        keys: The columns.
        width: Of the table, in centimetres.

    Example:
        >>> wide, narrow = column_widths((), ("measure", "responsible"), 16.0)
        >>> wide > narrow
        True
    """
    shares = []
    for key in keys:
        share = _WIDTHS.get(key, 1.35)
        if key not in {"measure", "source"}:
            full = [item for item in items if any(one.key == key and one.kind is not _BLANK for one in item.fields)]
            share = max(_BLANK_SHARE, share * (0.6 + 0.4 * len(full) / max(1, len(items))))
        shares.append(share)
    widths = [width * share / sum(shares) for share in shares]
    needed = [min(_longest(items, key) * _LETTER_CM + _MARGINS_CM, _MOST_CM) for key in keys]
    lacking = [
        max(0.0, need - wide) if key != "measure" else 0.0 for key, need, wide in zip(keys, needed, widths, strict=True)
    ]
    grown = [wide + lack for wide, lack in zip(widths, lacking, strict=True)]
    return tuple(wide - sum(lacking) if key == "measure" else wide for key, wide in zip(keys, grown, strict=True))


def _longest(items: Sequence[DraftItem], key: str) -> int:
    """Letters of the longest piece that cannot be broken over a line in a column."""
    texts = [one.text for item in items for one in item.fields if one.key == key and one.kind is not _BLANK]
    return max((len(word) for text in texts for word in text.replace("/", " ").split()), default=0)


def header_row(table: Any, titles: Sequence[str], widths: Sequence[float], style: str) -> None:
    """The first row as a header that is repeated on each page."""
    header = table.rows[0]
    keep_whole(header)
    header._tr.get_or_add_trPr().append(element("tblHeader"))
    for title, cell, wide in zip(titles, header.cells, widths, strict=True):
        set_width(cell, wide)
        cell._tc.get_or_add_tcPr().append(element("shd", {"val": "clear", "color": "auto", "fill": INK}))
        cell.paragraphs[0].style = style
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        cell.paragraphs[0]._p.append(text_run(title))


def frame(table: Any, caption: str) -> None:
    """Thin lines, room in the cells, and the caption that a screen reader says."""
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, {"val": "single", "sz": "4", "space": "0", "color": LINE}))
    margins = element("tblCellMar")
    for side, width in (("top", "50"), ("left", "85"), ("bottom", "50"), ("right", "85")):
        margins.append(element(side, {"w": width, "type": "dxa"}))
    for old in properties.xpath("./w:tblStyle | ./w:tblW | ./w:tblLayout | ./w:tblLook"):
        properties.remove(old)
    for made in (
        element("tblW", {"w": "5000", "type": "pct"}),
        borders,
        element("tblLayout", {"type": "fixed"}),
        margins,
        element("tblLook", {"val": "0620", "firstRow": "1", "noHBand": "1", "noVBand": "1"}),
        element("tblCaption", {"val": caption}),
    ):
        properties.append(made)


def set_grid(table: Any, widths: Sequence[float]) -> None:
    """The grid columns as wide as their cells, for programs that go by the grid."""
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = int(width * 360000)


def set_width(cell: Any, width: float) -> None:
    """The cell's own width in centimetres."""
    from docx.shared import Cm

    cell.width = Cm(width)


def keep_whole(row: Any) -> None:
    """A row is not torn over a page break."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))

"""A table of the structure tree: rows and spans from the tags, text and the place of every cell from the page."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.ingest.bullets import split_bullet
from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.pdf.cells import around
from toolkit.ingest.pdf.flow import flow
from toolkit.ingest.pdf.heads import Look, with_heads
from toolkit.ingest.pdf.page import Word
from toolkit.ingest.pdf.slots import Slot, placed
from toolkit.ingest.pdf.tree import Element, Mark
from toolkit.model import BlockKind, Box

_PARAGRAPHS = frozenset(["P", "L", "LI", "LBody", "TR", "TD", "TH"])
_MARGINS = 10.5
"""Points between the text of neighbouring columns, a little less than word processors leave."""
_Words = Mapping[Mark, Sequence[Word]]


def raw_table(element: Element, words: _Words, *, known: frozenset[str] = frozenset()) -> RawBlock | None:
    """The table as a block on the page where it begins; None when nothing is printed in it.

    Args:
        element: The ``Table`` element.
        words: The words of each piece of marked content.
        known: Lower-case words of the document, for words that a narrow cell broke.
    """
    rows = list(_rows(element))
    if not rows:
        return None
    looks: list[Look] = []
    heads = _heads(rows)
    slots = placed([row for row, _ in rows], words)
    limits = _limits(slots, words)
    for slot in slots:
        limit = limits.get(slot.column) if slot.column_span == 1 else None
        made = _cell(slot, words, header=rows[slot.row][1] or slot.row in heads, known=known, limit=limit)
        printed = [word for mark in slot.held.marks() for word in words.get(mark, ())]
        looks.append(Look(made, bold=bool(printed) and all(word.bold for word in printed)))
    return _as_block(with_heads(looks), element, words)


def _limits(slots: Sequence[Slot], words: _Words) -> dict[int, float]:
    """How far to the right text may run in each column but the last: to the next one, less the cells' margins."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for slot in slots:
        for mark in slot.held.marks() if slot.column_span == 1 else ():
            for word in words.get(mark, ()):
                lefts[slot.column] = min(lefts.get(slot.column, word.box[0]), word.box[0])
                rights[slot.column] = max(rights.get(slot.column, word.box[2]), word.box[2])
    return {column: max(right, lefts[column + 1] - _MARGINS) for column, right in rights.items() if column + 1 in lefts}


def repeated(element: Element, words: _Words) -> dict[int, list[Mark]]:
    """Page → marks of header cells that print on it once more what they print on the page where the table begins."""
    found: dict[int, list[Mark]] = {}
    rows = list(_rows(element))
    heads = _heads(rows)
    for index, (row, in_head) in enumerate(rows):
        if not in_head and index not in heads:
            break
        pages: dict[int, list[Mark]] = {}
        for mark in row.marks():
            if mark in words:
                pages.setdefault(mark.page, []).append(mark)
        first, *later = sorted(pages) or [0]
        printed = [word.text for mark in pages.get(first, ()) for word in words[mark]]
        for page in later:
            if [word.text for mark in pages[page] for word in words[mark]] == printed:
                found.setdefault(page, []).extend(pages[page])
    return found


def cells_of(element: Element) -> Iterator[Element]:
    """The cells of a table in order, with their captions."""
    yield from (child for child in element.children if isinstance(child, Element) and child.role == "Caption")
    for row, _ in _rows(element):
        yield from (child for child in row.children if isinstance(child, Element) and child.role in ("TD", "TH"))


def places_tables(element: Element) -> bool:
    """Whether a table only puts other tables beside one another: each cell that holds anything holds a table."""
    full = [cell for cell in cells_of(element) if cell.role != "Caption" and next(cell.marks(), None) is not None]
    return bool(full) and all(_holds_table(cell) for cell in full)


def _holds_table(held: Element) -> bool:
    """Whether a real table, of several columns, stands in the cell."""
    for child in held.children:
        if isinstance(child, Element):
            if child.role == "Table":
                counts = [sum(_is(cell, "TD") or _is(cell, "TH") for cell in row.children) for row, _ in _rows(child)]
                return max(counts, default=0) > 1
            if child.role != "TR" and _holds_table(child):
                return True
    return False


def _as_block(cells: Sequence[RawCell], element: Element, words: _Words) -> RawBlock | None:
    """The block around the cells; empty cells get the page of their neighbours."""
    pages = [cell.page for cell in cells if cell.page is not None]
    if not pages or not any(cell.text for cell in cells):
        return None
    found: list[RawCell] = []
    here = pages[0]
    by_row: dict[int, int] = {}
    for cell in cells:
        if cell.page is not None:
            by_row.setdefault(cell.row, cell.page)
    for cell in cells:
        here = by_row.get(cell.row, here)
        found.append(cell if cell.page is not None else _on_page(cell, here))
    first, last = pages[0], max(max(pages), max((part[0] for cell in cells for part in cell.parts), default=0))
    boxes = [cell.box for cell in cells if cell.box is not None and cell.page == first]
    box = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    caption = " ".join(_text(child, words) for child in element.children if _is(child, "Caption")) or None
    return RawBlock(
        kind=BlockKind.TABLE,
        page=first,
        page_end=last if last != first else None,
        box=box,
        table=RawTable(cells=tuple(found), caption=caption),
    )


def _on_page(cell: RawCell, page: int) -> RawCell:
    """The same cell with a page."""
    return RawCell(
        text=cell.text,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        header=cell.header,
        items=cell.items,
        page=page,
    )


def _is(child: "Element | Mark", role: str) -> bool:
    return isinstance(child, Element) and child.role == role


def _rows(element: Element, in_head: bool = False) -> Iterator[tuple[Element, bool]]:
    """Rows in order, each with whether it stands in the table's head; rows of tables in cells are not among them."""
    for child in element.children:
        if isinstance(child, Mark):
            continue
        if child.role == "TR":
            yield child, in_head
        elif child.role not in ("TD", "TH", "Caption", "Table"):
            yield from _rows(child, in_head or child.role == "THead")


def _heads(rows: Sequence[tuple[Element, bool]]) -> set[int]:
    """Rows at the top that consist of header cells only."""
    heads: set[int] = set()
    for index, (row, _) in enumerate(rows):
        cells = [child for child in row.children if isinstance(child, Element) and child.role in ("TD", "TH")]
        if not cells or any(cell.role == "TD" for cell in cells) or index == len(rows) - 1:
            break
        heads.add(index)
    return heads


def _cell(slot: Slot, words: _Words, *, header: bool, known: frozenset[str], limit: float | None) -> RawCell:
    """One cell with its text, its bullets and the place of each part of it."""
    held = slot.held
    lines = list(_paragraphs(held))
    texts = [_text_of(parts, words, known=known, limit=limit) for parts in lines]
    items = tuple(_unmarked(text) for text, parts in zip(texts, lines, strict=True) if text and _in_list(parts))
    places: dict[int, list[Word]] = {}
    for mark in held.marks():
        held_words = words.get(mark, ())
        if held_words:
            places.setdefault(mark.page, []).extend(held_words)
    order = sorted(places)
    parts: tuple[tuple[int, Box | None], ...] = tuple((page, around(places[page])) for page in order[1:])
    text = " ".join(text for text in texts if text)
    if not text:
        text = " ".join(alt.strip() for alt in _alternatives(held))
    return RawCell(
        text=text,
        row=slot.row,
        column=slot.column,
        row_span=slot.row_span,
        column_span=slot.column_span,
        header=header,
        items=items,
        page=order[0] if order else None,
        box=around(places[order[0]]) if order else None,
        parts=parts,
    )


def _paragraphs(held: Element) -> Iterator[list["Element | Mark"]]:
    """Content of a cell cut into its paragraphs and list items."""
    loose: list[Element | Mark] = []
    for child in held.children:
        if isinstance(child, Element) and child.role in ("P", "L", "LI", "Table", "TR", "TD", "TH", "LBody", "Div"):
            if loose:
                yield loose
                loose = []
            inner = any(
                isinstance(c, Element) and c.role in ("P", "L", "LI", "LBody", "TR", "TD", "TH") for c in child.children
            )
            if inner and child.role != "LI":
                yield from _paragraphs(child)
            else:
                yield [child]
        else:
            loose.append(child)
    if loose:
        yield loose


def _in_list(parts: Sequence["Element | Mark"]) -> bool:
    """Whether the paragraph is a list item."""
    return len(parts) == 1 and isinstance(parts[0], Element) and parts[0].role == "LI"


def _unmarked(text: str) -> str:
    """A list item without its bullet."""
    found = split_bullet(text)
    return found[1] if found else text


def _text_of(
    parts: Sequence["Element | Mark"],
    words: _Words,
    *,
    known: frozenset[str] = frozenset(),
    limit: float | None = None,
) -> str:
    """Text of the parts; the label of a list item is left out."""
    found: list[Word] = []
    for part in parts:
        found.extend(_words_of(part, words))
    return flow(found, known=known, limit=limit).text


def _words_of(part: "Element | Mark", words: _Words) -> Iterator[Word]:
    """Words of a part in the tree's order; replacement text stands for the words it replaces."""
    if isinstance(part, Mark):
        yield from words.get(part, ())
    elif part.role == "Lbl":
        return
    elif part.actual_text is not None:
        inner = [word for child in part.children for word in _words_of(child, words)]
        box = around(inner)
        if box is not None:
            first = inner[0]
            yield Word(
                part.actual_text.strip(), box, first.size, first.font, first.bold, first.italic, inner[-1].space_after
            )
    else:
        for child in part.children:
            yield from _words_of(child, words)


def _text(child: "Element | Mark", words: _Words) -> str:
    """Text of one element."""
    return _text_of([child], words)


def _alternatives(held: Element) -> Iterator[str]:
    """Descriptions of pictures in a cell: a tick mark or a symbol that stands for a word."""
    for child in held.children:
        if isinstance(child, Element):
            if child.alt is not None:
                yield child.alt
            yield from _alternatives(child)

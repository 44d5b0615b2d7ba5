"""The walk over HTML elements: headings, paragraphs, lists, definition lists, accordions and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import LimitError
from toolkit.ingest.bullets import broken, items, split_bullet, split_heading_number, split_number
from toolkit.ingest.compose import RawBlock, RawCell, RawTable
from toolkit.ingest.limits import Limits
from toolkit.ingest.runs import Run, join_runs
from toolkit.ingest.webpage import is_hint, is_page_fact, phrases
from toolkit.ingest.word.numbering import letters, roman
from toolkit.model import BlockKind

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADING = re.compile(r"h([1-6])$")
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "select", "input", "textarea", "head", "svg", "canvas", "map",
    "-comment",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "button", "output", "meter", "progress", "o:p",
})  # fmt: skip
_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite", "dfn"})
DEEPEST = 150
"""Elements inside one another; deeper text is taken without its structure."""
WIDEST_SPAN = 1000
MOST_PARAGRAPHS = 3
"""Paragraphs of one explanation in a definition list; more are a chapter."""


@dataclass(slots=True)
class _State:
    """Where the walk stands."""

    runs: list[Run] = field(default_factory=list)
    number: str | None = None
    """Number of the list item whose first text has not come yet."""
    depth: int = 0
    """Lists that are open."""
    fresh: bool = False
    """In a list item before its first text."""


class Walk:
    """One pass over a page; counts what it could not read."""

    def __init__(self, limits: Limits, *, left_out: frozenset[int] = frozenset(), in_cell: bool = False) -> None:
        """Start with nothing counted; in a cell of a table, lines broken by hand stay lines."""
        self.in_cell = in_cell
        self.limits = limits
        self.left_out = left_out
        self.pictures = 0
        self.frames = 0
        self._level = 1

    def blocks(self, node: "LexborNode", *, nested: int = 0) -> Iterator[RawBlock]:
        """The blocks of an element, in reading order; `nested` is how deep it stands in others."""
        state = _State()
        yield from self._walk(node, state, bold=False, italic=False, nested=nested)
        yield from self._flush(state)

    def _walk(
        self, parent: "LexborNode", state: _State, *, bold: bool, italic: bool, nested: int
    ) -> Iterator[RawBlock]:
        if nested > DEEPEST:
            state.runs.append(Run(parent.text(deep=True, separator=" "), bold, italic))
            return
        for node in parent.iter(include_text=True):
            tag = node.tag or ""
            if tag == "-text":
                state.runs.append(Run(re.sub(r"\s+", " ", node.text_content or ""), bold, italic))
            elif tag in _SKIPPED or node.mem_id in self.left_out or _decoration(node) or is_hint(node):
                continue
            elif tag == "br":
                state.runs.append(Run("\n"))
            elif tag in ("img", "picture", "video", "audio"):
                self.pictures += tag == "img"
            elif tag in ("iframe", "object", "embed", "frame"):
                self.frames += 1
            elif tag in _INLINE and not _accordion_button(node):
                yield from self._walk(
                    node, state, bold=bold or tag in _BOLD, italic=italic or tag in _ITALIC, nested=nested + 1
                )
            else:
                yield from self._flush(state)
                yield from self._element(node, tag, state, nested=nested + 1)
                yield from self._flush(state)

    def _element(self, node: "LexborNode", tag: str, state: _State, *, nested: int) -> Iterator[RawBlock]:
        heading = _HEADING.match(tag)
        if heading:
            yield from self._heading(node, int(heading[1]))
        elif tag == "summary" or tag == "button":
            yield from self._heading(node, min(self._level + 1, 6), keep=True)
        elif tag in ("ul", "ol", "menu"):
            yield from self._list(node, tag, state.depth + 1, nested=nested)
        elif tag == "dl":
            yield from self._definitions(node, nested=nested)
        elif tag == "table":
            yield from self._table(node, state, nested=nested)
        elif tag == "pre":
            for line in node.text(deep=True).split("\n"):
                yield RawBlock(kind=BlockKind.PARAGRAPH, text=join_runs([Run(line)])[0])
        else:
            yield from self._walk(node, state, bold=False, italic=False, nested=nested)

    def _flush(self, state: _State) -> Iterator[RawBlock]:
        """The block of the runs gathered so far."""
        text, spans = join_runs(state.runs, keep_lines=True)
        state.runs = []
        text = text.strip()
        if not text or text.casefold() in phrases():
            return
        if state.fresh:
            state.fresh = False
            yield RawBlock(
                kind=BlockKind.LIST_ITEM,
                text=text.replace("\n", " "),
                number=state.number,
                level=state.depth,
                spans=spans,
            )
            return
        lines = text.split("\n")
        marked = [split_bullet(line) or split_number(line) for line in lines]
        if sum(1 for mark in marked if mark) >= 2:
            for line, mark in zip(lines, marked, strict=True):
                if mark:
                    yield RawBlock(kind=BlockKind.LIST_ITEM, text=mark[1], number=mark[0], level=1)
                else:
                    yield RawBlock(kind=BlockKind.PARAGRAPH, text=line)
            return
        if self.in_cell and (own := broken(text)):
            yield from (RawBlock(kind=BlockKind.PARAGRAPH, text=line) for line in own)
            return
        kind = BlockKind.FURNITURE if is_page_fact(text) else BlockKind.PARAGRAPH
        yield RawBlock(kind=kind, text=text.replace("\n", " "), spans=spans)

    def _heading(self, node: "LexborNode", level: int, *, keep: bool = False) -> Iterator[RawBlock]:
        text, _ = join_runs([Run(_words(node, self.left_out))])
        if not text or text.casefold() in phrases():
            return
        number, words = split_heading_number(text)
        if not keep:
            self._level = level
        yield RawBlock(kind=BlockKind.HEADING, text=words, number=number, level=level)

    def _list(self, node: "LexborNode", tag: str, depth: int, *, nested: int) -> Iterator[RawBlock]:
        count = _whole(node.attributes.get("start"), 1)
        form = node.attributes.get("type") or "1"
        for item in node.iter():
            if item.tag != "li":
                if item.tag not in _SKIPPED:
                    state = _State(depth=depth)
                    yield from self._element(item, item.tag or "", state, nested=nested + 1)
                    yield from self._flush(state)
                continue
            if item.mem_id in self.left_out:
                continue
            count = _whole(item.attributes.get("value"), count)
            state = _State(depth=depth, fresh=True, number=_item_number(count, form) if tag == "ol" else "•")
            yield from self._walk(item, state, bold=False, italic=False, nested=nested + 1)
            yield from self._flush(state)
            count += 1

    # --- tables

    def _definitions(self, node: "LexborNode", *, nested: int) -> Iterator[RawBlock]:
        """A definition list as a table of two columns: term, explanation; one of whole chapters as those."""
        terms = list(_terms(node))
        if any(_is_chapter(child) for child in terms):
            for child in terms:
                if child.tag == "dt":
                    yield from self._heading(child, min(self._level + 1, 6), keep=True)
                else:
                    yield from self.blocks(child, nested=nested)
            return
        rows: list[tuple[str, list[str]]] = []
        for child in terms:
            text = self._cell_text(child, nested)
            if child.tag == "dt":
                rows.append((text, []))
            elif rows:
                rows[-1][1].append(text)
            else:
                rows.append(("", [text]))
        cells: list[RawCell] = []
        for at, (term, parts) in enumerate(rows):
            cells.append(RawCell(text=term, row=at, column=0))
            text = "\n".join(parts)
            cells.append(RawCell(text=text.replace("\n", " "), row=at, column=1, items=items(text)))
        if cells:
            yield RawBlock(kind=BlockKind.TABLE, table=RawTable(cells=tuple(cells)))

    def _table(self, node: "LexborNode", state: _State, *, nested: int) -> Iterator[RawBlock]:
        rows = list(_rows_of(node))
        layout = (node.attributes.get("role") or "") in ("presentation", "none")
        cells = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in rows]
        if any(row.mem_id in self.left_out for row in rows):
            cells = [row for place, row in zip(rows, cells, strict=True) if place.mem_id not in self.left_out]
        holds_tables = any(cell.css_first("table") is not None for row in cells for cell in row)
        if layout or sum(len(row) for row in cells) <= 1 or (holds_tables and all(len(row) <= 1 for row in cells)):
            for cell in (cell for row in cells for cell in row if cell.mem_id not in self.left_out):
                yield from self._walk(cell, state, bold=False, italic=False, nested=nested)
                yield from self._flush(state)
            return
        title = next((child for child in node.iter() if child.tag == "caption"), None)
        caption = join_runs([Run(self._cell_text(title, nested))])[0] if title is not None else None
        raw = self._grid(cells, nested)
        if caption:
            yield RawBlock(kind=BlockKind.PARAGRAPH, text=caption)
        if any(cell.text for cell in raw):
            yield RawBlock(kind=BlockKind.TABLE, table=RawTable(cells=tuple(raw), caption=caption or None))

    def _grid(self, rows: "list[list[LexborNode]]", nested: int) -> list[RawCell]:
        """The cells on their grid, each where the spans of the others leave room."""
        made: list[RawCell] = []
        taken: dict[int, int] = {}
        for at, row in enumerate(rows):
            column = 0
            heads = (bool(row) and all(cell.tag == "th" for cell in row)) or (bool(row) and _in_head(row[0]))
            for cell in row:
                while taken.get(column, 0) > at:
                    column += 1
                across = _span(cell, "colspan")
                down = min(_span(cell, "rowspan") or len(rows), len(rows) - at)
                for covered in range(column, column + max(across, 1)):
                    taken[covered] = at + down
                text = self._cell_text(cell, nested)
                made.append(
                    RawCell(
                        text=text.replace("\n", " "), row=at, column=column, row_span=max(down, 1),
                        column_span=max(across, 1), header=heads, items=items(text) or broken(text),
                    )
                )  # fmt: skip
                column += max(across, 1)
                if len(made) > self.limits.table_cells or column > 10 * WIDEST_SPAN:
                    raise LimitError(f"En tabell har fler än {self.limits.table_cells} celler.", kind="too_big")
        return made

    def _cell_text(self, cell: "LexborNode", nested: int) -> str:
        """What is printed in a cell, with a line for each paragraph or item."""
        lines: list[str] = []
        inner = Walk(self.limits, left_out=self.left_out, in_cell=True)
        for block in inner.blocks(cell, nested=nested + 1):
            if block.table is not None:
                lines.extend(_rows(block.table))
            else:
                lines.append(f"{block.number} {block.text}" if block.number else block.text)
        self.pictures += inner.pictures
        self.frames += inner.frames
        return "\n".join(lines)


def _rows(table: RawTable) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [" ".join(text for text in row if text) for row in rows.values()]


def _terms(node: "LexborNode") -> "Iterator[LexborNode]":
    """The terms and explanations of one definition list, also those in groups, not those of a list inside it."""
    for child in node.iter():
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from (inner for inner in child.iter() if inner.tag in ("dt", "dd"))


def _is_chapter(node: "LexborNode") -> bool:
    """Whether so much stands under a term that it is a folded chapter and no explanation."""
    if node.tag == "dt":
        return node.css_first("button, [aria-expanded]") is not None
    return node.css_first("h1, h2, h3, h4, h5, h6, table") is not None or len(node.css("p")) > MOST_PARAGRAPHS


def _words(node: "LexborNode", left_out: frozenset[int]) -> str:
    """The text of an element in one piece."""
    pieces: list[str] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.tag == "-text":
            pieces.append(current.text_content or "")
        elif current.tag == "br":
            pieces.append(" ")
        elif current.tag not in _SKIPPED and current.mem_id not in left_out:
            waiting.extend(reversed(list(current.iter(include_text=True))))
    return "".join(pieces)


def _rows_of(table: "LexborNode") -> "Iterator[LexborNode]":
    """The rows of a table, not those of tables in its cells: a parser sets each row in a head, body or foot."""
    for part in table.iter():
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part.iter() if row.tag == "tr")


def _in_head(cell: "LexborNode") -> bool:
    row = cell.parent
    return row is not None and row.parent is not None and row.parent.tag == "thead"


def _decoration(node: "LexborNode") -> bool:
    """Hidden from everybody: an icon's name, not a folded panel."""
    attributes = node.attributes
    return (
        attributes.get("aria-hidden") == "true" and not attributes.get("id") and node.tag in ("span", "i", "svg", "a")
    )


def _accordion_button(node: "LexborNode") -> bool:
    return node.tag == "button" and ("aria-expanded" in node.attributes or "aria-controls" in node.attributes)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _span(cell: "LexborNode", name: str) -> int:
    return max(0, min(_whole(cell.attributes.get(name), 1), WIDEST_SPAN))


def _item_number(count: int, form: str) -> str:
    shown = {"a": letters(count), "A": letters(count).upper(), "i": roman(count), "I": roman(count).upper()}
    return f"{shown.get(form) or count}."

"""The walk over a Word document's body: blocks in reading order, with what hangs on them right after them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.ingest.archive import Package
from toolkit.ingest.bullets import broken, split_bullet, split_heading_number, split_number
from toolkit.ingest.bullets import items as items_in
from toolkit.ingest.compose import RawBlock, compose
from toolkit.ingest.limits import Limits
from toolkit.ingest.runs import Run, join_runs
from toolkit.ingest.word.graphics import chart_blocks, diagram_blocks
from toolkit.ingest.word.inline import Content, InlineReader, Tally
from toolkit.ingest.word.numbering import Numbering
from toolkit.ingest.word.ooxml import MC, TWIPS, W, chosen, local, number, value
from toolkit.ingest.word.parts import Parts, load_parts
from toolkit.ingest.word.problems import metadata_of, problems_of
from toolkit.ingest.word.styles import Styles
from toolkit.ingest.word.tables import CellText, cells_of, read_table, rows_of
from toolkit.model import BlockKind, Document, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSPARENT = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent", "body", "document", "hyperlink"})


def read_docx(path: Path, *, document: str, file: str, limits: Limits | None = None) -> Document:
    """The document in a .docx file: tracked insertions as text, deletions left out, both told as a note.

    Raises:
        InputError: The file is cut off, damaged or has a DOCTYPE.
        LimitError: It unpacks to more, or is nested deeper, than the limits allow.
    """
    limits = limits or Limits()
    with Package(path, limits) as package:
        parts = load_parts(package)
        walk = _Walk(parts, limits)
        blocks = list(walk.document())
        problems = problems_of(walk.tally, parts, package, comments=walk.comments_seen)
        outline = [block.text for block in blocks if block.kind is BlockKind.FURNITURE and block.tag == "toc"]
    return compose(
        (replace(block, tag=None) if block.tag == "toc" else block for block in blocks),
        document=document,
        file=file,
        format="docx",
        problems=problems,
        metadata=metadata_of(parts),
        outline=outline,
    )


class _Walk:
    """One pass over a document."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self.parts = parts
        self.limits = limits
        self.tally = Tally()
        self.styles = Styles(parts.styles)
        self.numbering = Numbering(parts.numbering)
        self.inline = InlineReader(self.styles, self.tally)
        self.comments_seen = 0
        self._notes = {
            "footnote": _by_id(parts.footnotes, "footnote"),
            "endnote": _by_id(parts.endnotes, "endnote"),
        }
        self._comments = _by_id(parts.comments, "comment")
        self._told: set[str] = set()
        self._carried: list[Run] = []
        """Runs of a paragraph whose end mark was deleted: the next paragraph goes on with them."""
        self._note_count = 0
        self._in_cell = False

    def document(self) -> Iterator[RawBlock]:
        """All blocks: page headers first, the body, page footers last."""
        yield from self._margins(self.parts.headers)
        yield from self._blocks(self.parts.body, tag=None)
        yield from self._left_over()
        yield from self._margins(self.parts.footers)

    def _margins(self, roots: "list[_Element]") -> Iterator[RawBlock]:
        seen: set[str] = set()
        for root in roots:
            for paragraph in root.iter(W + "p"):
                content = self.inline.read(paragraph, None, plain=True)
                text, _ = join_runs(content.runs)
                if text and text not in seen:
                    seen.add(text)
                    yield RawBlock(kind=BlockKind.FURNITURE, text=text)

    def _blocks(self, parent: "_Element", *, tag: str | None, contents: bool = False) -> Iterator[RawBlock]:
        for child in parent:
            name = local(child)
            if child.tag == W + "p":
                yield from self._paragraph(child, tag=tag, contents=contents)
            elif child.tag == W + "tbl":
                yield from self._table(child, tag=tag)
            elif child.tag == W + "sdt":
                properties = child.find(W + "sdtPr")
                gallery = properties is not None and _is_contents(properties)
                inner = child.find(W + "sdtContent")
                if inner is not None:
                    own = value(properties, "tag") or tag
                    yield from self._blocks(inner, tag=own, contents=contents or gallery)
            elif child.tag == MC + "AlternateContent":
                for branch in chosen(child):
                    yield from self._blocks(branch, tag=tag, contents=contents)
            elif name in ("del", "moveFrom"):
                self.tally.deleted += 1
            elif name == "altChunk":
                self.tally.embedded += 1
            elif name in _TRANSPARENT:
                self.tally.inserted += name in ("ins", "moveTo")
                yield from self._blocks(child, tag=tag, contents=contents)

    # --- paragraphs

    def _paragraph(self, paragraph: "_Element", *, tag: str | None, contents: bool) -> Iterator[RawBlock]:
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        level = None if contents else self.styles.heading(style, properties)
        content = self.inline.read(paragraph, style, plain=level is not None)
        mark = properties.find(W + "rPr") if properties is not None else None
        runs = [*self._carried, *content.runs]
        self._carried = []
        if mark is not None and mark.find(W + "del") is not None:
            self._carried = runs
        else:
            yield from self._printed(runs, content, properties, style, level, tag, contents)
        yield from self._hanging(content, tag)

    def _printed(
        self,
        runs: list[Run],
        content: Content,
        properties: "_Element | None",
        style: str | None,
        level: int | None,
        tag: str | None,
        contents: bool,
    ) -> Iterator[RawBlock]:
        text, spans = join_runs(runs, keep_lines=True)
        label, depth = (None, None) if contents else self._label(properties, style)
        if not text:
            # An empty item prints its number too, so it has been counted; there is nothing to show.
            return
        tag = content.tags[0] if len(content.tags) == 1 else tag
        if contents or self.styles.contents(style):
            yield RawBlock(kind=BlockKind.FURNITURE, text=text.replace("\n", " "), spans=spans, tag="toc")
            return
        block = RawBlock(
            kind=BlockKind.PARAGRAPH,
            text=text.replace("\n", " "),
            spans=spans,
            number=label,
            tag=tag,
            size=content.size,
            indent=self._indent(properties, style),
            space_before=_points(self.styles.measure("spacing", "before", properties, style)),
        )
        if level is not None:
            yield _numbered(replace(block, kind=BlockKind.HEADING, level=level))
        elif label is not None:
            yield replace(block, kind=BlockKind.LIST_ITEM, level=(depth or 0) + 1)
        else:
            yield from _split_lines(block, text, fewest=2 if self._in_cell else FEWEST_BROKEN)

    def _label(self, properties: "_Element | None", style: str | None) -> tuple[str | None, int | None]:
        """Number or bullet, and the level in its list."""
        direct = properties.find(W + "numPr") if properties is not None else None
        by_style, style_level, giver = self.styles.numbering(style)
        identifier = number(value(direct, "numId"))
        depth = number(value(direct, "ilvl"))
        if identifier is None:
            identifier = by_style
            if identifier is not None and depth is None:
                named = self.numbering.level_of_style(identifier, giver)
                depth = style_level if style_level is not None else named
        if identifier is None or identifier == 0:
            return None, None
        depth = depth or 0
        return self.numbering.take(identifier, depth), depth

    def _indent(self, properties: "_Element | None", style: str | None) -> float | None:
        own = number(value(properties, "ind", "left")) or number(value(properties, "ind", "start"))
        direct = properties.find(W + "numPr") if properties is not None else None
        if own is None and direct is not None:
            identifier, depth = number(value(direct, "numId")), number(value(direct, "ilvl"))
            own = self.numbering.indent(identifier, depth or 0) if identifier else None
        if own is None:
            own = self.styles.measure("ind", "left", properties, style)
        return _points(own)

    def _hanging(self, content: Content, tag: str | None) -> Iterator[RawBlock]:
        """Text boxes, notes and comments of a paragraph."""
        for box in content.boxes:
            yield from self._blocks(box, tag=tag)
        for identifier in content.graphics:
            yield from self._graphic(identifier)
        for kind, identifier in content.notes:
            yield from self._note(kind, identifier)
        for identifier in content.comments:
            yield from self._comment(identifier, content.tags[0] if content.tags else tag)

    def _graphic(self, identifier: str) -> Iterator[RawBlock]:
        kind, root = self.parts.graphics.get(identifier, ("", None))
        made = [] if root is None else chart_blocks(root) if kind == "chart" else diagram_blocks(root)
        self.tally.embedded += not made
        yield from made

    def _note(self, kind: str, identifier: str) -> Iterator[RawBlock]:
        note = self._notes[kind].get(identifier)
        key = f"{kind} {identifier}"
        if note is None or key in self._told:
            return
        self._told.add(key)
        self._note_count += 1
        text = self._all_text(note)
        yield RawBlock(kind=BlockKind.FURNITURE, text=text.replace("\n", " "), number=str(self._note_count))

    def _comment(self, identifier: str, tag: str | None) -> Iterator[RawBlock]:
        comment = self._comments.get(identifier)
        key = f"comment {identifier}"
        if comment is None or key in self._told:
            return
        self._told.add(key)
        self.comments_seen += 1
        yield RawBlock(kind=BlockKind.COMMENT, text=self._all_text(comment).replace("\n", " "), tag=tag)

    def _left_over(self) -> Iterator[RawBlock]:
        """Comments and runs that no paragraph took up."""
        if self._carried:
            text, spans = join_runs(self._carried)
            yield RawBlock(kind=BlockKind.PARAGRAPH, text=text, spans=spans)
        for identifier in self._comments:
            yield from self._comment(identifier, None)

    def _all_text(self, parent: "_Element") -> str:
        texts = (join_runs(self.inline.read(one, None, plain=True).runs)[0] for one in parent.iter(W + "p"))
        return "\n".join(text for text in texts if text)

    # --- tables

    def _table(self, table: "_Element", *, tag: str | None) -> Iterator[RawBlock]:
        if _is_frame(table):
            for row in rows_of(table):
                for cell in cells_of(row):
                    yield from self._blocks(cell, tag=tag)
            return
        aside: list[RawBlock] = []
        raw = read_table(table, lambda cell: self._cell(cell, aside), most_cells=self.limits.table_cells)
        if raw is not None:
            yield RawBlock(kind=BlockKind.TABLE, table=raw, tag=tag)
        yield from aside

    def _cell(self, cell: "_Element", aside: list[RawBlock]) -> CellText:
        """A cell's paragraphs as lines; notes and comments in it go aside, nested tables are told cell by cell."""
        lines: list[str] = []
        listed: list[str] = []
        bold = True
        outside, self._in_cell = self._in_cell, True
        blocks = list(self._blocks(cell, tag=None))
        self._in_cell = outside
        for block in blocks:
            if block.kind in (BlockKind.COMMENT, BlockKind.FURNITURE):
                aside.append(block)
                continue
            if block.table is not None:
                lines.extend(_told_rows(block))
                bold = False
                continue
            lines.append(f"{block.number} {block.text}" if block.number else block.text)
            if block.kind is BlockKind.LIST_ITEM:
                listed.append(block.text)
            covered = sum(span.end - span.start for span in block.spans if span.bold)
            bold = bold and (covered >= 0.9 * len(block.text) or block.kind is BlockKind.HEADING)
        text = "\n".join(lines)
        return CellText(text=text, items=tuple(listed) or items_in(text) or broken(text), bold=bold and bool(lines))


def _told_rows(block: RawBlock) -> list[str]:
    """A nested table as lines, one a row."""
    rows: dict[int, list[str]] = {}
    for cell in block.table.cells if block.table is not None else ():
        rows.setdefault(cell.row, []).append(cell.text)
    return [" ".join(text for text in row if text) for _, row in sorted(rows.items())]


def _is_frame(table: "_Element") -> bool:
    """A table of one cell, or one that only holds other tables: a box round what stands in it, not a table."""
    cells = [cell for row in rows_of(table) for cell in cells_of(row)]
    if len(cells) <= 1:
        return True
    holding = [cell for cell in cells if cell.find(W + "tbl") is not None]
    filled = [cell for cell in cells if any(text.text and text.text.strip() for text in cell.iter(W + "t"))]
    return bool(holding) and all(cell in holding for cell in filled)


def _is_contents(properties: "_Element") -> bool:
    gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in (gallery.get(W + "val") or "").casefold()


FEWEST_BROKEN = 3
"""Short lines from which a paragraph broken by hand is so many lines; in a cell two do."""


def _numbered(block: RawBlock) -> RawBlock:
    """The heading with a number typed in its text apart from its words."""
    number, words = split_heading_number(block.text)
    if block.number or not number or not words:
        return block
    return replace(block, number=number, text=words, spans=_from(block.spans, len(block.text) - len(words)))


def _from(spans: Sequence[Span], start: int, end: int | None = None) -> tuple[Span, ...]:
    """The emphasis of the text between two places, counted from the first."""
    last = end if end is not None else max((span.end for span in spans), default=0)
    inside = (span for span in spans if span.end > start and span.start < last)
    return tuple(replace(span, start=max(0, span.start - start), end=min(span.end, last) - start) for span in inside)


def _split_lines(block: RawBlock, text: str, *, fewest: int) -> Iterator[RawBlock]:
    """A paragraph typed as a list with line breaks: one block a marked line; else one paragraph.

    Short lines that each begin anew, such as names, are lines too, from `fewest` on.
    """
    lines = text.split("\n")
    if len(lines) >= fewest and len(broken(text)) == len(lines):
        at = 0
        for line in lines:
            yield replace(block, text=line, spans=_from(block.spans, at, at + len(line)))
            at += len(line) + 1
        return
    marked = [split_bullet(line) or split_number(line) for line in lines]
    if sum(1 for mark in marked if mark) < 2:
        mark = marked[0] if len(lines) == 1 else None
        if mark and split_bullet(text):
            shift = len(block.text) - len(mark[1])
            yield replace(
                block, kind=BlockKind.LIST_ITEM, number=mark[0], text=mark[1], level=1,
                spans=tuple(
                    replace(span, start=max(0, span.start - shift), end=span.end - shift)
                    for span in block.spans if span.end > shift
                ),
            )  # fmt: skip
            return
        yield block
        return
    for line, mark in zip(lines, marked, strict=True):
        if mark:
            yield replace(block, kind=BlockKind.LIST_ITEM, number=mark[0], text=mark[1], level=1, spans=())
        else:
            yield replace(block, text=line, spans=())


def _by_id(root: "_Element | None", name: str) -> "dict[str, _Element]":
    found: dict[str, _Element] = {}
    for element in root.iter(W + name) if root is not None else ():
        if element.get(W + "type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        found.setdefault(element.get(W + "id") or "", element)
    return found


def _points(twips: int | None) -> float | None:
    return twips / TWIPS if twips is not None and abs(twips) < 100_000 else None

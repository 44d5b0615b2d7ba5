"""From what a reader found to a `Document`: the one place where offsets, paths and cell places are made.

Readers give `RawBlock`s in reading order and know nothing of offsets. `compose` lays their texts one after another,
so that every block and cell points at exactly its own characters, whichever reader found it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.model import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Metadata,
    Page,
    Problem,
    Provenance,
    Span,
    Table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """A table cell as a reader found it; a spanning cell stands once, where it begins."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    items: tuple[str, ...] = ()
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    parts: tuple[tuple[int, Box | None], ...] = ()
    """Further places (page, box) when the cell goes on over a page break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table as a reader found it: cells in reading order."""

    cells: tuple[RawCell, ...]
    caption: str | None = None
    doubtful: bool = False

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block as a reader found it, without offsets. `text` is clean: joined, normalised, stripped."""

    kind: BlockKind
    text: str = ""
    level: int | None = None
    number: str | None = None
    page: int | None = None
    page_end: int | None = None
    box: Box | None = None
    line: int | None = None
    tag: str | None = None
    table: RawTable | None = None
    spans: tuple[Span, ...] = ()
    size: float | None = None
    indent: float | None = None
    space_before: float | None = None
    confidence: float = 1.0


def compose(
    raw: Iterable[RawBlock],
    *,
    document: str,
    file: str,
    format: str,
    pages: Sequence[Page] = (),
    problems: Sequence[Problem] = (),
    metadata: Metadata | None = None,
    outline: Sequence[str] = (),
) -> Document:
    """The document whose text is the blocks' texts, one a line, with every offset, path and cell place filled in.

    Args:
        raw: Blocks in reading order; empty ones fall away.
        document: Id of the document.
        file: File name as the user gave it, without folder.
        format: ``pdf``, ``docx``, ``odt``, ``html``, ``markdown`` or ``text``.
        pages: One a page for paged formats.
        problems: What the reader could not read or doubts.
        metadata: What the file's own properties say; the printed text is read later, by extract.
        outline: Bookmark titles or contents lines, in order.

    Example:
        >>> done = compose([RawBlock(kind=BlockKind.PARAGRAPH, text="Ett.")], document="d", file="f.txt", format="text")
        >>> done.blocks[0].provenance.start, done.blocks[0].provenance.end, done.text
        (0, 4, 'Ett.')
    """
    chunks: list[str] = []
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    offset = 0
    for block in raw:
        if block.kind is BlockKind.HEADING and block.text:
            level = block.level or 1
            headings = [(depth, title) for depth, title in headings if depth < level]
        path = (*(title for _, title in headings), f"#{len(blocks)}")
        made = _block(block, offset=offset, document=document, path=path)
        if made is None:
            continue
        if block.kind is BlockKind.HEADING:
            title = f"{block.number} {block.text}".strip() if block.number else block.text
            headings.append((block.level or 1, title))
        blocks.append(made)
        chunks.append(made.text)
        offset += len(made.text) + 1
    return Document(
        id=document,
        file=file,
        text="\n".join(chunks),
        blocks=tuple(blocks),
        pages=tuple(pages),
        problems=tuple(problems),
        metadata=metadata or Metadata(),
        format=format,
        outline=tuple(outline),
    )


def _block(raw: RawBlock, *, offset: int, document: str, path: tuple[str, ...]) -> Block | None:
    """The block at `offset`, or None if nothing is printed in it."""
    place = Provenance(
        document=document,
        start=offset,
        end=offset + len(raw.text),
        page=raw.page,
        page_end=raw.page_end if raw.page_end != raw.page else None,
        box=raw.box,
        path=path,
        line=raw.line,
    )
    table = None
    text = raw.text
    if raw.table is not None:
        text, table = _table(raw.table, place)
        place = replace(place, end=offset + len(text))
    if not text.strip():
        return None
    return Block(
        kind=raw.kind,
        text=text,
        provenance=place,
        level=raw.level,
        number=raw.number,
        tag=raw.tag,
        table=table,
        spans=raw.spans,
        size=raw.size,
        indent=raw.indent,
        space_before=raw.space_before,
        confidence=raw.confidence,
    )


def _table(raw: RawTable, place: Provenance) -> tuple[str, Table]:
    """The table's text (cells by tab, rows by line) and its cells with their own places."""
    rows: dict[int, list[Cell]] = {}
    parts: list[str] = []
    at = place.start
    previous: int | None = None
    for cell in sorted(raw.cells, key=lambda cell: (cell.row, cell.column)):
        text = cell.text.replace("\t", " ").replace("\n", " ")
        if previous is not None:
            parts.append("\t" if cell.row == previous else "\n")
            at += 1
        previous = cell.row
        last = cell.parts[-1][0] if cell.parts else None
        where = Provenance(
            document=place.document,
            start=at,
            end=at + len(text),
            page=cell.page if cell.page is not None else place.page,
            page_end=last if last != cell.page else None,
            box=cell.box,
            path=place.path,
            line=cell.line if cell.line is not None else place.line,
        )
        rows.setdefault(cell.row, []).append(
            Cell(
                text=text,
                provenance=where,
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                header=cell.header,
                items=cell.items,
            )
        )
        parts.append(text)
        at += len(text)
    table = Table(
        rows=tuple(tuple(rows[row]) for row in sorted(rows)),
        columns=raw.columns,
        caption=raw.caption,
        doubtful=raw.doubtful,
    )
    return "".join(parts), table

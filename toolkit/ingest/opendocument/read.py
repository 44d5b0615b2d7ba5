"""The walk over an OpenDocument text: blocks in reading order, with what hangs on them right after them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.ingest.archive import Package
from toolkit.ingest.bullets import broken
from toolkit.ingest.bullets import items as items_in
from toolkit.ingest.compose import RawBlock, compose
from toolkit.ingest.limits import Limits
from toolkit.ingest.opendocument.inline import Content, Tally, read_inline
from toolkit.ingest.opendocument.names import OFFICE, STYLE, TABLE, TEXT, local, whole
from toolkit.ingest.opendocument.styles import ListCount, ListLevel, Styles
from toolkit.ingest.opendocument.tables import cells_of, read_table, rows_of
from toolkit.ingest.runs import join_runs
from toolkit.ingest.word.tables import CellText
from toolkit.model import BlockKind, Document, Field, FieldState, Metadata, Problem, Severity
from toolkit.text import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

_INDEXES = frozenset(
    {"table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index", "object-index"}
)
_TRANSPARENT = frozenset(
    {"section", "index-body", "text-box", "frame", "g", "custom-shape", "rect", "a", "numbered-paragraph"}
)
_DEFAULT_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_odt(path: Path, *, document: str, file: str, limits: Limits | None = None) -> Document:
    """The document in an .odt file: tracked insertions as text, deletions left out, both told as a note.

    Raises:
        InputError: The file is encrypted, cut off, damaged or has a DOCTYPE.
        LimitError: It unpacks to more, or is nested deeper, than the limits allow.
    """
    limits = limits or Limits()
    with Package(path, limits) as package:
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise InputError(f"{file} är skyddad med lösenord.", kind="encrypted", advice="Spara den utan lösenord.")
        content = package.xml("content.xml")
        body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
        if content is None or body is None:
            raise InputError(f"{file} saknar dokumentets innehåll.", kind="damaged")
        styles = _optional(package, "styles.xml")
        walk = _Walk(Styles(content, styles), limits, package)
        blocks = [*walk.margins(styles, "header"), *walk.blocks(body), *walk.margins(styles, "footer")]
        problems = _problems(body, walk.tally, package)
        metadata = _metadata(_optional(package, "meta.xml"))
    outline = [block.text for block in blocks if block.tag == "toc"]
    blocks = [replace(block, tag=None) if block.tag == "toc" else block for block in blocks]
    return compose(
        blocks, document=document, file=file, format="odt", problems=problems, metadata=metadata, outline=outline
    )


def _optional(package: Package, name: str) -> "_Element | None":
    """A part that the text can be read without."""
    try:
        return package.xml(name)
    except InputError as error:
        if error.kind in ("doctype", "bomb", "too_deep"):
            raise
        package.damaged.append(name)
        return None


def _metadata(root: "_Element | None") -> Metadata:
    title = next(iter(root.iter(_DEFAULT_TITLE)), None) if root is not None else None
    text = normalise(title.text).strip() if title is not None and title.text else ""
    return Metadata(title=Field(state=FieldState.STATED, value=text, confidence=0.5)) if text else Metadata()


def _problems(body: "_Element", tally: Tally, package: Package) -> list[Problem]:
    found: list[Problem] = []

    def tell(kind: str, message: str, severity: Severity = Severity.NOTE) -> None:
        found.append(Problem(kind=kind, message=message, severity=severity))

    changes = body.find(TEXT + "tracked-changes")
    if changes is not None and len(changes):
        inserted = sum(1 for _ in changes.iter(TEXT + "insertion"))
        deleted = sum(1 for _ in changes.iter(TEXT + "deletion"))
        message = (
            f"Dokumentet har spårade ändringar: {inserted} infogningar lästes som text, "
            f"{deleted} borttagningar utelämnades."
        )
        tell("tracked_changes", message)
    if tally.comments:
        tell("comments", f"Dokumentet har {tally.comments} kommentarer; de ligger som egna block.")
    if tally.pictures:
        tell("pictures", f"{tally.pictures} bilder har inte lästs; text i dem saknas.")
    if tally.hidden:
        tell("hidden_text", f"{tally.hidden} stycken dold text utelämnades.")
    if tally.embedded:
        tell("embedded", f"{tally.embedded} inbäddade diagram eller dokument kunde inte läsas.", Severity.LOSS)
    for name in package.damaged:
        tell("damaged", f"Delen {name} är skadad; det som gick att läsa lästes.", Severity.LOSS)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in lists a paragraph stands."""

    count: ListCount
    levels: dict[int, ListLevel] = field(default_factory=dict)
    level: int = 0
    counts: bool = False
    """Whether it is the item's first paragraph, which carries the number."""
    start: int | None = None


class _Walk:
    """One pass over a document."""

    def __init__(self, styles: Styles, limits: Limits, package: Package) -> None:
        self.package = package
        self.styles = styles
        self.limits = limits
        self.tally = Tally()
        self._counts: dict[str, ListCount] = {}
        self._last: dict[str, ListCount] = {}
        """The latest list of each style, for lists that go on with the numbering."""
        self._headings = ListCount()

    def margins(self, styles: "_Element | None", which: str) -> Iterator[RawBlock]:
        """Page headers or footers, each text once."""
        seen: set[str] = set()
        for page in styles.iter(STYLE + "master-page") if styles is not None else ():
            for margin in page:
                if not local(margin).startswith(which):
                    continue
                for paragraph in margin.iter(TEXT + "p", TEXT + "h"):
                    text, _ = join_runs(read_inline(paragraph, self.styles, self.tally, plain=True).runs)
                    if text and text not in seen:
                        seen.add(text)
                        yield RawBlock(kind=BlockKind.FURNITURE, text=text)

    def blocks(self, parent: "_Element", *, place: _Place | None = None, contents: bool = False) -> Iterator[RawBlock]:
        """The blocks of an element, in reading order."""
        for child in parent:
            name = local(child)
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child, place, contents=contents)
                place = replace(place, counts=False, start=None) if place else None
            elif child.tag == TEXT + "list":
                yield from self._list(child, place, contents=contents)
            elif child.tag == TABLE + "table":
                yield from self._table(child)
            elif name in _INDEXES or child.tag == TEXT + "index-title":
                yield from self.blocks(child, contents=True)
            elif child.tag == OFFICE + "annotation":
                yield from self._comment(child, None)
            elif name in _TRANSPARENT:
                yield from self.blocks(child, place=place, contents=contents)

    # --- lists

    def _list(self, element: "_Element", place: _Place | None, *, contents: bool) -> Iterator[RawBlock]:
        name = element.get(TEXT + "style-name")
        levels = self.styles.list_levels(name) if name else {}
        if place is not None and place.level:
            inner = replace(place, levels=levels or place.levels, level=place.level + 1)
        else:
            inner = _Place(count=self._count_of(element, name), levels=levels, level=1)
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            start = item.get(TEXT + "start-value")
            yield from self.blocks(
                item,
                place=replace(
                    inner, counts=item.tag == TEXT + "list-item", start=whole(start, 1) if start is not None else None
                ),
                contents=contents,
            )

    def _count_of(self, element: "_Element", name: str | None) -> ListCount:
        """The counting that an outermost list goes on with, or a new one."""
        before = self._counts.get(element.get(TEXT + "continue-list") or "")
        if before is None and element.get(TEXT + "continue-numbering") == "true":
            before = self._last.get(name or "")
        count = before or ListCount()
        identifier = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if identifier:
            self._counts[identifier] = count
        self._last[name or ""] = count
        return count

    # --- paragraphs

    def _paragraph(self, element: "_Element", place: _Place | None, *, contents: bool) -> Iterator[RawBlock]:
        style = element.get(TEXT + "style-name")
        level = self._heading_level(element, style) if not contents else None
        content = read_inline(element, self.styles, self.tally, plain=level is not None)
        text, spans = join_runs(content.runs)
        if not self.styles.hidden("paragraph", style):
            tag = content.tags[0] if len(content.tags) == 1 else None
            if contents or self.styles.contents(style):
                yield RawBlock(kind=BlockKind.FURNITURE, text=text, spans=spans, tag="toc")
            else:
                # An empty item prints its number too, so it is counted; the composer drops the empty block.
                kind, number, depth = self._label(element, style, level, place)
                yield RawBlock(
                    kind=kind, text=text, spans=spans, number=number, level=depth, tag=tag,
                    size=self.styles.size("paragraph", style), indent=self.styles.length(style, "margin-left"),
                    space_before=self.styles.length(style, "margin-top"),
                )  # fmt: skip
        yield from self._hanging(content)

    def _heading_level(self, element: "_Element", style: str | None) -> int | None:
        if element.tag == TEXT + "h":
            return whole(element.get(TEXT + "outline-level"), 1) or 1
        return self.styles.heading(style)

    def _label(
        self, element: "_Element", style: str | None, heading: int | None, place: _Place | None
    ) -> tuple[BlockKind, str | None, int | None]:
        """Kind, number as printed, and level of a paragraph that is not empty."""
        number = None
        if place is not None and place.level and place.counts:
            number = place.count.take(place.level, place.levels, place.start)
        elif heading is not None and element.tag == TEXT + "h" and element.get(TEXT + "is-list-header") != "true":
            number = self._headings.take(heading, self.styles.outline, None) if self.styles.outline else None
        if heading is not None:
            return BlockKind.HEADING, number, heading
        if place is not None and place.level and place.counts and number is not None:
            return BlockKind.LIST_ITEM, number, place.level
        return BlockKind.PARAGRAPH, number, None

    def _hanging(self, content: Content) -> Iterator[RawBlock]:
        for box in content.boxes:
            yield from self.blocks(box)
        for address in content.objects:
            yield from self._object(address)
        for mark, body in content.notes:
            yield RawBlock(kind=BlockKind.FURNITURE, text=self._flat(body).replace("\n", " "), number=mark or None)
        for comment in content.comments:
            yield from self._comment(comment, content.tags[0] if content.tags else None)

    def _object(self, address: str) -> Iterator[RawBlock]:
        """The figures behind a chart, as a table; other objects are told as lost."""
        root = _optional(self.package, f"{address.removeprefix('./')}/content.xml")
        tables = list(root.iter(TABLE + "table")) if root is not None else []
        self.tally.embedded += not tables
        for table in tables:
            yield from self._table(table)

    def _comment(self, comment: "_Element", tag: str | None) -> Iterator[RawBlock]:
        self.tally.comments += 1
        yield RawBlock(kind=BlockKind.COMMENT, text=self._flat(comment).replace("\n", " "), tag=tag)

    def _flat(self, parent: "_Element") -> str:
        paragraphs = parent.iter(TEXT + "p", TEXT + "h")
        texts = (join_runs(read_inline(one, self.styles, self.tally, plain=True).runs)[0] for one in paragraphs)
        return "\n".join(text for text in texts if text)

    # --- tables

    def _table(self, table: "_Element") -> Iterator[RawBlock]:
        cells = [cell for row, _ in rows_of(table) for cell in cells_of(row)]
        holding = [cell for cell in cells if cell.find(TABLE + "table") is not None]
        filled = [cell for cell in cells if any(str(text).strip() for text in cell.itertext())]
        if len(cells) <= 1 or (holding and all(cell in holding for cell in filled)):
            for cell in cells:
                yield from self.blocks(cell)
            return
        aside: list[RawBlock] = []
        raw = read_table(table, lambda cell: self._cell(cell, aside), most_cells=self.limits.table_cells)
        if raw is not None:
            yield RawBlock(kind=BlockKind.TABLE, table=raw)
        yield from aside

    def _cell(self, cell: "_Element", aside: list[RawBlock]) -> CellText:
        """A cell's paragraphs as lines; notes and comments in it go aside, nested tables are told cell by cell."""
        lines: list[str] = []
        listed: list[str] = []
        bold = True
        for block in self.blocks(cell):
            if block.kind in (BlockKind.COMMENT, BlockKind.FURNITURE):
                aside.append(block)
                continue
            if block.table is not None:
                rows: dict[int, list[str]] = {}
                for inner in block.table.cells:
                    rows.setdefault(inner.row, []).append(inner.text)
                lines.extend(" ".join(text for text in row if text) for row in rows.values())
                bold = False
                continue
            lines.append(f"{block.number} {block.text}" if block.number else block.text)
            if block.kind is BlockKind.LIST_ITEM:
                listed.append(block.text)
            covered = sum(span.end - span.start for span in block.spans if span.bold)
            bold = bold and (covered >= 0.9 * len(block.text) or block.kind is BlockKind.HEADING)
        text = "\n".join(lines)
        return CellText(text=text, items=tuple(listed) or items_in(text) or broken(text), bold=bold and bool(lines))

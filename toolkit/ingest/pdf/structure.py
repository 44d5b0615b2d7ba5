"""Blocks of a tagged PDF: the structure tree gives kinds and order, PDFium's words give text and places.

A page counts as read only when the tree places nearly all that is printed on it, and what it calls one table does not
lie scattered over the page; any other page is left to the layout reader.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.cells import around
from toolkit.ingest.pdf.flow import flow
from toolkit.ingest.pdf.page import PageContent, Word
from toolkit.ingest.pdf.tagged import cells_of, places_tables, raw_table, repeated
from toolkit.ingest.pdf.tree import Element, Mark
from toolkit.ingest.pdf.trust import ENOUGH, agrees, crossing, lumps
from toolkit.ingest.pdf.trust import share as share_of
from toolkit.model import BlockKind

_HEADING = re.compile(r"^H([1-6]?)$")
_GROUPS = frozenset(
    "Document DocumentFragment Part Art Sect Div BlockQuote NonStruct Private Index Aside".split()  # noqa: SIM905
)
_INLINE = frozenset(
    ["Span", "Quote", "Reference", "Code", "Link", "Annot", "Sub", "Em", "Strong", "Ruby", "RB", "RT", "RP", "Warichu"]
)
_NOTES = frozenset(["Note", "FENote"])
_FURNITURE = frozenset(["TOCI", "Artifact"])
_LABEL = re.compile("^([•●○◦▪■□▫‣⁃∙·\uf0b7\uf0a7\uf0d8➢➤✓❖*–—-]|\\(?\\d{1,3}[.)]|\\(?[a-zA-ZåäöÅÄÖ][.)])\\s+(?=\\S)")
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4}\.?|[A-ZÅÄÖ]\.\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+(?=\S)")
_CONTENTS_LINE = re.compile(r"\.{4,}\s*\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tags gave: blocks by the page they begin on, and which pages they place well enough."""

    blocks: Mapping[int, Sequence[RawBlock]]
    trusted: frozenset[int]
    share: Mapping[int, float]
    """Share of each page's characters that the tree places or calls artifacts."""
    repeated: tuple[RawBlock, ...] = ()
    """Headers that tables print once more on later pages, whichever pages are trusted."""

    @property
    def tables(self) -> tuple[RawBlock, ...]:
        """All tables of the tree, in order, whichever pages are trusted: their rows are the author's own."""
        return tuple(block for page in sorted(self.blocks) for block in self.blocks[page] if block.table is not None)

    def chosen(self, laid: Mapping[int, Sequence[RawBlock]]) -> frozenset[int]:
        """The trusted pages on which the tags say at least as much as the page's looks.

        Args:
            laid: The same pages as their layout reads them, with the tree's own tables.
        """
        headings = sum(block.kind is BlockKind.HEADING for blocks in self.blocks.values() for block in blocks)
        if headings < max(1, len(self.blocks) / 12):
            return frozenset()  # tags without headings tell less than the looks of the page
        good = {
            page
            for page in self.trusted
            if _tables(laid[page]) <= _tables(self.blocks[page]) and not lumps(self.blocks[page], laid[page])
        }
        changed = True
        while changed:
            mixed = crossing(self.blocks, good) | crossing(laid, good)
            changed = bool(mixed & good)
            good -= mixed
        return frozenset(good)


@dataclass(slots=True)
class _Reading:
    """What one pass over the tree collects."""

    words: Mapping[Mark, Sequence[Word]]
    known: frozenset[str] = frozenset()
    blocks: list[RawBlock] = field(default_factory=list)
    used: set[Mark] = field(default_factory=set)
    repeated: list[RawBlock] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    """Footnotes, which the tree has in the middle of the sentence that refers to them."""


def read_tags(root: Element, pages: Iterable[PageContent], *, known: frozenset[str] = frozenset()) -> Tagged:
    """Blocks from the tree, page by page, with the pages on which they can be trusted.

    Args:
        root: The tree.
        pages: The pages' words, each with the number of its marked content.
        known: Lower-case words of the document, for words that a narrow cell broke.
    """
    pages = list(pages)
    marked = {page.number: _marked(page) for page in pages}
    words = {Mark(number, mark): held for number, marks in marked.items() for mark, held in marks.items() if mark >= 0}
    reading = _Reading(words, known)
    _group(reading, root, depth=0)
    for note in reading.notes:
        _group(reading, note, depth=0)
    by_page: dict[int, list[RawBlock]] = {page.number: [] for page in pages}
    for block in reading.blocks:
        if block.page in by_page:
            by_page[block.page].append(block)
    used: dict[int, set[int]] = {number: set() for number in marked}
    for mark in reading.used & words.keys():
        used[mark.page].add(mark.mcid)
    share = {number: share_of(marks, used[number]) for number, marks in marked.items()}
    trusted = frozenset(
        page.number for page in pages if share[page.number] >= ENOUGH and agrees(by_page[page.number], page)
    )
    for page in pages:
        if page.number in trusted:
            by_page[page.number] = _with_rest(by_page[page.number], page, used[page.number])
    return Tagged(by_page, trusted, share, tuple(reading.repeated))


def _marked(page: PageContent) -> dict[int, list[Word]]:
    """The words of each piece of marked content; -1 and -2 hold what has none and what is an artifact."""
    found: dict[int, list[Word]] = {}
    mark, held = -3, list[Word]()
    for word in page.words:
        if word.mark != mark:
            mark = word.mark
            held = found.setdefault(mark, [])
        held.append(word)
    return found


def _tables(blocks: Sequence[RawBlock]) -> int:
    """Number of tables."""
    return sum(block.table is not None for block in blocks)


def _group(reading: _Reading, element: Element, *, depth: int) -> None:
    """Blocks of an element that groups others; text straight inside it is a paragraph."""
    loose: list[Element | Mark] = []
    for child in element.children:
        if isinstance(child, Mark) or child.role in _INLINE:
            loose.append(child)
            continue
        _paragraph(reading, loose)
        loose = []
        _block(reading, child, depth=depth)
    _paragraph(reading, loose)


def _block(reading: _Reading, element: Element, *, depth: int) -> None:
    """The block or blocks of one block-level element."""
    role = element.role
    if role == "Table":
        _table(reading, element, depth=depth)
    elif role == "L":
        for child in element.children:
            if isinstance(child, Mark):
                _paragraph(reading, [child])
            else:
                _block(reading, child, depth=depth + 1)
    elif role == "LI":
        _list_item(reading, element, depth=max(depth, 1))
    elif role in _NOTES:
        reading.notes.append(element)
    elif role in _FURNITURE:
        _paragraph(reading, [element], kind=BlockKind.FURNITURE)
    elif role == "Figure":
        _figure(reading, element)
    elif match := _HEADING.match(role):
        _paragraph(reading, [element], kind=BlockKind.HEADING, level=int(match[1] or 1))
    elif role == "Title":
        _paragraph(reading, [element], kind=BlockKind.HEADING, level=1)
    elif role in _GROUPS or role == "TOC" or any(_is_block(child) for child in element.children):
        _group(reading, element, depth=depth)
    else:
        _paragraph(reading, [element])


def _table(reading: _Reading, element: Element, *, depth: int) -> None:
    """A table; a "table" of one column or one row of one cell is a frame around text, and its text is what counts."""
    if places_tables(element):
        for cell in cells_of(element):
            _group(reading, cell, depth=depth)
        return
    words = reading.words
    again = repeated(element, words)
    if again:
        left_out = {mark for marks in again.values() for mark in marks}
        words = {mark: words[mark] for mark in element.marks() if mark in words and mark not in left_out}
    table = raw_table(element, words, known=reading.known)
    if table is None or table.table is None:
        reading.used.update(element.marks())
    elif table.table.columns < 2:
        for cell in cells_of(element):
            _group(reading, cell, depth=depth)
    else:
        reading.blocks.append(table)
        for marks in again.values():
            _paragraph(reading, marks, kind=BlockKind.FURNITURE)
            reading.repeated.append(reading.blocks[-1])
        reading.used.update(element.marks())


def _is_block(child: Element | Mark) -> bool:
    """Whether the child opens a block of its own."""
    return isinstance(child, Element) and (child.role in ("Table", "L", "P") or bool(_HEADING.match(child.role)))


def _paragraph(
    reading: _Reading,
    parts: Sequence[Element | Mark],
    *,
    kind: BlockKind = BlockKind.PARAGRAPH,
    level: int | None = None,
    number: str | None = None,
) -> None:
    """One block of the words of all parts; nothing when they hold no words."""
    words = placed_words(reading, parts)
    block = as_block(words, kind=kind, level=level, number=number)
    if block is not None:
        reading.blocks.append(block)


def as_block(
    words: Sequence[tuple[int, Word]], *, kind: BlockKind, level: int | None = None, number: str | None = None
) -> RawBlock | None:
    """A block of words that carry their page; None when there are none."""
    read = flow([word for _, word in words])
    if not read.text:
        return None
    first = words[0][0]
    box = read.box
    if words[-1][0] != first:
        box = around([word for page, word in words if page == first and word.text.strip()])
    block = RawBlock(
        kind=kind,
        text=read.text,
        level=level,
        number=number,
        page=first,
        page_end=words[-1][0] if words[-1][0] != first else None,
        box=box,
        spans=read.spans,
        size=read.size,
    )
    if kind is BlockKind.PARAGRAPH and _CONTENTS_LINE.search(block.text):
        block = replace(block, kind=BlockKind.FURNITURE)
    if number is None and kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
        match = (_NUMBER if kind is BlockKind.HEADING else _LABEL).match(block.text)
        if match:
            block = _cut(block, match.end(), match[1])
    return block


def _cut(block: RawBlock, length: int, number: str) -> RawBlock:
    """The block without the printed number at its start; emphasis moves along."""
    spans = tuple(
        replace(span, start=max(0, span.start - length), end=span.end - length)
        for span in block.spans
        if span.end > length
    )
    return replace(block, text=block.text[length:], number=number, spans=spans)


def _list_item(reading: _Reading, element: Element, *, depth: int) -> None:
    """A list item: its label, its text, and the lists inside it as items of their own one level down."""
    label = [child for child in element.children if isinstance(child, Element) and child.role == "Lbl"]
    rest: list[Element | Mark] = []
    nested: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.role == "Lbl":
            continue
        if isinstance(child, Element) and child.role == "LBody":
            for inner in child.children:
                (nested if isinstance(inner, Element) and inner.role in ("L", "Table") else rest).append(inner)  # type: ignore[arg-type]
        elif isinstance(child, Element) and child.role in ("L", "Table"):
            nested.append(child)
        else:
            rest.append(child)
    paragraphs = _split(rest)
    number = flow([word for _, word in placed_words(reading, label)]).text or None
    for index, parts in enumerate(paragraphs):
        _paragraph(
            reading,
            parts,
            kind=BlockKind.LIST_ITEM if index == 0 else BlockKind.PARAGRAPH,
            level=depth if index == 0 else None,
            number=number if index == 0 else None,
        )
    for child in nested:
        _block(reading, child, depth=depth)


def _split(parts: Sequence[Element | Mark]) -> list[list[Element | Mark]]:
    """Parts of a list item in paragraphs: a second ``P`` is a paragraph of its own."""
    groups: list[list[Element | Mark]] = [[]]
    for part in parts:
        if isinstance(part, Element) and part.role == "P" and groups[-1]:
            groups.append([])
        groups[-1].append(part)
    return [group for group in groups if group]


def _figure(reading: _Reading, element: Element) -> None:
    """Text printed inside a figure, as it stands; a picture without text is known by its description only."""
    if any(isinstance(child, Element) and child.role not in _INLINE for child in element.children):
        _group(reading, element, depth=0)
    else:
        _paragraph(reading, [*element.children])


def placed_words(reading: _Reading, parts: Sequence[Element | Mark]) -> list[tuple[int, Word]]:
    """All words of the parts in the tree's order, each with its page; replacement text stands for its words."""
    found: list[tuple[int, Word]] = []
    for part in parts:
        if isinstance(part, Mark):
            if part not in reading.used:
                reading.used.add(part)
                found.extend((part.page, word) for word in reading.words.get(part, ()))
        elif part.role in _NOTES:
            reading.notes.append(part)
        elif part.actual_text is not None:
            inner = placed_words(reading, part.children)
            found.extend(_replaced(inner, part.actual_text))
        else:
            found.extend(placed_words(reading, part.children))
    return found


def _replaced(words: Sequence[tuple[int, Word]], text: str) -> list[tuple[int, Word]]:
    """The author's own text in place of the words it replaces; without words it has no place and is left out."""
    if not words:
        return []
    page, first = words[0]
    last = words[-1][1]
    box = (first.box[0], first.box[1], last.box[2], max(first.box[3], last.box[3]))
    return [(page, replace(first, text=text.strip(), box=box, space_after=last.space_after))]


def _with_rest(blocks: Sequence[RawBlock], page: PageContent, used: set[int]) -> list[RawBlock]:
    """The blocks, with the words that the tree does not place: artifacts as furniture, the rest where it stands."""
    rest = [word for word in page.words if word.mark not in used]
    out = list(blocks)
    lines: list[list[Word]] = []
    for word in rest:
        last = lines[-1][-1] if lines else None
        if last is not None and last.mark == word.mark and abs(last.box[3] - word.box[3]) < 0.5 * max(word.size, 4):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        kind = BlockKind.FURNITURE if line[0].mark == -2 else BlockKind.PARAGRAPH
        block = as_block([(page.number, word) for word in line], kind=kind)
        if block is None or block.box is None:
            continue
        at = 0
        for index, other in enumerate(out):
            if other.box is not None and other.box[1] <= block.box[1]:
                at = index + 1
        out.insert(at, block)
    return out

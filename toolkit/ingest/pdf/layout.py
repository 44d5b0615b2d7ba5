"""Pages of words → blocks in reading order.

The steps, each a module: fragments and rows (lines), furniture over all pages, unruled tables, columns, paragraphs,
headings over all pages, then blocks; at last paragraphs that go on over a column's or page's end are joined.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.blocks import furniture_blocks, paragraph_block, turned_blocks, with_contents, with_list_levels
from toolkit.ingest.pdf.cells import fills, join_broken, words_within
from toolkit.ingest.pdf.columns import Region, regions
from toolkit.ingest.pdf.continued import goes_on, joined, together
from toolkit.ingest.pdf.furniture import furniture
from toolkit.ingest.pdf.headings import Found, OutlineEntry, Setting, body_size, headings
from toolkit.ingest.pdf.lines import Line, fragments, make_line, turned_lines
from toolkit.ingest.pdf.page import PageContent
from toolkit.ingest.pdf.paragraphs import Paragraph, paragraphs, pitches
from toolkit.ingest.pdf.placing import inside, place_beside, place_tables, space_above
from toolkit.ingest.pdf.spacing import drawn_together, is_spaced
from toolkit.ingest.pdf.stacked import stacked
from toolkit.ingest.pdf.turning import as_shown, direction, upright
from toolkit.ingest.pdf.undivided import divided
from toolkit.ingest.pdf.unruled import find_unruled
from toolkit.ingest.pdf.wording import hyphenated, running
from toolkit.model import Box
from toolkit.text import fold

_NARROW = 15.0
"""Times the size: a column narrower than this breaks long words."""

__all__ = ["OutlineEntry", "lay_out", "unplaced"]


@dataclass(slots=True)
class _Page:
    """One page on its way."""

    content: PageContent
    parts: list[Line]
    turned: list[Line]
    tables: list[RawBlock]
    angle: int = 0
    given: tuple[RawBlock, ...] = ()
    """Tables found elsewhere, as they came."""
    furniture: list[Line] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    paragraphs: list[tuple[Paragraph, int]] = field(default_factory=list)


def lay_out(
    pages: Sequence[PageContent],
    *,
    outline: Sequence[OutlineEntry] = (),
    tables: Mapping[int, Sequence[RawBlock]] | None = None,
    taken: Mapping[int, Sequence[Box]] | None = None,
) -> list[list[RawBlock]]:
    """The blocks of each page in reading order.

    Args:
        pages: What each page holds.
        outline: The file's bookmarks.
        tables: Page number → tables found elsewhere; each is put where it belongs, its words are not repeated.
        taken: Page number → further boxes whose words are already in a block.
    """
    work = [_start(page, (tables or {}).get(page.number, ()), (taken or {}).get(page.number, ())) for page in pages]
    for page, marked in zip(work, furniture([(page.content, page.parts) for page in work]), strict=True):
        page.furniture = [part for index, part in enumerate(page.parts) if index in marked]
        page.parts = [part for index, part in enumerate(page.parts) if index not in marked]
    known = cache(partial(_known, work))
    for page in work:
        others = find_unruled(page.parts, known=known, rulings=page.content.rulings)
        if others:
            held = {id(word) for table in others for part in table.parts for word in part.words}
            page.parts = [part for part in page.parts if id(part.words[0]) not in held]
            blocks = [table.block for table in others]
            page.tables = [*page.tables, *blocks] if page.angle else stacked(page.tables, blocks)
        page.regions = regions(page.parts, [table.box for table in page.tables if table.box], page.content.rulings)
    usual = pitches(region for page in work for region in page.regions)
    kept = hyphenated(part for page in work for part in page.parts)
    for page in work:
        page.paragraphs = [(found, at) for at, region in enumerate(page.regions) for found in paragraphs(region, usual)]
    settings, texts = _settings(work, kept, known)
    found = headings(settings, body=body_size(settings), outline=outline)
    return joined(_blocks(work, texts, found), kept)


def _start(page: PageContent, tables: Sequence[RawBlock], taken: Sequence[Box]) -> _Page:
    """The fragments of a page that are still to be placed, turned upright where the text is not."""
    tables = [divided(table, page) for table in tables]
    boxes = [table.box for table in tables if table.box] + list(taken)
    if boxes:
        page = replace(page, words=tuple(word for word in page.words if not inside(word.box, boxes)))
    angle = direction(page)
    own = list(tables)
    if angle:
        own = [as_shown(table, 360 - angle, page) for table in tables]
        page = upright(page, angle)
    level = [word for word in page.words if word.angle == 0]
    turned = [word for word in page.words if word.angle != 0] if len(level) < len(page.words) else []
    parts = [_drawn_together(part) for part in fragments(level, page.number)]
    return _Page(page, parts, turned_lines(turned, page.number), own, angle, tuple(tables))


def _drawn_together(part: Line) -> Line:
    """The fragment, with the pieces of spaced-out words put together."""
    if len(part.text) > 4 * len(part.words) or not is_spaced(part.words):
        return part
    return make_line(drawn_together(part.words), part.page)


def _known(work: Sequence[_Page]) -> frozenset[str]:
    """The words of the document in lower case, as they stand inside lines."""
    return words_within(part.text for page in work for part in page.parts)


def _text(paragraph: Paragraph, kept: frozenset[str], known: Callable[[], frozenset[str]]) -> str:
    """The running text; in a very narrow column words may be broken without a hyphen."""
    lines = [line.text for line in paragraph.lines]
    if len(lines) > 1 and paragraph.right - paragraph.left < _NARROW * paragraph.lines[0].size:
        full = [fills(line.words, paragraph.right) for line in paragraph.lines]
        return join_broken(lines, known=known(), full=full)
    return running(lines, kept)


def _settings(
    work: Sequence[_Page], kept: frozenset[str], known: Callable[[], frozenset[str]]
) -> tuple[list[Setting], list[str]]:
    """How every paragraph looks, and its text."""
    settings: list[Setting] = []
    texts: list[str] = []
    for page in work:
        for paragraph, _ in page.paragraphs:
            lines = paragraph.lines
            text = _text(paragraph, kept, known)
            texts.append(text)
            settings.append(
                Setting(
                    text,
                    len(lines),
                    lines[0].size if len(lines) == 1 else _size(lines),
                    all(line.bold for line in lines),
                    all(line.italic for line in lines),
                    paragraph.space,
                    page.content.number,
                    len(lines) == 1 and _underlined(lines[0], page.content),
                )
            )
    return settings, texts


def _size(lines: Sequence[Line]) -> float:
    """The size of most of the letters."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0]


def _underlined(line: Line, page: PageContent) -> bool:
    """Whether a drawn line runs under the words and no further."""
    return any(
        ruling.horizontal
        and -0.4 * line.size < ruling.top - line.bottom < 0.25 * line.size
        and abs(ruling.x0 - line.x0) < line.size
        and abs(ruling.x1 - line.x1) < line.size
        for ruling in page.rulings
    )


def _blocks(work: Sequence[_Page], texts: Sequence[str], found: Mapping[int, Found]) -> list[list[RawBlock]]:
    """Each page's blocks, furniture first as it stands above and last as it stands below."""
    pages: list[list[RawBlock]] = []
    at = 0
    for page in work:
        blocks: list[RawBlock] = []
        lefts: list[float] = []
        edges: list[float] = []
        region = -1
        place = 0
        for paragraph, index in page.paragraphs:
            block = paragraph_block(paragraph, texts[at], found.get(at))
            if block.space_before is None and block.box:
                block = replace(block, space_before=space_above(block.box, [*blocks, *page.tables]))
            at += 1
            beside = page.regions[index].beside
            if index != region:
                place = len(blocks) if beside is None else place_beside(blocks, beside)
            if index != region and place and beside is None and goes_on(blocks[place - 1], block):
                blocks[place - 1] = together(blocks[place - 1], block, frozenset())
            else:
                blocks.insert(place, block)
                lefts.insert(place, paragraph.lines[0].x0)
                edges.insert(place, paragraph.left)
                place += 1
            region = index
        blocks = place_tables(with_contents(with_list_levels(blocks, lefts, edges)), page.tables)
        blocks.extend(turned_blocks(page.turned))
        middle = page.content.height / 2
        above = furniture_blocks([line for line in page.furniture if line.bottom < middle])
        below = furniture_blocks([line for line in page.furniture if line.bottom >= middle])
        pages.append([*above, *blocks, *below] if not page.angle else _as_shown(page, [*above, *blocks, *below]))
    return pages


def _as_shown(page: _Page, blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks of a page that was turned, with their boxes turned back; given tables are as they came."""
    given = {id(turned): table for turned, table in zip(page.tables, page.given, strict=False)}
    return [given.get(id(block)) or as_shown(block, page.angle, page.content) for block in blocks]


def unplaced(
    pages: Sequence[PageContent],
    blocks: Sequence[Sequence[RawBlock]],
    taken: Mapping[int, Sequence[Box]] | None = None,
) -> list[int]:
    """How many printed characters of each page stand in no block; pages that share a paragraph are counted together.

    Args:
        pages: What each page holds.
        blocks: The blocks of the same pages.
        taken: Page number → boxes whose words stand in blocks that are not among `blocks`.
    """
    printed: list[Counter[str]] = []
    for page in pages:
        boxes = (taken or {}).get(page.number, ())
        printed.append(Counter(fold("".join(w.text for w in page.words if not (boxes and inside(w.box, boxes))))))
    placed = [Counter(fold("".join(_texts(block) for block in mine))) for mine in blocks]
    missing = [0] * len(pages)
    start = 0
    while start < len(pages):
        end, last = start + 1, 0
        while end <= len(pages):
            last = max([last, *(block.page_end or 0 for block in blocks[end - 1])])
            if end == len(pages) or pages[end].number > last:
                break
            end += 1
        owed: Counter[str] = sum(printed[start:end], Counter())
        owed.subtract(sum(placed[start:end], Counter()))
        missing[start] = sum(count for count in owed.values() if count > 0)
        start = end
    return missing


def _texts(block: RawBlock) -> str:
    """All that a block prints."""
    cells = "".join(cell.text for cell in block.table.cells) if block.table else ""
    return f"{block.number or ''}{block.text}{cells}"

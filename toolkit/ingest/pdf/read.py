"""A PDF file to a `Document`: the file as a whole, then each page by its tags, its layout or its picture.

The steps: open (what the file says about itself), look (words, lines and pictures of each page, scans read), decide
(which pages the tags read), lay out the rest around the tables found, join tables over page breaks, compose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

import pypdfium2 as pdfium

from toolkit.errors import InputError, MissingToolError
from toolkit.ingest.compose import RawBlock, compose
from toolkit.ingest.limits import Limits
from toolkit.ingest.pdf.agreeing import agreed
from toolkit.ingest.pdf.cells import words_within
from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.joining import join_tables
from toolkit.ingest.pdf.layout import OutlineEntry, lay_out, unplaced
from toolkit.ingest.pdf.opening import Opened, open_document
from toolkit.ingest.pdf.page import PageContent
from toolkit.ingest.pdf.placing import place_tables
from toolkit.ingest.pdf.ruled import find_ruled
from toolkit.ingest.pdf.scan import Scanned, is_scan, is_soup, read_scan
from toolkit.ingest.pdf.structure import Tagged, read_tags
from toolkit.model import Box, Document, Field, FieldState, Metadata, Page, Problem, ReadBy, Severity

MOST_PAGES = 5_000
SCAN_DPI = 300
SCAN_PIXELS = 25_000_000
SCAN_SECONDS = 120.0
"""Wall time that one page may take in the program that reads pictures."""
SCAN_SHARE = 0.8
"""Share of the document's wall time after which no further page is read from its picture."""
DOUBTED = 0.70
"""Pages read from pictures with less confidence than this are reported."""
_FRAME = 12.0
"""Points between the words of a table and the lines around it: too little for another table."""
FEW_WORDS = 0.02
"""Share of a page's characters that may stand in no block before it is reported."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page that was looked at."""

    content: PageContent
    read_by: ReadBy = ReadBy.LAYOUT
    confidence: float = 1.0


@dataclass(slots=True)
class _Work:
    """What is known of a file while it is read."""

    path: Path
    opened: Opened
    limits: Limits
    started: float = field(default_factory=monotonic)
    problems: list[Problem] = field(default_factory=list)
    known: frozenset[str] | None = None

    def words(self, contents: Sequence[PageContent]) -> frozenset[str]:
        """The words that stand inside lines of the document, in lower case."""
        if self.known is None:
            self.known = words_within(content.text for content in contents)
        return self.known

    def report(self, kind: str, message: str, severity: Severity, page: int | None = None) -> None:
        """List a problem."""
        self.problems.append(Problem(kind=kind, message=message, severity=severity, page=page))


def read_pdf(path: Path, *, limits: Limits | None = None) -> Document:
    """The document in a PDF file.

    Raises:
        InputError: The file is encrypted, damaged beyond mending, too large or has no pages; `kind` says which.
    """
    from toolkit.ingest.readers import document_id

    work = _opened(path, limits or Limits())
    seen = _look(work)
    contents = [page.content for page in seen]
    tagged = _tags(work, contents)
    blocks, trusted = _blocks(work, contents, tagged)
    missing = unplaced(contents, blocks)
    joined = join_tables(blocks, contents)
    pages = [
        _page(work, page, label, count, tags=page.content.number in trusted)
        for page, label, count in zip(seen, _labels(work, len(seen)), missing, strict=True)
    ]
    return compose(
        [block for page in joined for block in page],
        document=document_id(path),
        file=path.name,
        format="pdf",
        pages=pages,
        problems=sorted(work.problems, key=lambda problem: problem.page or 0),
        metadata=_metadata(work.opened),
        outline=[bookmark.title for bookmark in work.opened.outline],
    )


def _opened(path: Path, limits: Limits) -> _Work:
    """What the file says about itself; a file that only PDFium can mend is read without that."""
    try:
        return _Work(path, open_document(path, most_pages=MOST_PAGES), limits)
    except InputError as error:
        if error.kind not in ("broken", "no_pages"):
            raise
        try:
            pdf = open_pdf(path)
        except InputError:
            raise error from None
        pages = len(pdf)
        pdf.close()
        if not 0 < pages <= MOST_PAGES:
            raise
        work = _Work(path, Opened(pages=pages), limits)
        work.report(
            "damaged",
            f"{path.name} är skadad och lagades när den lästes; jämför med originalet om något saknas.",
            Severity.DOUBT,
        )
        return work


def _look(work: _Work) -> list[_Seen]:
    """All pages, each opened once."""
    pdf = open_pdf(work.path)
    try:
        return [_look_at(work, pdf, number) for number in range(1, len(pdf) + 1)]
    finally:
        pdf.close()


def _look_at(work: _Work, pdf: pdfium.PdfDocument, number: int) -> _Seen:
    """One page: its words, or what is read on its picture."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        return _lost(work, number)
    try:
        content = read_page(page, number)
        soup = is_soup(content.text)
        if soup or is_scan(content, drawn=_has_objects(page)):
            return _scanned(work, page, content, soup=soup)
        return _Seen(content)
    except pdfium.PdfiumError:
        return _lost(work, number)
    except MemoryError:
        return _too_large(work, number)
    finally:
        page.close()


def _has_objects(page: pdfium.PdfPage) -> bool:
    """Whether anything at all is drawn on the page."""
    import pypdfium2.raw as pdfium_c

    return bool(pdfium_c.FPDFPage_CountObjects(page.raw) > 0)


def _lost(work: _Work, number: int) -> _Seen:
    """A page that cannot be opened."""
    work.report(
        "page_unreadable",
        f"Sida {number} i {work.path.name} är skadad och kunde inte läsas; be avsändaren om ett nytt exemplar.",
        Severity.LOSS,
        number,
    )
    return _Seen(PageContent(number=number, width=595.0, height=842.0), ReadBy.NOTHING, 0.0)


def _too_large(work: _Work, number: int) -> _Seen:
    """A page that takes more memory than a document may have; the pages around it are read."""
    work.report(
        "memory",
        f"Sida {number} i {work.path.name} tog för mycket minne och kunde inte läsas; läs den för hand.",
        Severity.LOSS,
        number,
    )
    return _Seen(PageContent(number=number, width=595.0, height=842.0), ReadBy.NOTHING, 0.0)


def _scanned(work: _Work, page: pdfium.PdfPage, content: PageContent, *, soup: bool) -> _Seen:
    """A page read from its picture; where that fails, what the file itself has, and a problem that says why."""
    number = content.number
    nothing = _Seen(content, ReadBy.NOTHING, 0.0)
    if monotonic() - work.started > SCAN_SHARE * work.limits.wall_seconds:
        message = f"Sida {number} är en bild och hann inte läsas inom tidsgränsen; höj gränsen och läs in filen igen."
        work.report("time", message, Severity.LOSS, number)
        return nothing
    try:
        read = read_scan(page, content, dpi=SCAN_DPI, most_pixels=SCAN_PIXELS, seconds=SCAN_SECONDS)
    except MissingToolError as error:
        message = f"Sida {number} är en bild och kunde inte läsas: {error.message} {error.advice}"
        work.report("tool_missing", message, Severity.LOSS, number)
        return nothing
    except TimeoutError:
        message = f"Sida {number} är en bild som tog för lång tid att läsa; läs den för hand."
        work.report("time", message, Severity.LOSS, number)
        return nothing
    except InputError as error:
        message = f"Sida {number} är en bild och kunde inte läsas: {error.message} Läs den för hand."
        work.report(error.kind, message, Severity.LOSS, number)
        return nothing
    return _judged(work, content, read, soup=soup)


def _judged(work: _Work, content: PageContent, read: Scanned, *, soup: bool) -> _Seen:
    """What was read on a picture, with the doubts about it listed."""
    number = content.number
    if soup:
        message = (
            f"Sida {number} har ett textlager som inte går att tyda och lästes därför som bild; jämför originalet."
        )
        work.report("letter_soup", message, Severity.DOUBT, number)
    if read.blank:
        return _Seen(content)
    if not read.content.words:
        message = f"Sida {number} är en bild där ingen text kunde läsas; kontrollera den för hand."
        work.report("no_text", message, Severity.NOTE, number)
    elif read.confidence < DOUBTED:
        sure = f"{read.confidence:.0%}".replace("%", " %")
        message = f"Sida {number} är skannad och lästes med låg säkerhet ({sure}); jämför texten med originalet."
        work.report("low_confidence", message, Severity.DOUBT, number)
    return _Seen(read.content, ReadBy.OCR, read.confidence)


def _tags(work: _Work, contents: Sequence[PageContent]) -> Tagged | None:
    """What the structure tree gives, None without one."""
    if work.opened.tree is None:
        return None
    return read_tags(work.opened.tree, contents, known=work.words(contents))


def _blocks(
    work: _Work, contents: Sequence[PageContent], tagged: Tagged | None
) -> tuple[list[list[RawBlock]], frozenset[int]]:
    """The blocks of each page, and the pages that were read by their tags."""
    tables: dict[int, list[RawBlock]] = {}
    taken: dict[int, list[Box]] = {}
    for table in tagged.tables if tagged else ():
        tables.setdefault(table.page or 0, []).append(table)
        for page, box in _further(table):
            taken.setdefault(page, []).append(box)
    again: dict[int, list[RawBlock]] = {}
    for header in tagged.repeated if tagged else ():
        if header.page is not None and header.box is not None:
            again.setdefault(header.page, []).append(header)
            taken.setdefault(header.page, []).append(header.box)
    for content in contents:
        held = [table.box for table in tables.get(content.number, ()) if table.box] + taken.get(content.number, [])
        if content.rulings and not _frames(content, held):
            own = [table for table in find_ruled(content, known=work.words(contents)) if not _overlaps(table, held)]
            tables.setdefault(content.number, []).extend(own)
    outline = [OutlineEntry(mark.title, mark.level, mark.page) for mark in work.opened.outline]
    laid = lay_out(contents, outline=outline, tables=tables, taken=taken)
    laid = [place_tables(page, again.get(content.number, ())) for content, page in zip(contents, laid, strict=True)]
    if tagged is None:
        return laid, frozenset()
    chosen = tagged.chosen({content.number: page for content, page in zip(contents, laid, strict=True)})
    by_page = {content.number: page for content, page in zip(contents, laid, strict=True)}
    merged = agreed({number: tagged.blocks[number] for number in chosen}, by_page)
    return [list(merged.get(content.number, by_page[content.number])) for content in contents], chosen


def _further(table: RawBlock) -> list[tuple[int, Box]]:
    """Places of a table on pages after its first."""
    cells = table.table.cells if table.table else ()
    places = [(cell.page, cell.box) for cell in cells] + [part for cell in cells for part in cell.parts]
    return [(page, box) for page, box in places if page is not None and box is not None and page != table.page]


def _frames(content: PageContent, boxes: Sequence[Box]) -> bool:
    """Whether all that is drawn on the page only frames the tables in the boxes, so that no other one can be found."""
    wide = [(x0 - _FRAME, top - _FRAME, x1 + _FRAME, bottom + _FRAME) for x0, top, x1, bottom in boxes]
    return bool(wide) and all(
        any(b[0] <= line.x0 and b[1] <= line.top and line.x1 <= b[2] and line.bottom <= b[3] for b in wide)
        for line in content.rulings
    )


def _overlaps(table: RawBlock, boxes: Sequence[Box]) -> bool:
    """Whether the table shares ground with one of the boxes."""
    if table.box is None:
        return False
    x0, top, x1, bottom = table.box
    return any(min(x1, b[2]) - max(x0, b[0]) > 2 and min(bottom, b[3]) - max(top, b[1]) > 2 for b in boxes)


def _page(work: _Work, seen: _Seen, label: str | None, missing: int, *, tags: bool) -> Page:
    """The page as the document keeps it."""
    content = seen.content
    letters = sum(len(word.text) for word in content.words)
    if missing > max(10, FEW_WORDS * letters):
        message = f"Sida {content.number} har {missing} tecken som inte kom med i något stycke; jämför med originalet."
        work.report("unplaced", message, Severity.DOUBT, content.number)
    return Page(
        number=content.number,
        width=round(content.width, 1),
        height=round(content.height, 1),
        read_by=ReadBy.TAGS if tags else seen.read_by,
        text=content.text,
        confidence=seen.confidence,
        label=label,
        unplaced=missing,
    )


def _labels(work: _Work, count: int) -> list[str | None]:
    """Printed page numbers, None where the file gives none."""
    return list(work.opened.labels) if len(work.opened.labels) == count else [None] * count


def _metadata(opened: Opened) -> Metadata:
    """Title and language as the file's properties state them; the printed page outranks them later."""
    metadata = Metadata()
    if opened.title:
        metadata = replace(metadata, title=Field(state=FieldState.STATED, value=opened.title, confidence=0.5))
    if opened.language:
        metadata = replace(metadata, language=Field(state=FieldState.STATED, value=opened.language, confidence=0.5))
    return metadata

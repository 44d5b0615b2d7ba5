"""Document → Reading: what a document came to, without its text."""

from toolkit.errors import InputError, ToolkitError
from toolkit.model import (
    BlockKind,
    Document,
    DocumentRecord,
    PageReading,
    Problem,
    Reading,
    Severity,
    Table,
)


def failed_reading(row: DocumentRecord, error: ToolkitError) -> Reading:
    """The reading of a document that could not be read: the error as a listed problem."""
    kind = error.kind if isinstance(error, InputError) else "tool_missing"
    problem = Problem(kind=kind, message=str(error), severity=Severity.LOSS)
    return Reading(document=row.id, file=row.file, failed=True, problems=(problem,))


def summarise(document: Document) -> Reading:
    """What a document came to: its metadata, how each page was read, tables found, joined and doubtful.

    Example:
        >>> summarise(Document(id="d", file="f.txt", text="", blocks=())).tables
        0
    """
    tables = [block.table for block in document.blocks if block.kind is BlockKind.TABLE and block.table is not None]
    return Reading(
        document=document.id,
        file=document.file,
        format=document.format,
        metadata=document.metadata,
        pages=tuple(
            PageReading(
                number=page.number,
                read_by=page.read_by,
                confidence=page.confidence,
                characters=len(page.text),
                unplaced=page.unplaced,
            )
            for page in document.pages
        ),
        problems=document.problems,
        blocks=len(document.blocks),
        tables=len(tables),
        tables_joined=sum(len(_pages(table)) > 1 for table in tables),
        tables_doubtful=sum(table.doubtful for table in tables),
        doubtful_pages=tuple(sorted({page for table in tables if table.doubtful for page in _pages(table)})),
    )


def _pages(table: Table) -> set[int]:
    """Pages on which a table has cells."""
    places = [cell.provenance for cell in table.cells]
    return {page for place in places for page in (place.page, place.page_end) if page is not None}

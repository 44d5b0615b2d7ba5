from collections.abc import Callable

import pytest

from toolkit.ingest.compose import RawBlock, RawCell, RawTable, compose
from toolkit.model import BlockKind, Document


def heading(text: str, level: int = 1, **more: object) -> RawBlock:
    return RawBlock(kind=BlockKind.HEADING, text=text, level=level, page=1, **more)


def paragraph(text: str, **more: object) -> RawBlock:
    return RawBlock(kind=BlockKind.PARAGRAPH, text=text, **{"page": 1, **more})


def item(text: str, *, number: str = "•", level: int = 1, **more: object) -> RawBlock:
    return RawBlock(kind=BlockKind.LIST_ITEM, text=text, number=number, level=level, page=1, **more)


def table(*rows: list[object], page: int = 1, pages: dict[int, int] | None = None) -> RawBlock:
    """A table from lists; a tuple is (text, row span, column span), a list in a cell is its bullets."""
    cells = []
    for at, row in enumerate(rows):
        column = 0
        for value in row:
            if value is None:
                column += 1
                continue
            text, down, across, bullets = value, 1, 1, ()
            if isinstance(value, tuple):
                text, down, across = value
            if isinstance(value, list):
                text, bullets = " ".join(f"• {one}" for one in value), tuple(value)
            where = (pages or {}).get(at, page)
            cells.append(
                RawCell(text=text, row=at, column=column, row_span=down, column_span=across, items=bullets, page=where)
            )
            column += across
    return RawBlock(kind=BlockKind.TABLE, table=RawTable(cells=tuple(cells)), page=page)


@pytest.fixture
def document() -> Callable[..., Document]:
    def build(*blocks: RawBlock) -> Document:
        return compose(blocks, document="0123456789abcdef", file="plan.pdf", format="pdf")

    return build

"""Pages whose text runs up or down: they are turned upright, laid out, and their boxes are turned back."""

from dataclasses import replace

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.page import PageContent, Ruling
from toolkit.model import Box

_MOST = 0.7
"""Share of words that must run the same way."""


def direction(page: PageContent) -> int:
    """The way most of the page's words run: 90 or 270 degrees clockwise, or 0 where it is upright."""
    turned = [word.angle for word in page.words if word.angle]
    if not turned or len(turned) < _MOST * len(page.words):
        return 0
    angle = max(set(turned), key=turned.count)
    return angle if angle != 180 and turned.count(angle) >= _MOST * len(page.words) else 0


def turned_box(box: Box, angle: int, width: float, height: float) -> Box:
    """`box` of a page of `width` × `height` after the page was turned `angle` degrees clockwise.

    Example:
        >>> turned_box((10, 20, 30, 60), 90, 100, 200)
        (140, 10, 180, 30)
        >>> turned_box((140, 10, 180, 30), 270, 200, 100)
        (10, 20, 30, 60)
    """
    x0, top, x1, bottom = box
    if angle == 90:
        return (height - bottom, x0, height - top, x1)
    if angle == 270:
        return (top, width - x1, bottom, width - x0)
    return box


def upright(page: PageContent, angle: int) -> PageContent:
    """The page turned so that text that ran `angle` degrees clockwise runs from left to right."""
    back = 360 - angle
    width, height = page.width, page.height

    def move(box: Box) -> Box:
        return turned_box(box, back, width, height)

    words = tuple(replace(word, box=move(word.box), angle=(word.angle - angle) % 360) for word in page.words)
    rulings = tuple(Ruling(*move((line.x0, line.top, line.x1, line.bottom))) for line in page.rulings)
    return replace(
        page,
        width=height,
        height=width,
        words=words,
        rulings=rulings,
        images=tuple(map(move, page.images)),
        boxes=tuple(map(move, page.boxes)),
    )


def as_shown(block: RawBlock, angle: int, page: PageContent) -> RawBlock:
    """A block of the upright `page` with its boxes on the page as it is shown."""

    def move(box: Box | None) -> Box | None:
        return turned_box(box, angle, page.width, page.height) if box else None

    table = block.table
    if table is not None:
        table = replace(table, cells=tuple(replace(cell, box=move(cell.box)) for cell in table.cells))
    return replace(block, box=move(block.box), table=table)

"""What the machine saw: the picture of a page with its blocks, cells, reading order and problems drawn on it.

The number on a block is its place in the page's reading order, and the name by which `plankit correct` knows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import OutputError, UsageError
from toolkit.faults import told
from toolkit.labels import labels
from toolkit.model import Block, BlockKind, Box, Document, Page, Problem
from toolkit.store import write_bytes
from toolkit.views.rendering import page_pictures

if TYPE_CHECKING:
    import pandas as pd
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

COLOURS = {
    BlockKind.HEADING: (192, 57, 43),
    BlockKind.PARAGRAPH: (36, 113, 163),
    BlockKind.LIST_ITEM: (30, 132, 73),
    BlockKind.TABLE: (125, 60, 152),
    BlockKind.FURNITURE: (120, 120, 120),
    BlockKind.COMMENT: (183, 119, 13),
}
_CELL = (165, 105, 189)
_PROBLEM = (255, 0, 0)
_LEGEND = 260
"""Width in pixels of the legend at the right."""
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "Helvetica.ttc", "segoeui.ttf")
_PLAINEST = "Aileron"
"""The font that travels with Pillow."""
_DOUBT = 0.75
"""Confidence below which a block shows how sure the reader was."""


def blocks_on(document: Document, number: int) -> tuple[Block, ...]:
    """Blocks of a page in reading order, those that began on an earlier page and have a part on it too.

    Example:
        >>> blocks_on(Document(id="d", file="f", text="", blocks=()), 1)
        ()
    """
    return tuple(block for block in document.blocks if _touches(block, number))


def _touches(block: Block, number: int) -> bool:
    place = block.provenance
    if place.page is None:
        return False
    return place.page <= number <= (place.page_end or place.page)


def draw_pages(path: Path, document: Document, folder: Path) -> list[Path]:
    """One PNG a page with what was read drawn on it; none for formats that have no pages.

    Args:
        path: The PDF.
        document: What was read from it.
        folder: Where the pictures go: ``<file>-s003.png``.

    Raises:
        InputError: The file cannot be drawn.
        OutputError: The folder cannot be written to.
    """
    if document.format != "pdf" or not document.pages:
        return []
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Det går inte att skriva i {folder}: {told(error)}.") from error
    numbers = [page.number for page in document.pages]
    # A few pages a child: the raw pictures of a whole long plan would fill the disk.
    for start in range(0, len(numbers), 20):
        for number, picture, scale in page_pictures(path, numbers[start : start + 20]):
            target = folder / f"{Path(document.file).stem}-s{number:03d}.png"
            write_bytes(target, _png(draw_page(picture, document, number, scale=scale)))
            written.append(target)
    return written


def _png(picture: "Image") -> bytes:
    data = BytesIO()
    picture.save(data, format="PNG")
    return data.getvalue()


def draw_page(picture: "Image", document: Document, number: int, *, scale: float, language: str = "sv") -> "Image":
    """The page's picture with blocks, cells, reading order and problems, and a legend at its right.

    Args:
        picture: The page as it is shown.
        document: What was read.
        number: Of the page, 1-based.
        scale: Pixels of the picture a point.
        language: Of the legend.
    """
    from PIL import Image, ImageDraw

    shade = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(shade)
    blocks = blocks_on(document, number)
    problems = [problem for problem in document.problems if problem.page == number]
    for order, block in enumerate(blocks, start=1):
        _draw_block(pen, block, order, number, scale)
    for problem in problems:
        if problem.box is not None:
            pen.rectangle(_pixels(problem.box, scale), outline=(*_PROBLEM, 255), width=3)
    drawn = Image.alpha_composite(picture.convert("RGBA"), shade).convert("RGB")
    canvas = Image.new("RGB", (drawn.width + _LEGEND, max(drawn.height, 400)), "white")
    canvas.paste(drawn, (0, 0))
    page = next((page for page in document.pages if page.number == number), None)
    _draw_legend(ImageDraw.Draw(canvas), drawn.width + 12, blocks, problems, page, language)
    return canvas


def _pixels(box: Box, scale: float) -> Box:
    x0, top, x1, bottom = (value * scale for value in box)
    return min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)


def _box_on(block: Block, number: int) -> Box | None:
    """Where a block stands on a page: its own box on its first page, the hull of its cells on later ones."""
    cells = block.table.cells if block.table is not None else ()
    boxes = [cell.provenance.box for cell in cells if cell.provenance.page == number and cell.provenance.box]
    if boxes:
        columns = list(zip(*boxes, strict=True))
        return min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])
    return block.provenance.box if block.provenance.page == number else None


def _draw_block(pen: "ImageDraw", block: Block, order: int, number: int, scale: float) -> None:
    """One block: its frame, its cells, its number in the reading order."""
    box = _box_on(block, number)
    if box is None:
        return
    colour = COLOURS[block.kind]
    frame = _pixels(box, scale)
    pen.rectangle(frame, outline=(*colour, 255), width=2, fill=(*colour, 24))
    for cell in block.table.cells if block.table is not None else ():
        if cell.provenance.page == number and cell.provenance.box is not None:
            fill = (*_CELL, 60) if cell.header else None
            pen.rectangle(_pixels(cell.provenance.box, scale), outline=(*_CELL, 255), fill=fill)
    sign = str(order)
    if block.kind is BlockKind.HEADING and block.level:
        sign += f" H{block.level}"
    if block.confidence < _DOUBT or (block.table is not None and block.table.doubtful):
        sign += " ?" if block.confidence >= _DOUBT else f" {block.confidence:.0%}"
    font = _font(12)
    left, top = frame[0], max(0.0, frame[1] - 14)
    width = pen.textlength(sign, font=font)
    pen.rectangle((left, top, left + width + 6, top + 14), fill=(*colour, 255))
    pen.text((left + 3, top), sign, font=font, fill=(255, 255, 255, 255))


def _draw_legend(
    pen: "ImageDraw", left: int, blocks: Sequence[Block], problems: Sequence[Problem], page: Page | None, language: str
) -> None:
    """What the colours mean, how the page was read, and what was wrong."""
    say, font, top = labels(language), _font(13), 10
    lines: list[tuple[str, tuple[int, int, int] | None]] = []
    if page is not None:
        by = say["views.read_by"].format(how=say[f"views.by_{page.read_by}"], confidence=f"{page.confidence:.0%}")
        lines.append((say["views.page"].format(number=page.number), None))
        lines += [(by, None), (say["views.unplaced"].format(count=page.unplaced), None), ("", None)]
    for kind, colour in COLOURS.items():
        count = sum(block.kind is kind for block in blocks)
        lines.append((f"{say[f'views.{kind}']} ({count})", colour))
    lines += [(say["views.cell"], _CELL), (say["views.problem"], _PROBLEM), (say["views.order"], None), ("", None)]
    if _font(13).getname()[0] == _PLAINEST:
        lines.append((say["views.no_font"], _PROBLEM))
    lines += [(f"{say[f'severity.{problem.severity}']}: {problem.message}", _PROBLEM) for problem in problems[:12]]
    for text, sample in lines:
        if sample is not None:
            pen.rectangle((left, top + 2, left + 12, top + 14), outline=sample, width=3)
        for row in _wrapped(pen, text, _LEGEND - 44, font):
            pen.text((left + 20, top), _printable(row), font=font, fill=(30, 30, 30))
            top += 18


def _wrapped(pen: "ImageDraw", text: str, width: float, font: Any) -> list[str]:
    """The text in rows that are no wider than `width`."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and pen.textlength(_printable(longer), font=font) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


@cache
def _font(size: int) -> Any:
    """A font of the system; the one that travels with Pillow has no å, ä or ö, which the legend then says."""
    from PIL import ImageFont

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _printable(text: str) -> str:
    """The text as the font at hand can print it."""
    if _font(13).getname()[0] != _PLAINEST:
        return text
    import unicodedata

    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii")


def page_view(path: Path, document: Document, number: int) -> "PageView":
    """One page of a document that was read.

    Raises:
        UsageError: There is no such page.
    """
    count = len(document.pages)
    if not 1 <= number <= count:
        raise UsageError(
            f"{document.file} har ingen sida {number} ({count} sidor).",
            advice=f"Välj 1-{count}." if count else "Formatet har inga sidor; se dokumentets block i stället.",
        )
    return PageView(path, document, number)


@dataclass(frozen=True)
class PageView:
    """One page as it was read: shows its picture in a notebook; `frame()` lists its blocks by number."""

    path: Path
    document: Document
    number: int

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks in reading order; the first has number 1."""
        return blocks_on(self.document, self.number)

    @cached_property
    def picture(self) -> "Image":
        """The page with what was read drawn on it."""
        ((_, picture, scale),) = page_pictures(self.path, [self.number])
        return draw_page(picture, self.document, self.number, scale=scale)

    def frame(self) -> "pd.DataFrame":
        """One row a block: number, kind, level, text, confidence."""
        import pandas as pd

        rows = [
            (order, block.kind.value, block.level, block.text, block.confidence)
            for order, block in enumerate(self.blocks, start=1)
        ]
        return pd.DataFrame(rows, columns=["number", "kind", "level", "text", "confidence"])

    def _repr_png_(self) -> bytes:
        return _png(self.picture)

"""One place of a page: the part of the page round it, with the place marked."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.model import Box
from toolkit.views.rendering import page_pictures

if TYPE_CHECKING:
    from PIL.Image import Image

_AROUND = 130.0
"""Points above and below the place that are shown."""
_MARK = (214, 69, 65)
_COLOURS = 48
"""Of the saved picture: text on paper needs few, and a report holds many pictures."""
_PAGES = 20
"""Drawn by one child process at a time."""


def spots(path: Path, places: Sequence[tuple[int, Box | None]]) -> Iterator[bytes]:
    """A PNG of each place, in the order given; the whole page where the box is not known.

    Args:
        path: A PDF that was read before.
        places: Number of the page, and the box in points.

    Raises:
        InputError: A page cannot be drawn.
    """
    pages = sorted({number for number, _ in places})
    drawn: dict[tuple[int, Box | None], bytes] = {}
    for start in range(0, len(pages), _PAGES):
        for number, picture, scale in page_pictures(path, pages[start : start + _PAGES]):
            for place in {place for place in places if place[0] == number}:
                drawn[place] = _png(marked(picture, place[1], scale=scale))
    yield from (drawn[place] for place in places)


def marked(picture: "Image", box: Box | None, *, scale: float) -> "Image":
    """The part of a page's picture round a box, with the box marked."""
    from PIL import Image, ImageDraw

    if box is None:
        return picture
    x0, top, x1, bottom = (value * scale for value in box)
    shade = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    frame = (min(x0, x1) - 4, min(top, bottom) - 4, max(x0, x1) + 4, max(top, bottom) + 4)
    ImageDraw.Draw(shade).rectangle(frame, outline=(*_MARK, 255), width=3, fill=(*_MARK, 28))
    whole = Image.alpha_composite(picture.convert("RGBA"), shade).convert("RGB")
    high = max(0, int(frame[1] - _AROUND * scale))
    low = min(whole.height, int(frame[3] + _AROUND * scale))
    return whole.crop((0, high, whole.width, max(low, high + 1)))


def _png(picture: "Image") -> bytes:
    data = BytesIO()
    picture.quantize(_COLOURS).save(data, format="PNG", optimize=True)
    return data.getvalue()

"""A page as a picture made fit for reading: marker pens washed out, straightened, its drawn lines found."""

from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from toolkit.errors import InputError
from toolkit.ingest.pdf.page import Ruling

Grey = NDArray[np.uint8]
DARK = 140
"""Grey values below this are ink."""
LEAST_DPI = 36
"""A page that cannot be drawn this fine is larger than any poster: letters of its text would be specks."""
LONGEST = 30_000
"""Pixels along one side."""
_FAINT = 170
"""Grey values below this are ink where a line is known to run."""
_ALL_ALONG = 0.85
"""Share of a line's length that must be ink."""
STEEPEST = 5.0
"""Degrees of skew that are looked for."""
LEAST_SKEW = 0.15


def grey(page: pdfium.PdfPage, *, dpi: int, most_pixels: int) -> tuple[Grey, Grey, int]:
    """The page in grey twice, by the brightest channel and by plain lightness, and the resolution it was drawn at.

    A marker pen is bright in at least one of red, green and blue, ink in none: the brightest channel leaves the ink.
    White letters on a coloured ground are only seen by lightness.

    Raises:
        InputError: The page is so large that within `most_pixels` no letter could be told; `kind` is ``huge_page``.
    """
    width, height = page.get_size()
    area = max(1.0, width * height) / 72**2
    used = min(dpi, int((most_pixels / area) ** 0.5))
    if not (used >= LEAST_DPI and max(width, height) * used / 72 <= LONGEST):
        raise InputError("sidans mått är orimligt stora.", kind="huge_page")
    bitmap = page.render(scale=used / 72, rev_byteorder=True)
    colours: NDArray[np.uint8] = np.asarray(bitmap.to_numpy())
    if colours.ndim == 3 and colours.shape[2] >= 3:
        brightest = np.ascontiguousarray(colours[:, :, :3].max(axis=2))
        light = (colours[:, :, :3] @ np.array([0.299, 0.587, 0.114], dtype=np.float32)).astype(np.uint8)
    else:
        brightest = light = np.array(colours.reshape(colours.shape[:2]), dtype=np.uint8)
    bitmap.close()
    return brightest, light, used


def pgm(picture: Grey) -> bytes:
    """The picture as a file, uncompressed: it only crosses a pipe."""
    height, width = picture.shape
    return b"P5 %d %d 255\n" % (width, height) + picture.tobytes()


def skew(picture: Grey) -> float:
    """Degrees by which lines of text run down to the right; 0 when the picture is straight or has no lines.

    The angle at which the rows' ink varies most is the angle of the lines.
    """
    small = _smaller(picture)
    ys, xs = np.nonzero(small < DARK)
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        step = len(ys) // 60_000 + 1
        ys, xs = ys[::step], xs[::step]
    best = _steepest(xs, ys, np.arange(-STEEPEST, STEEPEST + 0.01, 0.5))
    best = _steepest(xs, ys, np.arange(best - 0.5, best + 0.51, 0.1))
    return float(best) if abs(best) >= LEAST_SKEW else 0.0


def _steepest(xs: NDArray[Any], ys: NDArray[Any], angles: NDArray[Any]) -> float:
    """The angle whose projection is the sharpest."""
    scores = []
    for angle in angles:
        rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        scores.append(float(np.square(np.diff(counts.astype(np.float64))).sum()))
    return float(angles[int(np.argmax(scores))])


def _smaller(picture: Grey, longest: int = 1000) -> Grey:
    """The picture at a fraction of its size, dark points kept."""
    step = max(1, max(picture.shape) // longest)
    height, width = (picture.shape[0] // step) * step, (picture.shape[1] // step) * step
    cut = picture[:height, :width].reshape(height // step, step, width // step, step)
    return np.asarray(cut.min(axis=(1, 3)), dtype=np.uint8) if step > 1 else picture


def turn(picture: Grey, degrees: float) -> Grey:
    """The picture turned counter-clockwise by a small angle, or by quarters of a turn; white at the corners."""
    if degrees % 90 == 0:
        return np.ascontiguousarray(np.rot90(picture, int(degrees // 90) % 4))
    from PIL import Image

    image = Image.fromarray(picture).rotate(degrees, resample=Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(image, dtype=np.uint8)


def image_rulings(picture: Grey, *, dpi: int) -> tuple[Ruling, ...]:
    """Drawn lines in the picture, in points: long thin runs of ink across or down."""
    found = []
    for (y, x), across in line_places(picture, dpi=dpi):
        middle_y, middle_x = (y.start + y.stop) / 2 * 72 / dpi, (x.start + x.stop) / 2 * 72 / dpi
        if across:
            found.append(Ruling(x.start * 72 / dpi, middle_y, x.stop * 72 / dpi, middle_y))
        else:
            found.append(Ruling(middle_x, y.start * 72 / dpi, middle_x, y.stop * 72 / dpi))
    return tuple(found)


def line_places(picture: Grey, *, dpi: int) -> list[tuple[tuple[slice, slice], bool]]:
    """Where the drawn lines are, as rows and columns of the picture, and whether each runs across."""
    from scipy import ndimage

    step = max(1, dpi // 100)
    small = _smaller(picture, longest=max(picture.shape) // step)
    scale = 72 * step / dpi
    ink = small < DARK
    found: list[tuple[tuple[slice, slice], bool]] = []
    for across in (True, False):
        length = round((36 if across else 18) / scale)
        shape = (1, length) if across else (length, 1)
        bridge = (1, 3) if across else (3, 1)
        runs = ndimage.binary_opening(
            ndimage.binary_closing(ink, np.ones(bridge, dtype=bool)), np.ones(shape, dtype=bool)
        )
        labels, _ = ndimage.label(runs, np.ones((3, 3)))
        for y, x in ndimage.find_objects(labels):
            thick = (y.stop - y.start) if across else (x.stop - x.start)
            if thick * scale > 5:
                continue  # a bar, a shadow at the edge of the sheet, or a photo
            place = (slice(y.start * step, y.stop * step), slice(x.start * step, x.stop * step))
            if _unbroken(picture[place] if across else picture[place].T, dpi):
                found.append((place, across))
    return found


def without_lines(picture: Grey, *, dpi: int) -> Grey:
    """The picture with its drawn lines painted over: beside a line, a figure is read as part of it or not at all."""
    places = line_places(picture, dpi=dpi)
    if not places:
        return picture
    made = picture.copy()
    for (y, x), _ in places:
        made[max(0, y.start - 1) : y.stop + 1, max(0, x.start - 1) : x.stop + 1] = 255
    return made


def _unbroken(band: Grey, dpi: int) -> bool:
    """Whether a thin stroke runs all along the band: the lower parts of letters in a row have gaps between them."""
    wide = max(1, dpi // 4)
    thin = max(1, dpi // 100)
    shares = []
    for start in range(0, band.shape[1], wide):
        dark = band[:, start : start + wide] < _FAINT
        shares.append(max(float(dark[row : row + thin].any(axis=0).mean()) for row in range(len(dark))))
    return sum(shares) >= _ALL_ALONG * len(shares)

"""A page as a picture made fit for reading: marker pens washed out, straightened, its drawn lines found."""

from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from toolkit.ingest.pdf.page import Ruling

Grey = NDArray[np.uint8]
DARK = 140
"""Grey values below this are ink."""
STEEPEST = 5.0
"""Degrees of skew that are looked for."""
LEAST_SKEW = 0.15


def grey(page: pdfium.PdfPage, *, dpi: int, most_pixels: int) -> tuple[Grey, Grey, int]:
    """The page in grey twice, by the brightest channel and by plain lightness, and the resolution it was drawn at.

    A marker pen is bright in at least one of red, green and blue, ink in none: the brightest channel leaves the ink.
    White letters on a coloured ground are only seen by lightness.
    """
    width, height = page.get_size()
    area = max(1.0, width * height) / 72**2
    used = max(36, min(dpi, int((most_pixels / area) ** 0.5)))
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
    from scipy import ndimage

    step = max(1, dpi // 100)
    small = _smaller(picture, longest=max(picture.shape) // step)
    scale = 72 * step / dpi
    ink = small < DARK
    found: list[Ruling] = []
    for across in (True, False):
        length = round((36 if across else 18) / scale)
        shape = (1, length) if across else (length, 1)
        bridge = (1, 3) if across else (3, 1)
        runs = ndimage.binary_opening(
            ndimage.binary_closing(ink, np.ones(bridge, dtype=bool)), np.ones(shape, dtype=bool)
        )
        labels, _ = ndimage.label(runs, np.ones((3, 3)))
        for place in ndimage.find_objects(labels):
            y, x = place
            thick = (y.stop - y.start) if across else (x.stop - x.start)
            if thick * scale > 5:
                continue  # a bar, a shadow at the edge of the sheet, or a photo
            middle_y, middle_x = (y.start + y.stop) / 2 * scale, (x.start + x.stop) / 2 * scale
            if across:
                found.append(Ruling(x.start * scale, middle_y, x.stop * scale, middle_y))
            else:
                found.append(Ruling(middle_x, y.start * scale, middle_x, y.stop * scale))
    return tuple(found)

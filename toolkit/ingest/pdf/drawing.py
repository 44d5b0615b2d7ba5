"""What is drawn on a page besides text: rulings, boxes and images, from PDFium's own page objects."""

import ctypes
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from toolkit.ingest.pdf import calls
from toolkit.ingest.pdf.page import Ruling
from toolkit.model import Box

_THIN = 3.0
"""A filled shape no thicker than this is a line."""
_SHORT = 3.0
"""Lines shorter than this are dots and dashes of pictures."""
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 600
_DEEPEST_FORM = 6
_SCALE = 64
"""Steps a point when PDFium's whole-numbered device space is asked for the page's transform."""


class Transform:
    """From PDF space (origin bottom left, before rotation) to the page as it is shown (origin top left)."""

    def __init__(self, matrix: tuple[float, float, float, float, float, float]) -> None:
        """`matrix` maps x to ``a·x + c·y + e`` and y to ``b·x + d·y + f``."""
        self._matrix = matrix
        a, b, c, d, e, f = matrix
        upright = abs(a - 1) < 0.01 and abs(d + 1) < 0.01 and abs(b) < 0.01 and abs(c) < 0.01
        self.plain: tuple[float, float] | None = (-e, f) if upright else None
        """Left and top edge where the page is neither turned nor scaled: the quick way."""

    def __call__(self, box: tuple[float, float, float, float]) -> Box:
        """`box` is two opposite corners."""
        a, b, c, d, e, f = self._matrix
        x0, y0, x1, y1 = box
        left, right = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
        top, bottom = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
        return (left, top, right, bottom)

    def angle(self, x: float, y: float) -> int:
        """The direction of text with the direction vector `x`, `y`, clockwise as shown: 0, 90, 180 or 270."""
        a, b, c, d, _, _ = self._matrix
        right, down = a * x + c * y, b * x + d * y
        if abs(right) >= abs(down):
            return 0 if right >= 0 else 180
        return 90 if down > 0 else 270


def page_transform(page: pdfium.PdfPage, width: float, height: float) -> Transform:
    """The transform of `page`, crop box and rotation included, as PDFium itself shows it."""
    x, y = ctypes.c_int(), ctypes.c_int()
    shown = (0, 0, round(width * _SCALE), round(height * _SCALE), 0)
    points = []
    for px, py in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        pdfium_c.FPDF_PageToDevice(page.raw, *shown, px, py, x, y)
        points.append((x.value / _SCALE, y.value / _SCALE))
    (e, f), (ax, ay), (cx, cy) = points
    return Transform(((ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f))


class Drawing(NamedTuple):
    """What was found."""

    rulings: tuple[Ruling, ...]
    boxes: tuple[Box, ...]
    images: tuple[Box, ...]


def drawn(page: pdfium.PdfPage, transform: Transform, width: float, height: float) -> Drawing:
    """Rulings, boxes and images of `page`; forms are opened, what lies outside the page is left out."""
    pen = _Pen(transform, width, height)
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    handle, get, kind_of = calls.address(page.raw), calls.page_object, calls.object_kind
    for index in range(count):
        item = get(handle, index)
        kind = kind_of(item)
        if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            pen.draw(item, kind, None, 0)
    return Drawing(tuple(pen.rulings), tuple(pen.boxes), tuple(pen.images))


_Matrix = tuple[float, float, float, float, float, float]


class _Pen:
    """Collects what page objects draw."""

    def __init__(self, transform: Transform, width: float, height: float) -> None:
        self._transform = transform
        self._width, self._height = width, height
        self._left = _MOST_OBJECTS
        self._edges = (ctypes.c_float * 4)()
        first = ctypes.addressof(self._edges)
        self._addresses = (first, first + 4, first + 8, first + 12)
        self.rulings: list[Ruling] = []
        self.boxes: list[Box] = []
        self.images: list[Box] = []

    def draw(self, item: int, kind: int, outer: _Matrix | None, depth: int) -> None:
        """Take up one page object; `outer` is the transform of the forms around it."""
        self._left -= 1
        if self._left < 0:
            return
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            box = self._bounds(item, outer)
            if box and box[2] - box[0] > 2 and box[3] - box[1] > 2:
                self.images.append(box)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            self._form(item, outer, depth)

    def _form(self, form: int, outer: _Matrix | None, depth: int) -> None:
        """The objects inside a form."""
        matrix = _joined(_matrix(form), outer)
        for index in range(min(calls.count_form_objects(form), _MOST_OBJECTS)):
            item = calls.form_object(form, index)
            kind = calls.object_kind(item)
            if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
                self.draw(item, kind, matrix, depth + 1)

    def _bounds(self, item: int, outer: _Matrix | None) -> Box | None:
        """The box of `item` as shown, cut to the page; None outside."""
        if not calls.object_bounds(item, *self._addresses):
            return None
        left, bottom, right, top = self._edges
        box = (left, bottom, right, top)
        if outer is not None:
            box = _moved(box, outer)
        return self._shown(box)

    def _shown(self, box: Box) -> Box | None:
        """`box` on the page as shown, cut to it."""
        x0, y0, x1, y1 = self._transform(box)
        if x1 < 0 or y1 < 0 or x0 > self._width or y0 > self._height:
            return None
        return (max(0.0, x0), max(0.0, y0), min(self._width, x1), min(self._height, y1))

    def _path(self, path: int, outer: _Matrix | None) -> None:
        """A path gives a line, the edges of a box, or the straight parts of a grid."""
        box = self._bounds(path, outer)
        if box is None:
            return
        x0, top, x1, bottom = box
        wide, high = x1 - x0, bottom - top
        if max(wide, high) < _SHORT or not _painted(path):
            return
        if min(wide, high) <= _THIN:
            self._line(box)
            return
        if wide > 0.95 * self._width and high > 0.95 * self._height:
            return  # the paper itself
        count = calls.count_segments(path)
        if 4 <= count <= 6 and self._is_box(path, count, outer, box):
            self.boxes.append(box)
            self.rulings.extend(
                (
                    Ruling(x0, top, x1, top),
                    Ruling(x0, bottom, x1, bottom),
                    Ruling(x0, top, x0, bottom),
                    Ruling(x1, top, x1, bottom),
                )
            )
        elif count <= _MOST_SEGMENTS:
            self._straight_parts(path, count, outer)

    def _line(self, box: Box) -> None:
        """A thin shape is a ruling along its middle."""
        x0, top, x1, bottom = box
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            self.rulings.append(Ruling(x0, middle, x1, middle))
        else:
            middle = (x0 + x1) / 2
            self.rulings.append(Ruling(middle, top, middle, bottom))

    def _points(self, path: int, count: int, outer: _Matrix | None) -> list[tuple[int, float, float]]:
        """Kind of segment and end point of each segment, in PDF space."""
        matrix = _joined(_matrix(path), outer) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        a, b, c, d, e, f = matrix
        to_x, to_y, _, _ = self._addresses
        points = []
        for index in range(count):
            segment = calls.path_segment(path, index)
            calls.segment_point(segment, to_x, to_y)
            x, y, _, _ = self._edges
            points.append((calls.segment_kind(segment), a * x + c * y + e, b * x + d * y + f))
        return points

    def _is_box(self, path: int, count: int, outer: _Matrix | None, box: Box) -> bool:
        """Whether all corners of the path are corners of its box."""
        for kind, x, y in self._points(path, count, outer):
            if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
                return False
            sx, sy, _, _ = self._transform((x, y, x, y))
            near_x = min(abs(sx - box[0]), abs(sx - box[2])) < _THIN or not 0 <= sx <= self._width
            near_y = min(abs(sy - box[1]), abs(sy - box[3])) < _THIN or not 0 <= sy <= self._height
            if not (near_x and near_y):
                return False
        return True

    def _straight_parts(self, path: int, count: int, outer: _Matrix | None) -> None:
        """The level and upright parts of a path with many segments: a grid drawn in one go."""
        before: tuple[float, float] | None = None
        for kind, x, y in self._points(path, count, outer):
            if kind == pdfium_c.FPDF_SEGMENT_LINETO and before is not None:
                part = self._shown((before[0], before[1], x, y))
                if part is not None:
                    wide, high = part[2] - part[0], part[3] - part[1]
                    if min(wide, high) < 0.5 and max(wide, high) >= 4 * _SHORT:
                        self._line(part)
            before = (x, y)


def _painted(path: int) -> bool:
    """Whether the path is filled or stroked at all (clip paths are not)."""
    modes = (ctypes.c_int * 2)()
    start = ctypes.addressof(modes)
    return bool(not calls.draw_mode(path, start, start + 4) or modes[0] or modes[1])


def _matrix(item: int) -> _Matrix:
    """The object's own transform."""
    matrix = (ctypes.c_float * 6)()
    if not calls.object_matrix(item, ctypes.addressof(matrix)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = matrix
    return (a, b, c, d, e, f)


def _joined(inner: _Matrix, outer: _Matrix | None) -> _Matrix | None:
    """First `inner`, then `outer`."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


def _moved(box: Box, matrix: _Matrix) -> Box:
    """`box` through `matrix`."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))

"""From a page of a digital PDF to a `PageContent`: words with boxes and fonts, drawn lines, images, bare text.

PDFium is asked for as little as possible: one string a page, two character boxes and one text object a word, one
look at each font.
"""

import ctypes
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from toolkit.errors import InputError
from toolkit.ingest.pdf import calls
from toolkit.ingest.pdf.drawing import Transform, drawn, page_transform
from toolkit.ingest.pdf.page import PageContent, Word
from toolkit.model import Box
from toolkit.text import PDFIUM_HYPHEN

_WORD = re.compile("[^\\s\ufffe]+\ufffe?|\ufffe")
"""PDFium glues the halves of a word broken at a line's end with U+FFFE: they are two words, the first with a hyphen."""
_SYMBOLS = str.maketrans("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071", "•▪➢✓❖□")
"""Bullets of the fonts Symbol and Wingdings, which stand where no letter has its place."""
_BOLD = re.compile(r"bold|black|heavy|demi(?!light)|semibold|extrabd|(?:^|[-,_])bd(?:$|[-,_])", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|(?:^|[-,_])it(?:$|[-,_])", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD_WEIGHT = 600
_BACK_UP = 50.0
_OTHER_LINE = 4.0
_MOST_TURNS = 8
_GAP = 0.2
"""Share of the size: pieces of one word do not stand further apart, whatever the engine says."""
_FLAG_ITALIC = 1 << 6
_FLAG_FORCE_BOLD = 1 << 18


class _Font(NamedTuple):
    """What one font says about itself."""

    name: str
    bold: bool
    italic: bool


class _Style(NamedTuple):
    """What all words of one text object have in common."""

    size: float
    font: _Font
    angle: int
    mark: int = -1


_Run = tuple[int, int, _Style, bool]
"""Start, end, style and whether a space follows, of one word."""


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """The opened file.

    Raises:
        InputError: PDFium cannot open it; `kind` is ``encrypted`` or ``unreadable``.
    """
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                f"{path.name} är skyddad med lösenord och kan inte läsas.",
                kind="encrypted",
                advice="Be avsändaren om ett exemplar utan lösenord.",
            ) from None
        raise InputError(f"{path.name} är skadad eller ingen PDF.") from None


def read_page(page: pdfium.PdfPage, number: int) -> PageContent:
    """All that is printed on `page`, in points from the top left corner of the page as it is shown.

    Args:
        page: The opened page.
        number: Its 1-based number.
    """
    width, height = page.get_size()
    transform = page_transform(page, width, height)
    textpage = page.get_textpage()
    try:
        handle = calls.address(textpage.raw)
        text = _characters(textpage.raw, handle).translate(_SYMBOLS)
        words = _words(handle, text, transform)
    finally:
        textpage.close()
    drawing = drawn(page, transform, width, height)
    return PageContent(
        number=number,
        width=width,
        height=height,
        words=tuple(words),
        rulings=drawing.rulings,
        images=drawing.images,
        boxes=drawing.boxes,
        text=text.replace("\r\n", "\n").replace("\x00", ""),
        rotation=page.get_rotation(),
    )


def _characters(raw: Any, handle: int) -> str:
    """The page's characters, one for each of PDFium's, so that string index and character index agree."""
    count = pdfium_c.FPDFText_CountChars(raw)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium_c.FPDFText_GetText(raw, 0, count, buffer)
    text = bytes(buffer)[: count * 2].decode("utf-16-le", "replace")
    if len(text) == count and "\x00" not in text:
        return text
    # Characters that PDFium drops from its string, or that need two units, would shift all that follow.
    return "".join(_character(calls.character_code(handle, index)) for index in range(count))


def _character(code: int) -> str:
    """A code point as a character; what is none becomes a replacement character."""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return chr(code)


def _words(handle: int, text: str, transform: Transform) -> list[Word]:
    """The words of the page in PDFium's order, split where the style changes inside one."""
    styles = _Styles(transform)
    runs = _runs(handle, text, styles)
    ends = list(_ends(handle, runs))
    if transform.plain and any(abs(end[3] - end[7]) > _OTHER_LINE for end in ends):
        runs = _unstacked(handle, runs, ends)
        ends = list(_ends(handle, runs))
    words: list[Word] = []
    plain = transform.plain
    turns: list[int] = []
    right = low = 0.0
    glued = False
    for (start, end, style, space), corners in zip(runs, ends, strict=True):
        left, top, right, bottom, left2, top2, right2, bottom2 = corners
        if left2 < left:
            left = left2
        if right2 > right:
            right = right2
        if top2 > top:
            top = top2
        if bottom2 < bottom:
            bottom = bottom2
        if plain:
            box = (left - plain[0], plain[1] - top, right - plain[0], plain[1] - bottom)
        else:
            box = transform((left, top, right, bottom))
        size, font, angle, mark = style
        if angle or not 0.6 * size <= top - bottom <= 2.2 * size:
            size = _size(size, box, angle)
        part = text[start:end]
        if part[-1] == PDFIUM_HYPHEN:
            part, space = part[:-1] + "-", False
        if glued and box[0] - right > _GAP * size and -1 < box[3] - low < 1 and not angle:
            words[-1] = replace(words[-1], space_after=True)  # a tab, as after the number of a list item
        glued = not space
        words.append(Word(part, box, size, font.name, font.bold, font.italic, space, 1.0, angle, mark))
        if box[3] < low - _BACK_UP or (box[0] < right and -1 < box[3] - low < 1):
            turns.append(len(words) - 1)  # only where the engine goes back can a word stand there already
        right, low = box[2], box[3]
    return _printed_once(words) if any(_is_copy(words, at) for at in turns[:_MOST_TURNS]) else words


def _is_stacked(run: _Run, ends: tuple[float, ...]) -> bool:
    """Whether the last character stands on another line than the first: PDFium glues short lines of a column."""
    return abs(ends[3] - ends[7]) > 0.8 * run[2].size and run[2].angle == 0


def _unstacked(handle: int, runs: list[_Run], ends: list[tuple[float, ...]]) -> list[_Run]:
    """The runs, with those over several lines cut where a line ends."""
    found: list[_Run] = []
    box = (ctypes.c_float * 4)()
    for run, end in zip(runs, ends, strict=True):
        if not _is_stacked(run, end):
            found.append(run)
            continue
        start, last, style, space = run
        begin, height = start, end[3]
        for index in range(start + 1, last):
            calls.loose_box(handle, index, ctypes.addressof(box))
            if abs(box[3] - height) > 0.8 * style.size:
                found.append((begin, index, style, True))
                begin, height = index, box[3]
        found.append((begin, last, style, space))
    return found


def _ends(handle: int, runs: list[_Run]) -> Iterator[tuple[float, ...]]:
    """The boxes of the first and the last character of each word, eight numbers a word."""
    boxes = (ctypes.c_float * (8 * len(runs)))()
    address = ctypes.addressof(boxes)
    for start, end, _, _ in runs:
        calls.loose_box(handle, start, address)
        if end - start > 1:
            calls.loose_box(handle, end - 1, address + 16)
        else:
            ctypes.memmove(address + 16, address, 16)
        address += 32
    return struct.iter_unpack("8f", boxes)


def _is_copy(words: list[Word], at: int) -> bool:
    """Whether the word is printed over one like it."""
    word = words[at]
    text, (left, _, _, bottom), near = word.text, word.box, 0.15 * word.size
    return any(
        other.text == text and abs(other.box[0] - left) < near and abs(other.box[3] - bottom) < near
        for other in words[:at]
    )


def _printed_once(words: list[Word]) -> list[Word]:
    """Without the copies that some programs print over a word, a little aside, to make it look bold."""
    places: dict[str, list[tuple[float, float]]] = {}
    found = []
    for word in words:
        x, y = word.box[0], word.box[3]
        known = places.setdefault(word.text, [])
        near = 0.15 * word.size
        if any(abs(x - left) < near and abs(y - bottom) < near for left, bottom in known):
            continue
        known.append((x, y))
        found.append(word)
    return found


def _size(size: float, box: Box, angle: int) -> float:
    """The size in points: a form may scale its text, which only the box shows."""
    extent = (box[2] - box[0]) if angle in (90, 270) else (box[3] - box[1])
    if 0.6 * size <= extent <= 2.2 * size or extent <= 0:
        return size
    return round(extent / 1.2, 1)


def _runs(handle: int, text: str, styles: "_Styles") -> list[_Run]:
    """Start, end, style and whether a space follows, of each word."""
    runs: list[_Run] = []
    known = styles.objects
    places = [match.span() for match in _WORD.finditer(text)]
    objects = [calls.text_object(handle, start) for start, _ in places]
    for (start, end), first, following in zip(places, objects, [*objects[1:], None], strict=False):
        style = known.get(first) or styles(first)
        if end - start == 1 or (first is not None and first == following):
            runs.append((start, end, style, True))
            continue
        last = calls.text_object(handle, end - 1)
        if first == last or (known.get(last) or styles(last)) is style:
            runs.append((start, end, style, True))
        else:
            runs.extend(_split(handle, start, end, styles))
    return runs


def _split(handle: int, start: int, end: int, styles: "_Styles") -> list[_Run]:
    """The parts of one word between changes of style."""
    parts: list[_Run] = []
    begin, style = start, styles(calls.text_object(handle, start))
    for index in range(start + 1, end):
        current = styles(calls.text_object(handle, index))
        if current is not style:
            parts.append((begin, index, style, False))
            begin, style = index, current
    parts.append((begin, end, style, True))
    return parts


class _Styles:
    """Text object → style, asked of PDFium once for each object and font."""

    def __init__(self, transform: Transform) -> None:
        """Angles are counted as the page is shown."""
        self._transform = transform
        self.objects: dict[int | None, _Style] = {}
        self._fonts: dict[int | None, _Font] = {}
        self._styles: dict[_Style, _Style] = {}
        self._value = ctypes.c_float()
        self._matrix = (ctypes.c_float * 6)()

    def __call__(self, pointer: int | None) -> _Style:
        """The style of the text object at `pointer`; equal styles are the same object."""
        style = self.objects.get(pointer)
        if style is None:
            style = self._read(pointer)
            style = self._styles.setdefault(style, style)
            self.objects[pointer] = style
        return style

    def _read(self, pointer: int | None) -> _Style:
        """Ask PDFium."""
        if not pointer:
            return _Style(0.0, _Font("", False, False), 0)
        calls.text_size(pointer, ctypes.addressof(self._value))
        calls.object_matrix(pointer, ctypes.addressof(self._matrix))
        a, b, c, d, _, _ = self._matrix
        size = abs(self._value.value) * ((c * c + d * d) ** 0.5 or 1.0)
        handle = calls.text_font(pointer)
        font = self._fonts.get(handle)
        if font is None:
            font = self._fonts[handle] = _font(handle)
        if not font.bold and calls.text_mode(pointer) == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE:
            font = font._replace(bold=True)  # a bold that the typesetter made by outlining a regular font
        mark = calls.marked_content(pointer)
        if mark < 0 and _is_artifact(pointer):
            mark = -2
        return _Style(round(size, 1), font, self._transform.angle(a, b), mark)


def _is_artifact(pointer: int) -> bool:
    """Whether a tagged file calls the text object a part of the page and not of the text: running header, number."""
    count = calls.count_marks(pointer)
    if count <= 0:
        return False
    handle = ctypes.cast(pointer, pdfium_c.FPDF_PAGEOBJECT)
    buffer, length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
    for index in range(count):
        mark = pdfium_c.FPDFPageObj_GetMark(handle, index)
        if (
            pdfium_c.FPDFPageObjMark_GetName(mark, buffer, 32, length)
            and bytes(buffer)[:16].decode("utf-16-le") == "Artifact"
        ):
            return True
    return False


def _font(pointer: int | None) -> _Font:
    """Name, weight and slant of a font."""
    if not pointer:
        return _Font("", False, False)
    handle = ctypes.cast(pointer, pdfium_c.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    length = pdfium_c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
    name = _SUBSET.sub("", name)
    flags = pdfium_c.FPDFFont_GetFlags(handle)
    flags = flags if flags > 0 else 0
    bold = bool(_BOLD.search(name)) or bool(flags & _FLAG_FORCE_BOLD)
    if not bold:
        # PDFium answers 400 where the file says nothing, so only a clear weight counts.
        bold = pdfium_c.FPDFFont_GetWeight(handle) >= _BOLD_WEIGHT
    italic = bool(_ITALIC.search(name)) or bool(flags & _FLAG_ITALIC)
    return _Font(name, bold, italic)

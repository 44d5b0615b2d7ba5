"""What the reading program passed over on a picture: ink with no word, above all lone figures in cells.

A program that looks for lines of text drops what stands alone, and takes a table's line for a letter. The ink that no
word covers is cut out, put line under line behind a word that was read well, and read a second time, all in one call.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.ingest.pdf import tesseract
from toolkit.ingest.pdf.picture import DARK, Grey, line_places, pgm, without_lines
from toolkit.ingest.pdf.tesseract import SeenWord

MOST = 240
"""Pieces looked at a second time; a page with more of them has a drawing on it."""
SURE = 0.55
"""What is read with less the second time is a stain or a stroke."""
DOUBTFUL = 0.70
"""Words with figures that were read with less than this are looked at again."""
_FEWEST = 8
"""Words read the first time, without which nothing says how large letters are."""
_TALLEST, _WIDEST, _SPECK = 1.8, 5.0, 0.1
"""Limits of a letter's ink, times the height of a word."""
_BLOCK_MODE = 6

_SAID = re.compile(r"[\w.–-]")
"""A word holds at least one of these, or it is a stroke."""
_LONG = 2.0
"""Lines that run down are at least so many times as long as a letter is tall."""

_STROKES = frozenset("1Il|[]!i")

_Mask = NDArray[np.bool_]
_Line = tuple[tuple[slice, slice], bool]


class _Piece(NamedTuple):
    """A place on the picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def second_look(picture: Grey, words: Sequence[SeenWord], *, dpi: int, seconds: float) -> list[SeenWord]:
    """The words of a picture and those found at a second look, each in its line.

    Args:
        picture: The straightened picture.
        words: What was seen on it.
        dpi: Its resolution.
        seconds: Wall time the outside program may take.

    Raises:
        TimeoutError: It took too long.
    """
    heights = [word.bottom - word.top for word in words if len(word.text) > 2]
    if len(heights) < _FEWEST:
        return list(words)
    tall = float(median(heights))
    clean = without_lines(picture, dpi=dpi)
    lines = line_places(picture, dpi=dpi)
    again = [word for word in words if _doubtful(word) or _crosses(word, lines, tall)]
    sure = [word for word in words if word not in again]
    anchor = max(sure, key=lambda word: _fitness(word, tall), default=None)
    if anchor is None or _fitness(anchor, tall) <= 0:
        return list(words)
    pieces = [piece for piece in _pieces(clean, sure, lines, tall) if _in_text(piece, sure, lines, tall)]
    if not pieces or len(pieces) > MOST:
        return list(words)
    sheet = _Sheet(clean, pieces, [_foot(piece, sure) for piece in pieces], anchor, tall)
    found = _read(sheet, dpi=dpi, seconds=seconds)
    again = [word for word in again if len(word.text) > 2 or _left_over(word, clean)]
    return _merged(sure, again, found, tall)


def _doubtful(word: SeenWord) -> bool:
    """Whether a word has figures and was hardly read."""
    return word.confidence < DOUBTFUL and (len(word.text) <= 2 or any(char.isdigit() for char in word.text))


def _crosses(word: SeenWord, lines: Iterable[_Line], tall: float) -> bool:
    """Whether a line of a table that runs down was taken for a letter: it goes through the word, or stands beside it.

    Beside it, the word begins or ends with a sign that is a stroke.
    """
    middle = (word.top + word.bottom) / 2
    before = tall if word.text[0] in _STROKES else 0.0
    after = tall if word.text[-1] in _STROKES else 0.0
    return any(
        not across
        and y.stop - y.start >= _LONG * tall
        and y.start <= middle <= y.stop
        and x.start <= word.right + after
        and word.left - before <= x.stop
        for (y, x), across in lines
    )


def _left_over(word: SeenWord, clean: Grey) -> bool:
    """Whether any ink of what was seen is left without the lines."""
    ink = clean[word.top : word.bottom, word.left : word.right] < DARK
    return float(ink.any(axis=0).mean()) > 0.5 if ink.size else False


def _fitness(word: SeenWord, tall: float) -> float:
    """How well a word does as the beginning of a line: read surely, of letters only, of the common height."""
    if not 3 <= len(word.text) <= 8 or not word.text.isalpha() or word.confidence < 0.9:
        return 0.0
    return word.confidence - abs((word.bottom - word.top) / tall - 1)


def _pieces(clean: Grey, words: Sequence[SeenWord], lines: Iterable[_Line], tall: float) -> list[_Piece]:
    """Ink that no word covers, as pieces the size of words."""
    from scipy import ndimage

    step = max(1, round(tall / 14))
    height, width = (clean.shape[0] // step) * step, (clean.shape[1] // step) * step
    ink = clean[:height, :width].reshape(height // step, step, width // step, step).min(axis=(1, 3)) < DARK
    edge = round(0.15 * tall)
    for word in words:
        ink[
            max(0, word.top - edge) // step : (word.bottom + edge) // step + 1,
            max(0, word.left - edge) // step : (word.right + edge) // step + 1,
        ] = False
    size = tall / step
    left: _Mask = np.zeros_like(ink)
    labels, _ = ndimage.label(ink, np.ones((3, 3)))
    for y, x in ndimage.find_objects(labels):
        if y.stop - y.start <= _TALLEST * size and _SPECK * size <= x.stop - x.start <= _WIDEST * size:
            left[y, x] |= ink[y, x]
    reach = np.ones((max(1, round(0.4 * size)) | 1, max(3, round(0.9 * size)) | 1), dtype=bool)
    runs = ndimage.binary_dilation(left, reach)
    for (y, x), _ in lines:
        runs[y.start // step : y.stop // step + 1, x.start // step : x.stop // step + 1] = False
    labels, count = ndimage.label(runs)
    labels[~left] = 0
    places = [place for place in ndimage.find_objects(labels, max_label=count) if place is not None]
    return [_Piece(x.start * step, y.start * step, x.stop * step, y.stop * step) for y, x in places]


def _in_text(piece: _Piece, words: Sequence[SeenWord], lines: Sequence[_Line], tall: float) -> bool:
    """Whether the ink stands on a line of text or between the lines of a table, and is no taller than text."""
    high, wide = piece.bottom - piece.top, piece.right - piece.left
    if high > _TALLEST * tall or max(high, wide) < 0.3 * tall:
        return False
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    if any(word.top - 0.1 * tall <= y <= word.bottom + 0.1 * tall for word in words):
        return True
    over = [place[0].start for place, across in lines if across and place[1].start <= x <= place[1].stop]
    return any(at < y for at in over) and any(at > y for at in over)


class _Sheet(NamedTuple):
    """What is to be read a second time: pieces of a picture, each with the foot of its line, and the word before them.

    The word is one that was read well: with it, a lone figure stands in a line of text.
    """

    clean: Grey
    pieces: Sequence[_Piece]
    feet: Sequence[int]
    anchor: SeenWord
    tall: float

    @property
    def pitch(self) -> int:
        """From line to line."""
        return round(2.8 * self.tall)

    @property
    def start(self) -> int:
        """Where the pieces begin."""
        return self.anchor.right - self.anchor.left + round(1.5 * self.tall)

    def drawn(self) -> Grey:
        """The pieces line under line."""
        gap, anchor = round(0.5 * self.tall), self.anchor
        wide = max(piece.right - piece.left for piece in self.pieces)
        sheet = np.full((self.pitch * (len(self.pieces) + 1), self.start + wide + 4 * gap), 255, dtype=np.uint8)
        sample = self.clean[anchor.top : anchor.bottom, anchor.left : anchor.right]
        falls = round(0.22 * self.tall) if any(char in "gjpqy" for char in anchor.text) else 0
        for index, (piece, foot) in enumerate(zip(self.pieces, self.feet, strict=True)):
            line = (index + 1) * self.pitch - 2 * gap
            top = line + falls - sample.shape[0]
            sheet[top : top + sample.shape[0], gap : gap + sample.shape[1]] = sample
            cut = self.clean[piece.top : piece.bottom, piece.left : piece.right]
            at = max(0, line - (foot - piece.top))
            sheet[at : at + cut.shape[0], self.start : self.start + cut.shape[1]] = cut
        return sheet

    def place(self, word: SeenWord) -> SeenWord | None:
        """The word where its piece stands on the page; None for the word before the pieces."""
        index = int((word.top + word.bottom) / 2 // self.pitch)
        if (word.left + word.right) / 2 < self.start - 0.5 * self.tall or not 0 <= index < len(self.pieces):
            return None
        piece = self.pieces[index]
        shift = piece.left - self.start
        return replace(word, left=word.left + shift, right=word.right + shift, top=piece.top, bottom=piece.bottom)


def _foot(piece: _Piece, words: Sequence[SeenWord]) -> int:
    """Where the line of the piece has its foot: that of the nearest word on its height, or its own."""
    middle = (piece.top + piece.bottom) / 2
    level = [word for word in words if word.top - 2 <= middle <= word.bottom + 2 and _plain(word)]
    if not level:
        return piece.bottom
    near = min(level, key=lambda word: max(0, word.left - piece.right, piece.left - word.right))
    return near.bottom


def _plain(word: SeenWord) -> bool:
    """Whether the word stands on its line and does not reach below it."""
    return len(word.text) > 1 and not any(char in "gjpqy,;()–-." for char in word.text)


def _read(sheet: _Sheet, *, dpi: int, seconds: float) -> list[SeenWord]:
    """What the pieces say; boxes are those of the pieces."""
    seen = tesseract.see(pgm(sheet.drawn()), dpi=dpi, seconds=seconds, mode=_BLOCK_MODE)
    return [placed for word in seen if (placed := sheet.place(word)) is not None]


def _merged(
    sure: Sequence[SeenWord], again: Sequence[SeenWord], found: Sequence[SeenWord], tall: float
) -> list[SeenWord]:
    """All words in their lines: what was found joins the nearest word on its height."""
    new = [word for word in found if word.confidence >= SURE and _SAID.search(word.text)]
    old = [word for word in again if not _replaced(word, [one for one in new if _covers(one, word)])]
    new = [word for word in new if not any(_covers(word, one) for one in old)]
    lines: dict[tuple[int, int, int], list[SeenWord]] = {}
    for word in [*sure, *old]:
        lines.setdefault(word.line, []).append(word)
    known = [*sure, *old]
    for index, word in enumerate(new):
        middle = (word.top + word.bottom) / 2
        level = [one for one in known if one.top - 0.1 * tall <= middle <= one.bottom + 0.1 * tall]
        near = min(level or known, key=lambda one: _apart(one, word))
        line = near.line if level else (*near.line[:2], 10_000 + index)
        top, bottom = (near.top, near.bottom) if level else (round(middle - tall / 2), round(middle + tall / 2))
        lines.setdefault(line, []).append(replace(word, line=line, top=top, bottom=bottom))
    return [word for words in lines.values() for word in sorted(words, key=lambda one: one.left)]


def _replaced(word: SeenWord, found: Sequence[SeenWord]) -> bool:
    """Whether what was found in the place of a word is to be believed: it is surer, or the word without a stroke."""
    if not found:
        return False
    text = "".join(one.text for one in found)
    return min(one.confidence for one in found) > word.confidence or word.text.strip("".join(_STROKES)) == text


def _apart(one: SeenWord, other: SeenWord) -> float:
    """How far apart two words stand."""
    across = max(0, one.left - other.right, other.left - one.right)
    down = abs((one.top + one.bottom) - (other.top + other.bottom)) / 2
    return across + down


def _covers(one: SeenWord, other: SeenWord) -> bool:
    """Whether two words are the same ink."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.3 * min(one.right - one.left, other.right - other.left) and down > 0

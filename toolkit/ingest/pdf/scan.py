"""Pages that are pictures of text: which they are, and what is read on them.

The result is the same `PageContent` that a digital page gives, so that everything after it is the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium

from toolkit.ingest.pdf import tesseract
from toolkit.ingest.pdf.overlooked import second_look
from toolkit.ingest.pdf.page import PageContent, Ruling, Word
from toolkit.ingest.pdf.picture import Grey, grey, image_rulings, pgm, skew, turn
from toolkit.ingest.pdf.tesseract import SeenWord
from toolkit.model import Box

COVERED = 0.75
"""A page with hardly any text is a scan when pictures cover at least this share of it."""
STAMP = 60
"""Letters of a stamp, a page number or a registry line that a program prints on top of a scan."""
UNSURE = 0.60
"""Pages read with less than this on average may lie on their side, and are reported."""
LEAST_MEAN = 0.45
"""A page whose words are less sure than this on average is a photograph or a drawing."""
LEAST = 0.25
"""Words seen with less are strokes of a pen, stains or pictures."""
_DOTS = frozenset("eo¢©®°«»*·@0")
_FALLING = frozenset("gjpqy,;()")
"""Signs that reach below the baseline."""
_FALL = 0.21
_ASCENT = 0.91
"""Times the size: how far a font reaches below and above its baseline."""
_LONG = re.compile(r"[^\W\d_]{3,}")
_TOKEN = re.compile(r"[^\W\d_]{2,}")
_STRANGE = re.compile(
    '[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]|[a-zåäö][A-ZÅÄÖ]|[A-Za-z]\\d[A-Za-z]|[A-Za-z][$%&*+#@^<>=\\\\"][A-Za-z]'
)
_FREQUENT_WORDS = """
och att det som en på är av för med den till i har de inte om ett men var från ska kan vi sig så eller under vid efter
mot utan inom samt alla kommunen kommun the and of to in is for that with as are by on be or from this ja on ei se että
der die und zu den das von og er til det de la les des et en que el los del se y a
"""
_FREQUENT = frozenset(_FREQUENT_WORDS.split())
"""The commonest short words of Swedish and of the languages around it: any page of running text has some."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page read from its picture, with the mean confidence of its words."""

    content: PageContent
    confidence: float
    blank: bool = False
    """Nothing is drawn on the page that the eye can see."""


def is_scan(content: PageContent, *, drawn: bool) -> bool:
    """Whether what is printed on the page can only be seen: no text, or a stamp's worth of it over a picture.

    Args:
        content: The page.
        drawn: Whether anything is drawn on it; letters may be drawn as outlines.
    """
    letters = sum(len(word.text) for word in content.words)
    if letters == 0:
        return drawn
    return letters < STAMP and covered(content.images, content.width, content.height) >= COVERED


def covered(images: Sequence[Box], width: float, height: float) -> float:
    """Share of the page under pictures, on a raster of 20 × 20 points of looking.

    Example:
        >>> covered([(0, 0, 100, 50)], 100, 100)
        0.5
    """
    hits = 0
    for i in range(20):
        for j in range(20):
            x, y = (i + 0.5) * width / 20, (j + 0.5) * height / 20
            hits += any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in images)
    return hits / 400


def is_soup(text: str) -> bool:
    """Whether the text layer is letter soup: a font that does not say which letters its signs are.

    Real text of any kind has frequent short words; soup has none of them, and signs, capitals and figures inside words.

    Example:
        >>> is_soup("Kommunen ska ta fram en rutin. " * 20), is_soup("6RFLDOQlPQGHQ WDU IUDP HQ UXWLQ " * 20)
        (False, True)
    """
    words = text.split()
    letters = _TOKEN.findall(text.lower())
    if len(words) < 15 or len(letters) < 15:
        return text.count("\ufffd") + sum(0xE000 <= ord(char) <= 0xF8FF for char in text) > max(40, 0.3 * len(text))
    if sum(map(_FREQUENT.__contains__, letters)) >= 0.03 * len(letters):
        return False
    if sum(char.isascii() for char in text) < 0.6 * len(text):
        return any(char in text for char in "\ufffd") and text.count("\ufffd") > 0.1 * len(text)
    strange = sum(bool(_STRANGE.search(word)) or (word.isupper() and len(word) > 1) or len(word) > 45 for word in words)
    return strange >= 0.3 * len(words)


def read_scan(page: pdfium.PdfPage, content: PageContent, *, dpi: int, most_pixels: int, seconds: float) -> Scanned:
    """What is printed on the picture of a page.

    Args:
        page: The opened page.
        content: What the file says about it: number and size.
        dpi: Resolution to draw the page at.
        most_pixels: Upper limit of the picture's size; larger pages are drawn coarser.
        seconds: Wall time a run of the outside program may take.

    Raises:
        MissingToolError: tesseract or its Swedish data is not installed.
        TimeoutError: The page took too long.
    """
    picture, light, used = grey(page, dpi=dpi, most_pixels=most_pixels)
    if int(picture.min()) > 200 and int(light.min()) > 200:
        return Scanned(content, 1.0, blank=True)
    best = _see(picture, used, seconds)
    if best.confidence < UNSURE and int(np.abs(picture.astype(np.int16) - light).max()) > 40:
        best = max(
            best, _see(light, used, seconds, upright=True), key=lambda sight: sight.confidence * len(sight.words)
        )
    kept = [word for word in best.words if _is_text(word)]
    if _mean(kept) < LEAST_MEAN or not _reads(kept):
        kept = []  # a photograph: what was "seen" in it are its edges
    if kept:
        kept = [word for word in second_look(best.picture, kept, dpi=used, seconds=seconds) if _is_text(word)]
    read = _as_content(_with_bullets(kept), best.picture, content, used)
    return Scanned(read, round(_mean(kept), 3) if kept else 0.0)


class _Sight(NamedTuple):
    """What was seen on one picture, and the picture as it was turned for it."""

    picture: Grey
    words: list[SeenWord]
    confidence: float


def _see(picture: Grey, dpi: int, seconds: float, *, upright: bool = False) -> _Sight:
    """The words of a picture, straightened, and turned upright where it lies on its side, unless it is known not to."""
    angle = skew(picture)
    if angle:
        picture = turn(picture, angle)
    words = tesseract.see(pgm(picture), dpi=dpi, seconds=seconds)
    sight = _Sight(picture, words, _mean(words))
    if sight.confidence < UNSURE and not upright:
        quarter = tesseract.turned(pgm(picture), seconds=seconds)
        if quarter:
            picture = turn(picture, -quarter)
            words = tesseract.see(pgm(picture), dpi=dpi, seconds=seconds)
            sight = max(sight, _Sight(picture, words, _mean(words)), key=lambda one: one.confidence)
    return sight


def _reads(words: Sequence[SeenWord]) -> bool:
    """Whether most of what was seen are words of three letters or more, as on any page with text."""
    total = sum(len(word.text) for word in words)
    return sum(len(token) for word in words for token in _LONG.findall(word.text)) >= 0.4 * total


def _with_bullets(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, with bullets put where the program saw a letter: one round sign, apart, at the start of lines."""
    first: dict[tuple[int, int, int], int] = {}
    for index, word in enumerate(words):
        first.setdefault(word.line, index)
    signs = [index for index in first.values() if _is_dot(words, index)]
    if len(signs) < 2:
        return list(words)
    return [replace(word, text="•") if index in signs else word for index, word in enumerate(words)]


def _is_dot(words: Sequence[SeenWord], index: int) -> bool:
    """Whether a line's first word may be a bullet: no word of one letter that Swedish has, set off from the next."""
    word = words[index]
    if word.text not in _DOTS or index + 1 >= len(words) or words[index + 1].line != word.line:
        return False
    after = words[index + 1]
    return after.left - word.right >= 0.35 * (after.bottom - after.top)


def _mean(words: Sequence[SeenWord]) -> float:
    """Mean confidence, weighted by length."""
    total = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / total if total else 0.0


def _is_text(word: SeenWord) -> bool:
    """Whether what was seen is a printed word and not a stroke, a frame or a stain."""
    if word.confidence < LEAST:
        return False
    letters = sum(char.isalnum() for char in word.text)
    if letters == 0:
        return word.confidence >= 0.5 and word.text not in ("|", "_", "—", "~", "||", "'", "`", "‘", "=")
    return not (len(word.text) == 1 and word.confidence < 0.5)


def _as_content(words: Sequence[SeenWord], picture: Grey, content: PageContent, dpi: int) -> PageContent:
    """The page with the words and lines that were seen, in points."""
    scale = 72 / dpi
    height, width = picture.shape
    sizes = _sizes(words, scale)
    found: list[Word] = []
    lines: list[list[str]] = []
    before: tuple[int, int, int] | None = None
    bands = _bands(words, sizes, dpi)
    for word in words:
        top, bottom = bands[word.line]
        found.append(
            Word(
                text=word.text,
                box=(word.left * scale, top * scale, word.right * scale, bottom * scale),
                size=sizes[word.paragraph],
                confidence=word.confidence,
            )
        )
        if word.line != before:
            lines.append([])
        before = word.line
        lines[-1].append(word.text)
    rulings: tuple[Ruling, ...] = image_rulings(picture, dpi=dpi)
    return replace(
        content,
        width=width * scale if abs(width * scale - content.width) > 3 else content.width,
        height=height * scale if abs(height * scale - content.height) > 3 else content.height,
        words=tuple(found),
        rulings=tuple(line for line in rulings if not _underlines(line, found)),
        images=(),
        text="\n".join(" ".join(line) for line in lines),
    )


def _bands(
    words: Sequence[SeenWord], sizes: Mapping[tuple[int, int], float], dpi: int
) -> dict[tuple[int, int, int], tuple[float, float]]:
    """Top and bottom of each line as a font of its size has them, around the middle of its words' baselines.

    What the letters happen to reach up and down to differs from line to line; the room between lines must not.
    """
    held: dict[tuple[int, int, int], list[float]] = {}
    for word in words:
        falls = _FALL * sizes[word.paragraph] * dpi / 72 if any(char in _FALLING for char in word.text) else 0.0
        held.setdefault(word.line, []).append(word.bottom - falls)
    bands: dict[tuple[int, int, int], tuple[float, float]] = {}
    for line, bases in held.items():
        size = sizes[line[:2]] * dpi / 72
        base = median(bases)
        bands[line] = (base - _ASCENT * size, base + _FALL * size)
    return bands


def _sizes(words: Sequence[SeenWord], scale: float) -> dict[tuple[int, int], float]:
    """Font size of each paragraph: letters with a rise above (b, d, k, capitals) are about 0.72 of it high."""
    held: dict[tuple[int, int], list[float]] = {}
    for word in words:
        rises = any(char.isupper() or char.isdigit() or char in "bdfhkltåäö" for char in word.text)
        falls = any(char in _FALLING for char in word.text)
        share = 0.72 if rises and not falls else 0.93 if rises else 0.72 if falls else 0.52
        held.setdefault(word.paragraph, []).append((word.bottom - word.top) * scale / share)
    return {paragraph: round(median(sizes) * 2) / 2 for paragraph, sizes in held.items()}


def _underlines(line: Ruling, words: Sequence[Word]) -> bool:
    """Whether a short level line runs right under a word: underlining, not a table's line."""
    if not line.horizontal or line.x1 - line.x0 > 150:
        return False
    return any(
        abs(line.top - word.box[3]) <= 3 and line.x0 >= word.box[0] - 4 and line.x1 <= word.box[2] + 80
        for word in words
    )

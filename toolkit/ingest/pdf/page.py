"""What one PDF page holds before anything is understood: words, drawn lines, images.

What there are thousands of in a document is immutable by type (`Final`) and not by ``frozen=True``: the check at run
time costs fifteen times what making the object does.
"""

from dataclasses import dataclass
from typing import Final

from toolkit.model import Box


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """A word as printed. The box is in points, origin top left of the page as shown (rotation applied)."""

    text: Final[str]
    box: Final[Box]
    size: Final[float]
    font: Final[str] = ""
    bold: Final[bool] = False
    italic: Final[bool] = False
    space_after: Final[bool] = True
    """False where the next word on the line is glued to this one (a change of font in the middle of a word)."""
    confidence: Final[float] = 1.0
    angle: Final[int] = 0
    """Direction of the text as the page is shown, clockwise: 0, 90, 180 or 270."""
    mark: Final[int] = -1
    """Number of the marked content it belongs to in a tagged PDF; -1 for none, -2 for an artifact."""


@dataclass(slots=True, unsafe_hash=True)
class Ruling:
    """A drawn line or the edge of a drawn box, horizontal or vertical, in points from top left."""

    x0: Final[float]
    top: Final[float]
    x1: Final[float]
    bottom: Final[float]

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """One page: everything later steps look at. `number` is 1-based; sizes in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    images: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    """Drawn or tinted rectangles; their edges are among `rulings` too."""
    text: str = ""
    """The engine's own bare text of the page, kept as the witness for quotations."""
    rotation: int = 0

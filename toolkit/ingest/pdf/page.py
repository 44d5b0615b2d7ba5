"""What one PDF page holds before anything is understood: words, drawn lines, images."""

from dataclasses import dataclass

from toolkit.model import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed. The box is in points, origin top left of the page as shown (rotation applied)."""

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    space_after: bool = True
    """False where the next word on the line is glued to this one (a change of font in the middle of a word)."""
    confidence: float = 1.0
    angle: int = 0
    """Direction of the text as the page is shown, clockwise: 0, 90, 180 or 270."""
    mark: int = -1
    """Number of the marked content it belongs to in a tagged PDF; -1 for none, -2 for an artifact."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line or the edge of a drawn box, horizontal or vertical, in points from top left."""

    x0: float
    top: float
    x1: float
    bottom: float

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

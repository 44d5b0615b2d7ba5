"""What both readers of edited drafts give: paragraphs and table rows with the marks and comments found in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph, or what stands in one cell."""

    paragraphs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """Tags of content controls and names of bookmarks, in order."""
    comments: tuple[tuple[str, str], ...] = ()
    """Author and text of each comment."""
    column: int = 0
    """Where the cell begins on the table's grid."""

    @property
    def text(self) -> str:
        """The paragraphs that hold something, one a line."""
        return "\n".join(one for one in self.paragraphs if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph outside tables (`table` is None), or a row of a table."""

    parts: tuple[Part, ...]
    table: int | None = None
    header: bool = False
    style: str = ""

    @property
    def text(self) -> str:
        """All that stands in the line."""
        return "\n".join(part.text for part in self.parts if part.text)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of all its parts."""
        return tuple(mark for part in self.parts for mark in part.marks)

    @property
    def comments(self) -> tuple[tuple[str, str], ...]:
        """The comments of all its parts."""
        return tuple(comment for part in self.parts for comment in part.comments)

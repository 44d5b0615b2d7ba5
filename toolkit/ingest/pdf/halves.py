"""Two unruled tables that stand beside one another share their printed lines: their column headings begin anew."""

from collections.abc import Sequence

from toolkit.ingest.pdf.lines import Line
from toolkit.text import fold

_ROOM = 4.0
"""Points of empty strip between the tables."""


def halves(run: Sequence[list[Line]], anchor: int | None) -> list[list[list[Line]]]:
    """The lines of each table; the run itself where its first column heading is not printed a second time.

    Args:
        run: Printed lines, each cut into its parts.
        anchor: Which line holds the column headings, None without any.
    """
    if anchor is None:
        return [list(run)]
    heads = run[anchor]
    first = fold(heads[0].text)
    border = next((head.x0 - _ROOM for head in heads[2:] if fold(head.text) == first), None)
    if border is None or any(part.x0 < border < part.x1 for row in run[anchor:] for part in row):
        return [list(run)]
    left = [[part for part in row if part.x0 < border] for row in run[anchor:]]
    right = [[part for part in row if part.x0 >= border] for row in run[anchor:]]
    return [[*run[:anchor], *(row for row in left if row)], [row for row in right if row]]

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
        anchor: Which line holds the column headings, None where no known one does: then it may be the longest line.
    """
    if anchor is None:
        most = max(len(row) for row in run)
        anchor = next(at for at, row in enumerate(run) if len(row) == most)
    heads = run[anchor]
    first = fold(heads[0].text)
    if not any(char.isalpha() for char in first):
        return [list(run)]
    border = next((head.x0 - _ROOM for head in heads[2:] if fold(head.text) == first), None)
    if border is None or any(part.x0 < border < part.x1 for row in run[anchor:] for part in row):
        return [list(run)]
    if any(part.x1 < heads[0].x0 for row in run[anchor + 1 :] for part in row):
        return [list(run)]  # the rows have names of their own to the left of the headings: these are under wider ones
    left = [[part for part in row if part.x0 < border] for row in run[anchor:]]
    right = [[part for part in row if part.x0 >= border] for row in run[anchor:]]
    return [[*run[:anchor], *(row for row in left if row)], [row for row in right if row]]

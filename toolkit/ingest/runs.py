"""Runs of emphasised text to one clean string with spans: what every reader of marked-up text ends with."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text import normalise

_WHITE = re.compile(r"\s+")
_LINES = re.compile(r"[^\S\n]*\n\s*")


class Run(NamedTuple):
    """A piece of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def join_runs(runs: Iterable[Run], *, keep_lines: bool = False) -> tuple[str, tuple[Span, ...]]:
    """The runs' text with white space made plain, and where in it the emphasis stands.

    Args:
        runs: Pieces in reading order.
        keep_lines: Keep one line break where one or more stood; else a break is a space.

    Example:
        >>> join_runs([Run("Ansvarig: ", bold=True), Run(" Nämnden ")])
        ('Ansvarig: Nämnden', (Span(start=0, end=9, bold=True, italic=False),))
    """
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    last = " "
    for run in runs:
        text = normalise(run.text)
        if keep_lines and "\n" in text:
            text = "\n".join(_WHITE.sub(" ", line) for line in _LINES.sub("\n", text).split("\n"))
        else:
            text = _WHITE.sub(" ", text)
        if last in " \n":
            text = text.lstrip()
        if not text:
            continue
        if (run.bold or run.italic) and text.strip():
            start = length + len(text) - len(text.lstrip())
            end = length + len(text.rstrip())
            before = spans[-1] if spans else None
            if before and (before.bold, before.italic) == (run.bold, run.italic) and start - before.end <= 1:
                spans[-1] = Span(start=before.start, end=end, bold=run.bold, italic=run.italic)
            else:
                spans.append(Span(start=start, end=end, bold=run.bold, italic=run.italic))
        pieces.append(text)
        length += len(text)
        last = text[-1]
    return "".join(pieces).rstrip(), tuple(spans)

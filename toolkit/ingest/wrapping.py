"""Whether two printed lines are one paragraph: told by form alone, since plain formats do not say."""

import re

from toolkit.ingest.bullets import split_bullet, split_number

WIDEST_WRAP = 130
"""Characters; longer lines were not wrapped by hand, so each is a paragraph of its own."""
NARROWEST_WRAP = 40
_LABEL = re.compile(r"\s*(?:\*\*|__)[^*_\n:]{2,50}(?::(?:\*\*|__)|(?:\*\*|__):)")
"""A label in bold, which begins a line of its own: ``**Anmält förhinder:** Kyrkan``."""


def begins_item(line: str) -> bool:
    """Whether the line begins with a bullet or an item number; bold text that begins with a star does not."""
    bullet = split_bullet(line)
    return bool(bullet and not line.lstrip().startswith("**")) or split_number(line) is not None


def wraps(before: str, line: str, *, width: int) -> bool:
    """Whether `line` goes on the line before: its first word had no room there, or it begins in lower case.

    Args:
        before: The line above.
        line: The line in question.
        width: Length of the longest line around.

    Example:
        >>> wraps("Ansvarig: nämnden", "Tid: 2026", width=20), wraps("Ansvarig: barn- och", "skolnämnden", width=20)
        (False, True)
    """
    if begins_item(line) or _LABEL.match(line) or before.endswith("  "):
        return False
    if line.lstrip("*_ ")[:1].islower():
        return True
    words = line.split(None, 1)
    return bool(words) and width <= WIDEST_WRAP and NARROWEST_WRAP < width < len(before.rstrip()) + 1 + len(words[0])

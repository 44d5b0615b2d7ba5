"""Bullets and numbers at the start of a line: what is printed, and what is text."""

import re

BULLET = re.compile(
    r"(?P<marker>[•◦▪▫●○■□▶►‣⁃∙·➢➤✓✔❑❖\uf000-\uf0ff\x01-\x08\x0e-\x1f]|o(?= )"
    r"|[-–—*](?=[ \u00a0]|[A-ZÅÄÖ]))[ \u00a0]*(?=\S)"
)
"""Symbol fonts put their bullets in the private use area; *o* is the hollow bullet of a typewriter font."""
NUMBER = re.compile(
    r"(?P<marker>\(?(?:\d{1,3}|[a-zA-ZåäöÅÄÖ]|[ivxIVX]{2,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?)"
    r"(?:[ \u00a0]+|(?=[A-ZÅÄÖ][a-zåäö]))(?=\S)"
)
_CHAPTER = re.compile(r"(?P<marker>\d{1,2})[ \u00a0]+(?=[A-ZÅÄÖ])")
_DECIMAL = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))+\.?$")


def bullet(text: str) -> tuple[str, int] | None:
    r"""The bullet at the start of `text` and where the text after it begins.

    Example:
        >>> bullet("• Ta fram en rutin"), bullet("\uf0b7 Utbilda"), bullet("ohälsa")
        (('•', 2), ('\uf0b7', 2), None)
    """
    match = BULLET.match(text)
    return (match["marker"], match.end()) if match else None


def number(text: str) -> tuple[str, int] | None:
    """The number or letter at the start of `text` and where the text after it begins.

    Example:
        >>> number("3.2 Förebyggande arbete"), number("a) Socialnämnden"), number("2025 ska det vara klart")
        (('3.2', 4), ('a)', 3), None)
    """
    match = NUMBER.match(text)
    return (match["marker"], match.end()) if match else None


def chapter(text: str) -> tuple[str, int] | None:
    """A bare chapter number before a capital: only a heading may use it.

    Example:
        >>> chapter("4 Målgrupper"), chapter("4 månader")
        (('4', 2), None)
    """
    match = _CHAPTER.match(text)
    return (match["marker"], match.end()) if match else None


def depth(marker: str) -> int:
    """How deep a decimal number goes: 1 for ``3.``, 2 for ``3.2``.

    Example:
        >>> depth("3"), depth("3.2"), depth("3.2.1.")
        (1, 2, 3)
    """
    return len([part for part in marker.strip("().").split(".") if part])

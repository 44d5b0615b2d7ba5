"""List marks: bullets and item numbers as printed, and the items inside one cell."""

import re

BULLETS = "•●○◦▪▫■□◼‣⁃∙·➢➤►▶✓✔❖◆–—*\uf0b7\uf0a7\uf02d"
SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf06f": "□", "\uf0e0": "→",
    "\uf02d": "-", "\uf076": "❖", "\uf0f0": "➢", "\uf071": "❑", "\uf06e": "■", "\uf075": "◆", "o": "◦",
}  # fmt: skip
"""What the signs of symbol fonts show, in Word and OpenDocument alike: an "o" stands for a hollow bullet."""
_BULLET = re.compile(rf"\s*([{re.escape(BULLETS)}+-])\s+(?=\S)|\s*([•●○◦▪‣\uf0b7])(?=\S)")
_HASH = re.compile(r"\s*#{1,6}\s+\S")
_INSIDE = re.compile(r"(?<=\S)\s+(?=[•●○◦▪‣➢➤]\s)")
_ITEM_NUMBER = re.compile(
    r"\s*((?:\d{1,3}|[a-zåäö]|[ivx]{1,4})[.)]|\(\d{1,2}\)|\([a-z]\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[^\W\da-zåäö]))\s+(?=\S)"
)
_HEADING_NUMBER = re.compile(r"(?:(\d{1,2}(?:\.\d{1,3}){1,4}\.?|\d{1,2}\.)\s+(?=\S)|(\d{1,2})\s+(?=[A-ZÅÄÖÉ]))")

LONGEST_NAME = 60
"""Characters of a line broken by hand; what is longer is running text."""


def split_bullet(line: str) -> tuple[str, str] | None:
    """The bullet and the text after it, or None where the line begins with none.

    Example:
        >>> split_bullet("• Ta fram en rutin")
        ('•', 'Ta fram en rutin')
    """
    match = _BULLET.match(line)
    return (match[1] or match[2], line[match.end() :]) if match else None


def split_number(line: str) -> tuple[str, str] | None:
    """The item number and the text after it: ``1.``, ``a)``, ``(2)``, ``3.2``.

    Example:
        >>> split_number("3.2 Utbilda personal")
        ('3.2', 'Utbilda personal')
    """
    match = _ITEM_NUMBER.match(line)
    return (match[1], line[match.end() :]) if match else None


def split_heading_number(text: str) -> tuple[str | None, str]:
    """The number of a heading as printed, and its words; a year or an amount is no number.

    Example:
        >>> split_heading_number("3.2 Åtgärder"), split_heading_number("2030 års mål")
        (('3.2', 'Åtgärder'), (None, '2030 års mål'))
    """
    match = _HEADING_NUMBER.match(text)
    return (match[1] or match[2], text[match.end() :]) if match else (None, text)


def items(text: str, *, hashes: bool = False) -> tuple[str, ...]:
    r"""The bulleted lines of a cell, in order; a line that begins in lower case goes on the item before.

    Args:
        text: The cell's text, one line a printed line.
        hashes: Whether ``#`` is a bullet too: optical readers write one for bullets they take for headings.

    Example:
        >>> items("Vi ska:\n• utbilda personal\n• se över\nrutiner")
        ('utbilda personal', 'se över rutiner')
    """
    found: list[str] = []
    inside = False
    for line in (piece for whole in text.split("\n") for piece in _INSIDE.split(whole)):
        bullet = split_bullet(line) or (("#", line.lstrip("# ")) if hashes and _HASH.match(line) else None)
        if bullet:
            found.append(bullet[1].strip())
            inside = True
        elif inside and line.strip()[:1].islower():
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            inside = False
    return tuple(found)


_GOES_ON = frozenset({"and", "av", "eller", "för", "i", "med", "och", "på", "region", "samt", "till"})
"""Words that end no line of its own."""


def broken(text: str) -> tuple[str, ...]:
    r"""The short lines that somebody broke by hand, each a thing of its own; none where the text only goes on.

    Example:
        >>> broken("Gatuenheten\nTrafikverket"), broken("Kultur- och\nfritidsnämnden")
        (('Gatuenheten', 'Trafikverket'), ())
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    whole = all(
        line[0].isupper()
        and len(line) <= LONGEST_NAME
        and line[-1] not in ".,:;-–&/"
        and line.split()[-1].lower() not in _GOES_ON
        for line in lines
    )
    return tuple(lines) if whole and len(lines) > 1 else ()

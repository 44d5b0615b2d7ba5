"""Styles of an OpenDocument text: emphasis, size, indent, headings, lists."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.ingest.bullets import SYMBOLS
from toolkit.ingest.opendocument.names import FO, LO, STYLE, TEXT, points, whole
from toolkit.ingest.word.numbering import letters, roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_DEEPEST_CHAIN = 20
_TITLES = frozenset({"title", "titel", "rubrik"})
_HEADING = re.compile(r"(?:heading|rubrik)[_ ](?:20_)?(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered."""

    bullet: str | None = None
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    """How many levels the number tells."""
    pattern: str | None = None
    """``%1%.%2%`` in newer files: says all that prefix, suffix and shown say."""


@dataclass(slots=True)
class ListCount:
    """Where one list's counting stands."""

    values: dict[int, int] = field(default_factory=dict)

    def take(self, level: int, levels: dict[int, ListLevel], start: int | None) -> str | None:
        """The number or bullet of the next item on a level (from 1)."""
        style = levels.get(level, ListLevel())
        if start is not None:
            self.values[level] = start
        elif level in self.values:
            self.values[level] += 1
        else:
            self.values[level] = style.start
        for upper in range(1, level):
            # A level that no item stood on still counts as begun.
            self.values.setdefault(upper, levels[upper].start if upper in levels else 1)
        for deeper in [other for other in self.values if other > level]:
            del self.values[deeper]
        if style.bullet is not None:
            return style.bullet
        if not style.format and style.pattern is None:
            return None
        return self._printed(level, style, levels).strip() or None

    def _printed(self, level: int, style: ListLevel, levels: dict[int, ListLevel]) -> str:
        def shown(index: int) -> str:
            form = levels[index].format if index in levels else "1"
            count = self.values.get(index, levels[index].start if index in levels else 1)
            return _figure(count, form) if form else ""

        if style.pattern is not None:
            return re.sub(r"%(\d+)%", lambda match: shown(int(match[1])), style.pattern)
        first = max(1, level - style.shown + 1)
        inner = ".".join(filter(None, (shown(index) for index in range(first, level + 1))))
        return f"{style.prefix}{inner}{style.suffix}" if inner else ""


def _figure(count: int, form: str) -> str:
    if form in ("a", "A"):
        return letters(count) if form == "a" else letters(count).upper()
    if form in ("i", "I") and 0 < count < 4000:
        return roman(count) if form == "i" else roman(count).upper()
    return str(count)


class Styles:
    """All styles of a document, automatic ones first."""

    def __init__(self, *roots: "_Element | None") -> None:
        """Read the styles of the content and of the styles part."""
        self._styles: dict[tuple[str, str], _Element] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self.outline: dict[int, ListLevel] = {}
        for root in roots:
            for element in root.iter(STYLE + "style") if root is not None else ():
                key = (element.get(STYLE + "family") or "", element.get(STYLE + "name") or "")
                self._styles.setdefault(key, element)
            for element in root.iter(TEXT + "list-style") if root is not None else ():
                self._lists.setdefault(element.get(STYLE + "name") or "", _levels(element))
            for element in root.iter(TEXT + "outline-style") if root is not None else ():
                self.outline = self.outline or _levels(element)

    def chain(self, family: str, name: str | None) -> "Iterator[_Element]":
        """The style and its parents, nearest first."""
        for _ in range(_DEEPEST_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name")

    def _property(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        for style in self.chain(family, name):
            properties = style.find(STYLE + group)
            if properties is not None and properties.get(attribute) is not None:
                return properties.get(attribute)
        return None

    def emphasis(self, family: str, name: str | None) -> tuple[bool | None, bool | None]:
        """Whether the style says bold and italic; None where it says nothing."""
        weight = self._property(family, name, "text-properties", FO + "font-weight")
        slant = self._property(family, name, "text-properties", FO + "font-style")
        bold = None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        return bold, None if slant is None else slant in ("italic", "oblique")

    def hidden(self, family: str, name: str | None) -> bool:
        """Whether text in the style is not printed."""
        return self._property(family, name, "text-properties", TEXT + "display") == "none"

    def size(self, family: str, name: str | None) -> float | None:
        """Font size in points."""
        return points(self._property(family, name, "text-properties", FO + "font-size"))

    def length(self, name: str | None, attribute: str) -> float | None:
        """A measure of a paragraph style in points."""
        return points(self._property("paragraph", name, "paragraph-properties", FO + attribute))

    def heading(self, name: str | None) -> int | None:
        """Level of a paragraph style that is a heading by name or default outline level."""
        for style in self.chain("paragraph", name):
            level = whole(style.get(STYLE + "default-outline-level"), 0)
            if level:
                return level
            shown = style.get(STYLE + "display-name") or style.get(STYLE + "name") or ""
            named = _HEADING.fullmatch(shown)
            if named:
                return max(1, int(named[1]))
            if shown.casefold() in _TITLES:
                return 1
        return None

    def contents(self, name: str | None) -> bool:
        """Whether the style is that of a line in a table of contents."""
        names = [style.get(STYLE + "name") or "" for style in self.chain("paragraph", name)]
        return any(re.match(r"(?:contents|toc|innehåll)[_ ]", one, re.IGNORECASE) for one in names)

    def list_levels(self, name: str | None) -> dict[int, ListLevel]:
        """The levels of a list style."""
        return self._lists.get(name or "", {})


def _levels(element: "_Element") -> dict[int, ListLevel]:
    found: dict[int, ListLevel] = {}
    for child in element:
        level = whole(child.get(TEXT + "level"), 0)
        if not level:
            continue
        if child.tag == TEXT + "list-level-style-bullet":
            char = child.get(TEXT + "bullet-char") or ""
            found[level] = ListLevel(bullet=SYMBOLS.get(char, char) or "•")
        elif child.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            found[level] = ListLevel(
                format=child.get(STYLE + "num-format") or "",
                prefix=child.get(STYLE + "num-prefix") or "",
                suffix=child.get(STYLE + "num-suffix") or "",
                start=whole(child.get(TEXT + "start-value"), 1),
                shown=whole(child.get(TEXT + "display-levels"), 1) or 1,
                pattern=child.get(LO + "num-list-format") or child.get(STYLE + "num-list-format"),
            )
        elif child.tag == TEXT + "list-level-style-image":
            found[level] = ListLevel(bullet="•")
    return found

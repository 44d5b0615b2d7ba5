"""Styles: which paragraphs are headings, which are contents lines, and what a style says that a paragraph does not."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.ingest.word.ooxml import W, number, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|rubrik|überschrift|overskrift|otsikko)\s*(\d)\b")
_TITLE = frozenset({"title", "titel", "rubrik", "huvudrubrik", "dokumentrubrik", "document title", "dokumenttitel"})
_CONTENTS = re.compile(r"(?:toc|innehåll|contents|table of figures|figurförteckning|innehållsförteckning)\b")
_BODY_OUTLINE = 9
_DEEPEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """One style as it stands in the file."""

    id: str
    name: str
    based_on: str | None
    paragraph: "_Element | None"
    run: "_Element | None"


class Styles:
    """All styles of a document, looked up with what they are based on."""

    def __init__(self, root: "_Element | None") -> None:
        """Read the styles part; without one every question is answered with None."""
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self._root = root
        for element in root.iter(W + "style") if root is not None else ():
            made = Style(
                id=element.get(W + "styleId") or "",
                name=(value(element, "name") or element.get(W + "styleId") or "").casefold().strip(),
                based_on=value(element, "basedOn"),
                paragraph=element.find(W + "pPr"),
                run=element.find(W + "rPr"),
            )
            self._styles.setdefault(made.id, made)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
                self._default = made.id

    def chain(self, identifier: str | None) -> list[Style]:
        """The style and what it is based on, nearest first."""
        found: list[Style] = []
        wanted = identifier if identifier in self._styles else self._default
        while wanted in self._styles and len(found) < _DEEPEST_CHAIN:
            style = self._styles[wanted]
            if style in found:
                break
            found.append(style)
            wanted = style.based_on
        return found

    @cached_property
    def _defaults(self) -> "tuple[_Element | None, _Element | None]":
        defaults = self._root.find(W + "docDefaults") if self._root is not None else None
        if defaults is None:
            return None, None
        paragraph = defaults.find(f"{W}pPrDefault/{W}pPr")
        return paragraph, defaults.find(f"{W}rPrDefault/{W}rPr")

    def heading(self, identifier: str | None, direct: "_Element | None") -> int | None:
        """Heading level from 1, by the paragraph's own outline level, the style's name or the style's outline level."""
        own = number(value(direct, "outlineLvl"))
        if own is not None and 0 <= own <= _BODY_OUTLINE:
            return own + 1 if own < _BODY_OUTLINE else None
        for style in self.chain(identifier):
            named = _HEADING.match(style.name)
            level = number(value(style.paragraph, "outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level < _BODY_OUTLINE else None
            if named:
                return max(1, int(named[1]))
            if style.name in _TITLE:
                return 1
        return None

    def contents(self, identifier: str | None) -> bool:
        """Whether the style is that of a line in a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self.chain(identifier)[:1])

    def caption(self, identifier: str | None) -> bool:
        """Whether the style is that of a table's or figure's caption."""
        return any(style.name in ("caption", "beskrivning", "bildtext") for style in self.chain(identifier))

    def numbering(self, identifier: str | None) -> "tuple[int | None, int | None, str | None]":
        """Numbering id and level that the style gives, and the id of the style that gives them."""
        for style in self.chain(identifier):
            given = style.paragraph.find(W + "numPr") if style.paragraph is not None else None
            if given is not None:
                return number(value(given, "numId")), number(value(given, "ilvl")), style.id
        return None, None, None

    def toggled(self, name: str, direct: "_Element | None", run_style: str | None, style: str | None) -> bool:
        """Whether bold or italic is on for a run: its own word first, then its style, then the paragraph's."""
        own = switched_on(direct, name)
        if own is not None:
            return own
        named = self.chain(run_style) if run_style in self._styles else []
        for candidate in (*named, *self.chain(style)):
            said = switched_on(candidate.run, name)
            if said is not None:
                return said
        return False

    def measure(self, element: str, attribute: str, direct: "_Element | None", style: str | None) -> int | None:
        """A measure of a paragraph such as its left indent, in the file's own unit."""
        sources = [direct, *(candidate.paragraph for candidate in self.chain(style)), self._defaults[0]]
        for source in sources:
            found = number(value(source, element, attribute))
            if found is not None:
                return found
        return None

    def size(self, direct: "_Element | None", style: str | None) -> float | None:
        """Font size of a run in points."""
        sources = [direct, *(candidate.run for candidate in self.chain(style)), self._defaults[1]]
        for source in sources:
            found = number(value(source, "sz"))
            if found is not None:
                return found / 2
        return None

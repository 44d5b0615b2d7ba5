"""List numbers as printed: Word stores none of them, so they are counted out here."""

import string
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.ingest.bullets import SYMBOLS
from toolkit.ingest.word.ooxml import W, number, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(count: int) -> str:
    """A number in Roman letters, lower case."""
    text = ""
    for size, letters in _ROMAN:
        while count >= size:
            text += letters
            count -= size
    return text


def letters(count: int) -> str:
    """A number as Word letters it: a to z, then aa, bb."""
    if count < 1:
        return ""
    return string.ascii_lowercase[(count - 1) % 26] * min((count - 1) // 26 + 1, 10)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerRoman": lambda count: roman(count) if 0 < count < 4000 else str(count),
    "upperRoman": lambda count: roman(count).upper() if 0 < count < 4000 else str(count),
    "ordinal": lambda count: f"{count}:{'a' if count % 10 in (1, 2) and count % 100 not in (11, 12) else 'e'}",
    "numberInDash": lambda count: f"- {count} -",
    "none": lambda count: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Level (from 1) whose item restarts this one; 0 never; None: any higher level."""
    legal: bool = False
    indent: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _Count:
    """Where the counting of one list stands; lists of one definition share it."""

    values: dict[int, int] = field(default_factory=dict)
    started: set[tuple[int, int]] = field(default_factory=set)


class Numbering:
    """The lists of a document. `take` must be asked once a paragraph, in reading order."""

    def __init__(self, root: "_Element | None") -> None:
        """Read the numbering part."""
        self._definitions: dict[int, dict[int, Level]] = {}
        self._links: dict[int, str] = {}
        self._named: dict[str, int] = {}
        self._lists: dict[int, tuple[int, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[int, _Count] = {}
        for element in root.iter(W + "abstractNum") if root is not None else ():
            self._define(element)
        for element in root.iter(W + "num") if root is not None else ():
            self._list(element)

    def _define(self, element: "_Element") -> None:
        identifier = number(element.get(W + "abstractNumId"))
        if identifier is None:
            return
        levels = (_level(child) for child in element.iter(W + "lvl"))
        self._definitions[identifier] = {index: level for index, level in levels if index is not None}
        link = value(element, "numStyleLink")
        if link:
            self._links[identifier] = link
        named = value(element, "styleLink")
        if named:
            self._named[named] = identifier

    def _list(self, element: "_Element") -> None:
        identifier, definition = number(element.get(W + "numId")), number(value(element, "abstractNumId"))
        if identifier is None or definition is None:
            return
        changed: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            at = number(override.get(W + "ilvl"))
            start = number(value(override, "startOverride"))
            own = override.find(W + "lvl")
            if at is not None and own is not None:
                changed[at] = _level(own)[1]
            if at is not None and start is not None:
                starts[at] = start
        self._lists[identifier] = (definition, changed, starts)

    def _levels(self, identifier: int) -> tuple[int, dict[int, Level]] | None:
        """The definition that is counted on, and its levels with the list's own changes."""
        found = self._lists.get(identifier)
        if found is None:
            return None
        definition, changed, _ = found
        linked = self._links.get(definition)
        if linked is not None and not self._definitions.get(definition):
            definition = self._named.get(linked, definition)
        return definition, {**self._definitions.get(definition, {}), **changed}

    def level_of_style(self, identifier: int, style: str | None) -> int | None:
        """The level that a heading style stands on in a list."""
        found = self._levels(identifier)
        if found is None or style is None:
            return None
        return next((index for index, level in found[1].items() if level.style == style), None)

    def indent(self, identifier: int, at: int) -> int | None:
        """Left indent that the level gives, in twips."""
        found = self._levels(identifier)
        return found[1][at].indent if found and at in found[1] else None

    def take(self, identifier: int, at: int) -> str | None:
        """The number or bullet of the next item on a level, or None where the list prints none."""
        found = self._levels(identifier)
        if found is None or not 0 <= at < LEVELS:
            return None
        definition, levels = found
        level = levels.get(at)
        if level is None:
            return None
        count = self._counts.setdefault(definition, _Count())
        self._step(count, identifier, at, levels)
        if level.format == "bullet":
            return "".join(SYMBOLS.get(char, char) for char in level.text).strip() or "•"
        return _printed(level, count, levels).strip() or None

    def _step(self, count: _Count, identifier: int, at: int, levels: dict[int, Level]) -> None:
        starts = self._lists[identifier][2]
        override = starts.get(at)
        if override is not None and (identifier, at) not in count.started:
            count.values[at] = override
        elif at in count.values:
            count.values[at] += 1
        else:
            count.values[at] = override if override is not None else levels[at].start
        count.started.add((identifier, at))
        for upper in range(at):
            if upper not in count.values:
                count.values[upper] = starts.get(upper, levels[upper].start if upper in levels else 1)
        for lower in [deeper for deeper in count.values if deeper > at]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart > 0 and at < restart):
                del count.values[lower]


def _printed(level: Level, count: _Count, levels: dict[int, Level]) -> str:
    """The level's pattern with each ``%n`` counted in."""
    text = level.text
    for index in range(LEVELS):
        mark = f"%{index + 1}"
        if mark in text:
            style = levels[index].format if index in levels else "decimal"
            style = "decimal" if level.legal and style != "none" else style
            current = count.values.get(index, 0)
            text = text.replace(mark, _FORMATS.get(style, str)(current))
    return text


def _level(element: "_Element") -> tuple[int | None, Level]:
    restart = number(value(element, "lvlRestart"))
    paragraph = element.find(W + "pPr")
    indent = number(value(paragraph, "ind", "left"))
    level = Level(
        start=_start(element),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=restart,
        legal=bool(switched_on(element, "isLgl")),
        indent=indent if indent is not None else number(value(paragraph, "ind", "start")),
        style=value(element, "pStyle"),
    )
    if value(element, "lvlText") is None and level.format not in ("bullet", "none"):
        level = replace(level, text="")
    return number(element.get(W + "ilvl")), level


def _start(element: "_Element") -> int:
    start = number(value(element, "start"))
    return start if start is not None else 0

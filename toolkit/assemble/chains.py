"""The log's events about a draft, gathered by what they are about: one chain a row, paragraph or order of rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.assemble.edits import ORDER, TARGET, plain
from toolkit.model import Decision, DecisionKind


@dataclass(slots=True)
class Chain:
    """All that was done to one target: the last word on each of its parts, and the first word it started from."""

    target: str
    kind: DecisionKind
    last: Decision
    parts: dict[str, tuple[str, str, Decision]] = field(default_factory=dict)
    """Part (``text`` or a cell's key) → what it was at first, what it is at last, who said so."""
    rest: dict[str, Any] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    notes: list[Decision] = field(default_factory=list)
    clashes: list[tuple[str, Decision, str, Decision]] = field(default_factory=list)
    """Earlier words and who, later words and who: the later did not know of the earlier. No words: struck out."""

    def add(self, one: Decision) -> None:
        """The next event."""
        if one.kind is DecisionKind.NOTE:
            self.notes.append(one)
            return
        said = json.loads(one.value) if one.value else {}
        self.anchors = self.anchors or one.anchors
        pairs = {"text": said["text"]} if isinstance(said.get("text"), list) else {}
        if self.kind is DecisionKind.EXCLUDE and one.kind is DecisionKind.CORRECT and "text" in pairs:
            self.clashes.append(("", self.last, pairs["text"][1], one))
        elif one.kind is DecisionKind.EXCLUDE and "text" in self.parts:
            _, last, by = self.parts["text"]
            if one.anchors and plain(one.anchors[0]) != plain(last):
                self.clashes.append((last, by, "", one))
        for part, (old, new) in (pairs | said.get("fields", {})).items():
            self._link(part, old, new, one)
        self.rest |= {key: value for key, value in said.items() if key != "fields" and key not in pairs}
        # A row that people wrote stays theirs when it is corrected later.
        if not (self.kind is DecisionKind.INCLUDE and one.kind is DecisionKind.CORRECT):
            self.kind = one.kind
        self.last = one

    def _link(self, part: str, old: str, new: str, one: Decision) -> None:
        """One change of wording after those before it; saying again what was said before changes nothing."""
        if part not in self.parts:
            self.parts[part] = (old, new, one)
            return
        first, before, by = self.parts[part]
        if plain(new) == plain(before):
            return
        if plain(old) != plain(before):
            self.clashes.append((before, by, new, one))
        self.parts[part] = (first, new, one)


def chains(edits: Sequence[Decision]) -> list[Chain]:
    """One chain a target, in the order they were first touched; orders of rows last, since the rows must be there.

    Args:
        edits: Events of the log that are about the draft and in force, oldest first.
    """
    found: dict[str, Chain] = {}
    for one in edits:
        target = one.targets[0].removeprefix(TARGET)
        if target not in found:
            found[target] = Chain(target, one.kind, one)
        found[target].add(one)
    return sorted(found.values(), key=lambda chain: chain.target.endswith(ORDER))

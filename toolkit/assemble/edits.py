"""The draft as sent out × what came back → events for the log: one for each thing that people changed.

Targets begin with ``utkast/`` and go on with the id of the item or passage, ``meta/<label>`` or ``<section>/ordning``.
CORRECT holds old and new wording, so that a later draft can tell whether the ground has moved; INCLUDE is a new row or
paragraph, EXCLUDE one that was struck out, NOTE a comment. `rebuild.replayed` puts them on top of any draft.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.confirmations import is_confirmation
from toolkit.labels import labels
from toolkit.model import (
    Decision,
    DecisionKind,
    Draft,
    DraftItem,
    DraftSection,
    Passage,
    PassageKind,
    Returned,
    ReturnedItem,
)
from toolkit.text import fingerprint

TARGET = "utkast/"
"""What the targets of these events begin with."""
ORDER = "/ordning"


def is_edit(decision: Decision) -> bool:
    """Whether an event is about the wording of the draft, not about measures or clusters."""
    return bool(decision.targets) and decision.targets[0].startswith(TARGET) and not is_confirmation(decision)


def without_edits(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The events that are about measures and clusters: without edits of the draft and what takes those back."""
    edits = {one.id for one in decisions if is_edit(one) or is_confirmation(one)}
    return tuple(
        one
        for one in decisions
        if one.id not in edits and not (one.kind is DecisionKind.UNDO and set(one.targets) <= edits)
    )


def plain(text: str) -> str:
    """A text as two printings of it can be compared.

    Example:
        >>> plain("löpande  under 2027 ")
        'Löpande under 2027'
    """
    one = " ".join(text.split())
    return one[:1].upper() + one[1:]


def shown_cell(item: DraftItem, key: str, *, blank: str) -> str:
    """A cell as it is printed; the blank where there is none. A description that is not there is not printed."""
    text = ", ".join(field.text for field in item.fields if field.key == key)
    return text or ("" if key == "description" else blank)


def shown_passage(passage: Passage) -> str:
    """A paragraph as it is printed, without its hint."""
    if passage.kind in (PassageKind.BLANK, PassageKind.LOCAL) or not passage.note or passage.note == "heading":
        return passage.text
    return f"{passage.text} ({passage.note})"


def new_id(section: str, text: str) -> str:
    """The id of a row or paragraph that people wrote: the same words in the same section are the same row.

    Example:
        >>> new_id("omrade-barn", "Starta en lovgrupp")
        'lok-9dc0d1a709'
    """
    return f"lok-{fingerprint(f'{section} {text}')}"


def changes(base: Draft, returned: Returned, *, who: str, when: str) -> tuple[Decision, ...]:
    """What people did to a draft, as events.

    Args:
        base: The draft as it was sent out.
        returned: What came back.
        who: Who edited it; comments are signed by their own authors.
        when: ISO date.
    """
    return tuple(_Changes(base, who, when).of(returned))


class _Changes:
    """Holds the draft that was sent out while the file that came back is gone through."""

    def __init__(self, base: Draft, who: str, when: str) -> None:
        """Indexes over the draft."""
        self.base, self.who, self.when = base, who, when
        self.blank = labels(base.language)["draft.blank"]
        self.sections = {section.id: section for section in base.sections}
        self.items = {item.id: (item, section) for section in base.sections for item in section.items}
        self.passages = {one.id: (one, section) for section in base.sections for one in section.passages}

    def of(self, returned: Returned) -> Iterator[Decision]:
        """All events, in a fixed order."""
        orders: dict[str, list[str]] = {}
        after: dict[str, str] = {}
        for one in returned.items:
            section = one.section or next(iter(orders), "")
            if one.place == "meta":
                yield from self._meta(one)
            elif one.place == "row":
                identity = one.id or new_id(section, one.text)
                orders.setdefault(section, []).append(identity)
                yield from self._corrected(one) if one.id else self._new_row(one, identity)
                yield from self._notes(identity, one)
            elif one.place == "paragraph":
                identity = one.id or new_id(section, one.text)
                yield from self._passage(one) if one.id else self._new_passage(one, identity, after.get(section, ""))
                after[section] = identity
                yield from self._notes(identity, one)
            else:
                yield from self._notes(section or "utkastet", one)
                if one.text:
                    yield self._event(DecisionKind.NOTE, section or "utkastet", one.text)
        yield from self._struck(returned.deleted)
        yield from self._moved(orders, set(returned.deleted))

    def _event(
        self, kind: DecisionKind, target: str, value: str | None, *, anchors: tuple[str, ...] = (), who: str = ""
    ) -> Decision:
        """One event; its id follows from what it says, so that the same file read twice says nothing new."""
        said = "\x1f".join((kind, target, value or "", who or self.who, self.when))
        identity = f"utk-{hashlib.sha256(said.encode('utf-8')).hexdigest()[:12]}"
        return Decision(
            id=identity, kind=kind, targets=(TARGET + target,), who=who or self.who, when=self.when, value=value,
            anchors=anchors,
        )  # fmt: skip

    def _meta(self, one: ReturnedItem) -> Iterator[Decision]:
        """A row of the title block."""
        label = (one.id or "").partition("/")[2]
        old = dict(self.base.metadata).get(label, self.blank)
        if plain(one.text or self.blank) != plain(old):
            yield self._event(DecisionKind.CORRECT, f"meta/{label}", _dumped({"text": [old, one.text or self.blank]}))
        yield from self._notes(f"meta/{label}", one)

    def _corrected(self, one: ReturnedItem) -> Iterator[Decision]:
        """A row that was sent out, if its words are not the same any more."""
        item, section = self.items[one.id or ""]
        said: dict[str, Any] = {}
        if plain(one.text or self.blank) != plain(item.text):
            said["text"] = [item.text, one.text or self.blank]
        cells = {}
        for key, new in one.fields:
            old = shown_cell(item, key, blank=self.blank)
            new = new or ("" if key == "description" else self.blank)
            if plain(new) != plain(old):
                cells[key] = [old, new]
        if cells:
            said["fields"] = cells
        if said:
            said["row"] = self._whole(one, section)
            yield self._event(DecisionKind.CORRECT, item.id, _dumped(said), anchors=_anchors(item))

    def _whole(self, one: ReturnedItem, section: DraftSection) -> dict[str, Any]:
        """All of a row, for the day when no plan gives it any more."""
        at = self.sections.get(one.section or "", section)
        cells = {key: text for key, text in one.fields if text and plain(text) != plain(self.blank)}
        return {"section": at.id, "title": at.title, "text": one.text or self.blank, "fields": cells}

    def _new_row(self, one: ReturnedItem, identity: str) -> Iterator[Decision]:
        """A row that people wrote."""
        section = self.sections.get(one.section or "") or next(part for part in self.base.sections if part.table)
        yield self._event(DecisionKind.INCLUDE, identity, _dumped({"row": self._whole(one, section)}))

    def _passage(self, one: ReturnedItem) -> Iterator[Decision]:
        """A paragraph that was sent out: a blank that was filled, or text that was reworded."""
        passage, section = self.passages[one.id or ""]
        old = shown_passage(passage)
        if plain(one.text) != plain(old):
            said = {"text": [old, one.text], "section": section.id}
            yield self._event(DecisionKind.CORRECT, passage.id, _dumped(said), anchors=(old, passage.note or ""))

    def _new_passage(self, one: ReturnedItem, identity: str, after: str) -> Iterator[Decision]:
        """A paragraph that people wrote."""
        said = {"text": one.text, "section": one.section, "after": after}
        yield self._event(DecisionKind.INCLUDE, identity, _dumped(said))

    def _notes(self, target: str, one: ReturnedItem) -> Iterator[Decision]:
        """The comments, each signed by its author."""
        for comment in one.comments:
            author, _, text = comment.partition(": ")
            yield self._event(DecisionKind.NOTE, target, text, who=author)

    def _struck(self, deleted: Sequence[str]) -> Iterator[Decision]:
        """What was struck out."""
        for identity in deleted:
            if identity in self.items:
                yield self._event(DecisionKind.EXCLUDE, identity, None, anchors=_anchors(self.items[identity][0]))
            elif identity in self.passages:
                passage, section = self.passages[identity]
                said = _dumped({"section": section.id})
                anchors = (shown_passage(passage), passage.note or "")
                yield self._event(DecisionKind.EXCLUDE, identity, said, anchors=anchors)

    def _moved(self, orders: Mapping[str, Sequence[str]], deleted: set[str]) -> Iterator[Decision]:
        """The order of rows in sections where it is not what was sent out."""
        for name, order in orders.items():
            section = self.sections.get(name)
            before = [item.id for item in section.items if item.id not in deleted] if section else []
            if list(order) != before:
                title = section.title if section else ""
                yield self._event(DecisionKind.CORRECT, name + ORDER, _dumped({"order": list(order), "title": title}))


def _anchors(item: DraftItem) -> tuple[str, ...]:
    """What an item is found by when its id is gone: its words, its cluster, the measures behind it."""
    measures = tuple(source.measure for source in item.sources if source.measure)
    return (item.text, item.cluster or "", *measures)


def _dumped(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

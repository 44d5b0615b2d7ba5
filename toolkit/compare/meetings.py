"""The working group itself: which organisations came, were prevented or are missing, and what was decided."""

import re

from toolkit.compare.actors import role_name
from toolkit.compare.material import Material
from toolkit.labels import labels
from toolkit.model import Column, Comparison, Entry, Meeting

_PERSON = re.compile(r"[A-ZÅÄÖÉÜ][\w'-]+(?:\s[A-ZÅÄÖÉÜ][\w'-]+){1,2}")


def attendance(material: Material) -> Comparison | None:
    """One row an organisation and meeting; organisations and functions, never names. None without minutes."""
    text = labels(material.language)
    rows = tuple(
        (
            Entry(text=meeting.date or ""),
            Entry(text=actor.organisation),
            Entry(text=actor.function or ""),
            Entry(text=text[f"attendance.{actor.status}"]),
            Entry(text=role_name(actor.role) if actor.role else ""),
        )
        for meeting in _meetings(material)
        for actor in meeting.attendance
    )
    keys = (("meeting_date", 12), ("organisation", 36), ("function", 26), ("attendance", 16), ("role", 30))
    return _table(material, "attendance", keys, rows)


def points(material: Material) -> Comparison | None:
    """One row a decision of a meeting ("Att …"): what, who, when. These are not measures of a plan."""
    rows = tuple(
        (
            Entry(text=meeting.date or ""),
            Entry(text=_without(persons, point.text)),
            Entry(text=_without(persons, point.owner or "")),
            Entry(text=point.due or ""),
            Entry(text=meeting.next_meeting or ""),
        )
        for meeting in _meetings(material)
        for persons in [_persons(meeting)]
        for point in meeting.decisions
    )
    keys = (("meeting_date", 12), ("point", 60), ("owner", 26), ("due", 12), ("next_meeting", 14))
    return _table(material, "points", keys, rows)


def _persons(meeting: Meeting) -> tuple[str, ...]:
    """Owners that look like a person's name: two or three capitalised words that are no organisation at the meeting.

    A name that no list of names knows must not leave either, so the form decides; a body named so is masked with them.
    """
    bodies = {actor.organisation for actor in meeting.attendance}
    owners = {point.owner for point in meeting.decisions if point.owner and point.owner not in bodies}
    return tuple(sorted(owner for owner in owners if _PERSON.fullmatch(owner)))


def _without(persons: tuple[str, ...], text: str) -> str:
    """The text with the persons masked, as the gate masks those it knows."""
    for person in persons:
        text = text.replace(person, "[namn]")
    return text


def _meetings(material: Material) -> tuple[Meeting, ...]:
    """The meetings, oldest first."""
    found = (part.meeting for part in material.segmentations if part.meeting is not None)
    return tuple(sorted(found, key=lambda meeting: (meeting.date or "", meeting.document)))


def _table(
    material: Material, key: str, keys: tuple[tuple[str, int], ...], rows: tuple[tuple[Entry, ...], ...]
) -> Comparison | None:
    """A table of meetings, or None if there is nothing to show."""
    text = labels(material.language)
    if not rows:
        return None
    return Comparison(
        key=key,
        title=text[f"compare.{key}"],
        columns=tuple(Column(key=name, title=text[f"compare.{name}"], width=width) for name, width in keys),
        rows=rows,
        notes=(text[f"compare.{key}_note"],),
    )

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
            Entry(text=point.body or _without(persons, point.owner or "")),
            Entry(text=point.due or ""),
            Entry(text=meeting.next_meeting or ""),
        )
        for meeting in _meetings(material)
        for persons in [_shown(meeting)]
        for point in meeting.decisions
    )
    keys = (("meeting_date", 12), ("point", 60), ("owner", 26), ("due", 12), ("next_meeting", 14))
    return _table(material, "points", keys, rows)


def _shown(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """What stands in the table for each owner that is a person: the organisation they came for, else a mask.

    A name that no list of names knows must not leave either, so the form decides: two or three capitalised words that
    are no organisation at the meeting. A body named so is masked with them.
    """
    bodies = {actor.organisation for actor in meeting.attendance}
    told = {
        point.owner: point.body or "[namn]"
        for point in meeting.decisions
        if point.owner and point.owner not in bodies and (point.body or _PERSON.fullmatch(point.owner))
    }
    return tuple(sorted(told.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _without(persons: tuple[tuple[str, str], ...], text: str) -> str:
    """The text with what may be shown in the place of each person."""
    for person, shown in persons:
        text = shown.join(re.split(rf"(?<!\w){re.escape(person)}(?!\w)", text))
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

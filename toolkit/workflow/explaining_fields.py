"""Why a field has its value: state, place, the words it was read from, how sure it is, the line of the lexicon."""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.labels import labels
from toolkit.lexicon import topics
from toolkit.lexicon.lines import Line, matching, where
from toolkit.model import Cost, Deadline, Field, Measure, Mention, Party

NAMES: Mapping[str, str] = {
    "goal": "goal", "responsible": "owner", "partners": "partners", "deadline": "time", "indicator": "indicator",
    "follow_up": "follow_up", "resources": "resources", "cost": "cost", "target_group": "target_group",
    "forms": "form_of_topic", "places": "places", "laws": "laws", "modal": "binding",
}  # fmt: skip
"""Each field that is explained, and its name among the labels of a comparison."""
_LISTED: Mapping[str, tuple[str, str]] = {
    "deadline": ("dates", ""), "modal": ("verbs", "binding"), "target_group": ("target_groups", ""),
}  # fmt: skip
"""Lexicon file, and its table, in which the words of a value are listed one by one."""
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "resources": ("costs", ""), "cost": ("costs", ""), "partners": ("parties", "partners"),
    "responsible": ("parties", "subject"),
}  # fmt: skip
"""Lexicon file, and its table, with the ways to say it."""
BEFORE = 60
"""Characters before the words in which the way they are introduced stands."""


def field_lines(measure: Measure, *, language: str = "sv") -> tuple[str, ...]:
    """A line for each field with a value, and one for each focus area: what it says, from where, by which entry.

    Example:
        >>> from toolkit.model import FieldState, Form, Provenance
        >>> place = Provenance(document="d", start=0, end=5, page=3)
        >>> owner = Field(
        ...     state=FieldState.STATED, value=(Party(name="Socialnämnden", role="social_board"),),
        ...     quote="Socialnämnden", provenance=place, confidence=0.97, basis="wording",
        ... )
        >>> measure = Measure(
        ...     id="m", document="d", text="x", provenance=place, form=Form.PROSE, responsible=owner
        ... )
        >>> print(field_lines(measure)[0].partition("; ordlista")[0])
        Ansvarig: Socialnämnden – tryckt, i ordalydelsen, s. 3: ”Socialnämnden”; 97 % säker
    """
    say = labels(language)
    told = []
    for key, name in NAMES.items():
        field: Field[Any] = getattr(measure, key)
        if field.value is not None:
            entries = "; ".join(dict.fromkeys(str(one) for one in _entries(measure, key, field)))
            line = f"{say[f'compare.{name}']}: {_value(field.value)} – {_from(field, say)}"
            told.append(f"{line}; {say['explain.lexicon']}: {entries}" if entries else line)
    for area in measure.focus_areas:
        found = [str(one) for term in area.terms[:1] if (one := of_topics(term, f"focus_areas.{area.key}")) is not None]
        line = f"{say['compare.focus_area']}: {area.key} – {say[f'field_state.{area.state}']}: ”{area.quote or ''}”"
        told.append(f"{line}; {say['explain.lexicon']}: {found[0]}" if found else line)
    return tuple(told)


def _value(value: object) -> str:
    if isinstance(value, Deadline):
        days = "–".join(day or "" for day in (value.start, value.end)) if value.start or value.end else ""
        return f"{value.text} ({days})" if days else value.text
    if isinstance(value, Cost):
        return value.text if value.low is None else f"{value.low:.0f}–{value.high:.0f} {value.currency}"
    if isinstance(value, tuple):
        return ", ".join(one.name if isinstance(one, Party) else one.key for one in value)
    return str(value)


def _from(field: Field[Any], say: Mapping[str, str]) -> str:
    """State, kind of place, page, words and chance."""
    parts = [say[f"field_state.{field.state}"]]
    if field.basis:
        parts.append(say[f"field_basis.{field.basis}"])
    if field.provenance is not None and field.provenance.page is not None:
        parts.append(f"{say['explain.page']} {field.provenance.page}")
    quote = " ".join((field.quote or "").split())
    words = f": ”{quote[:80]}{'…' if len(quote) > 80 else ''}”" if quote else ""
    return f"{', '.join(parts)}{words}; {say['explain.sure'].format(chance=round(100 * field.confidence))}"


def _entries(measure: Measure, key: str, field: Field[Any]) -> Iterator[Line]:
    """The lines of the lexicon behind a value: its label, the way it is said, and the names that are known."""
    found: list[Line | None] = []
    if field.basis == "cell":
        named = [one.label for one in measure.attributes if one.key == key and one.label]
        found += [where(label, within=("columns",)) for label in named[:1]]
    if field.basis == "wording" and key in _PATTERNS:
        text = f"{measure.text}\n{measure.description or ''}"
        at = max(text.find(field.quote or ""), 0)
        name, table = _PATTERNS[key]
        found.append(matching(text[max(0, at - BEFORE) : at + len(field.quote or "")], within=name, table=table))
    for one in field.value if isinstance(field.value, tuple) else ():
        if isinstance(one, Party) and one.role:
            found.append(matching(one.name, within="roles", table=one.role))
        elif isinstance(one, Mention):
            found.append(
                matching(one.text, within="laws") if key == "laws" else of_topics(one.text, f"{key}.{one.key}")
            )
    if key in _LISTED:
        name, table = _LISTED[key]
        found.append(matching(field.quote or "", within=name, table=table))
    yield from (one for one in found if one is not None)


def of_topics(term: str, table: str) -> Line | None:
    """The line of a topic pack that ships with the program."""
    each = (matching(term, within=f"topics/{key}", table=table) for key in topics())
    return next((one for one in each if one is not None), None)

"""How sure a field is: where it was printed, whether its words are understood, and whether it reads in two ways."""

from dataclasses import replace
from typing import Any

from toolkit.lexicon.weights import chance
from toolkit.model import Deadline, Field, FieldState, Measure

WEIGHED = ("responsible", "partners", "deadline", "indicator", "follow_up", "resources", "target_group")
"""Fields of a measure that are weighed."""
CELL, LABEL, HANDED, WORDING = 1.0, 0.75, 0.5, 0.0
_NAME = 5
"""Words of a body's name up to which it is surely one name; at twice as many it surely is not."""


def field_signals(measure: Measure, key: str) -> dict[str, float] | None:
    """Structure, language and ambiguity of a field that has a value; None where it has none.

    Example:
        >>> from toolkit.model import Form, Party, Provenance
        >>> place = Provenance(document="d", start=0, end=9)
        >>> party = Party(name="Socialnämnden", role="social_board")
        >>> owner = Field(state=FieldState.STATED, value=(party,), confidence=0.8)
        >>> measure = Measure(
        ...     id="m", document="d", text="Utbilda", provenance=place, form=Form.PROSE, responsible=owner
        ... )
        >>> field_signals(measure, "responsible")
        {'structure': 0.0, 'language': 1.0, 'ambiguous': 0.0}
    """
    field: Field[Any] = getattr(measure, key)
    if field.value is None:
        return None
    return {
        "structure": _structure(measure, key, field),
        "language": _language(field.value),
        "ambiguous": _ambiguous(field.value),
    }


def _structure(measure: Measure, key: str, field: Field[Any]) -> float:
    """How much the place speaks for the field: a cell of its own, a label, a heading above, or only the wording."""
    if any(one.key == key and one.state is FieldState.STATED for one in measure.attributes):
        return CELL
    if field.state is FieldState.INHERITED:
        return HANDED
    return LABEL if field.confidence >= 0.9 else WORDING


def _language(value: object) -> float:
    """The share of the value that is understood."""
    if isinstance(value, tuple):
        return sum(party.role is not None for party in value) / len(value) if value else 0.0
    if isinstance(value, Deadline):
        return float(bool(value.start or value.end or value.recurrence))
    return float(len(str(value).split()) > 1)


def _ambiguous(value: object) -> float:
    """How much of a name the longest one is too much: several bodies printed in a row without a mark between them.

    A name that is a known body's is none of them, however long.
    """
    if not isinstance(value, tuple):
        return 0.0
    longest = max((len(party.name.split()) for party in value if party.role is None), default=0)
    return min(max(longest - _NAME, 0) / _NAME, 1.0)


def weighed(measure: Measure) -> Measure:
    """The measure with the chance that each of its values is right."""
    changed: dict[str, Any] = {}
    for key in WEIGHED:
        signals = field_signals(measure, key)
        if signals is not None:
            changed[key] = replace(getattr(measure, key), confidence=chance("field", signals))
    return replace(measure, **changed) if changed else measure

"""How sure a field is: where it was printed, whether its words are understood, and whether it reads in two ways.

Two signals that do not know of one another (the place, the words) and a few doubts are weighed by what was learned
from values read by hand (``confidence.toml``). A field without a value has a figure of its own: how sure it is that
none is printed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from toolkit.extract.parties import is_body
from toolkit.lexicon.weights import chance
from toolkit.model import Cost, Deadline, Field, FieldState, Measure, Mention, Party
from toolkit.text import sentences

WEIGHED = (
    "responsible", "partners", "deadline", "indicator", "follow_up", "resources", "cost", "target_group", "forms",
    "places", "laws", "modal",
)  # fmt: skip
"""Fields of a measure that are weighed."""
READ = frozenset({"sv", "en"})
"""Languages in which the wording is looked through."""
CELL, LABEL, HANDED, OWN, WORDING = 1.0, 0.8, 0.5, 0.4, 0.0
_PLACES = {"cell": CELL, "label": LABEL, "above": HANDED, "document": HANDED, "comments": WORDING}
_NAME = 5
"""Words of a body's name up to which it is surely one name; at twice as many it surely is not."""
_AHEAD = re.compile(
    r"\b(?:will|shall|should|must|plan(?:s|ned)?|to be|expected|scheduled|due|deadline|by|until|till|from|completed?|"
    r"ska|skall|bör|måste|senast|klart?|färdig\w*|genomför\w*|planera\w*|startar?|påbörjas?|införs?|tas fram)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:was|were|had|has been|have been|since|founded|introduced|adopted|prepared|published|compared|initiative|"
    r"member|signed|antogs|beslutades|infördes|publicerades|startade|sedan|jämfört|fanns|gjordes)\b",
    re.IGNORECASE,
)


def field_signals(measure: Measure, key: str) -> dict[str, float] | None:
    """Structure, language and doubts of a field that has a value; None where it has none.

    Example:
        >>> from toolkit.model import Form, Party, Provenance
        >>> place = Provenance(document="d", start=0, end=9)
        >>> party = Party(name="Socialnämnden", role="social_board")
        >>> owner = Field(state=FieldState.STATED, value=(party,), basis="cell", provenance=place)
        >>> measure = Measure(
        ...     id="m", document="d", text="Utbilda", provenance=place, form=Form.PROSE, responsible=owner
        ... )
        >>> field_signals(measure, "responsible")
        {'structure': 1.0, 'language': 1.0, 'ambiguous': 0.0, 'past': 0.0, 'told': 0.0, 'above': 0.0, 'document': 0.0}
    """
    field: Field[Any] = getattr(measure, key)
    if field.value is None:
        return None
    return {
        "structure": _structure(measure, key, field),
        "language": _language(field.value, key, measure.language),
        "ambiguous": _ambiguous(field.value),
        "past": _past(measure, field) if key == "deadline" else 0.0,
        "told": float(key == "deadline" and field.basis in ("wording", "comments")),
        "above": float(field.basis == "above" and key not in ("responsible", "partners")),
        "document": float(field.basis == "document"),
    }


def _structure(measure: Measure, key: str, field: Field[Any]) -> float:
    """How much the place speaks for the field: a cell of its own, a label, a heading above, or only the wording."""
    if field.state is FieldState.INHERITED:
        return HANDED
    if field.basis in _PLACES:
        return _PLACES[field.basis]
    if not field.basis and any(one.key == key and one.state is FieldState.STATED for one in measure.attributes):
        return CELL
    own, at = measure.provenance, field.provenance
    return OWN if at is not None and own.start <= at.start < max(own.end, own.start + 1) else WORDING


def _language(value: object, key: str, language: str) -> float:
    """The share of the value that is understood."""
    if isinstance(value, tuple):
        return _share_known(value, 0.0 if language == "sv" else STRANGE)
    if isinstance(value, Deadline):
        return _of_deadline(value)
    if isinstance(value, Cost):
        return float(value.low is not None)
    if key == "modal":
        return 1.0
    words = len(str(value).split())
    return float(words <= 12) if key == "target_group" else float(words > 1)


STRANGE = 0.7
"""What a name that is not known is worth in a language of which few bodies are known by their form."""


def _share_known(values: Sequence[object], strange: float) -> float:
    """Names that are known: roles, bodies by their form, and all that is found by name."""
    known = [
        1.0
        if isinstance(one, Mention) or (isinstance(one, Party) and (one.role is not None or is_body(one.name)))
        else strange
        for one in values
    ]
    return round(sum(known) / len(known), 3) if known else 0.0


def _of_deadline(value: Deadline) -> float:
    """A day or a span with a word that makes it an end; a bare year may be any year."""
    if not (value.start or value.end or value.recurrence):
        return 0.0
    open_end = bool(value.start) != bool(value.end)
    spans = bool(value.start and value.end and value.start[:4] != value.end[:4])
    return 1.0 if value.relation or value.recurrence or open_end or spans else 0.5


def _past(measure: Measure, field: Field[Any]) -> float:
    """Whether the sentence of a time in running text tells of what has been, and nothing of what is to come."""
    if field.basis not in ("wording", "comments") or not field.quote:
        return 0.0
    for text in (measure.text, measure.description or ""):
        at = text.find(field.quote)
        if at >= 0:
            said = next((text[start:end] for start, end in sentences(text) if start <= at < end), text)
            return 1.0 if _BEHIND.search(said) else 0.0 if _AHEAD.search(said) else 0.5
    return 0.5


def _ambiguous(value: object) -> float:
    """How much of a name the longest one is too much: several bodies printed in a row without a mark between them.

    A name that is a known body's is none of them, however long.
    """
    if isinstance(value, str):
        return float(": " in value)
    if not isinstance(value, tuple):
        return 0.0
    if any(isinstance(one, Party) and ": " in one.name for one in value):
        return 1.0  # a label stands inside: the next field of the table ran in
    longest = max((len(one.name.split()) for one in value if isinstance(one, Party) and one.role is None), default=0)
    return min(max(longest - _NAME, 0) / _NAME, 1.0)


def absence_signals(measure: Measure, key: str) -> dict[str, float]:
    """What speaks for it that a field without a value is not printed: the language is read, it is short, and no names.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=3)
        >>> absence_signals(Measure(id="m", document="d", text="Ett", provenance=place, form=Form.TABLE), "laws")
        {'read': 1.0, 'wordy': 0.005, 'who': 0.0}
    """
    words = len(f"{measure.text} {measure.description or ''}".split())
    return {
        "read": float(measure.language in READ),
        "wordy": min(words / 200, 1.0),
        "who": float(key in ("responsible", "partners", "target_group")),
    }


def weighed(measure: Measure) -> Measure:
    """The measure with the chance that each of its values is right, and that what is absent is not printed."""
    changed: dict[str, Any] = {}
    for key in WEIGHED:
        field: Field[Any] = getattr(measure, key)
        signals = field_signals(measure, key)
        if signals is not None:
            changed[key] = replace(field, confidence=chance("field", signals))
        elif field.state is FieldState.ABSENT:
            changed[key] = replace(field, confidence=chance("absent", absence_signals(measure, key)))
    return replace(measure, **changed) if changed else measure

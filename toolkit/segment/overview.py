"""Overview tables that list by name the measures which the plan then sets out one table each."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Form, Verdict
from toolkit.segment.found import Found
from toolkit.text import tokens

_OWN = frozenset({"responsible", "organisation", "deadline"})
"""Fields that make a row more than a line of contents."""


def without_overview(records: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """The other candidates, where a table row that only names one of the records is no measure of its own."""
    names = {_name(one) for one in records}
    return [_as_contents(one) if _only_names(one) and _name(one) in names else one for one in others]


def _name(one: Found) -> tuple[str, ...]:
    """The words of a measure's name without its number."""
    return tuple(word for word in tokens(one.text) if not any(char.isdigit() for char in word))


def _only_names(one: Found) -> bool:
    row = one.verdict is Verdict.MEASURE and one.form is Form.TABLE
    return row and _OWN.isdisjoint(attribute.key for attribute in one.attributes)


def _as_contents(one: Found) -> Found:
    return replace(one, verdict=Verdict.BACKGROUND, reasons=(*one.reasons, "översikt över åtgärder som står för sig"))

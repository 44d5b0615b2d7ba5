"""Resources and cost of a measure: its own cell or label, else what its words say it costs or who pays."""

from collections.abc import Mapping, Sequence

from toolkit.extract.costs import cost_of, resources_in_prose
from toolkit.extract.places import Parts, Setting, quoted
from toolkit.model import Attribute, Cost, Field, FieldState, Provenance


def resources_of(labelled: Field[str], parts: Parts, setting: Setting) -> Field[str]:
    """What is printed in a cell or after a label (`labelled`), else the words of the text that speak of money."""
    if labelled.state is not FieldState.ABSENT:
        return labelled
    for text, place in parts:
        span = resources_in_prose(text)
        if span:
            words = text[slice(*span)]
            return quoted(" ".join(words.split()), words, place, setting.document, FieldState.STATED)
    return labelled


def cost_from(resources: Field[str], groups: Mapping[str, Sequence[Attribute]]) -> Field[Cost]:
    """The cost that the resources name, at the same place; `absent` where they name none ("två tjänster")."""
    if resources.value is None:
        return Field(state=resources.state)
    for value, quote, place in _each(resources, groups):
        cost = cost_of(value)
        if cost is not None:
            return Field(
                state=resources.state,
                value=cost,
                quote=quote,
                provenance=place,
                confidence=resources.confidence,
                basis=resources.basis,
            )
    return Field(state=FieldState.ABSENT)


def _each(
    resources: Field[str], groups: Mapping[str, Sequence[Attribute]]
) -> list[tuple[str, str | None, Provenance | None]]:
    """The texts that may name the cost: of several cells each by itself."""
    own = [one for one in groups.get("resources", ()) if one.state is not FieldState.UNREADABLE]
    if len(own) > 1:
        return [(one.text, one.text, one.provenance) for one in own]
    return [(resources.value or "", resources.quote, resources.provenance)]

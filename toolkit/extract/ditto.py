"""Cells that point at the cell above: "se ovan", a ditto mark. They hand down what stands there, and nothing else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.model import Attribute, FieldState, Measure

_SAME = re.compile(
    r"\W*(?:se ovan(?:stående)?|som ovan|samma(?: som ovan)?|d:?o|dito|idem|ibid|see above|same as above|as above)\W*"
    r"|\s*[-–]?\s*(?:[”\"“]|''|’’)\s*[-–]?\s*",
    re.IGNORECASE,
)


def without_dittos(measures: Iterable[Measure]) -> Iterator[Measure]:
    """The measures in order, each "se ovan" replaced by what it points at, or gone where nothing stands above.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=1)
        >>> def row(owner):
        ...     cell = Attribute(key="responsible", text=owner, provenance=place)
        ...     return Measure(id="m", document="d", text="x", provenance=place, form=Form.TABLE, attributes=(cell,))
        >>> second = list(without_dittos([row("HR"), row("Se ovan")]))[1].attributes[0]
        >>> second.text, second.state.value
        ('HR', 'inherited')
    """
    above: dict[str, tuple[Attribute, ...]] = {}
    for measure in measures:
        kept: list[Attribute] = []
        for one in measure.attributes:
            if _SAME.fullmatch(one.text):
                kept.extend(replace(said, state=FieldState.INHERITED) for said in above.get(one.key, ()))
            else:
                kept.append(one)
        for key in {one.key for one in kept}:
            above[key] = tuple(one for one in kept if one.key == key)
        yield measure if len(kept) == len(measure.attributes) == 0 else replace(measure, attributes=tuple(kept))

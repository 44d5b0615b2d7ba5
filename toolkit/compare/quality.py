"""Quality of measures as open rules, each with its own answer and never a hidden score.

The rules follow what published reviews of Swedish plans ask for (an owner, a date, follow-up, something countable) and
SMART as it is used in Swedish municipalities. What is absent in the text may exist in reality: the shares say what
is printed, and inherited owners and dates count as printed.
"""

from collections.abc import Callable, Mapping

from toolkit.compare.material import Material
from toolkit.labels import labels
from toolkit.model import Binding, Column, Comparison, Entry, Field, FieldState, Measure
from toolkit.text import sentences, tokens

_LONG = 25
"""Words in a sentence above which it is hard to read (klarspråk)."""


def _printed(field: Field[object]) -> bool:
    """Whether the field's value stands in the plan, at the measure or above it."""
    return field.state in (FieldState.STATED, FieldState.INHERITED)


def _dated(measure: Measure) -> bool:
    """A date or a period; "löpande" and "tills vidare" are no date."""
    deadline = measure.deadline.value
    return deadline is not None and (deadline.end is not None or deadline.start is not None)


def _plain(measure: Measure) -> bool:
    """No sentence longer than `_LONG` words."""
    return all(len(tokens(measure.text[start:end])) <= _LONG for start, end in sentences(measure.text))


RULES: Mapping[str, Callable[[Measure], bool]] = {
    "has_owner": lambda measure: _printed(measure.responsible),
    "one_owner": lambda measure: len(measure.responsible.value or ()) == 1,
    "has_date": _dated,
    "has_follow_up": lambda measure: _printed(measure.follow_up) or _printed(measure.indicator),
    "has_indicator": lambda measure: _printed(measure.indicator),
    "has_partners": lambda measure: _printed(measure.partners),
    "has_target_group": lambda measure: _printed(measure.target_group),
    "has_goal": lambda measure: _printed(measure.goal),
    "has_resources": lambda measure: _printed(measure.resources),
    "binding": lambda measure: measure.binding is not Binding.KAN,
    "plain_language": _plain,
}
"""Key of each rule (its name is the label ``quality.<key>``) and the test a measure passes or fails."""


def quality(material: Material) -> Comparison:
    """Share of each town's measures that passes each rule; one row a rule, one column a town."""
    text = labels(material.language)
    towns = [town for town in material.towns if material.measures_of.get(town)]
    columns = (
        Column(key="rule", title=text["compare.rule"], width=38),
        *(Column(key=f"town:{town}", title=town, width=14) for town in towns),
    )
    rows = []
    for key, rule in RULES.items():
        shares = []
        for town in towns:
            measures = material.measures_of[town]
            passed = sum(1 for measure in measures if rule(measure))
            shares.append(Entry(text=f"{passed}/{len(measures)}", number=passed / len(measures), percent=True))
        rows.append((Entry(text=text[f"quality.{key}"]), *shares))
    counts = tuple(Entry(number=float(len(material.measures_of[town]))) for town in towns)
    rows.append((Entry(text=text["compare.measure_count"]), *counts))
    return Comparison(
        key="quality",
        title=text["compare.quality"],
        columns=columns,
        rows=tuple(rows),
        notes=(text["compare.quality_note"],),
        row_ids=(*RULES, "count"),
    )

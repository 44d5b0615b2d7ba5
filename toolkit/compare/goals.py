"""The goals of all plans, each with the measures that serve it: a goal is kept as a goal, also one nothing serves."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.compare.material import Material, areas_of
from toolkit.labels import labels
from toolkit.model import Column, Comparison, Entry, Measure, Provenance, SectionKind, Segmentation, Verdict
from toolkit.text import fingerprint

_COLUMNS = (
    ("municipality", 18),
    ("document", 34),
    ("page", 6),
    ("number", 6),
    ("goal", 70),
    ("goal_place", 16),
    ("focus_area", 30),
    ("measure_count", 10),
    ("measures", 70),
)
_SHOWN = 12
"""Measures named beside a goal; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A goal where it stands, and the measures under it."""

    text: str
    place: Provenance
    said: str
    number: str | None = None
    measures: tuple[Measure, ...] = ()


def goals(material: Material) -> Comparison | None:
    """One row a goal in the order of the plans, the target town's own first; None where no plan states one."""
    text = labels(material.language)
    rows = []
    for part in material.segmentations:
        record = material.rows_by_document.get(part.document)
        towns = record.municipality if record else ()
        for goal in _of(part):
            head = (Entry(text=", ".join(towns)), Entry(text=record.file if record else ""))
            rows.append((material.target not in towns, (*head, *_cells(goal, material))))
    if not rows:
        return None
    rows.sort(key=lambda row: row[0])
    return Comparison(
        key="goals",
        title=text["compare.goals"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in _COLUMNS),
        rows=tuple(row for _, row in rows),
        notes=(text["compare.goals_note"],),
    )


def _cells(goal: _Stated, material: Material) -> tuple[Entry, ...]:
    """The cells of a row after whose plan it is."""
    names = dict(material.focus_areas)
    areas = dict.fromkeys(names.get(areas_of(one)[0], "") for one in goal.measures)
    shown = [f"• {one.text}" for one in goal.measures[:_SHOWN]]
    if len(goal.measures) > _SHOWN:
        shown.append(f"… (+{len(goal.measures) - _SHOWN})")
    page = goal.place.page
    return (
        Entry() if page is None else Entry(number=float(page)),
        Entry(text=(goal.number or "").strip("•-– ")),
        Entry(text=goal.text),
        Entry(text=labels(material.language)[f"compare.goal_{goal.said}"]),
        Entry(text="\n".join(areas)),
        Entry(number=float(len(goal.measures))),
        Entry(text="\n".join(shown)),
    )


def _of(part: Segmentation) -> list[_Stated]:
    """The goals of a plan as they stand in it: set as goals, printed with the measures, else said in passing."""
    by_id = {measure.id: measure for measure in part.measures}
    found: dict[str, _Stated] = {}
    for goal in part.goals:
        serving = tuple(by_id[key] for key in goal.measures if key in by_id)
        one = _Stated(text=goal.text, place=goal.provenance, said="set", number=goal.number, measures=serving)
        found.setdefault(fingerprint(goal.text), one)
    for one in (*_with_measures(part, tuple(found.values())), *_in_passing(part)):
        found.setdefault(fingerprint(one.text), one)
    return sorted(found.values(), key=lambda one: one.place.start)


def _with_measures(part: Segmentation, known: tuple[_Stated, ...]) -> Iterator[_Stated]:
    """Goals that only stand with their measures: in a column, a spanning row, a heading."""
    served: dict[str, list[Measure]] = {}
    for measure in part.measures:
        if measure.goal.value:
            served.setdefault(measure.goal.value, []).append(measure)
    for text, measures in served.items():
        # Several goals over one measure are joined into one value: those are known one by one already.
        if any(one.text in text for one in known):
            continue
        place = measures[0].goal.provenance or measures[0].provenance
        yield _Stated(text=text, place=place, said="with_measures", measures=tuple(measures))


def _in_passing(part: Segmentation) -> Iterator[_Stated]:
    """Sentences of the running text that set a goal; those under a goal heading are that section's explanation."""
    for candidate in part.candidates:
        if candidate.verdict is Verdict.GOAL and candidate.section is not SectionKind.GOALS:
            yield _Stated(text=candidate.text, place=candidate.provenance, said="in_passing")

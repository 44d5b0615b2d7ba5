"""What the quoted plans themselves set as goals of a focus area: beside the blank, to write one's own from."""

from collections.abc import Mapping, Sequence

from toolkit.assemble.choose import Candidate
from toolkit.assemble.wording import source_of
from toolkit.model import DocumentRecord, Measure, Source
from toolkit.text import fingerprint

_MOST = 4
"""Goals beside one blank."""
_LONGEST = 240
"""Characters: what is longer is several goals, or no goal."""


def goals_by_area(
    chosen: Sequence[Candidate], records: Mapping[str, DocumentRecord], *, most: int = _MOST
) -> dict[str, tuple[Source, ...]]:
    """Focus area → the goals that the plans print for its measures, those of most measures first.

    Nothing is chosen or reworded: a goal is the municipality's own to set.
    """
    found: dict[str, dict[tuple[str, str], list[Measure]]] = {}
    for one in chosen:
        of_area = found.setdefault(one.focus_area, {})
        for measure in one.measures:
            words = _words(measure)
            if words:
                of_area.setdefault((measure.document, fingerprint(words)), []).append(measure)
    return {area: _best(goals, records, most) for area, goals in found.items()}


def _words(measure: Measure) -> str:
    """The goal as printed, or nothing."""
    words = measure.goal.quote or measure.goal.value or ""
    return words if len(words) <= _LONGEST else ""


def _best(
    goals: Mapping[tuple[str, str], Sequence[Measure]], records: Mapping[str, DocumentRecord], most: int
) -> tuple[Source, ...]:
    """The goals of most measures, each with its place; the order of the plans where as many share them."""
    ranked = sorted(goals.values(), key=lambda served: -len(served))
    return tuple(_place(served[0], records) for served in ranked[:most])


def _place(measure: Measure, records: Mapping[str, DocumentRecord]) -> Source:
    """Where the goal of a measure stands."""
    at = measure.goal.provenance or measure.provenance
    plain = source_of(measure, records)
    return Source(
        document=plain.document,
        municipality=plain.municipality,
        quote=_words(measure),
        page=at.page,
        title=plain.title,
        path=at.path,
    )

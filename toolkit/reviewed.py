"""What people said of the measures one by one, put on top of every new cut of the same document.

Targets begin with ``åtgärd/`` and go on with the measure's id, which begins with its document's. ACCEPT says that it is
a measure (of what the program passed over, or missed, it makes one: `value` then tells the page), REJECT that it is
none, CORRECT puts ``text=``, ``responsible=``, ``partners=`` or ``deadline=`` right. `anchors` holds the text as it was
read, so that the words lead where a better reading changes the id. The last word on a measure counts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.anchoring import NEAR
from toolkit.decisions import in_force
from toolkit.extract import extract, parse_deadline, resolve_role, split_parties
from toolkit.gate import quote_problems, unquotable
from toolkit.labels import labels
from toolkit.model import (
    Candidate,
    Deadline,
    Decision,
    DecisionKind,
    Document,
    Field,
    FieldState,
    Form,
    Measure,
    Party,
    Problem,
    Provenance,
    Segmentation,
    Verdict,
)
from toolkit.text import fingerprint, normalise, tokens

TARGET = "åtgärd/"
"""What the targets of these events begin with."""
FIELDS = ("text", "responsible", "partners", "deadline")
"""What can be corrected."""
NONE = "-"
"""A corrected value that says: this is not printed."""


def is_review(decision: Decision) -> bool:
    """Whether an event is about one measure as it was read, not about clusters or the draft."""
    return any(target.startswith(TARGET) for target in decision.targets)


def without_reviews(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The events that are about clusters: without what was said of single measures, and what takes that back."""
    mine = {one.id for one in decisions if is_review(one)}
    return tuple(
        one
        for one in decisions
        if one.id not in mine and not (one.kind is DecisionKind.UNDO and set(one.targets) <= mine)
    )


def about(decisions: Sequence[Decision], lineage: Sequence[str]) -> tuple[Decision, ...]:
    """What stands of what was said of a document's measures, and of the editions before it, oldest first."""
    of = tuple(f"{TARGET}{document[:8]}" for document in lineage)
    return tuple(one for one in in_force(decisions) if is_review(one) and one.targets[0].startswith(of))


def measure_id(document: str, form: Form, text: str) -> str:
    """The id that a measure with these words has."""
    return f"{document[:8]}-{form.value}-{fingerprint(text)}"


def reviewed(
    cut: Segmentation, document: Document, decisions: Sequence[Decision], *, topics: Sequence[str] = ("manniskohandel",)
) -> tuple[Segmentation, tuple[str, ...]]:
    """The cut as people left it, and the ids of decisions whose measure is not found any more. Pure.

    Args:
        cut: As the program made it.
        document: What was cut.
        decisions: Of this document (`about`), oldest first.
        topics: For the fields of measures that people added.
    """
    measures = {measure.id: measure for measure in cut.measures}
    candidates = list(cut.candidates)
    lost: list[str] = []
    for one in decisions:
        name = one.targets[0].removeprefix(TARGET)
        words = one.anchors[0] if one.anchors else ""
        found = _found(name, words, measures)
        if one.kind is DecisionKind.REJECT and found:
            del measures[found]
            candidates = [_rejected(other, one) if other.measure == found else other for other in candidates]
        elif one.kind is DecisionKind.ACCEPT and found:
            measures[found] = _signed(measures[found], one)
        elif one.kind is DecisionKind.ACCEPT and words:
            made = _signed(_made(words, one, candidates, document, cut, topics), one)
            measures[made.id] = made
            candidates = [_accepted(other, made) if _same(other.text, words) else other for other in candidates]
        elif one.kind is DecisionKind.CORRECT and found:
            measures[found] = _signed(_corrected(measures[found], one, document), one)
        elif one.kind is DecisionKind.REJECT and any(_same(other.text, words) for other in candidates):
            candidates = [_rejected(other, one) if _same(other.text, words) else other for other in candidates]
        else:
            lost.append(one.id)
    ordered = sorted(measures.values(), key=lambda measure: (measure.provenance.start, measure.provenance.end))
    kept = tuple(
        replace(one, restates=None) if one.restates and one.restates not in measures else one for one in ordered
    )
    goals = tuple(replace(goal, measures=tuple(id for id in goal.measures if id in measures)) for goal in cut.goals)
    return replace(cut, measures=kept, candidates=tuple(candidates), goals=goals), tuple(lost)


def as_left(
    cut: Segmentation, document: Document, decisions: Sequence[Decision], *, topics: Sequence[str], language: str = "sv"
) -> Segmentation:
    """The cut as people left it, with what can no longer be quoted, and a problem for each decision that is lost."""
    left, lost = reviewed(cut, document, decisions, topics=topics)
    barred = unquotable(left.measures, document)
    text = labels(language)["review.lost"]
    words = {one.id: one.anchors[0] if one.anchors else one.targets[0] for one in decisions}
    told = tuple(Problem(kind="decision_lost", message=text.format(id=id, text=words[id])) for id in lost)
    return replace(left, unquotable=barred, problems=(*quote_problems(left.measures, barred), *told))


def _found(name: str, words: str, measures: Mapping[str, Measure]) -> str | None:
    """The measure that was meant: by id, by the same words, by nearly the same."""
    if name in measures:
        return name
    if not words:
        return None
    for id, measure in measures.items():
        if _same(measure.text, words):
            return id
    from rapidfuzz import fuzz

    wanted = normalise(words).lower()
    likes = [(fuzz.token_sort_ratio(wanted, normalise(one.text).lower()), id) for id, one in measures.items()]
    best = max(likes, default=(0.0, ""))
    return best[1] if best[0] >= NEAR else None


def _same(left: str, right: str) -> bool:
    return fingerprint(left) == fingerprint(right)


def _signed(measure: Measure, decision: Decision) -> Measure:
    """A person has looked at it: the chance that it is a measure is no longer the program's guess."""
    said = f"granskad av {decision.who} {decision.when}"
    return replace(measure, confidence=1.0, reasons=tuple(dict.fromkeys((*measure.reasons, said))))


def _rejected(candidate: Candidate, decision: Decision) -> Candidate:
    said = f"avvisad av {decision.who} {decision.when}"
    return replace(candidate, verdict=Verdict.OTHER, measure=None, confidence=0.0, reasons=(*candidate.reasons, said))


def _accepted(candidate: Candidate, made: Measure) -> Candidate:
    return replace(candidate, verdict=Verdict.MEASURE, measure=made.id, confidence=1.0)


# --- a measure that the program did not take ------------------------------------------------------------------------


def _made(
    words: str,
    decision: Decision,
    candidates: Sequence[Candidate],
    document: Document,
    cut: Segmentation,
    topics: Sequence[str],
) -> Measure:
    """The measure that a person points out, at its place, with the fields that its words tell."""
    known = next((one for one in candidates if _same(one.text, words)), None)
    page = int(decision.value) if decision.value and decision.value.isdigit() else None
    place = known.provenance if known else placed(words, document, page=page)
    form = known.form if known else Form.PROSE
    measure = Measure(
        id=measure_id(document.id, form, words),
        document=document.id,
        text=words,
        provenance=place,
        form=form,
        municipality=cut.measures[0].municipality if cut.measures else document.metadata.municipality.value or (),
        heading_path=_path(place, document, cut),
        language=cut.measures[0].language if cut.measures else document.metadata.language.value or "sv",
    )
    alone = Segmentation(document=document.id, measures=(measure,))
    return extract(alone, document, metadata=document.metadata, topics=topics).measures[0]


def placed(words: str, document: Document, *, page: int | None = None) -> Provenance:
    """Where words stand in a document: as they are, else the block on the page that is most like them."""
    pattern = r"[\s\u00ad-]*".join(map(re.escape, normalise(words).split()))
    blocks = [one for one in document.blocks if page is None or _on(one.provenance, page)] or list(document.blocks)
    for block in blocks:
        match = re.search(pattern, document.text[block.provenance.start : block.provenance.end])
        if match:
            start = block.provenance.start
            return replace(block.provenance, start=start + match.start(), end=start + match.end())
    wanted = set(tokens(words))
    like = max(blocks, key=lambda one: len(wanted & set(tokens(one.text))), default=None)
    if like is None:
        return Provenance(document=document.id, start=0, end=0, page=page)
    return replace(like.provenance, page=page or like.provenance.page)


def _on(place: Provenance, page: int) -> bool:
    return place.page is not None and place.page <= page <= (place.page_end or place.page)


def _path(place: Provenance, document: Document, cut: Segmentation) -> tuple[str, ...]:
    """The headings above a place."""
    at = next((n for n, block in enumerate(document.blocks) if block.provenance.end >= place.end), None)
    return next((one.path for one in cut.sections if at is not None and one.first <= at <= one.last), ())


# --- corrections ----------------------------------------------------------------------------------------------------


def _corrected(measure: Measure, decision: Decision, document: Document) -> Measure:
    """One value put right; it is quoted from the page only if it stands there."""
    key, _, value = (decision.value or "").partition("=")
    value = value.strip()
    if key == "text" and value:
        place = placed(value, document, page=measure.provenance.page)
        return replace(measure, text=value, provenance=place)
    if key not in FIELDS[1:]:
        return measure
    changed: dict[str, Any] = {key: _field(key, value, measure, document)}
    return replace(measure, **changed)


def _field(key: str, value: str, measure: Measure, document: Document) -> Field[Any]:
    if value in (NONE, "–", ""):
        return Field(state=FieldState.ABSENT)
    said: Any
    if key == "deadline":
        said = parse_deadline(value) or Deadline(text=value)
    else:
        said = tuple(Party(name=name, role=resolve_role(name)) for name in split_parties(value) or (value,))
    place = placed(value, document, page=measure.provenance.page)
    return Field(state=FieldState.STATED, value=said, quote=value, provenance=place)

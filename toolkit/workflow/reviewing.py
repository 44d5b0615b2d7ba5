"""The review sheet: every measure, the doubtful first, out to an analyst; `returned_sheet` takes it back."""

from collections.abc import Mapping

from toolkit.corpus import Corpus
from toolkit.extract.agreement import OWN, WEIGHED, field_signals
from toolkit.labels import labels
from toolkit.model import (
    Candidate,
    Column,
    Comparison,
    Entry,
    Measure,
    Segmentation,
    Verdict,
)
from toolkit.reviewed import measure_id
from toolkit.segment.confidence import disagree
from toolkit.workflow.explaining_fields import NAMES

ANSWERS = ("accept", "reject", "correct")
"""Keys of what can be decided, in the order of the drop-down."""
SPARE = 40
"""Empty rows for measures that the program missed."""
LEAST = 0.02
"""Chance from which something that was passed over is shown, if its two signals do not disagree."""
POSSIBLE = 0.005
"""Chance below which not even disagreement makes a passed-over text worth a look."""
UNSURE = 0.8
"""Chance below which a field is named as one to look at: what it costs follows from what it was read from."""
_SHARE = 0.5
"""Candidates that were passed over are at most this share of the measures, and never fewer than `SPARE`."""
COLUMNS = (
    ("look", 26, False), ("decision", 12, True), ("page", 7, True), ("text", 60, True), ("found", 16, False),
    ("owner", 26, False), ("partners", 24, False), ("when", 18, False), ("new_text", 44, True),
    ("new_owner", 24, True), ("new_partners", 24, True), ("new_when", 18, True), ("comment", 30, True),
    ("document", 30, True), ("municipality", 16, False), ("description", 44, False), ("sure", 10, False),
    ("form", 10, False), ("id", 34, False),
)  # fmt: skip
"""Key, width, and whether people write in it; text, page and document only where the program found nothing."""


# --- out ------------------------------------------------------------------------------------------------------------


def sheet(corpus: Corpus) -> Comparison:
    """The sheet of a workspace: disagreement first, then the least sure, empty rows last."""
    say = labels(corpus.settings.language)
    files = {row.id: row.file for row in corpus.current}
    towns = {row.id: ", ".join(row.municipality) for row in corpus.current}
    rows: list[tuple[tuple[int, float], str, tuple[Entry, ...]]] = []
    for part in corpus.segmentations:
        file, town = files.get(part.document, part.document), towns.get(part.document, "")
        # A measure with an entry for each owner's date is one measure.
        for measure in part.measures:
            rows.append(_measure_row(measure, part, file, town, say))
        for candidate in _doubtful(part):
            rows.append(_candidate_row(candidate, part, file, town, say))
    rows.sort(key=lambda one: (one[0], one[1]))
    empty = tuple(Entry() for _ in COLUMNS)
    choices = tuple(say[f"review.{key}"] for key in ANSWERS)
    return Comparison(
        key="review",
        title=say["review.title"],
        columns=tuple(
            Column(
                key=key, title=say[f"review.column_{key}"], width=width, filled_in=filled,
                choices=choices if key == "decision" else (),
            )
            for key, width, filled in COLUMNS
        ),
        rows=(*(row for _, _, row in rows), *(empty for _ in range(SPARE))),
        notes=(say["review.note"],),
        row_ids=tuple(id for _, id, _ in rows),
    )  # fmt: skip


def _doubtful(part: Segmentation) -> list[Candidate]:
    """What was passed over although something spoke for it, the likeliest first."""
    some = [
        one
        for one in part.candidates
        if one.measure is None
        and one.verdict is not Verdict.MEETING_POINT
        and one.text.strip()
        and (one.confidence >= LEAST or _apart_and_possible(one) or _refused(one))
    ]
    some.sort(key=lambda one: (not _refused(one), -one.confidence, one.provenance.start))
    return some[: max(SPARE, int(_SHARE * len(part.measures)))]


def doubts(measure: Measure, candidate: Candidate | None, say: Mapping[str, str]) -> tuple[str, ...]:
    """Why a person should look at a measure: form and words disagree, or a field is not understood."""
    if any(reason.startswith("granskad av") for reason in measure.reasons):
        return ()
    found = [_apart(candidate, say)] if candidate and disagree(candidate.layout_score, candidate.language_score) else []
    for key in WEIGHED:
        signals = field_signals(measure, key)
        if signals is None:
            continue
        name = key in ("responsible", "partners") and measure.language == "sv" and signals["structure"] <= OWN
        strange = signals["language"] < 0.5 and (key == "deadline" or name)
        if strange or (key != "cost" and getattr(measure, key).confidence < UNSURE):
            found.append(say["review.unsure_field"].format(field=say[f"compare.{NAMES[key]}"].lower()))
    return tuple(found)


def _apart(candidate: Candidate, say: Mapping[str, str]) -> str:
    layout, language = (
        f"{value:.2f}".replace(".", ",") for value in (candidate.layout_score, candidate.language_score)
    )
    return say["review.apart"].format(layout=layout, language=language)


def _measure_row(
    measure: Measure, part: Segmentation, file: str, town: str, say: Mapping[str, str]
) -> tuple[tuple[int, float], str, tuple[Entry, ...]]:
    candidate = next((one for one in part.candidates if one.measure == measure.id), None)
    why = doubts(measure, candidate, say)
    facts = {
        "look": Entry(text="\n".join(why)),
        "decision": Entry(text=say["review.accept"] if _seen(measure) else ""),
        "page": _page(measure.provenance.page),
        "text": Entry(text=measure.text),
        "found": Entry(text=say["review.is_measure"]),
        "owner": Entry(text=", ".join(party.name for party in measure.responsible.value or ())),
        "partners": Entry(text=", ".join(party.name for party in measure.partners.value or ())),
        "when": Entry(text=measure.deadline.value.text if measure.deadline.value else ""),
        "document": Entry(text=file),
        "municipality": Entry(text=town),
        "description": Entry(text=measure.description or ""),
        "sure": Entry(number=round(measure.confidence, 2)),
        "form": Entry(text=measure.form.value),
        "id": Entry(text=measure.id),
    }
    fields = [getattr(measure, key) for key in WEIGHED]
    sure = min([measure.confidence, *(field.confidence for field in fields if field.value is not None)])
    return (0 if why else 1, sure), measure.id, _entries(facts)


def _candidate_row(
    candidate: Candidate, part: Segmentation, file: str, town: str, say: Mapping[str, str]
) -> tuple[tuple[int, float], str, tuple[Entry, ...]]:
    apart = _apart_and_possible(candidate)
    refused = _refused(candidate)
    why = " – ".join(candidate.reasons[2:3] or candidate.reasons[:1])
    id = measure_id(part.document, candidate.form, candidate.text)
    facts = {
        "look": Entry(text=_apart(candidate, say) if apart and not refused else ""),
        "decision": Entry(text=say["review.reject"] if refused else ""),
        "page": _page(candidate.provenance.page),
        "text": Entry(text=candidate.text),
        "found": Entry(text=say["review.is_none"].format(why=why)),
        "document": Entry(text=file),
        "municipality": Entry(text=town),
        "sure": Entry(number=round(1 - candidate.confidence, 2)),
        "form": Entry(text=candidate.form.value),
        "id": Entry(text=id),
    }
    return (0 if apart and not refused else 2, 1 - candidate.confidence), id, _entries(facts)


def _seen(measure: Measure) -> bool:
    return any(reason.startswith("granskad av") for reason in measure.reasons)


def _apart_and_possible(one: Candidate) -> bool:
    """Form and words disagree, and not in a place that holds no measures whatever the words."""
    return one.confidence >= POSSIBLE and disagree(one.layout_score, one.language_score)


def _refused(candidate: Candidate) -> bool:
    return any(reason.startswith("avvisad av") for reason in candidate.reasons)


def _page(page: int | None) -> Entry:
    return Entry() if page is None else Entry(text=str(page))


def _entries(facts: Mapping[str, Entry]) -> tuple[Entry, ...]:
    return tuple(facts.get(key, Entry()) for key, _, _ in COLUMNS)

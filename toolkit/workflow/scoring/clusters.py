"""Clusters against groups made by hand, beside simple baselines; and what each answer from a person adds."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.model import NO_TEXT, Decision, Field, FieldState, Form, Measure, Provenance
from toolkit.nearness import home_of
from toolkit.scores import adjusted_rand, alone, bcubed, candidate_recall, word_baseline
from toolkit.workflow.scoring.gaps import false_gaps, from_documents, from_rows
from toolkit.workflow.scoring.result import Finding, Result
from toolkit.workflow.scoring.sources import Sources

_STEPS = (0, 5, 10, 20, 40)
"""Numbers of answers after which the clusters are scored."""


def clusters(
    gold: Path,
    rows: Sequence[Mapping[str, Any]],
    *,
    encoder: str,
    leave_one_out: bool = False,
    answers: bool = False,
    given: Sources | None = None,
) -> Result:
    """Clusters beside all-singletons and word TF-IDF at its own best cut.

    Args:
        gold: The file's path.
        rows: Its lines.
        encoder: lexical, semantic, fused or best.
        leave_one_out: Also drafts for each town built from the others.
        answers: Also the score after so many answers by somebody who knows.
        given: The towns' documents: false gaps are then told by cause, from the file on.
    """
    from toolkit.cluster import cluster, resolve_encoder

    truth = {row["id"]: row["cluster"] for row in rows}
    unsure = frozenset(
        frozenset((row["id"], other)) for row in rows for other in row.get("unsure_with") or () if other in truth
    )
    measures = tuple(map(_measure, rows))
    made = cluster(measures, encoder=encoder, neighbours=10)
    found = dict(home_of(made))
    nearest = {one: [near.measure for near in listed] for one, listed in made.neighbours}
    texts = {row["id"]: f"{row['text']} {row['text']} {row.get('description') or ''}" for row in rows}
    cut, words = word_baseline(texts, truth)
    figures: dict[str, Any] = {
        "encoder": resolve_encoder(encoder),
        "n": len(rows),
        "B-cubed strict": _bcubed(found, truth),
        "B-cubed lenient": _bcubed(found, truth, unsure),
        "ARI": adjusted_rand(found, truth),
        "candidate recall@10": candidate_recall(nearest, truth),
        "all singletons, strict F1": bcubed(alone(truth), truth).f1,
        f"word TF-IDF at its best cut ({cut:.2f}), strict F1": words.f1,
    }
    if leave_one_out:
        from toolkit.assemble import leave_one_out_rows

        figures["draft, one town left out"] = leave_one_out_rows(
            rows, group=lambda measures: cluster(measures, encoder=encoder)
        )
    if answers:
        curve = dict(_answered(rows, truth, unsure, encoder))
        figures["B-cubed strict F1 after answers"] = {count: strict for count, (strict, _) in curve.items()}
        figures["B-cubed lenient F1 after answers"] = {count: lenient for count, (_, lenient) in curve.items()}
    listed: tuple[Finding, ...] = ()
    if len({row["municipality"] for row in rows}) > 1:
        figures["false gaps (clusters alone)"], listed = false_gaps(rows, from_rows(measures, made))
        if given is not None:
            whole = false_gaps(rows, from_documents(rows, given, encoder))
            figures["false gaps (from the files on)"], listed = whole
    by_id = {row["id"]: row for row in rows}
    lines = (
        f"{'DELAD ' if found[a] != found[b] else 'SAMMAN'}  {by_id[a]['text']}  |  {by_id[b]['text']}"
        for a, b in _pairs(sorted(truth))
        if (truth[a] == truth[b]) != (found[a] == found[b]) and frozenset((a, b)) not in unsure
    )
    return Result(
        gold=gold.name, figures=figures, findings=(*listed, *(Finding(kind="other", text=one) for one in lines))
    )


def _bcubed(
    found: Mapping[str, Any], truth: Mapping[str, Any], unsure: frozenset[frozenset[str]] = frozenset()
) -> dict[str, float]:
    one = bcubed(found, truth, unsure=unsure)
    return {"precision": one.precision, "recall": one.recall, "F1": one.f1}


def _answered(
    rows: Sequence[Mapping[str, Any]], truth: Mapping[str, Any], unsure: frozenset[frozenset[str]], encoder: str
) -> Iterator[tuple[str, tuple[float, float]]]:
    """The scores after each step, when the program asks what it would ask and the gold answers.

    One answer at a time, each clustering made from the one before it, as in a workspace.
    """
    from toolkit.cluster import cluster
    from toolkit.cluster.suggest import answered, suggest

    measures = tuple(map(_measure, rows))
    decisions: list[Decision] = []
    made = None
    for count in range(max(_STEPS) + 1):
        made = cluster(measures, encoder=encoder, decisions=decisions, previous=made)
        if count in _STEPS:
            home = {member: one.id for one in made.clusters for member in one.members}
            yield str(count), (bcubed(home, truth).f1, bcubed(home, truth, unsure=unsure).f1)
        asked = suggest(made, measures, decisions=decisions, count=1)
        if not asked:
            return
        first, *rest = asked[0].measures
        apart = [one for one in rest if truth[one] != truth[first]]
        decisions += answered(
            asked[0].measures, apart, measures=measures, id=f"a{count}", who="facit", when="2000-01-01",
            question=asked[0].id,
        )  # fmt: skip


def _measure(row: Mapping[str, Any]) -> Measure:
    """A row as a measure that can be asked about."""
    text, path = str(row["text"]), row.get("heading_path") or ()
    return Measure(
        id=row["id"],
        document=str(row["municipality"]),
        text=text,
        provenance=Provenance(document=row["id"], start=0, end=len(text)),
        form=Form.PROSE,
        municipality=(str(row["municipality"]),),
        description=row.get("description"),
        heading_path=(path,) if isinstance(path, str) else tuple(path),
        goal=Field(state=FieldState.STATED, value=row["goal"]) if row.get("goal") else NO_TEXT,
    )


def _pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(ids):
        for other in ids[at + 1 :]:
            yield one, other

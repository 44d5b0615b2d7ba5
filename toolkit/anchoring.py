"""Decisions find their measures again after a re-read or a new edition: by fingerprint, then by likeness of wording.

What could not be found again is listed, never dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.labels import labels
from toolkit.model import Decision, DecisionKind, Measure
from toolkit.text import fingerprint, normalise

NEAR = 88.0
"""Likeness of wording in percent from which a decision follows a measure that was reworded."""
POINTS_AT_MEASURE = (DecisionKind.SPLIT, DecisionKind.MOVE)
"""Decisions whose value is a measure too."""
_SHAPES = (*POINTS_AT_MEASURE, DecisionKind.MERGE, DecisionKind.NEVER_TOGETHER, DecisionKind.REJECT)
OF_CLUSTERS = (*_SHAPES, DecisionKind.ACCEPT, DecisionKind.RENAME)
"""Decisions about what stands together and what it is called."""


def anchored(
    decisions: Sequence[Decision], measures: Sequence[Measure], *, language: str = "sv"
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions with ids as they are now, and a note on each target that was found again or stayed lost."""
    say = labels(language)
    text = {measure.id: measure.text for measure in measures}
    by_print: dict[str, list[str]] = {}
    for identity in sorted(text):
        by_print.setdefault(fingerprint(text[identity]), []).append(identity)
    notes: list[str] = []
    moved: list[Decision] = []
    for decision in decisions:
        if decision.kind not in OF_CLUSTERS:
            moved.append(decision)
            continue
        points = (decision.value,) if decision.value and decision.kind in POINTS_AT_MEASURE else ()
        now: list[str | None] = []
        for place, old in enumerate((*decision.targets, *points)):
            anchor = decision.anchors[place] if place < len(decision.anchors) else ""
            found = old if old in text else _again(old, anchor, text, by_print)
            if found is None:
                kind = say[f"decisions.kind_{decision.kind}"]
                notes.append(say["decisions.orphan"].format(id=decision.id, kind=kind, text=anchor or old))
            elif fingerprint(text[found]) != fingerprint(anchor or text[found]):
                notes.append(say["decisions.reworded"].format(id=decision.id, old=anchor, new=text[found]))
            now.append(found)
        moved.append(_retarget(decision, now))
    return tuple(moved), tuple(dict.fromkeys(notes))


def _again(old: str, anchor: str, text: Mapping[str, str], by_print: Mapping[str, Sequence[str]]) -> str | None:
    """Where a measure went: the same words, best with an id that begins alike; else nearly the same words."""
    if not anchor:
        return None
    same = by_print.get(fingerprint(anchor), ())
    if same:
        return min(same, key=lambda identity: (-_shared_start(old, identity), identity))
    from rapidfuzz import fuzz, process

    wanted = normalise(anchor).lower()
    identities = sorted(text)
    hit = process.extractOne(
        wanted,
        [normalise(text[identity]).lower() for identity in identities],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=NEAR,
    )
    return identities[hit[2]] if hit else None


def _shared_start(left: str, right: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _retarget(decision: Decision, now: Sequence[str | None]) -> Decision:
    """The decision on the measures that are left; SPLIT or MOVE whose fixed point is lost have no effect."""
    count = len(decision.targets)
    targets = tuple(dict.fromkeys(item for item in now[:count] if item is not None))
    if len(now) == count:
        return replace(decision, targets=targets)
    return replace(decision, targets=targets if now[count] else (), value=now[count])

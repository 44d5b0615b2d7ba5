"""What to ask people next: sets of at most six measures, chosen because the answer changes most.

A question has a first measure and up to five beside it: "which of these are not the same measure as the first?" One
answer settles up to five pairs. What an answer is worth is how likely the clusters are wrong about its pairs, by the
likeness that made them. Answers become decisions (`answered`), so that the next
clustering obeys them and the next questions go on from there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.anchoring import anchored
from toolkit.cluster.restated import restated_ids
from toolkit.decisions import links
from toolkit.model import Cluster, Clustering, Decision, DecisionKind, Measure
from toolkit.text import fingerprint

SIZE = 6
"""Measures in one question: as many as one can hold in mind."""
_UNSEEN = 0.15
"""Chance that two measures are the same when neither is among the other's nearest."""

Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which of `measures` are not the same measure as the first of them? `worth` says how much may change."""

    id: str
    measures: tuple[str, ...]
    worth: float


def suggest(
    clustering: Clustering, measures: Sequence[Measure], *, decisions: Sequence[Decision] = (), count: int = 10
) -> tuple[Question, ...]:
    """The questions whose answers change most, the most telling first; no pair is asked about twice.

    Args:
        clustering: As it is now, with its neighbours.
        measures: All measures.
        decisions: The log: what it settles is not asked again.
        count: How many questions.
    """
    chance = _chances(clustering)
    home = {member: cluster for cluster in clustering.clusters for member in cluster.members}
    settled = _settled(decisions, measures)
    again = restated_ids(measures)
    order = [measure.id for measure in measures if measure.id in home and measure.id not in again]
    near = _near(chance, home, order)
    asked: set[Pair] = set(settled)
    busy: dict[str, int] = {}
    found: list[Question] = []
    while len(found) < count:
        best = max(
            (_best(first, near[first], chance, home, asked, busy) for first in order),
            key=lambda question: question.worth,
            default=None,
        )
        if best is None or best.worth <= 0:
            break
        found.append(best)
        asked.update(frozenset((best.measures[0], other)) for other in best.measures[1:])
        for one in best.measures:
            busy[home[one].id] = busy.get(home[one].id, 0) + 1
    return tuple(found)


def _chances(clustering: Clustering) -> dict[Pair, float]:
    """Likeness, 0-1, of each pair of which one is among the other's nearest."""
    return {
        frozenset((identity, near.measure)): near.similarity
        for identity, nearest in clustering.neighbours
        for near in nearest
    }


def _near(chance: Mapping[Pair, float], home: Mapping[str, Cluster], order: Iterable[str]) -> dict[str, list[str]]:
    """For each measure those worth asking about beside it: its nearest and the members of its own cluster."""
    near: dict[str, dict[str, None]] = {identity: {} for identity in order}
    for pair in chance:
        if len(pair) == 2 and pair <= near.keys():
            left, right = sorted(pair)
            near[left][right] = None
            near[right][left] = None
    for identity, others in near.items():
        others.update(dict.fromkeys(other for other in home[identity].members if other != identity and other in near))
    return {identity: sorted(others) for identity, others in near.items()}


def _settled(decisions: Sequence[Decision], measures: Sequence[Measure]) -> set[Pair]:
    """Pairs that people decided about, those that follow from two answers among them."""
    now, _ = anchored(decisions, measures)
    wanted = links(now)
    group = {item: index for index, members in enumerate(wanted.together) for item in members}
    members = {index: tuple(items) for index, items in enumerate(wanted.together)}
    settled = {frozenset((a, b)) for items in wanted.together for a in items for b in items if a != b}
    for left, right in wanted.apart:
        for a in members.get(group.get(left, -1), (left,)):
            settled.update(frozenset((a, b)) for b in members.get(group.get(right, -1), (right,)))
    return settled


def _best(
    first: str,
    near: Sequence[str],
    chance: Mapping[Pair, float],
    home: Mapping[str, Cluster],
    asked: set[Pair],
    busy: Mapping[str, int],
) -> Question:
    """The most telling question that begins with a measure; one candidate of each other cluster."""
    own = home[first]
    worth: list[tuple[float, str]] = []
    for other in near:
        pair = frozenset((first, other))
        if pair in asked:
            continue
        alike = chance.get(pair, _UNSEEN)
        there = home[other]
        wrong = 1.0 - alike if there is own else alike
        worth.append((wrong / (1 + busy.get(there.id, 0)), other))
    chosen: list[tuple[float, str]] = []
    seen: set[str] = set()
    for value, other in sorted(worth, key=lambda one: (-one[0], one[1])):
        where = home[other].id
        if len(chosen) < SIZE - 1 and (where == own.id or where not in seen):
            chosen.append((value, other))
            seen.add(where)
    total = sum(value for value, _ in chosen) / (1 + busy.get(own.id, 0))
    identities = (first, *(other for _, other in chosen))
    return Question(id=f"f-{fingerprint(' '.join(identities))}", measures=identities, worth=round(total, 4))


def answered(
    asked: Sequence[str], apart: Sequence[str], *, measures: Sequence[Measure], id: str, who: str, when: str,
    why: str | None = None,
) -> tuple[Decision, ...]:  # fmt: skip
    """An answer as decisions: those that belong with the first are joined, each of the others is kept from it.

    Args:
        asked: The measures of the question, the first one first.
        apart: Those of them that are not the same as the first.
        measures: All measures, for the anchors.
        id: Begins the ids of the decisions.
        who: Who answered.
        when: ISO date.
        why: A remark.
    """
    text = {measure.id: measure.text for measure in measures}
    first, *rest = asked
    same = [one for one in rest if one not in set(apart)]
    groups: list[tuple[DecisionKind, tuple[str, ...]]] = []
    if same:
        groups.append((DecisionKind.MERGE, (first, *same)))
    groups += [(DecisionKind.NEVER_TOGETHER, (first, one)) for one in rest if one in set(apart)]
    return tuple(
        Decision(
            id=f"{id}.{number}", kind=kind, targets=targets, who=who, when=when, why=why,
            anchors=tuple(text.get(target, "") for target in targets),
        )
        for number, (kind, targets) in enumerate(groups, start=1)
    )  # fmt: skip

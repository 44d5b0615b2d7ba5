"""What to ask people next: sets of at most six measures, chosen because the answers are expected to put most right.

A question has a first measure and up to five beside it: "which of these are the same measure as the first?" One
answer settles up to five pairs. A pair of two clusters is worth the chance that they are one, times what joining them
would put right (large clusters more than small ones: each member gets each of the others); a pair inside a cluster is
worth the chance that it does not belong, times what parting them would put right. Chances come from the mean likeness
of whole clusters, since one likeness alone is a poor witness. Answers become decisions (`answered`), so that the next
clustering obeys them, learns from them (`toolkit.cluster.learning`), and the next questions go on from there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from toolkit.anchoring import anchored
from toolkit.cluster.restated import restated_ids
from toolkit.decisions import Links, links
from toolkit.model import Cluster, Clustering, Decision, DecisionKind, Measure
from toolkit.nearness import UNSEEN, Pair, above_cut, chance
from toolkit.text import fingerprint

SIZE = 6
"""Measures in one question: as many as one can hold in mind."""
_OWN = 0.3
"""Share of the pair itself in the likeness of two clusters; the rest is the mean over all their pairs."""
_INSIDE = (0.25, 0.8)
"""Constant and slope that turn the mean likeness of a member to the rest of its cluster into log odds: from the groups
made by hand."""
_SHOWN = 40
"""Members of the same cluster that are weighed beside a measure, the worst fitting first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which of `measures` are the same measure as the first of them? `worth` is what the answer may put right.

    It is counted in measures that come to stand with all of theirs, and no others.
    """

    id: str
    measures: tuple[str, ...]
    worth: float


def suggest(
    clustering: Clustering, measures: Sequence[Measure], *, decisions: Sequence[Decision] = (), count: int = 10
) -> tuple[Question, ...]:
    """The questions whose answers put most right, the most telling first; no pair is asked about twice.

    Args:
        clustering: As it is now, with its neighbours.
        measures: All measures.
        decisions: The log: what it settles is not asked again.
        count: How many questions.
    """
    again = restated_ids(measures)
    order = [measure.id for measure in measures if measure.id not in again]
    state = _State.of(clustering, order, measures, decisions)
    best = {first: state.best(first) for first in state.order}
    found: list[Question] = []
    while len(found) < count:
        top = max(best.values(), key=lambda question: question.worth, default=None)
        if top is None or top.worth <= 0:
            break
        found.append(top)
        for first in state.ask(top):
            best[first] = state.best(first)
    return tuple(found)


@dataclass(slots=True)
class _State:
    """What is known while questions are chosen."""

    order: tuple[str, ...]
    home: dict[str, Cluster]
    alike: dict[Pair, float]
    """Log odds above the cut, of pairs of which one is among the other's nearest."""
    listed: dict[str, list[str]]
    """The others of these pairs, for each measure."""
    bound: dict[str, frozenset[str]]
    """What each measure must stand with, itself included."""
    between: dict[Pair, float]
    """Mean likeness of two clusters, by their ids."""
    fit: dict[str, float]
    """Mean likeness of a measure, and what it must stand with, to the rest of its cluster."""
    settled: set[Pair]
    """Pairs of measures that need no question."""
    shut: set[Pair]
    """Pairs of clusters that cannot become one, or were just asked about."""
    members: dict[str, list[str]] = field(default_factory=dict)
    """Cluster → its measures that can be asked about."""
    near: dict[str, list[str]] = field(default_factory=dict)
    """For each measure those worth asking about beside it."""

    @classmethod
    def of(
        cls, clustering: Clustering, order: Sequence[str], measures: Sequence[Measure], decisions: Sequence[Decision]
    ) -> "_State":
        """Before the first question."""
        home = {member: cluster for cluster in clustering.clusters for member in cluster.members}
        order = tuple(one for one in order if one in home)
        listed = set(order)
        now, _ = anchored(decisions, measures)
        wanted = links(now)
        alike = {pair: value for pair, value in above_cut(clustering).items() if pair <= listed}
        settled, shut = _settled(wanted, home)
        state = cls(order, home, alike, {one: [] for one in order}, {}, {}, {}, settled, shut)
        for left, right in map(sorted, sorted(alike, key=sorted)):
            state.listed[left].append(right)
            state.listed[right].append(left)
        for one in order:
            state.members.setdefault(home[one].id, []).append(one)
        state.bound = {one: frozenset((one,)) for one in order}
        state.bound |= {one: frozenset(group) & listed for group in wanted.together for one in group if one in listed}
        state.between = state._between()
        state.fit = {one: state._fit(one) for one in order}
        state.near = state._near()
        return state

    def _between(self) -> dict[Pair, float]:
        """For each two clusters with a pair among the nearest the mean over all their pairs."""
        above: dict[Pair, float] = defaultdict(float)
        for pair, value in self.alike.items():
            one, other = (self.home[item].id for item in pair)
            if one != other:
                above[frozenset((one, other))] += value - UNSEEN
        sizes = {key: len(found) for key, found in self.members.items()}
        return {pair: UNSEEN + value / prod(sizes[key] for key in pair) for pair, value in above.items()}

    def _fit(self, one: str) -> float:
        own, here = self.bound[one], self.home[one].id
        rest = len(self.members[here]) - sum(self.home[mine].id == here for mine in own)
        above = (
            self.alike[frozenset((mine, other))] - UNSEEN
            for mine in sorted(own)
            for other in self.listed[mine]
            if other not in own and self.home[other].id == here
        )
        return UNSEEN + sum(above) / (len(own) * rest) if rest > 0 else 0.0

    def _near(self) -> dict[str, list[str]]:
        """For each measure those worth asking about beside it: its nearest, and members of its own cluster."""
        near = {one: dict.fromkeys(others) for one, others in self.listed.items()}
        doubtful = {
            key: sorted(found, key=lambda one: (self.fit[one], one))[:_SHOWN] for key, found in self.members.items()
        }
        for one, others in near.items():
            others.update(dict.fromkeys(other for other in doubtful[self.home[one].id] if other != one))
        return {one: sorted(others) for one, others in near.items()}

    def worth(self, first: str, other: str) -> float:
        """What asking about a pair is expected to put right."""
        here, there = self.home[first].id, self.home[other].id
        alike = self.alike.get(frozenset((first, other)), UNSEEN)
        size = len(self.members[here])
        if here == there:
            part = min(len(self.bound[first]), len(self.bound[other]))
            mean = _OWN * alike + (1 - _OWN) * min(self.fit[first], self.fit[other])
            return (1 - chance(mean, _INSIDE)) * 2 * part * max(size - part, 1) / size
        mean = _OWN * alike + (1 - _OWN) * self.between.get(frozenset((here, there)), UNSEEN)
        beyond = len(self.members[there])
        return chance(mean) * 2 * size * beyond / (size + beyond)

    def best(self, first: str) -> Question:
        """The most telling question that begins with a measure: one candidate of each other cluster."""
        here = self.home[first].id
        weighed = []
        for other in self.near[first]:
            there = self.home[other].id
            if frozenset((first, other)) in self.settled or (there != here and frozenset((here, there)) in self.shut):
                continue
            weighed.append((self.worth(first, other), other))
        chosen: dict[object, tuple[float, str]] = {}
        for value, other in sorted(weighed, key=lambda one: (-one[0], one[1])):
            there = self.home[other].id
            chosen.setdefault(self.bound[other] if there == here else there, (value, other))
            if len(chosen) == SIZE - 1:
                break
        identities = (first, *(other for _, other in chosen.values()))
        total = sum(value for value, _ in chosen.values())
        return Question(id=f"f-{fingerprint(' '.join(identities))}", measures=identities, worth=round(total, 4))

    def ask(self, question: Question) -> list[str]:
        """Take a question as asked; the measures whose best question may now be another."""
        first, *others = question.measures
        here = self.home[first].id
        touched = {here}
        for other in others:
            self.settled.add(frozenset((first, other)))
            there = self.home[other].id
            touched.add(there)
            if there != here:
                self.shut.add(frozenset((here, there)))
        return [one for key in sorted(touched) for one in self.members[key]]


def _settled(wanted: Links, home: Mapping[str, Cluster]) -> tuple[set[Pair], set[Pair]]:
    """Pairs that people decided about, those that follow from two answers among them; and clusters kept apart."""
    group = {item: index for index, members in enumerate(wanted.together) for item in members}
    members = dict(enumerate(wanted.together))
    settled = {frozenset((a, b)) for items in wanted.together for a in items for b in items if a != b}
    shut: set[Pair] = set()
    for left, right in wanted.apart:
        for a in members.get(group.get(left, -1), (left,)):
            settled.update(frozenset((a, b)) for b in members.get(group.get(right, -1), (right,)))
        if left in home and right in home and home[left].id != home[right].id:
            shut.add(frozenset((home[left].id, home[right].id)))
    return settled, shut


def answered(
    asked: Sequence[str], apart: Sequence[str], *, measures: Sequence[Measure], id: str, who: str, when: str,
    why: str | None = None, question: str | None = None,
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
        question: Id of the question, where the program chose it.
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
            id=f"{id}.{number}", kind=kind, targets=targets, who=who, when=when, why=why, question=question,
            anchors=tuple(text.get(target, "") for target in targets),
        )
        for number, (kind, targets) in enumerate(groups, start=1)
    )  # fmt: skip

"""Which measures a town's draft should hold, and why: candidates, rules, budget, and what people decided.

Steps, each a value that can be looked at: `candidates` (one a cluster, with its rules and score), `pick` (greedy by
marginal value: what many towns do, what lies central among the towns' measures, not what is already there), then what
people included or excluded wins over both.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, log2
from statistics import median

from toolkit.assemble.rules import Case, Fired, budget, fire
from toolkit.assemble.setting import bare
from toolkit.model import Cluster, Clustering, Decision, DecisionKind, Measure, Profile

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A cluster that could go into the draft, with what speaks for and against it."""

    cluster: Cluster
    measures: tuple[Measure, ...]
    focus_area: str
    towns: int
    score: float
    fired: tuple[Fired, ...]
    centrality: float = 0.0
    notes: tuple[str, ...] = ()
    decided: str | None = None
    """``include`` or ``exclude`` when a person said so."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in words: people's notes first, then what speaks for, then what speaks against."""
        ordered = sorted(self.fired, key=lambda rule: -rule.weight)
        return (*self.notes, *(rule.reason for rule in ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidates in the order they were picked, and those left out."""

    chosen: tuple[Candidate, ...]
    left_out: tuple[Candidate, ...]


def candidates(
    clustering: Clustering,
    measures: Sequence[Measure],
    *,
    profile: Profile,
    decisions: Sequence[Decision] = (),
    language: str = "sv",
) -> tuple[Candidate, ...]:
    """One candidate a cluster, best first."""
    by_id = {measure.id: measure for measure in measures}
    target = bare(profile.municipality)
    everyone = {bare(name) for measure in measures for name in measure.municipality} - {target}
    central = centrality(clustering, by_id)
    verdicts, notes = _said(decisions)
    found = []
    for cluster in clustering.clusters:
        members = tuple(by_id[member] for member in cluster.members if member in by_id)
        if not members:
            continue
        case = _case(cluster, members, profile=profile, target=target, everyone=len(everyone))
        fired = fire(case, language=language)
        keys = (cluster.id, *cluster.members)
        mine = next((verdicts[key] for key in keys if key in verdicts), None)
        near = central.get(cluster.id, 0.0)
        found.append(
            Candidate(
                cluster=cluster,
                measures=members,
                focus_area=case.focus_area or OTHER,
                towns=case.towns,
                score=2 * log2(1 + case.towns) + near + sum(rule.weight for rule in fired),
                fired=fired,
                centrality=near,
                notes=tuple(note for key in keys for note in notes.get(key, ())),
                decided=mine,
            )
        )
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.cluster.id)))


def _case(cluster: Cluster, members: tuple[Measure, ...], *, profile: Profile, target: str, everyone: int) -> Case:
    """What the rules may know of a cluster."""
    names = sorted({bare(name) for measure in members for name in measure.municipality} - {target})
    copies = sum(len(family) - 1 for family in cluster.families if len(family) > 1)
    return Case(
        measures=members,
        towns=max(1 if names else 0, min(len(names), len(cluster.members) - copies)),
        all_towns=everyone,
        names=tuple(names),
        focus_area=focus_area(cluster, members),
        peers=bool({bare(peer) for peer in profile.peers} & set(names)),
        own=any(target in {bare(name) for name in measure.municipality} for measure in members),
        profile=profile,
        relevance=max(measure.relevance for measure in members),
    )


def focus_area(cluster: Cluster, members: Sequence[Measure]) -> str | None:
    """The cluster's own focus area, else the one its members vote for."""
    if cluster.focus_area:
        return cluster.focus_area
    votes: Counter[str] = Counter()
    for measure in members:
        for area in measure.focus_areas[:1]:
            votes[area.key] += 1
    return min(votes, key=lambda key: (-votes[key], key)) if votes else None


def centrality(clustering: Clustering, by_id: Mapping[str, Measure]) -> dict[str, float]:
    """For each cluster how like its measures are to other towns' measures, 0-1: what is common is worth more."""
    near: dict[str, float] = {}
    for key, neighbours in clustering.neighbours:
        measure = by_id.get(key)
        if measure is None:
            continue
        others = [
            neighbour.similarity
            for neighbour in neighbours
            if neighbour.measure in by_id and by_id[neighbour.measure].municipality != measure.municipality
        ]
        near[key] = sum(others[:3]) / 3 if others else 0.0
    return {
        cluster.id: sum(near.get(member, 0.0) for member in cluster.members) / len(cluster.members)
        for cluster in clustering.clusters
    }


def _said(decisions: Sequence[Decision]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """What people said of each target: the last include or exclude, and all notes; undone decisions do not count."""
    undone = {target for decision in decisions if decision.kind is DecisionKind.UNDO for target in decision.targets}
    verdicts: dict[str, str] = {}
    notes: dict[str, tuple[str, ...]] = {}
    for decision in decisions:
        if decision.id in undone:
            continue
        for target in decision.targets:
            if decision.kind in {DecisionKind.INCLUDE, DecisionKind.EXCLUDE}:
                verdicts[target] = decision.kind.value
                if decision.why:
                    notes[target] = (*notes.get(target, ()), f"{decision.who}: {decision.why}")
            elif decision.kind is DecisionKind.RELEVANT and (decision.value or "").casefold() == "nej":
                verdicts[target] = DecisionKind.EXCLUDE.value
            elif decision.kind is DecisionKind.NOTE:
                said = decision.value or decision.why or ""
                notes[target] = (*notes.get(target, ()), f"{decision.who}: {said}")
    return verdicts, notes


def default_size(measures: Sequence[Measure]) -> int:
    """As many items as the median plan has measures, within the limits of ``rules.toml``."""
    counts = Counter(measure.document for measure in measures)
    middle = median(counts.values()) if counts else 0
    limits = budget()
    return int(min(limits["default_most"], max(limits["default_least"], ceil(middle))))


def pick(
    found: Sequence[Candidate],
    clustering: Clustering,
    *,
    size: int,
    share: float | None = None,
    redundancy: float | None = None,
) -> Choice:
    """Up to `size` candidates by marginal value; what people included is in, whatever the size.

    First each focus area gets its best candidate, then the best of all, no area above its share.
    """
    limits = budget()
    weight = limits["redundancy"] if redundancy is None else redundancy
    areas = {candidate.focus_area for candidate in found}
    most = ceil(size * (limits["share"] if share is None else share)) if len(areas) > 4 else size
    chosen = [candidate for candidate in found if candidate.decided == "include"]
    open_ = [candidate for candidate in found if candidate.decided is None and candidate.towns + candidate.score > 0]
    likeness = _likeness(clustering)
    taken = Counter(candidate.focus_area for candidate in chosen)
    for area in _areas_by_weight(open_, areas - set(taken) - {OTHER}):
        best = next((candidate for candidate in open_ if candidate.focus_area == area and candidate.score > 0), None)
        if best is not None and len(chosen) < size:
            chosen.append(best)
            open_.remove(best)
            taken[area] += 1
    while len(chosen) < size:
        free = [candidate for candidate in open_ if taken[candidate.focus_area] < most]
        if not free:
            break
        best = max(free, key=lambda candidate: candidate.score - weight * _nearest(candidate, chosen, likeness))
        chosen.append(best)
        open_.remove(best)
        taken[best.focus_area] += 1
    ids = {candidate.cluster.id for candidate in chosen}
    return Choice(
        chosen=tuple(chosen), left_out=tuple(candidate for candidate in found if candidate.cluster.id not in ids)
    )


def _areas_by_weight(found: Sequence[Candidate], areas: set[str]) -> list[str]:
    """Focus areas in the order of their best candidate."""
    seen = [candidate.focus_area for candidate in found if candidate.focus_area in areas]
    return list(dict.fromkeys(seen))


def _likeness(clustering: Clustering) -> dict[tuple[str, str], float]:
    """How like two clusters are: the likest pair of their measures."""
    home = {member: cluster.id for cluster in clustering.clusters for member in cluster.members}
    found: dict[tuple[str, str], float] = {}
    for key, neighbours in clustering.neighbours:
        for neighbour in neighbours:
            here, there = home.get(key), home.get(neighbour.measure)
            if here and there and here != there:
                for pair in ((here, there), (there, here)):
                    found[pair] = max(found.get(pair, 0.0), neighbour.similarity)
    return found


def _nearest(candidate: Candidate, chosen: Sequence[Candidate], likeness: Mapping[tuple[str, str], float]) -> float:
    """Likeness to the likest of what is chosen already."""
    return max((likeness.get((candidate.cluster.id, other.cluster.id), 0.0) for other in chosen), default=0.0)


def with_note(candidate: Candidate, note: str) -> Candidate:
    """The candidate with one more note."""
    return replace(candidate, notes=(*candidate.notes, note))

"""Which measures a town's draft should hold, and why: candidates, rules, budget, and what people decided.

Steps, each a value that can be looked at: `candidates` (one a cluster, with the rules that fired), `pick` (greedy: each
time the candidate that adds most), then what people included or excluded wins over both. What a candidate adds is what
it covers of the other towns' measures that nothing chosen covers yet, its own members in full and their neighbours by
their likeness, so that what many towns do comes first and what is already there does not come twice; then how common
its words are among the towns; then the rules.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import median

from toolkit.assemble.authorities import acts_elsewhere
from toolkit.assemble.evidence import (
    commonness,
    focus_area,
    is_regional,
    reach_of,
    restatements,
    topic_shares,
    town_weights,
)
from toolkit.assemble.rules import Case, Fired, against_wording, budget, fire, needed_areas
from toolkit.assemble.setting import bare, is_town
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
    """What it adds to an empty draft."""
    fired: tuple[Fired, ...]
    merit: float = 0.0
    """The part of the score that does not shrink as the draft grows: rules and common words."""
    notes: tuple[str, ...] = ()
    native: bool = True
    """Some wording is in the draft's own language."""
    regional: bool = False
    """The county's own plan says that somebody else than the municipality does it: for the county's chapter."""
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
    areas: Collection[str] | None = None,
    language: str = "sv",
) -> tuple[Candidate, ...]:
    """One candidate a cluster, best first.

    Args:
        clustering: The clusters.
        measures: Their measures.
        profile: The town to choose for.
        decisions: What people decided.
        areas: Focus areas of the draft's topics; what belongs to none of them is `OTHER`. All, if not given.
        language: Language of the reasons.
    """
    known = _known(clustering, measures, profile=profile, decisions=decisions)
    found = [
        _candidate(cluster, members, known, areas=areas, language=language)
        for cluster in clustering.clusters
        if (members := tuple(known.by_id[member] for member in cluster.members if member in known.by_id))
    ]
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.cluster.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is worked out once for all clusters."""

    profile: Profile
    target: str
    everyone: int
    """Towns with a plan, our own left out."""
    again: Mapping[str, str]
    by_id: Mapping[str, Measure]
    """The measures, restatements left out."""
    weights: Mapping[str, float]
    reach: Mapping[str, Mapping[str, float]]
    common: Mapping[str, float]
    on_topic: Mapping[str, float]
    verdicts: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]

    @property
    def worth(self) -> float:
        """The mean weight of a measure: common words count for less where other towns do."""
        return sum(self.weights.values()) / max(1, len(self.weights))


def _known(
    clustering: Clustering, measures: Sequence[Measure], *, profile: Profile, decisions: Sequence[Decision]
) -> _Known:
    """What the candidates are weighed by."""
    again = restatements(measures)
    stated = [measure for measure in measures if measure.id not in again]
    by_id = {measure.id: measure for measure in stated}
    target = bare(profile.municipality)
    towns = {bare(name) for measure in stated for name in measure.municipality if is_town(name)}
    verdicts, notes = _said(decisions)
    return _Known(
        profile=profile,
        target=target,
        everyone=len(towns - {target}),
        again=again,
        by_id=by_id,
        weights=town_weights(stated, clustering, profile),
        reach=reach_of(clustering, by_id),
        common=commonness(stated),
        on_topic=topic_shares(stated),
        verdicts=verdicts,
        notes=notes,
    )


def _candidate(
    cluster: Cluster,
    members: tuple[Measure, ...],
    known: _Known,
    *,
    areas: Collection[str] | None,
    language: str,
) -> Candidate:
    """One cluster with the rules that fired and what people said of it."""
    case = _case(cluster, members, known)
    fired = fire(case, language=language)
    area = case.focus_area
    summaries = (key for key, full in known.again.items() if full in cluster.members)
    keys = (cluster.id, *cluster.members, *summaries)
    common = sum(known.common[measure.id] for measure in members) / len(members)
    merit = sum(rule.weight for rule in fired) + budget()["commonness"] * known.worth * common
    return Candidate(
        cluster=cluster,
        measures=members,
        focus_area=area if area and (areas is None or area in areas) else OTHER,
        towns=case.towns,
        score=merit + sum(known.weights[key] * share for key, share in known.reach[cluster.id].items()),
        fired=fired,
        merit=merit,
        native=any(measure.language == language for measure in members),
        regional=is_regional(members, known.profile),
        notes=tuple(note for key in keys for note in known.notes.get(key, ())),
        decided=next((known.verdicts[key] for key in keys if key in known.verdicts), None),
    )


def by_wording(one: Candidate, text: str, *, language: str) -> Candidate:
    """The candidate with what speaks against the wording it would be printed in."""
    known = {rule.rule for rule in one.fired}
    more = tuple(rule for rule in against_wording(text, language=language) if rule.rule not in known)
    if not more:
        return one
    weight = sum(rule.weight for rule in more)
    return replace(one, fired=(*one.fired, *more), merit=one.merit + weight, score=one.score + weight)


def _case(cluster: Cluster, members: tuple[Measure, ...], known: _Known) -> Case:
    """What the rules may know of a cluster."""
    names = sorted(
        {bare(name) for measure in members for name in measure.municipality if is_town(name)} - {known.target}
    )
    ids = {measure.id for measure in members}
    copies = sum(max(0, len(ids & set(family)) - 1) for family in cluster.families)
    return Case(
        measures=members,
        towns=max(1 if names else 0, min(len(names), len(members) - copies)),
        all_towns=known.everyone,
        names=tuple(names),
        focus_area=focus_area(cluster, members),
        peers=bool({bare(peer) for peer in known.profile.peers} & set(names)),
        own=any(known.target in {bare(name) for name in measure.municipality} for measure in members),
        profile=known.profile,
        foreign=all(acts_elsewhere(measure.text) for measure in members),
        relevance=max(max(measure.relevance, known.on_topic[measure.document]) for measure in members),
    )


def preferred(one: Candidate, profile: Profile) -> str:
    """Id of the wording to begin with: the typical one, or a comparable town's where the typical one is none's."""
    peers = {bare(peer) for peer in profile.peers}
    theirs = [measure.id for measure in one.measures if peers & {bare(name) for name in measure.municipality}]
    ids = [measure.id for measure in one.measures]
    typical = one.cluster.typical if one.cluster.typical in ids else ids[0]
    return typical if not theirs or typical in theirs else theirs[0]


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
    again = restatements(measures)
    counts = Counter(measure.document for measure in measures if measure.id not in again)
    middle = median(counts.values()) if counts else 0
    limits = budget()
    return int(min(limits["default_most"], max(limits["default_least"], ceil(middle))))


def pick(
    found: Sequence[Candidate],
    clustering: Clustering,
    measures: Sequence[Measure],
    *,
    profile: Profile,
    size: int,
    share: float | None = None,
    first: Collection[str] | None = None,
    refill: int | None = None,
) -> Choice:
    """Up to `size` candidates by what each adds; what people included is in, whatever the size.

    First each focus area gets its best candidate, then the best of all, no area above its share.

    Args:
        found: The candidates, best first.
        clustering: The clusters.
        measures: Their measures.
        profile: The town to choose for.
        size: How many.
        share: The most that one focus area may have, as a share of the size.
        first: Clusters that compete for all places before the others do (the last edition's, and the new plans').
        refill: Up to how many the others may come in after them.
    """
    areas = {candidate.focus_area for candidate in found}
    most = ceil(size * (budget()["share"] if share is None else share)) if len(areas) > 4 else size
    growing = _Growing(clustering, measures, profile)
    for candidate in found:
        if candidate.decided == "include":
            growing.take(candidate)
    open_ = [candidate for candidate in found if candidate.decided is None and candidate.score > 0]
    if first is None:
        growing.fill(open_, size=size, most=most)
    else:
        held = [one for one in found if one.decided is None and one.cluster.id in first]
        growing.fill(held, size=size, most=most)
        growing.fill([one for one in open_ if one not in held], size=size if refill is None else refill, most=most)
    ids = {candidate.cluster.id for candidate in growing.chosen}
    left_out = tuple(candidate for candidate in found if candidate.cluster.id not in ids)
    return Choice(chosen=tuple(growing.chosen), left_out=left_out)


class _Growing:
    """A choice while it grows: what is chosen, and how far each measure is covered."""

    def __init__(self, clustering: Clustering, measures: Sequence[Measure], profile: Profile) -> None:
        """Nothing chosen, nothing covered."""
        self.chosen: list[Candidate] = []
        self.taken: Counter[str] = Counter()
        self._reach = reach_of(clustering, {measure.id: measure for measure in measures})
        self._weights = town_weights(measures, clustering, profile)
        self._covered: dict[str, float] = dict.fromkeys(self._weights, 0.0)

    def fill(self, candidates: Sequence[Candidate], *, size: int, most: int) -> None:
        """Take candidates up to the size: the best of each area that has none, then the best of all."""
        open_ = list(candidates)
        ranked = sorted(open_, key=lambda candidate: not candidate.native)
        best_of = {candidate.focus_area: candidate for candidate in reversed(ranked) if candidate.focus_area != OTHER}
        needed = needed_areas()
        for area, best in sorted(best_of.items(), key=lambda pair: (pair[0] not in needed, -pair[1].score, pair[0])):
            if not self.taken[area] and len(self.chosen) < size:
                self.take(best)
                open_.remove(best)
        while len(self.chosen) < size:
            free = [one for one in open_ if one.focus_area == OTHER or self.taken[one.focus_area] < most]
            if not free:
                break
            best = max(free, key=self.gain)
            self.take(best)
            open_.remove(best)

    def gain(self, candidate: Candidate) -> float:
        """What a candidate would add now; less where somebody has to translate it first."""
        gain = candidate.merit + sum(
            self._weights[key] * max(0.0, share - self._covered[key])
            for key, share in self._reach[candidate.cluster.id].items()
        )
        return gain if candidate.native else gain * budget()["other_language"]

    def take(self, candidate: Candidate) -> None:
        """Choose a candidate."""
        self.chosen.append(candidate)
        self.taken[candidate.focus_area] += 1
        for key, share in self._reach[candidate.cluster.id].items():
            self._covered[key] = max(self._covered[key], share)

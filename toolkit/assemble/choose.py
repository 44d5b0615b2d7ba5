"""Which measures a town's draft should hold, and why: candidates, rules, budget, and what people decided.

Steps, each a value that can be looked at: `candidates` (one a cluster, with the rules that fired), `pick` (greedy: each
time the candidate that adds most), then what people included or excluded wins over both. What a candidate adds is what
it covers of the other towns' measures that nothing chosen covers yet, its own members in full and their neighbours by
their likeness, so that what many towns do comes first and what is already there does not come twice; then how common
its words are among the towns; then the rules.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from toolkit.assemble.authorities import acts_elsewhere
from toolkit.assemble.parties import is_other
from toolkit.assemble.rules import Case, Fired, budget, fire, needed_areas
from toolkit.assemble.setting import bare, county_name, is_town
from toolkit.model import Cluster, Clustering, Decision, DecisionKind, Measure, Profile
from toolkit.text import tokens

OTHER = "other"
_OFF_TOPIC = 0.1
"""Relevance up to which a measure's own words do not say that it belongs to the topic."""
_MOSTLY = 0.25


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
    again = restatements(measures)
    measures = [measure for measure in measures if measure.id not in again]
    by_id = {measure.id: measure for measure in measures}
    target = bare(profile.municipality)
    everyone = {bare(name) for measure in measures for name in measure.municipality if is_town(name)} - {target}
    weights = town_weights(measures, clustering, profile)
    reach = reach_of(clustering, by_id)
    common = commonness(measures)
    mean = sum(weights.values()) / max(1, len(weights))  # common words count for less where other towns do
    on_topic = topic_shares(measures)
    verdicts, notes = _said(decisions)
    found = []
    for cluster in clustering.clusters:
        members = tuple(by_id[member] for member in cluster.members if member in by_id)
        if not members:
            continue
        case = _case(cluster, members, profile=profile, target=target, everyone=len(everyone), on_topic=on_topic)
        fired = fire(case, language=language)
        area = case.focus_area
        keys = (cluster.id, *cluster.members, *(key for key, full in again.items() if full in cluster.members))
        mine = next((verdicts[key] for key in keys if key in verdicts), None)
        merit = sum(rule.weight for rule in fired) + budget()["commonness"] * mean * (
            sum(common[measure.id] for measure in members) / len(members)
        )
        found.append(
            Candidate(
                cluster=cluster,
                measures=members,
                focus_area=area if area and (areas is None or area in areas) else OTHER,
                towns=case.towns,
                score=merit + sum(weights[key] * share for key, share in reach[cluster.id].items()),
                fired=fired,
                merit=merit,
                native=any(measure.language == language for measure in members),
                regional=is_regional(members, profile),
                notes=tuple(note for key in keys for note in notes.get(key, ())),
                decided=mine,
            )
        )
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.cluster.id)))


def _case(
    cluster: Cluster,
    members: tuple[Measure, ...],
    *,
    profile: Profile,
    target: str,
    everyone: int,
    on_topic: Mapping[str, float],
) -> Case:
    """What the rules may know of a cluster."""
    names = sorted({bare(name) for measure in members for name in measure.municipality if is_town(name)} - {target})
    ids = {measure.id for measure in members}
    copies = sum(max(0, len(ids & set(family)) - 1) for family in cluster.families)
    return Case(
        measures=members,
        towns=max(1 if names else 0, min(len(names), len(members) - copies)),
        all_towns=everyone,
        names=tuple(names),
        focus_area=focus_area(cluster, members),
        peers=bool({bare(peer) for peer in profile.peers} & set(names)),
        own=any(target in {bare(name) for name in measure.municipality} for measure in members),
        profile=profile,
        foreign=all(acts_elsewhere(measure.text) for measure in members),
        relevance=max(max(measure.relevance, on_topic[measure.document]) for measure in members),
    )


def topic_shares(measures: Sequence[Measure]) -> dict[str, float]:
    """For each document how much of it is on the topic, 0 where that is less than a quarter.

    In a plan about the topic a measure belongs to it whether or not its own words say so; in a plan about something
    else only its words tell.
    """
    found: dict[str, list[bool]] = {}
    for measure in measures:
        found.setdefault(measure.document, []).append(measure.relevance > _OFF_TOPIC)
    shares = {document: sum(hits) / len(hits) for document, hits in found.items()}
    return {document: share if share >= _MOSTLY else 0.0 for document, share in shares.items()}


def restatements(measures: Sequence[Measure]) -> dict[str, str]:
    """Measure that a summary says again → the measure of the same document that says it in full.

    A restatement is no candidate, no wording to quote and no town of its own.
    """
    by_id = {measure.id: measure for measure in measures}
    found: dict[str, str] = {}
    for measure in measures:
        full = by_id.get(measure.restates or "")
        seen = {measure.id}
        while full is not None and full.id not in seen and full.document == measure.document:
            seen.add(full.id)
            found[measure.id] = full.id
            full = by_id.get(full.restates or "")
        if full is not None and full.id == measure.id:  # two that point at each other: neither restates
            found.pop(measure.id, None)
    return found


def is_regional(members: Sequence[Measure], profile: Profile) -> bool:
    """Whether only others than municipalities act in every wording, and our own county's plan is one of them."""
    return all(_theirs(measure) for measure in members) and any(of_county(measure, profile) for measure in members)


def of_county(measure: Measure, profile: Profile) -> bool:
    """Whether a measure stands in the plan of the town's own county."""
    own = county_name(profile.county or "")
    return bool(own) and any(not is_town(name) and county_name(name) == own for name in measure.municipality)


def _theirs(measure: Measure) -> bool:
    """Whether another authority acts, by the sentence or, in a county's plan, by every owner named."""
    if acts_elsewhere(measure.text):
        return True
    owners = measure.responsible.value or ()
    towns = any(is_town(name) for name in measure.municipality)
    return not towns and bool(owners) and all(is_other(party) for party in owners)


def focus_area(cluster: Cluster, members: Sequence[Measure]) -> str | None:
    """The cluster's own focus area, else the one that scores most over all its members."""
    if cluster.focus_area:
        return cluster.focus_area
    votes: dict[str, float] = {}
    for measure in members:
        for area in measure.focus_areas:
            votes[area.key] = votes.get(area.key, 0.0) + area.score
    return min(votes, key=lambda key: (-votes[key], key)) if votes else None


def town_weights(measures: Sequence[Measure], clustering: Clustering, profile: Profile) -> dict[str, float]:
    """How much it is worth to cover each measure: copies share one worth, our own count nothing.

    All towns that are not comparable weigh together as much as the comparable ones, however many they are: what one
    town like ours does tells more than what one of thirty others does, and what most of the thirty do tells as much.
    """
    target = bare(profile.municipality)
    peers = {bare(peer) for peer in profile.peers}
    stated = {measure.id for measure in measures}
    copies = {
        member: len(stated & set(family))
        for cluster in clustering.clusters
        for family in cluster.families
        for member in family
    }
    towns = {name for measure in measures for name in map(bare, measure.municipality)} - {target}
    near, far = len(towns & peers), len(towns - peers)
    other = min(1.0, budget()["other_towns"] * near / max(1, far)) if near else 1.0
    found = {}
    for measure in measures:
        names = {bare(name) for name in measure.municipality}
        worth = 1.0 if names & peers else other
        found[measure.id] = 0.0 if target in names else worth / max(1, copies.get(measure.id, 1))
    return found


def preferred(one: Candidate, profile: Profile) -> str:
    """Id of the wording to begin with: the typical one, or a comparable town's where the typical one is none's."""
    peers = {bare(peer) for peer in profile.peers}
    theirs = [measure.id for measure in one.measures if peers & {bare(name) for name in measure.municipality}]
    ids = [measure.id for measure in one.measures]
    typical = one.cluster.typical if one.cluster.typical in ids else ids[0]
    return typical if not theirs or typical in theirs else theirs[0]


def reach_of(clustering: Clustering, by_id: Mapping[str, Measure]) -> dict[str, dict[str, float]]:
    """For each cluster what it covers: its members wholly, their neighbours as far as they are like them."""
    near = {key: neighbours for key, neighbours in clustering.neighbours if key in by_id}
    found: dict[str, dict[str, float]] = {}
    for cluster in clustering.clusters:
        reach: dict[str, float] = {}
        members = [member for member in cluster.members if member in by_id]
        for member in members:
            for neighbour in near.get(member, ()):
                if neighbour.measure in by_id:
                    reach[neighbour.measure] = max(reach.get(neighbour.measure, 0.0), neighbour.similarity)
        found[cluster.id] = reach | dict.fromkeys(members, 1.0)
    return found


def commonness(measures: Sequence[Measure]) -> dict[str, float]:
    """For each measure the mean share of other towns that use its words, 0-1: what is put in common words travels."""
    towns: dict[str, set[tuple[str, ...]]] = {}
    for measure in measures:
        for word in set(tokens(f"{measure.text} {measure.description or ''}")):
            towns.setdefault(word, set()).add(measure.municipality)
    others = max(1, len({measure.municipality for measure in measures}) - 1)
    found = {}
    for measure in measures:
        words = [word for word in tokens(measure.text) if len(word) > 2]
        found[measure.id] = sum((len(towns[word]) - 1) / others for word in words) / max(1, len(words))
    return found


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
) -> Choice:
    """Up to `size` candidates by what each adds; what people included is in, whatever the size.

    First each focus area gets its best candidate, then the best of all, no area above its share.
    """
    areas = {candidate.focus_area for candidate in found}
    most = ceil(size * (budget()["share"] if share is None else share)) if len(areas) > 4 else size
    growing = _Growing(clustering, measures, profile)
    for candidate in found:
        if candidate.decided == "include":
            growing.take(candidate)
    open_ = [candidate for candidate in found if candidate.decided is None and candidate.score > 0]
    ranked = sorted(open_, key=lambda candidate: not candidate.native)
    best_of = {candidate.focus_area: candidate for candidate in reversed(ranked) if candidate.focus_area != OTHER}
    needed = needed_areas()
    for area, best in sorted(best_of.items(), key=lambda pair: (pair[0] not in needed, -pair[1].score, pair[0])):
        if not growing.taken[area] and len(growing.chosen) < size:
            growing.take(best)
            open_.remove(best)
    while len(growing.chosen) < size:
        free = [one for one in open_ if one.focus_area == OTHER or growing.taken[one.focus_area] < most]
        if not free:
            break
        best = max(free, key=growing.gain)
        growing.take(best)
        open_.remove(best)
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

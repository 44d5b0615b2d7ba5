"""What speaks for a measure beyond its own words: whose it is, what it covers, how much other towns' plans weigh."""

from collections.abc import Mapping, Sequence

from toolkit.assemble.authorities import acts_elsewhere
from toolkit.assemble.parties import is_other
from toolkit.assemble.rules import budget
from toolkit.assemble.setting import bare, county_name, is_town
from toolkit.model import Cluster, Clustering, Measure, Profile
from toolkit.text import tokens

_OFF_TOPIC = 0.1
"""Relevance up to which a measure's own words do not say that it belongs to the topic."""
_MOSTLY = 0.25


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

    All towns that are not comparable weigh together about as much as the comparable ones, however many they are: what
    one town like ours does tells more than what one of thirty others does, what most of the thirty do tells as much.
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

"""The stage itself: measures in, labelled clusters out, with the nearest of each measure and of each cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from toolkit.cluster import linkage, naming, reuse, similarity, vectors
from toolkit.cluster.vectors import Encode, Floats
from toolkit.decisions import Links, anchored, cluster_id, links, replay
from toolkit.errors import LimitError, UsageError
from toolkit.labels import labels
from toolkit.model import Cluster, Clustering, Decision, Measure, Neighbour

ENCODERS = ("best", "lexical", "semantic", "fused")
OUTSIDERS = 3
MOST = 20_000
"""Measures that are compared pair by pair: two float32 matrices of 1.6 GB each."""
INERTIA = 0.75
"""Log odds by which an old pair leans to where it was when a plan is added."""


def resolve_encoder(encoder: str, *, encode: Encode | None = None) -> str:
    """The encoder that will be used: ``best`` is ``fused`` where meanings can be had, else ``lexical``.

    Raises:
        UsageError: There is no such encoder.
    """
    if encoder not in ENCODERS:
        raise UsageError(f"Okänd likhet {encoder!r}.", advice=f"Välj {', '.join(ENCODERS)}.")
    if encoder != "best":
        return encoder
    return "fused" if encode is not None or vectors.semantic_installed() else "lexical"


def cluster(
    measures: Sequence[Measure],
    *,
    encoder: str = "best",
    encode: Encode | None = None,
    decisions: Sequence[Decision] = (),
    previous: Clustering | None = None,
    strictness: float = 0.0,
    neighbours: int = 10,
    language: str = "sv",
) -> Clustering:
    """Clusters of measures that say the same, each with a label, its typical member and its nearest outsiders.

    Args:
        measures: All measures, of all towns.
        encoder: ``lexical`` (words, characters, named things), ``semantic`` (meaning, named things), ``fused`` (all of
            it) or ``best`` (``fused`` where meanings can be had).
        encode: Texts → vectors, in place of the built-in encoder (a cache, or a model of one's own).
        decisions: The log; it steers the linkage and is replayed over the result.
        previous: The last result; its cluster ids are kept, and old members that moved are told in the notes.
        strictness: Above 0 joins less, below 0 joins more; 1 is about one step of evidence.
        neighbours: How many nearest measures to list for each.
        language: Of the notes.

    Raises:
        MissingToolError: `encoder` asks for meanings and nothing that gives them is installed.
        UsageError: There is no such encoder.
        LimitError: There are more than `MOST` measures.
        DecisionError: The log does not hold together.
    """
    used = resolve_encoder(encoder, encode=encode)
    shown_cut = float(similarity.chance(np.array([strictness], dtype=np.float32))[0])
    if not measures:
        return Clustering(clusters=(), cut=shown_cut, encoder=used)
    if len(measures) > MOST:
        raise LimitError(
            f"{len(measures)} åtgärder är fler än de {MOST} som kan jämföras par för par.",
            kind="too_many",
            advice="Dela upp materialet, till exempel efter ämne eller år.",
        )
    if used != "lexical" and encode is None:
        encode = vectors.semantic_encoder()
    fields = similarity.texts(measures)
    learned = similarity.weights(used)
    kinds = tuple(dict.fromkeys((*learned.kinds, *learned.near, *learned.rules)))
    found = similarity.evidence(fields, kinds=kinds, encode=encode)
    compared = similarity.likeness(found, learned, len(measures), nearest=max(neighbours, OUTSIDERS + 7))
    likeness, nearest = compared.total, _shown(compared.total, compared.nearest)
    if previous is not None:
        _lean(likeness, measures, previous)
    now, _ = anchored(decisions, measures, language=language)
    merges = _steered(likeness, measures, links(now, language=language))
    groups = linkage.groups(merges, len(measures), strictness)
    clusters = _clusters(measures, fields, groups, likeness, nearest)
    ids = tuple(measure.id for measure in measures)
    result = Clustering(
        clusters=clusters,
        cut=shown_cut,
        encoder=used,
        neighbours=tuple(
            (identity, tuple(Neighbour(measure=ids[j], similarity=s) for j, s in row[:neighbours]))
            for identity, row in zip(ids, nearest, strict=True)
        ),
    )
    if previous is not None:
        result = _keep_names(result, previous, language)
    return replay(result, decisions, measures=measures, language=language) if decisions else result


def _lean(likeness: Floats, measures: Sequence[Measure], previous: Clustering) -> None:
    """Let pairs of old measures stay as they were unless the evidence has changed by more than `INERTIA`.

    Each new plan shifts what a chance pair looks like a little; without this, pairs at the cut would flicker.
    """
    home = {member: index for index, item in enumerate(previous.clusters) for member in item.members}
    old = np.array([home.get(measure.id, -1) for measure in measures])
    for index in np.flatnonzero(old >= 0):
        both = old >= 0
        likeness[index, both] += np.where(old[both] == old[index], INERTIA, -INERTIA).astype(np.float32)


def _shown(likeness: Floats, nearest: Sequence[Sequence[int]]) -> list[list[tuple[int, float]]]:
    """The nearest of each measure with their likeness as 0-1."""
    shown: list[list[tuple[int, float]]] = []
    for index, others in enumerate(map(list, nearest)):
        values = similarity.chance(likeness[index, others])
        shown.append([(other, round(float(value), 4)) for other, value in zip(others, values, strict=True)])
    return shown


def _steered(likeness: Floats, measures: Sequence[Measure], wanted: Links) -> tuple[linkage.Merge, ...]:
    """The tree, with what people joined joined first and what they parted kept apart."""
    place = {measure.id: index for index, measure in enumerate(measures)}
    working = likeness.copy()
    for left, right in wanted.apart:
        if left in place and right in place:
            working[place[left], place[right]] = working[place[right], place[left]] = linkage.NEVER
    for item in wanted.alone:
        if item in place:
            working[place[item], :] = working[:, place[item]] = linkage.NEVER
    together = [[place[item] for item in members if item in place] for members in wanted.together]
    return linkage.tree(working, together=[group for group in together if len(group) > 1])


def _clusters(
    measures: Sequence[Measure],
    fields: similarity.Texts,
    groups: Sequence[Sequence[int]],
    likeness: Floats,
    nearest: Sequence[Sequence[tuple[int, float]]],
) -> tuple[Cluster, ...]:
    """Cluster nouns out of index groups, the largest first."""
    spread = naming.lemma_spread(fields.names, fields.languages)
    copies = reuse.families(measures)
    family_of = {member: family for family in copies for member in family}
    built = []
    for group in groups:
        inner = similarity.chance(likeness[np.ix_(group, group)])
        np.fill_diagonal(inner, 1.0)
        typical = int(np.argmax(np.round(inner.mean(axis=1), 5)))
        names = [fields.names[index] for index in group]
        members = tuple(measures[index].id for index in group)
        held = frozenset(members)
        outside = _outside(group, nearest, measures)
        pairs = len(group) * (len(group) - 1)
        cohesion = float((inner.sum() - len(group)) / pairs) if pairs else 1.0
        inside = dict.fromkeys(family_of[member] for member in members if member in family_of)
        kept = (tuple(item for item in family if item in held) for family in inside)
        built.append(
            Cluster(
                id=cluster_id(members),
                label=naming.label(names, typical, spread, len(measures), fields.languages[group[typical]]),
                members=members,
                typical=members[typical],
                cohesion=round(cohesion, 4),
                outsiders=outside,
                confidence=round(min(cohesion, 1.0) if pairs else 1.0 - (outside[0].similarity if outside else 0.0), 4),
                families=tuple(family for family in kept if len(family) > 1),
            )
        )
    return tuple(sorted(built, key=lambda cluster: -len(cluster.members)))


def _outside(
    group: Sequence[int], nearest: Sequence[Sequence[tuple[int, float]]], measures: Sequence[Measure]
) -> tuple[Neighbour, ...]:
    """The nearest measures that were left out."""
    own = set(group)
    best: dict[int, float] = {}
    for index in group:
        for other, alike in nearest[index]:
            if other not in own:
                best[other] = max(best.get(other, 0.0), alike)
    order = sorted(best, key=lambda other: (-best[other], other))[:OUTSIDERS]
    return tuple(Neighbour(measure=measures[other].id, similarity=best[other]) for other in order)


def _keep_names(result: Clustering, previous: Clustering, language: str) -> Clustering:
    """Give each cluster the id of the old one it shares most members with, and tell which old members moved."""
    say = labels(language)
    old_home = {member: cluster.id for cluster in previous.clusters for member in cluster.members}
    overlaps = sorted(
        (
            (-sum(old_home.get(member) == old for member in cluster.members), old, index)
            for index, cluster in enumerate(result.clusters)
            for old in {old_home[member] for member in cluster.members if member in old_home}
        ),
    )
    given: dict[int, str] = {}
    for _, old, index in overlaps:
        if index not in given and old not in given.values():
            given[index] = old
    taken = set(given.values())
    clusters = []
    for index, item in enumerate(result.clusters):
        identity = given.get(index, item.id)
        while index not in given and identity in taken:
            identity = f"{identity}x"
        taken.add(identity)
        clusters.append(replace(item, id=identity))
    notes = tuple(
        say["cluster.moved"].format(measure=member, old=old_home[member], new=item.id)
        for item in clusters
        for member in item.members
        if member in old_home and old_home[member] != item.id
    )
    return replace(result, clusters=tuple(clusters), notes=(*result.notes, *notes))


def grouping(clustering: Clustering) -> Mapping[str, str]:
    """Measure → cluster id."""
    return {member: item.id for item in clustering.clusters for member in item.members}

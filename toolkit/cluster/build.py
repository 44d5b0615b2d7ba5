"""The stage itself: measures in, labelled clusters out, with the nearest of each measure and of each cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from toolkit.cluster import blocks, linkage, naming, reuse, similarity, vectors
from toolkit.cluster.restated import restated_ids, with_restated
from toolkit.cluster.vectors import Encode, Floats
from toolkit.decisions import Links, anchored, cluster_id, links, replay
from toolkit.errors import LimitError, UsageError
from toolkit.labels import labels
from toolkit.model import Cluster, Clustering, Decision, Measure, Neighbour

ENCODERS = ("best", "lexical", "semantic", "fused")
OUTSIDERS = 3
EXACT = 6_000
"""Measures that are compared pair by pair (two float32 matrices of 144 MB); more are first put in parts."""
MOST = 2_000_000
"""Measures beyond which memory runs out: about 20 kB each."""
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
    encode = vectors.once(encode or vectors.semantic_encoder()) if used != "lexical" else None
    fields = similarity.texts(measures)
    now, _ = anchored(decisions, measures, language=language)
    wanted = with_restated(links(now, language=language), restated_ids(measures))
    parts = _parts(measures, fields, wanted, encode) if len(measures) > EXACT else [np.arange(len(measures))]
    clusters, nearest = _compared(measures, fields, parts, wanted, used, encode, previous, strictness, neighbours)
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


def _parts(
    measures: Sequence[Measure], fields: similarity.Texts, wanted: Links, encode: Encode | None
) -> list[blocks.Places]:
    """The parts of a large corpus; what people joined stands in one."""
    place = {measure.id: index for index, measure in enumerate(measures)}
    together = [[place[item] for item in members if item in place] for members in wanted.together]
    meanings = similarity.meanings(fields, encode) if encode is not None else None
    return blocks.parts(fields, meanings=meanings, together=[group for group in together if len(group) > 1])


def _compared(
    measures: Sequence[Measure],
    fields: similarity.Texts,
    parts: Sequence[blocks.Places],
    wanted: Links,
    used: str,
    encode: Encode | None,
    previous: Clustering | None,
    strictness: float,
    neighbours: int,
) -> tuple[tuple[Cluster, ...], list[list[tuple[int, float]]]]:
    """Clusters, the largest first, and the nearest of each measure, part by part."""
    learned = similarity.weights(used)
    kinds = tuple(dict.fromkeys((*learned.kinds, *learned.near, *learned.rules)))
    found = similarity.evidence(fields, kinds=kinds, encode=encode)
    scales = similarity.scales(found, learned, len(measures))
    naming_of = _Naming(measures, fields)
    again = np.array([measure.id in naming_of.again for measure in measures])
    clusters: list[Cluster] = []
    nearest: list[list[tuple[int, float]]] = [[] for _ in measures]
    for part in parts:
        compared = similarity.likeness(
            found,
            learned,
            len(measures),
            nearest=max(neighbours, OUTSIDERS + 7),
            part=part if len(parts) > 1 else None,
            unlisted=again,
            chance_pairs=scales,
        )
        likeness = compared.total
        for index, row in zip(part.tolist(), _shown(likeness, compared.nearest), strict=True):
            nearest[index] = [(int(part[other]), alike) for other, alike in row]
        inside = [measures[index] for index in part.tolist()]
        if previous is not None:
            _lean(likeness, inside, previous)
        groups = linkage.groups(_steered(likeness, inside, wanted), len(part), strictness)
        clusters += naming_of.clusters(part, groups, likeness, nearest)
    return tuple(sorted(clusters, key=lambda cluster: -len(cluster.members))), nearest


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


class _Naming:
    """What is known of the whole corpus when clusters of a part are made: who copied whom, how common a word is."""

    def __init__(self, measures: Sequence[Measure], fields: similarity.Texts) -> None:
        self._measures, self._fields = measures, fields
        self.again = restated_ids(measures)
        """What restates another measure: never the typical member, and nobody's neighbour beside what it restates."""
        self._towns = naming.town_names({town for measure in measures for town in measure.municipality})
        self._spread = naming.lemma_spread(fields.names, fields.languages)
        self._family_of = {member: family for family in reuse.families(measures) for member in family}

    def clusters(
        self,
        part: blocks.Places,
        groups: Sequence[Sequence[int]],
        likeness: Floats,
        nearest: Sequence[Sequence[tuple[int, float]]],
    ) -> list[Cluster]:
        """Cluster nouns out of groups of places in a part."""
        return [
            self._cluster(part[group].tolist(), likeness[np.ix_(group, group)], nearest) for group in map(list, groups)
        ]

    def _cluster(self, group: list[int], alike: Floats, nearest: Sequence[Sequence[tuple[int, float]]]) -> Cluster:
        """One cluster of the measures at the places in `group`."""
        inner = similarity.chance(alike)
        np.fill_diagonal(inner, 1.0)
        middle = np.round(inner.mean(axis=1), 5)
        first_hand = np.array([self._measures[index].id not in self.again for index in group])
        typical = int(np.argmax(np.where(first_hand, middle, -1.0) if first_hand.any() else middle))
        names = [self._fields.names[index] for index in group]
        members = tuple(self._measures[index].id for index in group)
        held = frozenset(members)
        outside = _outside(group, nearest, self._measures)
        pairs = len(group) * (len(group) - 1)
        cohesion = float((inner.sum() - len(group)) / pairs) if pairs else 1.0
        inside = dict.fromkeys(self._family_of[member] for member in members if member in self._family_of)
        kept = (tuple(item for item in family if item in held) for family in inside)
        language = self._fields.languages[group[typical]]
        return Cluster(
            id=cluster_id(members),
            label=naming.label(names, typical, self._spread, len(self._measures), language, hidden=self._towns),
            members=members,
            typical=members[typical],
            cohesion=round(cohesion, 4),
            outsiders=outside,
            confidence=round(min(cohesion, 1.0) if pairs else 1.0 - (outside[0].similarity if outside else 0.0), 4),
            families=tuple(family for family in kept if len(family) > 1),
        )


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
    taken: set[str] = set()
    for _, old, index in overlaps:
        if index not in given and old not in taken:
            given[index] = old
            taken.add(old)
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

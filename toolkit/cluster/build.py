"""The stage itself: measures in, labelled clusters out, with the nearest of each measure and of each cluster."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from toolkit.anchoring import anchored
from toolkit.cluster import blocks, facets, growth, inside, learning, naming, reuse, similarity, vectors
from toolkit.cluster.encoders import encoder_of, resolve_encoder, tier
from toolkit.cluster.pairwise import Block
from toolkit.cluster.restated import restated_ids, with_restated
from toolkit.cluster.variants import with_families
from toolkit.cluster.vectors import Encode
from toolkit.decisions import Links, cluster_id, links, replay
from toolkit.errors import LimitError
from toolkit.labels import labels
from toolkit.model import Cluster, Clustering, Decision, Measure, Neighbour, NextStep
from toolkit.remote import answers

OUTSIDERS = 3
EXACT = 6_000
"""Measures that are compared pair by pair (two float32 matrices of 144 MB); more are first put in parts."""
MOST = 2_000_000
"""Measures beyond which memory runs out: about 20 kB each."""


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
    executor: Executor | None = None,
) -> Clustering:
    """Clusters of measures that say the same, each with a label, its typical member and its nearest outsiders.

    Args:
        measures: All measures, of all towns.
        encoder: ``lexical``, ``words``, ``semantic``, ``fused``, ``best`` (``fused`` where meanings can be had) or the
            folder of a model; see `toolkit.cluster.encoders`.
        encode: Texts → vectors, in place of the built-in encoder (a cache, or a model of one's own).
        decisions: The log; it steers the linkage and is replayed over the result.
        previous: The last result; its cluster ids are kept, and old members that moved are told in the notes.
        strictness: Above 0 joins less, below 0 joins more; 1 is about one step of evidence.
        neighbours: How many nearest measures to list for each.
        language: Of the notes.
        executor: Where the parts of a large corpus are compared, such as Dask's ``client.get_executor()``; the result
            is the same as without.

    Raises:
        MissingToolError: `encoder` asks for meanings and nothing that gives them is installed.
        UsageError: There is no such encoder.
        LimitError: There are more than `MOST` measures.
        DecisionError: The log does not hold together.
    """
    used = resolve_encoder(encoder, encode=encode)
    if not measures:
        return Clustering(clusters=(), cut=shown_cut(strictness), encoder=used)
    if len(measures) > MOST:
        raise LimitError(
            f"{len(measures)} åtgärder är fler än de {MOST} som kan jämföras par för par.",
            kind="too_many",
            advice="Dela upp materialet, till exempel efter ämne eller år.",
        )
    asked = encode or encoder_of(used) if used != "lexical" else None
    encode = vectors.once(asked) if asked is not None else None
    now, _ = anchored(decisions, measures, language=language)
    way = _Way(used, encode, strictness, neighbours, executor, answers=learning.told(now))
    wanted = with_restated(links(now, language=language), restated_ids(measures))
    # Another cut is meant to move measures: what was before then gives names only.
    leaning = previous if previous is not None and abs(previous.cut - shown_cut(strictness)) < 1e-6 else None
    if leaning is not None and len(measures) > EXACT and growth.fits(measures, leaning, used):
        result = _grown(measures, leaning, wanted, way, language)
    else:
        result = _worked_out(measures, leaning, wanted, way)
        result = result if previous is None else _keep_names(result, previous, language)
    result = _telling(result, way.answers, language)
    return replay(result, decisions, measures=measures, language=language) if decisions else result


def _telling(result: Clustering, answers: Sequence[learning.Answer], language: str) -> Clustering:
    """The result with a note on what answers moved."""
    if not result.learned:
        return result
    yes = sum(same for *_, same in answers)
    say = labels(language)["cluster.stricter" if result.learned < 0 else "cluster.looser"]
    note = say.format(yes=yes, no=len(answers) - yes, by=f"{abs(result.learned):.2f}".replace(".", ","))
    return replace(result, notes=(*result.notes, note))


def shown_cut(strictness: float) -> float:
    """The cut as likeness, 0-1."""
    return float(similarity.chance(np.array([strictness], dtype=np.float32))[0])


@dataclass(frozen=True, slots=True)
class _Way:
    """How measures are compared."""

    encoder: str
    encode: Encode | None
    strictness: float
    neighbours: int
    executor: Executor | None = None
    whole: int = 0
    """Measures in the corpus, when only some of them are compared."""
    chance: blocks.Places | None = None
    """Places of those that tell what a chance pair looks like, when not all do."""
    answers: tuple[learning.Answer, ...] = ()
    """What people were asked and said."""


def _worked_out(measures: Sequence[Measure], previous: Clustering | None, wanted: Links, way: _Way) -> Clustering:
    """All measures compared with all, in parts when they are many."""
    fields = similarity.texts(measures)
    parts = _parts(measures, fields, wanted, way.encode) if len(measures) > EXACT else [np.arange(len(measures))]
    return _compared(measures, fields, parts, wanted, previous, way)


def _grown(measures: Sequence[Measure], previous: Clustering, wanted: Links, way: _Way, language: str) -> Clustering:
    """A few new measures placed among many old ones, which stay where they are."""
    told = similarity.Texts(
        names=tuple(measure.text for measure in measures),
        descriptions=tuple(measure.description or "" for measure in measures),
        languages=(),
        plans=(),
    )
    meanings = similarity.meanings(told, way.encode) if way.encode is not None else None
    chosen = growth.choose(measures, previous, meanings)
    some = [measures[index] for index in chosen.places.tolist()]
    way = replace(way, whole=len(measures), chance=chosen.spread, executor=None)
    part = _compared(some, similarity.texts(some), [np.arange(len(some))], wanted, previous, way)
    return growth.grown(previous, part, measures, language=language)


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
    previous: Clustering | None,
    way: _Way,
) -> Clustering:
    """Clusters, the largest first, and the nearest of each measure, part by part."""
    whole, moved = _whole(measures, fields, previous, way)
    naming_of = _Naming(measures, fields)
    tasks = (_task(whole, part, [measures[index].id for index in part.tolist()], wanted) for part in parts)
    clusters: list[Cluster] = []
    nearest: list[list[tuple[int, float]]] = [[] for _ in measures]
    steps: list[NextStep] = []
    for part, answer in zip(parts, answers(inside.compared, tasks, way.executor), strict=True):
        for index, row in zip(part.tolist(), answer.nearest, strict=True):
            nearest[index] = [(int(part[other]), alike) for other, alike in row]
        clusters += [naming_of.cluster(part, group, nearest) for group in answer.groups]
        steps += [_next_step(part, step, measures, way.strictness) for step in answer.steps]
    ids = tuple(measure.id for measure in measures)
    return Clustering(
        clusters=_with_own_ids(sorted(clusters, key=lambda cluster: -len(cluster.members))),
        cut=shown_cut(way.strictness),
        encoder=way.encoder,
        learned=moved,
        neighbours=tuple(
            (identity, tuple(Neighbour(measure=ids[j], similarity=s) for j, s in row[: way.neighbours]))
            for identity, row in zip(ids, nearest, strict=True)
        ),
        next_steps=tuple(sorted(steps, key=lambda step: abs(step.strictness - way.strictness))[: inside.TOLD]),
    )


def _next_step(
    part: blocks.Places,
    step: tuple[tuple[int, ...], tuple[int, ...], float],
    measures: Sequence[Measure],
    strictness: float,
) -> NextStep:
    """A merge near the cut, by the ids of its measures."""
    left, right, likeness = step
    return NextStep(
        joins=likeness < strictness,
        left=tuple(measures[part[index]].id for index in left),
        right=tuple(measures[part[index]].id for index in right),
        strictness=round(likeness, 2),
    )


def _whole(
    measures: Sequence[Measure], fields: similarity.Texts, previous: Clustering | None, way: _Way
) -> tuple[inside.Task, float]:
    """What is known of all measures that are compared (tasks are cut out of it), and what answers moved."""
    learned = similarity.weights(tier(way.encoder))
    kinds = tuple(dict.fromkeys((*learned.kinds, *learned.near, *learned.rules)))
    found = similarity.evidence(fields, kinds=kinds, encode=way.encode)
    by_chance = found if way.chance is None else {kind: block.take(way.chance) for kind, block in found.items()}
    scales = similarity.scales(by_chance, learned, len(measures) if way.chance is None else len(way.chance))
    moved = _moved(measures, found, learned, scales, previous, way)
    if previous is not None and moved != previous.learned:
        previous = None  # The answers have moved the cut: measures are meant to move.
    again = restated_ids(measures)
    task = inside.Task(
        found=found,
        learned=replace(learned, constant=learned.constant + moved),
        whole=way.whole or len(measures),
        scales=scales,
        nearest=max(way.neighbours, OUTSIDERS + 7),
        unlisted=np.array([measure.id in again for measure in measures]),
        home=_homes(measures, previous),
        together=(),
        apart=(),
        alone=(),
        strictness=way.strictness,
        settled=way.chance is not None,
    )
    return task, moved


def _moved(
    measures: Sequence[Measure],
    found: Mapping[str, Block],
    learned: similarity.Weights,
    scales: Mapping[str, similarity.Scale],
    previous: Clustering | None,
    way: _Way,
) -> float:
    """By how much answers move every likeness; as before, where the old clusters stay or it is nearly the same."""
    if previous is not None and way.chance is not None:
        return previous.learned
    place = {measure.id: index for index, measure in enumerate(measures)}
    now = learning.moved(
        way.answers, place, found=found, learned=learned, scales=scales, whole=way.whole or len(measures)
    )
    if previous is not None and way.answers and abs(now - previous.learned) <= learning.KEPT + 1e-9:
        return previous.learned
    return now


def _homes(measures: Sequence[Measure], previous: Clustering | None) -> blocks.Places:
    """Number of the cluster each measure stood in before, -1 for new ones."""
    if previous is None:
        return np.array([], dtype=np.int64)
    home = {member: index for index, item in enumerate(previous.clusters) for member in item.members}
    return np.array([home.get(measure.id, -1) for measure in measures], dtype=np.int64)


def _task(whole: inside.Task, part: blocks.Places, ids: Sequence[str], wanted: Links) -> inside.Task:
    """The task of one part, cut out of the whole, with what people joined and parted."""
    place = {identity: index for index, identity in enumerate(ids)}
    together = [tuple(place[item] for item in members if item in place) for members in wanted.together]
    return replace(
        whole,
        found={kind: block.take(part) for kind, block in whole.found.items()},
        unlisted=whole.unlisted[part],
        home=whole.home[part] if len(whole.home) else whole.home,
        together=tuple(group for group in together if len(group) > 1),
        apart=tuple((place[a], place[b]) for a, b in sorted(wanted.apart) if a in place and b in place),
        alone=tuple(place[item] for item in sorted(wanted.alone) if item in place),
    )


class _Naming:
    """What is known of the whole corpus when clusters of a part are made: who copied whom, how common a word is."""

    def __init__(self, measures: Sequence[Measure], fields: similarity.Texts) -> None:
        self._measures, self._fields = measures, fields
        self.again = restated_ids(measures)
        """What restates another measure: never the typical member, and nobody's neighbour beside what it restates."""
        self._towns = naming.town_names({town for measure in measures for town in measure.municipality})
        self._spread = naming.lemma_spread(fields.names, fields.languages)
        self._family_of = {member: family for family in reuse.families(measures) for member in family}

    def cluster(
        self, part: blocks.Places, found: inside.Group, nearest: Sequence[Sequence[tuple[int, float]]]
    ) -> Cluster:
        """One cluster of the measures of a group."""
        group = part[list(found.members)].tolist()
        first_hand = np.array([self._measures[index].id not in self.again for index in group])
        middle = np.array(found.middle)
        typical = int(np.argmax(np.where(first_hand, middle, -1.0) if first_hand.any() else middle))
        names = [self._fields.names[index] for index in group]
        members = tuple(self._measures[index].id for index in group)
        held = frozenset(members)
        outside = _outside(group, nearest, self._measures)
        alone = 1.0 - (outside[0].similarity if outside else 0.0)
        families = dict.fromkeys(self._family_of[member] for member in members if member in self._family_of)
        kept = (tuple(item for item in family if item in held) for family in families)
        copied = tuple(family for family in kept if len(family) > 1)
        worded = [tuple(self._measures[part[place]].id for place in one) for one in found.variants]
        language = self._fields.languages[group[typical]]
        return Cluster(
            id=cluster_id(members),
            label=naming.label(names, typical, self._spread, len(self._measures), language, hidden=self._towns),
            members=members,
            typical=members[typical],
            cohesion=round(found.cohesion, 4),
            outsiders=outside,
            confidence=round(min(found.cohesion, 1.0) if len(group) > 1 else alone, 4),
            families=copied,
            variants=with_families(worded, copied),
            facets=facets.shared(names),
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


def _with_own_ids(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """Each cluster with an id of its own: ids of measures that differ in a sign only ("a1", "a1+") give the same."""
    taken: set[str] = set()
    own = []
    for item in clusters:
        identity = item.id
        while identity in taken:
            identity = f"{identity}x"
        taken.add(identity)
        own.append(item if identity == item.id else replace(item, id=identity))
    return tuple(own)


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

"""A few new measures in a large corpus: each finds its place among the old, and no old one moves.

Steps: for each new measure the old ones with most words (and meaning) in common → their clusters, and measures spread
over the corpus to tell what a chance pair looks like → these are compared pair by pair, as any corpus is, with the old
clusters settled → what came of it is put into the old result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from toolkit.cluster import vectors
from toolkit.cluster.pairwise import Places
from toolkit.cluster.vectors import Floats
from toolkit.decisions import variants_within
from toolkit.labels import labels
from toolkit.model import Cluster, Clustering, Measure, Neighbour
from toolkit.text import tokens

MOST_NEW = 1_000
"""New measures beyond which all is worked out anew."""
SHARE = 0.1
"""Share of the corpus that may have been added so before all is worked out anew: what is common drifts."""
PARTNERS = 30
"""Old measures that are looked up for each new one."""
SEEN = 12
"""Members of an old cluster that a new measure is compared with: the typical one, and others spread over it."""
SPREAD = 1_500
"""Measures spread evenly over the corpus, against which chance is measured."""
_STEM = 6
"""First letters of a word by which candidates are found: enough for most inflections, and quick."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The measures that are compared: places in the corpus, ascending, and among them those that tell chance."""

    places: Places
    spread: Places
    """Places within `places`."""


def fits(measures: Sequence[Measure], previous: Clustering | None, encoder: str) -> bool:
    """Whether the new measures are few enough beside what was worked out before."""
    if previous is None or previous.encoder != encoder:
        return False
    old = {member for item in previous.clusters for member in item.members}
    new = sum(measure.id not in old for measure in measures)
    return new <= MOST_NEW and new + previous.grown <= SHARE * len(measures)


def choose(measures: Sequence[Measure], previous: Clustering, meanings: Floats | None) -> Chosen:
    """The new measures, the old clusters they may belong to, and some of all the others.

    Args:
        measures: All measures, new and old.
        previous: The last result.
        meanings: Unit vectors of all measures, when there is an encoder.
    """
    place = {measure.id: index for index, measure in enumerate(measures)}
    home = {member: item for item in previous.clusters for member in item.members}
    is_old = np.array([measure.id in home for measure in measures])
    new, old = np.flatnonzero(~is_old), np.flatnonzero(is_old)
    near = [_by_words(measures, new, old)]
    if meanings is not None:
        near.append(_top(meanings[new] @ meanings[old].T))
    clusters = {
        item.id: item
        for index in np.unique(old[np.concatenate([rows.ravel() for rows in near])]).tolist()
        for item in [home[measures[index].id]]
    }
    seen = [place[member] for item in clusters.values() for member in _seen(item) if member in place]
    spread = np.arange(0, len(measures), max(1, len(measures) // SPREAD), dtype=np.int64)
    places = np.unique(np.concatenate([new, np.array(seen, dtype=np.int64), spread]))
    return Chosen(places, np.searchsorted(places, spread).astype(np.int64))


def _by_words(measures: Sequence[Measure], new: Places, old: Places) -> Places:
    """For each new measure the places in `old` of those that share most rare words."""
    texts = [f"{measure.text} {(measure.description or '')[:100]}" for measure in measures]
    matrix = vectors.weighted_terms([[word[:_STEM] for word in tokens(text)] for text in texts])
    return _top(np.asarray((matrix[new] @ matrix[old].T).toarray(), dtype=np.float32))


def _top(alike: Floats) -> Places:
    """Columns of the largest few of each row."""
    count = min(PARTNERS, alike.shape[1])
    return np.argpartition(-alike, count - 1, axis=1)[:, :count].astype(np.int64)


def _seen(item: Cluster) -> list[str]:
    """The typical member of a cluster, and others spread over it."""
    step = max(1, -(-len(item.members) // SEEN))
    return list(dict.fromkeys((item.typical, *item.members[::step])))


def grown(previous: Clustering, part: Clustering, measures: Sequence[Measure], *, language: str) -> Clustering:
    """The old result with the new measures in it.

    Args:
        previous: The last result.
        part: Clusters of the chosen measures; no two old clusters are joined in it.
        measures: All measures; what is no longer among them falls away.
        language: Of the notes.
    """
    here = {measure.id for measure in measures}
    home = {member: item.id for item in previous.clusters for member in item.members}
    joined: dict[str, Cluster] = {}
    fresh: list[Cluster] = []
    for item in part.clusters:
        old = next((home[member] for member in item.members if member in home), None)
        if old is None:
            fresh.append(item)
        elif any(member not in home for member in item.members):
            joined[old] = item
    kept = (_extended(item, joined.get(item.id), home, here) for item in previous.clusters)
    clusters = (*(item for item in kept if item.members), *fresh)
    count = sum(measure.id not in home for measure in measures)
    note = labels(language)["cluster.grown"].format(new=count, all=len(measures))
    return Clustering(
        clusters=tuple(sorted(clusters, key=lambda item: -len(item.members))),
        cut=previous.cut,
        encoder=previous.encoder,
        neighbours=_neighbours(previous, part, measures, home),
        notes=(note,) if count else (),
        grown=previous.grown + count,
        learned=previous.learned,
    )


def _extended(item: Cluster, with_new: Cluster | None, home: dict[str, str], here: set[str]) -> Cluster:
    """An old cluster with what came to it, and without what is gone."""
    members = tuple(member for member in item.members if member in here)
    if with_new is None:
        return item if len(members) == len(item.members) else _without(item, members)
    new = tuple(member for member in with_new.members if member not in home)
    families = [list(family) for family in item.families]
    for family in with_new.families:
        known = next((one for one in families if set(one) & set(family)), None)
        if known is None:
            families.append(list(family))
        else:
            known += [member for member in family if member not in known]
    whole = _without(item, members)
    return replace(
        whole,
        members=(*members, *new),
        cohesion=with_new.cohesion,
        confidence=with_new.confidence,
        families=tuple(map(tuple, families)),
        variants=_with_new_wordings(whole, with_new, new),
    )


def _with_new_wordings(old: Cluster, with_new: Cluster, new: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The variants of an old cluster; a new member goes to the variant of the first old member beside it."""
    found = [list(one) for one in old.variants or (old.members,)]
    for wording in with_new.variants or (with_new.members,):
        came = [member for member in wording if member in new]
        known = next((one for one in found if set(one) & set(wording)), None)
        if known is not None:
            known += came
        elif came:
            found.append(came)
    return tuple(map(tuple, found)) if len(found) > 1 else ()


def _without(item: Cluster, members: tuple[str, ...]) -> Cluster:
    """A cluster of the members that are left."""
    typical = item.typical if item.typical in members or not members else members[0]
    return replace(item, members=members, typical=typical, variants=variants_within(item.variants, members))


def _neighbours(
    previous: Clustering, part: Clustering, measures: Sequence[Measure], home: dict[str, str]
) -> tuple[tuple[str, tuple[Neighbour, ...]], ...]:
    """The nearest of each: of new ones as compared, of old ones as before with the new where they are nearer."""
    here = {measure.id for measure in measures}
    now = dict(part.neighbours)
    before = dict(previous.neighbours)
    lists = []
    for measure in measures:
        if measure.id not in home:
            lists.append((measure.id, now[measure.id]))
            continue
        old = [near for near in before.get(measure.id, ()) if near.measure in here]
        came = [near for near in now.get(measure.id, ()) if near.measure not in home]
        both = sorted((*old, *came), key=lambda near: -near.similarity) if came else old
        lists.append((measure.id, tuple(both[: max(len(old), len(came))])))
    return tuple(lists)

"""Leave one municipality out: would the others' plans have given the measures that this one decided on?

For each town a draft of as many items as it has measures is built from all other towns' measures. It knows of the town
what the single-plan baseline knows, and no more: whose plan is most like its own (in real use the profile's comparable
towns). A measure counts as met when its gold cluster has a member among the draft's quoted measures.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.assemble.choose import candidates, pick, preferred
from toolkit.model import Cluster, Clustering, Form, Measure, Profile, Provenance
from toolkit.text import tokens

Grouping = Callable[[Sequence[Measure]], Clustering]
"""How measures become clusters: the cluster stage, passed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One town's measures against drafts made from the others'; shares are 0-1."""

    municipality: str
    measures: int
    draft: float
    blind: float
    """The draft of a town of which nothing is known."""
    common: float
    """The same number of the most common clusters."""
    single: float
    """The single most similar plan, as many measures of it."""
    ceiling: float
    """The town's measures that have any partner elsewhere."""


def leave_one_out(measures: Sequence[Measure], truth: Mapping[str, str], *, group: Grouping) -> tuple[LeftOut, ...]:
    """The score of each town, in the order in which the towns first stand.

    Args:
        measures: Real measures of at least two towns.
        truth: Measure id → gold cluster.
        group: Makes clusters of the other towns' measures.
    """
    towns = list(dict.fromkeys(measure.municipality for measure in measures))
    found = []
    for town in towns:
        own = [measure for measure in measures if measure.municipality == town]
        others = [measure for measure in measures if measure.municipality != town]
        if not own or not others:
            continue
        clustering = group(others)
        wanted = [truth[measure.id] for measure in own]
        nearest = _most_similar(own, others)
        found.append(
            LeftOut(
                municipality=", ".join(town),
                measures=len(own),
                draft=_met(wanted, drafted(others, clustering, size=len(own), peers=nearest), truth),
                blind=_met(wanted, drafted(others, clustering, size=len(own)), truth),
                common=_met(wanted, _most_common(others, clustering, len(own)), truth),
                single=_met(wanted, [m.id for m in others if m.municipality == nearest][: len(own)], truth),
                ceiling=_met(wanted, [measure.id for measure in others], truth),
            )
        )
    return tuple(found)


def drafted(others: Sequence[Measure], clustering: Clustering, *, size: int, peers: Sequence[str] = ()) -> list[str]:
    """Ids of the measures that a draft of `size` items quotes for a town of which only its peers are known."""
    profile = Profile(municipality="?", peers=tuple(peers))
    found = candidates(clustering, others, profile=profile)
    choice = pick(found, clustering, others, profile=profile, size=size)
    return [preferred(candidate, profile) for candidate in choice.chosen]


def _met(wanted: Sequence[str], given: Sequence[str], truth: Mapping[str, str]) -> float:
    """Share of the wanted gold clusters that the given measures have a member in."""
    has = {truth[measure] for measure in given}
    return sum(cluster in has for cluster in wanted) / len(wanted)


def _most_common(others: Sequence[Measure], clustering: Clustering, size: int) -> list[str]:
    """The clusters that most towns have, then the largest, then in order of id."""
    towns = {measure.id: measure.municipality for measure in others}

    def weight(cluster: Cluster) -> tuple[int, int, str]:
        return (-len({towns[member] for member in cluster.members}), -len(cluster.members), cluster.id)

    return [cluster.typical for cluster in sorted(clustering.clusters, key=weight)[:size]]


def _most_similar(own: Sequence[Measure], others: Sequence[Measure]) -> tuple[str, ...]:
    """The town whose plan's words are most like the town's own."""
    plans: dict[tuple[str, ...], list[Measure]] = {}
    for measure in others:
        plans.setdefault(measure.municipality, []).append(measure)
    words = {town: _words(plan) for town, plan in plans.items()}
    spread = Counter(word for counted in words.values() for word in counted)
    mine = _words(own)
    return min(plans, key=lambda town: (-_cosine(mine, words[town], spread, len(plans)), town))


def _words(plan: Sequence[Measure]) -> Counter[str]:
    """The words of a plan."""
    return Counter(word for measure in plan for word in tokens(f"{measure.text} {measure.description or ''}"))


def _cosine(one: Counter[str], other: Counter[str], spread: Mapping[str, int], plans: int) -> float:
    """Likeness of two bags of words, rare words weighing more."""

    def weights(bag: Counter[str]) -> dict[str, float]:
        return {
            word: (1 + math.log(count)) * math.log((1 + plans) / (1 + spread.get(word, 0)) + 1)
            for word, count in bag.items()
        }

    left, right = weights(one), weights(other)
    dot = sum(value * right[word] for word, value in left.items() if word in right)
    size = math.sqrt(sum(v * v for v in left.values()) * sum(v * v for v in right.values()))
    return dot / size if size else 0.0


def leave_one_out_rows(rows: Sequence[Mapping[str, object]], *, group: Grouping) -> dict[str, object]:
    """The scores of a gold file's rows: a line a town, the mean over towns, and all towns' measures taken together.

    Towns of a measure or two swing the mean over towns; taken together each measure weighs the same.

    Args:
        rows: Gold rows with ``id``, ``municipality``, ``text``, ``description`` and ``cluster``.
        group: Makes clusters of measures.
    """
    measures = [
        Measure(
            id=str(row["id"]),
            document=str(row["municipality"]),
            text=str(row["text"]),
            description=str(row["description"]) if row.get("description") else None,
            provenance=Provenance(document=str(row["municipality"]), start=0, end=0),
            form=Form.TABLE,
            municipality=(str(row["municipality"]),),
        )
        for row in rows
    ]
    scores = leave_one_out(measures, {str(row["id"]): str(row["cluster"]) for row in rows}, group=group)
    names = ("draft", "blind", "common", "single", "ceiling")
    figures: dict[str, object] = {
        one.municipality: {"n": one.measures, **{name: round(getattr(one, name), 3) for name in names}}
        for one in scores
    }
    figures["mean over towns"] = {
        "n": len(scores),
        **{name: round(sum(getattr(one, name) for one in scores) / len(scores), 3) for name in names},
    }
    total = sum(one.measures for one in scores)
    figures["all measures"] = {
        "n": total,
        **{name: round(sum(getattr(one, name) * one.measures for one in scores) / max(1, total), 3) for name in names},
    }
    return figures

"""What the next step of strictness would change: clusters that would be joined, and those that would be parted."""

from collections.abc import Sequence
from math import log

from toolkit.compare.material import Material
from toolkit.labels import labels
from toolkit.model import Clustering, Column, Comparison, Entry, NextStep


def next_steps(material: Material) -> Comparison | None:
    """One row a merge near the cut, the nearest first; None where nothing is near or people have decided it all."""
    text = labels(material.language)
    standing = [step for step in material.clustering.next_steps if _stands(material, step)]
    if not standing:
        return None
    widths = (("way", 20), ("strictness", 12), ("left", 70), ("right", 70))
    return Comparison(
        key="steps",
        title=text["compare.steps"],
        columns=tuple(Column(key=key, title=text[f"compare.steps_{key}"], width=width) for key, width in widths),
        rows=tuple(
            (
                Entry(text=text["compare.steps_looser" if step.joins else "compare.steps_stricter"]),
                Entry(number=step.strictness),
                _side(material, step.left),
                _side(material, step.right),
            )
            for step in standing
        ),
        notes=(text["compare.steps_note"].format(now=f"{_strictness(material.clustering):.2f}"),),
    )


def _strictness(clustering: Clustering) -> float:
    """The strictness that gave a cut.

    Example:
        >>> _strictness(Clustering(clusters=(), cut=0.5, encoder="lexical"))
        0.0
    """
    cut = min(max(clustering.cut, 1e-9), 1 - 1e-9)
    return round(log(cut / (1 - cut)), 2)


def _stands(material: Material, step: NextStep) -> bool:
    """Whether the clusters are as they were when the step was found: what people or guards changed is settled."""
    home = {member: cluster.id for cluster in material.clustering.clusters for member in cluster.members}
    known = all(member in material.measures and member in home for member in (*step.left, *step.right))
    return known and (len({home[member] for member in (*step.left, *step.right)}) == 1) != step.joins


def _side(material: Material, members: Sequence[str]) -> Entry:
    """The wordings of one side, each with whose it is."""
    found = [material.measures[member] for member in members]
    return Entry(
        text="\n".join(f"{', '.join(one.municipality)}: {one.text}" for one in found),
        sources=tuple(material.source(one) for one in found),
    )

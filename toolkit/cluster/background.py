"""What measures look like in general, so that little turns on which plans happen to be compared.

How rare a thing is, and where the middle of all meanings lies, could be taken from the corpus alone; but then each
plan that comes or goes moves every likeness a little, and pairs near the cut flicker. So both lean on figures counted
once in many plans (``lexicon/background.toml``), and the corpus changes them only where it surely differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit import lexicon

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
SURELY = 3.0
"""Standard errors by which the corpus must name a thing more often than plans do before it counts as common here."""
SAME_SPACE = 0.9
"""Cosine of the corpus' middle and the shipped one from which both are taken to come from one encoder."""


@dataclass(frozen=True, slots=True)
class Background:
    """Figures of many plans."""

    measures: int
    """Measures that were looked at."""
    objects: Mapping[str, int]
    """Thing → measures that name it."""
    centres: Mapping[str, Floats]
    """Language → mean of the built-in encoder's rows."""
    counts_for: int
    """How many measures of the corpus the counts weigh as much as; 0 leaves all to the corpus."""
    centre_counts_for: int
    """The same for the centres."""


@cache
def background() -> Background:
    """What ``lexicon/background.toml`` says."""
    data = lexicon.load("background")
    centres = {key: np.array(row, dtype=np.float32) * np.float32(1e-4) for key, row in data["centres"].items()}
    return Background(
        measures=data["measures"],
        objects=data["objects"],
        centres=centres,
        counts_for=data["counts_for"],
        centre_counts_for=data["centre_counts_for"],
    )


def rarity(counts: Mapping[str, int], measures: int, known: Background | None = None) -> dict[str, float]:
    """How much each thing weighs: the rarer, the more.

    Args:
        counts: Thing → measures of the corpus that name it.
        measures: Measures of the corpus.
        known: What plans look like, in place of the shipped figures.

    Example:
        >>> plans = Background(1000, {"cycling": 10, "heating": 200}, {}, 5000, 0)
        >>> weigh = rarity({"cycling": 2, "heating": 2}, 100, plans)
        >>> weigh["cycling"] > weigh["heating"]
        True
    """
    known = known or background()
    if not known.counts_for:
        return {key: float(np.log((1 + measures) / (1 + count))) + 1 for key, count in counts.items()}
    size, weight = known.measures, known.counts_for
    found = {}
    for key, count in counts.items():
        usual = (known.objects.get(key, 0) + 0.5) / (size + 1)
        leaning = (count + weight * usual) / (measures + weight)
        here = (count - SURELY * count**0.5) / measures
        found[key] = float(np.log((1 + size) / (1 + size * max(leaning, here)))) + 1
    return found


def weighted_things(documents: Sequence[Sequence[str]]) -> "csr_matrix":
    """Named things as unit rows: each counts by how rare it is, and sublinearly by how often it is named."""
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    keys = sorted({key for things in documents for key in things})
    place = {key: index for index, key in enumerate(keys)}
    named: dict[tuple[int, int], int] = {}
    for row, things in enumerate(documents):
        for key in things:
            named[row, place[key]] = named.get((row, place[key]), 0) + 1
    shape = (len(documents), max(len(keys), 1))
    if not named:
        return csr_matrix(np.zeros(shape, dtype=np.float32))
    rows, columns = np.array(list(named)).T
    counts = np.bincount(columns, minlength=len(keys))
    weigh = rarity(dict(zip(keys, counts.tolist(), strict=True)), len(documents))
    values = (1 + np.log(np.array(list(named.values())))) * np.array([weigh[key] for key in keys])[columns]
    return csr_matrix(normalize(csr_matrix((values.astype(np.float32), (rows, columns)), shape=shape)))


def centred(rows: Floats, languages: Sequence[str], known: Background | None = None) -> Floats:
    """Rows minus the middle of those in their language, which leans on the shipped middle.

    Rows of another encoder, told by the direction of their middle, have only their own.

    Args:
        rows: One a different text.
        languages: Of each text; empty when it is not known.
        known: What plans look like, in place of the shipped figures.
    """
    known = known or background()
    own = rows.mean(axis=0)
    weight = known.centre_counts_for
    middles = [middle for middle in known.centres.values() if _alike(middle, own) >= SAME_SPACE]
    if not weight or not languages or not middles:
        return rows - own[None, :] if len(rows) > 1 else rows
    result = np.empty_like(rows)
    spoken = np.array(languages)
    for language in sorted(set(languages)):
        here = spoken == language
        usual = known.centres.get(language, middles[0])
        result[here] = rows[here] - (rows[here].sum(axis=0) + weight * usual) / (here.sum() + weight)
    return result


def _alike(one: Floats, other: Floats) -> float:
    """Cosine; 0 where the spaces have not even the same width."""
    if one.shape != other.shape:
        return 0.0
    return float(one @ other) / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9)

"""How common each thing is in measures in general, so that little turns on which plans happen to be compared.

How rare a thing is could be counted in the corpus alone; but then each plan that comes or goes moves every likeness a
little, and pairs near the cut flicker. So it leans on counts made once in many plans (``lexicon/background.toml``), and
the corpus changes them only where it surely names a thing more often.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from toolkit import lexicon

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SURELY = 3.0
"""Standard errors by which the corpus must name a thing more often than plans do before it counts as common here."""


@dataclass(frozen=True, slots=True)
class Background:
    """Counts made in many plans."""

    measures: int
    """Measures that were looked at."""
    objects: Mapping[str, int]
    """Thing → measures that name it."""
    counts_for: int
    """How many measures of the corpus the counts weigh as much as; 0 leaves all to the corpus."""


@cache
def background() -> Background:
    """What ``lexicon/background.toml`` says."""
    data = lexicon.load("background")
    return Background(measures=data["measures"], objects=data["objects"], counts_for=data["counts_for"])


def rarity(counts: Mapping[str, int], measures: int, known: Background | None = None) -> dict[str, float]:
    """How much each thing weighs: the rarer, the more.

    Args:
        counts: Thing → measures of the corpus that name it.
        measures: Measures of the corpus.
        known: What plans look like, in place of the shipped figures.

    Example:
        >>> plans = Background(1000, {"cycling": 10, "heating": 200}, 5000)
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
    from scipy.sparse import csr_matrix, diags
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    if not any(documents):
        return csr_matrix(np.zeros((len(documents), 1), dtype=np.float32))
    vectorizer = CountVectorizer(analyzer=lambda things: things, dtype=np.float32)
    named = csr_matrix(vectorizer.fit_transform(documents))
    keys = vectorizer.get_feature_names_out().tolist()
    counts = np.bincount(named.indices, minlength=len(keys)).tolist()
    weigh = rarity(dict(zip(keys, counts, strict=True)), len(documents))
    named.data = 1 + np.log(named.data)
    return csr_matrix(normalize(named @ diags(np.array([weigh[key] for key in keys], dtype=np.float32))))

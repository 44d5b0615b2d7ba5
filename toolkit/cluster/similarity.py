"""How like two measures are: several kinds of evidence, each set against what a chance pair of the corpus looks like.

Steps, each kept and shown: `Texts` (the fields of a measure) → `Evidence` (one likeness a kind and pair) → `Scale`
(mean and spread of chance pairs) → `likeness` (weighted sum, 0 at the cut). Owner and date are no evidence: two
different measures of one office are not the same measure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolkit import lexicon
from toolkit.cluster import facets, vectors
from toolkit.cluster.vectors import Encode, Floats
from toolkit.model import Measure

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Block = Callable[[slice], Floats]
"""Likeness of some rows to all columns."""
_BLOCK = 512
DESCRIPTION = 400
"""Characters of a description that are read: what comes later is background."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The fields of each measure that say what is to be done, and the language it is written in."""

    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What chance pairs look like in one kind of evidence."""

    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights of one encoder setting: kind → weight, the constant, the cut, and reference scales."""

    kinds: Mapping[str, float]
    constant: float
    cut: float
    reference: Mapping[str, Scale]
    pairs: float
    """How many chance pairs the reference counts for: a corpus with far more of its own decides alone."""


def texts(measures: Sequence[Measure]) -> Texts:
    """Names and descriptions; the goal stands in for a missing description, since it says what for."""
    names = tuple(measure.text for measure in measures)
    descriptions = tuple((measure.description or measure.goal.value or "")[:DESCRIPTION] for measure in measures)
    languages = tuple(vectors.language(f"{a} {b}") for a, b in zip(names, descriptions, strict=True))
    return Texts(names, descriptions, languages)


def evidence(fields: Texts, *, kinds: Sequence[str], encode: Encode | None = None) -> dict[str, Block]:
    """One likeness function a kind; only those that are asked for are worked out.

    Args:
        fields: The texts.
        kinds: Names out of ``lexicon/similarity.toml``.
        encode: For the kinds that begin with ``meaning``.
    """
    name_terms = vectors.terms(fields.names, fields.languages)
    text_terms = vectors.terms(fields.descriptions, fields.languages)
    name_things = [facets.objects().find(name) for name in fields.names]
    text_things = [facets.objects().find(text) for text in fields.descriptions]
    found: dict[str, Block] = {}
    for kind in kinds:
        if kind == "words":
            found[kind] = _sparse([a * 2 + b for a, b in zip(name_terms, text_terms, strict=True)])
        elif kind == "name_words":
            found[kind] = _sparse(name_terms)
        elif kind == "name_characters":
            found[kind] = _product(vectors.characters(fields.names))
        elif kind == "objects":
            found[kind] = _sparse([[*a, *a, *b] for a, b in zip(name_things, text_things, strict=True)])
        elif kind == "name_objects":
            found[kind] = _sparse([list(a or b) for a, b in zip(name_things, text_things, strict=True)])
        elif kind in facets.FACETS or kind.endswith("_apart"):
            found[kind] = _facet(fields, kind)
        elif kind.startswith("meaning") and encode is not None:
            found[kind] = _meaning(fields, kind, encode)
    return found


def _sparse(documents: Sequence[Sequence[str]]) -> Block:
    return _product(vectors.weighted_terms(documents))


def _product(matrix: "csr_matrix") -> Block:
    """Cosine by rows of unit vectors."""
    other = matrix.T.tocsr()
    return lambda rows: np.asarray((matrix[rows] @ other).toarray(), dtype=np.float32)


def _facet(fields: Texts, kind: str) -> Block:
    """Shared values of a facet, or (``…_apart``) -1 where both names name it and share none."""
    name, _, apart = kind.partition("_")
    find = facets.facet(name).find
    if not apart:
        return _sparse([find(f"{a} {b[:200]}") for a, b in zip(fields.names, fields.descriptions, strict=True)])
    keys = facets.facet(name).keys
    has = np.zeros((len(fields.names), len(keys)), dtype=np.float32)
    for index, text in enumerate(fields.names):
        for key in find(text):
            has[index, keys.index(key)] = 1.0
    some = np.asarray(has.max(axis=1) > 0)
    return lambda rows: -((some[rows, None] & some[None, :]) & (has[rows] @ has.T == 0)).astype(np.float32)


def _meaning(fields: Texts, kind: str, encode: Encode) -> Block:
    """Cosine of centred meanings of the name, or of name and description."""
    if kind == "meaning_name":
        written = list(fields.names)
    else:
        written = [f"{a}. {b[:300]}" for a, b in zip(fields.names, fields.descriptions, strict=True)]
    encoded = vectors.meaning(written, encode)
    return lambda rows: encoded[rows] @ encoded.T


def weights(encoder: str) -> Weights:
    """What ``lexicon/similarity.toml`` says for ``lexical``, ``semantic`` or ``fused``."""
    data = lexicon.load("similarity")
    table = data[encoder]
    scales = {kind: Scale(mean, spread) for kind, (mean, spread) in data["chance"].items()}
    return Weights(table["weights"], table["constant"], table["cut"], scales, data["chance_pairs"])


def scale(block: Block, count: int, *, reference: Scale, pairs: float) -> Scale:
    """Mean and spread of one kind over the pairs of this corpus, leaning on the reference while there are few.

    At most 600 evenly spaced rows are looked at.
    """
    step = max(1, count // 600)
    total = squares = seen = 0.0
    for row in range(0, count, step):
        values = np.delete(block(slice(row, row + 1))[0], row).astype(np.float64)
        total, squares, seen = total + values.sum(), squares + (values**2).sum(), seen + len(values)
    own = seen / 2
    mean = (total / 2 + pairs * reference.mean) / (own + pairs)
    square = (squares / 2 + pairs * (reference.spread**2 + reference.mean**2)) / (own + pairs)
    return Scale(float(mean), float(max(square - mean**2, 1e-8) ** 0.5))


def likeness(found: Mapping[str, Block], learned: Weights, count: int) -> Floats:
    """The weighted sum for all pairs, 0 at the cut: above it a pair is likelier one measure than two."""
    scales = {
        kind: scale(block, count, reference=learned.reference[kind], pairs=learned.pairs)
        for kind, block in found.items()
    }
    total = np.full((count, count), learned.constant - learned.cut, dtype=np.float32)
    for start in range(0, count, _BLOCK):
        rows = slice(start, min(start + _BLOCK, count))
        for kind, block in found.items():
            factor = learned.kinds[kind] / scales[kind].spread
            total[rows] += (block(rows) - np.float32(scales[kind].mean)) * np.float32(factor)
    return total


def chance(likeness_sum: Floats) -> Floats:
    """Likeness as 0-1, 0.5 at the cut."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(likeness_sum, -30, 30))), dtype=np.float32)

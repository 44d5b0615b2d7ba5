"""How like two measures are: several kinds of evidence, each set against what a chance pair of the corpus looks like.

Steps, each kept and shown: `Texts` (the fields of a measure) → `Evidence` (one likeness a kind and pair) → `Scale`
(mean and spread of chance pairs) → `likeness` (weighted sum, 0 at the cut). Owner and date are no evidence: two
different measures of one office are not the same measure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit import lexicon
from toolkit.cluster import background, facets, vectors
from toolkit.cluster.pairwise import ALL, Apart, Block, Copied, Dense, Instead, Opposed, SamePlan, Sparse, marked
from toolkit.cluster.vectors import Encode, Floats
from toolkit.model import Measure
from toolkit.text import tokens

if TYPE_CHECKING:
    pass

_BLOCK = 512
LOUD = np.float32(5.0)
"""Spreads above a chance pair beyond which one kind of evidence adds no more to the order of the nearest."""
MEANT = 200
"""Characters of a name that are encoded."""
DESCRIPTION = 400
"""Characters of a description that are read: what comes later is background."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The fields of each measure that say what is to be done, and the language it is written in."""

    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    languages: tuple[str, ...]
    plans: tuple[str, ...]
    """The document each stands in: one plan seldom lists a measure twice, save in the same words."""


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
    near: Mapping[str, float]
    """Kind → weight for the choice of the nearest: plain and even, so that a partner is in sight whatever the cut."""
    rules: Mapping[str, float]
    """Log odds that are set by rule: ``copied`` adds them (a copy is the same measure whatever it is about),
    ``opposed`` takes them away for each facet whose values exclude one another, ``swedish`` adds them where both are
    in Swedish, whose compounds name a thing more narrowly than English words do."""
    size: int
    growth: float
    """Above `size` measures the cut rises by this much for each e-fold: more measures, more chance likenesses."""
    pairs: float
    """How many chance pairs the reference counts for when one plan is compared with itself."""
    pairs_across: float
    """The same when several plans are: so many that one plan more or less moves nothing."""


def texts(measures: Sequence[Measure]) -> Texts:
    """Names and beginnings of descriptions.

    Goal and heading path stay out: they are shared by all measures below them, and on real plans they joined what
    only stands side by side.
    """
    names = tuple(measure.text for measure in measures)
    descriptions = tuple((measure.description or "")[:DESCRIPTION] for measure in measures)
    return Texts(names, descriptions, _languages(names, descriptions), tuple(measure.document for measure in measures))


def _languages(names: Sequence[str], descriptions: Sequence[str]) -> tuple[str, ...]:
    """The language of each measure; a name without small words ("Solar PV") is in the language of most others."""
    told = [vectors.language(f"{a} {b}", otherwise="") for a, b in zip(names, descriptions, strict=True)]
    usual = "en" if told.count("en") > told.count("sv") else "sv"
    return tuple(one or usual for one in told)


def evidence(fields: Texts, *, kinds: Sequence[str], encode: Encode | None = None) -> dict[str, Block]:
    """One likeness function a kind; only those that are asked for are worked out.

    Args:
        fields: The texts.
        kinds: Names out of ``lexicon/similarity.toml``, and ``opposed``.
        encode: For the kind ``meaning``; without it that is left out.
    """
    found: dict[str, Block] = {}
    if any(not kind not in ("meaning", "opposed") for kind in kinds):
        found |= _worded(fields)
    for kind in kinds:
        if kind == "name_characters":
            found[kind] = Sparse(vectors.characters(fields.names))
        elif kind == "opposed":
            found[kind] = _opposed(fields.names)
        elif kind == "swedish":
            found[kind] = Dense(np.array([[language == "sv"] for language in fields.languages], dtype=np.float32))
        elif kind == "same_plan":
            found[kind] = _same_plan(fields, found["copied"])
        elif kind.partition("_")[0] in facets.FACETS:
            found[kind] = _facet(fields, kind)
        elif kind == "meaning" and encode is not None:
            found[kind] = Dense(meanings(fields, encode))
    return {kind: found[kind] for kind in kinds if kind in found}


def _worded(fields: Texts) -> dict[str, Block]:
    """Words and named things, of the names alone and (names counting twice) with the descriptions."""
    name_terms = vectors.terms(fields.names, fields.languages)
    text_terms = vectors.terms(fields.descriptions, fields.languages)
    words = _sparse([a * 2 + b for a, b in zip(name_terms, text_terms, strict=True)])
    name_words = _sparse(name_terms)
    name_things = [facets.objects().find(name) for name in fields.names]
    text_things = [facets.objects().find(text) for text in fields.descriptions]
    things = [[*a, *a, *b] for a, b in zip(name_things, text_things, strict=True)]
    first_things = [list(a or b) for a, b in zip(name_things, text_things, strict=True)]
    return {
        "copied": Copied(words, _sparse(text_terms), np.array([bool(text) for text in fields.descriptions])),
        "words": words,
        "name_words": name_words,
        "objects": _instead(things, Sparse(background.weighted_things(things)), words),
        "name_objects": _instead(first_things, Sparse(background.weighted_things(first_things)), name_words),
        # The same, rare or common as they are in this corpus alone: steadier is better for what goes together, this
        # for what is listed as near.
        "objects_here": _instead(things, _sparse(things), words),
        "name_objects_here": _instead(first_things, _sparse(first_things), name_words),
    }


def _sparse(documents: Sequence[Sequence[str]]) -> Block:
    return Sparse(vectors.weighted_terms(documents))


def _instead(named: Sequence[Sequence[str]], likeness_of_named: Block, words: Block) -> Block:
    return Instead(np.array([bool(keys) for keys in named]), likeness_of_named, words)


def _same_plan(fields: Texts, copied: Block) -> Block:
    names = [" ".join(tokens(name)) for name in fields.names]
    return SamePlan(_numbered(fields.plans), _numbered(names), copied)


def _numbered(words: Sequence[str]) -> "NDArray[np.int64]":
    """The same number for the same word."""
    return np.unique(np.array(words, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)


def _facet(fields: Texts, kind: str) -> Block:
    """Shared values of a facet, or (``…_apart``) -1 where both names name it and share none."""
    name, _, apart = kind.partition("_")
    find = facets.facet(name).find
    if not apart:
        return _sparse([find(f"{a} {b[:200]}") for a, b in zip(fields.names, fields.descriptions, strict=True)])
    return Apart(marked([find(text) for text in fields.names], facets.facet(name).keys))


def _opposed(names: Sequence[str]) -> Block:
    """The facets whose values exclude one another: ``lexicon/facets.toml``, table ``opposed``."""
    sides = []
    for name, pairs in lexicon.strings("facets", "opposed").items():
        keys = facets.facet(name).keys
        place = {key: index for index, key in enumerate(keys)}
        has = marked([facets.facet(name).find(text) for text in names], keys)
        against = np.zeros((len(keys), len(keys)), dtype=np.float32)
        for pair in pairs:
            left, right = (place[key] for key in pair.split())
            against[left, right] = against[right, left] = 1.0
        sides.append((has, has @ against))
    return Opposed(tuple(sides))


def meanings(fields: Texts, encode: Encode) -> Floats:
    """Centred meanings of the names, unit rows; a measure without a name is known by its description.

    Descriptions stay out: they cost four times the time of the name, and on corpora left out they told no better.
    """
    pairs = zip(fields.names, fields.descriptions, strict=True)
    return vectors.meaning([(name.strip() or told)[:MEANT] for name, told in pairs], encode)


def weights(encoder: str) -> Weights:
    """What ``lexicon/similarity.toml`` says for ``lexical``, ``semantic`` or ``fused``."""
    data = lexicon.load("similarity")
    table = data[encoder]
    chances = {**data["chance"], **table.get("chance", {})}
    scales = {kind: Scale(mean, spread) for kind, (mean, spread) in chances.items()}
    return Weights(
        kinds=table["weights"],
        near=table["near"],
        constant=table["constant"],
        cut=table["cut"],
        reference=scales,
        rules=data["rules"],
        size=table.get("size", data["size"]),
        growth=data["growth"],
        pairs=data["chance_pairs"],
        pairs_across=table.get("pairs_across", data["chance_pairs"]),
    )


def scale(block: Block, count: int, *, reference: Scale, pairs: float) -> Scale:
    """Mean and spread of one kind over the pairs of this corpus, leaning on the reference while there are few.

    At most some 600 evenly spaced rows are looked at, against at most some 6,000 columns.
    """
    columns = np.arange(0, count, max(1, count // 6000), dtype=np.int64)
    step = max(1, len(columns) // 600)
    values = block(columns[::step], columns).astype(np.float64)
    itself = values[np.arange(len(values)), np.arange(0, len(columns), step)]
    total, squares = values.sum() - itself.sum(), (values**2).sum() - (itself**2).sum()
    seen = values.size - len(values)
    own = seen / 2
    mean = (total / 2 + pairs * reference.mean) / (own + pairs)
    square = (squares / 2 + pairs * (reference.spread**2 + reference.mean**2)) / (own + pairs)
    return Scale(float(mean), float(max(square - mean**2, 1e-8) ** 0.5))


@dataclass(frozen=True, slots=True)
class Likeness:
    """The weighted sum for all pairs of a part, 0 at the cut, and for each row the nearest others, best first."""

    total: Floats
    nearest: tuple[tuple[int, ...], ...]


def scales(found: Mapping[str, Block], learned: Weights, count: int) -> dict[str, Scale]:
    """What chance pairs of the whole corpus look like in each kind.

    One plan is written in one manner on one thing, and is set against itself; several are set against what plans in
    general look like.
    """
    plans = found.get("same_plan")
    across = isinstance(plans, SamePlan) and len(np.unique(plans.plan)) > 1
    pairs = learned.pairs_across if across else learned.pairs
    return {
        kind: scale(block, count, reference=learned.reference[kind], pairs=pairs)
        for kind, block in found.items()
        if kind in learned.reference
    }


def likeness(
    found: Mapping[str, Block],
    learned: Weights,
    count: int,
    *,
    whole: int = 0,
    nearest: int = 10,
    chance_pairs: Mapping[str, Scale] | None = None,
    unlisted: "NDArray[np.bool_] | None" = None,
) -> Likeness:
    """All pairs of a corpus, or of one part of it: above 0 a pair is likelier one measure than two.

    The nearest are chosen by a plainer sum with capped terms (one loud kind of evidence must not fill the list), and
    then put in order of likeness.

    Args:
        found: The evidence of the measures compared.
        learned: Weights.
        count: Measures that are compared.
        whole: Measures in the corpus that they are a part of; 0 when they are all.
        nearest: How many others to list for each.
        chance_pairs: What `scales` found, so that it need not be worked out for each part.
        unlisted: True for each measure that is not to be listed as anybody's neighbour.
    """
    against = chance_pairs or scales(found, learned, count)
    cut = learned.cut + learned.growth * max(0.0, log((whole or count) / learned.size))
    total = np.full((count, count), learned.constant - cut, dtype=np.float32)
    rows_of_nearest: list[tuple[int, ...]] = []
    for start in range(0, count, _BLOCK):
        rows = slice(start, min(start + _BLOCK, count))
        near = np.zeros((rows.stop - start, count), dtype=np.float32)
        for kind, block in found.items():
            values = block(rows, ALL)
            if kind in learned.rules:
                total[rows] += values * np.float32(learned.rules[kind])
                continue
            values = (values - np.float32(against[kind].mean)) / np.float32(against[kind].spread)
            total[rows] += values * np.float32(learned.kinds.get(kind, 0.0))
            near += np.minimum(values, LOUD) * np.float32(learned.near.get(kind, 0.0))
        if unlisted is not None:
            near[:, unlisted] = -np.inf
        rows_of_nearest += _best(near, total[rows], start, nearest)
    return Likeness(total, tuple(rows_of_nearest))


def _best(near: Floats, alike: Floats, start: int, count: int) -> list[tuple[int, ...]]:
    """The `count` largest of each row but itself, in order of likeness, ties by place."""
    count = min(count, near.shape[1] - 1)
    found: list[tuple[int, ...]] = []
    for offset, row in enumerate(near):
        row[start + offset] = -np.inf
        top = np.argpartition(-row, count - 1)[:count] if count > 0 else np.array([], dtype=np.int64)
        top = top[row[top] > -np.inf]
        order = np.lexsort((top, -alike[offset, top]))
        found.append(tuple(top[order].tolist()))
    return found


def chance(likeness_sum: Floats) -> Floats:
    """Likeness as 0-1, 0.5 at the cut."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(likeness_sum, -30, 30))), dtype=np.float32)

"""Who copied whom: verbatim and near-verbatim measures make a family, and "x of n towns" counts families.

A summary's line and the measure that it restates are one family too, whatever their words.

Near-copies are looked for only among measures that share a rare word, so that a large corpus costs little.
"""

from collections import Counter
from collections.abc import Sequence

from toolkit.cluster.restated import restated_ids
from toolkit.model import Measure
from toolkit.text import fingerprint, normalise, tokens

NEAR = 90.0
"""Share of characters, in percent, from which two wordings count as one text (rapidfuzz `ratio`)."""
CROWD = 100
"""Holders of one word beyond which each is compared only with the next few in the alphabet: copies begin alike."""
NEXT = 8
SHORT = 5
"""Texts of fewer words are copies only when they are the same: "Ta fram en plan" is nobody's own."""


def families(measures: Sequence[Measure]) -> tuple[tuple[str, ...], ...]:
    """Ids of measures that copy one another, two or more a family, in the order given.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=0)
        >>> words = ["Ta fram en rutin.", "ta fram en rutin", "Bygg en bro"]
        >>> families([
        ...     Measure(id=f"m{n}", document="d", text=text, provenance=place, form=Form.BULLET)
        ...     for n, text in enumerate(words)
        ... ])
        (('m0', 'm1'),)
    """
    from rapidfuzz import fuzz

    written = [normalise(measure.text).lower() for measure in measures]
    parent = list(range(len(measures)))

    def root(item: int) -> int:
        while parent[item] != item:
            item = parent[item]
        return item

    def join(left: int, right: int) -> None:
        low, high = sorted((root(left), root(right)))
        parent[high] = low

    first: dict[str, int] = {}
    for index, measure in enumerate(measures):
        print_ = fingerprint(measure.text)
        join(first.setdefault(print_, index), index)
    place = {measure.id: index for index, measure in enumerate(measures)}
    for later, earlier in restated_ids(measures).items():
        join(place[earlier], place[later])
    for left, right in _suspects(written, parent):
        if root(left) != root(right) and fuzz.ratio(written[left], written[right], score_cutoff=NEAR):
            join(left, right)
    found: dict[int, list[str]] = {}
    for index, measure in enumerate(measures):
        found.setdefault(root(index), []).append(measure.id)
    return tuple(tuple(family) for family in found.values() if len(family) > 1)


def _suspects(written: Sequence[str], parent: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of longer texts that share one of their three rarest words and are about as long."""
    heads = [index for index in range(len(written)) if parent[index] == index]
    words = {index: sorted(set(tokens(written[index]))) for index in heads}
    spread = Counter(word for index in heads for word in words[index])
    holders: dict[str, list[int]] = {}
    for index in heads:
        if len(words[index]) >= SHORT:
            for word in sorted(words[index], key=lambda word: (spread[word], word))[:4]:
                holders.setdefault(word, []).append(index)
    pairs = set()
    for group in holders.values():
        crowded = len(group) > CROWD
        ordered = sorted(group, key=lambda index: (written[index], index)) if crowded else group
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + NEXT if crowded else None]:
                if 0.8 <= len(written[one]) / len(written[other]) <= 1.25:
                    pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)

"""Who copied whom: verbatim and near-verbatim measures make a family, and "x of n towns" counts families.

A summary's line and the measure that it restates are one family too, whatever their words.

A passage that is taken over with another beginning or end (who is to do it, and when) is a copy too.
Near-copies are looked for only among measures that share a rare word, so that a large corpus costs little.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from zlib import crc32

from toolkit import lexicon
from toolkit.cluster.restated import restated_ids
from toolkit.cluster.vectors import lemma
from toolkit.model import Measure
from toolkit.text import fingerprint, normalise, tokens

NEAR = 90.0
"""Share of characters, in percent, from which two wordings count as one text (rapidfuzz `ratio`)."""
CROWD = 100
"""Holders of one word beyond which each is compared only with the next few in the alphabet: copies begin alike."""
NEXT = 8
PASSAGE = 10
"""Words from which what two plans share is a passage that was taken over, and not a phrase that anybody may write."""
RUN = 4
"""Words in a row that are compared."""
HOLDERS = 3
"""Texts remembered for one run of words: copies of copies are found through one another."""
SHARED = 0.6
"""Share of the shorter text's runs that the longer one must hold; beside that, all its words that say something."""
SHORT = 5
"""Texts of fewer words are copies only when they are the same: "Ta fram en plan" is nobody's own."""


_WORDS = lexicon.strings("small_words")
_SMALL = frozenset((*_WORDS["swedish"], *_WORDS["english"]))
_BODIES = tuple(_WORDS["bodies"])


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
    for left, right in _passages(written, parent, [measure.document for measure in measures]):
        if root(left) != root(right):
            join(left, right)
    found: dict[int, list[str]] = {}
    for index, measure in enumerate(measures):
        found.setdefault(root(index), []).append(measure.id)
    return tuple(tuple(family) for family in found.values() if len(family) > 1)


def _passages(written: Sequence[str], parent: Sequence[int], plans: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of longer texts of two plans of which the one holds the other, but for who does it and when."""
    first: dict[int, list[int]] = {}
    words: dict[int, list[str]] = {}
    for index, text in enumerate(written):
        said = tokens(text) if parent[index] == index else []
        if len(said) < PASSAGE:
            continue
        words[index] = said
        near: dict[int, None] = {}
        for at in range(len(said) - RUN + 1):
            holders = first.setdefault(crc32(" ".join(said[at : at + RUN]).encode("utf-8")), [])
            near |= dict.fromkeys(holders)
            if len(holders) < HOLDERS:
                holders.append(index)
        for other in near:
            if plans[other] != plans[index] and taken_over(words[other], said):
                yield other, index


def taken_over(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the one text holds the other but for words that only say who is to do it, and how surely.

    Example:
        >>> short = "ta fram en rutin för tolk och akut vård under det första dygnet".split()
        >>> taken_over(short, ["socialjouren", "tar", *short[1:], "klar", "i", "april"])
        True
        >>> taken_over(short, [*short[:4], "om", "brand", *short[4:7], "under", "det", "första", "året"])
        False
    """
    shorter, longer = sorted((one, other), key=len)
    rows = [{tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)} for said in (shorter, longer)]
    if len(rows[0] & rows[1]) < SHARED * len(rows[0]):
        return False
    kept = {lemma(word, "sv") for word in longer} | set(longer)
    return all(word in kept or lemma(word, "sv") in kept or _says_who(word) for word in shorter)


def _says_who(word: str) -> bool:
    """Whether a word is a small one, a number or the name of a body."""
    return word in _SMALL or word.isdigit() or word.startswith(_BODIES) or word.removesuffix("s").endswith(_BODIES)


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

"""Names for clusters: a short phrase that stands in a member's own words, with compounds whole; nothing is made up.

The phrase is chosen for words that many members share and few others use. A reader who wants more reads the typical
member's sentence.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from toolkit import lexicon
from toolkit.cluster.vectors import lemma
from toolkit.text import tokens

LONGEST = 6
"""Words in a label."""
_NUMBER = re.compile(
    r"^\W*(?:(?!CO2|H2|PM\d|ISO)[A-ZÅÄÖ]{1,3}[a-z]?\s?-?\d+(?:\.\d+)*[.:)]?|\d+(?:\.\d+)+[.:)]?|\d+[.:)]|[a-zA-Z]\))"
    r"\s*[–:-]?\s+"
)
_WORD = re.compile(r"[\w’'&-]*\w")
_EDGE = frozenset(word for words in lexicon.strings("small_words").values() for word in words)


def label(texts: Sequence[str], typical: int, spread: Mapping[str, int], total: int, language: str) -> str:
    """A phrase of at most `LONGEST` words out of the members' names.

    Args:
        texts: The members' names.
        typical: Index of the medoid, whose words win a tie.
        spread: Lemma → number of measures in the corpus that hold it.
        total: Number of measures in the corpus.
        language: Of the members, for the lemmas.

    Example:
        >>> names = ["1.2 Installera solceller på skolans tak", "Solceller på tak"]
        >>> label(names, 0, {"solcell": 2, "tak": 2}, 50, "sv")
        'Solceller på tak'
    """
    cleaned = [clean(text) for text in texts]
    shared = Counter(word for text in cleaned for word in {lemma(word, language) for word in tokens(text)})
    best, best_score = cleaned[typical], -1.0
    order = [typical, *(index for index in range(len(texts)) if index != typical)]
    for rank, index in enumerate(order[:20]):
        for phrase in _phrases(cleaned[index]):
            score = _score(phrase, shared, spread, total, len(texts), language) - 0.01 * rank
            if score > best_score + 1e-9:
                best, best_score = phrase, score
    return best[:1].upper() + best[1:]


def clean(text: str) -> str:
    """The name without its printed number and mark-up signs.

    Example:
        >>> clean("**P3: 100 % förnybar el**"), clean("1.2 Fjärrvärme")
        ('100 % förnybar el', 'Fjärrvärme')
    """
    text = re.sub(r"[*_#`]+", " ", text).strip()
    return " ".join(_NUMBER.sub("", text, count=1).split()).rstrip(" .:;,") or text


def lemma_spread(names: Sequence[str], languages: Sequence[str]) -> Counter[str]:
    """Lemma → number of names that hold it."""
    return Counter(
        word
        for name, language in zip(names, languages, strict=True)
        for word in {lemma(word, language) for word in tokens(name)}
    )


def _phrases(text: str) -> list[str]:
    """Runs of words inside one clause that neither begin nor end with a small word."""
    found = []
    for clause in re.split(r"[.;:!?()–—/\"”]|,\s", text):
        spans = [match.span() for match in _WORD.finditer(clause)]
        for first in range(min(len(spans), 30)):
            for last in range(first, min(first + LONGEST, len(spans))):
                phrase = clause[spans[first][0] : spans[last][1]]
                edges = {clause[slice(*spans[first])].lower(), clause[slice(*spans[last])].lower()}
                if not edges & _EDGE:
                    found.append(phrase)
    return found


def _score(
    phrase: str, shared: Mapping[str, int], spread: Mapping[str, int], total: int, members: int, language: str
) -> float:
    """Shared and rare words gain, each further word costs a little: the shortest phrase that says it."""
    words = tokens(phrase)
    gain = 0.0
    for word in {lemma(word, language) for word in words} - _EDGE:
        if not word.isdigit():
            rare = log((total + 1) / (spread.get(word, 0) + 0.5)) / log(total + 2)
            share = (shared[word] - 1) / (members - 1) if members > 1 else 1.0
            gain += share * max(rare, 0.05)
    return gain - 0.06 * len(words)

"""Names for clusters: a short phrase that stands in a member's own words, with compounds whole; nothing is made up.

The phrase is chosen for words that many members share and few others use. A reader who wants more reads the typical
member's sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log

from toolkit import lexicon
from toolkit.cluster.facets import objects
from toolkit.cluster.phrases import LONGEST, WHOLE, Phrase, is_name, phrases
from toolkit.cluster.vectors import lemma
from toolkit.text import tokens

_NUMBER = re.compile(
    r"^\W*(?:(?!CO2|H2|PM\d|ISO)[A-ZÅÄÖŽŠČĀĒĪŪĖĘĮŲĶĻŅĢ]{1,3}[a-z]?\s?-?\d+(?:\.\d+)*[.:)]?|\d+(?:\.\d+)+[.:)]?|\d+[.:)]|[a-zA-Z]\))"
    r"\s*[–:-]?\s+"
)
_GAP = "/"
"""Stands where something was taken out; a phrase does not go past it."""
_WORD = re.compile(r"[\w’'&-]*\w")
_WORD = re.compile(r"[\w’'&-]*\w")
_SMALL = lexicon.strings("small_words")
_EDGE = frozenset(word for key in ("swedish", "english", "edges", "amounts", "verbs") for word in _SMALL[key])
_BODIES = tuple(_SMALL["bodies"])
_CLAUSE = re.compile(
    r"[.;:!?()–—/\"”“#]|,\s|\s-\s|\b(?:" + "|".join(re.escape(word) for word in _SMALL["cuts"]) + r")\b", re.IGNORECASE
)
SENTENCE = 4
"""Words of a sentence that is short enough for a name ("En kärngrupp inrättas")."""
LEAST = 0.0
"""A phrase worth less is a piece of something else: then the sentence itself stands, cut short."""
_LOOKED_AT = 6
"""Members whose names are searched: the typical one and those first in order."""


def label(
    texts: Sequence[str],
    typical: int,
    spread: Mapping[str, int],
    total: int,
    language: str,
    *,
    hidden: re.Pattern[str] | None = None,
) -> str:
    """A phrase of at most `LONGEST` words out of the members' names.

    Args:
        texts: The members' names.
        typical: Index of the medoid, whose words win a tie.
        spread: Lemma → number of measures in the corpus that hold it.
        total: Number of measures in the corpus.
        language: Of the members, for the lemmas.
        hidden: What no label may hold: the `town_names`.

    Example:
        >>> names = ["1.2 Installera solceller på skolans tak", "Solceller på tak"]
        >>> label(names, 0, {"solcell": 2, "tak": 2}, 50, "sv")
        'Solceller på tak'
    """
    order = [typical, *(index for index in range(len(texts)) if index != typical)]
    cleaned = [_without(clean(texts[index]), hidden) for index in order]
    if len(cleaned) == 1 and len(cleaned[0].split()) <= LONGEST + 2 and _is_short_name(cleaned[0], language):
        return cleaned[0][:1].upper() + cleaned[0][1:]
    shared = Counter(term for text in cleaned for term in _terms(tuple(tokens(text)), language))
    best, best_score = _shortened(cleaned[0]), LEAST
    for rank, text in enumerate(cleaned[:_LOOKED_AT]):
        for phrase in _candidates(text, language):
            found = _terms(tuple(tokens(phrase.text)), language)
            if not found:
                continue
            score = _shares(found, shared, spread, total, len(texts)) - 0.2 * bool(rank)
            score += phrase.worth + _looks(phrase.text)
            if score > best_score + 1e-9:
                best, best_score = phrase.text, score
    return best[:1].upper() + best[1:]


def _candidates(text: str, language: str) -> Iterator[Phrase]:
    """The name itself where it is short and no sentence, and the phrases in it."""
    if len(text.split()) <= LONGEST and not _CLAUSE.search(text) and is_name(text, language):
        yield Phrase(text, WHOLE)
    yield from phrases(text, language)


def _is_short_name(text: str, language: str) -> bool:
    """Whether a measure's name is one already; a whole sentence of four words is short enough to be one."""
    return not _CLAUSE.search(text) and (is_name(text, language) or len(text.split()) <= SENTENCE)


def _shortened(text: str) -> str:
    """The beginning of a name that holds no phrase: at most ten words."""
    words = text.replace(_GAP, " ").split()
    return " ".join(words[:10]) + (" …" if len(words) > 10 else "")


def town_names(own: Iterable[str]) -> re.Pattern[str]:
    """Names of towns with what binds them ("i Lund", "Lunds kommun"): a label is to fit every town.

    A municipality of the register is not looked for in the first word: "Mark" and "Vara" begin sentences.

    Args:
        own: Towns of the corpus; they are hidden wherever they stand.
    """
    of_corpus = {town for town in own if len(town) > 2 and town[0].isupper()}
    known = set(lexicon.load("municipalities")["municipalities"].values()) - of_corpus
    written = [
        "|".join(re.escape(town) for town in sorted(towns, key=lambda town: (-len(town), town))) or r"(?!)"
        for towns in (of_corpus, known)
    ]
    return re.compile(
        rf"(?:\b(?:i|för|på|av|till|inom|från|in|of|for)\s)?(?:\b(?:{written[0]})|(?<=[^\W\d]\s)(?:{written[1]}))"
        r"(?:['’]?s)?\b(?:\s(?:kommuns?|stads?|municipality|city)\b)?"
    )


def _without(text: str, hidden: re.Pattern[str] | None) -> str:
    """The text with a gap in place of what is hidden; the text itself when nothing else is in it."""
    if hidden is None:
        return text
    left = " ".join(hidden.sub(_GAP, text).split())
    return left.strip(f" {_GAP}.:;,–-") or text


def clean(text: str) -> str:
    """The name without its printed number and mark-up signs.

    Example:
        >>> clean("**P3: 100 % förnybar el**"), clean("1.2 Fjärrvärme")
        ('100 % förnybar el', 'Fjärrvärme')
    """
    text = re.sub(r"(?<=\S)\s+#+\s", f" {_GAP} ", re.sub(r"[*_`]+", " ", text)).replace("#", " ").strip()
    return " ".join(_NUMBER.sub("", text, count=1).split()).rstrip(" .:;,") or text


def lemma_spread(names: Sequence[str], languages: Sequence[str]) -> Counter[str]:
    """Lemma → number of names that hold it."""
    return Counter(
        word
        for name, language in zip(names, languages, strict=True)
        for word in {lemma(word, language) for word in tokens(name)}
    )


@lru_cache(maxsize=100_000)
def _terms(words: tuple[str, ...], language: str) -> frozenset[str]:
    """Lemmas that say something, and (with a star) the things of the object list that stand behind the words."""
    lemmas = {lemma(word, language) for word in words if word not in _EDGE and not word.isdigit() and len(word) > 1}
    return frozenset(lemmas) | {f"*{key}" for key in objects().find_words(words)}


def _shares(
    found: Iterable[str], shared: Mapping[str, int], spread: Mapping[str, int], total: int, members: int
) -> float:
    """What members share and few others say is worth most; in a cluster of one, three words of content are enough."""
    if members == 1:
        return 0.12 * min(sum(not term.startswith("*") for term in found), 4)
    gain = 0.0
    for term in found:
        rare = 0.5 if term.startswith("*") else log((total + 1) / (spread.get(term, 0) + 0.5)) / log(total + 2)
        gain += (shared[term] - 1) / (members - 1) * max(rare, 0.05)
    return min(gain, 1.6)


def _looks(phrase: str) -> float:
    """A name is short, says more than one short word, and is not only that of a body."""
    words = tokens(phrase)
    bodies = sum(_is_body(word) for word in words if word not in _EDGE)
    only_bodies = bodies and bodies == sum(word not in _EDGE for word in words)
    for_body = bodies and (_is_body(words[0]) or (_is_body(words[-1]) and {"till", "för", "to"} & set(words[-3:-1])))
    length = len(_WORD.findall(phrase))
    alone = (0.5 if len(phrase) < 9 else 0.1) * (length == 1)
    return -0.025 * length - alone - 0.6 * bool(only_bodies) - 0.2 * bool(for_body)


def _is_body(word: str) -> bool:
    """Whether a word names a body: who is to act is not what is done."""
    return word.startswith(_BODIES) or word.removesuffix("s").endswith(_BODIES)

"""Names for clusters: a short phrase that stands in a member's own words, with compounds whole; nothing is made up.

The phrase is chosen for words that many members share and few others use. A reader who wants more reads the typical
member's sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from toolkit import lexicon
from toolkit.cluster.facets import objects
from toolkit.cluster.vectors import lemma
from toolkit.text import tokens

LONGEST = 6
"""Words in a label."""
_NUMBER = re.compile(
    r"^\W*(?:(?!CO2|H2|PM\d|ISO)[A-ZÅÄÖ]{1,3}[a-z]?\s?-?\d+(?:\.\d+)*[.:)]?|\d+(?:\.\d+)+[.:)]?|\d+[.:)]|[a-zA-Z]\))"
    r"\s*[–:-]?\s+"
)
_GAP = "/"
"""Stands where something was taken out; a phrase does not go past it."""
_WORD = re.compile(r"[\w’'&-]*\w")
_SMALL = lexicon.strings("small_words")
_EDGE = frozenset(word for key in ("swedish", "english", "edges", "amounts", "verbs") for word in _SMALL[key])
_OF = frozenset(_SMALL["of"])
"""After these a phrase goes on: "extension" is not the whole of "extension of the tram network"."""
_BODIES = tuple(_SMALL["bodies"])
_DOING = frozenset(word for words in lexicon.strings("verbs", "action").values() for word in words)
"""Verbs: one alone says nothing."""
_CUTS = "|".join(re.escape(word) for key in ("cuts", "clause") for word in _SMALL[key])
_CLAUSE = re.compile(rf"[.;:!?()–—/\"”“#]|,\s|\s-\s|\b(?:{_CUTS})\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?![^\W\d]*(?:rnas|[^g]gas|eas)\b)[^\W\d]{3,}as\b")
"""Swedish passive verbs ("besökas"): they bound a clause; "skolornas", "biogas" are none."""
_IF = re.compile(r"\bom\b(?=[^.;,]{1,60}\b(?:kan|finns|är|det|så)\b)")
"""``om`` that means "if": what follows is a condition, not what the measure is about."""
_FINITE = re.compile(r"\b[^\W\d]{4,}(?:ar|er|s)\b")
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
    if len(cleaned) == 1 and len(cleaned[0].split()) <= LONGEST + 2 and not _CLAUSE.search(cleaned[0]):
        return cleaned[0][:1].upper() + cleaned[0][1:]
    shared = Counter(term for text in cleaned for term in _terms(tuple(tokens(text)), language))
    best, best_score = _shortened(cleaned[0]), -1.0
    for rank, text in enumerate(cleaned[:_LOOKED_AT]):
        for phrase in _phrases(text, language):
            found = _terms(tuple(tokens(phrase.text)), language)
            score = _score(phrase.text, found, shared, spread, total, len(texts)) - 0.02 * bool(rank)
            score += _shape(phrase, text)
            if score > best_score + 1e-9:
                best, best_score = phrase.text, score
    return best[:1].upper() + best[1:]


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
    text = re.sub(r"[*_#`]+", " ", text).strip()
    return " ".join(_NUMBER.sub("", text, count=1).split()).rstrip(" .:;,") or text


def lemma_spread(names: Sequence[str], languages: Sequence[str]) -> Counter[str]:
    """Lemma → number of names that hold it."""
    return Counter(
        word
        for name, language in zip(names, languages, strict=True)
        for word in {lemma(word, language) for word in tokens(name)}
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, and how they lie in the sentence."""

    text: str
    start: int
    """Words of the name before it."""
    whole: bool
    """It ends where a clause or a small word bounds it, and nothing of what it is "of" follows."""
    broken: bool
    """The word before it belongs to it: "friendly transport" out of "environmentally friendly transport"."""


def _phrases(text: str, language: str) -> Iterator[Phrase]:
    """Runs of words inside one clause that neither begin nor end with a small word, a number or a verb."""
    if language == "sv":
        text = _FINITE.sub(_gap_for_verb, _IF.sub(_GAP, _PASSIVE.sub(_GAP, text)))
    passed = 0
    for clause in _CLAUSE.split(text):
        spans = [match.span() for match in _WORD.finditer(clause)]
        words = [clause[slice(*span)].lower() for span in spans]
        for first in range(min(len(spans), 30)):
            for last in range(first, min(first + LONGEST, len(spans))):
                edges = {words[first], words[last]}
                if (first == last and edges & _DOING) or edges & _EDGE or any(edge.isdigit() for edge in edges):
                    continue
                if clause[spans[last][1] :][:1] == "-" or _two(words[first : last + 1]):  # "översikts- och …"
                    continue
                after = words[last + 1] if last + 1 < len(words) else ""
                before = words[first - 1] if first else ""
                yield Phrase(
                    clause[spans[first][0] : spans[last][1]],
                    passed + first,
                    not after or (after in _EDGE and after not in _OF),
                    bool(before) and not before.isdigit() and before not in _EDGE and before not in _DOING,
                )
        passed += len(words)


def _two(words: Sequence[str]) -> bool:
    """A noun and then an article: two things, one after the other ("personal en kurs")."""
    return any(word in ("en", "ett", "a", "an") and not {before} & (_EDGE | _DOING) for before, word in pairwise(words))


def _gap_for_verb(found: re.Match[str]) -> str:
    """A gap in place of a finite verb ("rapporterar", "genomförs"): it bounds a clause; a plural noun stays."""
    word = found.group().lower()
    base = lemma(word, "sv")
    stems = {word[:-1] + "a"} if word.endswith("s") else {word[:-1], word[:-2] + "a", word + "e"}
    return _GAP if base[-1:] in ("a", "e") and base in stems else found.group()


def _shape(phrase: Phrase, text: str) -> float:
    """What is whole, stands early and is not only the name of a body reads best."""
    words = tokens(phrase.text)
    bodies = sum(any(word.startswith(stem) or word.removesuffix("s").endswith(stem) for stem in _BODIES)
                 for word in words if word not in _EDGE)  # fmt: skip
    only_bodies = bodies and bodies == sum(word not in _EDGE for word in words)
    early = -0.04 * min(phrase.start, 12)
    bodies_first = 0.2 * bool(bodies and words[0].startswith(_BODIES))
    shape = 0.3 * phrase.whole - 0.3 * phrase.broken - 0.6 * bool(only_bodies) - bodies_first
    return shape + early + 0.15 * (phrase.text == text)


@lru_cache(maxsize=100_000)
def _terms(words: tuple[str, ...], language: str) -> frozenset[str]:
    """Lemmas that say something, and (with a star) the things of the object list that stand behind the words."""
    lemmas = {lemma(word, language) for word in words if word not in _EDGE and not word.isdigit() and len(word) > 1}
    return frozenset(lemmas) | {f"*{key}" for key in objects().find_words(words)}


def _score(
    phrase: str, found: frozenset[str], shared: Mapping[str, int], spread: Mapping[str, int], total: int, members: int
) -> float:
    """What members share and few others say is worth most; each further word costs a little."""
    gain = 0.0
    for term in found:
        share = (shared[term] - 1) / (members - 1) if members > 1 else 1.0
        rare = 1.0 if term.startswith("*") else log((total + 1) / (spread.get(term, 0) + 0.5)) / log(total + 2)
        gain += share * max(rare, 0.05)
    length = len(_WORD.findall(phrase))
    alone = 0.25 if length == 1 and len(phrase) < 9 else 0.0
    return gain - 0.05 * length - alone + 0.1 * min(length, 3)

"""Words of a measure's sentence and what each is there: enough grammar to find its main clause, verb and things.

Swedish and English; no tagger is asked, only the closed word classes (``lexicon/phrases.toml``), the verbs of
``lexicon/verbs.toml`` with their forms, and what stands beside a word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit import lexicon
from toolkit.cluster.vectors import lemma

_TOKEN = re.compile(r"[\w’'&/-]*\w(?:-(?=\s+(?:och|eller|samt|o|&|and|or)\b|,|/)|['’](?=\s))?|[^\w\s]")
_CONDITION = re.compile(r"\bom\b(?=[^.;,]{1,60}\b(?:kan|finns|är|det|så|vill|har)\b)", re.IGNORECASE)
"""``om`` that means "if"."""
AMOUNTS = frozenset(lexicon.strings("small_words")["amounts"])
"""Amounts and times: a phrase neither begins nor ends with one."""
_ENDERS = ".;:!?–—/"


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of one language, as sets of words and of word sequences."""

    one: Mapping[str, frozenset[str]]
    ends: Mapping[str, Sequence[tuple[str, ...]]]
    """First word → what may be said in a row from it, the longest first."""
    light: frozenset[str]
    infinitives: frozenset[str]
    imperatives: frozenset[str]
    finite: Mapping[str, str]
    """Present form → infinitive."""
    passive: frozenset[str]


@cache
def word_lists(language: str) -> WordLists:
    """The words of ``sv`` or ``en``, with the forms of the verbs."""
    lists = lexicon.strings("phrases", language)
    verbs = lexicon.strings("verbs", "action")[language]
    plain = {verb.split()[0] for verb in verbs} | {verb.split()[0] for verb in lists["light"]}
    finite: dict[str, str] = {}
    passive: set[str] = set()
    unsure = set(lexicon.strings("verbs", "ambiguous")["words"]) | set(lists["prepositions"])
    if language == "sv":
        irregular = lexicon.load("verbs")["irregular"]
        finite = {form: verb for verb in sorted(plain) for form in _present(verb) if _is_present(form, verb)}
        finite |= {str(forms["present"]): verb for verb, forms in irregular.items()}
        passive = {form for verb in plain for form in _passive(verb)}
        passive |= {form for forms in irregular.values() for form in forms["passive"]}
    return WordLists(
        {key: frozenset(words) for key, words in lists.items()},
        _by_first_word(lists["ends"]),
        frozenset(lists["light"]),
        frozenset(plain),
        frozenset(verb[:-1] for verb in plain if language == "sv" and _is_imperative(verb[:-1], verb)) - unsure,
        {form: verb for form, verb in finite.items() if form not in unsure},
        frozenset(passive - unsure),
    )


def _by_first_word(said: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(one.split()) for one in said), key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return found


def _is_present(form: str, verb: str) -> bool:
    """Whether the dictionary has the form under the verb; "åtgärder" is a noun."""
    return form.endswith(("ar", "för", "kör")) or lemma(form, "sv") == verb


def _is_imperative(form: str, verb: str) -> bool:
    """Whether the dictionary has the form under the verb only: "utred", and not "avtal"."""
    return verb.endswith("a") and len(form) > 3 and lemma(form, "sv") == verb


def _present(verb: str) -> Iterator[str]:
    """Present forms of a Swedish infinitive.

    Example:
        >>> list(_present("utbilda")), list(_present("införa")), list(_present("se"))
        (['utbildar', 'utbilder'], ['inför'], ['ser'])
    """
    if not verb.endswith("a"):
        yield f"{verb}r"
    elif verb.endswith(("föra", "köra", "hyra", "göra", "styra", "lära")):
        yield verb[:-1]
    else:
        yield f"{verb[:-1]}ar"
        yield f"{verb[:-1]}er"


def _passive(verb: str) -> Iterator[str]:
    """Passive forms of a Swedish infinitive: "tas", "införs", "införas", "utbildas"."""
    yield f"{verb}s"
    if verb.endswith("a"):
        yield f"{verb[:-1]}s"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign and what it is here."""

    text: str
    low: str
    start: int
    end: int
    kind: str
    """n(oun or adjective), p(reposition), d(eterminer), c(onjunction), s(ubordinator), v(erb), m(odal), e(nd), "." """
    level: int
    """0 in the main clause, 1 in one that hangs on it."""


def read(text: str, language: str) -> list[Token]:
    """The tokens of a name with their kinds.

    Example:
        >>> [(one.text, one.kind, one.level) for one in read("Ta fram en plan som beslutas", "sv")]
        [('Ta', 'v', 0), ('fram', 'v', 0), ('en', 'd', 0), ('plan', 'n', 0), ('som', 's', 1), ('beslutas', 'v', 1)]
    """
    words = word_lists(language)
    found = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    lows = [word.lower() for word, _, _ in found]
    ifs = {match.start() for match in _CONDITION.finditer(text)} if language == "sv" else set()
    tokens: list[Token] = []
    depth = _Depth()
    at = 0
    while at < len(found):
        kind, size = ("s", 1) if found[at][1] in ifs else _kind(lows, at, tokens, words)
        depth.enter(lows, at, kind, tokens, words)
        for word, start, end in found[at : at + size]:
            tokens.append(Token(word, word.lower(), start, end, kind, max(depth.level, depth.brackets)))
        at += size
    return tokens


@dataclass(slots=True)
class _Depth:
    """How deep the words read so far have led into clauses that hang on others."""

    level: int = 0
    verbs: int = 0
    brackets: int = 0

    def enter(self, lows: Sequence[str], at: int, kind: str, before: Sequence[Token], words: WordLists) -> None:
        """Go on to one more word."""
        low = lows[at]
        self.brackets += {"(": 1, ")": -1}.get(low, 0)
        if kind == "s":
            toward = at > 1 and f"{lows[at - 1]} {low}" in words.one["toward"] and before[-2].kind in "vm"
            if not toward:
                self.level, self.verbs = 1, 0
        elif low in _ENDERS:
            self.level = 0
        elif (
            self.level and before[-1].kind in "nvs" and (kind == "m" or (kind == "v" and low not in words.infinitives))
        ):
            self.verbs += 1
            if self.verbs > 1:  # the second verb is that of the clause on which this one hung
                self.level = 0


def _kind(lows: Sequence[str], at: int, before: Sequence[Token], words: WordLists) -> tuple[str, int]:
    """What a word is here, and how many words are that together."""
    low, one = lows[at], words.one
    last = before[-1].kind if before else "."
    for end in words.ends.get(low, ()):
        if tuple(lows[at : at + len(end)]) == end:
            return "e", len(end)
    if not low[0].isalnum():
        return ".", 1
    if low in one["subordinators"]:
        return ("m" if low == "att" and last == "v" else "s"), 1  # "överväga att köpa": the second verb is the object
    if low in one["modals"] or (low == "to" and at + 1 < len(lows) and lows[at + 1] in words.infinitives):
        return "m", 1
    if low in one["conjunctions"]:
        return "c", 1
    particle = last == "v" and low in one["particles"]
    if low in one["prepositions"] and not particle:
        return "p", 1
    if low in one["determiners"] or low in AMOUNTS or low.isdigit():
        return "d", 1
    return ("v" if particle or _is_verb(low, before, words) else "n"), 1


def _is_verb(low: str, before: Sequence[Token], words: WordLists) -> bool:
    """Whether a word is a verb, by its form and by what stands before it."""
    last = before[-1].kind if before else "."
    if last == "." and low in words.imperatives:
        return True
    if low in words.passive and last in "nmsv.":
        return True
    joined = last == "c" and len(before) > 1
    if low in words.finite and (last in "ns" or (joined and before[-2].kind == "v")):
        return True
    if low in words.finite and last == "." and lemma(low, "sv") == words.finite[low]:
        return True
    if last in "ns" and words.finite and _looks_finite(low):
        return True
    if low not in words.infinitives:
        return False
    # "och redovisa luckor" is a verb; English "and use" may be a noun.
    verbal = joined and (low.endswith("a") or low in words.light)
    return last in ".msv" or verbal or (last == "n" and _awaited(before, words))


def _awaited(before: Sequence[Token], words: WordLists) -> bool:
    """Whether a modal, or a verb such as "let", still waits for its infinitive: "ska i sitt arbete verka för"."""
    for one in reversed(before):
        if one.kind in ".s":
            return False
        if one.kind in "mv":
            return one.kind == "m" or one.low in words.one["giving"]
    return False


@lru_cache(maxsize=20_000)
def _looks_finite(low: str) -> bool:
    """Whether a Swedish word is a present form of a verb that the dictionary knows ("lånar")."""
    if len(low) < 5 or not low.endswith(("ar", "er", "s")):
        return False
    base = lemma(low, "sv")
    stems = {f"{low[:-1]}a"} if low.endswith("s") else {low[:-1], f"{low[:-2]}a"}
    return base[-1:] in ("a", "e") and base in stems

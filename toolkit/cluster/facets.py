"""What a measure acts on, how, for whom and where: named from word lists, so that a person can see and extend them.

`Matcher` reads the tables of `OBJECTS` (``lexicon/objects.toml`` and its kin) or of ``lexicon/facets.toml``. A word
there is a beginning ("laddstolp"), a part ("*svinn"), a whole word ("=bus"), or several words in a row ("district
heat").
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from toolkit import lexicon
from toolkit.text import tokens

FACETS = ("action", "group", "setting")
OBJECTS = ("objects", "objects_steering", "objects_people")
"""Files of the lexicon that name what measures act on."""
Step = tuple[str, str]
"""How a word is compared (``=`` whole, ``*`` part, ``^`` beginning) and the letters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of a table: the steps after the first, the key, and whether it says "not here"."""

    rest: tuple[Step, ...]
    key: str
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class Matcher:
    """A compiled table: first step → the entries that begin with it."""

    entries: Mapping[Step, tuple[Entry, ...]]
    keys: tuple[str, ...]
    _seen: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False)

    def find(self, text: str) -> tuple[str, ...]:
        """Keys named in the text, each once, in order of first mention.

        Example:
            >>> objects().find("Fler laddstolpar vid kommunens fastigheter")
            ('own_chargers', 'charging', 'own_buildings')
        """
        return self.find_words(tokens(text))

    def find_words(self, words: Sequence[str]) -> tuple[str, ...]:
        """The same for a text that is already cut into lower-case words."""
        found: list[tuple[int, str]] = []
        shadows: set[tuple[int, str]] = set()
        for index, word in enumerate(words):
            for entry in self._starting(word):
                if _follow(words, index + 1, entry.rest):
                    if entry.shadow:
                        shadows.update((place, entry.key) for place in range(index, index + 1 + len(entry.rest)))
                    else:
                        found.append((index, entry.key))
        return tuple(dict.fromkeys(key for index, key in found if (index, key) not in shadows))

    def _starting(self, word: str) -> tuple[Entry, ...]:
        """Entries whose first word fits; each different word of a corpus is looked at once."""
        hits = self._seen.get(word)
        if hits is None:
            steps = [("=", word), *(("^", word[:end]) for end in range(2, len(word) + 1))]
            steps += [("*", word[start:end]) for start in range(len(word)) for end in range(start + 3, len(word) + 1)]
            hits = tuple(entry for step in dict.fromkeys(steps) for entry in self.entries.get(step, ()))
            self._seen[word] = hits
        return hits


def compiled(table: Mapping[str, Sequence[str]]) -> Matcher:
    """A matcher for key → words.

    Example:
        >>> compiled({"cars": ["=bil", "*bilpool"]}).find("Kommunal elbilpool")
        ('cars',)
        >>> compiled({"parks": ["park", "!solar park"]}).find("A solar park")
        ()
    """
    entries: dict[Step, list[Entry]] = {}
    for key, words in table.items():
        for word in words:
            first, *rest = _steps(word.removeprefix("!"))
            entries.setdefault(first, []).append(Entry(tuple(rest), key, word.startswith("!")))
    return Matcher({step: tuple(hits) for step, hits in entries.items()}, tuple(table))


def _steps(written: str) -> list[Step]:
    """One entry: the last word is a beginning, those before it are whole, unless a sign says otherwise.

    A hyphen inside a word parts two words, since `tokens` parts them too.
    """
    parts = [(part[0] if part[0] in "=*" else "", piece) for part in written.split() for piece in tokens(part)]
    return [(mark or ("=" if place + 1 < len(parts) else "^"), piece) for place, (mark, piece) in enumerate(parts)]


def _follow(words: Sequence[str], start: int, rest: Sequence[Step]) -> bool:
    """Whether the words from `start` on fit the steps."""
    if start + len(rest) > len(words):
        return False
    for place, step in enumerate(rest, start):  # noqa: SIM110 - the hottest loop of all: half the time of `all`
        if not _fits(words[place], step):
            return False
    return True


def _fits(word: str, step: Step) -> bool:
    mark, letters = step
    if mark == "=":
        return word == letters
    return letters in word if mark == "*" else word.startswith(letters)


@cache
def objects() -> Matcher:
    """The things that measures act on."""
    return compiled({key: words for name in OBJECTS for key, words in lexicon.strings(name).items()})


@cache
def facet(name: str) -> Matcher:
    """One facet of `FACETS`."""
    return compiled(lexicon.strings("facets", name))


def shared(texts: Sequence[str]) -> tuple[str, ...]:
    """What at least half of the texts name of action, group and setting, as ``facet:value``.

    Example:
        >>> shared(["Utbilda personal i skolan", "Utbilda all personal"])
        ('action:train', 'group:staff', 'setting:school')
    """
    found = Counter(
        f"{name}:{key}" for text in texts for name in FACETS for key in set(facet(name).find_words(tokens(text)))
    )
    return tuple(sorted(key for key, count in found.items() if 2 * count >= len(texts)))


def named(text: str) -> dict[str, tuple[str, ...]]:
    """All that a text names: ``object`` and each facet, to be shown beside a measure.

    Example:
        >>> named("Utbilda personal i skolan om människohandel")["group"]
        ('staff',)
    """
    words = tokens(text)
    return {"object": objects().find_words(words)} | {name: facet(name).find_words(words) for name in FACETS}

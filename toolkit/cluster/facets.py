"""What a measure acts on, how, for whom and where: named from word lists, so that a person can see and extend them.

`Matcher` reads a table of ``lexicon/objects.toml`` or ``lexicon/facets.toml``. A word there is a beginning
("laddstolp"), a part ("*svinn"), a whole word ("=bus"), or several of these in a row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from toolkit import lexicon
from toolkit.text import tokens

FACETS = ("action", "group", "setting")
Step = tuple[str, str]
"""How a word is compared (``=`` whole, ``*`` part, ``^`` beginning) and the letters."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A compiled table: first word of each entry → the words that must follow → key."""

    entries: Mapping[Step, tuple[tuple[tuple[Step, ...], str], ...]]
    keys: tuple[str, ...]
    _seen: dict[str, tuple[tuple[tuple[Step, ...], str], ...]] = field(default_factory=dict, repr=False)

    def find(self, text: str) -> tuple[str, ...]:
        """Keys named in the text, each once, in order of first mention.

        Example:
            >>> objects().find("Fler laddstolpar vid kommunens fastigheter")
            ('charging', 'own_buildings')
        """
        return self.find_words(tokens(text))

    def find_words(self, words: Sequence[str]) -> tuple[str, ...]:
        """The same for a text that is already cut into lower-case words."""
        found: dict[str, None] = {}
        for index, word in enumerate(words):
            for rest, key in self._starting(word):
                if key not in found and _follow(words, index + 1, rest):
                    found[key] = None
        return tuple(found)

    def _starting(self, word: str) -> tuple[tuple[tuple[Step, ...], str], ...]:
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
    """
    entries: dict[Step, list[tuple[tuple[Step, ...], str]]] = {}
    for key, words in table.items():
        for word in words:
            first, *rest = [step for part in word.split() for step in _steps(part)]
            entries.setdefault(first, []).append((tuple(rest), key))
    return Matcher({step: tuple(hits) for step, hits in entries.items()}, tuple(table))


def _steps(part: str) -> list[Step]:
    """One written word; a hyphen inside it parts two words, since tokens are parted there too."""
    mark = part[0] if part[0] in "=*" else "^"
    return [(mark, piece) for piece in tokens(part)]


def _follow(words: Sequence[str], start: int, rest: Sequence[Step]) -> bool:
    """Whether the words from `start` on fit the steps."""
    if start + len(rest) > len(words):
        return False
    return all(_fits(word, step) for word, step in zip(words[start:], rest, strict=False))


def _fits(word: str, step: Step) -> bool:
    mark, letters = step
    if mark == "=":
        return word == letters
    return letters in word if mark == "*" else word.startswith(letters)


@cache
def objects() -> Matcher:
    """The things that measures act on."""
    return compiled(lexicon.strings("objects"))


@cache
def facet(name: str) -> Matcher:
    """One facet of `FACETS`."""
    return compiled(lexicon.strings("facets", name))


def named(text: str) -> dict[str, tuple[str, ...]]:
    """All that a text names: ``object`` and each facet, to be shown beside a measure.

    Example:
        >>> named("Utbilda personal i skolan om människohandel")["group"]
        ('staff',)
    """
    words = tokens(text)
    return {"object": objects().find_words(words)} | {name: facet(name).find_words(words) for name in FACETS}

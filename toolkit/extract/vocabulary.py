"""Many terms found in a text at once: word by word with a memory, so that a big vocabulary costs no more than a small.

Terms are written as in ``lexicon/topics``: a star at an end stands for any letters, a term without one matches the
word and its usual Swedish endings, a term of several words matches words in a row.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[\w-]+")
_ENDING = r"(?:s|en|et|n|t|er|ar|or|na|erna|arna|orna|ens|ets|ernas|arnas)?"


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of `keys` found at `start`-`end`, as printed."""

    start: int
    end: int
    word: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms by key, made ready to be found."""

    openings: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]
    anywhere: tuple[tuple[re.Pattern[str], str], ...]
    rows: re.Pattern[str] | None
    row_keys: tuple[tuple[re.Pattern[str], str], ...]
    memory: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, text: str) -> list[TermHit]:
        """All hits in the text, in order; a word may hit for several keys."""
        low = text.lower()
        found = []
        for match in _WORD.finditer(low):
            keys = self._keys(match.group())
            if keys:
                found.append(TermHit(match.start(), match.end(), text[match.start() : match.end()], keys))
        if self.rows is not None:
            for match in self.rows.finditer(low):
                keys = tuple(dict.fromkeys(key for pattern, key in self.row_keys if pattern.fullmatch(match.group())))
                found.append(TermHit(match.start(), match.end(), text[match.start() : match.end()], keys))
        return sorted(found, key=lambda hit: (hit.start, hit.end))

    def _keys(self, word: str) -> tuple[str, ...]:
        """Keys that the word hits for; remembered, since the same words come back."""
        known = self.memory.get(word)
        if known is None:
            patterns = (*self.openings.get(word[:2], ()), *self.anywhere)
            known = tuple(dict.fromkeys(key for pattern, key in patterns if pattern.fullmatch(word)))
            if len(self.memory) < 200_000:
                self.memory[word] = known
        return known


def vocabulary(terms: Iterable[tuple[str, str]]) -> Vocabulary:
    """A vocabulary of (term, key) pairs.

    Example:
        >>> words = vocabulary([("utbild*", "training"), ("*samverkan", "cooperation"), ("köp av sex*", "demand")])
        >>> [(hit.word, hit.keys) for hit in words.find("Utbilda om köp av sexuell tjänst i myndighetssamverkan.")]
        [('Utbilda', ('training',)), ('köp av sexuell', ('demand',)), ('myndighetssamverkan', ('cooperation',))]
    """
    openings: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    anywhere: list[tuple[re.Pattern[str], str]] = []
    rows: list[tuple[str, str]] = []
    for term, key in terms:
        body = _body(term.lower())
        if " " in term:
            rows.append((body, key))
        elif term.startswith("*") or "*" in term[:2]:
            anywhere.append((re.compile(body), key))
        else:
            openings.setdefault(term.lower()[:2], []).append((re.compile(body), key))
    every = "|".join(sorted({body for body, _ in rows}, key=lambda body: (-len(body), body)))
    return Vocabulary(
        openings={start: tuple(patterns) for start, patterns in openings.items()},
        anywhere=tuple(anywhere),
        rows=re.compile(rf"(?<!\w)(?:{every})(?!\w)") if rows else None,
        row_keys=tuple((re.compile(body), key) for body, key in rows),
    )


def _body(term: str) -> str:
    """The term as a pattern: stars are letters, the last word of a starless term may have an ending."""
    body = r"[\w-]*".join(re.escape(part).replace(r"\ ", r"\s+") for part in term.split("*"))
    return body if term.endswith("*") else body + _ENDING

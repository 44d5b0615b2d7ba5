"""Where in the lexicon a word stands: file, table and line, so that an answer can name the line behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TABLE = re.compile(r"^\[+([\w.-]+)\]+")
_ENTRY = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ENDINGS = (
    ("", ""), ("s", ""), ("r", ""), ("ar", "a"), ("er", "a"), ("as", "a"), ("es", "a"), ("", "a"), ("t", ""),
    ("ing", ""), ("ing", "e"),
)  # fmt: skip
"""Endings that are taken off, and what is put in their place, to come from a form to the word that is listed."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a lexicon file."""

    file: str
    table: str
    number: int
    entry: str

    def __str__(self) -> str:
        """As it is told: file, table and line."""
        table = f" [{self.table}]" if self.table else ""
        return f"{self.file}{table} rad {self.number}: {self.entry}"


@cache
def _entries(name: str) -> tuple[dict[str, Line], tuple[tuple[str, Line], ...]]:
    """The entries of a file by the word they list, and those that end with a star."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    whole: dict[str, Line] = {}
    stars: list[tuple[str, Line]] = []
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _TABLE.match(line):
            table = match.group(1)
            continue
        if line.startswith("#") or not table:
            continue  # what stands above the first table tells the order of the tables
        for entry in _ENTRY.findall(line):
            found = Line(f"{name}.toml", table, number, entry)
            if entry.endswith("*"):
                stars.append((entry.rstrip("*"), found))
            else:
                whole.setdefault(entry, found)
    return whole, tuple(sorted(stars, key=lambda star: -len(star[0])))


def where(word: str, *, within: Sequence[str] = ("verbs", "english", "sections")) -> Line | None:
    """The entry that a word was recognised by, also in another form than the one that is listed.

    Args:
        word: As it stands in the text: one word or a phrase; of a phrase its last word is looked up when the phrase
            as such is not listed.
        within: Names of the files, the first one first.

    Example:
        >>> where("övervägas").entry, where("innehåll", within=("sections",)).table
        ('överväga', 'contents')
        >>> where("xyzzy") is None
        True
    """
    low = word.lower().strip()
    for part in dict.fromkeys((low, *reversed(low.split()))):
        for name in within:
            whole, stars = _entries(name)
            for cut, put in _ENDINGS:
                if part.endswith(cut) and (form := part.removesuffix(cut) + put) in whole:
                    return whole[form]
            for start, line in stars:
                if start and part.startswith(start):
                    return line
    return None


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], Line], ...]:
    """The entries of a file as patterns: expressions as they are, a star as any letters."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found, table = [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _TABLE.match(line):
            table = match.group(1)
        if line.startswith("#"):
            continue
        for entry in _ENTRY.findall(line):
            body = entry.replace("\\\\", "\\")
            body = body if re.search(r"[\\(\[?]", body) else re.escape(body).replace(r"\*", r"\w*")
            try:
                found.append(
                    (re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE), Line(f"{name}.toml", table, number, entry))
                )
            except re.error:
                continue  # a value that is no expression
    return tuple(found)


def matching(text: str, *, within: str, table: str = "") -> Line | None:
    """The entry of a file whose expression stands last in the text, the longest of those.

    Args:
        text: The words, with what stands before them.
        within: Name of the file.
        table: The table that is meant, where the file has several.

    Example:
        >>> matching("tas fram i samverkan med polisen", within="parties", table="partners").table
        'partners'
    """
    best: tuple[int, int, Line] | None = None
    for pattern, line in _patterns(within):
        if table and line.table != table:
            continue
        for match in pattern.finditer(text):
            if best is None or (match.end(), len(match.group())) > best[:2]:
                best = match.end(), len(match.group()), line
    return best[2] if best else None

"""Functions and bodies without the people who hold them: a header names persons, what leaves the program does not."""

import re
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.lexicon import load

_CONTACT = re.compile(r"\S+@\S+|(?:\+46|\b0)\d[\d\s-]{5,}\d|\b\d{3}\s?\d{2}\b")
_NAME = re.compile(r"^[A-ZÅÄÖÉ][\w’'-]*$|^[A-ZÅÄÖ]\.$")
_ORGANISED = frozenset(("kommun", "stad", "region", "län", "ab", "i", "på", "för", "kommuns", "stads"))


@cache
def _functions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = load("doctypes")["offices"]
    persons, bodies = words(known["persons"]), words(known["bodies"])
    return (
        re.compile(rf"{persons}(?:en|n|s|ens|na)?$", re.IGNORECASE),
        re.compile(rf"{bodies}(?:en|n|t|et|s|ns|ens|ets|na|ernas?)?$", re.IGNORECASE),
    )


def function_only(text: str) -> str | None:
    """The functions and bodies in a value, without persons' names, addresses and numbers; None if there are none.

    Example:
        >>> function_only("Eva Ekström, säkerhetssamordnare, 070-123 45 67"), function_only("Eva Ekström")
        ('säkerhetssamordnare', None)
        >>> function_only("Kommundirektören Eva Ekström"), function_only("Säkerhetschefen Norrviks kommun")
        ('Kommundirektören', 'Säkerhetschefen Norrviks kommun')
    """
    kept = [part for part in map(_impersonal, re.split(r"[,;/()|]|\s[–-]\s", _CONTACT.sub(" ", text))) if part]
    whole = " ".join(text.split())
    if kept and ", ".join(kept) != whole and "".join(kept) == re.sub(r"[,;/()|\s–-]", "", whole):
        return whole
    return ", ".join(kept) or None


def _impersonal(part: str) -> str | None:
    """One part of a value without the name in it."""
    tokens = part.split()
    persons, bodies = _functions()
    marks = [place for place, token in enumerate(tokens) if persons.search(token.strip(".:"))]
    if not marks:
        return " ".join(tokens) if any(bodies.search(token.strip(".:")) for token in tokens) else None
    first = marks[0]
    before = [token for token in tokens[:first] if token.endswith("-") or not _NAME.match(token)]
    after = tokens[first + 1 :]
    if after and not any(token.lower() in _ORGANISED or bodies.search(token) for token in after):
        after = [token for token in after if not _NAME.match(token)]
    return " ".join([*before, tokens[first], *after])


def place_of(function: str, text: str) -> tuple[int, int]:
    """Where a function stands in the value it was taken from: its first part, if names stand between its parts.

    Example:
        >>> place_of("socialchef, enhetschef", "Eva Ekström, socialchef och Per Nord, enhetschef")
        (13, 23)
    """
    for part in (function, function.split(", ")[0]):
        if (at := text.find(part)) >= 0:
            return at, at + len(part)
    return 0, 0

"""Outdated words → current ones, from ``lexicon/terms.toml``; what cannot be swapped as it stands is flagged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from toolkit.assemble.setting import Setting
from toolkit.lexicon import load
from toolkit.model import Change


@dataclass(frozen=True, slots=True)
class _Term:
    """An outdated term as a pattern, with what is said now and why."""

    pattern: re.Pattern[str]
    new: str
    since: str
    swap: bool
    why: str
    kind: str


@cache
def _terms() -> tuple[_Term, ...]:
    """The terms, longest first, so that a phrase goes before its words."""
    rows = sorted(load("terms")["terms"], key=lambda row: (-len(row["old"]), row["old"]))
    return tuple(
        _Term(
            pattern=_pattern(row["old"]),
            new=row.get("new", ""),
            since=row.get("since", ""),
            swap=bool(row.get("swap")) and bool(row.get("new")),
            why=row["sv"],
            kind=row["kind"],
        )
        for row in rows
    )


def _pattern(old: str) -> re.Pattern[str]:
    """Whole words; abbreviations only in capitals, everything else in any case; a star is any ending."""
    body = re.escape(old).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w-]){body}(?!\w)", 0 if old.isupper() else re.IGNORECASE)


def _standing(quote: str, setting: Setting) -> Iterator[tuple[_Term, re.Match[str]]]:
    """The outdated terms of a quote on the setting's day."""
    for term in _terms():
        if term.since and term.since > setting.today:
            continue
        for match in term.pattern.finditer(quote):
            yield term, match


def outdated(quote: str, setting: Setting) -> Iterable[Change]:
    """Outdated terms of a quote, with what they are called now."""
    for term, match in _standing(quote, setting):
        if term.swap:
            old = match.group()
            new = term.new[:1].upper() + term.new[1:] if old[:1].isupper() else term.new
            yield Change(start=match.start(), end=match.end(), old=old, new=new, rule=f"term:{term.kind}")


def stale(quote: str, setting: Setting) -> tuple[str, ...]:
    """What a person has to look at because no word can simply be put in another's place."""
    return tuple(dict.fromkeys(term.why for term, _ in _standing(quote, setting) if not term.swap))

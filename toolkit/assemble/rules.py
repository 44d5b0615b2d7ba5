"""Rules for and against a candidate, out of ``lexicon/rules.toml``: conditions, weight, reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.lexicon import load
from toolkit.model import FieldState, Measure, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the rules know of one candidate cluster."""

    measures: tuple[Measure, ...]
    towns: int
    """How many towns have it, near copies counted once."""
    all_towns: int
    names: tuple[str, ...]
    focus_area: str | None
    peers: bool
    own: bool
    profile: Profile
    foreign: bool = False
    """In every wording another authority is the one that acts."""
    relevance: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A rule that fired: its weight, its reason ready to print, and a flag for the item."""

    rule: str
    weight: float
    reason: str
    flag: str | None = None


@cache
def budget() -> Mapping[str, float]:
    """The numbers of the choice."""
    table: Mapping[str, float] = load("rules")["budget"]
    return table


def needed_areas() -> tuple[str, ...]:
    """Focus areas that a plan must not be silent about."""
    return tuple(load("rules")["needed"]["areas"])


@cache
@cache
def _of_wording(key: str) -> tuple[str, ...]:
    """What a rule on a single wording looks for."""
    when = next(rule for rule in load("rules")["rule"] if rule["id"] == key)["when"]
    return tuple(when.get("starts") or when["says"])


def leans(text: str) -> bool:
    """Whether a wording hangs on what stood before it.

    Example:
        >>> leans("Detta sker varje år."), leans("Utbilda personal.")
        (True, False)
    """
    return text.casefold().startswith(_of_wording("leans"))


def states(text: str) -> bool:
    """Whether a wording tells how something is and not what is to be done.

    Example:
        >>> states("Resultaten brukar vara goda."), states("Utbilda personal.")
        (True, False)
    """
    low = text.casefold()
    return any(term in low for term in _of_wording("states"))


def against_wording(text: str, *, language: str) -> tuple[Fired, ...]:
    """The rules that speak against one wording."""
    broken = {"leans": leans(text), "states": states(text)}
    return tuple(
        Fired(rule=rule["id"], weight=rule["weight"], reason=rule[language if language in rule else "sv"])
        for rule in load("rules")["rule"]
        if broken.get(rule["id"])
    )


def fire(case: Case, *, language: str = "sv") -> tuple[Fired, ...]:
    """The rules that speak for or against the candidate, in the order of the file."""
    fired = []
    words = {
        "towns": case.towns,
        "all": case.all_towns,
        "names": ", ".join(case.names),
        "documents": ", ".join(case.profile.documents),
    }
    text = _text(case.measures)
    for rule in load("rules")["rule"]:
        if _holds(rule["when"], case, text):
            reason = rule[language if language in rule else "sv"].format(**words)
            fired.append(Fired(rule=rule["id"], weight=rule["weight"], reason=reason, flag=rule.get("flag")))
    return tuple(fired)


def _text(measures: Sequence[Measure]) -> str:
    """All wordings in lower case."""
    return "\n".join(f"{measure.text} {measure.description or ''}" for measure in measures).casefold()


def _holds(when: Mapping[str, Any], case: Case, text: str) -> bool:
    """Whether every condition holds."""
    return all(_condition(key, value, when, case, text) for key, value in when.items())


def _condition(key: str, value: Any, when: Mapping[str, Any], case: Case, text: str) -> bool:
    """Whether one condition holds; an unknown one never does."""
    match key:
        case "towns_min":
            return bool(case.towns >= value)
        case "towns_max":
            return bool(case.towns <= value)
        case "peers" | "own" | "foreign":
            return bool(getattr(case, key) == value)
        case "focus_area":
            return case.focus_area in value
        case "terms":
            return any(re.search(rf"(?<!\w){re.escape(term)}", text) for term in value)
        case "lacks_terms":
            return not any(re.search(rf"(?<!\w){re.escape(term)}", text) for term in value)
        case "fact" | "function":
            return _answer(case.profile, key, value) == when["answer"] or (
                when["answer"] == "set" and _answer(case.profile, key, value) in {"ja", "set"}
            )
        case "starts":
            return all(measure.text.casefold().startswith(tuple(value)) for measure in case.measures)
        case "says":
            return all(any(term in measure.text.casefold() for term in value) for measure in case.measures)
        case "words_max":
            return all(len(measure.text.split()) <= value for measure in case.measures)
        case "answer":
            return True
        case "population_max" | "population_min":
            people = population(case.profile)
            return people is not None and (people <= value if key == "population_max" else people >= value)
        case "has":
            return any(all(_stated(measure, name) for name in value) for measure in case.measures)
        case "lacks":
            return not any(any(_stated(measure, name) for name in value) for measure in case.measures)
        case "relevance_max":
            return bool(case.relevance <= value)
    return False


def _stated(measure: Measure, name: str) -> bool:
    """Whether a field has a value."""
    return getattr(measure, name).state in {FieldState.STATED, FieldState.INHERITED}


def _answer(profile: Profile, kind: str, key: str) -> str:
    """``ja``, ``nej``, ``set`` (a value that is neither) or ``unknown``."""
    facts = profile.facts if kind == "fact" else profile.functions
    for fact in facts:
        if fact.key == key and fact.value:
            lower = fact.value.casefold()
            return "ja" if lower.startswith("ja") else "nej" if lower.startswith("nej") else "set"
    return "unknown"


def population(profile: Profile) -> int | None:
    """The number of inhabitants, if the profile tells it.

    Example:
        >>> from toolkit.model import Fact
        >>> population(Profile(municipality="Ekstad", facts=(Fact(key="folkmangd", value="38 400"),)))
        38400
    """
    for fact in profile.facts:
        digits = re.sub(r"\D", "", fact.value or "")
        if fact.key == "folkmangd" and digits:
            return int(digits)
    return None

"""Which questions about the municipality matter for its draft, and why: what nothing hangs on is not asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.assemble.bodies import role_of
from toolkit.assemble.evidence import focus_area
from toolkit.assemble.setting import optional
from toolkit.labels import labels
from toolkit.lexicon import load
from toolkit.model import Clustering, Draft, ItemKind, Measure, Profile

_SETTINGS = ("beslutsinstans", "dokumentansvarig", "diarienummer")
"""What the title block needs first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: the key of the answer in ``profil.toml``, what to ask, why, and how many measures hang on it."""

    key: str
    ask: str
    why: str
    choices: tuple[str, ...] = ()
    weight: int = 0


def interview(
    profile: Profile, draft: Draft, clustering: Clustering, measures: Sequence[Measure], *, language: str = "sv"
) -> tuple[Question, ...]:
    """The open questions, those that most hangs on first.

    Args:
        profile: What is known.
        draft: As it is assembled with what is known.
        clustering: All clusters, for the rules that would speak for or against them.
        measures: All measures.
        language: Of the questions.
    """
    found = [
        *_period(profile, draft, language),
        *_bodies(profile, draft, measures, language),
        *_conditions(profile, clustering, measures, language),
        *_title_block(profile, language),
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.key)))


def _period(profile: Profile, draft: Draft, language: str) -> Iterator[Question]:
    """The years of the plan: without them every deadline is a blank."""
    say = labels(language)
    items = sum(len(section.items) for section in draft.sections)
    for key, value in (("fran", profile.period_from), ("till", profile.period_to)):
        if value is None:
            why = say["interview.why_period"].format(count=items)
            yield Question(key=f"period.{key}", ask=say[f"interview.ask_{key}"], why=why, weight=items)


def _bodies(profile: Profile, draft: Draft, measures: Sequence[Measure], language: str) -> Iterator[Question]:
    """Names of the bodies that the chosen measures need."""
    say = labels(language)
    by_id = {measure.id: measure for measure in measures}
    known = {body.role for body in profile.bodies}
    needed: dict[str, list[str]] = {}
    for section in draft.sections:
        for item in section.items:
            if item.kind is ItemKind.LOCAL or not item.sources:
                continue
            measure = by_id.get(item.sources[0].measure or "")
            parties = (measure.responsible.value or ()) if measure is not None else ()
            for role in dict.fromkeys(party.role or role_of(party.name) for party in parties):
                if role and role not in known and _municipal(role):
                    needed.setdefault(role, []).append(item.text)
    for role, texts in needed.items():
        name = str(optional("roles").get(role, {}).get("name", role))
        why = say["interview.why_body"].format(count=len(texts), text=texts[0])
        yield Question(key=f"organ.{role}", ask=say["interview.ask_body"].format(name=name), why=why, weight=len(texts))


def _municipal(role: str) -> bool:
    """Whether the role belongs to the municipality, so that it has a local name."""
    return str(optional("roles").get(role, {}).get("sector", "")).startswith("kommun")


def _conditions(
    profile: Profile, clustering: Clustering, measures: Sequence[Measure], language: str
) -> Iterator[Question]:
    """Facts and functions that a rule would weigh some cluster by."""
    say = labels(language)
    facts = {fact.key for fact in profile.facts if fact.value}
    functions = {fact.key for fact in profile.functions if fact.value}
    by_id = {measure.id: measure for measure in measures}
    groups = [tuple(by_id[key] for key in one.members if key in by_id) for one in clustering.clusters]
    pairs = [(members, focus_area(one, members)) for one, members in zip(clustering.clusters, groups, strict=True)]
    touched: dict[tuple[str, str], dict[int, str]] = {}
    for rule in load("rules")["rule"]:
        when: Mapping[str, Any] = rule["when"]
        for kind, known in (("fact", facts), ("function", functions)):
            key = when.get(kind)
            if not key or key in known:
                continue
            for at, (members, area) in enumerate(pairs):
                if members and _would_weigh(when, members, area):
                    touched.setdefault((kind, key), {})[at] = members[0].text
    if "folkmangd" not in facts:
        touched[("fact", "folkmangd")] = {}
    for (kind, key), texts in touched.items():
        table, place = ("facts", "fakta") if kind == "fact" else ("functions", "funktioner")
        name = load("profile")[table].get(key, {}).get(language, key)
        why = say["interview.why_size"]
        if texts:
            why = say["interview.why_rule"].format(count=len(texts), text=next(iter(texts.values())))
        choices = ("ja", "nej", "okänt") if kind == "function" else ()
        ask = say[f"interview.ask_{kind}"].format(name=name)
        yield Question(key=f"{place}.{key}", ask=ask, why=why, choices=choices, weight=max(1, len(texts)))


def _would_weigh(when: Mapping[str, Any], members: Sequence[Measure], area: str | None) -> bool:
    """Whether the rule's other conditions on wording and focus area hold."""
    if "focus_area" in when and area not in when["focus_area"]:
        return False
    text = "\n".join(f"{one.text} {one.description or ''}" for one in members).casefold()
    if "terms" in when and not any(term in text for term in when["terms"]):
        return False
    return not any(term in text for term in when.get("lacks_terms", ()))


def _title_block(profile: Profile, language: str) -> Iterator[Question]:
    """What the first page needs."""
    say = labels(language)
    known = dict(profile.settings)
    for key in _SETTINGS:
        if not known.get(key):
            name = load("profile")["settings"][key].get(language, key)
            yield Question(key=f"utkast.{key}", ask=f"{name}?", why=say["interview.why_title"])

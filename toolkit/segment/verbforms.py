"""Forms of the verbs and words of ``lexicon/verbs.toml``, made once: what `language` looks a sentence's words up in."""

import re
from collections.abc import Iterable
from functools import cache

from toolkit.lexicon import load


@cache
def forms() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Infinitives, imperatives, present and passive forms of the first words of the Swedish action verbs."""
    irregular = load("verbs")["irregular"]
    infinitives, imperatives, presents, passives = set(), set(), set(), set()
    for phrase in load("verbs")["action"]["sv"]:
        verb = phrase.split()[0]
        infinitives.add(verb)
        if verb in irregular:
            presents.add(irregular[verb]["present"])
            imperatives.add(irregular[verb]["imperative"])
            passives.update(irregular[verb]["passive"])
            continue
        stem = verb[:-1] if verb.endswith("a") else verb
        imperatives.update({stem, verb})
        presents.update({f"{stem}ar", f"{stem}er", f"{verb}r", f"{stem}r"} | ({stem} if stem.endswith("r") else set()))
        passives.update({f"{verb}s", f"{stem}s", f"{stem}es"})
    other = words("ambiguous")
    return frozenset(infinitives), frozenset(imperatives - other), frozenset(presents - other), frozenset(passives)


def is_infinitive(token: str) -> bool:
    """Whether a lower-case word is an action verb in the infinitive, active or passive.

    Example:
        >>> is_infinitive("besluta"), is_infinitive("bidrag")
        (True, False)
    """
    infinitives, _, _, passives = forms()
    return token in infinitives or token in passives or token in english() or token in words("goal", "verbs")


def present_verbs() -> frozenset[str]:
    """Present forms of the action verbs: ``tar``, ``erbjuder``."""
    return forms()[2]


@cache
def english() -> frozenset[str]:
    """First words of the English action verbs, with their -ing forms."""
    words = {phrase.split()[0] for phrase in load("verbs")["action"]["en"]}
    doing = {f"{word[:-1] if word.endswith('e') else word}ing" for word in words} | {"planning", "running", "mapping"}
    return frozenset(words | doing)


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One expression for all phrases, as whole words; ``*`` lets a word go on."""
    parts = sorted((re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


@cache
def phrases(table: str, key: str = "phrases") -> re.Pattern[str]:
    """One expression for the phrases of a table."""
    return pattern(load("verbs")[table][key])


@cache
def begins(table: str) -> tuple[str, ...]:
    """How texts begin that a table names."""
    return tuple(word.rstrip("*") for word in load("verbs")[table]["starts"])


@cache
def law_patterns() -> re.Pattern[str]:
    """Signs of a law: paragraphs, chapters, numbers."""
    return re.compile("|".join(load("verbs")["law"]["patterns"]), re.IGNORECASE)


@cache
def responsibility() -> re.Pattern[str]:
    """How somebody is said to answer for the plan as a whole."""
    return re.compile("|".join(load("verbs")["responsibility"]["patterns"]))


@cache
def words(table: str, key: str = "words") -> frozenset[str]:
    """The words of a list."""
    return frozenset(load("verbs")[table][key])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("verbs")["own"]["endings"])


@cache
def words_no_body() -> tuple[str, ...]:
    """Endings of words that end as bodies do and are none: ``området`` is no ``rådet``."""
    return tuple(load("verbs")["own"]["no_endings"])


@cache
def modals() -> frozenset[str]:
    """The modals of one word that commit."""
    binding = load("verbs")["binding"]
    return frozenset(word for key in ("ska", "bor") for word in binding[key] if " " not in word)


def is_own(word: str) -> bool:
    """Whether a lower-case word names the municipality or one of its bodies.

    Example:
        >>> is_own("socialnämnden"), is_own("polisen")
        (True, False)
    """
    return word in words("own") or (word.endswith(_endings()) and not word.endswith(words_no_body()))


def is_other(word: str) -> bool:
    """Whether a lower-case word names a body that is not the municipality's own."""
    return word in words("ongoing", "bodies")


def names_body(token: str) -> bool:
    """Whether a word is a body or says whose something is: ``socialtjänstens mottagningsgrupp``."""
    return is_own(token) or is_other(token) or (token.endswith("s") and len(token) > 6 and is_own(token[:-1]))


def tells(tokens: list[str], index: int) -> bool:
    """Whether a passive only says how something is: ``begränsas av försvarets intressen``."""
    return tokens[index] in words("passive", "tells") and tokens[index + 1 : index + 2] == ["av"]

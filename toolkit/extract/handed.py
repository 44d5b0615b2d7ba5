"""Which words bind, whom a measure is for, and where the words behind a focus area stand; own words before others'."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from toolkit.extract.mentions import narrowed
from toolkit.extract.places import HANDED, Parts, Setting, quoted
from toolkit.extract.target_groups import names_group, target_group
from toolkit.lexicon import load
from toolkit.model import NO_TEXT, Attribute, Binding, Field, FieldState, FocusArea
from toolkit.text import sentences

_KEYS = {Binding.SKA: "ska", Binding.BOR: "bor", Binding.KAN: "kan"}
_REACH = 7
"""Words between the modal of an opening line and its colon."""


_AIM = re.compile(
    r"\b(?:aims?|goals?|purpose|objectives?|idea|targets?|intention|mission|task|ambition|focus)\b"
    r"(?: [\w’'-]+){0,6}? (?:is|are) to$",
    re.IGNORECASE,
)
"""What something is for binds nobody: "the aim of the plan is to"."""
AIM = 80
"""Characters in which that can stand."""


def _is_aim(text: str, modal: re.Match[str]) -> bool:
    """Whether the words that seem to bind only say what something is for."""
    return bool(_AIM.search(text, max(0, modal.start() - AIM), modal.end()))


@cache
def _modals(key: str) -> re.Pattern[str]:
    words = sorted(load("verbs")["binding"][key], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def modal_of(binding: Binding, parts: Parts, above: Parts, setting: Setting) -> tuple[Binding, Field[str]]:
    """How binding the measure is and the words that say so; what opens its list ("Kommunen ska:") binds it too."""
    if binding is not Binding.NONE:
        aims = False
        for index, (text, place) in enumerate(parts):
            # Of an explanation only the first sentence binds.
            end = len(text) if index == 0 else next((end for _, end in sentences(text)), len(text))
            hits = [*_modals(_KEYS[binding]).finditer(text, 0, end)]
            match = next((hit for hit in hits if not _is_aim(text, hit)), None)
            aims = aims or len(hits) > 0
            if match:
                return binding, quoted(str(binding), match.group(), place, setting.document, FieldState.STATED)
        return (Binding.NONE if aims else binding), NO_TEXT
    if any(_modals(key).search(text) for key in _KEYS.values() for text, _ in parts[:1]):
        return binding, NO_TEXT
    for text, place in above:
        if not text.rstrip().endswith(":"):
            continue
        for strength, key in _KEYS.items():
            hits = [*_modals(key).finditer(text)]
            if hits and len(text[hits[-1].end() :].split()) <= _REACH:
                words = hits[-1].group()
                at = narrowed(text, hits[-1].start(), hits[-1].end(), place, setting.document)
                return strength, quoted(
                    str(strength), words, at, setting.document, FieldState.INHERITED, confidence=HANDED
                )
    return binding, NO_TEXT


def group_of(labelled: Field[str], parts: Parts, above: Parts, setting: Setting, language: str) -> Field[str]:
    """Whom the measure is for: a cell or label (`labelled`), its own words, or a heading that is only a group."""
    if labelled.state is not FieldState.ABSENT:
        return labelled
    for text, place in parts:
        span = target_group(text, language)
        if span:
            words = text[slice(*span)]
            at = narrowed(text, *span, place, setting.document)
            return quoted(" ".join(words.split()), words, at, setting.document, FieldState.STATED)
    for text, place in above:
        found = target_group(text, language) if text.rstrip().endswith(":") else None
        words = text[slice(*found)] if found else text.strip(" :") if names_group(text, language) else ""
        if words:
            return quoted(words, words, place, setting.document, FieldState.INHERITED, confidence=HANDED)
    return labelled


def placed(
    areas: Sequence[FocusArea], parts: Parts, above: Parts, cells: Sequence[Attribute], setting: Setting
) -> tuple[FocusArea, ...]:
    """The focus areas, each with the first words that speak for it: printed as an area, in the text, or only above."""
    return tuple(_placed(area, parts, above, cells, setting) for area in areas)


def _placed(area: FocusArea, parts: Parts, above: Parts, cells: Sequence[Attribute], setting: Setting) -> FocusArea:
    for cell in cells:
        if cell.text in area.terms:
            return replace(area, state=cell.state, quote=cell.text, provenance=cell.provenance)
    for texts, state in ((parts, FieldState.INFERRED), (above, FieldState.INHERITED)):
        for term in area.terms:
            for text, place in texts:
                at = text.find(term)
                if at >= 0:
                    where = narrowed(text, at, at + len(term), place, setting.document)
                    return replace(area, state=state, quote=term, provenance=where)
    return area

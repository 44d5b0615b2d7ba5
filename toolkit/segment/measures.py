"""From candidates to measures: ids, binding, language, confidence, and which measure restates which."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import load, strings
from toolkit.model import (
    Binding,
    Candidate,
    Document,
    Form,
    Goal,
    Measure,
    Section,
    Segmentation,
    Verdict,
)
from toolkit.segment.confidence import confidence
from toolkit.segment.found import Found
from toolkit.segment.modality import binding_of
from toolkit.text import fingerprint, tokens

ALIKE = 0.8
"""Share of common words (Jaccard) from which two measures of a plan are the same action said twice."""
FEWEST_WORDS = 4
SUMMARY = 0.5
"""Share of the shorter one's words (by their beginnings) from which a line of a summary restates a measure."""


def finish(
    document: Document,
    found: Sequence[Found],
    *,
    sections: tuple[Section, ...],
    goals: tuple[Goal, ...],
    municipality: tuple[str, ...],
) -> Segmentation:
    """The segmentation: measures with stable ids, every candidate with its verdict, goals with their measures."""
    ordered = sorted(found, key=lambda one: (one.provenance.start, one.provenance.end))
    language = document_language(document)
    seen: Counter[str] = Counter()
    measures: list[Measure] = []
    candidates: list[Candidate] = []
    for one in ordered:
        made: Measure | None = None
        if one.verdict is Verdict.MEASURE:
            made = _measure(one, document, seen, municipality, language)
            measures.append(made)
        candidates.append(_candidate(one, made))
    linked = restated(measures)
    return Segmentation(
        document=document.id,
        measures=tuple(linked),
        candidates=tuple(candidates),
        goals=_linked_goals(goals, linked),
        sections=sections,
    )


def _measure(
    one: Found, document: Document, seen: Counter[str], municipality: tuple[str, ...], language: str
) -> Measure:
    base = f"{document.id[:8]}-{one.form.value}-{fingerprint(one.text)}"
    seen[base] += 1
    everything = f"{one.text} {one.description or ''}"
    return Measure(
        id=base if seen[base] == 1 else f"{base}-{seen[base]}",
        document=document.id,
        text=one.text,
        provenance=one.provenance,
        form=one.form,
        municipality=municipality,
        number=one.number,
        description=one.description,
        description_provenance=one.description_provenance,
        heading_path=one.heading_path,
        attributes=one.attributes,
        goal=one.goal,
        binding=Binding(binding_of(one.text, one.description)),
        language=language_of(everything, language),
        confidence=confidence(one.layout, one.language, accepted=True),
        reasons=one.reasons,
    )


def _candidate(one: Found, made: Measure | None) -> Candidate:
    return Candidate(
        text=one.text,
        verdict=one.verdict,
        provenance=one.provenance,
        section=one.section,
        form=one.form,
        reasons=one.reasons,
        layout_score=round(one.layout, 3),
        language_score=round(one.language, 3),
        measure=made.id if made else None,
        confidence=confidence(one.layout, one.language, accepted=made is not None),
    )


def restated(measures: Sequence[Measure]) -> list[Measure]:
    """The measures, where one that says again what another says (with fewer facts) points at it."""
    bags = [frozenset(tokens(measure.text)) for measure in measures]
    by_word: dict[str, list[int]] = {}
    for index, bag in enumerate(bags):
        for word in bag:
            by_word.setdefault(word, []).append(index)
    linked = list(measures)
    for index, bag in enumerate(bags):
        if len(bag) < FEWEST_WORDS:
            continue
        rare = sorted(bag, key=lambda word: (len(by_word[word]), word))[: max(1, len(bag) // 4 + 1)]
        near = sorted({other for word in rare for other in by_word[word] if other > index})
        for other in near:
            if len(bag & bags[other]) >= ALIKE * len(bag | bags[other]):
                if _differ(linked[index], linked[other]):
                    continue
                again, first = _roles(linked, index, other)
                if linked[again].restates is None and linked[first].restates is None:
                    linked[again] = replace(linked[again], restates=linked[first].id)
    return _summaries(linked)


_NAME = re.compile(r"(?<=[a-zåäöé,;] )[A-ZÅÄÖÉ][\wåäöé-]+|\d[\d.,:]*(?<!\D)")
"""A proper name (a capital inside a sentence) or a number."""


def _differ(one: Measure, other: Measure) -> bool:
    """Whether two like measures are two: each names what the other does not, or they are rows of one table."""
    names, others = set(_NAME.findall(one.text)), set(_NAME.findall(other.text))
    if names - others and others - names:
        return True
    together = one.heading_path == other.heading_path
    rows = one.form is Form.TABLE and other.form is Form.TABLE
    if rows and together and tokens(one.text) != tokens(other.text):
        return True
    return (together or rows) and any(_says_other(one, other, key) for key in ("responsible", "deadline"))


def _says_other(one: Measure, other: Measure, key: str) -> bool:
    """Whether both have the field printed with them, and each says what the other does not: a task of two boards."""
    said, there = (
        {word for item in each.attributes if item.key == key for word in tokens(item.text)} for each in (one, other)
    )
    return bool(said - there and there - said)


def _summaries(measures: list[Measure]) -> list[Measure]:
    """What a summary lists points at the measure that says it in full, also in other words."""
    short = [index for index, measure in enumerate(measures) if _in_summary(measure) and measure.restates is None]
    full = [measure for measure in measures if not _in_summary(measure)]
    stems = [(measure, _stems(measure)) for measure in full] if short else []
    for index in short:
        own = _stems(measures[index])
        likes = [
            (len(own & other) / max(1, min(len(own), len(other))), measure.id)
            for measure, other in stems
            if len(own & other) >= min(2, len(own))
        ]
        best = max(likes, default=(0.0, ""))
        if best[0] >= SUMMARY:
            measures[index] = replace(measures[index], restates=best[1])
    return measures


def _in_summary(measure: Measure) -> bool:
    words = load("sections")["summary"]["words"]
    return any(word in title.lower() for title in measure.heading_path for word in words)


def _stems(measure: Measure) -> frozenset[str]:
    """Beginnings of the longer words of a measure and its owners."""
    owners = " ".join(one.text for one in measure.attributes if one.key == "responsible")
    words = tokens(f"{measure.text} {measure.description or ''} {owners}")
    return frozenset(word[:6] for word in words if len(word) > 4)


def _roles(measures: Sequence[Measure], one: int, other: int) -> tuple[int, int]:
    """Which of two like measures is the summary and which the measure: the one with more facts is the measure."""
    facts = (len(measures[one].attributes), len(measures[one].description or ""))
    others = (len(measures[other].attributes), len(measures[other].description or ""))
    return (other, one) if facts >= others else (one, other)


def _linked_goals(goals: tuple[Goal, ...], measures: Sequence[Measure]) -> tuple[Goal, ...]:
    by_text: dict[str, list[str]] = {}
    for measure in measures:
        if measure.goal.value:
            by_text.setdefault(measure.goal.value, []).append(measure.id)
    return tuple(
        replace(goal, measures=tuple(id for text, ids in by_text.items() if goal.text in text for id in ids))
        for goal in goals
    )


FEWEST_TELLING = 3
"""Small words of another language that a measure must hold before it is said to be in that language."""


def document_language(document: Document) -> str:
    """The language that most small words of the document's beginning belong to; ``sv`` where nothing is told.

    Example:
        >>> language_of("Kommunen ska ta fram en plan för vatten", "en"), language_of("Bygg en bro", "sv")
        ('sv', 'sv')
    """
    return _most(Counter(tokens(document.text[:20000]))) or "sv"


def language_of(text: str, document: str) -> str:
    """The measure's own language where its words tell it clearly, else the document's."""
    words = Counter(tokens(text))
    own = _most(words)
    if own is None or own == document or _count(words, own) < FEWEST_TELLING:
        return document
    return own if _count(words, own) > 2 * _count(words, document) else document


def _count(words: Counter[str], language: str) -> int:
    return sum(words[word] for word in strings("languages")[language])


def _most(words: Counter[str]) -> str | None:
    counts = {language: _count(words, language) for language in strings("languages")}
    best = max(sorted(counts, key=lambda language: (language != "sv", language)), key=lambda language: counts[language])
    return best if counts[best] else None

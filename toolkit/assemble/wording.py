"""Candidate → item of the draft: the best wording that can be made ours, its cells, sources, reasons and flags."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from toolkit.assemble.adapt import RULES, Adapted, adapt
from toolkit.assemble.authorities import acts_elsewhere, authority_orders, is_invited
from toolkit.assemble.cells import BORROWED, Cells, borrow, make_cells
from toolkit.assemble.choose import Candidate, preferred
from toolkit.assemble.evidence import of_county
from toolkit.assemble.rules import leans, states
from toolkit.assemble.setting import Setting, bare, is_town
from toolkit.assemble.terms import stale
from toolkit.labels import labels
from toolkit.lexicon import load
from toolkit.model import DocumentRecord, DraftItem, FieldState, ItemKind, Measure, Source

_PASSIVE = re.compile(
    r"\b(?![^\W\d_]+[aeo]rnas\b)(?:[^\W\d_]{3,}(?:eras|ras|nas|tas|das|gas|kas|las|vas|jas|pas|sas)|tas|ges|görs|ses|hålls|förs|följs|sprids|används"
    r"|läggs|säkerställs|fastställs|inleds|påbörjas|utreds|genomförs|införs|utförs|tillsätts|utses|anordnas)\b",
    re.IGNORECASE,
)
_TITLE_PERIOD = re.compile(r"^.*?((?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2})?.*$", re.DOTALL)
"""A title's period of years, and nothing else of it."""
_VAGUE = re.compile(
    r"\b(?:verka för|arbeta(?:r)? för|arbeta(?:r)? med|stärk\w*|främja\w*|uppmärksamma\w*|synliggör\w*|bidra\w* till"
    r"|se\w* över|beakta\w*|utvecklas?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One member's wording, fitted; higher `worth` is better."""

    measure: Measure
    adapted: Adapted
    worth: float


def item_id(measure: str) -> str:
    """The item's id: follows the measure's, short enough for a content control's tag.

    Example:
        >>> item_id("abc")
        'atg-ba7816bf8f01'
    """
    return f"atg-{hashlib.sha256(measure.encode('utf-8')).hexdigest()[:12]}"


def wordings(
    candidate: Candidate,
    setting: Setting,
    register: Mapping[str, DocumentRecord],
    *,
    unquotable: frozenset[str] = frozenset(),
    regional: bool = False,
) -> tuple[Wording, ...]:
    """The members' wordings that can be made ours, best first.

    Args:
        candidate: The cluster.
        setting: What they are fitted to.
        register: Document id → row.
        unquotable: Ids of measures that must not be quoted.
        regional: For the county's chapter: the county's own words, in which others may well be told what to do.
    """
    found = []
    for measure in candidate.measures:
        if measure.id in unquotable or (regional and not of_county(measure, setting.profile)):
            continue
        fitted = adapt(measure.text, shifted(setting, measure, register), rules=REGIONAL if regional else None)
        if not fitted.unsafe and (regional or _is_ours(measure, fitted)):
            worth = _worth(measure, fitted, candidate, setting)
            found.append(Wording(measure=measure, adapted=fitted, worth=worth))
    return tuple(sorted(found, key=lambda wording: (-wording.worth, wording.measure.id)))


REGIONAL = tuple(rule for rule in RULES if rule is not authority_orders)
"""What is done to the wording of the county's own plan: all but turning its orders into invitations."""


def _is_ours(measure: Measure, fitted: Adapted) -> bool:
    """Whether a municipality can say it: no other authority acts, or it is invited and the plan is a town's."""
    if not acts_elsewhere(measure.text):
        return True
    return is_invited(fitted.changes) and any(is_town(name) for name in measure.municipality)


def shifted(setting: Setting, measure: Measure, register: Mapping[str, DocumentRecord]) -> Setting:
    """The setting for one source: the years between its period and ours, and its names if the plan is our own."""
    if {bare(name) for name in measure.municipality} == {bare(setting.profile.municipality)}:
        texts = (measure.text, measure.description or "", *(party.name for party in measure.responsible.value or ()))
        named = {word.casefold() for text in texts for word in re.findall(r"[\w&]+(?:-\w+)*", text)}
        setting = replace(setting, common=setting.common | named)
    record = register.get(measure.document)
    years = re.findall(r"(?:19|20)\d{2}", record.period or _TITLE_PERIOD.sub(r"\1", record.title)) if record else []
    first = setting.profile.period_from
    return replace(setting, shift=first - int(years[0]) if years and first else None)


def _worth(measure: Measure, fitted: Adapted, candidate: Candidate, setting: Setting) -> float:
    """How well a wording serves: complete, concrete, of handy length, little changed; local fit counts most."""
    length = len(measure.text.split())
    stated = (measure.responsible, measure.deadline, measure.indicator, measure.follow_up)
    worth = 0.5 * sum(field.state in {FieldState.STATED, FieldState.INHERITED} for field in stated)
    worth += 1.0 if measure.id == preferred(candidate, setting.profile) else 0.0
    worth += 1.0 if 6 <= length <= 40 else -1.0 if length < 4 else 0.0
    worth -= 0.6 * fitted.blanks + 0.05 * len(fitted.changes)
    worth -= 0.7 if _VAGUE.search(measure.text) else 0.0
    worth += 0.2 if measure.text.rstrip().endswith(".") else 0.0
    worth -= 0.8 if len(measure.municipality) > 1 else 0.0
    worth -= 2.0 * leans(measure.text) + 1.5 * states(measure.text)
    worth += 0.8 if _begins_with_verb(measure.text) else 0.0
    worth -= 1.6 if acts_elsewhere(measure.text) else 0.0
    worth += 2.0 if measure.language == setting.language else -1.5 if fitted.blanks else 0.0
    worth += 0.5 if set(map(bare, measure.municipality)) & set(map(bare, setting.profile.peers)) else 0.0
    return worth + _local_fit(measure.text.casefold(), setting)


def _local_fit(text: str, setting: Setting) -> float:
    """What the town's functions say of one wording: no KAST of its own → the wording that refers elsewhere."""
    fit = 0.0
    refers = any(word in text for word in ("hänvis", "avtal", "annan kommun", "grannkommun"))
    for function in setting.profile.functions:
        terms = load("rewording")["function_terms"].get(function.key, ())
        if any(re.search(rf"(?<!\w){re.escape(term)}", text) for term in terms) and function.value == "nej":
            fit -= 0.0 if refers else 3.0
    return fit + (0.5 if refers and any(function.value == "nej" for function in setting.profile.functions) else 0.0)


def make_item(
    candidate: Candidate,
    chosen: Wording,
    setting: Setting,
    register: Mapping[str, DocumentRecord],
    *,
    mates: Sequence[Measure] = (),
    unquotable: frozenset[str] = frozenset(),
    full: bool = True,
) -> DraftItem:
    """The item: the chosen wording with its cells, all members as sources, reasons and flags.

    Args:
        candidate: The cluster.
        chosen: The wording to use.
        setting: What it is fitted to.
        register: Document id → row.
        mates: Other wordings of the same measure, best first, that may fill the cells this one leaves blank.
        unquotable: Ids of measures that must not be quoted.
        full: With cells and advice; what is left out of the draft needs neither.
    """
    measure, say = chosen.measure, labels(setting.language)
    cells, borrowed = _cells(measure, mates, setting, register) if full else (Cells(fields=()), False)
    others = _others(candidate, measure, unquotable)
    flags = _flags(measure, chosen.adapted, cells, candidate, setting) if full else ()
    several = (say["assemble.wording_of"].format(count=len(candidate.measures)),) if others else ()
    return DraftItem(
        id=item_id(measure.id),
        kind=ItemKind.ADAPTATION if chosen.adapted.changes else ItemKind.QUOTATION,
        text=chosen.adapted.text,
        quote=measure.text,
        changes=chosen.adapted.changes,
        focus_area=candidate.focus_area,
        fields=cells.fields,
        sources=(source_of(measure, register), *(source_of(other, register) for other in others)),
        reasons=(*candidate.reasons, *several),
        flags=(*flags, say["assemble.flag_borrowed"]) if borrowed else flags,
        cluster=candidate.cluster.id,
        language=None if measure.language == setting.language else measure.language,
    )


def _others(candidate: Candidate, chosen: Measure, unquotable: frozenset[str]) -> list[Measure]:
    """The candidate's other wordings that may be named as sources, by town."""
    found = [one for one in candidate.measures if one.id not in {chosen.id, *unquotable}]
    return sorted(found, key=lambda one: (one.municipality, one.id))


def _cells(
    measure: Measure, mates: Sequence[Measure], setting: Setting, register: Mapping[str, DocumentRecord]
) -> tuple[Cells, bool]:
    """The measure's cells, blanks filled from its mates, and whether any was."""
    cells = make_cells(measure, shifted(setting, measure, register), source_of(measure, register))
    borrowed = False
    for mate in (mate for mate in mates if mate.language == setting.language):
        if any(cells.lacks(key) for key in BORROWED):
            other = make_cells(mate, shifted(setting, mate, register), source_of(mate, register))
            cells, took = borrow(cells, other)
            borrowed = borrowed or took
    return cells, borrowed


def source_of(measure: Measure, register: Mapping[str, DocumentRecord]) -> Source:
    """Where a measure was taken from, ready to print."""
    record = register.get(measure.document)
    return Source(
        document=measure.document,
        municipality=", ".join(measure.municipality or (record.municipality if record else ())),
        quote=measure.text,
        page=measure.provenance.page,
        title=record.title if record else "",
        measure=measure.id,
        path=measure.provenance.path,
    )


def _flags(measure: Measure, fitted: Adapted, cells: Cells, candidate: Candidate, setting: Setting) -> tuple[str, ...]:
    """Advice on the wording; nothing is rewritten because of it."""
    say = labels(setting.language)
    text = fitted.text
    longest = max((len(part.split()) for part in re.split(r"(?<=[.!?])\s+", text)), default=0)
    found = {
        "assemble.flag_complete": any(rule.flag == "komplettera" for rule in candidate.fired),
        "assemble.flag_authority": cells.moved,
        "assemble.flag_order": acts_elsewhere(measure.text),
        "assemble.flag_blank": fitted.blanks > 0,
        "assemble.flag_no_owner": cells.lacks("responsible"),
        "assemble.flag_no_deadline": cells.endless,
        "assemble.flag_long": longest > 25,
        "assemble.flag_passive": bool(_PASSIVE.search(text)) and measure.language == "sv",
        "assemble.flag_vague": bool(_VAGUE.search(text)),
        "assemble.flag_percent": bool(re.search(r"\d\s*(?:procent|%)", text)),
        "assemble.flag_leans": leans(measure.text),
        "assemble.flag_states": states(measure.text),
        "assemble.flag_count": bool(counts(text)) and not _own(measure, setting),
        "assemble.flag_language": measure.language != setting.language,
    }
    advice = (
        say[key].format(language=say.get(f"language.{measure.language}", measure.language))
        for key, holds in found.items()
        if holds
    )
    asked = (say["assemble.flag_title"].format(title=title) for title in cells.titles)
    keys = (say["assemble.flag_body"].format(role=role) for role in (() if cells.titles else cells.roles))
    return (*advice, *asked, *keys, *(stale(text, setting) if setting.language == "sv" else ()))


def _begins_with_verb(text: str) -> bool:
    """Whether a wording begins with what is to be done: "Utbilda …", "Install …"."""
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and first.group().casefold() in _verbs()


@cache
def _verbs() -> frozenset[str]:
    """The infinitives of both languages."""
    return frozenset(verb.split()[0] for key in ("sv", "en") for verb in load("verbs")["action"][key])


def counts(text: str) -> tuple[str, ...]:
    """Small numbers of things: whoever takes the measure over has to say whether the number is theirs.

    Example:
        >>> counts("Bygga 40 laddplatser vid tre skolor senast den 15 mars, vart 4 år")
        ('40 laddplatser', 'tre skolor')
    """
    return tuple(match.group() for match in _count_pattern().finditer(text))


@cache
def _count_pattern() -> re.Pattern[str]:
    """A number in digits or words before a noun that is neither time nor share."""
    data = load("rewording")["counts"]
    units = "|".join(re.escape(word) for word in data["not_counted"])
    number = rf"\d{{1,2}}|{'|'.join(data['numbers'])}|(?<=minst )sex|(?<=högst )sex"
    return re.compile(rf"(?<![\w/.:,–-])(?:{number})[ \u00a0](?!(?:{units}))[a-zåäö]{{3,}}", re.IGNORECASE)


def _own(measure: Measure, setting: Setting) -> bool:
    """Whether a measure is out of our own plan."""
    return bare(setting.profile.municipality) in {bare(name) for name in measure.municipality}


def blank_item(area: str, hint: str, reasons: Sequence[str], setting: Setting) -> DraftItem:
    """A blank line for a focus area that nothing could be found for."""
    return DraftItem(
        id=f"lucka-{area.replace('_', '-')}",
        kind=ItemKind.BLANK,
        text=setting.blank,
        focus_area=area,
        reasons=tuple(reasons),
        flags=(hint,),
    )

"""Is this a measure? Two independent signals, layout and language, and a verdict that can say why.

Layout: what the section is for and in which form the candidate is printed. Language: what the wording commits to.
The reasons are Swedish, because people read them (`plankit measures --explain`).
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit.lexicon import load
from toolkit.model import Form, SectionKind, Verdict
from toolkit.segment.language import Signals, signals
from toolkit.segment.verbforms import words

LAYOUT: dict[SectionKind, dict[Form, float]] = {
    SectionKind.MEASURES: {Form.TABLE: 0.95, Form.NUMBERED: 0.85, Form.BULLET: 0.8, Form.PROSE: 0.7},
    SectionKind.AREA: {Form.TABLE: 0.8, Form.NUMBERED: 0.7, Form.BULLET: 0.65, Form.PROSE: 0.45},
    SectionKind.OTHER: {Form.TABLE: 0.7, Form.NUMBERED: 0.5, Form.BULLET: 0.45, Form.PROSE: 0.3},
    SectionKind.FOLLOW_UP: {Form.TABLE: 0.6, Form.NUMBERED: 0.4, Form.BULLET: 0.3, Form.PROSE: 0.25},
    SectionKind.ORGANISATION: {Form.TABLE: 0.5, Form.NUMBERED: 0.3, Form.BULLET: 0.25, Form.PROSE: 0.2},
    SectionKind.BACKGROUND: {Form.TABLE: 0.5, Form.NUMBERED: 0.25, Form.BULLET: 0.2, Form.PROSE: 0.15},
    SectionKind.ANNEX: {Form.TABLE: 0.6, Form.NUMBERED: 0.3, Form.BULLET: 0.3, Form.PROSE: 0.15},
    SectionKind.GOALS: {Form.TABLE: 0.6, Form.NUMBERED: 0.2, Form.BULLET: 0.2, Form.PROSE: 0.15},
}
CLOSED: dict[SectionKind, Verdict] = {
    SectionKind.LAW: Verdict.LAW,
    SectionKind.DEFINITIONS: Verdict.DEFINITION,
    SectionKind.STATISTICS: Verdict.STATISTICS,
    SectionKind.CONTENTS: Verdict.FURNITURE,
    SectionKind.REFERENCES: Verdict.BACKGROUND,
    SectionKind.MINUTES: Verdict.MEETING_POINT,
    SectionKind.GOALS: Verdict.GOAL,
    SectionKind.ONGOING: Verdict.BACKGROUND,
}
"""Sections that give no measures whatever the wording."""
_TELLS = (SectionKind.STATISTICS, SectionKind.BACKGROUND)
"""Sections that tell how things are: what somebody of ours does there is done already."""
SECTION_NAMES = {
    SectionKind.MEASURES: "åtgärdsavsnitt",
    SectionKind.GOALS: "målavsnitt",
    SectionKind.AREA: "avsnitt om ett område",
    SectionKind.BACKGROUND: "bakgrundsavsnitt",
    SectionKind.LAW: "lagavsnitt",
    SectionKind.DEFINITIONS: "definitioner",
    SectionKind.STATISTICS: "statistikavsnitt",
    SectionKind.ORGANISATION: "organisationsavsnitt",
    SectionKind.FOLLOW_UP: "uppföljningsavsnitt",
    SectionKind.CONTENTS: "innehållsförteckning",
    SectionKind.ANNEX: "bilaga",
    SectionKind.REFERENCES: "källor",
    SectionKind.MINUTES: "minnesanteckningar",
    SectionKind.ONGOING: "avsnitt om vad som redan görs",
    SectionKind.OTHER: "avsnitt utan tydlig art",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its two signals and its reasons."""

    verdict: Verdict
    layout: float
    language: float
    reasons: tuple[str, ...]

    @property
    def measure(self) -> bool:
        """Whether it is one."""
        return self.verdict is Verdict.MEASURE


def language_score(heard: Signals) -> float:
    """Evidence from wording alone, 0-1.

    Example:
        >>> language_score(signals("Ta fram en rutin")) > language_score(signals("Rutiner är bra"))
        True
    """
    score = 0.1
    if heard.starts:
        score = 0.9
    elif heard.commits:
        score = 0.9 if heard.owner else 0.75
    elif heard.does:
        score = 0.6
    elif heard.passive:
        score = 0.55
    elif heard.nominal:
        score = 0.5
    elif heard.modal or heard.present:
        score = 0.45
    if heard.goal and heard.measured:
        score -= 0.4
    elif heard.goal and not heard.starts:
        score -= 0.2
    if heard.law or heard.definition or heard.ongoing:
        score -= 0.1
    return round(max(0.0, min(1.0, score)), 3)


@lru_cache(maxsize=16384)
def judge(text: str, *, section: SectionKind, form: Form, commits: bool = False, labelled: bool = False) -> Judgement:
    """The verdict on a candidate.

    Args:
        text: The candidate's own words, without labels.
        section: What the section is for.
        form: The form in which it is printed.
        commits: A lead-in above it commits ("Kommunen ska:"), so the candidate need not.
        labelled: It carries labels such as "Ansvarig:", which only measures carry.

    Example:
        >>> judge("Ta fram en rutin för tolk.", section=SectionKind.MEASURES, form=Form.BULLET).verdict
        <Verdict.MEASURE: 'measure'>
        >>> judge("Ta fram en rutin för tolk.", section=SectionKind.GOALS, form=Form.BULLET).verdict
        <Verdict.GOAL: 'goal'>
    """
    heard = signals(text)
    layout = LAYOUT.get(section, {}).get(form, 0.05)
    if labelled:
        layout = max(layout, 0.85)
    language = language_score(heard)
    if commits:
        language = max(language, 0.7)
    where = SECTION_NAMES[section]
    verdict, why = _verdict(heard, section, form, commits=commits, labelled=labelled)
    if verdict is Verdict.MEASURE and not labelled and text.rstrip().endswith("?"):
        verdict, why = Verdict.BACKGROUND, "en fråga"
    reasons = tuple(reason for reason in (where, f"form: {form.value}", why, _word(heard)) if reason)
    return Judgement(verdict, layout, language, reasons)


def _word(heard: Signals) -> str:
    word = heard.starts or heard.commits or heard.does or heard.passive or heard.nominal or heard.modal
    return f"ord: {word}" if word else ""


def _verdict(heard: Signals, section: SectionKind, form: Form, *, commits: bool, labelled: bool) -> tuple[Verdict, str]:
    """What it is and the decisive reason."""
    if heard.words == 0:
        return Verdict.OTHER, "utan ord"
    if heard.quoted or heard.contact:
        return Verdict.BACKGROUND, "citat" if heard.quoted else "kontaktuppgift"
    if section is SectionKind.ONGOING and heard.works and not heard.meta and not heard.modal:
        return Verdict.ONGOING, "pågår redan enligt rubriken"
    silent = not (heard.modal or heard.starts or labelled or heard.law or heard.statistics or heard.definition)
    if silent and heard.now and heard.works and not (heard.meta or heard.reviewed or commits):
        return Verdict.ONGOING, f"pågår redan: {heard.now}"
    if section is SectionKind.GOALS and commits and heard.acts:
        section = SectionKind.OTHER  # "För att nå målen ska kommunen:" opens a list of measures among the goals
    if section in _TELLS and silent and _busy(heard):
        return Verdict.ONGOING, f"arbete som beskrivs: {heard.works}"
    if section in CLOSED and not (labelled and section is not SectionKind.MINUTES):
        return CLOSED[section], "avsnittet innehåller inga åtgärder"
    other = _something_else(heard, section, commits=commits)
    if other is not None and not (labelled and heard.acts):
        return other
    if labelled:
        return Verdict.MEASURE, "har egna fält (ansvarig, tid …)"
    if section is SectionKind.MEASURES:
        return _in_measures(heard, form, commits=commits)
    if section is SectionKind.AREA and (why := _in_area(heard, form, commits=commits)):
        return Verdict.MEASURE, why
    verdict, why = _elsewhere(heard, section, form, commits=commits)
    made = heard.made.endswith("s")  # "varje höst hålls en kurs" promises, "enheten erbjuder kurser varje höst" tells
    here = verdict is Verdict.BACKGROUND and section not in (SectionKind.ORGANISATION, SectionKind.FOLLOW_UP)
    if here and silent and heard.often and not made and _busy(heard):
        return Verdict.ONGOING, f"arbete som beskrivs: {heard.works}, {heard.often}"
    return verdict, why


def _busy(heard: Signals) -> bool:
    """Whether one of us does something: no task that is handed out, nothing of the plan, no state of things."""
    told = heard.works not in words("ongoing", "weak") or heard.often
    named = bool(heard.often or (heard.owner and heard.owner not in ("vi", "we")) or heard.body)
    tied = bool(heard.anaphora) and not heard.owner
    other = heard.answers or heard.meta or heard.refers or heard.reviewed or tied
    return bool(heard.works and told and named) and not other


def _something_else(heard: Signals, section: SectionKind, *, commits: bool) -> tuple[Verdict, str] | None:
    """Indicator, law, definition, statistics, ongoing work, goal or a wish to others: what looks like a measure."""
    here = section is SectionKind.MEASURES
    if heard.indicator and not heard.commits:
        return Verdict.INDICATOR, f"indikator: {heard.indicator}"
    told = here and heard.commits and heard.owner and not heard.lawful
    if heard.law and not heard.starts and not told:
        return Verdict.LAW, f"lagtext: {heard.law}"
    if heard.wishes or (heard.addressee and (heard.modal or heard.passive)):
        return Verdict.OTHER, f"riktas till annan: {heard.wishes or heard.addressee}"
    if section is SectionKind.FOLLOW_UP and heard.reviewed and not heard.law:
        return None
    if heard.meta and not heard.starts:
        return Verdict.BACKGROUND, f"talar om planen själv: {heard.meta}"
    if heard.refers and not heard.starts and not heard.commits.startswith(("ska", "bör")):
        return Verdict.BACKGROUND, f"hänvisar eller förutser: {heard.refers}"
    if heard.answers and not heard.starts:
        return Verdict.BACKGROUND, f"fördelar ansvar: {heard.answers}"
    if heard.reported and not here and not heard.starts:
        return Verdict.BACKGROUND, f"någon annans ord: {heard.reported}"
    if heard.definition and not heard.starts and not heard.commits:
        return Verdict.DEFINITION, f"definition: {heard.definition}"
    if heard.statistics and not heard.modal and not heard.starts and not heard.made:
        return Verdict.STATISTICS, f"statistik: {heard.statistics}"
    if heard.ongoing and not heard.modal and not heard.starts and not commits:
        return Verdict.BACKGROUND, f"säger hur det är: {heard.ongoing}"
    if heard.changes and heard.measured and not heard.through:
        return Verdict.GOAL, f"mål med procenttal: {heard.starts}"
    if heard.goal and (heard.measured or not here) and not (heard.starts and not heard.measured):
        return Verdict.GOAL, f"mål: {heard.goal}"
    return None


def _in_measures(heard: Signals, form: Form, *, commits: bool) -> tuple[Verdict, str]:
    """In a section of measures the wording must only not speak against it; English prose must name a doer."""
    if form is Form.PROSE and heard.english and not heard.starts and not (heard.commits and heard.owner):
        return Verdict.BACKGROUND, "engelsk beskrivning utan utförare"
    if heard.acts or commits:
        return Verdict.MEASURE, "åtgärdsord i åtgärdsavsnitt"
    if (heard.present and not heard.now) or heard.everyone:
        return Verdict.MEASURE, "görs enligt åtgärdsavsnittet"
    if heard.modal or (heard.nominal and (heard.words >= 4 or form is not Form.PROSE)):
        return Verdict.MEASURE, "åtagande i åtgärdsavsnitt"
    if form in (Form.BULLET, Form.NUMBERED) and heard.bare and heard.goal:
        return Verdict.GOAL, f"ett läge att nå: {heard.goal}"
    if form in (Form.BULLET, Form.NUMBERED) and heard.words >= 4:
        return Verdict.MEASURE, "punkt i åtgärdsavsnitt"
    if heard.bare and 3 <= heard.words <= 14 and not heard.english and not heard.owner:
        return Verdict.MEASURE, "mening utan verb i åtgärdsavsnitt"
    return Verdict.BACKGROUND, "beskrivning utan åtagande"


def _in_area(heard: Signals, form: Form, *, commits: bool) -> str:
    """Why it is a measure of an area of work, where description and measures stand side by side; "" if it is none."""
    listed = form in (Form.BULLET, Form.NUMBERED)
    if (
        (heard.anaphora and not listed)
        or heard.definition
        or (heard.english and form is Form.PROSE and not (heard.owner and heard.commits))
    ):
        return ""
    if listed:
        if heard.acts or heard.made or commits or (heard.nominal and heard.words >= 3):
            return "åtgärdsord i punkt om ett område"
        return ""
    if heard.starts and heard.words >= 4 and not heard.means:
        return "uppmaning i avsnitt om ett område"
    if heard.does and heard.when and heard.owner.endswith(_units()) and not heard.ongoing:
        return f"någon i kommunen gör något: {heard.when}"
    if heard.coined:
        return "något som ges ett namn och förklaras"
    steady = heard.made in words("makes", "steady") and not heard.when  # "erbjuder" tells as often as it promises
    if heard.made and not heard.vague and not steady:
        return f"något åstadkoms: {heard.made}"
    strong = heard.commits.startswith(
        ("ska ", "skall ", "bör ", "kommer ", "avser ", "planerar ", "uppdrag ", "shall ", "will ")
    )
    if strong and heard.main and (heard.owner or heard.everyone or not heard.vague):
        return "uttryckligt åtagande"
    return ""


def _makes(heard: Signals) -> bool:
    """Whether something definite is to be made, in the passive: ``En cykelplan ska tas fram``."""
    return heard.commits.split()[-1] in _made_of() and not heard.goal and not heard.vague


@cache
def _units() -> tuple[str, ...]:
    """What the names of single units end with: "kommunen bör" is advice, "socialnämnden bör" is a task."""
    return tuple(load("verbs")["makes"]["units"])


@cache
def _made_of() -> frozenset[str]:
    return frozenset(load("verbs")["makes"]["passive"])


def _elsewhere(heard: Signals, section: SectionKind, form: Form, *, commits: bool) -> tuple[Verdict, str]:
    """Outside such sections only an explicit commitment counts."""
    listed = form in (Form.BULLET, Form.NUMBERED)
    if section in (SectionKind.OTHER, SectionKind.ANNEX) and listed and (heard.starts or (commits and heard.acts)):
        return Verdict.MEASURE, "punkt som inleds med åtgärdsord"
    if listed and commits and section is not SectionKind.BACKGROUND:
        return Verdict.MEASURE, "punkt under en inledning med åtagande"
    if listed and section is SectionKind.OTHER and heard.owner and heard.does and not heard.ongoing:
        return Verdict.MEASURE, "punkt där någon i kommunen gör något"
    strong = heard.commits.startswith(("ska ", "skall ", "kommer ", "uppdrag ", "shall ", "will "))
    if section is SectionKind.OTHER and heard.commits.startswith("bör ") and not heard.goal and not heard.vague:
        strong = heard.owner.endswith(_units())
    if section is SectionKind.ORGANISATION and strong and heard.commits.endswith("s") and not heard.anaphora:
        return Verdict.MEASURE, "åtagande i passiv form"
    if section is SectionKind.FOLLOW_UP and heard.reviewed:
        return Verdict.MEASURE, "planen följs upp"
    own = heard.owner.endswith(_units())
    tied = bool(heard.anaphora) and not (heard.anaphora == "för att" and own)
    if section is SectionKind.OTHER and heard.does and own and heard.when and not (tied or heard.ongoing or heard.meta):
        return Verdict.MEASURE, f"någon i kommunen gör något: {heard.when}"
    if strong and heard.main and heard.owner and not tied and not heard.definition and not heard.ongoing:
        open_kind = section in (SectionKind.OTHER, SectionKind.FOLLOW_UP)
        if open_kind or (section is SectionKind.ORGANISATION and not heard.vague):
            return Verdict.MEASURE, "uttryckligt åtagande"
        return Verdict.BACKGROUND, "åtagande i avsnitt utan åtgärder"
    if strong and heard.main and _makes(heard) and section is SectionKind.OTHER and not heard.anaphora:
        return Verdict.MEASURE, "något ska åstadkommas"
    if section is SectionKind.OTHER and heard.founds and not (tied or heard.ongoing or heard.law or heard.statistics):
        return Verdict.MEASURE, f"något nytt kommer till: {heard.founds}"
    if section is SectionKind.FOLLOW_UP and heard.does in words("reports") and heard.owner and not heard.anaphora:
        return Verdict.MEASURE, "någon i kommunen följer upp"
    return Verdict.BACKGROUND, "inget uttryckligt åtagande"

"""What the wording of a sentence says: does it commit to an action, set a goal, restate a law, count, or describe?

The words lie in ``lexicon/verbs.toml``; this module makes their forms and looks them up. One pass over the tokens,
set look-ups, and a few regular expressions: thousands of blocks a second.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from toolkit.segment.verbforms import (
    begins,
    english,
    forms,
    is_own,
    law_patterns,
    modals,
    names_body,
    pattern,
    phrases,
    responsibility,
    tells,
    words,
)

_TOKEN = re.compile(r"[\w-]+")
_LEAD = re.compile(r"^(?:[\s•\-–*\"”']+|att[: ]\s*|to (?=[a-z]))+", re.IGNORECASE)
_PERCENT = re.compile(r"\d ?(?:%|procent|percent)", re.IGNORECASE)
_NOMINAL = re.compile(r"^\w{3,}(?:ande|ende|ning|ningar|ingar|ing|else|tion|tioner|erande|skapande|ment)$")
_BRACKETED = re.compile(r"\([^()]*\)")
_PHONE = re.compile(r"\b0\d{1,3}[ –-]\s?\d{2,3}(?:[ -]\d{2,3}){1,3}\b")
_VERBAL = re.compile(r"^[a-zåäö]{3,}(?:as|des|ats|jer|rar|erar)$")
_ASKED = frozenset(("hur", "vad", "vem", "vilka", "vilken", "vilket"))
_TOLD = frozenset(("that", "which", "who", "how", "whether"))
_ENGLISH_WORDS = frozenset(("the", "of", "and", "to"))
_ADVERBS = frozenset(
    ["aktivt", "också", "fortsatt", "fortsätta", "från", "gemensamt", "genom", "i", "kontinuerligt", "löpande", "på",
     "regelbundet", "senast", "successivt", "systematiskt", "särskilt", "tillsammans", "under", "vid", "vidare",
     "årligen", "även"]
)  # fmt: skip

_PROMISES = frozenset({"avser", "kommer", "planerar"})
"""Verbs before "att" that promise an action where one of us is their subject."""
_INFINITIVE = re.compile(r"[a-zåäö]{3,}(?<!lig)(?<!al)(?<!ell)(?<!iv)(?<!isk)(?<!sam)(?<!eg)(?<!and)a$")
"""What may be a verb in the infinitive, also one that no list knows; adjectives have other endings."""
_COINED = re.compile(
    r"[A-ZÅÄÖ][\wåäö-]{4,}(?: (?!är |ska |har )[a-zåäö]+){0,2} [–-] [a-zåäö][^.]*? "
    r"(?!efter|eller|under|över)(?:[a-zåäö]{2,}(?:ar|er)|får|ger|går)\b"
)
_WHEN = re.compile(
    r"\b(?:gånger|gång) (?:per|om) (?:år|året|termin)"
    r"|\b(?:under|senast|från och med|till och med) (?:\w+ ){0,2}20\d\d\b"
)
"""A time to come, or how often: what makes the present tense a promise."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What was heard in a text; words are those of the text, "" where nothing was heard."""

    starts: str = ""
    """The text begins with this action verb (infinitive, imperative)."""
    commits: str = ""
    """Modal and action verb: ``ska erbjuda``, ``bör tas fram``."""
    passive: str = ""
    """An action in the passive without a modal: ``tas fram``."""
    does: str = ""
    """An action in the present tense with a body of the municipality as its subject."""
    present: str = ""
    """An action in the present tense, whoever its subject is: weak, and heard in sections of measures only."""
    everyone: bool = False
    """The subject is everyone: ``alla``, ``samtliga``."""
    quoted: bool = False
    """The words are somebody's, in quotation marks."""
    contact: bool = False
    """An address or a telephone number."""
    reviewed: bool = False
    """The plan, its goals or its measures are followed up, revised or reported."""
    made: str = ""
    """The main clause says, without a modal, that something new comes about: ``införs``, ``tar fram``."""
    founds: str = ""
    """Something new, with the indefinite article, is brought about: ``En styrgrupp bildas``."""
    works: str = ""
    """A body does something, or something is done, in the present tense: what a description of work says."""
    coined: bool = False
    """It gives something a name and says after a dash what is done: ``Matvänner – frivilliga äter med …``."""
    body: bool = False
    """A body, of ours or not, stands among the first words."""
    when: str = ""
    """It says when it is done or how often: ``under 2026``, ``två gånger per år``."""
    often: str = ""
    """It says how often: ``en kväll i veckan``."""
    wishes: str = ""
    """It wishes that somebody else would do it: ``det vore önskvärt att regeringen …``."""
    now: str = ""
    """It says that it is so already: ``redan``, ``sedan 2021``, ``i dag``."""
    bare: bool = False
    """A sentence without any verb that is known: a noun phrase with a full stop."""
    nominal: str = ""
    """The text begins with a noun made of a verb: ``utbildning av``."""
    modal: str = ""
    owner: str = ""
    """A body of the municipality stands before the verb."""
    goal: str = ""
    law: str = ""
    lawful: bool = False
    """The text begins with the law it restates: ``Enligt socialtjänstlagen ska …``."""
    definition: str = ""
    statistics: str = ""
    ongoing: str = ""
    addressee: str = ""
    indicator: str = ""
    anaphora: str = ""
    meta: str = ""
    """The text speaks of the plan or its measures."""
    refers: str = ""
    """It points elsewhere or predicts."""
    answers: str = ""
    """Somebody answers for the plan as a whole."""
    reported: str = ""
    """Somebody else says it."""
    changes: bool = False
    """It begins with minska, öka, halvera …: a goal where a percentage follows."""
    through: bool = False
    """It says by what: ``genom att``."""
    means: bool = False
    """It begins with a verb that says how the action before is done."""
    vague: str = ""
    measured: bool = False
    """The text holds a percentage."""
    main: bool = True
    """The modal stands in the main clause: no ``att`` or question before it."""
    words: int = 0
    english: bool = False

    @property
    def acts(self) -> bool:
        """Whether the wording names something to do."""
        return bool(self.starts or self.commits or self.passive or self.does)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""


def signals(text: str) -> Signals:
    """What the wording says.

    Example:
        >>> signals("Socialnämnden ska senast 2027 ta fram en rutin.").commits
        'ska ta'
        >>> signals("Ta fram en rutin för tolk.").starts
        'ta'
        >>> bool(signals("Enligt socialtjänstlagen ska socialnämnden ge stöd.").law)
        True
    """
    low = _LEAD.sub("", text).lower()
    tokens = _TOKEN.findall(low)
    return _with_phrases(_with_verbs(Signals(words=len(tokens)), tokens), text, low, tokens) if tokens else Signals()


def _with_verbs(heard: Signals, tokens: list[str]) -> Signals:
    """What single words and their forms say."""
    modal, commits, owner, passive, does = _verbs(tokens)
    return replace(
        heard,
        starts=_start(tokens),
        commits=commits,
        passive=passive,
        does=does,
        present=next((token for token in tokens[1:16] if token in forms()[2]), "") if not modal else "",
        everyone=tokens[0] in ("alla", "samtliga") and words("states").isdisjoint(tokens[1:8]),
        made="" if modal else _made(tokens, owner),
        bare=_bare(tokens),
        founds=_founds(tokens) if not modal else "",
        works=_works(tokens),
        body=any(names_body(token) for token in tokens[:9] if token not in ("vi", "we")),
        reviewed=_reviewed(tokens),
        nominal=next((token for token in tokens[:2] if _NOMINAL.match(token)), ""),
        modal=modal,
        owner=owner,
        goal=_goal_verb(tokens),
        addressee=_addressee(tokens, modal, passive),
        changes=tokens[0] in words("goal", "changes"),
        through="genom" in tokens,
        means=tokens[0] in words("means"),
        english=not _ENGLISH_WORDS.isdisjoint(tokens),
        main=_main(tokens),
    )


def _with_phrases(heard: Signals, text: str, low: str, tokens: list[str]) -> Signals:
    """What phrases and beginnings say, and the signs."""
    return replace(
        heard,
        goal=_goal_start(heard, low) or heard.goal or _first(phrases("goal"), low),
        quoted=text.lstrip()[:1] in '”“"«' and ("säger" in tokens or text.rstrip(" .")[-1:] in '”“"»'),
        contact="@" in low or bool(_PHONE.search(low)),
        law=_first(law_patterns(), low) or _first(phrases("law"), low),
        lawful=low.startswith(("enligt ", "i enlighet med ", "med stöd av ")),
        definition=_first(phrases("definition"), low),
        statistics=_first(phrases("statistics"), low),
        ongoing=_first(phrases("ongoing"), _BRACKETED.sub(" ", low) if "(" in low else low),
        when=_first(_WHEN, low),
        now=_first(phrases("ongoing", "now"), low),
        often=_first(phrases("ongoing", "often"), low),
        wishes=_wish(low, tokens),
        indicator=_starting("indicator", low),
        anaphora="" if low.startswith(tuple(words("anaphora", "adds"))) else _starting("anaphora", low),
        meta=_starting("meta", low),
        refers=_first(phrases("refers"), low),
        answers=_first(responsibility(), low) if "ansvar" in low or " in " in low else "",
        reported=_first(phrases("reported"), low),
        vague=_first(_pattern_vague(), low),
        measured=bool(_PERCENT.search(low)),
        bare=heard.bare and text.rstrip().endswith("."),
        coined=bool(_COINED.match(text)) and not (heard.modal or heard.owner),
        main=heard.main and not low.rstrip().endswith("?"),
    )


def _goal_start(heard: Signals, low: str) -> str:
    """The words of a goal that the text begins with; everyone may also be told to do something."""
    start = _starting("goal", low)
    return "" if heard.everyone and heard.commits and start.startswith("all") else start


def _addressee(tokens: list[str], modal: str, passive: str) -> str:
    """Who is told, where it is nobody of ours; who is asked in or done something with is not told."""
    if passive in words("passive", "asks") and not modal:
        return ""
    named = words("addressees") | (words("addressees", "others") if modal in ("bör", "borde") else frozenset())
    before = words("passive", "with")
    return next((one for at, one in enumerate(tokens[:6]) if one in named and tokens[at - 1] not in before), "")


def _wish(low: str, tokens: list[str]) -> str:
    """The one of whom something is wished, "" where nothing is."""
    named = next((token for token in tokens if token in words("addressees")), "")
    return named if named and phrases("wishes").search(low) else ""


def _starting(table: str, low: str) -> str:
    return next((start for start in begins(table) if low.startswith(start)), "")


@cache
def _pattern_vague() -> re.Pattern[str]:
    return pattern(words("vague"))


def _start(tokens: list[str]) -> str:
    """The action verb that the text begins with, if an adverb at most stands before it."""
    infinitives, imperatives, _, _ = forms()
    for at, token in enumerate(tokens[:3]):
        if token in infinitives or token in imperatives or token in english():
            few = token == "få" and "att" not in tokens[1:6]  # "Få känner till stödet" counts them
            return token if not (at and token not in infinitives) and not few else ""
        if token not in _ADVERBS:
            return ""
    return ""


def _verbs(tokens: list[str]) -> tuple[str, str, str, str, str]:
    """First modal; modal + action verb; own subject before the verb; passive action; present action with a subject."""
    infinitives, _, presents, passives = forms()
    modal_words = modals()
    modal = commits = owner = passive = does = last = ""
    since = 99
    begins = 2 if tokens[:2] == ["för", "att"] else 0
    for index, token in enumerate(tokens):
        if token in modal_words:
            modal = modal or token
            since = 0
            last = token
            continue
        if token in _PROMISES and "att" in tokens[index + 1 : index + 6] and "att" not in tokens[begins:index]:
            since, last = 0, token
            continue
        if token == "uppdrag" and tokens[index - 1] == "i" and not {"får", "ges"}.isdisjoint(tokens[:index]):
            since, last = 0, token
            continue
        since += 1
        done = tokens[index - 1] == "ha" and token.endswith("t")  # "ska … ha utbildat"
        acts = done or token in infinitives or token in passives or token in english() or _bound(tokens, index, owner)
        if since <= 12 and not commits and acts and (last not in _PROMISES or _promised(owner, token)):
            commits = f"{last} {token}"
        elif not passive and token in passives and since > 12 and not tells(tokens, index):
            passive = token
        elif not does and index and owner and token in presents and not modal:
            does = token
        if not owner and not commits and not does and index < 12 and is_own(token):
            owner = token
    return modal, commits, owner, passive, does


def _bound(tokens: list[str], index: int, owner: str) -> bool:
    """Whether a word stands as a verb right behind its modal: ``ska reservera`` after its subject, ``ska vägas``."""
    at = index - 1
    while at > 0 and (tokens[at] in _ADVERBS or tokens[at] in words("adverbs")):
        at -= 1
    state = tokens[index] in words("goal", "verbs") or tokens[index] in words("goal", "states")
    if tokens[at] not in modals() or state or len(tokens[index]) < 5:
        return False
    return tokens[index].endswith("as") or (bool(owner) and bool(_INFINITIVE.match(tokens[index])))


def _made(tokens: list[str], owner: str) -> str:
    """The verb by which the main clause says that something new comes about; "" where it only describes."""
    for index, token in enumerate(tokens[:24]):
        purpose = token == "att" and tokens[index - 1] in ("för", "i", "med", "om") and index
        if token in words("makes", "stops") and not purpose and index:
            return ""
        if token in words("makes", "present") and index:
            return token
        if token in words("makes", "events") and tokens[index + 1 : index + 2] in (["en"], ["ett"]):
            return token  # "I maj hålls en utbildning": the thing is new
        if token in words("makes", "active") and (owner or tokens[0] == "om"):
            return token
    return ""


def _founds(tokens: list[str]) -> str:
    """The verb by which something new is founded, right after its name: ``En gemensam styrgrupp bildas``."""
    if tokens[0] not in ("en", "ett", "ytterligare"):
        return ""
    at = next((at for at, token in enumerate(tokens[:8]) if token in words("makes", "founded")), 0)
    return tokens[at] if at > 1 and words("makes", "stops").isdisjoint(tokens[:at]) else ""


def _works(tokens: list[str]) -> str:
    """The verb in the present near a body that is its subject, or by which the main clause says that work is done."""
    _, _, presents, passives = forms()
    if not words("ongoing", "not").isdisjoint(tokens) or tokens[0] in words("ongoing", "asks"):
        return ""
    body = next((at for at, token in enumerate(tokens[:9]) if names_body(token)), None)
    for index, token in enumerate(tokens[:16]):
        if token in words("ongoing", "done") or (token in passives and token.endswith("s") and index):
            return token
        present = token in presents or token in words("ongoing", "does")
        if index in (1, 2) and token in presents and tokens[0].endswith(("rn", "en", "na")) and len(tokens[0]) > 6:
            return token
        if body is not None and present and index - body in range(-2, 7) and index != body:
            return token
        if token in ("som", "att", "där"):
            return ""
    return ""


def _bare(tokens: list[str]) -> bool:
    """Whether no word is a verb in a form that makes a sentence."""
    _, _, presents, passives = forms()
    known = presents | passives | words("makes", "telling")
    return not any(token in known or _VERBAL.match(token) for token in tokens)


def _promised(owner: str, token: str) -> bool:
    """``kommer att`` promises where we do it or something is made; else it foretells: ``behoven kommer att öka``."""
    return bool(owner) or token in words("makes", "passive")


def _main(tokens: list[str]) -> bool:
    """Whether the first modal stands in the main clause."""
    at = next((index for index, token in enumerate(tokens) if token in modals()), 0)
    if tokens[at : at + 1] in (["will"], ["shall"], ["should"]) and not _TOLD.isdisjoint(tokens[:at]):
        return False
    begins = 2 if tokens[:2] in (["för", "att"], ["genom", "att"]) else 0
    if at > 1 and not _ASKED.isdisjoint(tokens[max(1, at - 2) : at]):
        return False
    return "att" not in tokens[begins:at] if tokens[:3] != ["i", "syfte", "att"] else True


def _reviewed(tokens: list[str]) -> bool:
    """``Planen följs upp``: the plan as subject, a verb of follow-up near it."""
    told = words("follow_up", "verbs") | words("follow_up", "promised")
    at = 1 if tokens[0] in ("denna", "detta", "den", "hela") else 0
    subject = tokens[at] if at < len(tokens) else ""
    if subject in words("follow_up", "subjects") and not told.isdisjoint(tokens[at + 1 : at + 7]):
        return True
    named = not words("follow_up", "acts").isdisjoint(tokens[: 1 + at] + tokens[1:2])
    said = not modals().isdisjoint(tokens) or not {"varje", "årligen"}.isdisjoint(tokens)
    return named and said and not words("follow_up", "held").isdisjoint(tokens[1:9])


def _goal_verb(tokens: list[str]) -> str:
    """A modal directly followed (an adverb may stand between) by a verb of state: ``ska kontinuerligt minska``."""
    verbs = words("goal", "verbs")
    modal_words = modals()
    for index, token in enumerate(tokens):
        if token in modal_words:
            for at, follower in enumerate(tokens[index + 1 : index + 4], start=index + 2):
                done = follower == "ha" and at < len(tokens) and tokens[at].endswith("t")  # "ska … ha utbildat"
                given = follower == "få" and ("uppdrag" in tokens[at : at + 2] or any(map(is_own, tokens[:index])))
                if follower in verbs and not done and not given:
                    return f"{token} {follower}"
    return ""

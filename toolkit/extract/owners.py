"""Owners and partners in running text: subjects, passive agents, labels, "i samverkan med".

Each finding keeps the place of its words, so that it can be quoted. What names nobody in particular ("kommunen ska
…", "berörda aktörer") is no owner: a value is never made up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.extract.parties import authorities, body_pattern, is_body, split_parties
from toolkit.extract.roles import resolve_role
from toolkit.lexicon import load


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundParties:
    """Bodies named at `start`-`end` of the text."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The compiled lexicon."""

    subject: re.Pattern[str]
    inverted: re.Pattern[str]
    opened: re.Pattern[str]
    present: re.Pattern[str]
    agent: re.Pattern[str]
    adverbs: re.Pattern[str]
    generic: frozenset[str]
    no_verbs: frozenset[str]
    vague: re.Pattern[str]
    triggers: re.Pattern[str]
    asked: re.Pattern[str]
    before_asked: re.Pattern[str]
    stops: re.Pattern[str]


LONGEST_NAME = 90
"""Characters before a verb that can hold a body's name."""
_PROPER = r"[A-ZÅÄÖ][\w&-]+(?:\s+[A-ZÅÄÖ][\w&-]+){0,3}"
"""A name, by its capitals."""


@cache
def _words() -> _Words:
    data = load("parties")
    modals = words(data["subject"]["modals"])
    body = body_pattern()
    lead = (
        r"(?:(?:den|det|de|vår|kommunens|respektive|ansvarig\w*|berörd\w*|lokala?|brottsförebyggande|kommunala)"
        r"\s+){0,2}(?:[\wåäöÅÄÖ]+-\s+(?:och|o|&)\s+)?"
    )
    phrase = (
        r"(?:(?:den|det|de|vår|kommunens|respektive|ansvarig|berörd|lokala?|brottsförebyggande)"
        r"\s+)?(?:[\wåäöÅÄÖ.&-]+\s+){0,5}?"
    )
    return _Words(
        subject=re.compile(
            rf"^\W*(?P<who>(?:både\s+)?[\wÅÄÖåäö][^.;:!?]{{1,140}}?)\s+(?P<modal>{modals}),?\s+", re.IGNORECASE),
        inverted=re.compile(
            rf"\b(?:ska|skall|bör|måste)\s+(?P<who>{lead}{body}(?:\s+(?:och|samt)\s+{lead}{body})?)"
            rf"\s+(?=[a-zåäö]+)", re.IGNORECASE),
        opened=re.compile(
            rf"^\W*(?:{words(data['subject']['openers'])})\s[^.;:]{{2,90}}?\s(?P<verb>[a-zåäö]{{3,}}r)\s+(?P<who>{lead}{body})"
            rf"\s+(?=[a-zåäö]+)", re.IGNORECASE),
        present=re.compile(
            rf"^\W*(?P<who>{phrase}{body}(?:(?:,\s+|\s+och\s+|\s+samt\s+)"
            rf"(?:[\wåäö-]+\s+){{0,3}}?{body}){{0,4}})\s+(?P<verb>[a-zåäö]{{2,}}r)\b", re.IGNORECASE),
        agent=re.compile(
            rf"(?:(?<![\w-])(?:[a-zåäö]+(?:eras|ldas|ndas|tas|as)|tas|görs|ges|leds|drivs|förs|hålls|sköts|utförs|"
            rf"genomförs|beslutas)\b(?!-)|^(?:\w*planen|programmet|strategin) (?:(?:ska|skall|bör) )?följ(?:s|as) upp"
            rf"\b)[^.;:]{{0,60}}?\bav\s+(?P<who>{lead}{body})", re.IGNORECASE),
        adverbs=re.compile(rf"(?:{words(data['subject']['adverbs'])})\s+", re.IGNORECASE),
        generic=frozenset(data["bodies"]["generic"]),
        no_verbs=frozenset(data["subject"]["no_verbs"]),
        vague=re.compile(rf"^(?:{words(data['partners']['generic'])})(?!\w)", re.IGNORECASE),
        triggers=re.compile(rf"(?<!\w)(?:{words(data['partners']['triggers'])})\s+", re.IGNORECASE),
        asked=re.compile(rf"(?<![\wåäö])(?:{words(data['partners']['asked'])})(?![\wåäö])"),
        before_asked=re.compile(
            rf"(?:\b(?i:ska|skall|bör|måste|kan)\s+(?P<named>{_PROPER})|(?P<who>(?i:(?<![\w-]){lead}{body})))"
            r"\s+(?:(?i:ska|skall|bör|måste|kan|också|även)\s+){0,2}$"),
        stops=re.compile(rf"[.;:!?•*\n]|(?<![\w-])(?:{words(data['partners']['stops'])})(?![\wåäö-])"),
    )  # fmt: skip


_PASSIVE = re.compile(
    r"(?:[a-zåäö]+(?:as|es|ys|ås|ös|is|os|us)|finnas|ingå|ha|vara|få|bli|kunna|kännas|gälla|innehålla|"
    r"omfatta|genomgå|gå|leda|bestå|stå|ligga|utgöra|innebära|präglas|bidra)\b"
)
_OPENER = re.compile(
    r"^(?:(?:till exempel|att|den \d+ \w+(?: \d{4})?|åt|till|därför|härmed|nu|både|även|samt|dels|bland annat|bl\.a\.|"
    r"bland andra|bl a|t\.ex\.|exempelvis|såsom|särskilt|främst|framför allt|i första hand|också|"
    r"med|respektive)\s+)+",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(
    r"(?<!\w)(?P<label>[A-ZÅÄÖ][\wÅÄÖåäö/ -]{2,40}?)\s*:\s*(?P<value>[^\n]*?)(?=\s*(?:[\n•]|$|[.;]\s|\.$|"
    r"(?<=[\wåäö)])\s+[A-ZÅÄÖ][\wåäö -]{2,30}:\s))"
)


def _plain(name: str) -> str:
    """A name without brackets, openers and end signs."""
    name = re.sub(r"\s*\([^()]*\)?", "", name)
    name = _OPENER.sub("", name.strip(" ,.\u00ad"))
    return " ".join(name.split())


LONGEST_LIST = 1_500
"""Characters of one list of bodies."""


def list_after(text: str, start: int) -> FoundParties | None:
    """The bodies listed from `start` on, up to the words that end such a list.

    Example:
        >>> list_after("polisen, socialtjänsten och skolan för att förebygga.", 0).names
        ('polisen', 'socialtjänsten', 'skolan')
    """
    end = min(_list_end(text, start), start + LONGEST_LIST)
    listed = re.sub(r"\s*\([^()]*\)", lambda match: " " * len(match.group()), text[start:end])
    pieces: list[str] = []
    for part in split_parties(listed):
        closed = [match.span() for match in authorities()[0].finditer(part)]
        at = 0
        for match in re.finditer(r"\s+(?:och|samt|respektive|eller)\s+", part):
            inside = any(low <= match.start() < high for low, high in closed)
            if not inside and not part[at : match.start()].endswith("-"):
                pieces.append(part[at : match.start()])
                at = match.end()
        pieces.append(part[at:])
    names = _with_places([name for name in map(_plain, pieces) if name])
    if not names:
        return None
    return FoundParties(start=start, end=start + len(text[start:end].rstrip(" ,")), names=names)


def _with_places(names: Sequence[str]) -> tuple[str, ...]:
    """Places that follow "nämnderna i Lund" belong to that name: "nämnderna i Lund, Umeå och Uppsala"."""
    kept: list[list[str]] = []
    for name in names:
        place = name[:1].isupper() and " " not in name and not is_body(name)
        if place and kept and re.search(r"(?:erna|orna|arna)\s+i\s+[A-ZÅÄÖ]\w+$", kept[-1][0]):
            kept[-1].append(name)
        else:
            kept.append([name])
    return tuple(f"{', '.join(group[:-1])} och {group[-1]}" if len(group) > 1 else group[0] for group in kept)


def _list_end(text: str, start: int) -> int:
    """Where the list ends: a stop word or sign that is not inside a known name or brackets."""
    closed = [match.span() for match in authorities()[0].finditer(text, start, min(len(text), start + 600))]
    closed += [match.span() for match in re.finditer(r"\([^()]*\)", text[: start + 600])]
    for match in _words().stops.finditer(text, start):
        if any(low <= match.start() < high for low, high in closed):
            continue
        if match.group() == "." and re.search(r"\b(?:bl|t|m|f)\.?[a-z]?\.?[a-z]?$", text[start : match.start()]):
            continue
        return match.start()
    return len(text)


def named_body(name: str) -> str | None:
    """The name when it names a particular body; else None."""
    plain = _plain(name)
    if not plain or _words().vague.match(plain):
        return None
    known = authorities()[0].match(plain)
    if known:
        found = known.group()
        genitive = found.endswith("s") and found[:-1].lower() in authorities()[1]
        if genitive and known.end() < len(plain):
            # "Diskrimineringsombudsmannens uppdrag" is not the ombudsman.
            return None
        return found[:-1] if genitive else found
    if plain[0].isupper():
        return plain if is_body(plain) or len(plain.split()) <= 8 else None
    head = re.split(r"\s(?:i|för|på|vid|med|av|som|inom|mot)\s", plain, maxsplit=1)[0]
    return plain if is_body(plain) and _DEFINITE.search(head) else None


_MEANS = re.compile(r"med (?:stöd|hjälp|bistånd)", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:ska|skall|bör|måste|kan|får|kommer|är|har)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:en|et|na|an|ln|rn|styrelsen)$")


def owner_in_prose(text: str) -> FoundParties | None:
    """The body that a sentence says is to act, or None.

    Example:
        >>> owner_in_prose("Socialnämnden ska senast 2027 ta fram en rutin.").names
        ('Socialnämnden',)
        >>> owner_in_prose("En lägesbild tas fram av brottsförebyggande samordnaren.").names
        ('brottsförebyggande samordnaren',)
        >>> owner_in_prose("Utsatta ska erbjudas skydd och stöd.") is None
        True
    """
    known = _words()
    for pattern in (known.subject, known.present, known.inverted, known.opened):
        match = pattern.search(text)
        if match is None or _is_passive(text, match, pattern is known.subject, known):
            continue
        found = _bodies(match.group("who"), match.start("who"), known)
        if found:
            return found
    match = known.agent.search(text)
    if match is None or not _DEFINITE.search(match.group("who")):
        return _bracketed(text, known)
    return _bodies(match.group("who"), match.start("who"), known)


LONGEST_LAST = 400
"""Characters at the end of a text that can hold its last word and brackets after it."""
_BRACKETS_LAST = re.compile(r"(?P<before>\S+)\s+\((?P<who>[^()\d,]{4,80})(?:,\s[^()]{0,40})?\)\s*[.;,]?\s*$")


def _bracketed(text: str, known: _Words) -> FoundParties | None:
    """The body in brackets that ends an item: "Köp in böcker (biblioteket)"; a body's other name is none."""
    match = _BRACKETS_LAST.search(text, max(0, len(text) - LONGEST_LAST))
    if match is None or match.group("who").isupper() or is_body(match.group("before")):
        return None
    return _bodies(match.group("who"), match.start("who"), known)


def _is_passive(text: str, match: re.Match[str], modal: bool, known: _Words) -> bool:
    """Whether the verb makes the subject a thing that is done to."""
    at = match.end()
    if not modal and match.re in (known.present, known.opened) and match.group("verb").lower() in known.no_verbs:
        return True
    if not modal:
        return bool(match.re is known.inverted and _PASSIVE.match(text, at))
    if match.group("modal").lower() not in ("ska", "skall", "bör", "måste"):
        return False
    while adverb := known.adverbs.match(text, at):
        at = adverb.end()
    return bool(_PASSIVE.match(text, at))


def _bodies(who: str, start: int, known: _Words) -> FoundParties | None:
    """The bodies in a subject; None when it names nobody in particular."""
    plain = _OPENER.sub("", who)
    start += len(who) - len(plain)
    parts: list[str] = []
    for piece in split_parties(plain):
        parts.extend(re.split(r"(?<!-)\s+och\s+(?=\S*[A-ZÅÄÖ])", piece) if len(split_parties(plain)) == 1 else [piece])
    names = [_plain(part) for part in parts if _plain(part)]
    if not names or len(plain) > 150 or _WHERE.match(plain):
        return None
    if len(names) == 1 and (_is_generic(names[0], known) or not is_body(names[0]) or len(names[0].split()) > 8):
        return None
    several = len(names) > 1
    if several and not (any(map(is_body, names)) and all(is_body(name) or name[0].isupper() for name in names)):
        return None
    if _MODAL.search(plain) or (names[-1].endswith("s") and is_body(names[-1][:-1])):
        # A verb inside, or a genitive ("följa rådets kriterier"): no subject.
        return None
    return FoundParties(start=start, end=start + len(plain.rstrip()), names=tuple(names))


_WHERE = re.compile(r"(?:på|i|inom|vid|från|hos|under|efter|genom|via)\s", re.IGNORECASE)
"""Where something is done: "På skolan ska man arbeta …"."""


def _is_generic(name: str, known: _Words) -> bool:
    """Whether the name means everybody and so nobody: "kommunen", "Norrviks kommun", "alla"."""
    low = name.lower()
    return low in known.generic or bool(re.fullmatch(r"(?:[\w-]+s? )?(?:kommun(?:en|erna)?|stad(?:en)?)", low))


_AIMED = re.compile(
    r"\b(?:stärkt|ökad|bättre|förbättrad|fördjupad|utvecklad|tydligare|välfungerande|fungerande) $", re.IGNORECASE
)


def partners_in_prose(text: str, *, named: bool = False) -> tuple[FoundParties, ...]:
    """The bodies that something is to be done with; with `named` only particular ones.

    Example:
        >>> partners_in_prose("Ta fram en rutin i samverkan med polisen och regionen.")[0].names
        ('polisen', 'regionen')
    """
    found = []
    for match in _words().triggers.finditer(text):
        listed = list_after(text, match.end())
        if _AIMED.search(text, max(0, match.start() - 30), match.start()):
            continue  # "syftar till stärkt samverkan med": what is hoped for
        if listed is None or len(text[listed.start : listed.end].split()) > 60:
            continue
        names = listed.names
        if named or _MEANS.match(match.group()):
            names = tuple(name for name in map(named_body, names) if name)
        else:
            names = _particular(names)
        if names:
            found.append(FoundParties(start=listed.start, end=listed.end, names=names))
    return tuple(found) or _asked(text)


def _asked(text: str) -> tuple[FoundParties, ...]:
    """The body that is asked in: "vid behov bör Fortum kontaktas"; "kommunen" and "alla" are nobody."""
    known = _words()
    for verb in known.asked.finditer(text):
        match = known.before_asked.search(text, max(0, verb.start() - LONGEST_NAME), verb.start())
        if match is None:
            continue
        group = "named" if match["named"] else "who"
        name = _plain(match[group])
        if name and not _is_generic(name, known) and not known.vague.match(name):
            return (FoundParties(start=match.start(group), end=match.end(group), names=(name,)),)
    return ()


_GOES_ON = re.compile(
    rf"^(?P<name>(?:[\wåäö-]+\s+){{0,3}}?{body_pattern()})\s+(?!(?:i|för|på|av|med|mot|inom|vid|som|och|hos|från)\s)[a-zåäö]",
    re.IGNORECASE,
)


def _particular(names: Sequence[str]) -> tuple[str, ...]:
    """The bodies of a list in running text, up to where the sentence goes on with something else.

    "tillsammans med kommunerna samordnade besök, minst två per år" names the municipalities only.
    """
    kept: list[str] = []
    for name in names:
        goes_on = _GOES_ON.match(name)
        if goes_on and not is_body(name):
            return (*kept, goes_on.group("name"))
        if len(name.split()) > 8 or re.search(r"\d", name):
            break
        if kept and not (is_body(name) or resolve_role(name) or len(name.split()) <= 3):
            break
        kept.append(name)
    return tuple(kept)


@cache
def _labels() -> dict[str, str]:
    return {label: key for key, entries in load("parties")["labels"].items() for label in entries}


def labelled(text: str) -> tuple[tuple[str, int, int], ...]:
    """Labelled values in running text ("Ansvarig: socialchef."): key of the field, start and end of the value.

    Example:
        >>> text = "Ta fram en rutin. Ansvarig: socialchef. Uppföljning: årsrapporten."
        >>> [(key, text[start:end]) for key, start, end in labelled(text)]
        [('responsible', 'socialchef'), ('follow_up', 'årsrapporten')]
    """
    found = []
    for match in _LABEL_LINE.finditer(text):
        key = _labels().get(match.group("label").strip().lower())
        value = match.group("value").strip()
        if key and value:
            start = match.start("value")
            found.append((key, start, start + len(value.rstrip("."))))
    return tuple(found)

"""Another town's sentence → our town's, each change marked and explained.

A rule finds spans of the quote and says what each becomes. Rules are tried in order and never overlap, so the first
to claim a word keeps it. Nothing is written that is not a name, a term or a date out of the profile and the lexicon:
where a word cannot be made safe it becomes the blank, and where too much would become blank the wording is unsafe.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.assemble.authorities import authority_orders
from toolkit.assemble.bodies import bodies, body_names, named_bodies
from toolkit.assemble.setting import (
    Setting,
    existing_towns,
    genitive,
    genitive_before_kind,
    is_existing,
    rewording,
    words,
)
from toolkit.assemble.terms import outdated
from toolkit.assemble.timing import times
from toolkit.assemble.titles import titles
from toolkit.lexicon.spelling import inflected, plain, spelled
from toolkit.model import Change

Rule = Callable[[str, Setting], Iterable[Change]]
_UPPER = "A-ZÅÄÖÆØÉÜ"
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+[\w/]"
    r"|\b(?:19|20)?\d{6}[-+]\d{4}\b"
    r"|(?<![\d-])(?:\+46[\s-]?|0)(?:\d[\s-]?){1,3}[-\s](?:\d[\s-]?){5,8}(?!\d)"
)
_NUMBER_OF_CASE = re.compile(
    r"\b(?:[Dd]nr:?|[Dd]iarienummer:?)\s*\S+\s?\d{2,4}[/:.-]\d+|\b[A-ZÅÄÖ]{2,6} ?\d{4}[/:-]\d+\b"
)
_ADDRESS = re.compile(
    rf"(?<!\w)[{_UPPER}]\w*(?:gatan|vägen|gränd|torget|allén|stigen|backen)\s\d{{1,4}}(?:\s?[A-Z])?(?!\w)"
)
_COMPANY = re.compile(rf"(?<![\w-])[{_UPPER}][\w&-]*(?:\s[{_UPPER}][\w&-]*)*\s(?:AB|HB|KB)(?!\w)")
_AMOUNT = re.compile(
    r"[€$£]\s?\d[\d.,]*(?:\s?(?:[MmBb]|million|billion)\b)?"
    r"|(?<![\w/])\d[\d \u00a0.,]*\s*(?:kronor|kr|tkr|mkr|mnkr|mdkr|miljoner(?: kronor)?|miljarder(?: kronor)?"
    r"|SEK|euros?|EUR|€|M€|million(?: euros?)?)(?!\w)"
)
_LARGE = re.compile(
    r"(?<![\w/:.,-])(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,3}(?:,\d{3})+|\d{3}|\d{5,})(?![\w/:-]|[.,]\d| ?(?:procent|%|§))"
)


_MARK = re.compile(
    r"^(?:[\uf000-\uf0ff•▪●○·–-]\s*|\d{1,2}[.)]?\s(?=[A-ZÅÄÖ])|[A-Za-z]\)\s|[A-Z]?\d{1,2}(?:\.\d{1,2})+\.?\s|[A-Z][a-z]?\d{1,2}:\s"
    r"|[A-Z]\d{1,2}\s(?=[A-ZÅÄÖ][a-zåäö]))"
)
"""A bullet, a footnote number or the other plan's own number before a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """A quote fitted to the setting. `unsafe` names what could not be made safe; then the wording must not be used."""

    quote: str
    text: str
    changes: tuple[Change, ...] = ()
    unsafe: tuple[str, ...] = ()

    @property
    def blanks(self) -> int:
        """How many of the changes are blanks."""
        return sum(change.rule.endswith(":lucka") for change in self.changes)


def apply(quote: str, changes: Sequence[Change]) -> str:
    """The text that the changes make of the quote.

    Example:
        >>> apply("i Norrvik", [Change(start=2, end=9, old="Norrvik", new="Ekstad", rule="ort:namn")])
        'i Ekstad'
    """
    parts: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda change: change.start):
        parts += [quote[at : change.start], change.new]
        at = change.end
    return "".join([*parts, quote[at:]])


def adapt(quote: str, setting: Setting, *, rules: Sequence[Rule] | None = None) -> Adapted:
    """The quote fitted to the setting.

    Args:
        quote: Verbatim text of the source.
        setting: Whom and what to fit it to.
        rules: Other rules than the default, in order of precedence.
    """
    changes: list[Change] = []
    for rule in RULES if rules is None else rules:
        for change in rule(quote, setting):
            free = all(change.end <= other.start or change.start >= other.end for other in changes)
            if free and quote[change.start : change.end] == change.old and change.old != change.new:
                changes.append(change)
    changes = _merged(quote, sorted(changes, key=lambda change: change.start))
    text = apply(quote, changes)
    return Adapted(quote=quote, text=text, changes=tuple(changes), unsafe=_unsafe(quote, changes))


def _merged(quote: str, changes: Sequence[Change]) -> list[Change]:
    """Blanks that stand side by side become one: one gap to fill in, not three."""
    merged: list[Change] = []
    for change in changes:
        last = merged[-1] if merged else None
        between = quote[last.end : change.start] if last else "x"
        both = last is not None and last.rule.endswith(":lucka") and change.rule.endswith(":lucka")
        if last is not None and both and not between.strip(" ,()/-–"):
            old = quote[last.start : change.end]
            merged[-1] = Change(start=last.start, end=change.end, old=old, new=change.new, rule=last.rule)
        else:
            merged.append(change)
    return merged


def _unsafe(quote: str, changes: Sequence[Change]) -> tuple[str, ...]:
    """Why the wording cannot be used: more is blank than a reader can fill in by sense, or we would stand in twice."""
    blanks = [change for change in changes if change.rule.endswith(":lucka")]
    length = len(quote.split())
    if len(blanks) > max(1, length // 8):
        return tuple(f"{change.old} ({change.rule})" for change in blanks)
    if any(change.rule == "kontakt:lucka" for change in blanks) and length < 6:
        return tuple(change.old for change in blanks)
    ours = {change.old.casefold().split()[0].rstrip("s"): change.old for change in changes if change.rule == "ort:namn"}
    return tuple(ours.values()) if len(ours) > 1 else ()  # two towns that would both be ours: "Ekstad och Ekstad"


def blank(match: re.Match[str] | tuple[int, int, str], setting: Setting, why: str) -> Change:
    """A change to the blank, named after its reason."""
    start, end, old = match if isinstance(match, tuple) else (match.start(), match.end(), match.group())
    return Change(start=start, end=end, old=old, new=setting.blank, rule=f"{why}:lucka")


def contacts(quote: str, setting: Setting) -> Iterable[Change]:
    """E-mail, web addresses, phone numbers, personal numbers and case numbers become blanks."""
    for pattern, why in ((_CONTACT, "kontakt"), (_ADDRESS, "kontakt"), (_NUMBER_OF_CASE, "diarienummer")):
        for match in pattern.finditer(quote):
            if not _public(quote, match):
                yield blank(match, setting, why)


def _public(quote: str, match: re.Match[str]) -> bool:
    """Whether a number is one that anybody may ring, or a part of it: 112, 020-390 000."""
    for number in words("known", "public_numbers"):
        at = quote.find(number)
        if at >= 0 and at <= match.start() and match.end() <= at + len(number) + 1:
            return True
    return False


def numbers(quote: str, setting: Setting) -> Iterable[Change]:
    """Sums of money and large counts are the other town's own."""
    for pattern, why in ((_AMOUNT, "belopp"), (_LARGE, "antal")):
        for match in pattern.finditer(quote):
            standard = re.search(r"\b(?:ISO|EN|SS|IEC)[ -]$", quote[: match.start()])
            if not standard and not _public(quote, match):
                yield blank(match, setting, why)


def towns(quote: str, setting: Setting) -> Iterable[Change]:
    """Names of other towns: the source towns become ours, towns outside the corpus become blanks."""
    own = setting.profile.municipality.casefold()
    for name in setting.towns:
        yield from _town(quote, name, setting, known=True)
    for name in existing_towns():
        if name in quote and name.casefold() != own and name not in setting.towns:
            yield from _town(quote, name, setting, known=False)


def _town(quote: str, name: str, setting: Setting, *, known: bool) -> Iterable[Change]:
    """Each place where one town is named, in any spelling, alone, in the genitive or before *kommun*."""
    target = setting.profile.municipality
    letters = spelled(name, broken=True) if known else re.escape(name)
    pattern = re.compile(
        rf"(?<!\w)(?=[^\W\d_a-zåäö])((?i:{letters}))(['’]?s|S)?(?!\w)(\s+(?:[Kk]ommun|[Ss]tad)(?:en)?(?:s)?(?!\w))?"
    )
    for match in pattern.finditer(quote):
        if plain(match.group(1)) == plain(target):
            continue
        if not known and not _is_place(quote, match, name):
            continue
        if not known:
            yield blank(match, setting, "annan ort")
            continue
        new = genitive(target) if match.group(2) else target
        new = genitive_before_kind(target, "").strip() if match.group(3) else new
        new = new.upper() if match.group(1).isupper() and len(name) > 1 else new
        tail = match.group(3) or ""
        yield Change(start=match.start(), end=match.end(), old=match.group(), new=new + tail, rule="ort:namn")
    endings = inflected(name) if known and not is_existing(name) else None
    for match in re.finditer(rf"(?<!\w){endings}(?!\w)", quote) if endings else ():
        yield blank(match, setting, "annan ort")


_BEFORE_PLACE = re.compile(
    r"(?:\b(?:i|från|till|inom|hos|kring|runt|utanför|samt|med|och|in|from|of)\s+)$", re.IGNORECASE
)


def _is_place(quote: str, match: re.Match[str], name: str) -> bool:
    """Whether a name that may be a common word (Vara, Lund, Mark, Ale, Heby) is meant as a town."""
    if match.group(3) or (len(name) > 6 and " " not in name):
        return True
    start = match.start() == 0 or quote[: match.start()].rstrip()[-1:] in ".!?:;•"
    after = quote[match.end() : match.end() + 1]
    if re.match(rf"[-–][{_UPPER}]", quote[match.end() : match.end() + 2]):
        return True  # a line between two places: Mora-Gällivare
    return not start and after != "-" and bool(_BEFORE_PLACE.search(quote[: match.start()]) or not start)


def compounds(quote: str, setting: Setting) -> Iterable[Change]:
    """Words made with a town's name: its people, its companies, its council."""
    people = rewording("inhabitants")
    folded = quote.casefold()
    for name in setting.towns:
        if name.casefold() not in folded:
            continue
        stem = re.escape(name)
        company = rf"(?<!\w){stem}(s?-?)([^\W\d_]+)\s(?:AB|KB|HB)(?!\w)"
        for match in re.finditer(company, quote, re.IGNORECASE):
            yield from body_names(quote, match.start(), match.end(), match.group(2), setting)
        for match in re.finditer(rf"(?<!\w)({stem})(s?-?)([^\W\d_]+)(?!\w)", quote, re.IGNORECASE):
            rest = match.group(3)
            if rest.casefold() in {"s"}:
                continue
            if rest.casefold() in people:
                new = people[rest.casefold()]
                new = new.capitalize() if match.start() == 0 else new
                yield Change(start=match.start(), end=match.end(), old=match.group(), new=new, rule="ort:invånare")
            else:
                yield from body_names(quote, match.start(), match.end(), rest, setting)
        for match in re.finditer(
            rf"(?<!\w){stem}s?((?:\s+[{_UPPER}][\w&-]*)*\s+(?:AB|KB|HB)|(?:\s+(?!Kommun|Stad)[{_UPPER}][\w-]+)+)(?!\w)",
            quote,
        ):
            yield from body_names(quote, match.start(), match.end(), match.group(1).strip(), setting)
        before = r"[^\W\d_]+" if len(name) > 5 else rf"(?<!\w)(?:{_before_name()})"  # Stornorrvik, Nyalund
        for match in re.finditer(rf"{before}{stem}[^\W\d_]*", quote, re.IGNORECASE):
            yield blank(match, setting, "annan ort")
        if len(name) > 3:  # UmeBrå: the town's name less its last vowel, then a capital
            for match in re.finditer(rf"(?<!\w){re.escape(name[:-1])}([{_UPPER}][a-zåäö]+)(?!\w)", quote):
                yield from body_names(quote, match.start(), match.end(), match.group(1), setting)


@cache
def _before_name() -> str:
    """What is put before a town's name to name a part of it, as one alternative."""
    return "|".join(rewording("known")["before_name"])


def projects(quote: str, setting: Setting) -> Iterable[Change]:
    """A word with a capital right before a town's name makes the two the name of something: ``Trygga Norrvik``."""
    may_stand = words("known", "before_town")
    for name in setting.towns:
        pattern = rf"(?<![\w-])((?:[{_UPPER}][\w&-]*\s+)+)({re.escape(name)}s?)(?!\w)"
        for match in re.finditer(pattern, quote):
            before = list(re.finditer(r"\S+", match.group(1)))
            while before and before[0].group().casefold() in may_stand:
                before.pop(0)
            if before and before[-1].group().casefold() not in may_stand:
                start = match.start() + before[0].start()
                yield blank((start, match.end(), quote[start : match.end()]), setting, "namn")


def ourselves(quote: str, setting: Setting) -> Iterable[Change]:
    """The municipalities that a joint or a county's plan opens with → the municipality."""
    named = "|".join(sorted(words("known", "plural"), key=len, reverse=True))
    match = re.match(rf"(?:{named})(?!\w)", quote, re.IGNORECASE)
    if match and setting.language == "sv":
        new = "Kommunen" if match.group()[0].isupper() else "kommunen"
        yield Change(start=0, end=match.end(), old=match.group(), new=new, rule="ort:kommunen")


def companies(quote: str, setting: Setting) -> Iterable[Change]:
    """Firms by their full name: ours stay, others become blanks."""
    for match in _COMPANY.finditer(quote):
        if not any(match.group().endswith(body.name) for body in setting.profile.bodies):
            yield blank(match, setting, "företag")


def counties(quote: str, setting: Setting) -> Iterable[Change]:
    """Other counties and regions: ours where the profile says which, else the bare kind of body."""
    own = setting.profile.county
    for name in setting.counties:
        if name not in quote:
            continue
        for match in re.finditer(rf"(?<!\w)(?:i\s+)?{re.escape(name)}s?\s+län(?:s)?(?!\w)", quote):
            lead = "i " if match.group().startswith("i ") else ""
            new = f"{lead}{own}" if own else f"{lead}länet"
            yield Change(start=match.start(), end=match.end(), old=match.group(), new=new, rule="län:namn")
        for match in re.finditer(rf"(?<!\w)(Region(?:en)?\s+){re.escape(name)}(s)?(?!\w)", quote):
            yield from body_names(quote, match.start(), match.end(), "regionen", setting)
        for match in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", quote):
            yield blank(match, setting, "annan ort")


def persons(quote: str, setting: Setting) -> Iterable[Change]:
    """A given name and a family name side by side."""
    from toolkit.lexicon import load

    given = load("rewording")["given_names"]["words"]
    pattern = rf"(?<!\w)(?:{'|'.join(given)})\s+[{_UPPER}][\w-]+(?:\s+[{_UPPER}][\w-]+)?(?!\w)"
    for match in re.finditer(pattern, quote):
        yield blank(match, setting, "person")


def unknown_names(quote: str, setting: Setting) -> Iterable[Change]:
    """Words in capitals that stand nowhere in lower case and are no known name: not ours to carry over."""
    pattern = rf"(?<![\w-])[{_UPPER}][\w&]*(?:-[\w]+)*"
    first: re.Match[str] | None = None
    for match in re.finditer(pattern, quote):
        word = match.group()
        if _may_stand(word, setting):
            continue
        if _starts_sentence(quote, match.start(), word):
            first = match  # a name too, if a name follows on it
            continue
        opens = first is not None and first.group().casefold() not in words("known", "before_town")
        if first is not None and opens and not quote[first.end() : match.start()].strip():
            yield blank(first, setting, "namn")
        yield blank(match, setting, "namn")


def _starts_sentence(quote: str, start: int, word: str) -> bool:
    """Whether the capital is there because a sentence begins; a capital inside the word is never for that."""
    before = quote[:start].rstrip(" \"'”“«»(–—")
    camel = re.search(rf"[a-zåäö][{_UPPER}]", word) or (word.isupper() and len(word) > 2)
    mark = _MARK.match(quote)
    first = not before or (mark is not None and start == mark.end())
    return not camel and (first or before[-1] in ".!?:;•\n\t")


def _may_stand(word: str, setting: Setting) -> bool:
    """Whether a capitalised word is a common word, a known name, or our own."""
    stem = word[:-1] if word.endswith("s") and len(word) > 3 else word
    if re.fullmatch(rf"[{_UPPER}]{{1,2}}\d+", word):
        return True  # E20, a road or a number of the plan's
    if word.isupper() and len(word) > 1:
        known = words("known", "abbreviations")
        return word.casefold() in known or stem.casefold() in known or word in setting.own
    if len(word) == 1 or word in setting.own or stem in setting.own:
        return True
    if re.search(rf"[a-zåäö][{_UPPER}]", word):
        return word.casefold() in words("known", "names")
    lower = word.casefold()
    if lower in words("known", "names") or stem.casefold() in words("known", "names"):
        return True
    if lower in setting.common or stem.casefold() in setting.common or lower in words("generic", "words"):
        return True
    first, _, rest = word.partition("-")
    if rest and rest.islower() and ((first.isupper() and len(first) < 5) or first.casefold() in setting.common):
        return True  # VA-taxa, LCC-kalkyler: the head of the word is a common one
    return lower.endswith(
        ("myndigheten", "verket", "lagen", "konventionen", "ministeriet", "inspektionen", "direktivet")
    )


def style(quote: str, setting: Setting) -> Iterable[Change]:
    """A capital at the beginning, no bullet or footnote number before it, no gap in a date broken over two lines."""
    mark = _MARK.match(quote)
    at = mark.end() if mark else 0
    if mark:
        yield Change(start=0, end=at, old=mark.group(), new="", rule="stil:punkttecken")
    if quote[at : at + 1].islower():
        yield Change(start=at, end=at + 1, old=quote[at], new=quote[at].upper(), rule="stil:versal")
    for match in re.finditer(r"(?<=\d-) (?=\d{2}(?:-|\b))", quote):
        yield Change(start=match.start(), end=match.end(), old=" ", new="", rule="stil:radbrytning")


RULES: tuple[Rule, ...] = (
    contacts,
    persons,
    named_bodies,
    bodies,
    projects,
    compounds,
    titles,
    companies,
    counties,
    towns,
    authority_orders,
    times,
    numbers,
    outdated,
    unknown_names,
    ourselves,
    style,
)

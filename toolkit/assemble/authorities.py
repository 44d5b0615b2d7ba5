"""Whom a municipality does not decide over: who acts in a sentence, and orders to others → invitations."""

import re
from collections.abc import Iterable
from functools import cache

from toolkit.assemble.setting import Setting, rewording
from toolkit.lexicon import load
from toolkit.model import Change

_RULE = "annan huvudman"
_UPPER = "A-ZÅÄÖ"


@cache
def _who() -> str:
    """The authorities as one alternative, with the place some of them are named by."""
    names = sorted((re.escape(word) for word in rewording("authorities")["words"]), key=len, reverse=True)
    place = rf"(?:\s+(?-i:[{_UPPER}])[\w-]+(?:\s+län)?|\s+i\s+(?-i:[{_UPPER}])[\w-]+(?:\s+län)?)?"
    return rf"(?:(?:{'|'.join(names)}){place}|(?:region|lokalpolisområde)\s+(?-i:[{_UPPER}])[\w-]+)"


@cache
def _orders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An authority before or after a modal verb, with the word that follows."""
    modal = "|".join(rewording("authorities")["modals"])
    both = r"(?:och|samt)"
    straight = (
        rf"(?<!\w)(?:(?P<joint>[^\W\d_]+) {both} )?{_who()}(?P<tail> {both} [^\W\d_]+)?"
        rf" (?P<modal>{modal}) (?P<next>[^\W\d_]+)"
    )
    turned = rf"(?<!\w)(?P<modal>{modal}) (?P<who>{_who()}) (?P<next>[^\W\d_]+)"
    return re.compile(straight, re.IGNORECASE), re.compile(turned, re.IGNORECASE)


@cache
def _acting() -> re.Pattern[str]:
    """An authority that opens the sentence, and the word behind it."""
    return re.compile(rf"\W*(?P<who>{_who()})\s+(?P<next>[^\W\d_]+)", re.IGNORECASE)


def authority_orders(quote: str, setting: Setting) -> Iterable[Change]:
    """A municipality orders no other authority about: ``Polisen ska delta`` → ``Polisen bjuds in att delta``."""
    table = rewording("authorities")
    straight, turned = _orders()
    for match in straight.finditer(quote):
        if _passive(match.group("next")):
            continue
        new = table["agree"] if match.group("joint") or match.group("tail") else table["invite"]
        start, end = match.span("modal")
        yield Change(start=start, end=end, old=match.group("modal"), new=new, rule=_RULE)
    for match in turned.finditer(quote):
        if _passive(match.group("next")) or match.group("next").casefold() in {"och", "samt"}:
            continue
        first, last = table["invite_inverted"]
        start, end = match.start("modal"), match.end("who")
        old = quote[start:end]
        verb = first.capitalize() if old[0].isupper() else first
        yield Change(start=start, end=end, old=old, new=f"{verb} {match.group('who')} {last}", rule=_RULE)
    yield from _told(quote)


def _told(quote: str) -> Iterable[Change]:
    """What an authority says it does → what it is invited to: ``Polisen utser`` → ``Polisen bjuds in att utse``."""
    match = _acting().match(quote)
    verb = infinitive(match.group("next")) if match else None
    if match is None or verb is None:
        return
    start, end = match.span("next")
    invite = rewording("authorities")["invite"]
    yield Change(start=start, end=end, old=match.group("next"), new=f"{invite} {verb}", rule=_RULE)
    sentence = re.match(r"[^.!?:;]*", quote[end:])
    for other in re.finditer(r"\b(?:och|samt)\s+([^\W\d_]+)", sentence.group() if sentence else ""):
        more = infinitive(other.group(1))
        if more is not None:
            first, last = (end + at for at in other.span(1))
            yield Change(start=first, end=last, old=other.group(1), new=more, rule=_RULE)


@cache
def infinitive(word: str) -> str | None:
    """The infinitive of a verb in the present tense; None for what is no such verb.

    Example:
        >>> infinitive("utser"), infinitive("redovisar"), infinitive("genomför"), infinitive("lärare")
        ('utse', 'redovisa', 'genomföra', None)
    """
    lower = word.casefold()
    irregular: str | None = rewording("infinitives").get(lower)
    if irregular is not None:
        return irregular
    known = _infinitives()
    tries = [f"{lower}a"] if lower.endswith("r") else []
    if lower.endswith("ar"):
        tries.append(lower[:-1])
    if lower.endswith("er"):
        tries.append(f"{lower[:-2]}a")
    return next((one for one in tries if one in known), None)


@cache
def _infinitives() -> frozenset[str]:
    """The verbs that measures are made of."""
    return frozenset(verb for verb in load("verbs")["action"]["sv"] if " " not in verb)


def acts_elsewhere(text: str) -> bool:
    """Whether the sentence has another authority as the one that acts: "Polismyndigheten utser …".

    Example:
        >>> acts_elsewhere("Polismyndigheten utser en kontaktperson."), acts_elsewhere("Bjud in polisen.")
        (True, False)
        >>> acts_elsewhere("Polisen och socialtjänsten utser en var."), acts_elsewhere("Polisen bjuds in.")
        (False, False)
    """
    match = _acting().match(text)
    if match is None:
        return False
    following = match.group("next").casefold()
    return following not in {"och", "samt"} and not (following.endswith("s") and len(following) > 3)


def is_invited(changes: Iterable[Change]) -> bool:
    """Whether an order to another authority has become an invitation or an agreement."""
    return any(change.rule == _RULE for change in changes)


def _passive(verb: str) -> bool:
    """Whether the verb is in the passive, so that something is done to the authority rather than by it."""
    return verb.casefold().endswith(("as", "ras", "des")) or verb.casefold() in {
        "få",
        "finnas",
        "inte",
        "bjudas",
        "ges",
        "nås",
    }

"""Functions by title (säkerhetsstrategen, samordnaren): what one town has need not exist in another."""

import re
from collections.abc import Iterable
from functools import cache

from toolkit.assemble.bodies import cased, role_of, sector
from toolkit.assemble.setting import Setting, genitive, local_body, rewording, words
from toolkit.lexicon import load
from toolkit.model import Change, Measure, Profile


@cache
def _heads() -> str:
    """The endings of titles as one alternative."""
    return "|".join(sorted(rewording("titles")["heads"], key=len, reverse=True))


@cache
def _title() -> re.Pattern[str]:
    """A title, with words before it (``brottsförebyggande samordnare``) or behind (``enhetschef mottagning``)."""
    return re.compile(
        rf"(?:[\w-]+\s){{0,2}}[\w-]*(?:{_heads()})(?:\s(?:för|mot|på|inom|i)?\s?[\w-]+){{0,3}}", re.IGNORECASE
    )


@cache
def _definite() -> re.Pattern[str]:
    """One certain function in running text: ``säkerhetsstrategen``."""
    heads = "|".join(head for head in rewording("titles")["heads"] if head.endswith(("en", "n")) and head != "ombudet")
    return re.compile(rf"(?<![\w-])[\w-]*(?:{heads})(s)?(?![\w-])", re.IGNORECASE)


def is_title(name: str) -> bool:
    """Whether a name is a function's title, or a word that only its own text gives a meaning.

    Example:
        >>> is_title("Säkerhetsstrategen"), is_title("Enhetschef mottagning"), is_title("Socialnämnden")
        (True, True, False)
    """
    return bool(_title().fullmatch(name.strip())) or name.strip().casefold() in words("titles", "leaning")


def tail_of(name: str) -> str:
    """What stands behind a title: the body that it belongs to.

    Example:
        >>> tail_of("Verksamhetschef Socialtjänsten"), tail_of("Säkerhetsstrategen")
        ('Socialtjänsten', '')
    """
    match = re.match(
        rf"(?:[\w-]+\s){{0,2}}?[\w-]*(?:{_heads()})\s+(?:(?:för|på|inom|i|vid)\s+)?(.+)", name, re.IGNORECASE
    )
    return match.group(1).strip() if match else ""


def is_held(name: str, profile: Profile) -> bool:
    """Whether a name may stand for us: no title, a title every municipality has, or one that the profile holds.

    Example:
        >>> from toolkit.model import Fact
        >>> ours = Profile(municipality="Ekstad", functions=(Fact(key="samordnare", value="ja"),))
        >>> is_held("Samordnaren", ours), is_held("Samordnaren", Profile(municipality="Ekstad"))
        (True, False)
    """
    lower = name.strip().casefold()
    if not is_title(name) or lower in words("titles", "common") or lower in words("authorities", "words"):
        return True
    own = [body.name for body in profile.bodies] + [value for _, value in profile.settings]
    if any(_same(lower, text.casefold()) for text in own):
        return True
    has = {fact.key for fact in profile.functions if fact.value == "ja"}
    return any(lower in {term.casefold() for term in terms} for key, terms in _functions() if key in has)


@cache
def _functions() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Keys of the profile's functions with the titles of those who have them."""
    return tuple((key, tuple(terms)) for key, terms in load("rewording")["titles"]["functions"].items())


def _same(one: str, other: str) -> bool:
    """Whether two titles are the same in the plain or the definite form."""
    return one in (other, f"{other}n", f"{other}en") or other in (f"{one}n", f"{one}en")


def unheld_titles(measure: Measure, setting: Setting) -> tuple[str, ...]:
    """Titles among the owners that the profile does not hold: the hint beside the blank they leave."""
    found = (party.name.strip() for party in measure.responsible.value or ())
    return tuple(dict.fromkeys(name for name in found if is_title(name) and not is_held(name, setting.profile)))


def titles(quote: str, setting: Setting) -> Iterable[Change]:
    """One certain function of the other town's, in running text: our body of that role, else a blank."""
    for match in _definite().finditer(quote):
        name = match.group()
        plain = name[:-1] if match.group(1) else name
        if is_held(plain, setting.profile):
            continue
        role = role_of(plain)
        local = local_body(role, setting.profile, office=True) if role and sector(role) == "kommun" else None
        if local is None or local.name.casefold() in quote.casefold():
            yield Change(start=match.start(), end=match.end(), old=name, new=setting.blank, rule="funktion:lucka")
            continue
        new = cased(local.name, name, start=match.start() == 0)
        new = genitive(new) if match.group(1) else new
        yield Change(start=match.start(), end=match.end(), old=name, new=new, rule=f"funktion:{role}")

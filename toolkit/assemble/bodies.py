"""Bodies: another town's board or office → ours for the same functional role, and orders to others → invitations."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from toolkit.assemble.setting import Setting, genitive, is_office, local_body, optional, rewording, words
from toolkit.model import Change

_UPPER = "A-ZÅÄÖ"


@cache
def _heads() -> str:
    """The endings of body names as one alternative."""
    heads = rewording("heads")
    return "|".join(sorted((*heads["board"], *heads["office"]), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    """A body's name: ``Individ- och familjenämnden``, ``Miljö-, bygg- och räddningsnämndens``, ``näringslivskontoret``."""
    word = r"[^\W\d_]+"
    joined = rf"(?:(?:{word}-,\s)*{word}-\s(?:och|samt)\s|(?:[{_UPPER}]{word}\s(?:och|samt)\s(?=[^\W\d_]*omsorg|[^\W\d_]*utbild)))?"
    lead = r"(?:(?:[Tt]ekniska|[Mm]obila|[Ss]ociala|HR-)\s?)?"
    return re.compile(rf"(?<![\w-])({lead}{joined}[^\W\d_]*(?:{_heads()}))(s)?(?!\w)", re.IGNORECASE)


@cache
def _aliases() -> Mapping[str, str]:
    """Name in lower case → role, from ``lexicon/roles.toml``."""
    found: dict[str, str] = {}
    for role, entry in optional("roles").items():
        names = entry.get("aliases", entry.get("names", ())) if isinstance(entry, Mapping) else entry
        label = (entry.get("name"), entry.get("sv")) if isinstance(entry, Mapping) else ()
        for name in (*(name for name in names if isinstance(name, str)), *(name for name in label if name)):
            found.setdefault(name.casefold(), role)
    return found


def role_of(name: str) -> str | None:
    """The functional role of a body's name, by alias, else by how the name begins.

    Example:
        >>> role_of("Individ- och familjenämnden"), role_of("Kultur- och fritidsförvaltningen")
        ('social_board', 'culture_leisure')
    """
    lower = name.casefold().strip()
    alias = _aliases().get(lower)
    if alias:
        return alias
    for stem in rewording("stems"):
        if lower.startswith(tuple(stem["words"])):
            return str(stem["role"])
    return None


def cased(new: str, old: str, *, start: bool) -> str:
    """The new name with the old one's first letter's case, unless it is a name through and through."""
    if start:
        return new[:1].upper() + new[1:]
    proper = len(re.findall(rf"(?<!\w)[{_UPPER}]", new)) > 1 or new.endswith(" AB")
    return new[:1].lower() + new[1:] if old[:1].islower() and not proper else new


def bodies(quote: str, setting: Setting) -> Iterable[Change]:
    """Boards and offices of other towns, in running text."""
    yield from _alias_changes(quote, setting)
    for match in _pattern().finditer(quote):
        name, possessive = match.group(1), match.group(2)
        if name.casefold() in words("authorities", "words"):
            continue
        yield from _renamed(match.start(), match.end(), name, bool(possessive), setting, generic=is_generic(name))


def is_generic(name: str) -> bool:
    """Whether every municipality has a body of that name, or the law itself uses it."""
    return name.casefold() in words("generic", "words")


def _alias_changes(quote: str, setting: Setting) -> Iterable[Change]:
    """Abbreviations and special names out of the roles' aliases: IFN, UmeBrå, Stop Center."""
    for alias, role in _special_aliases():
        at = quote.find(alias)
        while at >= 0:
            end = at + len(alias)
            whole = (at == 0 or not quote[at - 1].isalnum()) and (end == len(quote) or not quote[end].isalnum())
            if whole and alias not in setting.own:
                yield from _renamed(at, end, alias, False, setting, generic=False, role=role)
            at = quote.find(alias, end)


@cache
def _special_aliases() -> tuple[tuple[str, str], ...]:
    """Aliases that are abbreviations or have a capital inside, with their roles; known abbreviations left out."""
    known = words("known", "abbreviations") | words("known", "names") | words("authorities", "words")
    found = []
    for role, entry in optional("roles").items():
        names = entry.get("aliases", entry.get("names", ())) if isinstance(entry, Mapping) else entry
        for name in names:
            special = isinstance(name, str) and (name.isupper() or re.search(rf"[a-zåäö][{_UPPER}]|\s[{_UPPER}]", name))
            if special and name.casefold() not in known and role not in rewording("authorities")["roles"]:
                found.append((name, role))
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


def _renamed(
    start: int, end: int, name: str, possessive: bool, setting: Setting, *, generic: bool, role: str | None = None
) -> Iterable[Change]:
    """The change that gives one body its local name, or the blank where the profile has none."""
    role = role or role_of(name)
    local = local_body(role, setting.profile, office=is_office(name)) if role else None
    old = name + ("s" if possessive else "")
    if local is None:
        if not generic:
            yield Change(start=start, end=end, old=old, new=setting.blank, rule=f"organ:{role or 'okänt'}:lucka")
        return
    if generic and role not in {"social_board", "education_board", "environment", "executive", "council"}:
        return
    if local.name.casefold() == name.casefold():
        return
    new = cased(local.name, name, start=start == 0)
    new = genitive(new) if possessive else new
    yield Change(start=start, end=end, old=old, new=new, rule=f"organ:{role}")


def body_names(quote: str, start: int, end: int, rest: str, setting: Setting) -> Iterable[Change]:
    """A name made with a town's name (``Norrviksbostäder``): our body of that role, or the blank."""
    lower = re.sub(r"\s+ab$", "", rest.casefold())
    for role, tails in rewording("after_town").items():
        if lower.startswith(tuple(tails)):
            local = local_body(role, setting.profile, office=True)
            if local is not None:
                new = cased(local.name, quote[start:end], start=start == 0)
                yield Change(start=start, end=end, old=quote[start:end], new=new, rule=f"organ:{role}")
                return
    yield Change(start=start, end=end, old=quote[start:end], new=setting.blank, rule="organ:okänt:lucka")


def named_bodies(quote: str, setting: Setting) -> Iterable[Change]:
    """A kind of body and a town's name together: ``Lokalpolisområde Norrvik``, ``Region Norrvik``."""
    places = "|".join(re.escape(name) for name in (*setting.towns, *setting.counties))
    if not places:
        return
    for role, kinds in rewording("named_by_town").items():
        for kind in kinds:
            for match in re.finditer(rf"(?<!\w){kind}\s+(?:i\s+)?(?:{places})(s)?(?:\s+län)?(?!\w)", quote, re.IGNORECASE):
                if " i " in match.group() and role in {"police", "fire"}:
                    continue
                local = local_body(role, setting.profile, office=True)
                new = cased(local.name, match.group(), start=match.start() == 0) if local else setting.blank
                rule = f"organ:{role}" if local else f"organ:{role}:lucka"
                yield Change(start=match.start(), end=match.end(), old=match.group(), new=new, rule=rule)


@cache
def _orders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An authority before or after a modal verb, with the word that follows."""
    table = rewording("authorities")
    who = "|".join(sorted((re.escape(word) for word in table["words"]), key=len, reverse=True))
    modal = "|".join(table["modals"])
    straight = rf"(?<!\w)(?:(?P<joint>[^\W\d_]+(?:nämnden|styrelsen|tjänsten|förvaltningen|kommunen)?) (?:och|samt) )?(?:{who})(?P<tail> (?:och|samt) [^\W\d_]+)? (?P<modal>{modal}) (?P<next>[^\W\d_]+)"
    turned = rf"(?<!\w)(?P<modal>{modal}) (?P<who>{who}) (?P<next>[^\W\d_]+)"
    return re.compile(straight, re.IGNORECASE), re.compile(turned, re.IGNORECASE)


def authority_orders(quote: str, setting: Setting) -> Iterable[Change]:
    """"Polisen ska delta" → "Polisen bjuds in att delta": a municipality does not order another authority about."""
    table = rewording("authorities")
    straight, turned = _orders()
    for match in straight.finditer(quote):
        if _passive(match.group("next")):
            continue
        new = table["agree"] if match.group("joint") or match.group("tail") else table["invite"]
        start, end = match.span("modal")
        yield Change(start=start, end=end, old=match.group("modal"), new=new, rule="annan huvudman")
    for match in turned.finditer(quote):
        if _passive(match.group("next")) or match.group("next").casefold() in {"och", "samt"}:
            continue
        first, last = table["invite_inverted"]
        start, end = match.start("modal"), match.end("who")
        old = quote[start:end]
        verb = first.capitalize() if old[0].isupper() else first
        yield Change(start=start, end=end, old=old, new=f"{verb} {match.group('who')} {last}", rule="annan huvudman")


def _passive(verb: str) -> bool:
    """Whether the verb is in the passive, so that something is done to the authority rather than by it."""
    return verb.casefold().endswith(("as", "ras", "des")) or verb.casefold() in {"få", "finnas", "inte", "bjudas", "ges", "nås"}

"""Bodies: another town's board or office → ours for the same functional role."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from toolkit.assemble.setting import Setting, genitive, is_office, local_body, optional, rewording, words
from toolkit.model import Change

_UPPER = "A-ZÅÄÖ"
_UNITS = ("gruppen", "teamet", "enheten")
"""Endings of those who work, whom no board can stand in for."""
_VISITED = ("centralen", "mottagningen")
_AT = re.compile(r"\b(?:på|vid)\s+(?:[^\W\d_]+(?:centralen|mottagningen)(?:,|\s+(?:och|eller))\s+)*$", re.IGNORECASE)


@cache
def _heads() -> str:
    """The endings of body names as one alternative."""
    heads = rewording("heads")
    return "|".join(sorted((*heads["board"], *heads["office"]), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    """A body's name: ``Individ- och familjenämnden``, ``Miljö-, bygg- och räddningsnämndens``, ``skolkontoret``."""
    word = r"[^\W\d_]+"
    apart = rf"[{_UPPER}]{word}\s(?:och|samt)\s(?=[^\W\d_]*(?:omsorg|utbild))"
    joined = rf"(?:(?:{word}-,\s)*{word}-\s(?:och|samt)\s|(?:{apart}))?"
    lead = r"(?:(?:[Tt]ekniska|[Mm]obila|[Ss]ociala|HR-)\s?)?"
    return re.compile(rf"(?<![\w-])({lead}{joined}[^\W\d_]*(?:{_heads()}))(s)?(?!\w)", re.IGNORECASE)


@cache
def _alias_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Alias of ``lexicon/roles.toml`` as a pattern over the whole name, with its role; the longest first."""
    found: list[tuple[str, str]] = []
    for role, entry in optional("roles").items():
        names = (entry["name"], *entry.get("aliases", ()), *entry.get("local", ()))
        found += [(name.casefold(), role) for name in names]
    found.sort(key=lambda pair: (-len(pair[0]), pair))
    return tuple((re.compile(re.escape(name).replace(r"\*", r".*")), role) for name, role in found)


@cache
def sector(role: str | None) -> str:
    """Whose a role is: ``kommun``, ``kommunalt bolag``, ``stat`` …; empty for an unknown one."""
    return str(optional("roles").get(role or "", {}).get("sector", ""))


@cache
def role_of(name: str) -> str | None:
    """The functional role of a body's name, by alias, else by how the name begins.

    Example:
        >>> role_of("Individ- och familjenämnden"), role_of("Kultur- och fritidsförvaltningen")
        ('social_board', 'culture_leisure')
    """
    lower = name.casefold().strip()
    for pattern, role in _alias_patterns():
        if pattern.fullmatch(lower):
            return role
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
    names = (body.name.casefold() for body in setting.profile.bodies)
    lower = quote.casefold()
    taken = frozenset(name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lower))
    setting = replace(setting, taken=taken)
    given: dict[str, str] = {}  # else one body of ours would take the place of two of theirs in one sentence
    for change in _all_bodies(quote, setting):
        old = given.setdefault(change.new.casefold().removesuffix("s"), change.old.casefold().removesuffix("s"))
        same = change.new == setting.blank or old == change.old.casefold().removesuffix("s")
        yield change if same else replace(change, new=setting.blank, rule=f"{change.rule}:lucka")


def _all_bodies(quote: str, setting: Setting) -> Iterable[Change]:
    """Each body by itself."""
    yield from _alias_changes(quote, setting)
    for match in _pattern().finditer(quote):
        name, possessive = match.group(1), match.group(2)
        if name.casefold() in words("authorities", "words") or _is_place(quote, match):
            continue
        yield from _renamed(match.start(), match.end(), name, bool(possessive), setting, generic=is_generic(name))


def _is_place(quote: str, match: re.Match[str]) -> bool:
    """Where people come, not who decides: ``på familjecentralen``, ``vid öppenvårdsmottagningen``."""
    name = match.group(1)
    return name.islower() and name.endswith(_VISITED) and _AT.search(quote[: match.start()]) is not None


def is_generic(name: str) -> bool:
    """Whether every municipality has a body of that name, or the law itself uses it."""
    return name.casefold() in words("generic", "words")


def _alias_changes(quote: str, setting: Setting) -> Iterable[Change]:
    """Abbreviations of boards and names that only one town has: IFN, UmeBrå, Stop Center."""
    own = {body.name.casefold() for body in setting.profile.bodies}
    for pattern, role in _special_aliases():
        for match in pattern.finditer(quote):
            if match.group().casefold() not in own:
                start, end = match.span()
                yield from _renamed(start, end, match.group(), False, setting, generic=False, role=role)


@cache
def _special_aliases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the municipal roles' abbreviations (in capitals) and of the local names, with their roles."""
    known = words("known", "abbreviations")
    found: list[tuple[str, str]] = []
    for role, entry in optional("roles").items():
        found += [(_local_name(name), role) for name in entry.get("local", ())]
        if entry["sector"] == "kommun":
            short = [name for name in entry.get("aliases", ()) if name.isalpha() and len(name) <= 4]
            found += [(re.escape(name.upper()), role) for name in short if name.casefold() not in known]
    found.sort(key=lambda pair: (-len(pair[0]), pair))
    return tuple((re.compile(rf"(?<![\w-]){name}(?![\w-])"), role) for name, role in found)


def _local_name(name: str) -> str:
    """Pattern of a name that one town has: in any case, unless it is also a common word; then as a name only."""
    if name in rewording("known")["also_words"]:
        return rf"(?<=[a-zåäö,] ){re.escape(name.capitalize())}"
    return rf"(?i:{re.escape(name)})"


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
    unit = name.casefold().endswith(_UNITS) and not is_office(local.name)
    # Else the sentence would say "kommunstyrelsen … till kommunstyrelsen", or a board would do a working group's work.
    if unit or local.name.casefold() in setting.taken:
        new = setting.blank
        yield Change(start=start, end=end, old=old, new=new, rule=f"organ:{role}:lucka")
        return
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
            for match in re.finditer(
                rf"(?<!\w){kind}\s+(?:i\s+)?(?:{places})(s)?(?:\s+län)?(?!\w)", quote, re.IGNORECASE
            ):
                if " i " in match.group() and role in {"police", "fire"}:
                    continue
                local = local_body(role, setting.profile, office=True)
                new = cased(local.name, match.group(), start=match.start() == 0) if local else setting.blank
                rule = f"organ:{role}" if local else f"organ:{role}:lucka"
                yield Change(start=match.start(), end=match.end(), old=match.group(), new=new, rule=rule)

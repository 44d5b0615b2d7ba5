"""Who owns a measure and who takes part: our body of the same role, a body that all towns share, or one clean blank."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from toolkit.assemble.adapt import adapt
from toolkit.assemble.bodies import cased, is_generic, role_of, sector
from toolkit.assemble.setting import Setting, genitive_before_kind, is_office, local_body, optional, rewording, words
from toolkit.assemble.titles import is_held, tail_of
from toolkit.lexicon.spelling import spelled
from toolkit.model import Change, DraftField, ItemKind, Measure, Party, Source
from toolkit.text import contains

_NAME_WORDS = 12
"""Words between two commas; what has more is a sentence that ended up among the owners."""
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?:]\s+\S|§|\(.*\(|\bparagraph\b", re.IGNORECASE)


def party_fields(measure: Measure, setting: Setting, source: Source) -> tuple[list[DraftField], list[DraftField]]:
    """Owners and partners, blanks left out; an owner that is another authority becomes a partner."""
    owners: list[DraftField] = []
    others: list[DraftField] = []
    for field, key in ((measure.responsible, "responsible"), (measure.partners, "partners")):
        place = replace(source, page=field.provenance.page, path=field.provenance.path) if field.provenance else source
        for party in field.value or ():
            if field.quote and not contains(field.quote, party.name):
                continue  # a name that was put together, not printed: it cannot be quoted
            other = key == "responsible" and is_other(party)
            into, name = (others, "partners") if other or key == "partners" else (owners, key)
            made = party_field(name, party, setting, place, foreign=measure.language != setting.language)
            if made.kind is not ItemKind.BLANK:
                into.append(made)
    return list(_unique(owners)), list(_unique(others, but=owners))


def is_other(party: Party) -> bool:
    """Whether a body is one that the municipality does not decide over."""
    role = party.role or role_of(party.name)
    return sector(role) not in {"", "kommun", "kommunalt bolag"} or party.name.casefold() in words(
        "authorities", "words"
    )


def unheld_bodies(measure: Measure) -> tuple[str, ...]:
    """Roles of the owners that left a blank, as the profile calls them: the hint beside it."""
    roles = (party.role or role_of(party.name) for party in measure.responsible.value or ())
    return tuple(dict.fromkeys(role for role in roles if role and sector(role) == "kommun"))


def _unique(fields: Iterable[DraftField], *, but: Iterable[DraftField] = ()) -> Iterable[DraftField]:
    """Each text once: two of their bodies may be one of ours."""
    seen = {field.text.casefold() for field in but}
    for field in fields:
        if field.text.casefold() not in seen:
            seen.add(field.text.casefold())
            yield field


def party_field(key: str, party: Party, setting: Setting, source: Source, *, foreign: bool = False) -> DraftField:
    """A body by its role: our name for it; without one, its own name if that is common, else a blank.

    Args:
        key: The cell: responsible or partners.
        party: Whom the source names.
        setting: What it is fitted to.
        source: Where it stands.
        foreign: The source is in another language than the draft, so that its words cannot stand.
    """
    name = party.name.strip()
    role = party.role or role_of(name)
    if not is_name(name):
        return DraftField(key=key, kind=ItemKind.BLANK, text=setting.blank)
    local = local_body(role, setting.profile, office=is_office(name)) if role else None
    if not is_held(name, setting.profile):
        new = _of_title(name, role, setting)
        if new is None:
            return DraftField(key=key, kind=ItemKind.BLANK, text=setting.blank)
        return _whole(key, name, new, f"funktion:{role or 'organ'}", source)
    if local is not None and (foreign or _is_body(name)) and local.name.casefold() != name.casefold():
        new, rule = cased(local.name, name, start=True), f"organ:{role}"
        return _whole(key, name, new, rule, source)
    if local is None and sector(role) == "kommun" and name.casefold().endswith("omsorgen"):
        return DraftField(key=key, kind=ItemKind.BLANK, text=setting.blank)
    if _is_town_itself(name, setting):
        return _whole(key, name, genitive_before_kind(setting.profile.municipality), "ort:namn", source)
    fitted = adapt(name, setting)
    if not foreign and not fitted.blanks and not fitted.unsafe and fitted.text.strip(" .,;:-"):
        return _apart(key, name, fitted.text, fitted.changes, source)
    shared = _shared_name(role) if setting.language == "sv" else None
    if shared is not None:
        return _whole(key, name, shared, f"organ:{role}", source)
    return DraftField(key=key, kind=ItemKind.BLANK, text=setting.blank)


def _of_title(name: str, role: str | None, setting: Setting) -> str | None:
    """Our body in the place of a function that we do not have: by its role, else the body the title itself names."""
    tail = tail_of(name)
    for one in (role, role_of(tail) if tail else None):
        local = local_body(one, setting.profile, office=True) if one and sector(one) == "kommun" else None
        if local is not None:
            return cased(local.name, name, start=True)
    return cased(tail, name, start=True) if tail and is_generic(tail) else None


def _whole(key: str, name: str, new: str, rule: str, source: Source) -> DraftField:
    """A cell in which one name has taken the place of another."""
    change = Change(start=0, end=len(name), old=name, new=new, rule=rule)
    changes = (change,) if new != name else ()
    kind = ItemKind.ADAPTATION if changes else ItemKind.QUOTATION
    return DraftField(key=key, kind=kind, text=new, quote=name, changes=changes, source=replace(source, quote=name))


def _apart(key: str, name: str, text: str, changes: tuple[Change, ...], source: Source) -> DraftField:
    """A fitted name, with a comma where two names stand side by side with nothing but a space between them."""
    taken = [(change.start, change.end) for change in changes]
    gaps = [
        Change(start=match.start(), end=match.end(), old=match.group(), new=", ", rule="stil:skiljetecken")
        for match in _side_by_side().finditer(name)
        if all(match.end() <= start or end <= match.start() for start, end in taken)
    ]
    if gaps:
        changes = tuple(sorted((*changes, *gaps), key=lambda change: change.start))
        at, parts = 0, []
        for change in changes:
            parts += [name[at : change.start], change.new]
            at = change.end
        text = "".join([*parts, name[at:]])
    kind = ItemKind.ADAPTATION if changes else ItemKind.QUOTATION
    return DraftField(key=key, kind=kind, text=text, quote=name, changes=changes, source=replace(source, quote=name))


@cache
def _side_by_side() -> re.Pattern[str]:
    """The space between a word and a body's name with a capital: ``Verksamhetschef Socialnämnden``."""
    heads = rewording("heads")
    ends = "|".join(sorted((*heads["board"], *heads["office"], "tjänsten", "myndigheten", "styrelsen")))
    joined = r"(?:[^\W\d_]*-,?\s(?:(?:och|samt)\s)?)*"
    part_of_it = (
        "Region",
        "Tekniska",
        "Sociala",
        "Mobila",
        "och",
        "Och",
        "samt",
        "inom",
        "på",
        "i",
        "vid",
        "för",
        "av",
    )
    one = "".join(rf"(?<!\b{word})" for word in part_of_it)
    return re.compile(rf"(?<=[a-zåäö]){one}\s(?=[A-ZÅÄÖ]{joined}[^\W\d_]*(?:{ends})(?!\w))")


def is_name(text: str) -> bool:
    """Whether a cell's words are a name or a list of names rather than running text.

    Example:
        >>> is_name("Barn- och utbildningsnämnden"), is_name("As defined in the plan, Paragraph 1.3")
        (True, False)
    """
    longest = max(len(part.split()) for part in re.split(r"[,;\n•]", text))
    said = rewording("sentence")["words"]
    return (
        longest <= _NAME_WORDS
        and not _SENTENCE.search(text)
        and not re.search(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", text, re.IGNORECASE)
    )


def _is_town_itself(name: str, setting: Setting) -> bool:
    """Whether a name is that of another town as a whole: ``Münster city administration``, ``Norrviks kommun``."""
    kinds = words("sentence", "municipality")
    for town in setting.towns:
        rest, found = re.subn(rf"(?<!\w){spelled(town)}(?:'?s)?(?!\w)", " ", name, flags=re.IGNORECASE)
        left = rest.casefold().split()
        if found and left and all(word in kinds for word in left):
            return True
    return False


def _shared_name(role: str | None) -> str | None:
    """What a body is called that is no municipality's own, or that each has under the same name."""
    entry = optional("roles").get(role or "")
    if not entry or role == "state_authorities":
        return None
    own = entry["sector"] in {"kommun", "kommunalt bolag"} and role != "fire"
    return None if own else str(entry["name"])


def _is_body(name: str) -> bool:
    """Whether a name is that of a body rather than of a function in it (rektor, samordnare, enhetschef)."""
    lower = name.casefold()
    if is_generic(lower) and lower not in {"socialnämnden", "kommunstyrelsen"}:
        return False
    heads = rewording("heads")
    ends = (*heads["board"], *heads["office"], "rådet", "omsorgen")
    return lower.endswith(ends) or (name.isupper() and 1 < len(name) < 6)

"""Government assignments: who is given the task, and with whom it is to be done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.extract.owners import list_after, named_body, partners_in_prose
from toolkit.extract.parties import authorities

_GIVEN = re.compile(
    r"\b[Uu]ppdr(?:ar|as|og|a)\b(?:\s+(?:regeringen|därför|härmed|även|också|vidare|nu|samtidigt)"
    r")*\s+(?:åt|till)\s+(?P<a>[^.;:]+?)(?=,?\s+(?:att|i uppdrag)\b|,?\s+(?:med|inom|utifrån|under|"
    r"vid)\b|[.;:])"
    r"|\b(?:ge|ger|ges|gav|givit|gett)\s+(?P<b>[^.;:]+?)\s+(?:i\s+(?:gemensamt\s+)?uppdrag|varsitt\s+uppdrag)\b"
    r"|(?:^|[.\n]\s*)(?P<c>[A-ZÅÄÖ][^.;:\n]{2,200}?)\s+(?:får|ges|har fått|fick)\s+(?:också\s+|"
    r"även\s+|därför\s+|tillsammans\s+|gemensamt\s+)?i\s+(?:gemensamt\s+)?uppdrag\b"
    r"|\b(?:ändrar|förlänger|kompletterar)\s+(?:tiden för\s+)?uppdraget\s+(?:till|åt)"
    r"\s+(?P<d>[^.;:]+?)(?=,?\s+(?:att|om|avseende)\b)"
    r"|\b(?:bemyndigar|beviljar)\s+(?P<e>[^.;:\d]+?)(?=\s+(?:att\b|\d))",
)
_ABBREVIATION = re.compile(r"\s*\((?:nedan\s+|härefter\s+)?([A-ZÅÄÖ][\wÅÄÖåäö-]{1,14})\)")
_OPENING = re.compile(
    r"^\W*Uppdrag[^\n]{12,}|^\W*(?:Ändring|Ändrad|Förlängd|Förlängning|Bemyndigande|Komplettering|Begäran|"
    r"Framställning)\w*\s+(?:att|till|om|åt|avseende|för|av|gällande|tid)\b|[Rr]egeringen\s+(?:uppdr|ger|"
    r"gav|ändrar|förlänger|beslutar|bemyndigar|beviljar)|regeringens beslut"
)
_BROKEN = re.compile(r"(?<=[\w,)])\n(?=[a-zåäö(])|(?<=,)\n(?=\w)|(?<=\boch)\n|(?<=\bsamt)\n|(?<=\bmed)\n|(?<=\bfrån)\n")
"""A line break inside a sentence."""
_DECIDES = re.compile(r"[Rr]egeringen beslutar att (?=[A-ZÅÄÖ])")
_REPORTS = re.compile(r"\b(?:del|slut)?(?:redovisa|rapportera)\b")
_INVERTED_NAME = re.compile(r"\bska(?:ll)?\s+(?=[A-ZÅÄÖ])")
_LEADING_NAME = re.compile(r"(?:^|[.\n]\s*)(?P<who>[A-ZÅÄÖ][\wÅÄÖåäö ,()-]{3,120}?)\s+ska(?:ll)?[\s:]")
_TITLE = re.compile(
    r"\b[Uu]ppdrag(?:et)?\s+(?:till|åt)\s+(?P<who>[^.;:\n]+?)(?=\s+(?:att|om|avseende|med|inom|gällande|för)\b|\n|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A government assignment: who was given it, and with whom it is to be done."""

    owners: tuple[str, ...]
    partners: tuple[str, ...]
    aliases: Mapping[str, str]
    """Short names that the document introduces, and what they stand for."""


def find_assignment(text: str) -> Assignment | None:
    """Who the government gives an assignment to, and with whom it is to be done; None if the text is no assignment.

    Example:
        >>> text = "Regeringen uppdrar åt Boverket att ta fram råd. Boverket ska samråda med Skolverket och andra."
        >>> found = find_assignment(text)
        >>> found.owners, found.partners
        (('Boverket',), ('Skolverket',))
    """
    if not _OPENING.search(text[:800]):
        return None
    text = _BROKEN.sub(" ", text)
    aliases = _aliases(text)
    owners: list[str] = []
    for match in _GIVEN.finditer(text):
        group = match.lastgroup or "a"
        listed = list_after(match.group(group), 0)
        owners += [name for name in map(named_body, listed.names if listed else ()) if name]
    if not owners:
        for match in _TITLE.finditer(text):
            listed = list_after(match.group("who"), 0)
            owners += [name for name in map(named_body, listed.names if listed else ()) if name]
            break
    if not owners:
        owners = _reporters(text)
    owners = _unique(owners, aliases)
    if not owners:
        return None
    partners = _unique([name for found in partners_in_prose(text, named=True) for name in found.names], aliases)
    taken = {name.lower() for name in owners}
    return Assignment(
        owners=tuple(owners), partners=tuple(name for name in partners if name.lower() not in taken), aliases=aliases
    )


def _reporters(text: str) -> list[str]:
    """Who is to report, in a decision that names nobody as given the task."""
    found: list[str] = []
    starts = [match.end() for match in _INVERTED_NAME.finditer(text)]
    starts += [match.start("who") for match in _LEADING_NAME.finditer(text)]
    for start in sorted(starts):
        sentence = re.match(r"[^.;:\n]*", text[start:])
        listed = list_after(text, start)
        if listed and sentence and _REPORTS.search(sentence.group()):
            found += [name for name in map(named_body, listed.names) if name]
    if not found:
        starts = [match.end() for match in _DECIDES.finditer(text)] or sorted(starts)
        listed = list_after(text, starts[0]) if starts else None
        found = [
            name for name in map(named_body, listed.names if listed else ()) if name and authorities()[0].match(name)
        ]
    return found[:3]


def _aliases(text: str) -> dict[str, str]:
    """Short names in brackets after a body's full name."""
    found: dict[str, str] = {}
    for match in authorities()[0].finditer(text):
        short = _ABBREVIATION.match(text, match.end())
        if short:
            found[short.group(1)] = authorities()[1].get(match.group().lower(), match.group())
    for match in re.finditer(
        r"(?P<name>[A-ZÅÄÖ][\wåäö-]+(?:\s+[\wÅÄÖåäö-]+){0,5}?)\s*\((?P<short>[A-ZÅÄÖ]{2,8})\)", text
    ):
        found.setdefault(match.group("short"), match.group("name"))
    return found


def _unique(names: Sequence[str], aliases: Mapping[str, str]) -> list[str]:
    """Each body once, short names spelt out."""
    known = authorities()[1]
    kept: dict[str, str] = {}
    for name in names:
        spelt = aliases.get(name) or (known.get(name.lower(), name) if name.isupper() else name)
        kept.setdefault(spelt.lower(), spelt)
    return list(kept.values())

"""Persons out of a text: personal numbers, e-mail, phones, names and street addresses become typed masks."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.lexicon import load

_CAP = "A-ZÅÄÖÉÜ"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PERSONAL_NUMBER = re.compile(
    r"(?<![\d/:-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])\s?[-+]\s?\d{4}(?!\d)"
)
PHONE = re.compile(
    r"(?<![\d/:.,-])(?:\+\d{2}[\s-]?(?:\(0\))?\d{1,3}|0\d{1,3})(?:\s?[-–/]\s?|\s)\d{2,3}(?:[\s-]?\d{2,3}){1,3}(?![\d-])"
    r"|(?<![\d/:.,-])07\d{8}(?!\d)"
)
ADDRESS = re.compile(
    rf"(?<!\w)[{_CAP}][\w]*(?:gatan|vägen|gränd|torget|allén|stigen|backen)\s\d{{1,4}}(?:\s?[A-Z])?(?!\w)"
)
PUBLIC_PHONES = ("112", "114 14", "11414", "113 13", "020-390 000", "020-50 50 50", "116 111")
"""National numbers that a plan may well hold."""


@dataclass(frozen=True, slots=True)
class Mask:
    """One masked place of the original text."""

    kind: str
    start: int
    end: int
    text: str


@cache
def person_pattern() -> re.Pattern[str]:
    """A given name and a family name, or two capitalised words of which the last has a family name's ending."""
    given = "|".join(sorted(load("rewording")["given_names"]["words"], key=len, reverse=True))
    endings = "|".join(load("gate")["surnames"])
    not_given = "|".join(load("gate")["not_given"])
    last = rf"[{_CAP}][a-zåäöéü]+(?:-[{_CAP}][a-zåäöéü]+)?"
    double = rf"(?:-[{_CAP}][a-zåäöéü]+)?"
    return re.compile(
        rf"(?<![\w-])(?:(?:{given}){double}(?:\s[{_CAP}]\.)?\s{last}(?:\s{last})?"
        rf"|(?!(?:{not_given})\s)[{_CAP}][a-zåäöéü]+{double}\s[{_CAP}][a-zåäöéü]*(?:{endings})s?)(?![\w-])"
    )


def personal(text: str) -> tuple[Mask, ...]:
    """The places of a text that tell of a person, in order, without overlap."""
    patterns = (
        ("e-post", EMAIL),
        ("personnummer", PERSONAL_NUMBER),
        ("telefon", PHONE),
        ("adress", ADDRESS),
        ("namn", person_pattern()),
    )
    found: list[Mask] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            if kind == "telefon" and match.group().strip() in PUBLIC_PHONES:
                continue
            if all(match.end() <= mask.start or match.start() >= mask.end for mask in found):
                found.append(Mask(kind, match.start(), match.end(), match.group()))
    return tuple(sorted(found, key=lambda mask: mask.start))


def redact(text: str) -> tuple[str, tuple[Mask, ...]]:
    """The text with persons masked by kind, and the list of what was masked.

    Example:
        >>> redact("Ring Anna Berg, anna.berg@ekstad.se")[0]
        'Ring [namn], [e-post]'
    """
    masks = personal(text)
    parts: list[str] = []
    at = 0
    for mask in masks:
        parts += [text[at : mask.start], f"[{mask.kind}]"]
        at = mask.end
    return "".join([*parts, text[at:]]), masks

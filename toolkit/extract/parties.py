"""Lists of bodies as they are printed: cut at commas and signs, and at "och" only where it joins two bodies."""

import re
from collections.abc import Mapping
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.extract.roles import resolve_role
from toolkit.lexicon import load

_ENDINGS = r"(?:rna|erna|arna|orna|aren|are|na|en|et|an|er|ar|or|n|t|s)?s?"


@cache
def body_pattern() -> str:
    """A pattern for one word that names a body or a function."""
    heads = words([re.escape(head) for head in load("parties")["bodies"]["heads"]])
    region = r"(?-i:Region\s+[A-ZÅÄÖ][a-zåäö]+(?:\s+[A-ZÅÄÖ][a-zåäö]+)?)"
    housing = r"(?-i:[A-ZÅÄÖ][a-zåäö]{3,}hem)"
    return rf"(?:{region}|{housing}|[\wåäöÅÄÖé&/-]*{heads}{_ENDINGS})(?![\wåäö])"


@cache
def _body() -> re.Pattern[str]:
    return re.compile(body_pattern(), re.IGNORECASE)


@cache
def authorities() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for every authority by name or abbreviation, and the name that each (in lower case) stands for."""
    names: dict[str, str] = {}
    shorts: list[str] = []
    for name, abbreviations in load("authorities")["names"].items():
        names[name.lower()] = name
        for short in abbreviations:
            names.setdefault(short.lower(), name)
            shorts.append(re.escape(short))
    full = words([rf"{re.escape(name)}" for name in load("authorities")["names"]])
    unknown = (
        r"(?:Myndigheten|Inspektionen|Institutet|Styrelsen|Nämnden|Kommittén|Delegationen|Rådet|Forskningsrådet)\s+(?:för|mot)\s+"
        rf"(?:[a-zåäö]+-\s+och\s+)?(?:[a-zåäö]+(?:are|iga|ska)\s+)?[a-zåäö]+(?:\s+och\s+(?!{body_pattern()})[a-zåäö]+)?"
    )
    pattern = rf"(?<![\w-])(?:(?i:{full})s?|{words(shorts)}s?|{unknown})(?![\wåäö-])"
    return re.compile(pattern), names


def is_body(text: str) -> bool:
    """Whether the text names a body or a function, by its head word or by a known name.

    Example:
        >>> is_body("Kultur- och fritidsnämnden"), is_body("Solceller på skoltak")
        (True, False)
    """
    head = re.split(r"\s(?:i|för|på|vid|med|av|som|inom|mot|till|om|från|hos|under)\s|\s*\(", text.strip(), maxsplit=1)[
        0
    ]
    if re.match(r"(?:Region|Föreningen|Stiftelsen|Kommunalförbundet)\s+[A-ZÅÄÖ]", head):
        return True
    last = head.split()[-1].strip(".,") if head.split() else ""
    if last and _body().fullmatch(last):
        return True
    known = authorities()[0].match(text.strip())
    return bool(known and known.end() >= len(head))


_CUT = re.compile(r"\s*(?:[;•●▪◦\n\u2022\uf0b7]|(?<=\s)[–—](?=\s)|,(?!\d)|\s\|\s)\s*")
_AND = re.compile(r"\s+(?:och|samt|&|o|resp\.?|respektive)\s+", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:samt|och|and|&)\s+|[-–•*]\s*)", re.IGNORECASE)


def split_parties(text: str) -> tuple[str, ...]:
    """The bodies of a printed list, in order, with no word lost but the joints.

    Names that hold a comma or "och" stay whole; brackets are never cut.

    Example:
        >>> split_parties("Barn- och utbildningsnämnden, socialnämnden och polisen")
        ('Barn- och utbildningsnämnden', 'socialnämnden', 'polisen')
        >>> split_parties("Myndigheten för samhällsskydd och beredskap")
        ('Myndigheten för samhällsskydd och beredskap',)
    """
    closed = _closed(text)
    pieces: list[str] = []
    at = 0
    for match in _CUT.finditer(text):
        if not _within(match.start(), closed):
            pieces.append(text[at : match.start()])
            at = match.end()
    pieces.append(text[at:])
    found: list[str] = []
    for piece in pieces:
        found.extend(_cut_and(_LEAD.sub("", piece.strip())))
    return tuple(part for part in (" ".join(part.split()).rstrip(" ,;") for part in found) if re.search(r"\w", part))


def _closed(text: str) -> list[tuple[int, int]]:
    """Places that are not cut: brackets and known names."""
    spans = [match.span() for match in re.finditer(r"\([^()]*\)|\[[^\]]*\]", text)]
    spans += [match.span() for match in authorities()[0].finditer(text) if re.search(r"[,\s]", match.group())]
    return spans


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


LONGEST_PIECE = 800
"""Characters between two commas; what is longer is running text, and each "och" in it would be weighed against all."""


def _cut_and(text: str) -> list[str]:
    """Cut at "och" where both sides name a body."""
    if len(text) > LONGEST_PIECE:
        return [text]
    closed = _closed(text)
    for match in _AND.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if _within(match.start(), closed) or left.endswith(("-", "–")) or right[:1] == "/":
            continue
        if _names(left) and _names(right):
            return [left, *_cut_and(right)]
    slash = re.fullmatch(r"([^\s/]{4,})\s?/\s?([^\s/]{4,})", text)
    if slash and _names(slash.group(1)) and _names(slash.group(2)):
        return [slash.group(1), slash.group(2)]
    return [text]


def _names(text: str) -> bool:
    return is_body(text) or resolve_role(text) is not None

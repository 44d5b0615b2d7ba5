"""Laws and instruments that a text cites: names of ``lexicon/laws.toml``, and others by their number or form."""

import re
from collections.abc import Iterator
from functools import cache

from toolkit.extract.vocabulary import Vocabulary, vocabulary
from toolkit.lexicon import load

_NUMBERED = re.compile(
    r"\b(?:SFS\s*|(?:lag|lagen|förordning|förordningen)\s*\(\s*)(?P<sfs>(?:1[89]|20)\d\d:\d+)"
    r"|\b(?P<paper>(?:prop|skr|bet|rskr|dir)\.\s*(?:19|20)\d\d/\d\d:[A-ZÅÄÖ]*\d+|(?:SOU|Ds|MSBFS|HSLF-FS|SOSFS|AFS|BFS|NFS)\s+(?:19|20)\d\d:\d+)"
    r"|\b(?P<eu>(?:EU|EG)[\s-]*(?:direktiv(?:et)?|förordning(?:en)?)?\s*(?:19|20)\d\d/\d{2,4})",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:Directive|Regulation|Decision)\s+(?:\((?:EU|EC|EEC)\)\s*)?(?:No\.?\s*)?(?:(?:19|20)\d\d/\d{1,4}|\d{1,4}/(?:19|20)\d\d)(?:/(?:EU|EC|EEC))?"
    r"|\b(?:(?:[A-Z][a-z]+\s+)?Law|Royal\s+Decree(?:-Law)?|Decree|Act)\s+(?:[Nn]o\.?\s*)?\d{1,4}/(?:19|20)\d\d"
    r"|§+\s?\d+\s?[a-z]?(?:\s+(?:paragraph|Abs\.?|subsection)\s+\d+)?\s+[A-Z][A-Za-z]*[A-Z]{1,3}\b"
    r"|\b(?!(?:The|This|That|These|New|Improved|In|Under|And|With|By|For|Our|Its|To|Applying|See|Council|European)\b)[A-Z][\w’'-]+"
    r"(?:\s+(?:(?:of|on|and|for|the)\s+(?=[A-Z]))?[A-Z][\w’'-]+){0,5}\s+(?:Act|Directives?|Law)(?:\s+(?:19|20)\d\d)?(?![\w’'-])"
    r"|\b(?:National|Federal|State|Planning\sand)\s+Building\s+Code\b"
)
"""By the forms of English, also of laws of Germany, Spain and others that an English text cites."""
_SWEDISH = re.compile(r"(?<![\w-])(?P<name>[a-zåäöéA-ZÅÄÖ]{3,}(?:lagen|balken|förordningen|direktivet))s?(?![\w-])")
_NO_LAW = re.compile(
    r"(?:s|bo|in|an|om|till|för|ut|av|be|upp|på|sam|mot|över|under|data|fot|grav|grund|mål|mellan|pressför|bokför|hand|ag)lagen$|"
    r"(?:golv|tak|bär|bjälk|våg|stål|trä|betong)balken$",
    re.IGNORECASE,
)
"""Definite nouns that only end like laws: "bolagen", "förslagen", "underlagen"."""
_PARAGRAPH = re.compile(
    r"((?:\d+\s*kap\.?\s*)?\d+(?:\s?[a-z])?(?:\s*[-–]\s*\d+)?\s*§§?)\s+(?:i\s+|den\s+|kommunala\s+)?$", re.IGNORECASE
)
_WORTH_A_LOOK = re.compile(
    r"[§:/]|lag|balk|förordning|direktiv|avtal|konvention|Agenda|Directive|Act\b|Law\b|Code\b|Agreement"
)
_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2,}|SoL|BrB|PuL")


@cache
def _names() -> tuple[Vocabulary, re.Pattern[str], dict[str, str]]:
    """Names in words; and short names, which only count as they are written, with the law each stands for."""
    data = load("laws")
    capitals = {word.lower(): word for word in data["capitals"]["words"]}
    short = {capitals[term]: name for name, terms in data["names"].items() for term in terms if term in capitals}
    pairs = [(term, name) for name, terms in data["names"].items() for term in terms if term not in capitals]
    written = "|".join(sorted(short, key=lambda word: (-len(word), word)))
    return vocabulary(pairs), re.compile(rf"(?<![\w-])(?P<short>{written})(?::?s)?(?![\w-])"), short


def cited(text: str, language: str = "sv") -> tuple[tuple[int, int, str], ...]:
    """Start, end and name of each law that the text cites, in order, with the paragraph where one stands before.

    Args:
        text: The text.
        language: Of the text: short names are those of Swedish laws only in Swedish (HSL runs the trains of Helsinki).

    Example:
        >>> text = "Enligt 26 kap. 1 § OSL och Energy Efficiency Directive"
        >>> [(text[start:end], name) for start, end, name in cited(text)][0]
        ('26 kap. 1 § OSL', '26 kap. 1 § Offentlighets- och sekretesslagen')
        >>> [name for _, _, name in cited("Solar panels, bolagen och underlagen")]
        []
    """
    if not (_WORTH_A_LOOK.search(text) or _CAPITALS.search(text)):
        return ()
    taken: list[tuple[int, int, str]] = []
    for start, end, name in _candidates(text, swedish=language == "sv"):
        if any(start < high and low < end for low, high, _ in taken):
            continue
        before = _PARAGRAPH.search(text, max(0, start - 40), start)
        if before:
            start, name = before.start(1), f"{' '.join(before.group(1).split())} {name}"
        taken.append((start, end, name))
    return tuple(sorted(taken))


def _candidates(text: str, *, swedish: bool) -> Iterator[tuple[int, int, str]]:
    """What may be a law, the surest first: where two overlap, the first stands."""
    names, written, short = _names()
    for hit in names.find(text):
        yield hit.start, hit.end, hit.keys[0]
    for match in written.finditer(text) if swedish else ():
        yield match.start(), match.end("short"), short[match.group("short")]
    for match in _NUMBERED.finditer(text):
        name = f"SFS {match.group('sfs')}" if match.group("sfs") else " ".join(match.group().split())
        yield match.start(), match.end(), name
    for match in _FOREIGN.finditer(text):
        yield match.start(), match.end(), " ".join(match.group().split())
    for match in _SWEDISH.finditer(text) if swedish else ():
        name = match.group("name")
        if not _NO_LAW.search(name):
            yield match.start("name"), match.end("name"), name[0].upper() + name[1:]


def laws(text: str) -> tuple[str, ...]:
    """Canonical names and numbers of what the text cites, in order, each once.

    Example:
        >>> laws("Enligt 26 kap. 1 § OSL och lag (2023:196) ska kommunen …")
        ('26 kap. 1 § Offentlighets- och sekretesslagen', 'SFS 2023:196')
    """
    return tuple(dict.fromkeys(name for _, _, name in cited(text)))

"""Laws and instruments that a text cites: names of ``lexicon/laws.toml``, and numbers by their form."""

import re
from functools import cache

from toolkit.extract.vocabulary import Vocabulary, vocabulary
from toolkit.lexicon import load

_NUMBERED = re.compile(
    r"\b(?:SFS\s*|(?:lag|lagen|förordning|förordningen)\s*\(\s*)(?P<sfs>(?:1[89]|20)\d\d:\d+)"
    r"|\b(?P<paper>(?:prop|skr|bet|rskr|dir)\.\s*(?:19|20)\d\d/\d\d:[A-ZÅÄÖ]*\d+|(?:SOU|Ds|MSBFS|HSLF-FS|SOSFS|AFS)\s+(?:19|20)\d\d:\d+)"
    r"|\b(?P<eu>(?:EU|EG)[\s-]*(?:direktiv(?:et)?|förordning(?:en)?)?\s*(?:19|20)\d\d/\d{2,4})",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"((?:\d+\s*kap\.?\s*)?\d+(?:\s?[a-z])?\s*§§?)\s+(?:i\s+|den\s+)?$", re.IGNORECASE)


@cache
def _names() -> tuple[Vocabulary, frozenset[str]]:
    data = load("laws")
    pairs = [(term, name) for name, terms in data["names"].items() for term in terms]
    return vocabulary(pairs), frozenset(data["capitals"]["words"])


def laws(text: str) -> tuple[str, ...]:
    """Canonical names and numbers of what the text cites, in order, with the paragraph where one stands before.

    Example:
        >>> laws("Enligt 26 kap. 1 § OSL och lag (2023:196) ska kommunen …")
        ('26 kap. 1 § Offentlighets- och sekretesslagen', 'SFS 2023:196')
    """
    if (
        not any(sign in text for sign in "§:/")
        and "lag" not in text.lower()
        and not re.search(r"[A-ZÅÄÖ]{3}|avtal|konvention|Agenda|Directive|BrB|SoL|direktiv|Pu", text)
    ):
        return ()
    names, capitals = _names()
    short = {word.lower() for word in capitals}
    found: list[tuple[int, str]] = []
    for hit in names.find(text):
        if hit.word.lower().rstrip("s") in short and hit.word.rstrip("s") not in capitals:
            continue
        before = _PARAGRAPH.search(text[max(0, hit.start - 40) : hit.start])
        prefix = " ".join(before.group(1).split()) + " " if before else ""
        found.append((hit.start, f"{prefix}{hit.keys[0]}"))
    for match in _NUMBERED.finditer(text):
        number = f"SFS {match.group('sfs')}" if match.group("sfs") else " ".join(match.group().split())
        found.append((match.start(), number))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))

"""A value said in a document's header, and whether a sentence there is about the document itself."""

import re
from dataclasses import dataclass
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.extract.gazetteer import plain
from toolkit.lexicon import load

HEADER = 4000
"""Characters of a document that are read as its header."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A value with the place in the header where it is printed."""

    value: str
    start: int
    end: int


@cache
def _nouns() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    """Nouns for documents, those of them that are others' unless the title has them, and words for another document."""
    known = load("doctypes")["subjects"]
    foreign = frozenset(plain(noun) for noun in known["foreign"])
    nouns = words([re.escape(noun) for noun in (*map(plain, known["nouns"]), *foreign)])
    return (
        re.compile(rf"(?<![\w-])(?P<front>[a-z-]*?)(?P<noun>{nouns})(?P<definite>erna|ets|ens|en|et|na|n|t)?(?![\w-])"),
        foreign,
        re.compile(rf"(?<!\w){words([re.escape(plain(word)) for word in known['other']])}(?!\w)"),
    )


def is_about_this(header: str, at: int, title: Said | None, *, named: bool = False) -> bool:
    """Whether the sentence that a word at `at` stands in speaks of the document and of no other.

    Args:
        header: The header's text.
        at: Where the verb begins.
        title: The document's title.
        named: Whether a subject must be there; otherwise a sentence without one is the document's own.

    Example:
        >>> header = "Handlingsplan mot våld. Planen gäller till 2027. Trygghetsplanen gäller till 2026."
        >>> [is_about_this(header, match.start(), None) for match in re.finditer("gäller", header)]
        [True, False]
    """
    opening = max(header.rfind("\n", 0, at), *(header.rfind(mark, 0, at) for mark in (". ", "? ", "! ", ": "))) + 1
    if title and title.start <= opening < title.end:
        opening = title.end
    before = plain(header[opening:at]) if opening < at else ""
    nouns, foreign, other = _nouns()
    if other.search(before):
        return False
    found = [*nouns.finditer(before)]
    if not found:
        return not named or not re.search(r"[^\W\d_]{2,}", before)
    own = plain(title.value) if title else ""
    return any(
        match["front"] + match["noun"] in own
        or (not match["front"] and match["noun"] not in foreign)
        or (not match["definite"] and not before[: match.start()].strip())
        for match in found
    )

"""For whom: the group that a measure says it is for, in its own words (``lexicon/target_groups.toml``)."""

import re
from functools import cache

from toolkit.lexicon import load

Span = tuple[int, int]
_TOLD = re.compile(
    r"\b(?:målgrupp(?:en|erna)?\s+(?:är|utgörs av|består av)|för målgrupp(?:en|erna)|vänder sig (?:till|mot)|"
    r"the target groups? (?:is|are))\s+"
    r"(?P<who>[^.;:()\n]{3,90}?)"
    r"(?=[.;:()\n]|$|,\s|\s(?:för att|genom|i syfte|samt att|och att|in order|by means|through)\b)",
    re.IGNORECASE,
)
"""A sentence that names the group as such."""
_MORE = {
    "sv": r"(?:\s+(?:som|med|utan|inom|utsatta för|i åldern|i(?=\s+(?:årskurs|\w*(?:ionen|tjänsten|omsorgen|"
    r"vården|skolan|verksamheten|förvaltningen|kommunen|sektorn|arna|erna|orna)\b)))\s+"
    r"(?:(?!för att|att|genom|till|när|samt)[\wåäöÅÄÖ-]+(?:\s+|\b)){1,5}?"
    r"(?=\s*[.,;:()\n]|\s*$|(?<=\s)(?:för att|att|genom|till|i|när|om|samt|och|under|senast|kan|ska|bör|har|får)\b))?",
    "en": r"(?:\s+(?:who|without|with(?=\s+(?:an? |the |\w+ )?(?:addiction|background|children|dementia|difficult|"
    r"disabilit|disease|disorder|experience|functional|illness|impairment|income|limited|low\b|mental|need|reduced|"
    r"special)))\s+(?:(?!to|in order)[\w-]+(?:\s+|\b)){1,5}?"
    r"(?=\s*[.,;:()\n]|\s*$|(?<=\s)(?:to|in|and|by|can|will|on)\b))?",
}
"""What tells the group closer: "personer som köper sex"."""
_ENDS = {
    "sv": r"(?![\w-])",
    "en": r"(?![’'\w-]|\s+(?:sector|transport|space|spaces|building|buildings|procurement|service|services|authorit|"
    r"institution|green|road|land|lighting|events?|administration|participation|fund|funding|involvement|engagement|"
    r"housing|sphere))",
}
"""Where a word for a group ends; an English one is also part of other names: "tenants association"."""

_PUBLIC = r"(?:the )?(?:general )?public(?=\s*[.,;:)\n]|\s*$|\s(?:about|on|in|to|with|through|by|at|is|can|will)\b)"
"""The word that is an adjective as often as a group of people."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    data = load("target_groups")[language]

    def either(words: list[str]) -> str:
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "|".join(r"[\w-]*".join(re.escape(part) for part in word.split("*")) for word in ordered)

    between = rf"(?:(?:{either(data['between'])})\s+){{0,3}}"
    head = rf"(?:(?:{either(data['heads'])}){_ENDS[language]}|{_PUBLIC})"
    also = rf"(?:(?:,|\s+(?:och|samt|eller|and|or|as well as))\s+{between}{head}){{0,3}}"
    return re.compile(
        rf"(?<![\w-])(?:{either(data['before'])}|{either(data['verbs'])})\s+(?P<who>{between}{head}{also}{_MORE[language]})",
        re.IGNORECASE,
    )


def target_group(text: str, language: str = "sv") -> Span | None:
    """Where the group stands that the text says something is for; None where it names none.

    Args:
        text: The text.
        language: ``sv`` or ``en``; in other languages nothing is found.

    Example:
        >>> text = "Utbilda all personal inom socialtjänsten i att upptäcka människohandel."
        >>> start, end = target_group(text)
        >>> text[start:end]
        'all personal inom socialtjänsten'
        >>> target_group("Use the public sector for renewable energy", "en") is None
        True
    """
    told = _TOLD.search(text)
    if told:
        return told.span("who")
    if language not in _MORE:
        return None
    found = _pattern(language).search(text)
    if found is None:
        return None
    start, end = found.span("who")
    return start, start + len(text[start:end].rstrip(" ,"))


def names_group(text: str, language: str = "sv") -> bool:
    """Whether a heading is nothing but a group: "Barn och unga", "För hyresgäster".

    Example:
        >>> names_group("Barn och unga"), names_group("Stöd till företag")
        (True, False)
    """
    if language not in _MORE or len(text) > 80:
        return False
    plain = re.sub(r"^[\d.\s]+", "", text).strip(" :")
    match = _pattern(language).fullmatch(plain) or _pattern(language).fullmatch(
        f"{'för' if language == 'sv' else 'for'} {plain}"
    )
    return bool(match)

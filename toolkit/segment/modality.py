"""How binding a wording is: the modal of the main clause, when a verb in the infinitive hangs on it.

``Kommunen får bidrag`` and ``hinder som kan uppstå`` bind nobody; ``Nämnden får besluta`` and ``Nämnden kan besluta``
say what may be done.
"""

import re
from functools import cache

from toolkit.lexicon import load
from toolkit.segment.verbforms import is_infinitive
from toolkit.text import sentences

_TOKEN = re.compile(r"[\w-]+|[.,;:!?]")
_SUBORDINATE = frozenset(
    ["att", "där", "då", "eftersom", "for", "how", "hur", "if", "när", "om", "som", "så", "that", "to", "vad", "vilka",
     "vilket", "what", "which", "who"]
)  # fmt: skip
"""Words that open a clause whose modal binds nobody."""
REACH = 7
"""Words that may stand between a modal and its verb."""


def binding(text: str) -> str:
    """``ska``, ``bör``, ``kan`` or ``none``: the strongest wording of the main clauses.

    Example:
        >>> binding("Nämnden bör utreda"), binding("Ta fram en rutin"), binding("Bolaget uppdras att utreda")
        ('bör', 'none', 'ska')
        >>> binding("Kommunen får bidrag som kan sökas"), binding("Nämnden kan besluta om bidrag")
        ('none', 'kan')
    """
    said = [_of_sentence(text[start:end].lower()) for start, end in sentences(text)] or ["none"]
    return min(said, key=("ska", "bör", "kan", "none").index)


def binding_of(text: str, description: str | None) -> str:
    """How binding a measure is: by its own words, else by the first sentence of its explanation."""
    own = binding(text)
    if own != "none" or not description:
        return own
    first = next((description[start:end] for start, end in sentences(description)), "")
    return binding(first)


def _of_sentence(low: str) -> str:
    for name, key in (("ska", "ska"), ("bör", "bor"), ("kan", "kan")):
        if _phrases(key).search(low):
            return name
        if any(_binds(low, word) for word in load("verbs")["binding"][key] if " " not in word):
            return name
    return "none"


@cache
def _phrases(key: str) -> re.Pattern[str]:
    """The phrases of several words, which bind wherever they stand."""
    words = sorted((word for word in load("verbs")["binding"][key] if " " in word), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _binds(low: str, modal: str) -> bool:
    """Whether the modal stands in a main clause and a verb hangs on it."""
    if modal not in low:
        return False
    tokens = _TOKEN.findall(low)
    for at, token in enumerate(tokens):
        if token != modal:
            continue
        clause = next((index + 1 for index in range(at - 1, -1, -1) if tokens[index] in ".,;:!?"), 0)
        if not _SUBORDINATE.isdisjoint(_clause(tokens[clause:at])):
            continue
        after = tokens[at + 1 : at + 1 + REACH]
        ends = next((index for index, word in enumerate(after) if word in _SUBORDINATE or word in ".,;:!?"), REACH)
        if modal not in ("får", "kan", "can", "may") or any(map(is_infinitive, after[:ends])):
            return True
    return False


def _clause(tokens: list[str]) -> list[str]:
    """The words before a modal in its clause, but for a purpose that opens the sentence ("För att … ska")."""
    return tokens[2:] if tokens[:2] in (["för", "att"], ["genom", "att"]) and "," not in tokens else tokens

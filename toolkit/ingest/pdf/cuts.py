"""Whether a narrow cell cut a word in two without a hyphen, or only ended a line between two words."""

import re
from collections.abc import Collection, Iterable
from functools import cache

from toolkit.lexicon import strings, vocabulary
from toolkit.text import PDFIUM_HYPHEN, SOFT_HYPHEN

_LAST = re.compile(r"[^\W\d_]+$")
_FIRST = re.compile(r"[^\W\d_]+")
_HYPHENS = (SOFT_HYPHEN, PDFIUM_HYPHEN, "-")
_SHORTEST = 6
_SHORTEST_KNOWN = 8
"""Letters of a word that is joined though nothing on the page says that it was cut there."""
_SHORTEST_PART = 4
_SHORTEST_END = 5


def is_cut(before: str, after: str, known: Collection[str], *, filled: bool) -> bool:
    """Whether the last word above and the first word below are the halves of one word.

    They are when together they are a word of the document or of the word lists and not both are words, or when the
    first fills its line, is no word itself and the second cannot stand alone.

    Args:
        before: The text above.
        after: The line below.
        known: Lower-case words of the document.
        filled: Whether the word above is alone on its line and leaves no room for another letter.

    Example:
        >>> is_cut("Fackliga organisation", "er", [], filled=False), is_cut("träningstider", "lika", [], filled=True)
        (True, False)
        >>> is_cut("Erbjuda samtalsgrup", "per för män", ["per"], filled=True)
        True
    """
    halves = _halves(before, after)
    if halves is None:
        return False
    left, right = halves
    whole = left + right
    if len(right) == 1 and right not in "iåöae" and len(left) >= 4 and right not in known:
        return True
    if len(whole) >= _SHORTEST and whole in known:
        return not (left in known and right in known)
    if right in _alone():
        return filled and left not in known and _ends_across(left, right)
    if filled and left not in known:
        return True
    return len(whole) >= _SHORTEST_KNOWN and right not in known and _spelled(whole) and not _both(left, right)


def is_cut_at_page(before: str, after: str, others: Iterable[str]) -> bool:
    """Whether a page break cut a word whose whole stands in another cell, while its halves are not both found there.

    Args:
        before: The text of the cell above the break.
        after: The text below it.
        others: The texts of the table's other cells.

    Example:
        >>> is_cut_at_page("Kartlägga löneskillnade", "r inom köket", ["Kartlägga löneskillnader inom skolan"])
        True
        >>> is_cut_at_page("Ordna gågator", "i centrum", ["Gågator i byn"])
        False
    """
    halves = _halves(before, after)
    if halves is None:
        return False
    left, right = halves
    whole = left + right
    if len(whole) < _SHORTEST:
        return False
    texts = [text.lower() for text in others]
    if any(_has(text, whole) for text in texts):
        return not all(any(_has(text, half) for text in texts) for half in halves)
    if right in _alone() or any(_has(text, right) for text in texts):
        return False
    return len(whole) >= _SHORTEST_KNOWN and _spelled(whole) and not _both(left, right)


def _halves(before: str, after: str) -> tuple[str, str] | None:
    """The last word above and the first below in lower case; None where the line's end cannot lie in a word."""
    before = before.rstrip()
    head, tail = _LAST.search(before[-100:]), _FIRST.match(after.lstrip())
    if not head or not tail or not tail.group()[0].islower() or before[-1:] in _HYPHENS:
        return None
    return head.group().lower(), tail.group().lower()


def _has(text: str, word: str) -> bool:
    """Whether the word stands in the text."""
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@cache
def _alone() -> frozenset[str]:
    """Words that stand by themselves where they begin a line."""
    return frozenset(strings("whole_words")["alone"])


@cache
def _ends() -> frozenset[str]:
    """Words that compounds end with."""
    return frozenset(strings("whole_words")["ends"])


def _spelled(word: str) -> bool:
    """Whether the word lists know the word."""
    return word in vocabulary()


def _both(left: str, right: str) -> bool:
    """Whether both halves are words of the lists; a few letters in a list say nothing."""
    return len(right) >= _SHORTEST_PART and _spelled(right) and _spelled(left)


def _ends_across(left: str, right: str) -> bool:
    """Whether the whole ends with a word that begins before the cut, and what is before the cut ends with none.

    Example:
        >>> _ends_across("samtalsgrup", "per"), _ends_across("samtalsgrupp", "per")
        (True, False)
    """
    ends = _ends()
    if any(left[at:] in ends for at in range(max(0, len(left) - 16), len(left) - _SHORTEST_PART + 1)):
        return False
    whole = left + right
    longest, shortest = len(right) + 12, max(_SHORTEST_END, len(right) + 1)
    return any(whole[-size:] in ends for size in range(shortest, min(longest, len(whole)) + 1))

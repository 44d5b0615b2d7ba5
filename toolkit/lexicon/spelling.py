"""Other spellings of a place's name: without its marks, with two letters for one, and with a foreign case ending."""

import re
import unicodedata
from functools import cache

_BREAK = "(?:[-\u00ad\u2010\ufffe]\\s*)?"
_LETTERS = {
    "a": "(?:aa|ae|[aàáâãäåāăąæ])",
    "c": "[cçćč]",
    "d": "[dđďð]",
    "e": "[eèéêëēėęě]",
    "g": "[gğģ]",
    "i": "[iìíîïīįı]",
    "k": "[kķ]",
    "l": "[lłļľ]",
    "n": "[nñńņň]",
    "o": "(?:oe|[oòóôõöøōő])",
    "r": "[rřŗ]",
    "s": "(?:ss|[sśšşșß])",
    "t": "[tťțţ]",
    "u": "(?:ue|[uùúûüūůűų])",
    "y": "[yýÿ]",
    "z": "[zźżž]",
}
_SHORTEST = 5
"""Shorter names are only sought as they are spelled: too many words are one mark away from them."""


def plain(name: str) -> str:
    """The name in lower case without marks.

    Example:
        >>> plain("Tauragė"), plain("Münster"), plain("Århus")
        ('taurage', 'munster', 'arhus')
    """
    apart = unicodedata.normalize("NFD", name.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


@cache
def spelled(name: str, *, broken: bool = False) -> str:
    """Pattern, for use without regard to case, of a name in any of its spellings.

    Args:
        name: The name as the register has it.
        broken: Let a hyphen at a line's end stand between any two letters.

    Example:
        >>> bool(re.fullmatch(spelled("Munster"), "Münster", re.IGNORECASE))
        True
    """
    if len(name) < _SHORTEST:
        parts = [re.escape(char) if char != " " else r"\s+" for char in name]
    else:
        flat = plain(name).replace("æ", "ae").replace("ß", "ss")
        parts = [_LETTERS.get(char, re.escape(char)) if char not in " -" else r"[\s-]+" for char in flat]
    return (_BREAK if broken and len(name) >= _SHORTEST else "").join(parts)


@cache
def inflected(name: str) -> str | None:
    """Pattern of a foreign name with another ending than its own: ``Lappeenrannan``, ``Jonavos``; None if too short.

    Example:
        >>> bool(re.fullmatch(inflected("Jonava"), "Jonavos"))
        True
    """
    stem = name[:-2] if len(name) > 6 else name[:-1]
    if len(stem) < _SHORTEST or " " in name:
        return None
    letters = "".join(_LETTERS.get(char, re.escape(char)) for char in plain(stem))
    return rf"(?-i:(?=[^\W\d_a-zåäöéü]))(?i:{letters})[^\W\d_]{{1,4}}"

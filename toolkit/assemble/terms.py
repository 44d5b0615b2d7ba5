"""Outdated words → current ones, from the lexicon."""

import re
from collections.abc import Iterable
from functools import cache

from toolkit.assemble.setting import Setting
from toolkit.model import Change


@cache
def _table() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Pattern, current term and name of the rule, longest old term first."""
    return ()


def outdated(quote: str, setting: Setting) -> Iterable[Change]:
    """Outdated terms of a quote, with what they are called now."""
    for pattern, new, rule in _table():
        for match in pattern.finditer(quote):
            word = new[:1].upper() + new[1:] if match.group()[:1].isupper() and match.start() == 0 else new
            yield Change(start=match.start(), end=match.end(), old=match.group(), new=word, rule=rule)

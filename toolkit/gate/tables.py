"""Persons out of whole comparisons, before they are written to a file that is sent round."""

from dataclasses import replace
from functools import lru_cache

from toolkit.gate.redaction import redact
from toolkit.model import Comparison, Entry

_UNTOUCHED = frozenset({"sha256", "id", "cluster_id", "restates", "file"})
"""Columns of keys, where a run of digits is no telephone number."""


@lru_cache(maxsize=200_000)
def _masked(text: str) -> str:
    """The text without persons; the same wording stands in many tables, so it is looked through once."""
    return redact(text)[0]


def redact_comparison(table: Comparison) -> Comparison:
    """The table with persons, addresses, telephones and e-mail masked by kind in every cell and source.

    Example:
        >>> from toolkit.model import Column
        >>> row = (Entry(text="Ring Anna Berg"),)
        >>> one = Comparison(key="k", title="T", columns=(Column(key="a", title="A"),), rows=(row,))
        >>> redact_comparison(one).rows[0][0].text
        'Ring [namn]'
    """
    keys = [column.key for column in table.columns]
    rows = tuple(
        tuple(entry if key in _UNTOUCHED else _redact_entry(entry) for key, entry in zip(keys, row, strict=True))
        for row in table.rows
    )
    return replace(table, rows=rows)


def _redact_entry(entry: Entry) -> Entry:
    """An entry with its words and its sources' quotes masked; untouched if there is nothing to mask."""
    text = _masked(entry.text) if entry.text else entry.text
    sources = tuple(
        source if (quote := _masked(source.quote)) == source.quote else replace(source, quote=quote)
        for source in entry.sources
    )
    if text == entry.text and sources == entry.sources:
        return entry
    return replace(entry, text=text, sources=sources, marks=entry.marks if text == entry.text else ())

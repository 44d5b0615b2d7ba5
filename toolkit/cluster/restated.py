"""What one document says twice: a summary's line and the measure it restates are one measure, wherever one counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.decisions import Links
from toolkit.model import Measure


def restated_ids(measures: Sequence[Measure]) -> dict[str, str]:
    """Measure that says something again → the measure of the same document that says it in full.

    Chains are followed to their end. What points at another document, at a measure that is not here, or in a circle
    restates nothing. Those who count measures, towns or shares leave the keys out; the values stand for them.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=0)
        >>> def said(key, again=None):
        ...     return Measure(id=key, document="d", text=key, provenance=place, form=Form.BULLET, restates=again)
        >>> restated_ids([said("a"), said("b", "a"), said("c", "b"), said("d", "gone")])
        {'b': 'a', 'c': 'a'}
    """
    by_id = {measure.id: measure for measure in measures}
    found: dict[str, str] = {}
    for measure in measures:
        seen, here = {measure.id}, measure
        while (further := by_id.get(here.restates or "")) is not None and further.document == measure.document:
            if further.id in seen:
                here = measure
                break
            seen.add(further.id)
            here = further
        if here.id != measure.id:
            found[measure.id] = here.id
    return found


def with_restated(wanted: Links, again: Mapping[str, str]) -> Links:
    """The links, with each measure and what it restates together; what people decided about either goes first.

    Example:
        >>> with_restated(Links(together=(("a", "x"),)), {"b": "a", "d": "c"}).together
        (('a', 'x', 'b'), ('c', 'd'))
        >>> with_restated(Links(apart=(("a", "b"),)), {"b": "a"}).together
        ()
    """
    sets: dict[str, list[str]] = {}
    for members in wanted.together:
        one_list = list(members)
        sets.update(dict.fromkeys(members, one_list))
    alone = set(wanted.alone)
    apart = {frozenset(pair) for pair in wanted.apart}
    for later, first in again.items():
        mine, other = sets.get(first, [first]), sets.get(later, [later])
        if mine is other or alone & {later, first}:
            continue
        if any(frozenset((left, right)) in apart for left in mine for right in other):
            continue
        mine.extend(other)
        sets.update(dict.fromkeys(mine, mine))
    together = {id(members): tuple(members) for members in sets.values()}
    return replace(wanted, together=tuple(together.values()))

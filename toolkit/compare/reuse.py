"""What was copied: two wordings of one family side by side, with the words that differ marked."""

from collections.abc import Sequence

from toolkit.compare.material import Material
from toolkit.labels import labels
from toolkit.model import Cluster, Column, Comparison, Entry, Measure
from toolkit.text import collate

SAME = 0.999
"""Likeness from which two wordings are one, but for case and spaces."""


def independent(cluster: Cluster) -> int:
    """Wordings that are not copies of another: each family counts once.

    Example:
        >>> independent(Cluster(id="k", label="", members=("a", "b", "c"), typical="a", families=(("a", "c"),)))
        2
    """
    return len(cluster.members) - sum(len(family) - 1 for family in cluster.families)


def reuse(material: Material) -> Comparison | None:
    """One row a copy, beside the wording it is a copy of (the oldest known, else the first); None without copies."""
    text = labels(material.language)
    rows, ids = [], []
    for cluster in material.clustering.clusters:
        for family in cluster.families:
            members = [material.measures[one] for one in family if one in material.measures]
            first, *copies = sorted(members, key=lambda measure: _age(material, measure))
            for copy in copies:
                rows.append(_row(material, cluster, first, copy))
                ids.append(copy.id)
    if not rows:
        return None
    widths = (("cluster", 30), ("first", 22), ("first_words", 52), ("copy", 22), ("copy_words", 52), ("alike", 9),
              ("kind", 24))  # fmt: skip
    return Comparison(
        key="reuse",
        title=text["compare.reuse"],
        columns=tuple(Column(key=key, title=text[f"compare.reuse_{key}"], width=width) for key, width in widths),
        rows=tuple(rows),
        notes=(text["compare.reuse_note"],),
        row_ids=tuple(ids),
    )


def _age(material: Material, measure: Measure) -> tuple[str, tuple[tuple[int, str], ...], int]:
    """What sorts the wording that others took over first: the day or year its document was decided."""
    about = next((one.metadata for one in material.readings if one.document == measure.document), None)
    decided = (about.decided_on.value or about.year.value) if about is not None else None
    again = "2" if measure.restates is not None else "1"
    return (again + (decided or "9999"), collate(", ".join(measure.municipality)), measure.provenance.start)


def _row(material: Material, cluster: Cluster, first: Measure, copy: Measure) -> tuple[Entry, ...]:
    """The two wordings, how alike they are, and what sort of copy it is."""
    text = labels(material.language)
    alike, mine, theirs = differing(first.text, copy.text)
    if first.document == copy.document:
        kind = "summary" if copy.restates else "within"
    else:
        kind = "verbatim" if alike >= SAME else "nearly"
    return (
        Entry(text=cluster.label),
        Entry(text=_place(material, first)),
        Entry(text=first.text, marks=mine, sources=(material.source(first),)),
        Entry(text=_place(material, copy)),
        Entry(text=copy.text, marks=theirs, sources=(material.source(copy),)),
        Entry(number=round(alike, 2), percent=True),
        Entry(text=text[f"compare.reuse_{kind}"]),
    )


def _place(material: Material, measure: Measure) -> str:
    """Whose it is and where it stands."""
    towns = ", ".join(measure.municipality)
    page = measure.provenance.page
    return f"{towns}, {labels(material.language)['compare.page']} {page}" if page else towns


def differing(one: str, other: str) -> tuple[float, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """How alike two wordings are (0-1, by characters), and the spans of whole words that only one of them has.

    Example:
        >>> differing("Ta fram en rutin", "Ta fram en plan")[1:]
        (((11, 16),), ((11, 15),))
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    left, right = _words(one), _words(other)
    mine: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    steps = Levenshtein.opcodes([word.lower() for word, _ in left], [word.lower() for word, _ in right])
    for step in steps:
        if step.tag != "equal":
            mine += _span(left[step.src_start : step.src_end])
            theirs += _span(right[step.dest_start : step.dest_end])
    return fuzz.ratio(one.lower(), other.lower()) / 100, tuple(mine), tuple(theirs)


def _words(text: str) -> list[tuple[str, int]]:
    """Words between spaces, each with where it begins."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((word, at))
        at += len(word)
    return found


def _span(words: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
    """From the first of the words to the end of the last."""
    return [(words[0][1], words[-1][1] + len(words[-1][0]))] if words else []

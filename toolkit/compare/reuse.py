"""What was copied: two wordings of one family side by side, with the words that differ marked."""

from collections.abc import Sequence

from toolkit.compare.coverage import towns_of
from toolkit.compare.material import Material
from toolkit.issuers import kind_of
from toolkit.labels import labels
from toolkit.model import Cluster, Column, Comparison, Entry, Measure
from toolkit.text import collate

SAME = 0.999
"""Likeness from which two wordings are one, but for case and spaces."""


def independent(material: Material, cluster: Cluster) -> int:
    """Towns of a cluster that did not copy one another, nor the same template: copies and joint plans count once."""
    group = {town: {town} for town in towns_of(material, cluster)}
    for family in (*cluster.families, *((member,) for member in cluster.members)):
        towns = [town for one in family if one in material.measures for town in material.measures[one].municipality]
        known = [town for town in towns if town in group]
        for other in known[1:]:
            if group[other] is not group[known[0]]:
                group[known[0]] |= group[other]
                for town in group[other]:
                    group[town] = group[known[0]]
    return len({id(towns) for towns in group.values()})


def reuse(material: Material) -> Comparison | None:
    """One row a copy, beside the wording it is a copy of (the oldest known, else the first); None without copies."""
    text = labels(material.language)
    rows, ids = [], []
    for cluster in material.clustering.clusters:
        for family in cluster.families:
            members = [material.measures[one] for one in family if one in material.measures]
            first, *copies = sorted(members, key=lambda measure: _age(material, measure))
            for copy in copies:
                rows.append(_row(material, cluster, material.origins.get(copy.id, first), copy))
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
    decided = material.decided(measure)
    template = not set(measure.municipality) & set(material.towns)
    again = "2" if measure.restates is not None else "0" if template else "1"
    return (again + (decided or "9999"), collate(", ".join(measure.municipality)), measure.provenance.start)


def _row(material: Material, cluster: Cluster, first: Measure, copy: Measure) -> tuple[Entry, ...]:
    """The two wordings, how alike they are, and what sort of copy it is."""
    text = labels(material.language)
    alike, mine, theirs = differing(first.text, copy.text)
    if first.document == copy.document:
        kind = "summary" if copy.restates else "within"
    else:
        kind = "verbatim" if alike >= SAME else "nearly"
    after = f", {origin}" if (origin := origin_of(material, copy)) else ""
    return (
        Entry(text=cluster.label),
        Entry(text=_place(material, first)),
        Entry(text=first.text, marks=mine, sources=(material.source(first),)),
        Entry(text=_place(material, copy)),
        Entry(text=copy.text, marks=theirs, sources=(material.source(copy),)),
        Entry(number=round(alike, 2), percent=True),
        Entry(text=text[f"compare.reuse_{kind}"] + after),
    )


def origin_of(material: Material, measure: Measure) -> str:
    """What an authority's document a town's measure copies is called, ready to print; empty where it copies none.

    Example of what it says: "efter Jämställdhetsmyndighetens mall".
    """
    source = material.origins.get(measure.id)
    if source is None:
        return ""
    row = material.rows_by_document.get(source.document)
    name = ", ".join(source.municipality)
    ending = "'s" if material.language == "en" else "" if name[-1:].casefold() in "sxz" else "s"
    text = labels(material.language)
    kind = text[f"compare.kind_{kind_of(row.document_type, row.title, row.file) if row else 'document'}"]
    return text["compare.reuse_after"].format(owner=name + ending, kind=kind)


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

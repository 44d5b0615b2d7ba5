"""Focus area › common measure › variant › each town's own words: the levels that an analyst opens and closes."""

from collections.abc import Iterator, Sequence

from toolkit.compare.coverage import area_of, towns_of
from toolkit.compare.material import Material
from toolkit.compare.reuse import origin_of
from toolkit.labels import labels
from toolkit.model import Cluster, Column, Comparison, Entry, Measure
from toolkit.text import collate

Row = tuple[int, str, tuple[Entry, ...]]
"""How deep it lies, its id, its cells."""


def levels(material: Material) -> Comparison | None:
    """The clusters as a tree; each row repeats what it lies under, so that it can be read, sorted and filtered alone.

    None where there are no clusters.
    """
    text = labels(material.language)
    rows = [row for area, name in material.focus_areas for row in _area(material, area, name)]
    if not rows:
        return None
    widths = (("level", 15), ("focus_area", 30), ("cluster", 36), ("variant", 8), ("words", 80), ("who", 30),
              ("town_count", 12), ("document", 36), ("page", 7), ("origin", 32))  # fmt: skip
    return Comparison(
        key="levels",
        title=text["compare.levels"],
        columns=tuple(Column(key=key, title=text[f"compare.{key}"], width=width) for key, width in widths),
        rows=tuple(cells for _, _, cells in rows),
        row_ids=tuple(key for _, key, _ in rows),
        depths=tuple(depth for depth, _, _ in rows),
        notes=(text["compare.levels_note"],),
    )


def _area(material: Material, area: str, name: str) -> Iterator[Row]:
    """A focus area and all below it, what most towns have first."""
    clusters = [one for one in material.clustering.clusters if area_of(material, one) == area]
    if not clusters:
        return
    towns = {town for one in clusters for town in towns_of(material, one)}
    yield 0, area, _cells(material, "area", name, towns=towns)
    ordered = sorted(clusters, key=lambda one: (-len(towns_of(material, one)), collate(one.label), one.id))
    for cluster in ordered:
        yield from _cluster(material, cluster, name)


def _cluster(material: Material, cluster: Cluster, area: str) -> Iterator[Row]:
    """A common measure, its variants where there are several (one wording alone needs no heading), and the wordings."""
    typical = material.measures[cluster.typical]
    yield (
        1,
        cluster.id,
        _cells(material, "cluster", area, cluster=cluster, words=typical.text, towns=towns_of(material, cluster)),
    )
    for number, members in enumerate(cluster.variants or (cluster.members,), start=1):
        found = [material.measures[member] for member in members if member in material.measures]
        headed = len(cluster.variants) > 1 and len(found) > 1
        if headed:
            towns = {town for one in found for town in one.municipality if town in material.towns}
            yield (
                2,
                f"{cluster.id}.{number}",
                _cells(material, "variant", area, cluster=cluster, variant=number, words=found[0].text, towns=towns),
            )
        for one in found:
            yield (
                3 if headed else 2,
                one.id,
                _cells(material, "wording", area, cluster=cluster, variant=number, words=one.text, measure=one),
            )


def _cells(
    material: Material,
    level: str,
    area: str,
    *,
    cluster: Cluster | None = None,
    variant: int | None = None,
    words: str = "",
    towns: Sequence[str] | set[str] = (),
    measure: Measure | None = None,
) -> tuple[Entry, ...]:
    """One row, in the order of the columns."""
    text = labels(material.language)
    source = material.source(measure) if measure is not None else None
    who = measure.municipality if measure is not None else [town for town in material.towns if town in towns]
    page = source.page if source is not None else None
    return (
        Entry(text=text[f"compare.level_{level}"]),
        Entry(text=area),
        Entry(text=cluster.label if cluster is not None else ""),
        Entry(number=float(variant)) if variant is not None else Entry(),
        Entry(text=words, sources=(source,) if source is not None else ()),
        Entry(text=", ".join(who)),
        Entry(number=float(len(towns))) if measure is None else Entry(),
        Entry(text=source.title if source is not None else ""),
        Entry(number=float(page)) if page is not None else Entry(),
        Entry(text=origin_of(material, measure) if measure is not None else ""),
    )

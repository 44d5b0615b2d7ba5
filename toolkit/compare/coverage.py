"""Coverage and gaps: focus area × municipality, and which actions the target town lacks, shares or has alone."""

from toolkit.compare.material import Material, areas_of
from toolkit.labels import labels
from toolkit.model import Answer, Cluster, Column, Comparison, Entry, Measure


def coverage(material: Material) -> Comparison:
    """One row a focus area, one column a town: how many measures, or "searched and not found", or "could not read"."""
    text = labels(material.language)
    found: dict[tuple[str, str], list[Measure]] = {}
    for town, measures in material.measures_of.items():
        for measure in measures:
            for area in areas_of(measure):
                found.setdefault((area, town), []).append(measure)
    rows = []
    keys = []
    for area, name in material.focus_areas:
        if area == "other" and not any(key == area for key, _ in found):
            continue
        entries = []
        for town in material.towns:
            entries.append(_count(material, found.get((area, town), []), town))
        rows.append((Entry(text=name), *entries))
        keys.append(area)
    columns = (
        Column(key="focus_area", title=text["compare.focus_area"], width=38),
        *(Column(key=f"town:{town}", title=town, width=16) for town in material.towns),
    )
    return Comparison(
        key="coverage",
        title=text["compare.coverage"],
        columns=columns,
        rows=tuple(rows),
        notes=(text["compare.coverage_note"], text["compare.size_note"]),
        row_ids=tuple(keys),
    )


def _count(material: Material, measures: list[Measure], town: str) -> Entry:
    """The number of a town's measures and its share of them all, or why there is none."""
    if not measures:
        return material.absent(town)
    return Entry(
        number=float(len(measures)),
        answer=Answer.HAS_IT,
        sources=tuple(material.source(measure) for measure in measures),
    )


def gaps(material: Material) -> Comparison:
    """One row a cluster: who has it, and what that means for the target town."""
    text = labels(material.language)
    columns = (
        Column(key="status", title=text["compare.gap_status"], width=26),
        Column(key="focus_area", title=text["compare.focus_area"], width=30),
        Column(key="cluster", title=text["compare.cluster"], width=44),
        Column(key="towns", title=text["compare.town_count"], width=10),
        Column(key="who", title=text["compare.who"], width=34),
        Column(key="wording", title=text["compare.wording"], width=70),
    )
    names = dict(material.focus_areas)
    order = {"lacks": 0, "perhaps": 1, "could_not_read": 2, "has": 3, "alone": 4, "no_target": 5}
    rows: list[tuple[tuple[int, int, str], str, tuple[Entry, ...]]] = []
    for cluster in material.clustering.clusters:
        towns = towns_of(material, cluster)
        status, entry = _status(material, cluster, towns)
        typical = material.measures[cluster.typical]
        row = (
            entry,
            Entry(text=names.get(area_of(material, cluster), "")),
            Entry(text=cluster.label),
            Entry(number=float(len(towns))),
            Entry(text=", ".join(towns) or f"({', '.join(others_of(material, cluster))})"),
            Entry(text=typical.text, sources=(material.source(typical),)),
        )
        rows.append(((order[status], -len(towns), cluster.id), cluster.id, row))
    rows.sort(key=lambda row: row[0])
    return Comparison(
        key="gaps",
        title=text["compare.gaps"],
        columns=columns,
        rows=tuple(row for _, _, row in rows),
        notes=(text["compare.gaps_note"],),
        row_ids=tuple(cluster for _, cluster, _ in rows),
    )


def _status(material: Material, cluster: Cluster, towns: tuple[str, ...]) -> tuple[str, Entry]:
    """What a cluster with these towns means for the target town."""
    text = labels(material.language)
    if material.target is None or material.target not in material.towns:
        return "no_target", Entry(text=text["compare.no_target"])
    if material.target in towns:
        status = "alone" if len(towns) == 1 else "has"
        return status, Entry(text=text[f"compare.gap_{status}"], answer=Answer.HAS_IT)
    if (near := material.perhaps(cluster.id, material.target)) is not None:
        return "perhaps", near
    entry = material.absent(material.target)
    if entry.answer is Answer.COULD_NOT_READ:
        told = f"{text['compare.gap_could_not_read']}: {entry.text}"
        return "could_not_read", Entry(text=told, answer=entry.answer, pages=entry.pages)
    return "lacks", Entry(text=text["compare.gap_lacks"], answer=Answer.NOT_FOUND)


def towns_of(material: Material, cluster: Cluster) -> tuple[str, ...]:
    """Municipalities with a member, in the material's order."""
    present = {town for member in cluster.members for town in material.measures[member].municipality}
    return tuple(town for town in material.towns if town in present)


def others_of(material: Material, cluster: Cluster) -> tuple[str, ...]:
    """Authorities and organisations whose documents have a member."""
    present = {name for member in cluster.members for name in material.measures[member].municipality}
    return tuple(name for name in material.others if name in present)


def area_of(material: Material, cluster: Cluster) -> str:
    """The focus area of a cluster: its own, else the one most members vote for, ties by the packs' order."""
    if cluster.focus_area is not None:
        return cluster.focus_area
    votes: dict[str, int] = {}
    for member in cluster.members:
        area = areas_of(material.measures[member])[0]
        votes[area] = votes.get(area, 0) + 1
    order = [key for key, _ in material.focus_areas]
    return min(votes, key=lambda area: (-votes[area], order.index(area) if area in order else len(order)))

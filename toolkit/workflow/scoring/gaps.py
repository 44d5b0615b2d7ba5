"""False gaps: "X lacks this" although people see that X has it; and where on the way from file to answer it was lost.

Each measure of the gold is asked about in each other town that has one in its gold group. What is answered is what
the gap table of `compare` says with that town as the target.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.compare.coverage import gaps
from toolkit.compare.material import Material
from toolkit.evaluate import Item, match
from toolkit.model import Answer, Clustering, DocumentRecord, Measure, Reading, Segmentation
from toolkit.reading import summarise
from toolkit.text import contains
from toolkit.workflow.scoring.result import Finding
from toolkit.workflow.scoring.sources import Read, Sources, cut, read

CAUSES = ("not read", "not found", "not clustered")
"""The words are not in the text of the town's documents; they are, but no measure was made of them; the measure lies
in another cluster."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the answers rest on: the material, the measure behind each row of the gold, and the text that was read."""

    material: Material
    made: Mapping[str, str]
    """Id of a row → id of the measure; rows without one were not found."""
    texts: Mapping[str, str]
    """Town → all that was read of it; empty where the gold's own rows are the measures."""


def from_rows(measures: Sequence[Measure], clustering: Clustering) -> Ground:
    """The gold's own rows as measures: reading and finding cannot fail, only clustering can."""
    towns = {town: [one for one in measures if one.municipality == (town,)] for town in _towns(measures)}
    material = _material(
        clustering,
        tuple(Segmentation(document=town, measures=tuple(found)) for town, found in towns.items()),
        tuple(Reading(document=town, file=town) for town in towns),
        tuple(_record(town, town) for town in towns),
    )
    return Ground(material, {one.id: one.id for one in measures}, {})


def from_documents(rows: Sequence[Row], given: Sources, encoder: str) -> Ground:
    """The whole way from the files: each town's document is the one that is named as the town is."""
    from toolkit.cluster import cluster

    towns = tuple(dict.fromkeys(str(row["municipality"]) for row in rows))
    files = given.named(towns)
    documents = dict(read(given, sorted(set(files.values()))))
    parts: dict[str, Read] = {}
    for town in towns:
        document = documents.get(files[town]) if town in files else None
        if document is not None:
            found = cut(document)
            own = tuple(replace(one, municipality=(town,)) for one in found.measures)
            parts[town] = Read(files[town], document, replace(found, measures=own))
    clustering = cluster([one for part in parts.values() for one in part.cut.measures], encoder=encoder)
    ids = {town: parts[town].document.id if town in parts else town for town in towns}
    material = _material(
        clustering,
        tuple(part.cut for part in parts.values()),
        tuple(
            summarise(parts[town].document) if town in parts else Reading(document=town, file=town, failed=True)
            for town in towns
        ),
        tuple(_record(ids[town], town) for town in towns),
    )
    made = {key: value for town, part in parts.items() for key, value in _made(rows, town, part).items()}
    return Ground(material, made, {town: parts[town].document.text if town in parts else "" for town in towns})


def _towns(measures: Sequence[Measure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.municipality[0] for one in measures))


def _record(identity: str, town: str) -> DocumentRecord:
    return DocumentRecord(id=identity, file=town, sha256="", municipality=(town,))


def _material(
    clustering: Clustering,
    parts: Sequence[Segmentation],
    readings: Sequence[Reading],
    register: Sequence[DocumentRecord],
) -> Material:
    return Material(clustering, parts, readings, register, None, ("klimat",), "sv")


def _made(rows: Sequence[Row], town: str, part: Read) -> dict[str, str]:
    """Which measure of a town each of its rows became."""
    own = [row for row in rows if row["municipality"] == town]
    wanted = [Item(text=str(row["text"]), description=row.get("description"), document=row["id"]) for row in own]
    found = [Item(text=one.text, description=one.description, document=one.id) for one in part.cut.measures]
    return {pair.gold.document: pair.predicted.document for pair in match(wanted, found).pairs}


# --- scores ---------------------------------------------------------------------------------------------------------


def false_gaps(rows: Sequence[Row], ground: Ground) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Share of the gaps said that are false, and of the towns that have it the share said to lack it, by cause.

    A town whose only counterparts are marked `unsure_with` the measure counts neither way.
    """
    answers = _answers(ground.material)
    home = {member: one.id for one in ground.material.clustering.clusters for member in one.members}
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["cluster"]].append(row)
    said = asked = unread = singles = possible = 0
    causes: Counter[str] = Counter()
    listed = []
    for row in (row for row in rows if row["id"] in ground.made):
        for town in ground.material.towns:
            there = [one for one in groups[row["cluster"]] if one["municipality"] == town]
            if town == row["municipality"] or (there and all(_unsure(row, one) for one in there)):
                continue
            answer = answers[town][home[ground.made[row["id"]]]]
            asked += bool(there)
            singles += 1
            said += answer is Answer.NOT_FOUND
            unread += bool(there) and answer is Answer.COULD_NOT_READ
            possible += bool(there) and answer is Answer.PERHAPS
            if there and answer is Answer.NOT_FOUND:
                # The counterpart that came furthest: it alone would have been enough.
                cause = max((_cause(one, ground) for one in there), key=CAUSES.index)
                causes[cause] += 1
                listed.append(f"GLAPP   {town} [{cause}] {row['text']}  |  {there[0]['text']}")
    return _figures(said, asked, unread, possible, singles, causes), tuple(
        Finding(kind="other", text=one) for one in listed
    )


def _answers(material: Material) -> dict[str, dict[str, Answer | None]]:
    """What the gap table says of each cluster, town by town."""
    found = {}
    for town in material.towns:
        table = gaps(replace(material, target=town))
        found[town] = {key: row[0].answer for key, row in zip(table.row_ids, table.rows, strict=True)}
    return found


def _unsure(row: Row, other: Row) -> bool:
    return other["id"] in (row.get("unsure_with") or ()) or row["id"] in (other.get("unsure_with") or ())


def _cause(row: Row, ground: Ground) -> str:
    """Where a measure that the town has was lost."""
    if row["id"] in ground.made:
        return "not clustered"
    text = ground.texts.get(str(row["municipality"]), "")
    return "not found" if contains(text, str(row["text"])) else "not read"


def _figures(said: int, asked: int, unread: int, possible: int, singles: int, causes: Counter[str]) -> dict[str, Any]:
    """No share of nothing. "Unclear" is no gap said: true gaps that are answered so are missed."""
    found: dict[str, Any] = {"gaps said": said}
    if said:
        found["false, share of gaps said"] = causes.total() / said
        found["baseline (every measure alone), false"] = asked / singles
    if singles > asked:
        found["true gaps"] = singles - asked
        found["true gaps, share said"] = (said - causes.total()) / (singles - asked)
    found["towns that have it, asked"] = asked
    if asked:
        found["false, share of towns that have it"] = causes.total() / asked
        found |= {f"false: {cause}": causes[cause] for cause in CAUSES}
        found["said: could not read"] = unread
        found["said: may have it"] = possible
    return found

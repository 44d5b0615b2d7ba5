"""Plain rows in, plain rows out: what ``plankit cluster FILE.jsonl --json`` reads and writes."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

from toolkit.cluster.build import cluster, shown_cut
from toolkit.cluster.encoders import resolve_encoder
from toolkit.cluster.vectors import Encode
from toolkit.errors import InputError
from toolkit.model import Cluster, Clustering, Field, FieldState, Form, Measure, Neighbour, Provenance


def cluster_rows(
    rows: Sequence[Mapping[str, object]],
    *,
    encoder: str = "best",
    encode: Encode | None = None,
    neighbours: int = 0,
    strictness: float = 0.0,
    previous: Sequence[Mapping[str, object]] = (),
    executor: Executor | None = None,
    after: Callable[[Clustering, Sequence[Measure]], Clustering] | None = None,
) -> list[dict[str, object]]:
    """``id``, ``cluster``, ``label``, ``similarity`` and ``variant`` of each row, in the order given.

    `variant` numbers the wordings inside a cluster that are nearer to one another, 1 being the commonest.
    An id comes back as it was given, a number as a number.
    `similarity` is the mean likeness to the other members, 0-1 with 0.5 at the cut; 1.0 for a row that stands alone.

    Args:
        rows: At least ``id``, ``text``, ``municipality``; also ``description``, ``heading_path``, ``goal``.
        encoder: As in `cluster`.
        encode: As in `cluster`.
        neighbours: How many nearest ids to add as ``neighbours``; 0 adds none.
        strictness: As in `cluster`.
        previous: Rows that were written before, for some of the measures: their clusters keep id and label.
        executor: As in `cluster`.
        after: What is done with the clusters before they are written, such as what topic packs keep apart.

    Raises:
        InputError: A row lacks a key, or two rows have one id.

    Example:
        >>> rows = [{"id": "a", "text": "Bygg cykelvägar", "municipality": "Norrvik"}]
        >>> cluster_rows(rows, encoder="lexical")[0]["label"]
        'Bygg cykelvägar'
    """
    measures = [_measure(row, number) for number, row in enumerate(rows, start=1)]
    seen: set[str] = set()
    for number, measure in enumerate(measures, start=1):
        if measure.id in seen:
            raise InputError(f"Rad {number}: id {measure.id!r} finns redan.", advice="Ge varje rad ett eget id.")
        seen.add(measure.id)
    used = resolve_encoder(encoder, encode=encode)
    result = cluster(
        measures,
        encoder=used,
        encode=encode,
        neighbours=max(neighbours, 1),
        strictness=strictness,
        previous=_clustering(previous, used, strictness) if previous else None,
        executor=executor,
    )
    result = after(result, measures) if after is not None else result
    given = {measure.id: row["id"] for measure, row in zip(measures, rows, strict=True)}
    home = {member: item for item in result.clusters for member in item.members}
    variant = variant_numbers(result)
    nearest = dict(result.neighbours)
    written: list[dict[str, object]] = []
    for measure in measures:
        item = home[measure.id]
        line: dict[str, object] = {
            "id": given[measure.id],
            "cluster": item.id,
            "label": item.label,
            "similarity": item.cohesion,
            "variant": variant[measure.id],
        }
        if neighbours:
            line["neighbours"] = [given[near.measure] for near in nearest[measure.id][:neighbours]]
        written.append(line)
    return written


def variant_numbers(result: Clustering) -> dict[str, int]:
    """Measure → number of its variant inside its cluster, from 1."""
    return {
        member: number
        for item in result.clusters
        for number, members in enumerate(item.variants or (item.members,), start=1)
        for member in members
    }


def _clustering(rows: Sequence[Mapping[str, object]], encoder: str, strictness: float) -> Clustering:
    """The clusters that were written before; which member was typical is not in the rows, so it is the first.

    Nor are they told at which cut they were made: it is taken to be the same as now.
    """
    members: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        members.setdefault(str(row["cluster"]), []).append(row)
    return Clustering(
        clusters=tuple(
            Cluster(
                id=key,
                label=str(found[0].get("label") or ""),
                members=tuple(str(row["id"]) for row in found),
                typical=str(found[0]["id"]),
                cohesion=float(str(found[0].get("similarity") or 0.0)),
            )
            for key, found in members.items()
        ),
        cut=shown_cut(strictness),
        encoder=encoder,
        neighbours=tuple(
            (str(row["id"]), tuple(Neighbour(measure=str(near), similarity=1.0) for near in listed))
            for row in rows
            if isinstance(listed := row.get("neighbours"), list)
        ),
    )


def _measure(row: Mapping[str, object], number: int) -> Measure:
    """A measure of what a row tells; everything else is left absent."""
    missing = [key for key in ("id", "text", "municipality") if key not in row]
    if missing:
        raise InputError(
            f"Rad {number} saknar {', '.join(missing)}.", advice="Varje rad ska ha minst id, text och municipality."
        )
    towns = row["municipality"]
    path = row.get("heading_path")
    goal = row.get("goal")
    text = str(row["text"] or "")
    return Measure(
        id=str(row["id"]),
        document=str(row.get("document") or towns),
        text=text,
        provenance=Provenance(document=str(row["id"]), start=0, end=len(text)),
        form=Form.PROSE,
        municipality=tuple(map(str, towns)) if isinstance(towns, (list, tuple)) else (str(towns),),
        description=str(row["description"]) if row.get("description") else None,
        heading_path=tuple(map(str, path)) if isinstance(path, (list, tuple)) else (str(path),) if path else (),
        goal=Field(state=FieldState.STATED, value=str(goal)) if goal else Field(state=FieldState.ABSENT),
    )

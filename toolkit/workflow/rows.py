"""Lines of measures in, lines of clusters out: how clusters travel to and from other programs."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.errors import InputError
from toolkit.faults import told
from toolkit.model import Clustering, Measure


def read_rows(path: Path, *, keys: tuple[str, ...] = ("id", "text", "municipality")) -> list[Mapping[str, object]]:
    """One object a line, each with at least the keys.

    Raises:
        InputError: The file cannot be read, or a line is no such object; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # Inside a text there may be other line breaks.
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} går inte att läsa: {told(error)}.") from error
    rows: list[Mapping[str, object]] = []
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except json.JSONDecodeError as error:
            raise InputError(
                f"{path}, rad {number}, tecken {error.colno} är inte JSON.", advice="Rätta raden och kör om."
            ) from error
        missing = [key for key in keys if key not in row] if isinstance(row, dict) else list(keys)
        if missing:
            raise InputError(f"{path}, rad {number} saknar {', '.join(missing)}.", advice="Rätta raden och kör om.")
        rows.append(row)
    return rows


def cluster_file(
    path: Path,
    previous: Path | None,
    *,
    encoder: str = "best",
    neighbours: int = 0,
    strictness: float = 0.0,
    executor: Executor | None = None,
    topics: Sequence[str] = (),
) -> list[dict[str, object]]:
    """The clusters of the measures in a file of lines; options as in `toolkit.cluster.cluster_rows`.

    Args:
        path: The file.
        previous: What was written the last time.
        encoder: As there.
        neighbours: As there.
        strictness: As there.
        executor: As there.
        topics: Keys of topic packs whose guards keep apart what only sounds alike.

    Raises:
        InputError: A file cannot be read, or a line is not as it should be; the line is named.
    """
    from toolkit.cluster import cluster_rows
    from toolkit.guards import guarded

    def kept_apart(found: Clustering, measures: Sequence[Measure]) -> Clustering:
        return guarded(found, (), measures, topics=topics)

    return cluster_rows(
        read_rows(path),
        encoder=encoder,
        neighbours=neighbours,
        strictness=strictness,
        previous=read_rows(previous, keys=("id", "cluster")) if previous is not None else (),
        executor=executor,
        after=kept_apart if topics else None,
    )


def workspace_rows(corpus: Corpus) -> list[dict[str, object]]:
    """The clusters of a workspace, one row a measure."""
    by_id = {measure.id: measure for measure in corpus.all_measures}
    return [
        {
            "id": member,
            "cluster": cluster.id,
            "label": cluster.label,
            "similarity": round(cluster.cohesion, 4),
            "variant": number,
            "municipality": ", ".join(by_id[member].municipality),
            "text": by_id[member].text,
        }
        for cluster in corpus.clustering.clusters
        for number, members in enumerate(cluster.variants or (cluster.members,), start=1)
        for member in members
    ]

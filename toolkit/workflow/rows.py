"""Lines of measures in, lines of clusters out: how clusters travel to and from other programs."""

import json
from collections.abc import Mapping
from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.errors import InputError


def read_rows(path: Path) -> list[Mapping[str, object]]:
    """One object a line, each with at least id, text and municipality.

    Raises:
        InputError: The file cannot be read, or a line is no such object; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} går inte att läsa: {error}.") from error
    rows: list[Mapping[str, object]] = []
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except ValueError as error:
            raise InputError(f"{path}, rad {number} är inte JSON: {error}.") from error
        missing = [key for key in ("id", "text", "municipality") if key not in row] if isinstance(row, dict) else ["id"]
        if missing:
            raise InputError(f"{path}, rad {number} saknar {', '.join(missing)}.", advice="Rätta raden och kör om.")
        rows.append(row)
    return rows


def workspace_rows(corpus: Corpus) -> list[dict[str, object]]:
    """The clusters of a workspace, one row a measure."""
    by_id = {measure.id: measure for measure in corpus.all_measures}
    return [
        {
            "id": member,
            "cluster": cluster.id,
            "label": cluster.label,
            "similarity": round(cluster.cohesion, 4),
            "municipality": ", ".join(by_id[member].municipality),
            "text": by_id[member].text,
        }
        for cluster in corpus.clustering.clusters
        for member in cluster.members
    ]

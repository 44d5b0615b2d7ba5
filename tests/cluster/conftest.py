"""Measures and gold groups for the tests of this stage."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from toolkit.model import Form, Measure, Provenance

FILES = Path(__file__).resolve().parent.parent / "files"


def measure(identity: str, text: str, *, town: str = "Norrvik", description: str | None = None) -> Measure:
    return Measure(
        id=identity,
        document=town,
        text=text,
        description=description,
        provenance=Provenance(document=town, start=0, end=len(text)),
        form=Form.BULLET,
        municipality=(town,),
    )


@pytest.fixture
def make():
    return measure


@pytest.fixture
def gold(shared):
    """Rows, groups and unsure pairs of one gold file."""

    def read(name: str):
        if name == "written":
            with shared("similarity", "measures_sv.tsv").open(encoding="utf-8", newline="") as file:
                lines = list(csv.DictReader(file, delimiter="\t"))
            rows = [
                {
                    "id": f"w{n:03d}",
                    "municipality": "x",
                    "text": row["text"],
                    "cluster": row["group"],
                    "unsure_with": [],
                }
                for n, row in enumerate(lines)
            ]
        else:
            rows = [json.loads(line) for line in shared("gold", f"{name}.jsonl").read_text("utf-8").splitlines()]
        groups = {row["id"]: row["cluster"] for row in rows}
        unsure = {frozenset((row["id"], other)) for row in rows for other in row["unsure_with"]}
        return rows, groups, unsure

    return read


@pytest.fixture
def pairs():
    """Pairs of one file: ``hard_pairs`` (the word lists know them) or ``hard_pairs_unseen`` (written afterwards)."""

    def read(name: str) -> Sequence[dict[str, str]]:
        with (FILES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t"))

    return read

"""Counts what measures in general name, for lexicon/background.toml: run again when objects.toml has grown.

    .venv/bin/python tests/benchmarks/count_background.py

Measures are read from the cities' plans in Markdown and the Swedish plans of the shared material (some minutes).
"""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT.parent / "shared" / "plans"
TARGET = ROOT / "toolkit" / "lexicon" / "background.toml"
sys.path.insert(0, str(ROOT))

from toolkit.cluster import facets, similarity  # noqa: E402
from toolkit.extract import describe  # noqa: E402
from toolkit.ingest import read  # noqa: E402
from toolkit.segment import segment  # noqa: E402


def texts():
    """Name and beginning of the description of each measure."""
    found = []
    for folder in ("cities", "sweden"):
        for path in sorted((PLANS / folder).iterdir()):
            if path.suffix.lower() in (".md", ".pdf", ".docx"):
                document = read(path)
                cut = segment(replace(document, metadata=describe(document)))
                found += [(one.text, (one.description or "")[: similarity.DESCRIPTION]) for one in cut.measures]
    return found


def write(found):
    """The table; the head and the setting stay as they are."""
    find = facets.objects().find
    counts = Counter(key for name, told in found for key in {*find(name), *find(told)})
    head = TARGET.read_text(encoding="utf-8").split("\nmeasures =")[0]
    lines = [head, f"measures = {len(found)}", "\n[objects]", *(f"{key} = {counts[key]}" for key in sorted(counts))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(found), "measures,", len(counts), "things of", len(facets.objects().keys))


if __name__ == "__main__":
    write(texts())

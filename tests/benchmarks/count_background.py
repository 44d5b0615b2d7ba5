"""Counts what measures look like in general, for lexicon/background.toml: run again when objects.toml has grown.

    .venv/bin/python tests/benchmarks/count_background.py

Measures are read from all plans in Markdown and the Swedish PDFs of the shared material; the Swedish middle of meaning
is taken over those and the government's assignments.
"""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT.parent / "shared" / "plans"
TARGET = ROOT / "toolkit" / "lexicon" / "background.toml"
sys.path.insert(0, str(ROOT))

from toolkit.cluster import facets, similarity, vectors  # noqa: E402
from toolkit.extract import describe  # noqa: E402
from toolkit.ingest import read  # noqa: E402
from toolkit.segment import segment  # noqa: E402

HEAD = """\
# What measures look like in general: how many of them name each thing of objects.toml, and the middle of their meanings
# for the built-in encoder (ten thousandths), one a language. Written by tests/benchmarks/count_background.py.
#
# Source: measures that the program reads in 32 cities' climate plans and a few Swedish municipal plans, all public; for
# the Swedish middle also 200 assignments of the Swedish government. Counts only: no text is kept.
#
# counts_for and centre_counts_for: how many measures of a corpus these figures weigh as much as; 0 switches them off.
"""


def texts():
    found = []
    for folder, kinds in (("cities", {".md"}), ("sweden", {".pdf", ".docx"}), ("assignments", {".md"})):
        for path in sorted((PLANS / folder).iterdir()):
            if path.suffix.lower() in kinds:
                document = read(path)
                document = replace(document, metadata=describe(document))
                found += [
                    (folder, m.text, (m.description or "")[: similarity.DESCRIPTION])
                    for m in segment(document).measures
                ]
    return found


def main():
    found = texts()
    plans = [(name, told) for folder, name, told in found if folder != "assignments"]
    find = facets.objects().find
    counts = Counter(key for name, told in plans for key in {*find(name), *find(told)})
    names = sorted({name[: similarity.MEANT] for _, name, _ in found if name.strip()})
    spoken = [vectors.language(name, otherwise="") for name in names]
    encode = vectors.semantic_encoder()
    old = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    kept = [line for line in old.splitlines() if line.startswith(("counts_for", "centre_counts_for"))]
    out = [HEAD, *(kept or ["counts_for = 0", "centre_counts_for = 0"]), f"measures = {len(plans)}", "\n[objects]"]
    out += [f"{key} = {counts[key]}" for key in sorted(counts)]
    out += ["\n[centres]"]
    for language in ("en", "sv"):
        of_it = [name for name, one in zip(names, spoken, strict=True) if one == language]
        middle = np.round(encode(of_it).mean(axis=0) * 10_000).astype(int).tolist()
        lines = [", ".join(map(str, middle[start : start + 20])) for start in range(0, len(middle), 20)]
        out += [f"# {len(of_it)} texts", f"{language} = [", *(f"    {line}," for line in lines), "]"]
    TARGET.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(len(plans), "measures,", len(counts), "things of", len(facets.objects().keys))


if __name__ == "__main__":
    main()

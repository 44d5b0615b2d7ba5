"""Many short measures for tests of scale, made from the real ones in the shared material; nothing of them is kept here.

    .venv/bin/python tests/benchmarks/make_texts.py 100000 > many.jsonl

Recipe, seed 0: each real name is cut after its first word (the verb, as a rule) and the rest is kept whole. A new text
takes the first word of one name and the rest of another in the same language; three times in ten one further word is
exchanged for a word from a third. Then a town of the register is put last ("i Lund"), which is also its municipality.
So words come as often as in real plans, many texts share a rest, and few are the same.
"""

import csv
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))

from toolkit import lexicon  # noqa: E402
from toolkit.cluster.vectors import language  # noqa: E402


def real_names():
    """Names of all real and written measures."""
    names = []
    for path in sorted((SHARED / "gold").glob("clusters_*.jsonl")):
        names += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    cities = json.loads((SHARED / "gold" / "cities_dev.json").read_text(encoding="utf-8"))
    names += [one["text"] for one in (cities if isinstance(cities, list) else cities["measures"]) if one.get("text")]
    with (SHARED / "similarity" / "measures_sv.tsv").open(encoding="utf-8", newline="") as file:
        names += [row["text"] for row in csv.DictReader(file, delimiter="\t")]
    return sorted({name for name in names if len(name.split()) > 1})


def towns():
    """Names of Swedish municipalities."""
    return sorted(lexicon.load("municipalities")["municipalities"].values())


def made(count, seed=0):
    """Rows as ``plankit cluster`` reads them."""
    chance = random.Random(seed)
    by_language = {}
    for name in real_names():
        first, rest = name.split(maxsplit=1)
        by_language.setdefault(language(name), []).append((first, rest.split()))
    places = towns()
    for number in range(count):
        pool = by_language[chance.choice(sorted(by_language))]
        first, rest = chance.choice(pool)[0], list(chance.choice(pool)[1])
        if chance.random() < 0.3:
            rest[chance.randrange(len(rest))] = chance.choice(chance.choice(pool)[1])
        town = chance.choice(places)
        yield {"id": f"t{number}", "municipality": town, "text": f"{first} {' '.join(rest)} i {town}"}


if __name__ == "__main__":
    for row in made(int(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))

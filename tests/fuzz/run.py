"""The long run: `make fuzz`, or `python -m tests.fuzz.run --seconds 600 html docx`.

Each target in turn, seeds changed at random, what gives a document of a new kind kept as a further seed. With atheris
installed, `--atheris html` lets it guide the changes by what code they reach instead.
"""

import argparse
import os
import random
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.targets import TARGETS, Target, mutate
from toolkit.ingest import sandbox


def changes(source: random.Random) -> list[tuple[int, int, int, int]]:
    return [
        (source.randrange(8), source.randrange(60_000), int(source.expovariate(1 / 40)), source.randrange(400))
        for _ in range(1 + int(source.expovariate(0.4)))
    ]


def fuzz(target: Target, *, seconds: float, seed: int, out: Path) -> tuple[int, int, float]:
    """Run one target; inputs that break it are written to `out`. Gives runs, faults and the slowest run."""
    source = random.Random(seed)
    seeds = target.seeds()
    kinds: set[object] = set()
    faults: set[str] = set()
    runs, slowest, until = 0, 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        data = mutate(source.choice(seeds), changes(source), target.words)
        began = time.monotonic()
        try:
            document = target.run(data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} {Path(place.filename).name}:{place.lineno} {str(error)[:80]}"
            if key not in faults:
                faults.add(key)
                out.mkdir(parents=True, exist_ok=True)
                kept = out / f"{target.name}-{seed}-{runs}.bin"
                kept.write_bytes(data)
                print(f"  {target.name}: {key} → {kept}", flush=True)
            document = None
        took = time.monotonic() - began
        slowest = max(slowest, took)
        if took > 3:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{target.name}-{seed}-{runs}-slow.bin").write_bytes(data)
        runs += 1
        if document is not None:
            kind = (tuple(sorted({block.kind for block in document.blocks})), len(document.blocks) // 5,
                    tuple(sorted({problem.kind for problem in document.problems})))  # fmt: skip
            if kind not in kinds and len(seeds) < 2000:
                kinds.add(kind)
                seeds.append(data)
    return runs, len(faults), slowest


def guided(target: Target, arguments: list[str]) -> None:
    """The same target under atheris."""
    import atheris

    folder = Path("out/fuzz", target.name)
    folder.mkdir(parents=True, exist_ok=True)
    for at, data in enumerate(target.seeds()):
        (folder / f"seed-{at}").write_bytes(data)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], str(folder), *arguments], target.run)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=[], help=f"some of: {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--atheris", action="store_true")
    options, rest = parser.parse_known_args()
    os.environ["PATH"] = ""
    chosen = [TARGETS[name] for name in options.targets or TARGETS]
    if options.atheris:
        guided(chosen[0], rest)
    broken = 0
    for target in chosen:
        runs, faults, slowest = fuzz(target, seconds=options.seconds / len(chosen), seed=options.seed, out=options.out)
        broken += faults
        print(f"{target.name}: {runs} runs, {faults} faults, slowest {slowest:.1f} s, seed {options.seed}", flush=True)
    sandbox.close_workers()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

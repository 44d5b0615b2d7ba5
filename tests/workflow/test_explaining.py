"""Why each candidate is, or is not, a measure: on real plans, in words that a reader understands."""

from dataclasses import replace

import pytest

from toolkit.cli import run
from toolkit.extract import describe
from toolkit.ingest import read
from toolkit.labels import labels
from toolkit.lexicon.lines import where
from toolkit.model import SectionKind, Verdict
from toolkit.segment import segment
from toolkit.workflow.explaining import explained, told


def cut_of(path):
    document = read(path)
    document = replace(document, metadata=describe(document))
    return segment(document), tuple(block.provenance.start for block in document.blocks)


@pytest.mark.parametrize("start", ["Vansbro", "Haparanda", "kiruna", "RSA"])
def test_every_candidate_of_a_real_plan_says_why(shared, start):
    (path,) = shared("plans", "sweden").glob(f"{start}*.pdf")
    cut, starts = cut_of(path)
    all_of_them = list(explained(cut, starts))
    assert len(all_of_them) == len(cut.candidates) > 20
    for one in all_of_them:
        assert one.section and one.reasons, one.candidate.text
        text = told(one)
        assert text.startswith(("ÅTGÄRD", "EJ ÅTGÄRD")) and "chans att det är en åtgärd" in text
        quoted = one.candidate.text.split()
        said = {word.strip(";:,()") for word in f"{one.section} {one.signals} {' '.join(one.reasons)}".split()}
        assert not (said - set(quoted)) & {
            "prose",
            "bullet",
            "numbered",
            "measures",
            "background",
            "goals",
            "furniture",
        }


def test_what_was_passed_over_is_there_with_its_reason(shared):
    (path,) = shared("plans", "sweden").glob("Vansbro*.pdf")
    cut, starts = cut_of(path)
    passed = [one for one in explained(cut, starts) if one.candidate.measure is None]
    kinds = {one.candidate.verdict for one in passed}
    assert {Verdict.GOAL, Verdict.BACKGROUND} <= kinds
    goal = next(one for one in passed if one.candidate.verdict is Verdict.GOAL and one.candidate.section == "goals")
    assert "målavsnitt" in goal.section and "rubrik" in goal.section
    assert any(entry.startswith("sections.toml [goals] rad ") for entry in goal.entries)
    lined = [entry for one in explained(cut, starts) for entry in one.entries if entry.startswith("verbs.toml")]
    assert len(lined) > 30


def test_the_line_that_is_named_holds_the_word():
    from importlib.resources import files

    for word, name in (("utbildas", "verbs"), ("ska erbjuda", "verbs"), ("lagstiftning", "sections")):
        found = where(word, within=(name,))
        lines = files("toolkit.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8").splitlines()
        assert found is not None and f'"{found.entry}"' in lines[found.number - 1]


def test_labels_name_every_verdict_and_kind_of_section():
    for language in ("sv", "en"):
        say = labels(language)
        assert all(f"verdict.{one}" in say for one in Verdict)
        assert all(f"section.{one}" in say for one in SectionKind)


def test_explain_goes_to_stdout_beside_the_measures_and_never_into_the_json(tmp_path, capsys):
    plan = tmp_path / "plan.md"
    plan.write_text("# Plan\n\n## Mål\n\n- Fler ska cykla.\n\n## Åtgärder\n\n- Bygga en cykelväg.\n", encoding="utf-8")
    assert run(["measures", str(plan), "--explain"]) == 0
    out = capsys.readouterr().out
    assert "EJ ÅTGÄRD (MÅL)" in out and "verbs.toml [action]" in out
    assert run(["measures", str(plan), "--explain", "--json"]) == 0
    both = capsys.readouterr()
    assert all(line.startswith("{") for line in both.out.splitlines()) and "EJ ÅTGÄRD" in both.err

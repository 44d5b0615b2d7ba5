"""People asked, answered, corrected, and took it back: through the command, on disk, again and again."""

import io
import json

import pytest

from toolkit.cli import run
from toolkit.corpus import Corpus

HEAD = "# Handlingsplan\n\n## Åtgärder\n\n| Åtgärd | Ansvarig | Tidplan |\n| --- | --- | --- |\n"
PLANS = {
    "Norrvik": ["Utbilda personal i att upptäcka människohandel", "Ta fram en rutin för orosanmälan", "Se över hotell"],
    "Sundhamn": ["Utbildning för personal om människohandel", "Rutin för orosanmälan tas fram", "Besöka hamnen"],
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path, capsys):
    folder = tmp_path / "ekstad"
    assert run(["new", str(folder), "--municipality", "Ekstad"]) == 0
    for town, measures in PLANS.items():
        plan = tmp_path / f"{town}.md"
        rows = "".join(f"| {one} | Socialnämnden | 2027 |\n" for one in measures)
        plan.write_text(HEAD + rows, encoding="utf-8")
        assert run(["add", str(folder), str(plan), "--municipality", town]) == 0
    capsys.readouterr()
    return folder


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def ask(folder, capsys):
    capsys.readouterr()
    assert run(["review", str(folder), "--suggest", "3", "--json"]) == 0
    return lines(capsys)


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def home(folder):
    return {member: cluster.id for cluster in Corpus.open(folder).clustering.clusters for member in cluster.members}


def groups(folder):
    return {frozenset(cluster.members) for cluster in Corpus.open(folder).clustering.clusters}


def test_answers_come_back_as_clusters(workspace, tmp_path, capsys):
    first, *_ = ask(workspace, capsys)
    assert 2 <= len(first["measures"]) <= 6 and first["apart"] is None
    ids = [one["id"] for one in first["measures"]]
    file = write(tmp_path / "svar.jsonl", [{**first, "apart": ids[2:], "who": "Å. Ö"}])
    assert run(["decide", str(workspace), file, "--who", "någon"]) == 0
    now = home(workspace)
    assert now[ids[0]] == now[ids[1]] and all(now[ids[0]] != now[one] for one in ids[2:])
    assert {one.who for one in Corpus.open(workspace).store.decisions()} == {"Å. Ö"}
    again = ask(workspace, capsys)
    settled = {frozenset((ids[0], one)) for one in ids[1:]}
    asked = {frozenset((q["measures"][0]["id"], one["id"])) for q in again for one in q["measures"][1:]}
    assert not settled & asked


def test_a_question_passed_over_decides_nothing(workspace, tmp_path, capsys):
    file = write(tmp_path / "svar.jsonl", ask(workspace, capsys))
    assert run(["decide", str(workspace), file, "--who", "Å"]) == 0
    assert Corpus.open(workspace).store.decisions() == ()


def test_one_wrong_line_stops_all_and_is_named(workspace, tmp_path, capsys):
    first, *_ = ask(workspace, capsys)
    ids = [one["id"] for one in first["measures"]]
    rows = [{**first, "apart": []}, {"kind": "merge", "targets": [ids[0], "finns-inte"]}, {"kind": "tvärtom"}]
    assert run(["decide", str(workspace), write(tmp_path / "s.jsonl", rows), "--who", "Å"]) == 5
    told = capsys.readouterr().err
    assert "rad 2" in told and "finns-inte" in told and "rad 3" in told
    assert Corpus.open(workspace).store.decisions() == ()


def test_an_answer_that_goes_against_an_earlier_one_is_told_at_once(workspace, tmp_path, capsys):
    first, *_ = ask(workspace, capsys)
    ids = [one["id"] for one in first["measures"]]
    for apart, told in (([], False), (ids[1:], True)):
        capsys.readouterr()
        file = write(tmp_path / "s.jsonl", [{**first, "apart": apart}])
        assert run(["decide", str(workspace), file, "--who", "Å"]) == 0
        assert ("går emot beslut" in capsys.readouterr().err) is told


def test_the_log_is_shown_and_an_answer_is_taken_back(workspace, tmp_path, capsys):
    before = groups(workspace)
    first, *_ = ask(workspace, capsys)
    ids = [one["id"] for one in first["measures"]]
    assert run(["decide", str(workspace), write(tmp_path / "s.jsonl", [{**first, "apart": []}]), "--who", "Å"]) == 0
    assert len({home(workspace)[one] for one in ids}) == 1
    capsys.readouterr()
    assert run(["log", str(workspace), "--json"]) == 0
    (event,) = lines(capsys)
    assert run(["undo", str(workspace), event["id"].split(".")[0], "--who", "Ö"]) == 0
    assert groups(workspace) == before
    assert run(["log", str(workspace)]) == 0 and "ångrat" in capsys.readouterr().out
    assert run(["undo", str(workspace), "finns-inte", "--who", "Ö"]) == 2
    held = Corpus.open(workspace).store.decisions()
    capsys.readouterr()
    assert run(["undo", str(workspace), event["id"], "--who", "Ö"]) == 2
    assert "redan återtaget" in capsys.readouterr().err and Corpus.open(workspace).store.decisions() == held
    assert run(["undo", str(workspace), held[-1].id, "--who", "Ö"]) == 0, "taking back what took it back"
    assert groups(workspace) != before


def test_a_correction_reaches_the_measures_and_survives_re_reading(workspace, capsys):
    place = ["--block", "3", "--row", "2", "--column", "2"]
    call = ["correct", str(workspace), "Norrvik.md", *place, "--text", "Utbildningsnämnden", "--who", "Å"]
    assert run(call) == 0
    for _ in range(2):
        corpus = Corpus.open(workspace)
        owner = next(one for one in corpus.all_measures if one.text.startswith("Utbilda personal")).responsible
        assert [party.name for party in owner.value] == ["Utbildningsnämnden"]
        reading = next(one for one in corpus.readings if one.file == "Norrvik.md")
        assert "corrected" in {problem.kind for problem in reading.problems}
        for file in sorted((workspace / "cache").rglob("*.json")):
            file.unlink()
    assert run(["undo", str(workspace), "b00001", "--who", "Å"]) == 0
    assert not any(party.name == "Utbildningsnämnden" for one in Corpus.open(workspace).all_measures
                   for party in one.responsible.value or ())  # fmt: skip


@pytest.mark.parametrize(
    "extra", [[], ["--text", "x", "--level", "2"], ["--word", "x"], ["--level", "tio"], ["--kind", "rubrik"]]
)
def test_a_correction_that_makes_no_sense_is_refused(workspace, extra):
    assert run(["correct", str(workspace), "Norrvik.md", "--block", "1", "--who", "Å", *extra]) == 2
    assert Corpus.open(workspace).store.decisions() == ()


def test_a_question_shows_whose_each_measure_is_and_where_it_stands(workspace, capsys):
    first, *_ = ask(workspace, capsys)
    assert [one["letter"] for one in first["measures"]] == list("ABCDEF"[: len(first["measures"])])
    assert {one["file"] for one in first["measures"]} <= {"Norrvik.md", "Sundhamn.md"}
    assert all(one["heading"] == "Åtgärder" for one in first["measures"])
    assert run(["review", str(workspace), "--suggest", "1"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("1. Vilka av dessa är samma åtgärd som den första?")
    assert f"   A  {first['measures'][0]['text']}  (" in shown.out and "--who" in shown.err


def test_the_same_can_be_told_by_letters_and_says_what_apart_says(workspace, tmp_path, capsys):
    first, *_ = ask(workspace, capsys)
    ids = [one["id"] for one in first["measures"]]
    for row in ({"same": ["B"]}, {"apart": list("CDEF"[: len(ids) - 2])}, {"same": ["b"], "apart": ids[2:]}):
        assert run(["decide", str(workspace), write(tmp_path / "s.jsonl", [{**first, **row}]), "--who", "Å"]) == 0
        made = [one for one in Corpus.open(workspace).store.decisions() if one.question == first["question"]]
        latest = made[-len(ids) + 1 :]
        assert [(one.kind, *one.targets) for one in latest] == [
            ("merge", *ids[:2]),
            *(("never_together", ids[0], one) for one in ids[2:]),
        ]


@pytest.mark.parametrize("row", [{"same": ["A"]}, {"apart": ["A"]}, {"same": ["B"], "apart": ["B"]}, {"same": ["Z"]}])
def test_an_answer_that_makes_no_sense_is_refused(workspace, tmp_path, capsys, row):
    first, *_ = ask(workspace, capsys)
    assert run(["decide", str(workspace), write(tmp_path / "s.jsonl", [{**first, **row}]), "--who", "Å"]) == 5
    assert "rad 1" in capsys.readouterr().err and Corpus.open(workspace).store.decisions() == ()


def test_answering_at_the_terminal_asks_again_after_each_answer(workspace, capsys, monkeypatch):
    first, *_ = ask(workspace, capsys)
    ids = [one["id"] for one in first["measures"]]
    monkeypatch.setattr("sys.stdin", io.StringIO("XY\nb\n\n-\nq\n"))
    assert run(["review", str(workspace), "--who", "Anna", "--today", "2026-11-22"]) == 0
    shown = capsys.readouterr()
    assert "'XY' är inget svar" in shown.err and "hoppa över" in shown.out
    log = Corpus.open(workspace).store.decisions()
    assert {one.who for one in log} == {"Anna"} and {one.when for one in log} == {"2026-11-22"}
    assert log[0].targets == tuple(ids[:2]) and log[0].kind == "merge"
    passed, answered = shown.out.split("2. ")[1].splitlines()[0], shown.out.split("3. ")[1].splitlines()[0]
    assert passed != answered
    assert [one.kind for one in log if one.question != first["question"]] == ["never_together"] * (
        len([one for one in log if one.question != first["question"]])
    )

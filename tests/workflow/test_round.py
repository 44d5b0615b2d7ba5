"""The round from the command line: a draft out, edited, taken in, more plans added, and nothing lost."""

import importlib.util
import sys
from pathlib import Path

import pytest

from toolkit.cli import run
from toolkit.corpus import Corpus

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")
spec = importlib.util.spec_from_file_location("plankit_test_edited_round", Path(__file__).parent / "edited.py")
edited = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = edited
spec.loader.exec_module(edited)

DAY = ["--today", "2026-11-22"]
FIRST = """# Handlingsplan mot människohandel 2026-2028

## Åtgärder

| Åtgärd | Ansvarig | Tid | Uppföljning |
| --- | --- | --- | --- |
| Utbilda personal inom socialtjänsten om människohandel | Socialnämnden | 2027 | Årligen |
| Ta fram en lägesbild över prostitution och människohandel | Kommunstyrelsen | 2026 | Årligen |
| Informera hotell och restauranger om tecken på människohandel | Miljönämnden | 2027 | Vartannat år |
"""
SECOND = FIRST.replace("Utbilda personal inom socialtjänsten om", "Starta en stödgrupp för utsatta för").replace(
    "Informera hotell och restauranger", "Besöka salonger och byggplatser"
)


@pytest.fixture
def workspace(tmp_path, capsys):
    folder = tmp_path / "ekstad"
    (tmp_path / "norrvik.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "sunnanby.md").write_text(SECOND, encoding="utf-8")
    assert run(["new", str(folder), "--municipality", "Ekstad"]) == 0
    assert run(["add", str(folder), str(tmp_path / "norrvik.md"), "--municipality", "Norrvik"]) == 0
    assert run(["assemble", str(folder), *DAY]) == 0
    capsys.readouterr()
    return folder


def texts(path):
    document = docx.Document(str(path))
    return [edited.text_of(cell) for cell in document.element.iter(edited.qn("w:tc"))]


def test_an_edited_draft_survives_more_plans(workspace, tmp_path, capsys):
    result = workspace / "out" / "utkast.docx"
    draft = Corpus.open(workspace).draft(today=DAY[1])
    items = [item for section in draft.sections for item in section.items if item.sources]
    editor = edited.Editor(result, draft, 1)
    edited.put(editor.controls[items[0].id], "Vi utbildar på vårt eget sätt")
    row = editor.rows[items[1].id]
    row.getparent().remove(row)
    editor.save(result)
    assert run(["assemble", str(workspace), *DAY]) != 0, "a changed draft must not be written over"
    assert run(["assemble", str(workspace), "--from", str(result), "--who", "Karin", *DAY]) == 0
    assert run(["add", str(workspace), str(tmp_path / "sunnanby.md"), "--municipality", "Sunnanby"]) == 0
    assert run(["assemble", str(workspace), *DAY]) == 0
    again = Corpus.open(workspace).draft(today=DAY[1])
    shown = {item.text: item for section in again.sections for item in section.items}
    assert shown["Vi utbildar på vårt eget sätt"].author == "Karin"
    assert items[1].id not in {item.id for item in shown.values()}
    assert "Vi utbildar på vårt eget sätt" in texts(result)
    assert len(list((workspace / "aterkommet").iterdir())) == 1


def test_a_rebuild_tells_what_is_new_and_why_and_anew_chooses_freely(workspace, tmp_path, capsys):
    capsys.readouterr()
    assert run(["assemble", str(workspace), *DAY]) == 0
    assert "Ändrat sedan" not in capsys.readouterr().err
    assert not (workspace / "out" / "andrat.xlsx").exists()
    before = Corpus.open(workspace).draft(today=DAY[1])
    assert before == Corpus.open(workspace).last_edition, "the same input gives the same draft"
    assert run(["add", str(workspace), str(tmp_path / "sunnanby.md"), "--municipality", "Sunnanby"]) == 0
    assert run(["assemble", str(workspace), *DAY]) == 0
    told = capsys.readouterr().err
    after = Corpus.open(workspace).last_edition
    new = {item.text for section in after.sections for item in section.items} - {
        item.text for section in before.sections for item in section.items
    }
    assert new and "Ändrat sedan förra utgåvan" in told and all(f"nytt: {text}" in told for text in new), told
    assert (workspace / "out" / "andrat.xlsx").exists()
    assert Corpus.open(workspace).draft(today=DAY[1], size=before.size, anew=True).size == before.size


def test_the_same_file_twice_says_nothing_new(workspace, tmp_path, capsys):
    result = workspace / "out" / "utkast.docx"
    draft = Corpus.open(workspace).draft(today=DAY[1])
    item = next(item for section in draft.sections for item in section.items if item.sources)
    editor = edited.Editor(result, draft, 1)
    edited.put(editor.controls[item.id], "Egna ord")
    path = editor.save(tmp_path / "edited.docx")
    for _ in range(2):
        assert run(["assemble", str(workspace), "--from", str(path), *DAY]) == 0
    assert "har redan tagits in" in capsys.readouterr().err
    assert len((workspace / "decisions.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_name_that_must_not_be_there_stops_it_and_logs_nothing(workspace, tmp_path, capsys):
    result = workspace / "out" / "utkast.docx"
    draft = Corpus.open(workspace).draft(today=DAY[1])
    item = next(item for section in draft.sections for item in section.items if item.sources)
    editor = edited.Editor(result, draft, 1)
    edited.put(editor.controls[item.id], "Ring Anna Berg på 070-123 45 67")
    path = editor.save(tmp_path / "edited.docx")
    assert run(["assemble", str(workspace), "--from", str(path), *DAY]) == 7
    assert not (workspace / "decisions.jsonl").exists()


def test_consultation_and_follow_up(workspace, tmp_path, capsys):
    assert run(["profile", str(workspace), "--set", "period.fran=2026", "--set", "period.till=2028"]) == 0
    assert run(["consult", str(workspace), *DAY]) == 0
    out = workspace / "out"
    assert "REMISSVERSION – ej beslutad" in texts(out / "remissversion.docx")
    letter = tmp_path / "Region Mellan.txt"
    letter.write_text("Vi vill att regionen nämns som samverkanspart.\n", encoding="utf-8")
    assert run(["consult", str(workspace), "--answers", str(letter), *DAY]) == 0
    assert "Region Mellan" in texts(out / "remissammanstallning.docx")
    assert run(["consult", str(workspace), "--changes", *DAY]) == 0
    assert run(["followup", str(workspace), *DAY]) == 0
    capsys.readouterr()
    assert run(["followup", str(workspace), "--from", str(out / "atgardsregister.xlsx"), "--today", "2040-01-01"]) == 0
    assert "Röd: försenad" in capsys.readouterr().out
    assert run(["profile", str(workspace), "--set", "organ.social_board=Omsorgsnämnden"]) == 0
    assert Corpus.open(workspace).profile.bodies[0].name == "Omsorgsnämnden"


def test_the_change_list_is_a_workbook_too_and_the_committee_gets_a_checklist(workspace, capsys):
    assert run(["consult", str(workspace), *DAY]) == 0
    assert run(["consult", str(workspace), "--changes", *DAY]) == 0
    out = workspace / "out"
    book = openpyxl.load_workbook(out / "andringslista.xlsx")
    assert book.sheetnames == ["Innehåll", "Ändringar mellan versionerna"]
    first = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert first[0] == "Ändringar mellan versionerna" and not any("ej granskat" in text for text in first)
    assert run(["consult", str(workspace), "--decision", *DAY]) == 0
    shown = texts(out / "beslutsunderlag.docx")
    assert "Socialnämnden" not in shown[0]
    headings = [
        p.text for p in docx.Document(str(out / "beslutsunderlag.docx")).paragraphs if p.style.name == "Heading 1"
    ]
    for title in ("Ärendet", "Vad nämnden behöver ta ställning till", "Obesvarade luckor", "Remissinstanser"):
        assert title in headings
    assert {"Ekonomiska konsekvenser", "Prövningar före beslut", "Förslag till beslut"} <= set(headings)
    assert any("barnkonventionen" in text for text in shown)


def test_the_register_explains_itself(workspace, capsys):
    assert run(["followup", str(workspace), *DAY]) == 0
    book = openpyxl.load_workbook(workspace / "out" / "atgardsregister.xlsx")
    assert book.sheetnames == ["Innehåll", "Så fyller du i", "Åtgärdsregister"]
    assert book["Innehåll"]["A1"].value == "Åtgärdsregister"
    head = [cell.value for cell in book["Åtgärdsregister"][1]]
    explained = [row[0].value for row in book["Så fyller du i"].iter_rows(min_row=2, max_row=1 + len(head))]
    assert explained == head
    assert run(["followup", str(workspace), "--from", str(workspace / "out" / "atgardsregister.xlsx"), *DAY]) == 0


def test_the_list_of_sources_says_what_the_documents_are_called(workspace):
    lines = [one.text for one in docx.Document(str(workspace / "out" / "utkast.docx")).paragraphs]
    assert any(line.startswith("[1] Norrvik: Handlingsplan mot människohandel 2026") for line in lines), lines[-20:]
    assert [row.title for row in Corpus.open(workspace).register] == ["Handlingsplan mot människohandel 2026-2028"]

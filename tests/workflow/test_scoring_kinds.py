"""Scores of tables, false gaps, dates as intervals, and quotations looked for by another program."""

import json
import shutil

import pytest

from toolkit.cli import run
from toolkit.errors import UsageError
from toolkit.workflow.scoring import html_report, score, score_all

GOLD = """<?xml version="1.0" encoding="UTF-8"?>
<document><table id='1'><region id='1' col-increment='0' row-increment='0' page='1'>
{cells}
</region></table></document>"""
CELL = "<cell start-row='{0}' start-col='{1}'><content>{2}</content></cell>"
ROWS = (("Measure", "Owner", "Time"), ("Count the bicycles", "Roads", "2026"), ("Plant trees", "Parks", "2027"))


def gold_of(rows):
    return GOLD.format(
        cells="".join(CELL.format(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    )


@pytest.fixture
def table(tmp_path):
    """A Markdown table with gold in the form of the competition; --against points to it."""
    plan = tmp_path / "planer" / "liten.md"
    plan.parent.mkdir()
    head, *rest = ("| " + " | ".join(row) + " |" for row in ROWS)
    plan.write_text("\n".join(["# Plan", "", head, "| --- | --- | --- |", *rest, ""]), encoding="utf-8")
    gold = tmp_path / "liten-str.xml"
    gold.write_text(gold_of(ROWS), encoding="utf-8")
    return gold, plan


def test_a_table_that_comes_back_whole_is_all_right(table):
    gold, plan = table
    found = score(gold, against=[plan]).figures
    assert found["tables"]["F1"] == 1.0 and found["tables"]["n"] == 12
    assert found["rows exactly right"] == {"share": 1.0, "n": 3}
    # A figure that was not measured is not there: no interval below ten documents, no pdftotext for Markdown.
    assert "95 % interval over documents" not in found and not any("pdftotext" in key for key in found)


def test_a_cell_that_went_astray_costs_its_relations_and_its_row(table):
    gold, plan = table
    gold.write_text(gold_of([*ROWS[:2], ("Plant trees", "Schools", "2027")]), encoding="utf-8")
    result = score(gold, against=[plan])
    # right of and below it: three of twelve on either side
    assert result.figures["tables"]["F1"] == 0.75
    assert result.figures["rows exactly right"]["share"] == pytest.approx(2 / 3)
    assert [(one.kind, one.text) for one in result.findings] == [
        ("missed", "Plant trees | Schools | 2027"),
        ("false", "Plant trees | Parks | 2027"),
    ]


def test_a_document_that_is_not_there_stays_in_the_denominator(table):
    gold, plan = table
    gold.with_name("borta-str.xml").write_text(gold.read_text(encoding="utf-8"), encoding="utf-8")
    (result,) = score_all([gold.parent], against=[plan])
    assert result.figures["documents"] == 2 and result.figures["not read"] == "borta.pdf"
    assert result.figures["tables"]["recall"] == 0.5


def test_an_empty_folder_is_no_gold(tmp_path):
    with pytest.raises(UsageError):
        list(score_all([tmp_path]))


def test_real_tables_beside_their_gold(shared):
    (result,) = score_all([shared("tables")])
    found = result.figures
    assert found["documents"] == 15 and "not read" not in found
    assert found["tables"]["F1"] >= 0.98 and found["rows exactly right"]["share"] >= 0.98
    low, high = map(float, found["95 % interval over documents"]["f1"].split("-"))
    assert low <= found["tables"]["F1"] <= high
    if shutil.which("pdftotext"):
        plain = found["baseline (pdftotext -layout, columns at two blanks)"]
        assert found["tables"]["F1"] > plain["F1"] + 0.2
    assert "Rader exakt rätt" in html_report([result])


# --- false gaps -----------------------------------------------------------------------------------------------------

CYCLE = "Bygga en cykelväg till skolan i centrum"


def clusters_gold(path, rows):
    keys = ("id", "municipality", "text", "cluster", "unsure_with")
    lines = [json.dumps(dict(zip(keys, (*row, [])[:5], strict=False))) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def plan_of(folder, town, *measures):
    folder.mkdir(exist_ok=True)
    rows = "".join(f"| {text} | Tekniska nämnden |\n" for text in measures)
    table = f"## Åtgärder\n\n| Åtgärd | Ansvarig |\n| --- | --- |\n{rows}" if rows else "Text.\n"
    text = f"# Plan för {town}\n\n{table}"
    (folder / f"{town}.md").write_text(text, encoding="utf-8")


def test_a_false_gap_is_told_by_where_it_was_lost(tmp_path):
    rows = [
        ("a", "Ekstad", CYCLE, 1),
        ("b", "Norrvik", CYCLE, 1),
        ("c", "Sundby", "Anordna kurser i matlagning för nyanlända", 1),
        ("d", "Tomby", "Något som inte står någonstans", 1),
        ("e", "Mossby", "Det finns en fin gammal kvarn vid ån", 1),
        ("f", "Borta", "Bygga en cykelväg till skolan i byn", 1),
    ]
    gold = clusters_gold(tmp_path / "kluster.jsonl", rows)
    folder = tmp_path / "planer"
    for _, town, text, _ in rows[:3]:
        plan_of(folder, town, text)
    plan_of(folder, "Tomby")
    (folder / "Mossby.md").write_text("# Plan\n\nDet finns en fin gammal kvarn vid ån.\n", encoding="utf-8")
    result = score(gold, against=[folder], encoder="lexical")
    found = result.figures["false gaps (from the files on)"]
    # Asked from the three rows that were found, of the five other towns each.
    assert found["towns that have it, asked"] == 15
    assert found["said: could not read"] == 3, "a town without a file is no gap"
    assert found["false: not read"] == 3 and found["false: not found"] == 3
    # Ekstad and Norrvik have each other's measure; Sundby and they do not meet.
    assert found["false: not clustered"] == 4
    assert found["false, share of gaps said"] == 1.0 and found["gaps said"] == 10
    assert sum(line.startswith("GLAPP") for line in result.misses) == 10
    assert "Falska glapp" in html_report([result])


def test_what_people_are_unsure_of_is_no_false_gap(tmp_path):
    rows = [("a", "Ekstad", CYCLE, 1), ("b", "Norrvik", "Anordna kurser i matlagning", 1, ["a"])]
    found = score(clusters_gold(tmp_path / "kluster.jsonl", rows), encoder="lexical").figures
    alone = found["false gaps (clusters alone)"]
    assert alone["towns that have it, asked"] == 0 and "false, share of gaps said" not in alone


def test_one_town_has_no_gaps(tmp_path):
    rows = [("a", "Ekstad", CYCLE, 1), ("b", "Ekstad", "Sätta upp solceller", 2)]
    found = score(clusters_gold(tmp_path / "kluster.jsonl", rows), encoder="lexical").figures
    assert not any("gaps" in key for key in found)


# --- dates and quotations -------------------------------------------------------------------------------------------


def dated(tmp_path, *rows):
    plan = tmp_path / "plan.md"
    printed = "".join(f"| {text} | {phrase} |\n" for text, phrase, *_ in rows)
    plan.write_text(f"# Plan\n\n## Åtgärder\n\n| Åtgärd | Tid |\n| --- | --- |\n{printed}", encoding="utf-8")
    records = [
        {"text": text, "form": "table", "deadline": {"text": phrase, "start": start, "end": end}}
        for text, phrase, start, end in rows
    ]
    gold = tmp_path / "facit.json"
    gold.write_text(json.dumps(records), encoding="utf-8")
    return score(gold, against=[plan]).figures


def test_dates_are_scored_as_intervals_beside_the_printed_years(tmp_path):
    found = dated(
        tmp_path,
        ("Bygga en cykelväg till skolan", "2026-2027", "2026-01-01", "2027-12-31"),
        ("Sätta upp solceller på badhuset", "kvartal 2 2026", "2026-04-01", "2026-06-30"),
        ("Ta fram en rutin för inköp", "så snart det är möjligt", None, None),
        ("Plantera träd vid torget", "2028", "2029-01-01", "2029-12-31"),
    )["dates as intervals"]
    assert found["n"] == 4 and found["dated in gold"] == 3
    assert found["right"] == pytest.approx(2 / 3) and found["wrong"] == 0.25
    assert found["baseline (years as printed), right"] == pytest.approx(1 / 3)


def test_gold_without_intervals_gives_no_figure_of_dates(shared):
    found = score(shared("gold", "vansbro.json"), against=[shared("plans", "sweden")]).figures
    assert "dates as intervals" not in found
    if shutil.which("pdftotext"):
        witness = found["quotations in the text of pdftotext"]
        assert witness["share"] == 1.0 and witness["n"] >= 140 and witness["on scanned pages, not checked"] == 0


def test_a_quotation_that_is_not_on_its_page_is_listed(shared, monkeypatch):
    from toolkit.workflow.scoring import pdftext

    (plan,) = shared("plans", "sweden").glob("Vansbro*.pdf")
    empty = tuple("" for _ in range(40))
    monkeypatch.setattr(pdftext, "pages", lambda path, order="": empty)
    result = score(shared("gold", "vansbro.json"), against=[plan])
    assert result.figures["quotations in the text of pdftotext"]["share"] == 0.0
    assert result.figures["quotations found on their page"]["share"] == 1.0
    assert any(line.startswith("CITAT") for line in result.misses)
    monkeypatch.setattr(pdftext, "pages", lambda path, order="": None)
    assert not any("pdftotext" in key for key in score(shared("gold", "vansbro.json"), against=[plan]).figures)


def test_the_command_scores_tables_of_a_folder(table, tmp_path, capsys):
    gold, plan = table
    page = tmp_path / "matning.html"
    assert run(["evaluate", str(gold), "--against", str(plan), "--json", "--html", str(page)]) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["F1"] == 1.0
    assert "Rader exakt rätt" in page.read_text(encoding="utf-8")

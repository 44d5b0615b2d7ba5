"""The report of a measurement: escaped, self-contained, with pictures of the places; and gold of several documents."""

import json
import re

import pytest

from toolkit.cli import run
from toolkit.workflow.scoring import Finding, Judged, Result, html_report, score, with_pictures


def test_everything_is_escaped_and_nothing_is_fetched():
    nasty = '<script>alert(1)</script>"><img src=x onerror=y>'
    finding = Finding(kind="missed", text=nasty, document=nasty, form="prose", page=1, context=nasty, reasons=(nasty,))
    judged = (Judged(document="d", sure=0.9, right=True), Judged(document="d", sure=0.2, right=False))
    page = html_report(
        [
            Result(
                gold=nasty,
                figures={"measures": {"precision": 1.0, "n": 3}, nasty: {nasty: nasty}, "documents": 1},
                findings=(finding, Finding(kind="other", text=nasty)),
                candidates=judged,
            )
        ]
    )
    assert "<script" not in page and "<img src=x" not in page and "&lt;script&gt;" in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page) and "http://" not in page and "https://" not in page
    assert "default-src 'none'" in page and "<svg" in page


def test_a_false_alarm_has_a_picture_of_its_page(shared, tmp_path):
    gold = tmp_path / "facit.json"
    (plan,) = shared("plans", "sweden").glob("Vansbro*.pdf")
    records = json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8"))
    records = [record for record in records if record["page"] != 10]
    invented = {"page": 3, "text": "Plantera tusen ekar vid ån under våren", "form": "prose", "sure": True}
    gold.write_text(json.dumps([*records, invented]), encoding="utf-8")
    result = score(gold, against=[plan])
    (missed,) = [one for one in result.findings if one.kind == "missed"]
    assert missed.page == 3 and missed.reasons
    false = [one for one in result.findings if one.kind == "false" and one.page == 10]
    assert false and all(one.box and one.context and one.reasons for one in false)
    shown = with_pictures(result, tmp_path / "bilder")
    assert all(one.picture and one.picture.read_bytes().startswith(b"\x89PNG") for one in shown.findings)
    assert str(shown.findings[0].picture) in shown.misses[0]
    assert html_report([result]).count("data:image/png;base64,") == len(result.findings)


ROW = "| Bygga en cykelväg till skolan | Tekniska nämnden |"
PLAN = f"# Plan\n\n## Åtgärder\n\n| Åtgärd | Ansvarig |\n| --- | --- |\n{ROW}\n"


@pytest.fixture
def many(tmp_path):
    records = []
    for number in range(10):
        plan = tmp_path / "planer" / f"stad{number}.md"
        plan.parent.mkdir(exist_ok=True)
        plan.write_text(PLAN, encoding="utf-8")
        text = "Bygga en cykelväg till skolan" if number else "Något helt annat som ingen har läst"
        records.append({"file": plan.name, "text": text, "responsible": "Tekniska nämnden", "form": "table"})
    gold = tmp_path / "facit.json"
    gold.write_text(json.dumps(records), encoding="utf-8")
    return gold, tmp_path / "planer"


def test_intervals_stand_from_ten_documents_and_not_below(many):
    gold, folder = many
    figures = score(gold, against=[folder]).figures
    assert figures["documents"] == 10 and figures["measures"]["recall"] == 0.9
    low, high = map(float, figures["95 % interval over documents"]["recall"].split("-"))
    assert low < 0.9 < high
    records = json.loads(gold.read_text(encoding="utf-8"))
    gold.write_text(json.dumps(records[:9]), encoding="utf-8")
    assert "95 % interval over documents" not in score(gold, against=[folder]).figures


def test_a_document_that_is_not_there_stays_in_the_denominator(many):
    gold, folder = many
    (folder / "stad5.md").unlink()
    result = score(gold, against=[folder])
    assert result.figures["not read"] == "stad5.md"
    assert result.figures["measures"]["recall"] == 0.8
    assert any(one.document == "stad5.md" and one.kind == "missed" for one in result.findings)


def test_a_workspace_is_scored_with_its_corrected_readings(many, tmp_path, capsys):
    gold, folder = many
    workspace = tmp_path / "ws"
    assert run(["new", str(workspace), "--municipality", "Ekstad"]) == 0
    assert run(["add", str(workspace), *map(str, sorted(folder.glob("*.md"))[:1]), "--municipality", "Norrvik"]) == 0
    records = json.loads(gold.read_text(encoding="utf-8"))[:1]
    gold.write_text(json.dumps(records), encoding="utf-8")
    page = tmp_path / "matning.html"
    capsys.readouterr()
    assert run(["evaluate", str(gold), "--against", str(workspace), "--json", "--html", str(page)]) == 0
    assert json.loads(capsys.readouterr().out)["measures"]["n"] == 1
    assert "Mätning mot facit" in page.read_text(encoding="utf-8")
    assert run(["evaluate", str(gold), "--against", str(workspace), "--html", str(page)]) == 2
    assert "finns redan" in capsys.readouterr().err


def test_answers_bring_the_clusters_nearer(tmp_path):
    towns = [
        ("a", "Bygga cykelväg till skolan"),
        ("b", "Ny gång- och cykelbana vid skolan"),
        ("c", "Sätta upp solceller"),
    ]
    rows = [
        {"id": f"{town}{n}", "municipality": town, "text": f"{text} {n}", "cluster": f"{n}{'x' if town == 'c' else ''}"}
        for n in range(3)
        for town, text in towns
    ]
    gold = tmp_path / "kluster.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    figures = score(gold, encoder="lexical", answers=True).figures
    for kind in ("strict", "lenient"):
        curve = figures[f"B-cubed {kind} F1 after answers"]
        assert curve["0"] <= list(curve.values())[-1]

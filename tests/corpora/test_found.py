"""The example corpus through the chain: every measure is found and no trap is taken for one."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from toolkit import evaluate
from toolkit.export.json import meeting_object
from toolkit.extract import describe, extract
from toolkit.ingest import read
from toolkit.model import Document, Segmentation
from toolkit.segment import read_meeting, segment

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "manniskohandel"
EXPECTED = {path.stem: path for path in sorted((FOLDER / "expected").glob("*.json")) if path.stem != "clusters"}
FILES = {path.stem: path for path in FOLDER.rglob("*") if path.suffix in (".pdf", ".docx", ".odt", ".html", ".md")}
MINUTES = "minnesanteckningar-2026-10-21"
SCANNED = "bergaryd-overenskommelse-skannad"


@cache
def found(name: str) -> tuple[Document, Segmentation]:
    document = read(FILES[name])
    document = replace(document, metadata=describe(document))
    return document, extract(segment(document), document, metadata=document.metadata)


def needs(name: str) -> None:
    if name == SCANNED:
        import shutil

        if shutil.which("tesseract") is None:
            pytest.skip("the scan needs tesseract")


@pytest.mark.parametrize("name", EXPECTED)
def test_every_measure_is_found_and_no_trap(name):
    needs(name)
    expected = json.loads(EXPECTED[name].read_text(encoding="utf-8"))
    _, cut = found(name)
    matching = evaluate.match(
        evaluate.gold_items(expected.get("measures", [])), [evaluate.item_of(one) for one in cut.measures]
    )
    assert [item.text for item in matching.missed] == []
    assert [item.text for item in matching.false] == []


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != MINUTES])
def test_pages_are_right(name):
    needs(name)
    expected = json.loads(EXPECTED[name].read_text(encoding="utf-8"))
    _, cut = found(name)
    matching = evaluate.match(
        evaluate.gold_items(expected["measures"]), [evaluate.item_of(one) for one in cut.measures]
    )
    wrong = [(pair.gold.text, pair.gold.page, pair.predicted.page) for pair in matching.sure
             if pair.gold.page != pair.predicted.page]  # fmt: skip
    assert wrong == []


def test_owners_and_dates_of_the_table_plan_are_all_right():
    expected = json.loads(EXPECTED["norrvik-handlingsplan"].read_text(encoding="utf-8"))
    _, cut = found("norrvik-handlingsplan")
    pairs = evaluate.match(
        evaluate.gold_items(expected["measures"]), [evaluate.item_of(one) for one in cut.measures]
    ).sure
    for name in ("responsible", "partners", "deadline", "indicator", "goal"):
        score = evaluate.field_score(pairs, name)
        assert (score.right, score.invented) == (score.printed, 0), name


def test_nothing_is_printed_that_stands_in_no_block():
    for name in ("norrvik-handlingsplan", "abyholm-program-remissversion"):
        document, _ = found(name)
        assert sum(page.unplaced for page in document.pages) == 0, name


def test_minutes_give_their_decisions_and_organisations():
    expected = json.loads(EXPECTED[MINUTES].read_text(encoding="utf-8"))
    document, _ = found(MINUTES)
    meeting = read_meeting(document)
    told = expected.get("meeting", expected)
    assert meeting is not None and meeting.date == told["date"]
    assert [point.text for point in meeting.decisions] == [point["text"] for point in told["decisions"]]
    assert [point.owner for point in meeting.decisions] == [point["owner"] for point in told["decisions"]]
    assert [point.due for point in meeting.decisions] == [point["due"] for point in told["decisions"]]
    assert {one.organisation for one in meeting.attendance} == {one["organisation"] for one in told["attendance"]}


def test_who_shall_do_what_a_meeting_decides_is_shown_by_organisation():
    expected = json.loads(EXPECTED[MINUTES].read_text(encoding="utf-8"))
    document, _ = found(MINUTES)
    meeting = read_meeting(document)
    assert meeting is not None
    told = {one["organisation"] for one in expected["attendance"]}
    shown = [one["owner"] for one in meeting_object(meeting)["decisions"]]
    assert shown and set(shown) <= told and not set(shown) & set(expected["personal"]["names"])


def test_attendance_is_organisations_never_persons():
    document, _ = found(MINUTES)
    meeting = read_meeting(document)
    assert meeting is not None
    from toolkit.gate import redact

    for one in meeting.attendance:
        for text in (one.organisation, one.function or ""):
            assert redact(text)[1] == (), text

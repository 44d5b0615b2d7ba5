"""The date grammar against phrases, running text, and real assignments."""

import tomllib
from pathlib import Path

import pytest

from toolkit.extract import find_deadlines, parse_deadline

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
PERIOD = ("2027-01-01", "2029-12-31")
CASES = [(language, text, value) for language in ("sv", "en") for text, value in PHRASES[language].items()]


def _read(text: str, language: str) -> list[str] | None:
    found = parse_deadline(text, period=PERIOD, language=language)
    return None if found is None else [found.start or "", found.end or "", found.recurrence or ""]


@pytest.mark.parametrize(("language", "text", "value"), CASES)
def test_phrase(language, text, value):
    assert (_read(text, language) or ["", "", ""]) == value


def test_there_are_enough_phrases():
    assert len(PHRASES["sv"]) >= 150
    assert len(PHRASES["en"]) >= 40


@pytest.mark.parametrize("text", PHRASES["nothing"])
def test_says_no_time(text):
    assert parse_deadline(text) is None


def test_stated_without_interval_is_still_stated():
    found = parse_deadline("så snart det är praktiskt möjligt")
    assert found is not None and (found.start, found.end, found.text) == (
        None,
        None,
        "så snart det är praktiskt möjligt",
    )


def test_period_is_unknown():
    found = parse_deadline("under planperioden")
    assert found is not None and (found.start, found.end, found.relation) == (None, None, "under")


@pytest.mark.parametrize(
    "text",
    [
        "Enligt lag (2023:196) om kommuners ansvar ska nämnden ta fram en rutin.",
        "Regeringens beslut den 6 april 2020 ligger till grund.",
        "Agenda 2030 ska vägleda arbetet.",
        "Minska utsläppen jämfört med 1990.",
        "Utgifterna för 2022 får uppgå till 1 000 000 kronor.",
        "Dnr KS 2027/0123",
        "I fall av misstanke kontaktas polisen, i vår kommun gäller samma sak.",
        "Bygg 2 000 bostäder.",
        "Ring 020-390 000.",
        "Under 2016 fattade nämnden ett beslut om lokaler.",
        "Uppdraget redovisades den 24 oktober 2016.",
        "I januari 2025 lämnade utredningen sitt förslag.",
    ],
)
def test_no_deadline_in_running_text(text):
    assert [found.deadline.text for found in find_deadlines(text)] == []


@pytest.mark.parametrize(
    ("text", "quote", "start", "end"),
    [
        ("Socialnämnden ska senast den 1 mars 2027 ta fram en rutin.", "senast den 1 mars 2027", None, "2027-03-01"),
        ("Solceller installeras på lämplig plats 2011-2014", "2011-2014", "2011-01-01", "2014-12-31"),
        ("Frågor integreras så snart det är praktiskt möjligt.", "så snart det är praktiskt möjligt", None, None),
        ("Mallen tas fram under 2026.", "under 2026", "2026-01-01", "2026-12-31"),
        ("Uppdraget ska redovisas den 1 december 2021.", "den 1 december 2021", "2021-12-01", "2021-12-01"),
    ],
)
def test_deadline_in_running_text(text, quote, start, end):
    (found,) = find_deadlines(text)
    assert text[found.start : found.end] == found.deadline.text == quote
    assert (found.deadline.start, found.deadline.end) == (start, end)


def test_same_day_of_the_next_year():
    found = find_deadlines("Redovisning lämnas senast den 1 mars 2027 och 2028.")
    assert [one.deadline.end for one in found] == ["2027-03-01", "2028-03-01"]


def test_a_day_in_each_of_several_years():
    found = find_deadlines("Myndigheten ska under åren 2026–2028 senast den 15 februari redovisa arbetet.")
    assert [one.deadline.end for one in found] == ["2026-02-15", "2027-02-15", "2028-02-15"]


def test_senast_goes_on_over_a_list():
    found = find_deadlines("Uppdraget delredovisas senast den 1 mars 2026 och slutredovisas den 1 mars 2027.")
    assert [(one.deadline.start, one.deadline.end) for one in found] == [(None, "2026-03-01"), (None, "2027-03-01")]

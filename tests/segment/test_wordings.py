"""Kinds of wording met in plans of other topics: promises, additions, and what only foretells."""

import pytest

from toolkit.extract import extract
from toolkit.extract.owners import owner_in_prose, partners_in_prose
from toolkit.model import FieldState, Metadata
from toolkit.segment import segment
from toolkit.segment.columns import column_key
from toolkit.segment.language import signals

from .conftest import heading, item, paragraph, table


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Biblioteket kommer att besöka alla förskolor.", "kommer besöka"),
        ("Under 2026 kommer en rutin att tas fram.", "kommer tas"),
        ("Under hösten kommer socialnämnden att inrätta ett team.", "kommer inrätta"),
        ("Behoven kommer att öka.", ""),
        ("Vi tror att nederbörden kommer att öka.", ""),
    ],
)
def test_a_promise_is_told_from_a_forecast(text, heard):
    assert signals(text).commits == heard


def test_a_sentence_that_adds_an_action_is_a_measure_of_its_own(document):
    words = (
        "Biblioteket kommer att besöka förskolor. Dessutom ska meröppet införas i Hovby senast den 1 september 2027."
    )
    made = document(heading("Åtgärder"), paragraph(words))
    found = extract(segment(made), made, metadata=Metadata()).measures
    assert [one.text.split()[0] for one in found] == ["Biblioteket", "Dessutom"]
    assert found[1].deadline.value.end == "2027-09-01"


def test_owners_and_partners_by_other_words():
    assert owner_in_prose("Socialnämnden kommer att besöka alla.").names == ("Socialnämnden",)
    assert partners_in_prose("Fördjupa samarbetet med polisen.")[0].names == ("polisen",)
    assert column_key("Vem håller i det?") == "responsible"


@pytest.mark.parametrize("lead", ["Vi når målet genom att:", "Målen ska nås genom att:", "För att nå målet ska vi:"])
def test_what_reaches_a_goal_is_a_measure_though_the_goal_is_named(document, lead):
    made = document(
        heading("Mål"), paragraph(lead), item("införa avidentifierade ansökningar"), item("utbilda rekryterande chefer")
    )
    assert len(segment(made).measures) == 2


def test_who_uses_a_place_is_told_and_not_done(document):
    made = document(heading("Åtgärder"), paragraph("Skogarna besöks av många."))
    assert segment(made).measures == ()


def test_the_body_in_brackets_that_ends_an_item_owns_it():
    assert owner_in_prose("Köpa in böcker på meänkieli (biblioteket)").names == ("biblioteket",)
    assert owner_in_prose("Redovisa till Regeringskansliet (Socialdepartementet).") is None
    assert owner_in_prose("Ordna en kurs (minst två tillfällen)") is None


@pytest.mark.parametrize(("title", "owner"), [("Tekniska nämnden", "Tekniska nämnden"), ("Skolan", None)])
def test_a_heading_that_is_only_a_unit_hands_itself_down(document, title, owner):
    made = document(heading("Åtgärder"), heading(title, level=2), item("Köpa in ett mobilt reservkraftverk"))
    (found,) = extract(segment(made), made, metadata=Metadata()).measures
    assert [party.name for party in found.responsible.value or ()] == ([owner] if owner else [])
    assert found.responsible.state is (FieldState.INHERITED if owner else FieldState.ABSENT)


def test_what_follows_up_a_measure_is_its_follow_up(document):
    made = document(
        heading("Åtgärder"),
        paragraph("Socialnämnden ska ta fram en rutin för hembesök. Rutinen följs upp årligen i nämnden."),
    )
    (found,) = extract(segment(made), made, metadata=Metadata()).measures
    assert found.follow_up.value == "Rutinen följs upp årligen i nämnden."


@pytest.mark.parametrize("row", ["Planen revideras 2029", "Planen följs upp vid behov"])
def test_a_row_on_the_plan_itself_is_no_measure(document, row):
    made = document(
        heading("Åtgärder"),
        table(["Åtgärd", "Ansvarig", "Tid"], ["Ta fram en rutin", "HR", "2027"], [row, "HR", "2029"]),
    )
    assert [one.text for one in segment(made).measures] == ["Ta fram en rutin"]


def test_an_area_of_work_holds_measures_among_its_description(document):
    made = document(
        heading("Folkhälsoplan"),
        heading("Fokusområde 2 Trygg uppväxt", level=2),
        paragraph("Barn är särskilt utsatta. Kommunen köper varje år tjänster för miljoner."),
        paragraph("En familjecentral inrättas i Norrby."),
        paragraph("Öppna skolgårdarna för lek på kvällstid."),
    )
    assert [one.text.split()[0] for one in segment(made).measures] == ["En", "Öppna"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Fältgruppen arbetar redan idag i centrum.", "ongoing"),
        ("Vi har ett pågående arbete inom elevhälsan.", "ongoing"),
        ("Utsläppen har sedan 1990 minskat kraftigt.", "other"),
        ("Skulle teorin stämma finns det en risk.", "other"),
        ("Kommunen arbetar för närvarande inte med frågan.", "other"),
        ("Sedan 2020 kallas brottet något annat.", "other"),
    ],
)
def test_ongoing_work_is_somebodys_work(document, text, verdict):
    made = document(heading("Bakgrund"), paragraph(text))
    (one,) = segment(made).candidates
    assert (one.verdict.value == "ongoing") == (verdict == "ongoing"), one


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Omsorgsnämnden bör utreda förutsättningarna för en seniorträff.", 1),
        ("Kommunstyrelsen får i uppdrag att införa ett hemsändningsbidrag.", 1),
        ("Kommunstyrelsen fick i uppdrag att införa ett hemsändningsbidrag.", 0),
        ("Man bör utreda orsakerna närmare.", 0),
    ],
)
def test_a_unit_that_is_asked_in_a_chapter_of_any_name(document, text, count):
    made = document(heading("Hälsosamt åldrande"), paragraph(text))
    assert len(segment(made).measures) == count

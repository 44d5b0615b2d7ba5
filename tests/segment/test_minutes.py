"""Minutes: who came, what was decided, and never a measure of a plan."""

import pytest

from toolkit.segment import read_meeting, segment

from .conftest import heading, item, paragraph, table


def listed(meeting):
    return [(one.organisation, one.function, one.status.value) for one in meeting.attendance]


def decided(meeting):
    return [(one.text, one.owner, one.due) for one in meeting.decisions]


@pytest.fixture
def lines(document):
    return document(
        heading("Minnesanteckningar"),
        paragraph("Datum: Onsdagen den 3 mars 2027 kl. 13.00"),
        paragraph("Plats: Stadshuset, rum Björken"),
        heading("Närvarande", level=2),
        paragraph("Ylva Strand, Socialförvaltningen, enhetschef, ylva@ekstad.example, 070-174 06 21"),
        paragraph("Nils Öberg, Föreningen Hoppet"),
        heading("På sändlistan men förhindrade", level=2),
        paragraph("Tove Lind, Hotell Ekstad, hotellchef"),
        heading("Planer", level=2),
        paragraph("Att: begära in planer. Ansvarig: Ylva Strand. Klart senast 2 april 2027."),
        paragraph("Att: inventera egna dokument. Ansvarig: Nils Öberg. Redovisas vid nästa möte."),
        paragraph("Att: Tove Lind frågar grannkommunen."),
        heading("Nästa möte", level=2),
        paragraph("Nästa möte hålls den 21 april 2027."),
    )


def test_lines_under_headings(lines):
    meeting = read_meeting(lines)
    assert (meeting.date, meeting.place, meeting.next_meeting) == (
        "2027-03-03",
        "Stadshuset, rum Björken",
        "2027-04-21",
    )
    assert listed(meeting) == [
        ("Socialförvaltningen", "enhetschef", "present"),
        ("Föreningen Hoppet", None, "present"),
        ("Hotell Ekstad", "hotellchef", "prevented"),
    ]
    assert decided(meeting) == [
        ("begära in planer", "Ylva Strand", "2027-04-02"),
        ("inventera egna dokument", "Nils Öberg", "2027-04-21"),
        ("Tove Lind frågar grannkommunen", "Tove Lind", None),
    ]


def test_no_name_address_or_number_in_the_attendance(lines):
    words = " ".join(f"{one.organisation} {one.function}" for one in read_meeting(lines).attendance)
    assert not any(word in words for word in ("Ylva", "Nils", "Tove", "@", "070"))


def test_minutes_hold_no_measures(lines):
    assert segment(lines).measures == ()


def test_names_in_brackets_and_a_list_of_decisions(document):
    meeting = read_meeting(
        document(
            heading("Mötesanteckningar nätverket"),
            paragraph("Tid och plats: tisdag 7 december 2021 kl. 13.00, Kyrkans hus"),
            paragraph("Närvarande: Ylva Strand (socialförvaltningen), Nils Öberg (Röda korset)"),
            paragraph("Förhindrade: Tove Lind (Länsstyrelsen)"),
            paragraph("Mötet beslutade:"),
            item("att sända ut planerna"),
            item("att inventera (ansvarig: Ylva Strand, klart till nästa möte)"),
            paragraph("Nästa möte: 18 januari kl. 13"),
        )
    )
    assert (meeting.date, meeting.place, meeting.next_meeting) == ("2021-12-07", "Kyrkans hus", "2022-01-18")
    assert [one.status.value for one in meeting.attendance] == ["present", "present", "prevented"]
    assert decided(meeting) == [("sända ut planerna", None, None), ("inventera", "Ylva Strand", "2022-01-18")]


def test_tables_of_people_and_of_decisions(document):
    meeting = read_meeting(
        document(
            heading("Protokoll arbetsgruppen 2027-05-04"),
            table(
                ["Namn", "Organisation", "Roll", "Närvarande"],
                ["Ylva Strand", "Socialförvaltningen", "enhetschef", "x"],
                ["Nils Öberg", "Polisen", "kommunpolis", "förhinder"],
            ),
            table(["Beslut", "Ansvarig", "Klart"], ["Ta fram en lista", "Nils Öberg", "2027-06-01"]),
        )
    )
    assert listed(meeting) == [
        ("Socialförvaltningen", "enhetschef", "present"),
        ("Polisen", "kommunpolis", "prevented"),
    ]
    assert decided(meeting) == [("Ta fram en lista", "Nils Öberg", "2027-06-01")]


def test_a_plan_is_no_minutes(document):
    plan = document(heading("Handlingsplan"), heading("Åtgärder", level=2), item("Att ta fram en rutin"))
    assert read_meeting(plan) is None

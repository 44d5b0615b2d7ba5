"""Minutes as action tables, with paragraphs and as a letter; no person's name leaves in what is handed on."""

import json

from toolkit.export.json import meeting_object
from toolkit.segment import read_meeting

from .conftest import heading, item, paragraph, table


def shown(meeting):
    return [(one["text"], one["owner"], one["due"]) for one in meeting_object(meeting)["decisions"]]


def test_an_action_table_with_a_column_of_last_days(document):
    meeting = read_meeting(
        document(
            heading("Mötesanteckningar – nätverket mot våld"),
            paragraph("Datum: torsdag 12 februari 2026 kl. 13.00–14.30"),
            heading("Deltagare", level=2),
            table(
                ["Namn", "Organisation", "Närvaro"],
                ["Anna Berg", "Socialförvaltningen, enhetschef", "Ja"],
                ["Lisa Holm", "Kvinnojouren Linnea", "Nej, anmält förhinder"],
                ["Per Ek", "Region Västra, verksamhetschef", "Ja"],
            ),
            heading("Åtgärdslista", level=2),
            table(
                ["Nr", "Vad", "Vem", "Senast", "Status"],
                ["1", "Skicka ut inbjudan", "Anna Berg (socialförvaltningen)", "27 februari 2026", "Pågår"],
                ["2", "Bjuda in vårdcentralen", "Per", "Nästa möte", "Ej påbörjad"],
                ["3", "Boka lokal", "Stina Kvist", "", ""],
            ),
            paragraph("Nästa möte: 12 mars 2026 kl. 13.00 via Teams"),
        )
    )
    assert [(one.organisation, one.function, one.status.value) for one in meeting.attendance] == [
        ("Socialförvaltningen", "enhetschef", "present"),
        ("Kvinnojouren Linnea", None, "prevented"),
        ("Region Västra", "verksamhetschef", "present"),
    ]
    assert shown(meeting) == [
        ("Skicka ut inbjudan", "socialförvaltningen", "2026-02-27"),
        ("Bjuda in vårdcentralen", "Region Västra", "2026-03-12"),
        ("Boka lokal", "[namn]", None),
    ]


def test_paragraphs_of_a_council(document):
    meeting = read_meeting(
        document(
            paragraph("SAMMANTRÄDESPROTOKOLL"),
            paragraph("Sammanträdesdatum 2025-11-18"),
            paragraph("Beslutande: Maria Sand (C), ordförande"),
            paragraph("Tove Falk (S), 1:e vice ordförande"),
            paragraph("Övriga närvarande: Karin Strand, folkhälsostrateg"),
            paragraph("Ulf Nyman, rektor Ängskolan"),
            heading("§ 31 Godkännande av dagordning", level=2),
            paragraph("Folkhälsorådets beslut"),
            paragraph("Dagordningen godkänns."),
            heading("§ 32 Drogvaneundersökning", level=2),
            paragraph("Folkhälsorådet beslutar"),
            paragraph("att folkhälsostrategen får i uppdrag att ta fram ett förslag, samt"),
            paragraph("att resultatet presenteras på föräldramöten."),
        )
    )
    assert [(one.organisation, one.function) for one in meeting.attendance] == [
        ("folkhälsostrateg", None), ("Ängskolan", "rektor")
    ]  # fmt: skip
    assert shown(meeting) == [
        ("Dagordningen godkänns", None, None),
        ("folkhälsostrategen får i uppdrag att ta fram ett förslag", "folkhälsostrategen", None),
        ("resultatet presenteras på föräldramöten", None, None),
    ]


def test_a_letter_tells_of_the_meeting_in_its_subject_and_of_people_by_first_name(document):
    meeting = read_meeting(
        document(
            paragraph("Från: Sofia Lindqvist"),
            paragraph("Datum: 2025-09-04"),
            paragraph("Ämne: Minnesanteckningar styrgruppen 3 september"),
            paragraph("Med på mötet: Sofia (socialtjänsten), Mats (polisen) och Ahmed (miljökontoret). Förhinder: Lena "
                      "(skolan), Region Mitt"),
            paragraph("Vi bestämde följande:"),
            item("Mats tar fram ett kort till hotellpersonal, klart 1 oktober"),
            item("Sofia kontaktar länsstyrelsen före nästa möte"),
            paragraph("Nästa möte blir den 15 oktober."),
        )
    )  # fmt: skip
    assert meeting.date == "2025-09-03"
    assert [(one.organisation, one.status.value) for one in meeting.attendance] == [
        ("socialtjänsten", "present"), ("polisen", "present"), ("miljökontoret", "present"),
        ("skolan", "prevented"), ("Region Mitt", "prevented"),
    ]  # fmt: skip
    assert shown(meeting) == [
        ("Polisen tar fram ett kort till hotellpersonal, klart 1 oktober", "polisen", "2025-10-01"),
        ("Socialtjänsten kontaktar länsstyrelsen före nästa möte", "socialtjänsten", "2025-10-15"),
    ]
    handed_on = json.dumps(meeting_object(meeting), ensure_ascii=False)
    assert not any(name in handed_on for name in ("Mats", "Sofia", "Ahmed", "Lena", "Lindqvist"))

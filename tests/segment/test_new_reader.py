"""What a first reader of somebody else's documents sees go wrong: promises in prose, rows alike, minutes as typed."""

import pytest

from toolkit.extract import extract
from toolkit.model import Metadata
from toolkit.segment import read_meeting, segment

from .conftest import heading, paragraph, table


@pytest.mark.parametrize(
    "text",
    [
        "För att komma dit kommer tekniska nämnden att byta ut armaturerna längs ån under 2027.",
        "Därutöver ska kulturnämnden öppna en verkstad för unga i det gamla mejeriet senast våren 2028.",
        "Fastighetsförvaltningen genomför ljusrundor i Västra hamnen tre gånger per år.",
    ],
)
def test_a_named_body_promises_under_a_heading_that_says_nothing(document, text):
    made = document(heading("Ljusa stråk"), paragraph(f"Andelen otrygga ska minska. {text} Ljus har betydelse."))
    assert [one.text for one in segment(made).measures] == [text]


def test_two_promises_of_a_paragraph_are_two(document):
    first = "För att komma dit kommer tekniska nämnden att byta ut armaturerna under 2027."
    second = "Fastighetsförvaltningen genomför ljusrundor i Västra hamnen tre gånger per år."
    made = document(heading("Ljusa stråk"), paragraph(f"{first} {second}"))
    assert [one.text for one in segment(made).measures] == [first, second]


def test_what_is_intended_too_is_a_measure_of_its_own(document):
    first = "Utbildningsnämnden ska anställa två fritidsledare."
    second = "Kommunen avser också att starta läxhjälp i alla bibliotek."
    made = document(heading("Åtgärder"), paragraph(f"{first} {second}"))
    assert [one.text for one in segment(made).measures] == [first, second]


@pytest.mark.parametrize(
    "text", ["Behoven planerar ingen att minska.", "Siffrorna avser barn som väntar på att få stöd."]
)
def test_what_is_meant_is_not_intended(document, text):
    made = document(heading("Ljusa stråk"), paragraph(text))
    assert segment(made).measures == ()


def test_rows_that_differ_by_a_place_are_no_restatements(document):
    rows = [
        [f"Förnya den årliga planen för trygghet på {place} med elevernas hjälp", "Rektor"]
        for place in ("Ekskolan", "Almskolan", "biblioteket", "simhallen")
    ]
    made = document(heading("Åtgärder"), table(["Åtgärd", "Ansvarig"], *rows))
    assert [one.restates for one in segment(made).measures] == [None] * 4


def test_the_same_words_in_another_chapter_still_restate(document):
    said = "Förnya den årliga planen för trygghet på Ekskolan med elevernas hjälp"
    made = document(
        heading("Åtgärder på kort sikt"),
        table(["Åtgärd", "Ansvarig"], [said, ""], ["Anställa en samordnare", "Rektor"]),
        heading("Åtgärder på lång sikt"),
        table(["Åtgärd", "Ansvarig"], [said, "Rektor"], ["Bygga en bro över ån", "Tekniska nämnden"]),
    )
    first, _, full, _ = segment(made).measures
    assert (first.restates, full.restates) == (full.id, None)


@pytest.mark.parametrize("words", ["Planen följs upp årligen.", "Programmet ska följas upp varje år."])
def test_that_the_plan_is_followed_up_is_told_in_one_way(document, words):
    made = document(heading("Uppföljning"), paragraph(words))
    assert [one.text for one in segment(made).measures] == [words]


def test_who_follows_up_the_plan_owns_that(document):
    made = document(heading("Uppföljning"), paragraph("Planen följs upp årligen av kommunstyrelsen och redovisas."))
    (found,) = extract(segment(made), made, metadata=Metadata()).measures
    assert [one.name for one in found.responsible.value or ()] == ["kommunstyrelsen"]


def test_minutes_of_a_council(document):
    made = document(
        paragraph("SAMMANTRÄDESPROTOKOLL"),
        paragraph("Sammanträdesdatum 2026-03-04"),
        paragraph("Plats och tid: Stadshotellet, sal 2, kl. 13.30–15.00"),
        paragraph("Beslutande"),
        paragraph("Eva Al (C), ordförande"),
        paragraph("Övriga närvarande"),
        paragraph("Per Ask, Polisen"),
        paragraph("Beslut"),
        paragraph("Rådet beslutar"),
        paragraph("att ge tekniska nämnden i uppdrag att sätta upp lyktor senast den 1 maj 2026, samt"),
        paragraph("att lägga rapporten till handlingarna."),
    )
    meeting = read_meeting(made)
    assert meeting is not None
    assert meeting.place == "Stadshotellet, sal 2"
    assert [one.organisation for one in meeting.attendance] == ["Polisen"]
    assert [one.text for one in meeting.decisions] == [
        "ge tekniska nämnden i uppdrag att sätta upp lyktor senast den 1 maj 2026",
        "lägga rapporten till handlingarna",
    ]

"""Measures in running text: titled measures, lists, lead-ins, prose; and what only looks like a measure."""

import pytest

from toolkit.model import FieldState, Form, Span, Verdict
from toolkit.segment import segment

from .conftest import heading, item, paragraph, table


def texts(found):
    return [measure.text for measure in found.measures]


def value(measure, key):
    return [(one.text, one.state.value, one.group) for one in measure.attributes if one.key == key]


def test_a_numbered_heading_with_paragraph_and_attribute_table_is_one_measure(document):
    found = segment(
        document(
            heading("Åtgärder"),
            heading("Kända rutiner för personal", level=2, number="3.5"),
            paragraph("Rutinerna hålls samlade på intranätet. Det ska finnas ett kort."),
            table(["Organisation", "Tidsplan"], ["Socialnämnden", "2027"], ["Bildningsnämnden", "2028"]),
        )
    )
    (measure,) = found.measures
    assert (measure.text, measure.number, measure.form) == ("Kända rutiner för personal", "3.5", Form.NUMBERED)
    assert measure.description.startswith("Rutinerna hålls samlade")
    assert value(measure, "responsible") == [("Socialnämnden", "stated", 0), ("Bildningsnämnden", "stated", 1)]
    assert value(measure, "deadline") == [("2027", "stated", 0), ("2028", "stated", 1)]


def test_the_same_number_after_a_page_break_is_one_measure(document):
    again = heading("Utbilda personal", level=2, number="3.1")
    found = segment(
        document(
            heading("Åtgärder"),
            again,
            paragraph("En dags kurs."),
            heading("Utbilda personal", level=2, number="3.1").__class__(
                kind=again.kind, text=again.text, level=2, number="3.1", page=2
            ),
            paragraph("Kursen ges av länet."),
            paragraph("Ansvarig: HR", page=2),
        )
    )
    assert texts(found) == ["Utbilda personal"]
    assert value(found.measures[0], "responsible") == [("HR", "stated", None)]


def test_labels_below_each_bullet_belong_to_it(document):
    found = segment(
        document(
            heading("Mål 1. Fler upptäcks"),
            paragraph("Till 2028 ska varje verksamhet se tecknen."),
            item("Utbilda all personal"),
            paragraph("Ansvarig: Socialförvaltningen"),
            paragraph("Tidplan: våren 2027"),
            item("Ta fram en checklista"),
            paragraph("Ansvarig: Miljöenheten"),
        )
    )
    assert texts(found) == ["Utbilda all personal", "Ta fram en checklista"]
    assert value(found.measures[0], "deadline") == [("våren 2027", "stated", None)]
    assert value(found.measures[1], "responsible") == [("Miljöenheten", "stated", None)]
    assert found.measures[0].goal.state is FieldState.INHERITED


def test_a_lead_in_hands_down_owner_and_date(document):
    found = segment(
        document(
            heading("Åtgärder"),
            paragraph("Socialnämnden ska fram till 2025:"),
            item("utse en samordnare"),
            item("ta fram en rutin"),
        )
    )
    assert texts(found) == ["utse en samordnare", "ta fram en rutin"]
    for measure in found.measures:
        assert value(measure, "responsible") == [("Socialnämnden", "inherited", None)]
        assert value(measure, "deadline") == [("fram till 2025", "inherited", None)]


def test_a_bold_lead_is_the_text_and_the_rest_its_description(document):
    text = "Kontaktkort. Ett kort med telefonnummer sprids till alla enheter."
    found = segment(document(heading("Åtgärder"), item(text, spans=(Span(start=0, end=12, bold=True),))))
    assert texts(found) == ["Kontaktkort"]
    assert found.measures[0].description == "Ett kort med telefonnummer sprids till alla enheter."


def test_goals_by_number_pages_away(document):
    found = segment(
        document(
            heading("Åtgärder"),
            heading("Mål 11", level=2),
            paragraph("Energin i lokalerna ska minska."),
            heading("Mål 12", level=2),
            paragraph("Energin i bostäderna ska minska."),
            heading("Mål 13", level=2),
            paragraph("Elen ska minska."),
            heading("Åtgärder, mål 11-12", level=2),
            paragraph("Driftpersonalen ska utbildas i trimning av ventilation."),
        )
    )
    (measure,) = found.measures
    assert measure.goal.value == "Energin i lokalerna ska minska. Energin i bostäderna ska minska."
    assert {goal.number: len(goal.measures) for goal in found.goals} == {"11": 1, "12": 1, "13": 0}


def test_under_the_heading_goals_a_verb_makes_no_measure(document):
    found = segment(
        document(heading("Plan"), heading("Mål", level=2), item("Stärka skyddet"), item("Öka antalet cyklister"))
    )
    assert found.measures == ()
    assert [one.verdict for one in found.candidates] == [Verdict.GOAL, Verdict.GOAL]


def test_a_summary_is_linked_to_what_it_repeats(document):
    said = "Kommunen ska ta fram en rutin för tolk och akut vård under första dygnet"
    found = segment(
        document(
            heading("Plan"),
            heading("Sammanfattning", level=2),
            item(said),
            heading("Åtgärder", level=2),
            item(said + ". Ansvarig: Socialnämnden"),
        )
    )
    first, second = found.measures
    assert first.restates == second.id
    assert second.restates is None
    assert first.id != second.id


@pytest.mark.parametrize(
    ("section", "text", "verdict"),
    [
        ("Åtgärder", "Enligt socialtjänstlagen ska socialnämnden ge stöd åt den som utsatts för brott.", "law"),
        ("Inledning", "Människohandel innebär att någon rekryteras i syfte att utnyttjas.", "definition"),
        ("Bakgrund", "Under 2025 registrerades ett antal misstänkta fall i länet.", "statistics"),
        ("Inledning", "Vi har ett pågående arbete inom elevhälsan.", "ongoing"),
        ("Så här jobbar vi", "Regeringen bör ge långsiktig finansiering.", "other"),
        ("Åtgärder", "Utsläppen ska minska med 50 procent till 2030.", "goal"),
        ("Lagstiftning", "Kommunen ska kartlägga brottsligheten i sitt område.", "law"),
        ("Det här gör vi redan", "Fältgruppen deltar varje år i trygghetsdagen.", "ongoing"),
        ("Åtgärder", "Antal utbildade medarbetare", "indicator"),
        ("Åtgärder", "Åtgärderna är numrerade i löpande följd.", "background"),
        ("Åtgärder", "”Kommunen ska ge mig en egen lägenhet”, säger en kvinna.", "background"),
    ],
)
def test_what_only_looks_like_a_measure(document, section, text, verdict):
    found = segment(document(heading("Plan"), heading(section, level=2), paragraph(text)))
    assert found.measures == ()
    assert [one.verdict.value for one in found.candidates] == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "Socialnämnden ska senast 2027 ta fram en rutin.",
        "Utbilda driftpersonal på värmekamera",
        "Resepolicy bör tas fram.",
        "Kontinuerliga träffar mellan ledning och personal, där statistik presenteras.",
        "Kommunen stödjer initiativ som syftar till att producera biogas lokalt.",
        "Skulle marknaden öka bör bolaget kontaktas för en dialog.",
        "Fortsätta arbeta med hållbart resande",
    ],
)
def test_forms_of_prose_under_measures(document, text):
    found = segment(document(heading("Plan"), heading("Åtgärder", level=2), paragraph(text)))
    assert texts(found) == [text]


def test_what_explains_stays_with_the_measure(document):
    found = segment(
        document(
            heading("Åtgärder"),
            paragraph("Motorvärmaruttag utan timer ska fasas ut. Undantag ska medges till utryckningsfordon."),
        )
    )
    assert texts(found) == ["Motorvärmaruttag utan timer ska fasas ut."]
    assert found.measures[0].description == "Undantag ska medges till utryckningsfordon."


def test_a_list_of_areas_is_no_list_of_measures(document):
    found = segment(
        document(
            heading("Hållbara staden"),
            paragraph("Fokusområden är:"),
            item("ställa om till hållbar energi"),
            item("minska transporterna"),
        )
    )
    assert found.measures == ()


def test_every_candidate_says_why(document):
    found = segment(document(heading("Åtgärder"), paragraph("Ta fram en rutin. Trafiken är tät."), item("Bygg en bro")))
    assert found.candidates
    assert all(one.reasons for one in found.candidates)
    assert all(measure.reasons for measure in found.measures)


def test_ids_follow_the_words_and_not_the_place(document):
    first = segment(document(heading("Åtgärder"), item("Ta fram en rutin"), item("Bygg en bro över ån")))
    second = segment(
        document(heading("Åtgärder"), paragraph("Ny inledning."), item("Bygg en bro över ån"), item("Ta fram en rutin"))
    )
    assert {one.id for one in first.measures} == {one.id for one in second.measures}


def test_twins_have_ids_of_their_own(document):
    found = segment(document(heading("Åtgärder"), item("Ta fram en rutin"), item("Ta fram en rutin")))
    assert len({one.id for one in found.measures}) == 2


def test_the_title_block_is_no_measure(document):
    found = segment(
        document(
            heading("Handlingsplan mot våld i Ekstad"),
            paragraph("Ansvarig: Kommunchefen"),
            paragraph("Datum: 2027-02-01"),
            paragraph("Diarienummer: KS 2027/12"),
            heading("Åtgärder", level=2),
            item("Ta fram en rutin"),
        )
    )
    assert texts(found) == ["Ta fram en rutin"]


def test_a_goal_line_opens_a_group_of_measure_lines(document):
    found = segment(
        document(
            heading("Trygghet"),
            paragraph("Mål: Alla ska känna sig trygga."),
            paragraph("Åtgärd: Tända lampor på torget"),
            paragraph("Ansvarig: Tekniska nämnden"),
            paragraph("Mål: Färre bränder."),
            paragraph("Åtgärd: Besöka skolor"),
        )
    )
    assert texts(found) == ["Tända lampor på torget", "Besöka skolor"]
    assert [measure.goal.value for measure in found.measures] == ["Alla ska känna sig trygga", "Färre bränder"]
    assert value(found.measures[0], "responsible") == [("Tekniska nämnden", "stated", None)]


def test_percentages_are_goals_also_in_a_list_of_measures(document):
    found = segment(
        document(
            heading("Energi"),
            paragraph("För att nå målen ska kommunen:"),
            item("bygga laddstolpar"),
            item("minska de egna utsläppen med 50 procent"),
        )
    )
    assert texts(found) == ["bygga laddstolpar"]
    assert [one.verdict for one in found.candidates if one.measure is None] == [Verdict.GOAL]

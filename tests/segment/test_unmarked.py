"""Measures without marks: cards of a line and labels, lines below "Åtgärder", and what only explains the line above."""

import pytest

from toolkit.model import Form, SectionKind, Span, Verdict
from toolkit.segment import segment
from toolkit.segment.language import signals
from toolkit.segment.sections import heading_kind
from toolkit.segment.verbforms import is_own
from toolkit.segment.verdict import judge

from .conftest import heading, item, paragraph, table


def texts(found):
    return [measure.text for measure in found.measures]


def said(measure, key):
    return [one.text for one in measure.attributes if one.key == key]


def slanted(text):
    return paragraph(text, spans=(Span(start=0, end=len(text), italic=True),))


def bold(text):
    return paragraph(text, spans=(Span(start=0, end=len(text), bold=True),))


def test_a_line_with_labels_below_is_a_measure_whatever_the_chapter_is_called(document):
    found = segment(
        document(
            heading("Problem 3. Ungdomar dras in i brott"),
            paragraph("Skolorna märker av det genom ökad frånvaro."),
            paragraph("Öppet på lördagar"),
            paragraph("Ungdomar har önskat detta i tre år."),
            paragraph("Ansvarig: Kultur- och fritidsnämnden"),
            paragraph("Tidplan: från februari 2026"),
            paragraph("Avhopparstöd"),
            paragraph("Ansvarig: Socialnämnden"),
        )
    )
    assert texts(found) == ["Öppet på lördagar", "Avhopparstöd"]
    assert found.measures[0].description == "Ungdomar har önskat detta i tre år."
    assert said(found.measures[0], "deadline") == ["från februari 2026"]
    assert said(found.measures[1], "responsible") == ["Socialnämnden"]


def test_numbers_with_a_letter_and_letters_before_small_words_are_a_list(document):
    found = segment(
        document(
            heading("Åtgärder"),
            paragraph("T1. Fasa ut fossila bilar"),
            paragraph("När avtalen löper ut ersätts bilarna."),
            paragraph("Ansvar: Serviceförvaltningen Tid: 2026"),
            paragraph("T2. Laddplatser vid arbetsplatserna"),
            paragraph("Minst 40 platser byggs."),
            paragraph("Ansvar: Fastighetsbolaget Tid: 2027"),
            paragraph("Rådet föreslår därför att"),
            paragraph("a) krögarna erbjuds utbildning"),
            paragraph("b) kontrollköpen utökas till 25 per år"),
        )
    )
    assert [(one.number, one.form) for one in found.measures] == [
        ("T1.", Form.NUMBERED), ("T2.", Form.NUMBERED), ("a)", Form.NUMBERED), ("b)", Form.NUMBERED)
    ]  # fmt: skip
    assert said(found.measures[1], "responsible") == ["Fastighetsbolaget"]
    assert not said(found.measures[2], "responsible")  # who proposes is not who does it


def test_the_documents_own_labels_make_no_card(document):
    found = segment(
        document(heading("Plan mot våld"), paragraph("Lindviks kommun"), paragraph("Dokumentansvarig: Socialchef"))
    )
    assert texts(found) == []


def test_lines_and_slant_tell_measures_from_what_explains_them(document):
    found = segment(
        document(
            heading("Mål 1"),
            slanted("Ingen ska ofrivilligt vara ensam."),
            heading("Åtgärder, mål 1"),
            paragraph("Seniorbuss till träffpunkterna två gånger i veckan"),
            paragraph("Alla som fyller 80 år erbjuds ett hembesök"),
            slanted("En sjuksköterska gör besöket."),
            paragraph("Träningsgrupper i alla kommundelar"),
            paragraph("Grupperna leds av fysioterapeut."),
        )
    )
    assert len(found.measures) == 3
    assert found.measures[1].description == "En sjuksköterska gör besöket."
    assert found.measures[2].description == "Grupperna leds av fysioterapeut."
    assert {one.form for one in found.measures} == {Form.PROSE}


def test_what_is_set_in_explains_the_line_above(document):
    found = segment(
        document(
            heading("Det ska vi göra"),
            paragraph("Slåtterängar anläggs på fem platser.", box=(70.0, 100.0, 500.0, 112.0)),
            paragraph("Ytorna slås en gång om året.", box=(98.0, 116.0, 500.0, 128.0)),
            paragraph("Dammar anläggs vid ån.", box=(70.0, 132.0, 500.0, 144.0)),
        )
    )
    assert texts(found) == ["Slåtterängar anläggs på fem platser.", "Dammar anläggs vid ån."]


def test_a_bold_question_opens_its_own_section(document):
    found = segment(
        document(
            heading("Område A – Arbete"),
            bold("Hur är det i dag?"),
            paragraph("Kommunen erbjuder daglig verksamhet till 143 personer. Få går vidare till ett arbete."),
            bold("Vart vill vi?"),
            paragraph("Fler ska gå vidare till arbete."),
            bold("Vad ska vi göra?"),
            paragraph("Tio anställningar med lönestöd inrättas."),
        )
    )
    assert texts(found) == ["Tio anställningar med lönestöd inrättas."]
    assert [one.text for one in found.candidates if one.verdict is Verdict.ONGOING] == [
        "Kommunen erbjuder daglig verksamhet till 143 personer."
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Det här ska vi göra under 2026:", "measures"),
        ("Vi åtar oss att", "measures"),
        ("Detta har vi gjort under förra perioden", "background"),
        ("Vad lagen säger", "law"),
        ("Läget", "statistics"),
        ("1.2 Vad gör kommunen i dag?", "ongoing"),
        ("Uppföljning av åtgärdsplanen", "follow_up"),
        ("Strategiska inriktningar", "area"),
        ("Om du misstänker hedersförtryck", "background"),
        ("Det vi vill göra", "measures"),
        ("Så här tänker nämnden göra", None),
        ("4.1 Dagens situation", "statistics"),
        ("Strategiskt område 2. Ekonomi", "area"),
        ("Lagar som styr", "law"),
    ],
)
def test_headings_as_they_are_asked(title, kind):
    assert heading_kind(title)[0] == kind


@pytest.mark.parametrize(
    ("text", "section", "verdict"),
    [
        ("Det vore önskvärt att regeringen ser över reglerna.", "measures", "other"),
        ("Skogsstyrelsen bör uppdatera sin inventering.", "other", "other"),
        ("Skatteverket bjuds in som fast deltagare.", "area", "measure"),
        ("Möjligheterna begränsas av försvarets intressen.", "measures", "background"),
        ("Få känner till möjligheten.", "area", "background"),
        ("I dag erbjuder kommunen samtal genom ett avtal.", "area", "ongoing"),
        ("Gruppen behöver kompletteras med insatser för yngre.", "area", "background"),
        ("För varje område anges vad kommunen ska göra.", "area", "background"),
        ("Varje nämnd ansvarar för sina åtgärder och ska arbeta in dem i sin budget.", "follow_up", "background"),
        ("En gång per år hålls en utbildningsdag för alla.", "area", "measure"),
        ("Varje termin besöker fältassistenterna alla klasser.", "area", "ongoing"),
        ("Uppföljning av planen ska ske årligen.", "follow_up", "measure"),
        ("Bostadsbolaget ska dessutom förhandsboka tre lägenheter per år.", "other", "measure"),
        ("Teamet ska kunna nås av alla.", "other", "goal"),
        ("Polisen bör öka antalet kontroller.", "measures", "other"),
        ("Polisen ansvarar för brottsutredningar.", "measures", "background"),
        ("Kommunen välkomnar om staten inför en regel.", "area", "other"),
        ("Socialnämnden avser att pröva uppsökande arbete.", "area", "measure"),
        ("Föräldrar får sedan många år ett brev.", "measures", "background"),
        ("Ungdomsmottagningen erbjuder samtal varje vecka.", "other", "ongoing"),
    ],
)
def test_sentences_of_plans(text, section, verdict):
    assert judge(text, section=SectionKind(section), form=Form.PROSE).verdict == verdict


def test_an_area_is_no_council_and_a_lead_in_names_who_it_commits_behind_its_modal(document):
    assert not is_own("industriområdet") and is_own("folkhälsorådet")
    assert signals("Invasiva arter bekämpas.").passive
    found = segment(
        document(
            heading("Åtgärder"),
            paragraph("Därför ska socialnämnden och skolan fram till 2027:"),
            item("ta fram en rutin"),
            item("utbilda personal"),
        )
    )
    assert [said(one, "responsible") for one in found.measures] == [["socialnämnden och skolan"]] * 2


def test_one_task_given_to_two_boards_is_two(document):
    found = segment(
        document(
            heading("Åtgärder"),
            table(
                ["Aktivitet", "Ansvarig", "Tid"],
                ["Utbildning om orosanmälan för all personal", "Barn- och utbildningsnämnden", "Våren 2025"],
                ["Utbildning om orosanmälan för all personal", "Kultur- och fritidsnämnden", "Hösten 2025"],
                ["Utbildning om orosanmälan för all personal", "Barn- och utbildningsnämnden", "Våren 2025"],
            ),
        )
    )
    first, second, third = found.measures
    assert (first.restates, second.restates) == (None, None)
    assert third.restates == first.id or first.restates == third.id


def test_what_leads_up_to_a_line_of_measures_is_description(document):
    found = segment(
        document(
            heading("Verksamheternas åtgärder"),
            heading("Skola", level=2),
            paragraph("Handläggare efterfrågar någon att rådgöra med. Ärendena kräver ofta snabba beslut."),
            heading("Åtgärder", level=2),
            paragraph("Temadagar om mänskliga rättigheter. Teaterföreställning med samtal i årskurs 8."),
            heading("Kultur", level=2),
            paragraph("Kultur når inte alla."),
            heading("Åtgärder", level=2),
            paragraph("Kommunerna ansöker om medel. Kulturskolan utökar sina tider."),
        )
    )
    assert texts(found) == [
        "Temadagar om mänskliga rättigheter.",
        "Teaterföreställning med samtal i årskurs 8.",
        "Kommunerna ansöker om medel.",
        "Kulturskolan utökar sina tider.",
    ]


def test_a_coined_name_with_what_is_done_is_a_measure_of_its_area():
    text = "Måltidsvänner – frivilliga äter med ensamma äldre."
    assert judge(text, section=SectionKind.AREA, form=Form.PROSE).verdict is Verdict.MEASURE
    text = "Sundhamn – en kommun för alla som bor här."
    assert judge(text, section=SectionKind.AREA, form=Form.PROSE).verdict is Verdict.BACKGROUND


def test_labels_on_the_line_of_the_explanation_still_make_a_card(document):
    found = segment(
        document(
            heading("Aktivitetsplan"),
            paragraph("B1 Haschavvänjning för unga"),
            paragraph("Programmet köps av grannkommunen. Vem: Socialnämnden. När: 2026."),
            paragraph("B2 AUDIT används vid nybesök"),
            paragraph("Vem: Socialnämnden. När: Löpande."),
        )
    )
    assert [(one.number, one.text, one.description) for one in found.measures] == [
        ("B1", "Haschavvänjning för unga", "Programmet köps av grannkommunen."),
        ("B2", "AUDIT används vid nybesök", None),
    ]
    assert said(found.measures[0], "deadline") == ["2026"]


def test_prose_below_a_numbered_goal_area_may_promise_in_the_passive(document):
    found = segment(
        document(
            heading("Målområde 4: Stöd till efterlevande"),
            paragraph("Erfarenheterna är goda men många nås inte. Försöket utvärderas."),
            paragraph("Gruppen kompletteras med en person till."),
        )
    )
    assert texts(found) == ["Gruppen kompletteras med en person till."]


def test_a_line_that_a_plan_repeats_above_its_lists_is_its_heading_of_measures(document):
    blocks = [heading("En trygg barndom")]
    for number, (promise, done) in enumerate(
        [("Du ska inte vara rädd", "Rastvärdar med väst"), ("Du ska ha någonstans att gå", "Öppet på söndagar"),
         ("Du ska få hjälp", "Samtalsrum i egen lokal")], start=1
    ):  # fmt: skip
        blocks += [heading(f"Löfte {number}: {promise}", level=2), paragraph("Skolan är trång."), bold("Vårt svar")]
        blocks += [item(f"{done} på alla skolor", number="1."), item("Nya rutiner för alla byar", number="2.")]
    found = segment(document(*blocks))
    assert len(found.measures) == 6
    assert "Skolan är trång." not in texts(found)


@pytest.mark.parametrize(
    ("text", "section", "verdict"),
    [
        ("En gemensam styrgrupp bildas.", "other", "measure"),
        ("En ny lag infördes 2020.", "other", "background"),
        ("Kommunen erbjuder grupper för barn.", "area", "background"),
        ("Socialförvaltningen erbjuder under 2027 kurser för alla.", "area", "measure"),
        ("Styrgruppen träffas fyra gånger per år.", "organisation", "background"),
    ],
)
def test_what_is_founded_and_what_only_goes_on(text, section, verdict):
    assert judge(text, section=SectionKind(section), form=Form.PROSE).verdict == verdict


def test_who_promises_in_a_lead_in_need_not_be_ours_and_a_new_doer_begins_a_new_measure(document):
    found = segment(
        document(
            heading("Åtaganden"),
            paragraph("Polisen åtar sig att"),
            item("fotpatrullera i parken på fredagar"),
            item("lämna återkoppling varje månad"),
            paragraph("Kampanjen Schyst kärlek startar. Elevhälsan screenar för våld. Kuratorn leder arbetet."),
        )
    )
    assert [said(one, "responsible") for one in found.measures[:2]] == [["Polisen"], ["Polisen"]]
    assert texts(found)[2:] == ["Kampanjen Schyst kärlek startar.", "Elevhälsan screenar för våld."]

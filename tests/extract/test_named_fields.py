"""Laws, places, forms, cost, target group and binding words: what is named, where it stands, what is handed down."""

import pytest

from toolkit.export.json import measure_object
from toolkit.extract import extract, laws, named, owner_in_prose, partners_in_prose
from toolkit.extract.costs import amounts, cost_of, resources_in_prose
from toolkit.extract.target_groups import target_group
from toolkit.frames import FIELD_COLUMNS, fields_frame
from toolkit.gate import unquotable
from toolkit.ingest.markdown import read_markdown
from toolkit.model import Binding, Field, FieldState, Metadata
from toolkit.segment import segment

TOPICS = ("manniskohandel",)


def measures_of(text, *, language="sv", topics=TOPICS, title=""):
    document = read_markdown(text, document="d" * 16, file="a.md")
    metadata = Metadata(
        language=Field(state=FieldState.STATED, value=language), title=Field(state=FieldState.STATED, value=title)
    )
    return extract(segment(document), document, metadata=metadata, topics=topics), document


PLAN = """# Handlingsplan

## Hotell och vandrarhem

### Åtgärder

- Ta fram en rutin enligt 14 kap. 1 § socialtjänstlagen för personal i receptionen. Budget 500 tkr.
- Utbilda näringsidkare i tecken på människohandel. Kostnaden beräknas till 1,5 mnkr per år.

## Uppföljning

Kommunledningskontoret ska senast 2027:

- utse en samordnare inom ordinarie budgetram
- ta fram en mall för rapporter
"""


def test_each_thing_named_has_its_words_and_place():
    cut, document = measures_of(PLAN)
    first, second, third, fourth = cut.measures
    (law,) = first.laws.value
    assert law.key == "14 kap. 1 § Socialtjänstlagen" and law.state is FieldState.STATED
    for measure in cut.measures:
        for field in (measure.laws, measure.places, measure.forms):
            for one in field.value or ():
                assert document.text[one.provenance.start : one.provenance.end] == one.text
    assert [one.key for one in second.forms.value] == ["trafficking"]
    assert first.target_group.value == "personal i receptionen" and second.target_group.value == "näringsidkare"
    assert (first.cost.value.low, first.cost.value.currency) == (500_000, "SEK")
    assert (second.cost.value.low, second.cost.value.each) == (1_500_000, "year")
    assert third.cost.value.low is None and third.resources.value == "inom ordinarie budgetram"
    assert fourth.cost.state is FieldState.ABSENT
    assert unquotable(cut.measures, document) == ()


def test_a_heading_hands_down_its_place_and_a_lead_in_its_modal():
    cut, document = measures_of(PLAN)
    first, _, third, fourth = cut.measures
    (place,) = first.places.value
    assert place.key == "hotels" and place.state is first.places.state is FieldState.INHERITED
    assert document.text[place.provenance.start : place.provenance.end] == "Hotell"
    assert third.binding is fourth.binding is Binding.SKA
    assert third.modal.state is FieldState.INHERITED and third.modal.quote == "ska"
    assert first.binding is Binding.NONE and first.modal.state is FieldState.ABSENT


def test_what_the_title_or_most_of_the_plan_is_about_is_not_handed_down():
    text = "# Plan mot prostitution\n\n## Prostitution\n\n### Åtgärder\n\n- Ta fram en rutin.\n- Bygg en mottagning.\n"
    cut, _ = measures_of(text, title="Plan mot prostitution")
    assert cut.measures and all(one.forms.state is FieldState.ABSENT for one in cut.measures)
    cut, _ = measures_of(text, title="Plan")
    assert all(one.forms.state is FieldState.INHERITED for one in cut.measures)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Solar panels on roofs", ()),
        ("Utred bolagen, förslagen, anslagen och underlagen", ()),
        ("Enligt SoL och LSS", ("Socialtjänstlagen", "LSS")),
        ("Solen och sol", ()),
        ("Följ luftvårdsförordningen och plan- och bygglagen", ("Luftvårdsförordningen", "Plan- och bygglagen")),
        ("Under the Energy Efficiency Directive and the Building Energy Act", ("Energy Efficiency Directive", "Building Energy Act")),  # noqa: E501
        ("Regulation (EU) 2018/1999 and Directive 2012/27/EU", ("Regulation (EU) 2018/1999", "Directive 2012/27/EU")),
        ("see §14a EnWG and Law 7/2021", ("§14a EnWG", "Law 7/2021")),
        ("We act. The new law and an act of kindness", ()),
    ],
)  # fmt: skip
def test_laws_and_what_only_looks_like_them(text, found):
    assert laws(text) == found


def test_short_names_of_swedish_laws_count_in_swedish_only():
    text = (
        "# Actions\n\n| Action | Responsible |\n| --- | --- |\n| Buy buses from HSL | City |\n| Plant trees | City |\n"
    )
    cut, _ = measures_of(text, language="en", topics=("klimat",))
    assert cut.measures[0].laws.state is FieldState.ABSENT


@pytest.mark.parametrize(
    ("text", "topics", "found"),
    [
        ("Samverka med städer i Europa", TOPICS, ()),
        ("Besöka städföretag vid hamnen", TOPICS, ("workplaces", "transport")),
        ("Ärenden som hamnar hos fel nämnd tas på en arbetsplatsträff", TOPICS, ()),
        ("Update the roadmap with housing companies", ("klimat",), ()),
        ("Renovate housing along the road", ("klimat",), ("residential", "roads")),
        ("Use industrial waste heat in villages", ("klimat",), ()),
    ],
)
def test_places_and_what_only_looks_like_them(text, topics, found):
    assert named(text, "places", topics=topics) == found


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("Budget 500 tkr", 500_000, 500_000, "SEK"),
        ("Kostnad: 1 200 000 kr", 1_200_000, 1_200_000, "SEK"),
        ("100–150 tkr", 100_000, 150_000, "SEK"),
        ("2,5 mnkr", 2_500_000, 2_500_000, "SEK"),
        ("€106,275,000", 106_275_000, 106_275_000, "EUR"),
        ("€ 40.682.440 total cost € 15.149/t CO2", 40_682_440, 40_682_440, "EUR"),
        ("EUR 1 700 thousand", 1_700_000, 1_700_000, "EUR"),
        ("amounts to EUR 88.625 million", 88_625_000, 88_625_000, "EUR"),
        ("400 M€ - 650 M€", 400_000_000, 650_000_000, "EUR"),
        ("50–60 000 €", 50_000, 60_000, "EUR"),
        ("13 000 000 – 19 000 000 eur", 13_000_000, 19_000_000, "EUR"),
        ("Fast boats: 7 000 000 eur Piers: 3 000 000 eur", None, None, None),
        ("€17,0857,867", None, None, None),
    ],
)
def test_amounts_as_they_are_printed(text, low, high, currency):
    cost = cost_of(text)
    assert (cost and cost.low, cost and cost.high, cost and cost.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arbetet finansieras genom statsbidrag från Boverket.", "finansieras genom statsbidrag från Boverket"),
        ("Det ryms inom befintlig budgetram.", "inom befintlig budgetram"),
        ("Insatsen är kostnadsneutral.", "kostnadsneutral"),
        ("The network is funded by the region.", "funded by the region"),
        ("Carried out within existing resources.", "within existing resources"),
        ("Kommunen avsätter 300 tkr till detta.", "avsätter 300 tkr"),
        ("Spara 500 tkr på lägre elanvändning.", None),
        ("The pass costs 35 euros, a fee for residents.", None),
        ("Ta fram en budgetprocess.", None),
    ],
)
def test_money_in_running_text(text, words):
    span = resources_in_prose(text)
    assert (span and text[slice(*span)]) == words


def test_numbers_that_are_no_money():
    assert amounts("3000 träd till 2025, 50 % av 19 000 invånare, kl 15 och 12 kriterier") == ()


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Utbilda all personal inom socialtjänsten i att se tecken.", "sv", "all personal inom socialtjänsten"),
        ("Ge information till allmänheten, föreningar och företag.", "sv", "allmänheten, föreningar och företag"),
        ("En mottagning för personer som köper sex, under 2027.", "sv", "personer som köper sex"),
        ("Utbilda driftpersonal på värmekamera", "sv", "driftpersonal"),
        ("Målgruppen är barn i årskurs 4.", "sv", "barn i årskurs 4"),
        ("Bygg en gång- och cykelväg", "sv", None),
        ("Grants to homeowners and housing companies for renovation", "en", "homeowners and housing companies"),
        ("Educate the public, especially the young", "en", "the public"),
        ("Renovate buildings for the public sector", "en", None),
        ("Provide people with places to rest", "en", "people"),
        ("Support for people with mental illness", "en", "people with mental illness"),
        ("The number of residents grows", "en", None),
        ("Palvelut asukkaille", "fi", None),
    ],
)
def test_whom_a_measure_is_for(text, language, who):
    span = target_group(text, language)
    assert (span and text[slice(*span)]) == who


def test_an_aim_binds_nobody():
    text = "# Actions\n\n| Action | Description | Responsible |\n| --- | --- | --- |\n"
    text += (
        "| Mobility plan | The aim of the plan is to help people | City |\n| Bus lanes | We will build them | City |\n"
    )
    cut, _ = measures_of(text, language="en", topics=("klimat",))
    assert [one.binding for one in cut.measures] == [Binding.NONE, Binding.SKA]


def test_who_is_asked_in_is_a_partner_and_where_something_is_done_owns_nothing():
    assert partners_in_prose("Vid behov bör Fortum kontaktas för en dialog.")[0].names == ("Fortum",)
    assert partners_in_prose("Polisen ska involveras tidigt.")[0].names == ("Polisen",)
    assert partners_in_prose("Elever och föräldrar involveras.") == ()
    assert owner_in_prose("På skolan ska man arbeta med klimatfrågor.") is None


def test_all_of_a_long_measure_is_looked_through_and_what_is_not_is_told():
    told = "Underlaget är omfattande. " * 400
    row = "# Åtgärder\n\n| Åtgärd | Beskrivning |\n| --- | --- |\n| Ta fram en rutin | {} |\n| Bygg en väg | Kort. |\n"
    last = "Samverkan sker i samverkan med polisen. Enligt miljöbalken. Klart 2027-03-31."
    cut, _ = measures_of(row.format(told + last))
    first = cut.measures[0]
    assert len(first.description) > 10_000
    assert [party.name for party in first.partners.value] == ["polisen"]
    assert first.laws.value[0].key == "Miljöbalken" and first.deadline.value.end == "2027-03-31"
    assert cut.problems == ()
    cut, _ = measures_of(row.format(told * 13))
    (problem,) = cut.problems
    assert problem.kind == "too_long" and "120000 första" in problem.message


def test_the_contract_keeps_its_keys_and_new_ones_are_fields():
    cut, _ = measures_of(PLAN)
    made = measure_object(cut.measures[0])
    assert isinstance(made["focus_areas"], list) and isinstance(made["binding"], str) and isinstance(made["form"], str)
    for key in ("laws", "places", "forms", "cost", "target_group", "focus_areas_field", "binding_field"):
        assert {"value", "state", "page", "quote"} <= set(made[key]), key
    assert made["laws"]["value"] == ["14 kap. 1 § Socialtjänstlagen"]
    assert made["laws"]["found"][0]["end"] > made["laws"]["found"][0]["start"]
    assert made["forms"]["value"] is None and made["forms"]["state"] == "absent"
    assert made["cost"]["low"] == 500_000 and made["cost"]["currency"] == "SEK"


def test_every_field_stands_in_a_frame_with_its_state():
    cut, _ = measures_of(PLAN)
    frame = fields_frame(cut.measures)
    assert tuple(frame.columns) == FIELD_COLUMNS and len(frame) == 13 * len(cut.measures)
    assert set(frame["state"]) == {"stated", "inherited", "absent"}
    assert (frame.loc[frame["state"] == "absent", "confidence"] < 1).sum() > 0
    assert frame.loc[frame["field"] == "laws", "value"].notna().sum() == 1


def test_a_lead_in_hands_down_its_law_and_group_until_an_item_has_its_own():
    text = "# Plan\n\n## Åtgärder\n\nEnligt miljöbalken ska nämnden erbjuda företag och föreningar:\n\n"
    cut, document = measures_of(f"{text}- rådgivning om kemikalier\n- utbilda lantbrukare enligt plan- och bygglagen\n")
    first, second = cut.measures
    assert first.laws.state is first.target_group.state is FieldState.INHERITED
    assert [one.key for one in first.laws.value] == ["Miljöbalken"]
    assert first.target_group.value == "företag och föreningar"
    assert second.laws.state is second.target_group.state is FieldState.STATED
    assert [one.key for one in second.laws.value] == ["Plan- och bygglagen"]
    assert second.target_group.value == "lantbrukare" and unquotable(cut.measures, document) == ()

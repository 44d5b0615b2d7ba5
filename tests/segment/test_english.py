"""Forms that plans in English use, in words of the tests' own: what is a measure, and what only looks like one."""

import pytest

from toolkit.model import Form
from toolkit.segment import segment
from toolkit.segment.announced import coded, column_of, opens_list
from toolkit.segment.english import hear, speakers
from toolkit.segment.spoken import enumerated

from .conftest import heading, item, paragraph, table

NORLAND = frozenset({"Norland"})


def texts(made, *, form=None):
    return [one.text for one in segment(made).measures if form is None or one.form is form]


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("Norland will conduct a survey of all wells.", "will conduct"),
        ("The Government of Norland intends to build a ring road.", "intends to build"),
        ("To reach the people that were left out, Norland will open three offices.", "will open"),
        ("The Department of Public Works, in partnership with the schools, will install panels.", "will install"),
        ("The County should also continue to inspect culverts.", "should continue"),
        ("MTA shall publish timetables.", "shall publish"),
        (
            "Moreover, Norland is also committed to developing, within a year, a plan.",
            "is also committed to developing",
        ),
        ("In the near future, Norland also intends to plant hedges.", "intends to plant"),
        ("Norland will require outside support to do so.", ""),
        ("Norland will implement this plan together with others.", ""),
        ("Residents of the city will use less water.", ""),
        ("It is expected that Norland will build dams.", ""),
        ("GHG emissions will increase.", ""),
        ("This board will provide advice.", ""),
        ("If money is found, the City will plant trees.", ""),
        ("These are rules that the County, its villages, and other agencies will adopt.", ""),
    ],
)
def test_who_binds_himself_to_an_action(text, promise):
    assert hear(text, NORLAND).promise == promise


def test_names_of_a_plan_are_those_that_promise_again_and_again():
    said = "In Norland will come change. Norland will build. Norland has hills. Streets will flood. Norland is small. "
    assert speakers(said + "The streets of Norland should be wider.") == NORLAND


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Pair new farmers with experienced ones", "pair"),
        ("By 2027, convert all buses", "convert"),
        ("Gradually raise the parking fees", "raise"),
        ("to construct two wind farms", "construct"),
        ("Expanding the tool library", "expanding"),
        ("Support for data collection", ""),
        ("Power plants along the river", ""),
        ("To meet demand, the village has bought two pumps", ""),
    ],
)
def test_an_imperative_is_told_from_a_noun(text, starts):
    assert hear(text).starts == starts


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Reduce water use by 20 % by 2030", "goal"),
        ("Reduce water use by 20 % by mending pipes", ""),
        ("Harbour Institute, 2014. Draft review of the coast.", "source"),
        ("Source: Harbour Institute 2014", "source"),
        ("Review the building code by 2016.", ""),
    ],
)
def test_a_change_alone_is_a_goal_and_a_reference_no_measure(text, what):
    heard = hear(text)
    assert ("goal" if heard.goal else "source" if heard.source else "") == what


def test_bullets_under_numbered_strategies(document):
    made = document(
        heading("Moving around the town"),
        paragraph("The streets of the town were built for cars and the buses are slow."),
        heading("Strategy 2B: Safer streets for all"),
        item("Weatherproof the bus shelters on the main roads"),
        item("Pair schools with retired drivers who walk along"),
        item("Consider a policy for slow streets"),
        item("Publicize the night buses"),
        paragraph("Co-benefits of safer streets"),
        item("Support local shops and the town centre"),
        item("Reduce noise and the number of accidents"),
        heading("Assumptions"),
        paragraph("The figures assume that the number of trips is the same as before."),
    )
    found = texts(made)
    assert [text.split()[0] for text in found] == ["Weatherproof", "Pair", "Consider", "Publicize"]


def test_recommendations_by_number_with_their_reasons(document):
    made = document(
        heading("HOUSING"),
        paragraph("Most of the houses in the town were built before the war, and heating them is dear."),
        heading("RECOMMENDATION #1: Teach owners how to seal windows"),
        paragraph("Old windows leak. This recommendation seeks to reach the owners of old houses in the valley."),
        paragraph(
            "Strategies in support of this include: (1) printing a guide; (2) lending tools and; (3) opening it."
        ),
        paragraph(
            "RECOMMENDATION #2: Give loans for new boilers to each household that has no savings of its own left."
        ),
        paragraph("It is difficult to find the money at once."),
    )
    found = segment(made).measures
    assert [(one.number, one.form) for one in found if one.form is Form.NUMBERED] == [
        ("1", Form.NUMBERED),
        ("2", Form.NUMBERED),
    ]
    assert [one.text for one in found if one.form is Form.PROSE] == [
        "printing a guide",
        "lending tools",
        "opening it",
    ]
    assert "Old windows leak." in (found[0].description or "")


def test_actions_with_a_code_and_the_measure_that_gathers_them(document):
    made = document(
        heading("STRATEGY 1: KEEP THE WATER"),
        paragraph("The measures and actions of this strategy start with Water, followed by the number of the action."),
        heading("Measure Water-1: Improve the supply of water that has already been promised to the farms"),
        item("Action Water-1.1: Repair the pumps that have been idle since the flood."),
        item("Action Water-1.2: Advocate for rules that are already used in the valley. Responsible: Water board"),
        paragraph("Action Water-1.3: Explore the use of rain barrels for the gardens of schools, and of shaded tanks."),
    )
    found = segment(made).measures
    assert [one.number for one in found] == ["Water-1.1", "Water-1.2", "Water-1.3"]
    assert found[0].text == "Repair the pumps that have been idle since the flood."
    assert [one.key for one in found[1].attributes] == ["responsible"]


def test_labels_that_number_a_measure():
    assert coded("Recommendation 3.1 Plant trees")[1] == "3.1"
    assert coded("Strategy 2B: Safer streets")[:2] == ("strategy", "2B")
    assert coded("Action on climate is urgent") is None
    assert coded("Project 2030 is a network") is None


def test_what_a_line_above_a_list_announces(document):
    made = document(
        heading("Forests"),
        paragraph("Given the support that is asked for, Norland will undertake actions in the following areas:"),
        item("Mangrove restoration."),
        item("Development of a seed bank."),
        item("Upgrading the nurseries."),
        paragraph("Capacity needs of the sector include:"),
        item("Conducting studies of the soil."),
        item("Training of the staff of the forests."),
        paragraph("The policy is to ensure that:"),
        item("Forests have a value for those who live in the area"),
        item("Government and the people are good stewards of the forests"),
        paragraph("Priority efforts for the coast include:"),
        item("Safeguard the reefs in the south"),
        item("Replant the dunes of the bay"),
        paragraph("The following projects have been completed:"),
        item("Build a depot in the harbour"),
    )
    found = texts(made)
    assert found == [
        "Mangrove restoration.",
        "Development of a seed bank.",
        "Upgrading the nurseries.",
        "Safeguard the reefs in the south",
        "Replant the dunes of the bay",
    ]
    assert opens_list("The actions are reflected in the following laws:") == ""


def test_numbered_paragraphs_and_lists_with_roman_numerals(document):
    made = document(
        heading("Mitigation"),
        item("Norland is a dry country. Norland will dig wells. Norland has no rivers.", number="12."),
        item("The lakes are shallow. They are threatened by dust and by the use of water.", number="13."),
        item("Transport:", number="14."),
        item("Establish a test for cars ii. Establish a tax on old cars", number="i.", level=2),
        item("Construction of a tram in the capital", number="iii.", level=2),
    )
    assert texts(made) == [
        "Norland will dig wells.",
        "Establish a test for cars",
        "Establish a tax on old cars",
        "Construction of a tram in the capital",
    ]


def test_prose_of_a_plan_in_english(document):
    made = document(
        heading("Water"),
        paragraph("Norland is a dry country. In 2010 the wells of the capital were empty. Norland has three rivers."),
        paragraph("Norland will build two dams. It will also train the staff. Norland will power all pumps by wind."),
        paragraph(
            "Two hospitals will be established in the east. Emissions will be reduced. The plan will be updated."
        ),
        paragraph("Norland will reduce its emissions by 20 % by 2030. The plan will require money from others."),
    )
    assert [text.split(".")[0] for text in texts(made)] == [
        "Norland will build two dams",
        "Norland will power all pumps by wind",
        "Two hospitals will be established in the east",
    ]


def test_definitions_and_descriptions_in_a_chapter_of_actions(document):
    made = document(
        heading("Framework for strategies, measures and actions"),
        paragraph("The words of the framework are used as follows in the whole of the plan."),
        item("Strategies are overarching aims for the whole of the county."),
        item("Measures refer to policies that serve the strategies."),
        item("Strategy 1: Improve the resilience of the county."),
        paragraph("Measure 1 is used as an example."),
        paragraph("Source: Harbour Institute 2024."),
    )
    assert texts(made) == []


def test_columns_that_end_with_actions(document):
    made = document(
        heading("Summary of what is planned"),
        paragraph("The table shows what is to be done in the sectors of the country and by which means."),
        table(
            ["Sectors", "Intended policy based action", "Means"],
            ["Energy", "Produce 2000 solar cookers", ""],
            ["", "Distribute stoves to 400 households by 2030", "x"],
            ["Forestry", "Afforestation of the hills", ""],
            ["", "Promote woodlots", "x"],
        ),
    )
    assert len(texts(made, form=Form.TABLE)) == 4
    assert column_of("Lead department") == "responsible" and column_of("Wells in use") is None


def test_bullets_under_small_headings_in_a_cell(document):
    cell = "Short term (up to 2 years) • Review the code by 2026. Medium term (3 to 5 years) • Open a fund by 2029."
    only = "Long term (over 5 years) • Map the coast by 2031."
    made = document(
        heading("The way ahead"),
        paragraph("The table lists what stands in the way of the country and what is to be done about it."),
        table(
            ["Key challenges", "Way forward, actions and indicators"],
            ["Houses are not safe in the storms of the coast.", cell],
            ["Little is known of the coast and of the sea.", only],
        ),
    )
    assert texts(made) == ["Review the code by 2026.", "Open a fund by 2029.", "Map the coast by 2031."]


def test_a_cell_under_several_headings_is_the_value_of_none(document):
    made = document(
        heading("Actions"),
        paragraph("The table is a list of the actions that are in force in the county and of those who do them."),
        table(
            ["Action", "Responsible party", "Time frame", "Priority"],
            ["Clear the fire breaks of the hills", "County", "Annually", "High"],
            ["Action T-2: Maintain the hydrants", "County", ("Policy of the general plan", 1, 2)],
        ),
    )
    found = segment(made).measures
    assert [[one.key for one in measure.attributes] for measure in found] == [
        ["responsible", "deadline", "priority"],
        ["responsible", "comments"],
    ]
    assert (found[1].number, found[1].text) == ("T-2", "Maintain the hydrants")


def test_what_a_sentence_counts_up():
    said = "Under the programme a town has three duties: (1) reading a report; (2) holding a meeting."
    assert enumerated(said) == ()


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Medidas de la ciudad",
            "Se debe incluir una meta para todos los sectores.",
            "Desarrollar planes",
        ),
        ("Mesures de la ville", "La ville se doit de réduire les émissions pour tous les habitants.", "Le transport"),
        ("Меры города", "Город должен построить новые дороги и мосты для всех жителей.", "Развитие транспорта"),
    ],
    ids=["es", "fr", "ru"],
)
def test_a_language_without_a_word_list_gives_no_nonsense(document, lines):
    from dataclasses import replace

    from toolkit.extract import describe

    made = document(heading(lines[0]), paragraph(lines[1]), *(item(line) for line in lines[1:]))
    made = replace(made, metadata=describe(made))
    assert texts(made) == []


def test_each_answer_says_what_was_heard(document):
    made = document(
        heading("Water"),
        paragraph("The wells are old. Residents will use more water. The County will mend the pipes of the town."),
        paragraph("The aim of the county is to save. The County will cut the use of water by 20 % by 2030."),
    )
    why = {one.text.split(".")[0]: one.reasons[2] for one in segment(made).candidates}
    assert why["The wells are old"] == "säger hur det är: are"
    assert why["Residents will use more water"] == "ingen egen part binder sig till en handling: will"
    assert why["The County will mend the pipes of the town"] == "egen part åtar sig: will mend"
    assert why["The County will cut the use of water by 20 % by 2030"].startswith("en förändring i procent")


def test_lists_of_benefits_objectives_and_assumptions_are_no_measures(document):
    made = document(
        heading("Water plan of the county"),
        heading("Some co-benefits of saving water", 2),
        item("Support the shops of the town and the farms"),
        item("Reduce the cost of the pumps"),
        heading("Objectives", 2),
        item("Improve the health of the people in the valley"),
        heading("Assumptions and methodology", 2),
        item("Use the figures of the year before for the wells"),
    )
    assert texts(made) == []

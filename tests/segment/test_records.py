"""One table a measure, with labels down the left side."""

from toolkit.segment import segment

from .conftest import heading, item, paragraph, table


def template(name, responsible="City of Ekstad"):
    return [
        ["Action outline", "Action name", name],
        ["", "Action description", "Build a depot for buses."],
        ["Implementation", "Responsible bodies/person for implementation", responsible],
        ["", "Involved stakeholders", "Bus company"],
        ["", "Comments on implementation – consider mentioning resources, timelines, milestones", "Ready 2027"],
        ["Impact & cost", "Total costs and costs by CO2e unit", "EUR 5"],
    ]


def value(measure, key):
    return " ".join(one.text for one in measure.attributes if one.key == key)


def test_the_shared_template(document):
    (measure,) = segment(document(table(*template("Electric buses")))).measures
    assert (measure.text, measure.description) == ("Electric buses", "Build a depot for buses.")
    assert value(measure, "responsible") == "City of Ekstad"
    assert value(measure, "partners") == "Bus company"
    assert value(measure, "comments") == "Ready 2027"


def test_several_records_in_one_table_stay_apart(document):
    found = segment(document(table(*template("Electric buses"), ["B-2.2", "", ""], *template("Trams", "The region"))))
    assert [measure.text for measure in found.measures] == ["Electric buses", "Trams"]
    assert [value(measure, "responsible") for measure in found.measures] == ["City of Ekstad", "The region"]


def test_a_value_that_goes_on_over_a_page_break_stays_whole(document):
    rows = template("Electric buses")
    found = segment(
        document(
            table(*rows[:2]),
            paragraph("It will hold forty buses."),
            table(["", "", "And a workshop."], *rows[2:]),
        )
    )
    (measure,) = found.measures
    assert measure.description == "Build a depot for buses. It will hold forty buses. And a workshop."
    assert value(measure, "responsible") == "City of Ekstad"


def test_swedish_labels_and_a_title_row(document):
    found = segment(
        document(
            table(
                [("Åtgärd 1. Utbilda personal i socialtjänsten", 1, 2)],
                ["Beskrivning", "En dags kurs."],
                ["Ansvarig", "Socialnämnden"],
                ["Tidplan", "2027"],
            )
        )
    )
    (measure,) = found.measures
    assert "Utbilda personal" in measure.text
    assert value(measure, "responsible") == "Socialnämnden"


def test_an_empty_field_gives_no_value(document):
    rows = template("Electric buses", responsible="")
    (measure,) = segment(document(heading("B-2.2"), table(*rows))).measures
    assert value(measure, "responsible") == ""
    assert value(measure, "partners") == "Bus company"


def test_a_row_pushed_to_the_right_and_a_long_label_end_the_value_above(document):
    rows = template("Electric buses")
    long = "Scope of the Action and Facilities Concerned (the facilities and the premises in which it all takes place)"
    rows[3:3] = [["", long, "All depots"]]
    pushed = [[*row, ""] for row in rows]
    pushed[4] = ["", "", "Involved stakeholders", "Bus company"]
    (measure,) = segment(document(table(*pushed))).measures
    assert value(measure, "responsible") == "City of Ekstad"
    assert value(measure, "partners") == "Bus company"


def test_a_label_with_the_records_own_number_names_it(document):
    def record(number, name, who):
        return [
            [f"Action outline {number}", name, ""],
            ["", "Investment description", "Better glass."],
            ["Implementation", "Responsible bodies/person for implementation", who],
            ["", "Involved stakeholders", "Owners"],
        ]

    found = segment(document(table(*record(1, "Homes", "The city"), *record(2, "Charging", "The region"))))
    assert [measure.text for measure in found.measures] == ["Homes", "Charging"]
    assert [value(measure, "responsible") for measure in found.measures] == ["The city", "The region"]


def test_a_table_that_begins_with_its_aim_is_named_by_the_line_above(document):
    def programme(name, aim):
        return (
            paragraph(name),
            table(
                ["Objective", aim],
                [("Programme Components", 1, 2)],
                ["Policy Development", "Draw up rules and incentives."],
                ["Monitoring and Evaluation", "Follow the permits."],
                ["Timeline", "Year 1: rules. Year 2: works."],
            ),
        )

    found = segment(
        document(
            *programme("A) Phasing out the gas", "No gas in new houses."),
            *programme("B) Renewal of the water works", "Less water is lost."),
        )
    )
    assert [measure.text for measure in found.measures] == ["A) Phasing out the gas", "B) Renewal of the water works"]
    assert [value(measure, "goal") for measure in found.measures] == ["No gas in new houses.", "Less water is lost."]


def test_a_question_is_no_measure(document):
    found = segment(document(heading("Measures"), item("What are we working on?"), item("Build a depot for buses.")))
    assert [measure.text for measure in found.measures] == ["Build a depot for buses."]


def test_a_form_of_another_house_whose_name_is_called_title(document):
    rows = [["Title", "Electric buses"], ["Short description", "A depot."], ["Lead department", "Bus company"],
            ["Parties involved", "Riders"], ["Implementation schedule", "2027"]]  # fmt: skip
    (measure,) = segment(document(table(*rows))).measures
    assert (measure.text, measure.description) == ("Electric buses", "A depot.")
    assert [value(measure, key) for key in ("responsible", "partners", "deadline")] == ["Bus company", "Riders", "2027"]


def test_a_list_of_laws_with_titles_is_no_measure(document):
    rows = [["Title", "Energy act"], ["Description", "It binds the grid."], ["Year", "2019"]]
    assert not segment(document(table(*rows))).measures


def test_an_overview_by_name_says_nothing_that_the_records_do_not_say(document):
    rows = ["Transport", "Electric buses", "A depot."], ["", "Build a bridge", "Over the river."]
    overview = table(["Field of action", "List of actions", "Descriptions"], *rows)
    found = segment(document(heading("Actions"), overview, table(*template("Electric buses")))).measures
    assert sorted(measure.text for measure in found) == ["Build a bridge", "Electric buses"]
    assert {measure.text: value(measure, "responsible") for measure in found}["Electric buses"] == "City of Ekstad"

"""One table a measure, with labels down the left side."""

from toolkit.segment import segment

from .conftest import heading, paragraph, table


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

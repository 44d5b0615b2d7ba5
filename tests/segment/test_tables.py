"""Measure tables with a header row."""

from dataclasses import replace

from toolkit.model import FieldState, Form, Verdict
from toolkit.segment import segment

from .conftest import heading, item, paragraph, table  # noqa: F401


def texts(found):
    return [measure.text for measure in found.measures]


def fields(measure, key):
    return [(one.text, one.state.value, one.group) for one in measure.attributes if one.key == key]


def test_one_row_one_measure(document):
    found = segment(
        document(
            table(
                ["Åtgärd", "Ansvarig", "Tidplan", "Indikator"],
                ["Ta fram en lägesbild", "Kommunstyrelsen", "2027", "Antal"],
                ["Utbilda personal", "", "löpande", ""],
            )
        )
    )
    assert texts(found) == ["Ta fram en lägesbild", "Utbilda personal"]
    assert all(measure.form is Form.TABLE for measure in found.measures)
    assert fields(found.measures[0], "responsible") == [("Kommunstyrelsen", "stated", None)]
    assert fields(found.measures[1], "responsible") == []
    assert found.measures[0].provenance.page == 1


def test_every_attribute_points_at_its_own_words(document):
    read = document(table(["Åtgärd", "Ansvarig"], ["Ta fram en lägesbild", "Kommunstyrelsen"]))
    for measure in segment(read).measures:
        assert read.text[measure.provenance.start : measure.provenance.end] == measure.text
        for one in measure.attributes:
            assert read.text[one.provenance.start : one.provenance.end] == one.text


def test_a_cell_of_bullets_is_one_measure_a_bullet(document):
    found = segment(
        document(table(["Mål", "Åtgärder", "Ansvarig"], ["Trygghet", ["Utbilda vakter", "Tänd gatlampor"], "Tekniska"]))
    )
    assert texts(found) == ["Utbilda vakter", "Tänd gatlampor"]
    assert [fields(measure, "responsible")[0][0] for measure in found.measures] == ["Tekniska", "Tekniska"]
    assert {measure.goal.value for measure in found.measures} == {"Trygghet"}


def test_a_merged_label_column_is_handed_down(document):
    found = segment(
        document(
            table(
                ["Mål", "Åtgärd", "Ansvarig"],
                [("Minskad nyfikenhet", 2, 1), "Ta fram en rutin", "Socialnämnden"],
                [None, "Utbilda chefer", "HR"],
            )
        )
    )
    assert [measure.goal.state for measure in found.measures] == [FieldState.STATED, FieldState.INHERITED]
    assert found.measures[1].goal.value == "Minskad nyfikenhet"


def test_a_goal_in_a_spanning_row(document):
    found = segment(
        document(
            table(
                ["Åtgärd", "Ansvarig", "Tid"],
                [("Mål 1: Fler upptäcks", 1, 3)],
                ["Ta fram en rutin", "Socialnämnden", "2027"],
                [("Mål 2: Fler får stöd", 1, 3)],
                ["Utse en kontaktperson", "Socialnämnden", "2028"],
            )
        )
    )
    assert texts(found) == ["Ta fram en rutin", "Utse en kontaktperson"]
    assert [measure.goal.value for measure in found.measures] == ["Mål 1: Fler upptäcks", "Mål 2: Fler får stöd"]


def test_a_row_continued_on_the_next_page_is_one_measure(document):
    found = segment(
        document(
            table(
                ["Nr", "Åtgärd", "Ansvarig"],
                ["1", "Ta fram en rutin för", "Social-"],
                ["", "akut vård", "nämnden"],
                ["Nr", "Åtgärd", "Ansvarig"],
                ["2", "Utbilda chefer", "HR"],
                pages={2: 2, 3: 2, 4: 2},
            )
        )
    )
    assert texts(found) == ["Ta fram en rutin för akut vård", "Utbilda chefer"]
    assert found.measures[0].provenance.page_end == 2
    assert found.measures[0].number == "1"


def test_several_owners_with_own_dates_are_groups_of_one_measure(document):
    found = segment(
        document(
            table(
                ["Åtgärd", "Ansvarig", "Klart"],
                [("Ta fram en rutin", 2, 1), "Socialnämnden", "2027"],
                [None, "Barn- och utbildningsnämnden", "2028"],
            )
        )
    )
    assert texts(found) == ["Ta fram en rutin"]
    assert fields(found.measures[0], "responsible") == [
        ("Socialnämnden", "stated", 0),
        ("Barn- och utbildningsnämnden", "stated", 1),
    ]
    assert fields(found.measures[0], "deadline") == [("2027", "stated", 0), ("2028", "stated", 1)]


def test_figures_and_goals_make_no_measures(document):
    found = segment(
        document(
            table(["Sektor", "Utsläpp", "Andel"], ["Transporter", "12 000", "40 %"]),
            table(["Mål", "Indikator", "Målvärde"], ["Fler cyklar", "Antal cyklister", "500"]),
        )
    )
    assert found.measures == ()


def test_a_sum_row_is_no_measure(document):
    found = segment(document(table(["Åtgärd", "Kostnad"], ["Bygg en cykelväg", "5"], ["Summa", "5"])))
    assert texts(found) == ["Bygg en cykelväg"]
    assert [one.verdict for one in found.candidates] == [Verdict.MEASURE, Verdict.STATISTICS]


def test_the_bullet_of_a_cell_with_one_item_is_not_its_text(document):
    made = document(heading("Åtgärder"), table(["Åtgärd", "Ansvarig"], ["• Se över skolskjutsarna", "Skolnämnden"]))
    (found,) = segment(made).measures
    assert found.text == "Se över skolskjutsarna"
    assert made.text[found.provenance.start : found.provenance.end] == found.text


def unpaged(*rows):
    return replace(table(*rows), page=None, table=replace(table(*rows).table, cells=tuple(
        replace(cell, page=None) for cell in table(*rows).table.cells)))  # fmt: skip


def test_a_headless_piece_goes_on_the_table_right_above_where_no_pages_are_known(document):
    first = unpaged(["Name", "Responsible", "Cost"], ["Solar roofs", "City of Ekstad", "5"])
    found = segment(document(heading("Actions"), first, unpaged(["Electric buses", "Bus company", "9"])))
    assert [(one.text, fields(one, "responsible")[0][0]) for one in found.measures] == [
        ("Solar roofs", "City of Ekstad"),
        ("Electric buses", "Bus company"),
    ]

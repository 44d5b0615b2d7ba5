"""Sheets: numbered titles with labels below, outside tables."""

from toolkit.model import FieldState
from toolkit.segment import segment

from .conftest import heading, item, paragraph, table


def value(measure, key):
    return [(one.text, one.state) for one in measure.attributes if one.key == key]


def sheet(number, name, who):
    return [
        paragraph(f"ENE{number} - {name}"),
        heading("Purpose", 2),
        paragraph(f"The town lacks {name.lower()}."),
        heading("Carrying out", 2),
        paragraph(f"Responsible body: {who} Contact: Ann Onym"),
        paragraph("Stakeholders involved:"),
        item("Land owners"),
        item("Schools"),
        paragraph("Side benefits: clean air"),
        heading("Costs", 2),
        paragraph("Half a million."),
    ]


NAMES = ("Solar roofs", "Heat pumps", "Wind farm")


def test_coded_titles_with_labels_known_and_unknown(document):
    blocks = [block for at, name in enumerate(NAMES, 1) for block in sheet(f"1.{at}", name, "Town works of Ekstad")]
    end = heading("What the next council is to discuss in its first year")
    found = segment(document(heading("Portfolio"), *blocks, end)).measures
    assert [(one.text, one.number) for one in found] == [(name, f"ENE1.{at}") for at, name in enumerate(NAMES, 1)]
    assert [one.description for one in found] == [f"The town lacks {name.lower()}." for name in NAMES]
    assert [value(one, "responsible")[0][0] for one in found] == ["Town works of Ekstad"] * 3
    assert value(found[1], "partners") == [("Land owners Schools", FieldState.STATED)]


def test_titles_one_below_the_other_share_the_fields_below(document):
    blocks = [
        heading("ACTION 1: Insulate the schools"),
        paragraph("They leak."),
        paragraph("Party responsible: Town works"),
        paragraph("Stakeholders: Schools Co-benefits: health"),
        heading("ACTION 2: Renew the pipes"),
        paragraph("ACTION 3: Meter the water"),
        paragraph("Party responsible: Water board"),
        paragraph("Stakeholders: Residents"),
        paragraph("Co-benefits: less leakage"),
        heading("ACTION 4: Plant trees"),
        paragraph("Party responsible: Parks office"),
        paragraph("Co-benefits: shade"),
        heading("ACTION 5: Cool the libraries"),
        paragraph("Party responsible: Town works"),
        paragraph("Co-benefits: shelter"),
    ]
    found = segment(document(heading("Water and heat"), *blocks)).measures
    assert [one.number for one in found] == ["1", "2", "3", "4", "5"]
    assert value(found[1], "responsible") == [("Water board", FieldState.INHERITED)]
    assert value(found[2], "responsible") == [("Water board", FieldState.STATED)]
    assert value(found[0], "partners") == [("Schools", FieldState.STATED)]


def test_sheets_in_the_rows_of_a_table_of_one_column(document):
    rows = []
    for at, name in enumerate(("SOLAR OFFENSIVE", "DISTRICT HEATING", "STORAGE"), 1):
        rows += [[f"MEASURE {at}: {name}"], ["General setting: Prices rise."], ["Responsibility Town works"],
                 ["Financial outlay Two million."]]  # fmt: skip
    found = segment(document(heading("Energy"), table(*rows))).measures
    assert [one.text for one in found] == ["SOLAR OFFENSIVE", "DISTRICT HEATING", "STORAGE"]
    assert [value(one, "responsible")[0][0] for one in found] == ["Town works"] * 3
    assert {one.description for one in found} == {"Prices rise."}


def test_numbered_lines_without_anyone_responsible_are_no_sheets(document):
    blocks = [paragraph(text) for at in (1, 2, 3) for text in (f"Table A{at}: Emissions of the town", "Source: survey")]
    assert not segment(document(heading("Background"), *blocks)).measures

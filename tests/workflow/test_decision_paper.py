"""The committee's checklist: every open blank, every body, no sum and no weighing of its own."""

import pytest

from toolkit.assemble import assemble
from toolkit.model import ItemKind
from toolkit.workflow.decision_paper import decision_paper

TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def draft(towns):
    return assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY)


def table(report, key):
    return next(one for one in report.tables if one.key == key)


def test_every_measure_with_a_blank_owner_is_listed(draft):
    gaps = table(decision_paper(draft, today=TODAY), "gaps")
    for section in draft.sections:
        for item in section.items:
            blank = any(cell.key == "responsible" and cell.kind is ItemKind.BLANK for cell in item.fields)
            if blank and section.table:
                row = gaps.rows[gaps.row_ids.index(item.id)]
                assert "Ansvarig" in row[1].text
    assert "Beslutsdatum" in gaps.rows[gaps.row_ids.index("meta")][1].text


def test_who_was_asked_and_who_has_answered(draft):
    bodies = table(decision_paper(draft, {"Polisen": 3, "Nya Föreningen": 1}, today=TODAY), "bodies")
    rows = {row[0].text: (row[1].text, row[2].text) for row in bodies.rows}
    assert rows["Polisen"][1] == "3" and int(rows["Polisen"][0]) >= 1
    assert rows["Nya Föreningen"] == ("0", "1")
    assert rows["Bildningsnämnden"][1] == "[fylls i lokalt]"


def test_costs_and_examinations_are_blank(draft):
    report = decision_paper(draft, today=TODAY)
    assert all(row[1].text == row[2].text == "[fylls i lokalt]" for row in table(report, "economy").rows)
    examined = table(report, "examined")
    assert all(row[1].text == "" and row[2].text == "[fylls i lokalt]" for row in examined.rows)
    assert examined.columns[1].choices == ("ja", "nej")
    proposals = [row[0].text for row in table(report, "proposals").rows]
    assert draft.title in proposals[0] and "2027–2029" in proposals[1]

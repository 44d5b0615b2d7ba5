"""Government assignments: the task, the orders, the reports with their own dates; and what is no assignment."""

from toolkit.extract import extract
from toolkit.model import FieldState, Metadata
from toolkit.segment import segment

from .conftest import heading, item, paragraph, table

TITLE = heading("Uppdrag till Boverket att ta fram råd om trygga bostadsområden")
TASK = paragraph("Regeringen uppdrar åt Boverket att, tillsammans med Skolverket, ta fram råd om trygga gårdar.")


def read(made):
    return extract(segment(made), made, metadata=Metadata()).measures


def test_the_task_and_each_report_are_measures_and_hand_the_owner_down(document):
    why = paragraph("Många barn saknar en trygg plats att leka på.")
    report = paragraph("Uppdraget ska delredovisas senast den 1 mars 2026 och slutredovisas senast den 3 maj 2027.")
    found = read(document(TITLE, TASK, why, report))
    assert [one.text[:14] for one in found] == ["Regeringen upp", "Uppdraget ska ", "Uppdraget ska "]
    assert [one.deadline.value.end for one in found[1:]] == ["2026-03-01", "2027-05-03"]
    assert len({one.id for one in found}) == 3
    assert [[party.name for party in one.responsible.value] for one in found] == [["Boverket"]] * 3
    assert found[1].responsible.state is FieldState.INHERITED
    assert [party.name for party in found[0].partners.value] == ["Skolverket"]


def test_list_items_under_an_order_are_measures_with_their_own_dates(document):
    bullets = (
        item("kartlägga behoven, och"),
        item("senast den 9 juni 2026 redovisa uppdraget till Regeringskansliet."),
    )
    found = read(document(TITLE, TASK, paragraph("Boverket ska:"), *bullets))
    assert [one.text[:10] for one in found[1:]] == ["kartlägga ", "senast den"]
    assert found[2].deadline.value.end == "2026-06-09"


def test_who_else_is_to_do_something_is_not_given_the_assignment(document):
    other = paragraph("Skolverket ska bistå Boverket med underlag till myndighetens redovisning.")
    found = read(document(TITLE, TASK, other))
    assert {party.name for one in found for party in one.responsible.value} == {"Boverket"}


def test_a_title_stands_in_where_nothing_below_it_orders(document):
    found = read(document(TITLE, paragraph("Regeringen vill att fler gårdar blir trygga.")))
    assert [one.text for one in found] == [TITLE.text]


def test_a_plan_that_speaks_of_an_assignment_is_none(document):
    own = document(heading("Handlingsplan"), heading("Uppdrag", level=2), TASK, paragraph("Kommunen är liten."))
    assert all("regeringsuppdrag" not in one.reasons for one in read(own))
    tabled = document(TITLE, TASK, table(["Åtgärd", "Ansvarig"], ["Bygg en gård", "Tekniska nämnden"]))
    assert [one.text for one in read(tabled) if one.form.value == "table"] == ["Bygg en gård"]

"""The register goes out, comes back filled in, and says what is late; the yearly report holds it all."""

from dataclasses import replace

import pytest

from toolkit.assemble import assemble
from toolkit.errors import InputError
from toolkit.export.excel import write_excel
from toolkit.export.word_report import Report, write_report
from toolkit.ingest import read
from toolkit.workflow.follow_up import (
    light,
    platform_object,
    read_register,
    register,
    rows_of,
    unknown_statuses,
    yearly,
)

openpyxl = pytest.importorskip("openpyxl")
TODAY = "2027-10-15"


@pytest.fixture(scope="module")
def rows(towns):
    return rows_of(assemble(towns.profile, towns.clustering, towns.measures, towns.register, today="2026-11-22"))


@pytest.fixture
def filled(rows, tmp_path):
    """The register, filled in by hand: the first is done, the second under way, the third said to be late."""
    path = write_excel([register(rows, language="sv")], tmp_path / "register.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Åtgärdsregister"]
    head = [cell.value for cell in sheet[1]]
    for line, status in enumerate(("klar", "pågår", "försenad"), start=2):
        sheet.cell(line, head.index("Status") + 1).value = status
    book.save(path)
    return path


def test_one_row_a_measure_with_a_stable_id_and_a_drop_down(rows, filled):
    sheet = openpyxl.load_workbook(filled)["Åtgärdsregister"]
    assert len({row.id for row in rows}) == len(rows) > 5
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"ej påbörjad,pågår,klar,försenad"']


def test_it_comes_back_as_it_was_filled_in(rows, filled):
    back = read_register(filled, language="sv")
    assert [row.status for row in back[:4]] == ["klar", "pågår", "försenad", "ej påbörjad"]
    assert [(row.id, row.text, row.due) for row in back] == [(row.id, row.text, row.due) for row in rows]


def test_late_is_what_should_be_done_and_is_not(rows, filled):
    back = read_register(filled, language="sv")
    late = {row.id for row in back if row.late(TODAY, "sv")}
    by_date = {row.id for row in rows if row.due and row.due < TODAY}
    assert by_date, "some measure should be due before the day of the test"
    assert late == (by_date | {back[2].id}) - {back[0].id}
    lights = [light(row, today=TODAY, language="sv") for row in back]
    assert lights[0] == "Grön: klar" and lights[2].startswith("Röd: försenad")


def test_the_yearly_report_counts_and_lists(filled, tmp_path):
    back = read_register(filled, language="sv")
    paragraphs, tables = yearly(back, today=TODAY, language="sv")
    report = Report(title="Årlig uppföljning", owner="Ekstad", status="Underlag", paragraphs=paragraphs, tables=tables)
    document = read(write_report(report, tmp_path / "rapport.docx", today=TODAY))
    assert f"{len(back)} åtgärder" in document.text
    shown = [block.table for block in document.blocks if block.table is not None]
    assert len(shown[-1].rows) == len(back) + 1
    assert [cell.header for cell in shown[0].rows[0]] == [True] * len(shown[0].rows[0])


def test_a_status_of_ones_own_is_told_and_kept_as_typed(rows, tmp_path):
    path = write_excel([register(rows, language="sv")], tmp_path / "register.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Åtgärdsregister"]
    column = [cell.value for cell in sheet[1]].index("Status") + 1
    sheet.cell(2, column).value, sheet.cell(3, column).value = "klart snart", "Klar "
    book.save(path)
    back = read_register(path, language="sv")
    told = unknown_statuses(path, back, language="sv")
    assert len(told) == 1 and "register.xlsx, rad 2" in told[0] and "klart snart" in told[0]
    paragraphs, tables = yearly(back, today="2020-01-01", language="sv")
    assert "klart snart: 1" in paragraphs[0] and "klar: 1" in paragraphs[0]
    shown = [entry.text for entry in tables[-1].rows[0]]
    assert "klart snart" in shown
    late = replace(back[0], due="2026-01-01")
    assert light(late, today="2026-01-02", language="sv") == "Röd: försenad 1 dagar (”klart snart”)"


def test_platforms_get_owner_as_primary(rows):
    actions = platform_object(rows, municipality="Ekstad")["actions"]
    assert len(actions) == len(rows)
    owned = next(one for one in actions if one["responsible_parties"])
    assert owned["responsible_parties"][0]["role"] == "primary"


def test_a_wrong_file_is_told(tmp_path):
    openpyxl.Workbook().save(tmp_path / "annat.xlsx")
    with pytest.raises(InputError, match="åtgärdsregistret"):
        read_register(tmp_path / "annat.xlsx", language="sv")
    (tmp_path / "trasig.xlsx").write_bytes(b"PK nej")
    with pytest.raises(InputError, match="går inte att läsa"):
        read_register(tmp_path / "trasig.xlsx", language="sv")

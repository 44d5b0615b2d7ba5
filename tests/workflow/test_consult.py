"""Answers to the consultation in any form end in one table, where they belong, without persons."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from toolkit.assemble import assemble
from toolkit.export.word import write_word
from toolkit.export.word_report import Report, write_report
from toolkit.workflow.consult import answer_form, change_list, collect, places, read_answers, summary

docx = pytest.importorskip("docx")
from docx.oxml.ns import qn  # noqa: E402
from docx.text.run import Run  # noqa: E402

TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def draft(towns):
    return assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY)


@pytest.fixture(scope="module")
def item(draft):
    return next(item for section in draft.sections for item in section.items)


@pytest.fixture
def form(draft, item, tmp_path):
    """The answer form, filled in for the whole and for one measure."""
    report = Report(
        title="Svarsblankett", owner="Ekstad", status="Remiss", blanks=(("Instans", "instans"),),
        tables=(answer_form(draft),),
    )  # fmt: skip
    path = write_report(report, tmp_path / "svar.docx", today=TODAY)
    document = docx.Document(str(path))
    control = next(document.element.iter(qn("w:sdt")))
    next(control.iter(qn("w:t"))).text = "Räddningstjänsten Mellan"
    for row in document.tables[0].rows:
        if row.cells[0].text == "helheten":
            row.cells[2].text = "Bra plan."
        if row.cells[0].text == item.id:
            row.cells[2].text = "Skolan bör vara med. Ring Anna Berg, 070-123 45 67."
    document.save(str(path))
    return path


@pytest.fixture
def commented(draft, item, tmp_path):
    """The consultation edition with a comment on one measure."""
    path = write_word(draft, tmp_path / "kommenterad.docx")
    document = docx.Document(str(path))
    control = next(
        one
        for one in document.element.iter(qn("w:sdt"))
        if one.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == item.id
    )
    run = Run(next(control.iter(qn("w:r"))), document.paragraphs[0])
    document.add_comment([run], text="Vem betalar?", author="Region Mellan")
    document.save(str(path))
    return path


def seen(opinions):
    return [(one.body, one.target, one.text) for one in opinions]


def test_a_filled_form(draft, item, form):
    assert seen(read_answers(form, draft)) == [
        ("Räddningstjänsten Mellan", "", "Bra plan."),
        ("Räddningstjänsten Mellan", item.id, "Skolan bör vara med. Ring Anna Berg, 070-123 45 67."),
    ]


def test_a_name_written_beside_the_gap_is_the_name(draft, form):
    document = docx.Document(str(form))
    control = next(document.element.iter(qn("w:sdt")))
    next(control.iter(qn("w:t"))).text = "[fylls i lokalt]"
    next(one for one in document.paragraphs if one.text.startswith("Instans")).add_run("Polisen")
    document.save(str(form))
    assert {one.body for one in read_answers(form, draft)} == {"Polisen"}


def test_comments_in_the_edition_and_not_the_programs_own(draft, item, commented):
    assert seen(read_answers(commented, draft)) == [("Region Mellan", item.id, "Vem betalar?")]


def test_comments_after_libreoffice(draft, item, commented, tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={tmp_path.as_uri()}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "odt", "--outdir", str(tmp_path), str(commented)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    opinions = read_answers(tmp_path / "kommenterad.odt", draft)
    assert seen(opinions) == [("Region Mellan", item.id, "Vem betalar?")]


def test_a_letter_is_put_under_what_it_names(draft, item, tmp_path):
    area = next(section for section in draft.sections if section.table)
    path = tmp_path / "Yttrande_Kvinnojouren.txt"
    path.write_text(
        f"Vi är positiva till förslaget.\n\nOm {area.title} vill vi säga att mer behövs.\n\n"
        f"Vi saknar tid för ”{item.text}” i planen.\n",
        encoding="utf-8",
    )
    opinions = read_answers(path, draft)
    assert [one.target for one in opinions] == ["", area.id, item.id]
    assert {one.body for one in opinions} == {"Kvinnojouren"}


def test_the_table_has_a_drop_down_and_no_persons(draft, item, form, commented, tmp_path):
    opinions, told = collect([form, commented, tmp_path / "saknas.docx"], draft)
    assert len(told) == 1 and "saknas.docx" in told[0]
    table, masked = summary(opinions, draft)
    text = " ".join(entry.text for row in table.rows for entry in row)
    assert "Anna Berg" not in text and "070" not in text and "[namn]" in text
    assert len(masked) == 2
    choices = next(column.choices for column in table.columns if column.key == "weighed")
    assert choices == ("beaktas", "beaktas delvis", "beaktas ej")
    order = [one.id for one in places(draft)]
    assert [one.target for one in opinions] == sorted(
        (one.target for one in opinions), key=lambda t: order.index(t) if t else -1
    )
    path = write_report(Report(title="S", owner="E", status="U", tables=(table,)), tmp_path / "s.docx")
    assert len(list(docx.Document(str(path)).element.iter(qn("w:dropDownList")))) == len(table.rows)


def test_the_change_list_tells_new_struck_and_reworded(draft, item):
    area = next(section for section in draft.sections if item in section.items)
    other = replace(
        draft,
        sections=tuple(
            replace(section, items=(replace(item, text="Ny lydelse"), *section.items[2:]))
            if section is area
            else section
            for section in draft.sections
        ),
    )
    kinds = [row[1].text for row in change_list(draft, other).rows]
    assert kinds.count("ändrat") == 1 and kinds.count("struket") == len(area.items[1:2])
    assert [row[1].text for row in change_list(other, draft).rows].count("nytt") == len(area.items[1:2])
    assert change_list(draft, draft).rows == ()

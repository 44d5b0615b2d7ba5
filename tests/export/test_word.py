"""The draft as a Word file: whole, accessible, traceable, the same twice, and as LibreOffice shows it."""

import re
import shutil
import subprocess
import zipfile

import pytest

from toolkit.assemble import assemble
from toolkit.errors import OutputError
from toolkit.export.word import write_word
from toolkit.gate import check_rendered, collect_names
from toolkit.model import ItemKind

docx = pytest.importorskip("docx")
from docx.oxml.ns import qn  # noqa: E402

TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def draft(towns):
    return assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY)


@pytest.fixture(scope="module")
def file(draft, tmp_path_factory):
    return write_word(draft, tmp_path_factory.mktemp("word") / "utkast.docx")


@pytest.fixture(scope="module")
def document(file):
    return docx.Document(str(file))


def text_of(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def blocks_of(document):
    """Place and text of each paragraph and cell, content controls too."""
    for paragraph in document.element.body.iter(qn("w:p")):
        text = text_of(paragraph)
        if text.strip():
            yield "stycke", text


def items_of(draft):
    return [item for section in draft.sections for item in section.items]


def test_everything_written_comes_from_the_draft_and_names_nobody_else(towns, draft, document):
    names = collect_names(towns.documents, towns.register, towns.profile, measures=towns.measures)
    assert check_rendered(blocks_of(document), draft, names=names) == ()


def test_every_item_and_cell_stands_in_a_content_control_with_its_id(draft, document):
    tags = {
        control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")): text_of(control)
        for control in document.element.body.iter(qn("w:sdt"))
    }
    for item in items_of(draft):
        assert tags[item.id] == item.text
        assert f"{item.id}/responsible" in tags and f"{item.id}/deadline" in tags
        deadline = [cell.text for cell in item.fields if cell.key == "deadline"]
        if deadline:
            assert tags[f"{item.id}/deadline"].casefold() == ", ".join(deadline).casefold()
    identities = [
        c.find(qn("w:sdtPr")).find(qn("w:id")).get(qn("w:val")) for c in document.element.body.iter(qn("w:sdt"))
    ]
    assert len(set(identities)) == len(identities)
    assert all(len(tag) <= 64 for tag in tags)


def test_headings_are_real_and_the_contents_list_has_their_text(draft, document):
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading") and p.text]
    titles = [section.title for section in draft.sections]
    assert [title for title in headings if title in titles] == titles
    listed = [text_of(p._p) for p in document.paragraphs if p.style.name.startswith("TOC")]
    assert [line.rstrip("–") for line in listed] == titles
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert len(links) == len(titles) and set(links) <= marks


def test_page_numbers_are_worked_out_when_the_file_is_opened(document):
    """One question by Word instead of dashes; no field is marked stale by itself."""
    codes = [node.text or "" for node in document.element.body.iter(qn("w:instrText"))]
    assert any("PAGEREF" in code for code in codes)
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    assert not document.element.body.xpath(".//w:fldChar[@w:dirty]")


def test_the_file_holds_nothing_of_the_template_it_was_begun_from(file):
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert not [name for name in names if "Effects" in name or "thumbnail" in name or "customXml" in name]
        application = archive.read("docProps/app.xml").decode("utf-8")
        assert "plankit" in application and "Macintosh" not in application
        types = archive.read("[Content_Types].xml").decode("utf-8")
        assert all(part.split('"')[0].lstrip("/") in names for part in types.split('PartName="')[1:])
        assert len(archive.read("word/styles.xml")) < 60_000


def test_the_same_draft_gives_the_same_bytes(draft, file, tmp_path):
    assert write_word(draft, tmp_path / "igen.docx").read_bytes() == file.read_bytes()


def test_columns_that_are_mostly_blank_leave_room_and_no_word_is_torn(draft):
    from dataclasses import replace

    from toolkit.export.word_tables import column_widths

    items = items_of(draft)
    keys = next(section.table for section in draft.sections if section.items)
    bare = [replace(item, fields=()) for item in items]
    assert column_widths(bare, keys, 25.7)[0] > column_widths(items, keys, 25.7)[0]
    assert abs(sum(column_widths(items, keys, 25.7)) - 25.7) < 1e-9
    cell = next(cell for item in items for cell in item.fields if cell.key == "indicator" and cell.source)
    long = replace(items[0], fields=(replace(cell, text="Överenskommelsen undertecknad"),))
    at = keys.index("indicator")
    assert column_widths([*bare, long], keys, 25.7)[at] > column_widths(bare, keys, 25.7)[at]


def test_what_leads_on_stays_on_the_page_of_what_follows():
    from toolkit.export.word_parts import leads_on
    from toolkit.model import Passage, PassageKind

    def passages(bullets):
        return [Passage(id=str(n), kind=PassageKind.LABEL, text="x", bullet=one) for n, one in enumerate(bullets)]

    rows = passages([False, False, True, True, True, False])
    assert [leads_on(rows, n) for n in range(1, 7)] == [False, True, False, True, False, False]


def test_tables_are_accessible(document):
    for table in document.tables[1:]:
        header = table.rows[0]._tr
        assert header.trPr.find(qn("w:tblHeader")) is not None
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert not list(table._tbl.iter(qn("w:gridSpan"))) and not list(table._tbl.iter(qn("w:vMerge")))


def test_language_title_and_status(document):
    assert document.core_properties.title.startswith("Handlingsplan mot människohandel")
    languages = {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    assert "UTKAST – förslag, ej beslutat" in [p.text for p in document.paragraphs]
    header = document.sections[0].header.paragraphs[0].text
    assert "UTKAST" in header and "Ekstads kommun" in header
    footer = "".join(node.text or "" for node in document.sections[0].footer._element.iter(qn("w:instrText")))
    assert "PAGE" in footer and "NUMPAGES" in footer


def test_wide_tables_lie_on_landscape_pages(document):
    sizes = [(section.page_width, section.page_height) for section in document.sections]
    assert [width > height for width, height in sizes] == [False, True, False]


def test_sources_stand_as_comments_and_as_a_list(draft, document):
    comments = [comment.text for comment in document.comments]
    sourced = [item for item in items_of(draft) if item.kind is not ItemKind.BLANK]
    for item in sourced:
        assert any(item.quote in text for text in comments), item.text
    adapted = next(item for item in sourced if item.changes)
    assert any(f"”{adapted.changes[0].old}” → ”{adapted.changes[0].new}”" in text for text in comments)
    lines = [p.text for p in document.paragraphs if re.match(r"\[\d+\]", p.text)]
    assert len(lines) == len(draft.sources) and "Norrvik" in " ".join(lines)


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def test_the_same_draft_gives_the_same_parts(draft, file, tmp_path):
    again = write_word(draft, tmp_path / "igen.docx")
    assert parts_of(file) == parts_of(again)


def test_an_existing_file_is_kept_unless_forced(draft, tmp_path):
    target = tmp_path / "utkast.docx"
    target.write_bytes(b"en persons arbete")
    with pytest.raises(OutputError):
        write_word(draft, target)
    assert target.read_bytes() == b"en persons arbete"
    write_word(draft, target, force=True)
    assert target.read_bytes()[:2] == b"PK" and list(tmp_path.iterdir()) == [target]


def test_an_unwritable_folder_is_an_output_error(draft, tmp_path):
    blocked = tmp_path / "fil"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        write_word(draft, blocked / "utkast.docx")


def test_a_users_own_template_gives_its_styles(draft, tmp_path):
    own = docx.Document()
    own.styles["Normal"].font.name = "Georgia"
    own.add_paragraph("Mallens exempeltext")
    own.save(str(tmp_path / "mall.docx"))
    path = write_word(draft, tmp_path / "utkast.docx", template=tmp_path / "mall.docx")
    made = docx.Document(str(path))
    assert made.styles["Normal"].font.name == "Georgia"
    assert "Mallens exempeltext" not in [p.text for p in made.paragraphs]


def test_english(towns, tmp_path):
    made = assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY, language="en")
    document = docx.Document(str(write_word(made, tmp_path / "draft.docx")))
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert "Contents" in [p.text for p in document.paragraphs]


@pytest.mark.skipif(shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="needs LibreOffice")
def test_libreoffice_shows_it_whole_with_page_numbers(draft, file, tmp_path):
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "utkast.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert re.search(r"Sida 1 av \d+", shown)
    assert re.search(r"^Syfte\.{5,}\s*\d+$", shown, re.MULTILINE), "the contents list has page numbers"
    squeezed = re.sub(r"\s+", "", shown)
    for section in draft.sections:
        assert re.sub(r"\s+", "", section.title) in squeezed


def test_a_quotation_in_another_language_says_so(tmp_path, towns):
    import docx

    made = assemble(towns.profile, towns.clustering, towns.measures, towns.register, today="2026-11-22", language="en")
    path = write_word(made, tmp_path / "draft.docx")
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert any(cell.endswith("in Swedish") for cell in cells)

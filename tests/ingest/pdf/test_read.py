"""The file as a whole: what cannot be opened is a named error, what cannot be read a listed problem."""

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from tests.ingest.pdf.paper import Sheet, wrapped, write
from toolkit.errors import InputError, MissingToolError, ToolkitError
from toolkit.ingest.pdf import tesseract
from toolkit.ingest.pdf.read import read_pdf
from toolkit.model import BlockKind, ReadBy

PROSE = "Kommunen ska ta fram en rutin for tidig upptackt och folja upp den varje ar i samverkan med polisen. "


def no_tesseract():
    raise MissingToolError("Programmet tesseract finns inte på datorn.", advice=tesseract.ADVICE)


def prose_file(tmp_path, pages=1, name="plan.pdf"):
    sheets = []
    for _ in range(pages):
        sheet = Sheet()
        sheet.lines(72, 80, wrapped(PROSE * 6, 80))
        sheets.append(sheet)
    return write(tmp_path / name, sheets)


def test_a_plain_file_is_read_whole(tmp_path):
    document = read_pdf(prose_file(tmp_path, 2))
    assert document.format == "pdf" and document.file == "plan.pdf" and len(document.id) == 16
    assert [page.number for page in document.pages] == [1, 2]
    assert all(page.read_by is ReadBy.LAYOUT and page.unplaced == 0 for page in document.pages)
    assert document.problems == ()
    for block in document.blocks:
        assert document.text[block.provenance.start : block.provenance.end] == block.text


def test_title_language_labels_and_bookmarks_come_from_the_file(tmp_path):
    writer = PdfWriter(clone_from=prose_file(tmp_path, 3))
    writer.add_metadata({"/Title": "Handlingsplan mot våld"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("sv-SE")
    writer.add_outline_item(title="Åtgärder", page_number=1)
    writer.set_page_label(0, 1, style="/r")
    writer.set_page_label(2, 2, style="/D")
    writer.write(tmp_path / "b.pdf")
    document = read_pdf(tmp_path / "b.pdf")
    assert document.metadata.title.value == "Handlingsplan mot våld"
    assert document.metadata.language.value == "sv-SE"
    assert document.outline == ("Åtgärder",)
    assert [page.label for page in document.pages] == ["i", "ii", "1"]


@pytest.mark.parametrize("title", ["Microsoft Word - plan slutlig.docx", "plan.indd", "x"])
def test_a_title_that_a_program_made_is_no_title(tmp_path, title):
    writer = PdfWriter(clone_from=prose_file(tmp_path))
    writer.add_metadata({"/Title": title})
    writer.write(tmp_path / "b.pdf")
    assert read_pdf(tmp_path / "b.pdf").metadata.title.value is None


def test_a_locked_file_is_refused_and_an_owner_password_is_no_lock(tmp_path):
    for user, name in (("hemligt", "locked.pdf"), ("", "open.pdf")):
        writer = PdfWriter(clone_from=prose_file(tmp_path))
        writer.encrypt(user, "owner", algorithm="AES-256")
        writer.write(tmp_path / name)
    with pytest.raises(InputError) as refused:
        read_pdf(tmp_path / "locked.pdf")
    assert refused.value.kind == "encrypted" and "locked.pdf" in str(refused.value)
    assert "rutin" in read_pdf(tmp_path / "open.pdf").text


@pytest.mark.parametrize(
    ("data", "kinds"),
    [(b"", {"broken"}), (b"%PDF-1.4\n", {"broken"}), (b"inte en pdf", {"broken"}), (b"%PDF-1.7\n%%EOF", {"broken"})],
)
def test_what_is_no_pdf_is_a_named_error(tmp_path, data, kinds):
    path = tmp_path / "fil.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError) as refused:
        read_pdf(path)
    assert refused.value.kind in kinds and "fil.pdf" in refused.value.message


def test_a_file_without_pages_is_a_named_error(tmp_path):
    with pytest.raises(InputError) as refused:
        read_pdf(write(tmp_path / "noll.pdf", []))
    assert refused.value.kind == "no_pages"


def test_a_file_that_lost_its_end_is_mended_and_says_so(tmp_path):
    path = prose_file(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"startxref")])
    document = read_pdf(path)
    assert "rutin" in document.text
    assert [problem.kind for problem in document.problems] == ["damaged"]


def test_every_malformed_file_ends_as_a_document_or_a_named_error(shared, monkeypatch):
    monkeypatch.setattr(tesseract, "probe", no_tesseract)  # reading their pictures takes a minute and is tested apart
    ended = {}
    for path in sorted(shared("malformed").glob("*.pdf")):
        if path.stat().st_size > 120_000:
            continue
        try:
            document = read_pdf(path)
            ended[path.name] = "document"
            assert all(problem.message.strip().endswith(".") for problem in document.problems)
        except ToolkitError as error:
            ended[path.name] = getattr(error, "kind", "")
            assert path.name in error.message
    assert len(ended) > 60 and all(ended.values())


def test_nothing_printed_in_real_plans_is_lost_in_silence(shared):
    for name in ("RSA Bjurholm 2023 Maskad.pdf", "kiruna-44_3.pdf", "Vansbro_Energi och klimatplan.pdf"):
        document = read_pdf(shared("plans", "sweden", name))
        told = {problem.page for problem in document.problems}
        assert all(page.unplaced <= 10 or page.number in told for page in document.pages), name


def test_tags_and_layout_share_no_paragraph(shared):
    document = read_pdf(shared("plans", "sweden", "RSA Bjurholm 2023 Maskad.pdf"))
    by = {page.number: page.read_by for page in document.pages}
    assert {ReadBy.TAGS, ReadBy.LAYOUT} <= set(by.values())
    for block in document.blocks:
        end = block.provenance.page_end
        if end is not None and block.kind is not BlockKind.TABLE:
            assert by[block.provenance.page] == by[end]

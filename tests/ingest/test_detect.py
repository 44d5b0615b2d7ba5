import zipfile

import pytest

from toolkit.errors import InputError, LimitError, MissingToolError
from toolkit.ingest import convert, ingest, read, tools
from toolkit.ingest.detect import FileKind, detect
from toolkit.ingest.limits import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def wide(name):
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.docx", b"%PDF-1.7\n", FileKind.PDF),
        ("plan.pdf", b"<!DOCTYPE html><p>Hej", FileKind.HTML),
        ("plan.txt", b"\xef\xbb\xbf<html><p>Hej", FileKind.HTML),
        ("plan.md", b"# Plan\n", FileKind.MARKDOWN),
        ("plan", "Kommunen ska utbilda på ö.".encode("cp1252"), FileKind.TEXT),
        ("plan.doc", b"{\\rtf1 Hej}", FileKind.RTF),
        ("plan.docx", OLE + wide("WordDocument"), FileKind.DOC),
        ("plan.dat", b"# Plan\n\n- ett\n- tre\n", FileKind.MARKDOWN),
    ],
)
def test_content_decides(tmp_path, name, data, kind):
    path = tmp_path / name
    path.write_bytes(data)
    assert detect(path) is kind


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [
        (b"", "empty", "tom"),
        (b" \n\n", "empty", "tom"),
        (b"\x89PNG\r\n", "unknown", "PNG"),
        (bytes(range(256)) * 8, "unknown", "okänt"),
        (b"PK\x03\x04" + bytes(40), "truncated", "avhuggen"),
        (OLE + wide("EncryptedPackage"), "encrypted", "lösenord"),
        (OLE + wide("DRMContent"), "encrypted", "rättighetsskydd"),
        (OLE + wide("Workbook"), "unknown", "Excel"),
        (b"<?xml version='1.0'?><a/>", "unknown", "XML"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, data, kind, word):
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        detect(path)
    assert caught.value.kind == kind
    assert word in caught.value.message and "plan.docx" in caught.value.message


def test_a_folder_a_missing_file_and_a_giant(tmp_path):
    for path, kind in ((tmp_path, "folder"), (tmp_path / "saknas.pdf", "missing")):
        with pytest.raises(InputError) as caught:
            detect(path)
        assert caught.value.kind == kind
    big = tmp_path / "stor.txt"
    big.write_bytes(b"x" * 2000)
    with pytest.raises(LimitError, match="större än gränsen"):
        detect(big, limits=Limits(file_bytes=1000))


@pytest.mark.parametrize(
    ("entry", "text", "word"),
    [
        ("[Content_Types].xml", "<x ContentType='application/vnd…spreadsheetml.sheet.main+xml'/>", "Excel"),
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "kalkylark"),
        ("bild.jpg", "x", "zip-arkiv"),
    ],
)
def test_other_packages_are_named(tmp_path, entry, text, word):
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(entry, text)
    with pytest.raises(InputError, match=word):
        detect(path)


def test_the_versions_of_outside_programs_are_known(monkeypatch):
    tools.tools_version.cache_clear()
    assert tools.tools_version() == tools.tools_version()
    tools.tools_version.cache_clear()
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)
    assert tools.tools_version().endswith("no tesseract; no libreoffice")
    tools.tools_version.cache_clear()


def test_old_word_files_ask_for_the_program_by_name(tmp_path, monkeypatch):
    path = tmp_path / "plan.rtf"
    path.write_bytes(b"{\\rtf1 Kommunen ska utbilda.}")
    monkeypatch.setattr(convert.shutil, "which", lambda name: None)
    with pytest.raises(MissingToolError, match="libreoffice-writer"):
        read(path)


@pytest.mark.skipif(convert.office_program() is None, reason="LibreOffice is not installed")
def test_rtf_is_read_through_libreoffice(tmp_path):
    path = tmp_path / "plan.rtf"
    path.write_bytes(rb"{\rtf1\ansi Kommunen ska utbilda p\'e5 \'f6.}")
    document = ingest(path)
    assert document.text == "Kommunen ska utbilda på ö."
    assert document.file == "plan.rtf" and [problem.kind for problem in document.problems] == ["converted"]

"""The quick way to a PDF's objects gives what pypdf gives, and leaves to pypdf what it does not cover."""

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from tests.ingest.pdf.paper import Sheet, write
from toolkit.ingest.pdf.objects import Name, Objects, Reference, _converted, text


def with_object(path, *, password=None):
    """A file with one object of many parts; its number."""
    writer = PdfWriter(clone_from=write(path, [Sheet().text(70, 70, "Text")]))
    inner = writer._add_object(TextStringObject("bakom en hänvisning"))
    made = DictionaryObject(
        {
            NameObject("/S"): NameObject("/En rubrik"),
            NameObject("/K"): ArrayObject([NumberObject(3), inner, DictionaryObject(), FloatObject(1.5)]),
            NameObject("/Alt"): TextStringObject("en (påse) med \\ och ) i"),
            NameObject("/T"): TextStringObject("日本"),
        }
    )
    number = writer._add_object(made).idnum
    if password is not None:
        writer.encrypt("", password, algorithm="AES-128")
    writer.write(path)
    return path, number, inner.idnum


@pytest.mark.parametrize("password", [None, "hemlig"])
def test_an_object_of_many_parts(tmp_path, password):
    path, number, inner = with_object(tmp_path / "a.pdf", password=password)
    found = Objects(PdfReader(path)).get(number)
    assert found["S"] == Name("En rubrik") and isinstance(found["S"], Name)
    assert found["K"] == [3, Reference(inner), {}, 1.5]
    assert text(found["Alt"]) == "en (påse) med \\ och ) i" and text(found["T"]) == "日本"
    assert text(found["S"]) is None and text(b"  ") is None


def test_what_is_not_covered_is_asked_of_pypdf(tmp_path):
    path, number, _ = with_object(tmp_path / "a.pdf")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"/Alt", b"%x\n/Alt", 1))
    reader = PdfReader(path)
    assert text(Objects(reader).get(number)["Alt"]) == "en (påse) med \\ och ) i"
    assert Objects(reader).get(99_999) is None


def test_every_object_of_real_files_is_what_pypdf_says(shared):
    files = [*shared("plans", "sweden").glob("*.pdf"), *shared("plans", "national").glob("[C-K]*.pdf")]
    assert files
    for path in files:
        objects, reader = Objects(PdfReader(path)), PdfReader(path)
        for number in [*reader.xref.get(0, {}), *reader.xref_objStm]:
            mine, theirs = objects.get(number), _converted(reader.get_object(number), 0)
            assert plain(mine) == plain(theirs), (path.name, number)


def plain(value):
    """With strings as Unicode and without what pypdf takes out of streams, so that both can be compared."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner is not None and key != "Length"}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return ("text", text(value)) if isinstance(value, bytes | str) and not isinstance(value, Name) else value

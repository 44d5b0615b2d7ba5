"""What documents say about themselves: header fixtures, and real first pages with what scanning did to them."""

import csv
import re
import unicodedata

import pytest

from toolkit.extract import describe
from toolkit.extract.towns import towns
from toolkit.ingest import read
from toolkit.model import Document, FieldState


def _describe(text: str, file: str = "x.pdf"):
    return describe(Document(id="d", file=file, text=text, blocks=()))


def _values(text: str) -> dict[str, object]:
    found = _describe(text)
    names = found.__dataclass_fields__
    return {name: getattr(found, name).value for name in names if getattr(found, name).value is not None}


FULL = {
    "title": "Handlingsplan mot människohandel och prostitution 2027–2029",
    "document_type": "plan",
    "decided_by": "Kommunfullmäktige",
    "decided_on": "2027-02-22",
    "paragraph": "§ 31",
    "reference_number": "KS 2026/0457",
    "owner": "Socialchef",
    "valid_from": "2027-03-01",
    "valid_to": "2029-12-31",
    "status": "antagen",
    "language": "sv",
    "year": "2027",
}
ROWS = [
    ("Dokumenttyp", "Plan"),
    ("Beslutad av", "Kommunfullmäktige"),
    ("Beslutsdatum", "2027-02-22, § 31"),
    ("Dnr", "KS 2026/0457"),
    ("Dokumentansvarig", "Socialchef"),
    ("Giltighetstid", "2027-03-01–2029-12-31"),
    ("Revideras", "2029"),
]


@pytest.mark.parametrize(
    "header",
    [
        " | ".join([FULL["title"], *(f"{label}: {value}" for label, value in ROWS)]),
        "\n".join([FULL["title"], *(f"{label}: {value}" for label, value in ROWS)]),
        "\n".join([FULL["title"], *(f"{label}\t{value}" for label, value in ROWS)]),
        "\n".join([FULL["title"], *(f"{label}\n{value}" for label, value in ROWS)]),
        "\n".join([FULL["title"], "\t".join(label for label, _ in ROWS), "\t".join(value for _, value in ROWS)]),
    ],
    ids=["bars", "lines", "table", "label over value", "heads over values"],
)
def test_full_header(header):
    assert _values(header) == FULL


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("REMISSVERSION. Antagen av kommunfullmäktige den XX xxxxxx 20XX, § XX", "remissversion"),
        ("Åtgärdsplan\nAntagen av kommunfullmäktige den XX xxxxxx 2014", "utkast"),
        ("Program\nBeslutad av kommunstyrelsen 2019-XX-XX", "utkast"),
        ("Handlingsplan\nAntagen av Kommunstyrelsen den XXXX-XX-XX", "utkast"),
    ],
)
def test_placeholder_makes_a_draft_of_unknown_date(header, status):
    found = _describe(header)
    assert found.status.value == status
    assert found.decided_on.state is FieldState.ABSENT and found.paragraph.state is FieldState.ABSENT


def test_routine_without_end():
    found = _describe("Rutin, version 1.2, fastställd av enhetschef, gäller tills vidare")
    assert (found.document_type.value, found.version.value, found.decided_by.value) == ("rutin", "1.2", "enhetschef")
    assert found.valid_to.state is FieldState.ABSENT


def test_two_municipalities():
    found = _describe("Gemensam handlingsplan för Åbyholms och Sundhamns kommuner")
    assert found.municipality.value == ("Åbyholm", "Sundhamn")


@pytest.mark.parametrize(
    ("line", "by", "day", "paragraph"),
    [
        ("Antagen av kommunfullmäktige den 14 oktober 2026, § 183", "kommunfullmäktige", "2026-10-14", "§ 183"),
        ("Antagen av kommunstyrelsen § 203, 2026-10-10", "kommunstyrelsen", "2026-10-10", "§ 203"),
        ("Beslutad av kommunstyrelsen 05-02-2026, §19.", "kommunstyrelsen", "2026-02-05", "§ 19"),
        ("Kommunfullmäktige har 2026-09-01 beslutat att anta planen.", "Kommunfullmäktige", "2026-09-01", None),
        ("Fastställd av kommundirektören 2026-10-21", "kommundirektören", "2026-10-21", None),
    ],
)
def test_decision_in_a_sentence(line, by, day, paragraph):
    found = _describe(f"Riktlinjer för resor\nNorrviks kommun\n{line}")
    assert (found.decided_by.value, found.decided_on.value, found.paragraph.value) == (by, day, paragraph)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Riktlinjer för Norrviks kommun", ("Norrvik",)),
        ("HARNOSANDS KOMMUN\nEnergiplan", ("Härnösand",)),
        ("Hyltekommun - energiplan", ("Hylte",)),
        ("Energiplan\nwww.mariestad.se", ("Mariestad",)),
        ("Håbo kommun\nPlan", ("Håbo",)),
        ("Habo kommun\nPlan", ("Habo",)),
        ("Klimatplan för Stockholms stad", ("Stockholm",)),
        ("Alla i vår kommun är överens. Berg och dal. Vara med!", ()),
        ("Länsplan för Mellanbygdens län", ()),
    ],
)
def test_towns(header, expected):
    assert towns(header)[0] == expected


def test_name_of_the_file_is_the_last_resort():
    found = _describe("Plan för trygghet", file="Plan Eda 2023.pdf")
    assert (found.municipality.value, found.municipality.state) == (("Eda",), FieldState.INHERITED)
    assert (found.year.value, found.year.state) == ("2023", FieldState.INHERITED)


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Gäller fr.o.m. 2024-01-01 t.o.m. 2027-12-31", ("2024-01-01", "2027-12-31")),
        ("Gäller från: 2024-01-01\nGäller till: 2027-12-31", ("2024-01-01", "2027-12-31")),
        ("Planperiod 2024-2027", ("2024-01-01", "2027-12-31")),
        ("Gäller från och med den 1 januari 2024 och tills vidare", ("2024-01-01", None)),
        ("Giltig t.o.m. 2027", (None, "2027-12-31")),
        ("Giltighetstid: 2027-12-31", (None, "2027-12-31")),
        ("Giltighetstid: Tills vidare", (None, None)),
        ("Klimatstrategi, gäller till 2030", (None, "2030-12-31")),
    ],
)
def test_period(line, period):
    found = _describe(f"Plan för trygghet\n{line}")
    assert (found.valid_from.value, found.valid_to.value) == period


def test_values_point_at_their_words():
    text = "Handlingsplan 2027–2029\nNorrviks kommun\nAntagen av kommunfullmäktige den 14 oktober 2026, § 183"
    found = _describe(text)
    for name in ("title", "decided_on", "paragraph", "municipality", "valid_from"):
        field = getattr(found, name)
        assert text[field.provenance.start : field.provenance.end] == field.quote


SPELT = {
    "Knvista": "Knivsta",
    "Sundybyberg": "Sundbyberg",
    "Valdermarvik": "Valdemarsvik",
    "Oxlösund": "Oxelösund",
    "LillaEdet": "Lilla Edet",
}
"""Labels of the material that are misspelt."""


@pytest.mark.parametrize("half", [0, 1], ids=["even rows", "odd rows"])
def test_real_first_pages(shared, half):
    """The file's name is the label, so it is kept from the reader. Nineteen of the 208 pages do not name their town at
    all, and of eight years the page prints another than its label; the floors are what can be read from the text.
    """
    with shared("plans", "rsa_first_pages.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[half::2]
    town_right = town_wrong = year_right = year_wrong = 0
    for row in rows:
        match = re.match(r"RSA (.+?) (\d{4})", unicodedata.normalize("NFC", row["file"]))
        assert match
        found = _describe(row["preview_text"])
        town = (SPELT.get(match.group(1), match.group(1)),)
        town_right += found.municipality.value == town
        town_wrong += found.municipality.value not in (None, town)
        year_right += found.year.value == match.group(2)
        year_wrong += found.year.value not in (None, match.group(2))
    count = len(rows)
    assert town_right / count >= 0.90 and town_wrong == 0
    assert year_right / count >= 0.90 and year_wrong / count <= 0.06


@pytest.mark.parametrize(
    ("line", "town"),
    [("Fjellvik kommune", "Fjellvik"), ("City of Marlow Bay", "Marlow Bay"), ("City of the Future", None)],
)
def test_towns_of_other_languages(tmp_path, line, town):
    path = tmp_path / "plan.md"
    path.write_text(f"# Plan 2026-2028\n\n{line}\n", encoding="utf-8")
    assert describe(read(path)).municipality.value == ((town,) if town else None)


def test_the_full_stop_after_a_number_is_none_of_it(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("# Plan\n\nEks kommun, 2025-2028. Dnr KS 2025/118.\n", encoding="utf-8")
    assert describe(read(path)).reference_number.value == "KS 2025/118"

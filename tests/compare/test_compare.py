"""Comparison tables: three answers that stay apart, gaps seen from the target, figures that add up."""

from dataclasses import replace

import pytest

from toolkit.compare import compare
from toolkit.model import (
    Answer,
    Cluster,
    Clustering,
    Deadline,
    DocumentRecord,
    Field,
    FieldState,
    FocusArea,
    Form,
    Measure,
    Meeting,
    Metadata,
    PageReading,
    Party,
    Problem,
    Provenance,
    ReadBy,
    Reading,
    Segmentation,
    Severity,
)

TOWNS = {"a": "Norrvik", "b": "Åbyholm", "e": "Ekstad"}


def measure(id: str, text: str, area: str = "training", page: int = 3, owner: str | None = None) -> Measure:
    document = id[0]
    parties = (Party(name=owner, role="social_board"),) if owner else None
    return Measure(
        id=id,
        document=document,
        text=text,
        provenance=Provenance(document=document, start=0, end=len(text), page=page),
        form=Form.TABLE,
        municipality=(TOWNS[document],),
        focus_areas=(FocusArea(key=area, score=1.0),),
        responsible=Field(state=FieldState.STATED if parties else FieldState.ABSENT, value=parties),
        deadline=Field(state=FieldState.STATED, value=Deadline(text="2027", start="2027-01-01", end="2027-12-31")),
    )


MEASURES = (
    measure("a1", "Utbilda personal i att upptäcka människohandel", owner="Socialnämnden"),
    measure("a2", "Ta fram en lägesbild", area="mapping"),
    measure("b1", "=Utbilda all personal", owner="Individ- och familjenämnden"),
    measure("e1", "Ta fram en lokal lägesbild", area="mapping"),
)
CLUSTERING = Clustering(
    clusters=(
        Cluster(id="c1", label="Utbildning", members=("a1", "b1"), typical="a1", cohesion=0.8),
        Cluster(id="c2", label="Lägesbild", members=("a2", "e1"), typical="a2", cohesion=0.9),
    ),
    cut=0.5,
    encoder="lexical",
)
ROWS = tuple(
    DocumentRecord(id=id, file=f"{town}.pdf", sha256=id, municipality=(town,), title=f"Plan {town}")
    for id, town in TOWNS.items()
)


def reading(document: str, *, problems: tuple[Problem, ...] = (), by: ReadBy = ReadBy.LAYOUT) -> Reading:
    pages = (PageReading(number=1, read_by=ReadBy.LAYOUT), PageReading(number=2, read_by=by))
    return Reading(document=document, file=f"{TOWNS[document]}.pdf", pages=pages, problems=problems)


def tables(readings=None, rows=ROWS, target="Ekstad", more=()):
    parts = [Segmentation(document=id, measures=tuple(one for one in MEASURES if one.document == id)) for id in TOWNS]
    parts.extend(more)
    readings = readings or [reading(id) for id in TOWNS]
    return {one.key: one for one in compare(CLUSTERING, parts, readings, rows, target=target, today="2026-11-22")}


def cell(table, row_id, column_key):
    row = table.rows[table.row_ids.index(row_id)]
    return row[[column.key for column in table.columns].index(column_key)]


def test_every_table_has_an_entry_for_each_column():
    for table in tables().values():
        for row in table.rows:
            assert len(row) == len(table.columns), table.key


def test_the_target_comes_first_then_swedish_order():
    columns = [column.title for column in tables()["coverage"].columns[1:]]
    assert columns == ["Ekstad", "Norrvik", "Åbyholm"]


def test_not_found_only_where_all_was_read():
    assert cell(tables()["coverage"], "training", "town:Ekstad").answer is Answer.NOT_FOUND


@pytest.mark.parametrize(
    "bad",
    [
        Reading(document="e", file="Ekstad.pdf", failed=True),
        reading("e", by=ReadBy.NOTHING),
        reading("e", problems=(Problem(kind="table", message="?", severity=Severity.LOSS, page=7),)),
        reading("e", problems=(Problem(kind="table", message="?", severity=Severity.DOUBT, page=4),)),
    ],
    ids=["unread file", "unread page", "lost page", "doubt beside a measure"],
)
def test_what_was_not_read_is_never_called_missing(bad):
    made = tables([reading("a"), reading("b"), bad])
    assert cell(made["coverage"], "training", "town:Ekstad").answer is Answer.COULD_NOT_READ
    assert cell(made["gaps"], "c1", "status").answer is Answer.COULD_NOT_READ
    assert cell(made["wordings"], "c1", "town:Ekstad").answer is Answer.COULD_NOT_READ


def test_a_document_that_was_never_read_is_a_gap_in_the_reading():
    made = tables([reading("a"), reading("b")])
    assert cell(made["coverage"], "training", "town:Ekstad").answer is Answer.COULD_NOT_READ


def test_a_doubt_on_a_page_far_from_any_measure_hides_nothing():
    far = reading("e", problems=(Problem(kind="table", message="?", severity=Severity.DOUBT, page=40),))
    made = tables([reading("a"), reading("b"), far])
    assert cell(made["coverage"], "training", "town:Ekstad").answer is Answer.NOT_FOUND


BESIDE = DocumentRecord(id="m", file="minnesanteckningar.md", sha256="m", municipality=("Granby",))
MINUTES = Segmentation(document="m", measures=(), meeting=Meeting(document="m", date=None, place=None))
READ = Reading(document="m", file="minnesanteckningar.md")


def with_minutes(*rows, town="Granby", target="Ekstad", reading_of_it=READ):
    readings = [*(reading(id) for id in TOWNS), reading_of_it]
    return tables(readings, (*ROWS, replace(BESIDE, municipality=(town,)), *rows), target, (MINUTES,))


def test_a_town_that_has_only_minutes_lacks_nothing():
    made = with_minutes()
    for key in ("wordings", "coverage", "actors", "forms"):
        if key in made:
            assert "town:Granby" not in [column.key for column in made[key].columns], key
    assert "m" in made["overview"].row_ids and "m" in made["register"].row_ids
    seen_from_it = with_minutes(target="Granby")["gaps"]
    assert {row[0].text for row in seen_from_it.rows} == {"Ingen egen plan i materialet"}


def test_minutes_beside_a_plan_neither_add_nor_hide_a_gap():
    made = with_minutes(
        town="Ekstad", reading_of_it=replace(READ, pages=(PageReading(number=1, read_by=ReadBy.NOTHING),))
    )
    assert cell(made["coverage"], "training", "town:Ekstad").answer is Answer.NOT_FOUND


def test_a_file_nobody_can_read_or_place_is_no_town():
    row = DocumentRecord(id="x", file="tom.pdf", sha256="x", municipality=("okänd kommun",))
    readings = [*(reading(id) for id in TOWNS), Reading(document="x", file="tom.pdf", failed=True)]
    made = tables(readings, (*ROWS, row))
    assert "town:okänd kommun" not in [column.key for column in made["coverage"].columns]
    told = cell(made["reading"], "x", "read_state")
    assert told.text == "Kunde inte läsas"


def test_gaps_are_seen_from_the_target():
    gaps = tables()["gaps"]
    assert cell(gaps, "c1", "status").text == "Andra har, inte funnen hos oss"
    assert cell(gaps, "c2", "status").text == "Vi har, andra också"
    assert gaps.row_ids[0] == "c1"


def test_wordings_are_verbatim_with_owner_time_and_page():
    entry = cell(tables()["wordings"], "c1", "town:Norrvik")
    assert entry.text.startswith(MEASURES[0].text)
    assert "Ansvarig: Socialnämnden" in entry.text and "Tid: 2027" in entry.text and "s. 3" in entry.text
    assert entry.sources[0].quote == MEASURES[0].text


def test_shares_count_what_is_printed():
    quality = tables()["quality"]
    owner = cell(quality, "has_owner", "town:Norrvik")
    assert (owner.text, owner.number) == ("1/2", 0.5)


def test_own_names_of_bodies_are_kept_under_one_role():
    actors = tables()["actors"]
    assert "Individ- och familjenämnden (1/0)" in cell(actors, "social_board", "town:Åbyholm").text
    assert "Socialnämnden (1/0)" in cell(actors, "social_board", "town:Norrvik").text


def test_a_joint_plan_stands_under_both_towns():
    joint = Measure(
        id="j1", document="a", text="Gemensam åtgärd", form=Form.PROSE, municipality=("Norrvik", "Åbyholm"),
        provenance=Provenance(document="a", start=0, end=1),
    )  # fmt: skip
    clustering = Clustering(clusters=(Cluster(id="c", label="x", members=("j1",), typical="j1"),), cut=0.5, encoder="x")
    row = DocumentRecord(id="a", file="g.pdf", sha256="a", municipality=("Norrvik", "Åbyholm"))
    made = compare(clustering, [Segmentation(document="a", measures=(joint,))], [reading("a")], [row])
    table = next(one for one in made if one.key == "wordings")
    assert cell(table, "c", "town:Norrvik").answer is Answer.HAS_IT
    assert cell(table, "c", "town:Åbyholm").answer is Answer.HAS_IT
    assert cell(table, "c", "towns").number == 2


def test_meetings_are_shown_by_organisation_and_decision():
    from toolkit.model import ActionPoint, Actor, Attendance, Meeting

    place = Provenance(document="e", start=0, end=1)
    meeting = Meeting(
        document="e",
        date="2026-10-21",
        place=None,
        attendance=(Actor(organisation="Polisen", function="kommunpolis", status=Attendance.PREVENTED),
                    Actor(organisation="Hotell Ekstad")),
        decisions=(
            ActionPoint(text="bjuda in", owner="Samordnaren", due="2026-12-01", provenance=place),
            ActionPoint(text="Xerxes Qvillberg ringer runt", owner="Xerxes Qvillberg", due=None, provenance=place),
            ActionPoint(text="ta fram", owner="Hotell Ekstad", due=None, provenance=place),
        ),
        next_meeting="2027-01-18",
    )  # fmt: skip
    parts = [Segmentation(document="e", measures=(), meeting=meeting)]
    made = {one.key: one for one in compare(Clustering(clusters=(), cut=0.5, encoder="x"), parts, (), ROWS)}
    assert [entry.text for entry in made["attendance"].rows[0]][:4] == [
        "2026-10-21", "Polisen", "kommunpolis", "förhindrad",
    ]  # fmt: skip
    assert [entry.text for entry in made["points"].rows[0]][1:4] == ["bjuda in", "Samordnaren", "2026-12-01"]
    assert [entry.text for entry in made["points"].rows[1]][1:3] == ["[namn] ringer runt", "[namn]"]
    assert made["points"].rows[2][2].text == "Hotell Ekstad"
    assert "attendance" not in tables()


def said(id: str, **values: str) -> Reading:
    fields = {key: Field(state=FieldState.STATED, value=value) for key, value in values.items()}
    return replace(reading(id), metadata=Metadata(**fields))


def test_the_register_marks_what_the_document_says_and_a_person_goes_first():
    rows = (replace(ROWS[0], status="upphävd"), *ROWS[1:])
    stated = {"status": "antagen", "valid_from": "2027-01-01", "valid_to": "2029-12-31"}
    made = tables([said("a", **stated), said("b", **stated), reading("e")], rows)
    assert cell(made["register"], "a", "status").text == "upphävd"
    assert cell(made["register"], "b", "status").text == "antagen (enligt dokumentet)"
    assert cell(made["register"], "b", "period").text == "2027-01-01 – 2029-12-31 (enligt dokumentet)"
    assert cell(made["register"], "e", "status").text == "okänd"
    assert cell(made["overview"], "a", "status").text == "upphävd"
    assert cell(made["overview"], "b", "status").text == "antagen"


def test_a_note_is_no_remark():
    note = Problem(kind="navigation", message="?", severity=Severity.NOTE)
    doubt = Problem(kind="table", message="?", severity=Severity.DOUBT, page=2)
    made = tables([reading("a", problems=(note,)), reading("b", problems=(note, doubt)), reading("e")])
    assert [cell(made["overview"], id, "problems").number for id in "abe"] == [0, 1, 0]
    assert [cell(made["reading"], "b", key).number for key in ("losses", "doubts", "notes")] == [0, 1, 1]
    assert len(made["problems"].rows) == 3


def test_the_reading_report_names_the_pages_to_look_at():
    pages = (
        PageReading(number=1, read_by=ReadBy.TAGS),
        PageReading(number=2, read_by=ReadBy.NOTHING),
        PageReading(number=3, read_by=ReadBy.OCR, confidence=0.6),
        PageReading(number=4, read_by=ReadBy.OCR, confidence=0.95),
        PageReading(number=5, read_by=ReadBy.LAYOUT, unplaced=12),
    )
    doubt = Problem(kind="table", message="?", severity=Severity.DOUBT, page=9)
    scanned = Reading(
        document="a", file="a.pdf", format="pdf", pages=pages, problems=(doubt,), tables=3, tables_joined=1
    )
    plain = Reading(document="b", file="b.docx", format="docx", tables=1)
    scanned = replace(scanned, tables_doubtful=1, doubtful_pages=(7,))
    made = tables([scanned, plain, Reading(document="e", file="e.pdf", failed=True)])["reading"]
    assert cell(made, "a", "suspicious").text == "2-3, 5, 7, 9"
    ways = ("pages", "by_tags", "by_layout", "by_ocr", "by_nothing", "unplaced", "tables_joined")
    assert [cell(made, "a", key).number for key in ways] == [5, 1, 1, 2, 1, 12, 1]
    assert cell(made, "b", "pages").number is None and cell(made, "b", "tables").number == 1
    assert cell(made, "e", "read_state").text == "Kunde inte läsas" and cell(made, "e", "tables").number is None
    assert made.notes[0].startswith("Hela materialet – dokument: 3 (kunde inte läsas: 1); sidor: 5 (via taggar: 1")

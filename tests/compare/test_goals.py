"""Goals of all plans: each once, with its measures, the target's own first, and those nothing serves."""

from dataclasses import replace

from toolkit.compare.goals import goals
from toolkit.compare.material import Material
from toolkit.model import (
    Candidate,
    Clustering,
    DocumentRecord,
    Field,
    FieldState,
    Form,
    Goal,
    Measure,
    Provenance,
    SectionKind,
    Segmentation,
    Verdict,
)


def place(document: str, start: int) -> Provenance:
    return Provenance(document=document, start=start, end=start + 5, page=start // 100 + 1)


def measure(id: str, goal: str | None = None, start: int = 50) -> Measure:
    stands = place(id[0], start)
    field = Field(state=FieldState.INHERITED, value=goal, provenance=stands) if goal else Field[str]()
    return Measure(id=id, document=id[0], text=f"Åtgärd {id}", provenance=stands, form=Form.TABLE, goal=field)


def goal(document: str, text: str, start: int, *measures: str, number: str | None = None) -> Goal:
    return Goal(
        id=f"{document}-{start}", text=text, provenance=place(document, start), number=number, measures=measures
    )


def passing(document: str, text: str, section: SectionKind = SectionKind.BACKGROUND) -> Candidate:
    return Candidate(text=text, verdict=Verdict.GOAL, provenance=place(document, 300), section=section, form=Form.PROSE)


def rows(*parts: Segmentation) -> list[dict[str, object]]:
    register = [
        DocumentRecord(id=id, file=f"{id}.pdf", sha256=id, municipality=(town,), title=town)
        for id, town in (("a", "Norrvik"), ("e", "Ekstad"))
    ]
    table = goals(
        Material(
            clustering=Clustering(clusters=(), cut=0.5, encoder="lexical"),
            segmentations=parts,
            readings=(),
            register=register,
            target="Ekstad",
            topics=("manniskohandel",),
            language="sv",
        )
    )
    if table is None:
        return []
    keys = [column.key for column in table.columns]
    return [
        {key: one.text if one.number is None else one.number for key, one in zip(keys, row, strict=True)}
        for row in table.rows
    ]


def test_a_goal_stands_once_with_its_measures_and_one_without_is_kept():
    first = goal("a", "Ingen ska utnyttjas.", 10, "a1", "a2", number="1")
    alone = goal("a", "Fler ska våga söka hjälp.", 120)
    joined = "Ingen ska utnyttjas. Fler ska våga söka hjälp."
    part = Segmentation(
        document="a", goals=(first, alone), measures=(measure("a1", first.text), measure("a2", joined, start=200))
    )
    found = rows(part)
    assert [(row["goal"], row["measure_count"], row["page"]) for row in found] == [
        ("Ingen ska utnyttjas.", 2.0, 1.0),
        ("Fler ska våga söka hjälp.", 0.0, 2.0),
    ]
    assert found[0]["measures"] == "• Åtgärd a1\n• Åtgärd a2"
    assert found[0]["number"] == "1"


def test_goals_that_stand_only_with_their_measures_are_found_there():
    part = Segmentation(document="a", measures=(measure("a1", "Trygga gator"), measure("a2", "Trygga gator")))
    (row,) = rows(part)
    assert (row["goal"], row["goal_place"], row["measure_count"]) == ("Trygga gator", "vid åtgärderna", 2.0)


def test_sentences_in_passing_are_told_apart_and_those_under_the_goals_own_heading_are_no_goals():
    part = Segmentation(
        document="a",
        measures=(),
        goals=(goal("a", "Trygga gator", 10),),
        candidates=(
            passing("a", "Andelen trygga ska öka."),
            passing("a", "Målen gäller till 2030.", SectionKind.GOALS),
        ),
    )
    assert [(row["goal"], row["goal_place"]) for row in rows(part)] == [
        ("Trygga gator", "som mål"),
        ("Andelen trygga ska öka.", "i löptext"),
    ]


def test_our_own_goals_come_first_and_no_goal_gives_no_table():
    theirs = Segmentation(document="a", measures=(), goals=(goal("a", "Trygga gator", 10),))
    ours = Segmentation(document="e", measures=(), goals=(goal("e", "Trygga hem", 10),))
    assert [row["municipality"] for row in rows(theirs, ours)] == ["Ekstad", "Norrvik"]
    assert rows(replace(ours, goals=())) == []

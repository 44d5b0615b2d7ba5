"""A national template among the towns' plans: told as the origin of what was copied, and no town itself."""

import pytest

from toolkit.cluster import cluster
from toolkit.compare.coverage import coverage, gaps
from toolkit.compare.levels import levels
from toolkit.compare.material import Material
from toolkit.compare.reuse import reuse
from toolkit.compare.wordings import wordings
from toolkit.corpus import Corpus
from toolkit.model import (
    DocumentRecord,
    Field,
    FieldState,
    FocusArea,
    Form,
    Measure,
    Metadata,
    Provenance,
    Reading,
    Segmentation,
)

STATE = "Jämställdhetsmyndigheten"
ROUTINE = "Ta fram en gemensam rutin för hur personal ska agera vid misstanke om människohandel."
PLANS = (
    (STATE, "2019", (ROUTINE, "Utse en kontaktperson för ärenden om människohandel i varje kommun.")),
    ("Norrvik", "2021", (ROUTINE,)),
    ("Sjöhamn", "2022", (ROUTINE.replace("ska agera", "bör agera"),)),
    ("Åbyholm", "2022", (f"Socialnämnden ska ta{ROUTINE[2:]}",)),
    ("Ekstad", "2023", ("Ordna tillsyn av massagesalonger tillsammans med polisen två gånger per år.",)),
)


def material(*, state_year="2019"):
    parts, rows, readings = [], [], []
    for number, (town, year, texts) in enumerate(PLANS):
        key = f"d{number}"
        measures = tuple(
            Measure(
                id=f"m{number}{at}", document=key, text=text, form=Form.BULLET, municipality=(town,),
                provenance=Provenance(document=key, start=0, end=len(text), page=at + 1),
                focus_areas=(FocusArea(key="support", score=1.0),),
            )
            for at, text in enumerate(texts)
        )  # fmt: skip
        title = "Mall för lokal handlingsplan" if town == STATE else f"Handlingsplan {town}"
        year = state_year if town == STATE else year
        parts.append(Segmentation(document=key, measures=measures))
        rows.append(DocumentRecord(id=key, file=f"{key}.pdf", sha256=key, municipality=(town,), title=title))
        about = Metadata(year=Field(state=FieldState.STATED, value=year))
        readings.append(Reading(document=key, file=f"{key}.pdf", metadata=about))
    found = cluster([measure for part in parts for measure in part.measures], encoder="lexical")
    return Material(
        clustering=found, segmentations=parts, readings=readings, register=rows, target="Ekstad",
        topics=("manniskohandel",), language="sv",
    )  # fmt: skip


def rows_of(table):
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]


def test_the_state_is_no_town_in_coverage_and_gaps():
    ground = material()
    assert ground.towns == ("Ekstad", "Norrvik", "Sjöhamn", "Åbyholm") and ground.others == (STATE,)
    assert not any(STATE in column.title for column in coverage(ground).columns)
    told = {row["cluster"].text: row for row in rows_of(gaps(ground))}
    shared = next(row for row in told.values() if row["towns"].number == 3)
    assert STATE not in shared["who"].text
    only_theirs = next(row for row in told.values() if row["towns"].number == 0)
    assert only_theirs["who"].text == f"({STATE})"


def test_three_towns_that_copy_one_template_are_one_voice_and_its_words_stand_in_a_column_of_their_own():
    table = wordings(material())
    row = next(row for row in rows_of(table) if row["towns"].number == 3)
    assert row["families"].number == 1
    assert row[f"other:{STATE}"].text.startswith(ROUTINE)
    assert "efter Jämställdhetsmyndighetens mall" in row["town:Norrvik"].text
    alone = next(row for row in rows_of(table) if row["town:Ekstad"].sources)
    assert alone[f"other:{STATE}"].answer is None and not alone[f"other:{STATE}"].text


def test_the_template_stands_first_beside_each_copy_with_what_differs_marked():
    found = rows_of(reuse(material()))
    assert [row["first"].text for row in found] == [f"{STATE}, s. 1"] * 3
    kinds = {row["copy"].text: row["kind"].text for row in found}
    assert kinds["Norrvik, s. 1"] == "ordagrann kopia, efter Jämställdhetsmyndighetens mall"
    changed = next(row for row in found if row["copy"].text.startswith("Sjöhamn"))
    assert [changed["copy_words"].text[a:b] for a, b in changed["copy_words"].marks] == ["bör"]


def test_what_a_town_had_before_is_no_copy_of_a_later_template():
    ground = material(state_year="2022")
    assert "m10" not in ground.origins and {"m20", "m30"} <= set(ground.origins)
    assert levels(ground).depths[0] == 0


@pytest.mark.parametrize(
    ("front", "whose"),
    [
        ("# Mall för lokal handlingsplan\n\nJämställdhetsmyndigheten 2024\n", STATE),
        ("# Stödmaterial mot människohandel\n\nMaterialet är framtaget av Länsstyrelsen i Mellanbygdens län.\n",
         "Länsstyrelsen i Mellanbygdens län"),
        ("# Handlingsplan\n\nNorrviks kommun\n\nVi arbetar med Jämställdhetsmyndigheten.\n", "Norrvik"),
    ],
)  # fmt: skip
def test_whose_a_document_is_stands_on_its_front(tmp_path, front, whose):
    path = tmp_path / "plan.md"
    path.write_text(f"{front}\n## Åtgärder\n\n- {ROUTINE}\n- Ordna tillsyn varje år.\n", encoding="utf-8")
    corpus = Corpus.create(tmp_path / "w", municipality="Ekstad")
    corpus.add([path])
    assert [row.municipality for row in corpus.register] == [(whose,)]

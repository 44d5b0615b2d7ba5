"""Four fictional towns' plans in code: measures with fields, documents that hold their words, clusters, a profile.

The wordings are those traps are made of: other towns' boards, companies, people, dates, authorities given orders.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from toolkit.model import (
    Body,
    Cluster,
    Clustering,
    Deadline,
    Document,
    DocumentRecord,
    Fact,
    Field,
    FieldState,
    FocusArea,
    Form,
    Measure,
    Neighbour,
    Page,
    Party,
    Profile,
    Provenance,
    ReadBy,
)

with Path(__file__).parent.joinpath("files", "towns.csv").open(encoding="utf-8", newline="") as file:
    ROWS = tuple(csv.DictReader(file, delimiter=";"))


@dataclass(frozen=True)
class Towns:
    """All that `assemble` and the gate take."""

    profile: Profile
    measures: tuple[Measure, ...]
    clustering: Clustering
    register: tuple[DocumentRecord, ...]
    documents: tuple[Document, ...]


def make_towns() -> Towns:
    """The corpus; the same objects each time."""
    pages: dict[str, list[str]] = {}
    measures = tuple(_measure(number, row, pages) for number, row in enumerate(ROWS))
    groups: dict[str, list[str]] = {}
    for measure, row in zip(measures, ROWS, strict=True):
        groups.setdefault(row["group"], []).append(measure.id)
    clusters = tuple(
        Cluster(id=key, label=key, members=tuple(ids), typical=ids[0]) for key, ids in sorted(groups.items())
    )
    near = tuple(
        (one.id, tuple(Neighbour(measure=other.id, similarity=0.1) for other in measures if other is not one))
        for one in measures
    )
    return Towns(
        profile=make_profile(),
        measures=measures,
        clustering=Clustering(clusters=clusters, cut=0.5, encoder="test", neighbours=near),
        register=tuple(
            DocumentRecord(
                id=town.lower(),
                file=f"{town.lower()}.pdf",
                sha256="0" * 64,
                municipality=(town,),
                title=f"Handlingsplan mot människohandel i {town}",
                period="2026–2028" if town == "Norrvik" else None,
            )
            for town in pages
        ),
        documents=tuple(_document(town, texts) for town, texts in pages.items()),
    )


def make_profile(**changes: object) -> Profile:
    """Ekstad: a town with its own bodies, without KAST and without a port."""
    values: dict[str, object] = {
        "municipality": "Ekstad",
        "county": "Mellanbygdens län",
        "facts": (
            Fact(key="folkmangd", value="38 400", source="SCB", date="2025-12-31"),
            Fact(key="hamn", value="nej"),
            Fact(key="hotellbaddar", value="620"),
        ),
        "bodies": (
            Body(role="social_board", name="Vård- och omsorgsnämnden"),
            Body(role="education_board", name="Bildningsnämnden"),
            Body(role="executive", name="Kommunstyrelsen"),
            Body(role="procurement", name="Inköpsavdelningen"),
            Body(role="municipal_landlord", name="Ekstad Bostäder AB"),
            Body(role="crime_council", name="Trygghetsrådet i Ekstad"),
        ),
        "functions": (Fact(key="kast", value="nej"), Fact(key="faltgrupp", value="ja")),
        "documents": ("Trygghetsplan 2026–2027 (antagen)",),
        "period_from": 2027,
        "period_to": 2029,
        "settings": (("dokumenttyp", "Handlingsplan"), ("beslutsinstans", "Kommunfullmäktige")),
    }
    return Profile(**(values | changes))  # type: ignore[arg-type]


def _measure(number: int, row: dict[str, str], pages: dict[str, list[str]]) -> Measure:
    town, area, text, owners, partners, time, end, indicator = list(row.values())[1:]
    printed = pages.setdefault(town, [])
    page = len(printed) + 1
    printed.append("\n".join(part for part in (text, owners, partners, time, indicator) if part))
    place = Provenance(document=town.lower(), start=0, end=len(text), page=page)
    return Measure(
        id=f"{town.lower()}-{number:02}",
        document=town.lower(),
        text=text,
        provenance=place,
        form=Form.TABLE,
        municipality=(town,),
        focus_areas=(FocusArea(key=area, score=1.0),),
        responsible=_parties(owners, place),
        partners=_parties(partners, place),
        deadline=Field(
            state=FieldState.STATED, value=Deadline(text=time, end=end or None), quote=time, provenance=place
        ),
        indicator=Field(state=FieldState.STATED, value=indicator, quote=indicator, provenance=place)
        if indicator
        else Field(state=FieldState.ABSENT),
    )


def _parties(names: str, place: Provenance) -> Field[tuple[Party, ...]]:
    if not names:
        return Field(state=FieldState.ABSENT)
    parties = tuple(Party(name=name.strip()) for name in names.split(","))
    return Field(state=FieldState.STATED, value=parties, quote=names, provenance=place)


def _document(town: str, texts: list[str]) -> Document:
    return Document(
        id=town.lower(),
        file=f"{town.lower()}.pdf",
        text="\n".join(texts),
        blocks=(),
        pages=tuple(
            Page(number=number, width=595, height=842, read_by=ReadBy.LAYOUT, text=text)
            for number, text in enumerate(texts, 1)
        ),
        format="pdf",
    )

"""Four fictional towns' plans in code: measures with fields, documents that hold their words, clusters, a profile.

The wordings are those traps are made of: other towns' boards, companies, people, dates, authorities given orders.
"""

from dataclasses import dataclass

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

# group, town, focus area, text, owners, partners, time, end, indicator
ROWS = (
    ("G1", "Norrvik", "training", "Individ- och familjenämnden ska senast 2027-12-31 ha utbildat alla socialsekreterare i att upptäcka människohandel.", "Individ- och familjenämnden", "Polisen", "senast 2027-12-31", "2027-12-31", "Andel utbildade"),
    ("G1", "Åbyholm", "training", "Kompetenshöjande insatser genomförs löpande för berörda yrkesgrupper om prostitution och människohandel.", "", "", "löpande", None, ""),
    ("G1", "Sundhamn", "training", "Alla som i sitt arbete kan möta utsatta får en halvdags kurs två gånger per år.", "Socialförvaltningen", "Kvinnojouren i Sundhamn", "vår och höst", None, "Antal deltagare"),
    ("G2", "Norrvik", "mapping", "Ta fram en lokal lägesbild över människohandel i Norrvik vartannat år.", "Säkerhetssamordnare", "UmeBrå, Polisen", "2026-06-30", "2026-06-30", "Lägesbild redovisad"),
    ("G2", "Bergaryd", "mapping", "Kartlägga omfattningen av prostitution och människoexploatering i kommunen.", "Socialnämnden", "", "hösten 2027", "2027-11-30", ""),
    ("G3", "Norrvik", "demand", "Utöka verksamheten KAST med en tjänst för personer som köper sexuella handlingar.", "Individ- och familjenämnden", "", "2028", "2028-12-31", ""),
    ("G3", "Sundhamn", "demand", "Teckna avtal med annan kommun om samtalsstöd till den som vill sluta köpa sex.", "Socialnämnden", "", "senast september 2027", "2027-09-30", "Antal hänvisningar"),
    ("G4", "Åbyholm", "premises", "Åbyholmsbostäder AB utbildar bovärdar och trygghetsvärdar och inför en enkel rapportväg.", "Åbyholmsbostäder AB", "Polisen", "2027", "2027-12-31", "Andel utbildade"),
    ("G5", "Bergaryd", "law_enforcement", "Polisen ska genomföra fyra gemensamma insatser mot köp av sexuell tjänst.", "Polisen", "Socialförvaltningen", "årligen", None, "Antal insatser"),
    ("G6", "Sundhamn", "children", "Elevhälsan frågar om sex mot ersättning i alla hälsosamtal i årskurs åtta.", "Barn- och utbildningsnämnden", "Ungdomsmottagningen", "läsåret 2027/28", "2028-06-30", "Andel skolor"),
    ("G7", "Norrvik", "labour", "Upphandlingsenheten inför arbetsrättsliga villkor i alla avtal inom bygg, städ och transport.", "Upphandlingsenheten", "Skatteverket", "från 2027-07-01", None, "Andel avtal"),
    ("G8", "Åbyholm", "awareness", "Sprida information vid färjeläget i hamnen om var utsatta kan få hjälp, kontakta Karin Lindqvist på 0155-12 34 56.", "Kommunikationsavdelningen", "", "2027", "2027-12-31", ""),
    ("G9", "Bergaryd", "cooperation", "Inrätta en kärngrupp med socialtjänst, polis och civilsamhälle som träffas fyra gånger per år.", "Socialnämnden", "Polisen, civilsamhället", "första möte januari 2027", "2027-01-31", "Antal möten"),
    ("G10", "Norrvik", "follow_up", "Redovisa planens genomförande med status per åtgärd till kommunstyrelsen i februari varje år.", "Kommunledningskontoret", "", "årligen", None, ""),
    ("G11", "Sundhamn", "support", "Teckna avtal om minst två platser i skyddat boende för 350 000 kronor per år.", "Socialnämnden", "Lunds kommun", "2027-06-30", "2027-06-30", "Antal platser"),
    ("G12", "Åbyholm", "outreach", "Låta fältgruppen delta vid polisens insatser för att erbjuda stöd på plats.", "Socialförvaltningen", "Polisen", "2019", "2019-12-31", "Antal insatser"),
)  # fmt: skip


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
        groups.setdefault(row[0], []).append(measure.id)
    clusters = tuple(
        Cluster(id=key, label=key, members=tuple(ids), typical=ids[0]) for key, ids in sorted(groups.items())
    )
    near = tuple((m.id, tuple(Neighbour(measure=o.id, similarity=0.1) for o in measures if o is not m)) for m in measures)
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


def _measure(number: int, row: tuple, pages: dict[str, list[str]]) -> Measure:
    group, town, area, text, owners, partners, time, end, indicator = row
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
        deadline=Field(state=FieldState.STATED, value=Deadline(text=time, end=end), quote=time, provenance=place),
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

"""Bergaryd: a Word plan with bullets under goals, «Ansvarig:/Tidplan:» lines and bold leads; and an old scanned decision."""

from __future__ import annotations

from pathlib import Path

from .expected import Sheet
from .word import Word


def write(folder: Path) -> tuple[Sheet, Path]:
    """The Word plan in `folder`, and what should be found in it."""
    title = "Åtgärdsplan mot människohandel, prostitution och exploatering"
    sheet = Sheet("bergaryd", ("Bergaryd",))
    sheet.metadata = {
        "title": title,
        "municipality": ["Bergaryd"],
        "document_type": "Åtgärdsplan",
        "decided_by": "Kommunstyrelsen",
        "decided_on": "2026-06-10",
        "paragraph": "§ 88",
        "reference_number": "KS-2026/219",
        "owner": "Säkerhetsstrategen",
        "valid_from": "2026-07-01",
        "valid_to": "2028-06-30",
        "version": "1.0",
        "status": "antagen",
    }
    doc = Word(sheet, title=title, colour="5B3A1E", font="Liberation Serif")
    doc.running("BERGARYDS KOMMUN", "Åtgärdsplan, version 1.0")
    doc.p("*Bergaryds kommun*")
    doc.file.add_paragraph(title, style="Title")
    doc.metadata(
        [
            ("Namn på dokumentet", title),
            ("Dokumenttyp", "Åtgärdsplan"),
            ("Version", "1.0"),
            ("Fastställd av", "Kommunstyrelsen den 10 juni 2026, § 88"),
            ("Dnr", "KS-2026/219"),
            ("Dokumentansvarig", "Säkerhetsstrategen"),
            ("Gäller", "2026-07-01 till och med 2028-06-30"),
        ]
    )
    _background(doc, sheet)
    _first(doc, sheet)
    _second(doc, sheet)
    _third(doc, sheet)
    return sheet, doc.save(folder / "bergaryd-atgardsplan.docx")


def _background(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Bakgrund")
    doc.p(
        "Bergaryd har 9 800 invånare och ligger vid en riksväg. ",
        sheet.no("I kommunen finns två hotell, en camping och sex massagesalonger.", "description of the present"),
        " ",
        sheet.no("Kommunen är enligt lag skyldig att ha en åtgärdsplan.", "law restated"),
    )
    doc.p(sheet.going("Säkerhetsstrategen deltar redan i länets samverkansgrupp två gånger per år."))


def _first(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Mål 1. Fler upptäcks")
    doc.p(sheet.no("Till 2028 ska varje verksamhet kunna se tecken på exploatering.", "goal that looks like a measure"))
    sheet.goal = "Till 2028 ska varje verksamhet kunna se tecken på exploatering."
    doc.bullets(
        sheet.measure(
            "1.1",
            "Utbilda all personal i socialtjänstens mottagning i att upptäcka människohandel",
            responsible="Socialförvaltningen",
            due=("senast 31 december 2026", None, "2026-12-31", None),
            form="bullet",
            cluster="G1",
        )
    )
    doc.p("*Ansvarig:*", " Socialförvaltningen")
    doc.p("*Tidplan:*", " senast 31 december 2026")
    doc.bullets(
        sheet.measure(
            "1.2",
            "Genomföra en enkät till hotell, campingägare och hyresvärdar om iakttagelser och behov av stöd",
            responsible="Säkerhetsstrategen",
            partners="Näringslivsutvecklaren",
            due=("våren 2027", "2027-01-01", "2027-06-30", None),
            form="bullet",
            cluster="M02",
        )
    )
    doc.p("*Ansvarig:*", " Säkerhetsstrategen")
    doc.p("*Samverkan:*", " Näringslivsutvecklaren")
    doc.p("*Tidplan:*", " våren 2027")
    doc.bullets(
        sheet.measure(
            "1.3",
            "Ta fram en checklista för inspektörer med tecken på boende på arbetsplatsen",
            responsible="Miljö- och byggenheten",
            due=("Q1 2027", "2027-01-01", "2027-03-31", None),
            form="bullet",
            cluster="M32",
        )
    )
    doc.p("*Ansvarig:*", " Miljö- och byggenheten")
    doc.p("*Tidplan:*", " Q1 2027")


def _second(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Mål 2. Utsatta får hjälp")
    doc.p(sheet.no("Ingen ska behöva vänta mer än ett dygn på ett första samtal.", "goal that looks like a measure"))
    sheet.goal = "Ingen ska behöva vänta mer än ett dygn på ett första samtal."
    doc.bullets(
        (
            "*"
            + sheet.measure(
                "2.1",
                "Avtal om skyddat boende.",
                description="Socialförvaltningen tecknar avtal med en grannkommun om plats för den som behöver skydd, "
                "senast den 1 mars 2027.",
                responsible="Socialförvaltningen",
                due=("senast den 1 mars 2027", None, "2027-03-01", None),
                form="bullet",
                cluster="G4",
            )
            + "*",
            " Socialförvaltningen tecknar avtal med en grannkommun om plats för den som behöver skydd, senast den "
            "1 mars 2027.",
        ),
        (
            "*"
            + sheet.measure(
                "2.2",
                "Kontaktkort.",
                description="Ett kort med telefonnummer för dag, kväll och helg sprids till alla enheter i februari "
                "2027 och revideras årligen.",
                due=("i februari 2027 och revideras årligen", "2027-02-01", "2027-02-28", "årligen"),
                form="bullet",
                cluster="M40",
            )
            + "*",
            " Ett kort med telefonnummer för dag, kväll och helg sprids till alla enheter i februari 2027 och revideras "
            "årligen.",
        ),
        (
            "*"
            + sheet.measure(
                "2.3",
                "Hänvisning av köpare.",
                description="Socialförvaltningen hänvisar den som vill sluta köpa sex till mottagning i annan kommun.",
                responsible="Socialförvaltningen",
                form="bullet",
                cluster="G3",
            )
            + "*",
            " Socialförvaltningen hänvisar den som vill sluta köpa sex till mottagning i annan kommun.",
        ),
    )


def _third(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Mål 3. Kommunen gör inga affärer med exploatörer")
    doc.p("Ekonomiavdelningen ska under 2027:")
    for id, text, cluster in (
        ("3.1", "föra in arbetsrättsliga villkor i nya avtal om städ och bygg", "G7"),
        ("3.2", "besöka minst fem underleverantörer oanmält", "M37"),
    ):
        doc.bullets(
            sheet.measure(
                id,
                text,
                responsible="Ekonomiavdelningen",
                due=("under 2027", "2027-01-01", "2027-12-31", None),
                form="bullet",
                inherited=("responsible", "deadline"),
                goal="Mål 3. Kommunen gör inga affärer med exploatörer",
                cluster=cluster,
            )
        )
    doc.h(1, "Uppföljning")
    doc.p(
        sheet.measure(
            "4.1",
            "Säkerhetsstrategen följer upp planen en gång per år och rapporterar till kommunstyrelsen.",
            responsible="Säkerhetsstrategen",
            due=("en gång per år", None, None, "årligen"),
            cluster="G12",
        )
    )
    doc.p(sheet.no("Mått: antal utbildade, antal avtal, antal kontakter.", "indicator"))
    doc.h(1, "Bilaga 1. Telefonlista")
    sheet.no("Bilaga 1. Telefonlista", "annex heading")
    doc.p(sheet.no("Listan finns på intranätet och lämnas inte ut.", "note"))

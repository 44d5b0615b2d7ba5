"""The county plan of Mellanbygden: recommendations to the state and to municipalities; becomes ODT."""

from __future__ import annotations

from pathlib import Path

from .expected import Sheet
from .word import Word


def write(folder: Path) -> tuple[Sheet, Path]:
    """The plan as DOCX in `folder`, and what should be found in it."""
    title = "Länsplan mot människohandel och människoexploatering i Mellanbygdens län 2026–2029"
    sheet = Sheet("lansplan", ("Mellanbygdens län",))
    sheet.metadata = {
        "title": title,
        "municipality": ["Mellanbygdens län"],
        "document_type": "Länsplan",
        "decided_by": "Länsstyrelsen",
        "decided_on": "2026-10-14",
        "reference_number": "801-2211-2026",
        "valid_from": "2026-11-01",
        "valid_to": "2029-12-31",
        "status": "antagen",
    }
    doc = Word(sheet, title=title, colour="3B3B6D")
    doc.file.add_paragraph(title, style="Title")
    doc.metadata(
        [
            ("Dokumenttyp", "Länsplan"),
            ("Beslutad av", "Länsstyrelsen i Mellanbygdens län, 2026-10-14"),
            ("Diarienummer", "801-2211-2026"),
            ("Giltighetstid", "2026-11-01–2029-12-31"),
        ]
    )
    doc.h(1, "1. Utgångspunkter")
    doc.p(
        sheet.no(
            "Länsstyrelsen ska enligt förordning (2021:995) samordna arbetet mot mäns våld mot kvinnor i länet.",
            "law restated",
        ),
        " ",
        sheet.no("Länsplanen är inte bindande för kommunerna.", "scope"),
    )
    doc.p(sheet.going("Regionkoordinatorn ger redan stöd i enskilda ärenden."))
    doc.h(1, "2. Myndigheternas åtaganden")
    for number, text, owner, partners, due, cluster in (
        (
            "1",
            "Länsstyrelsen bjuder in länets kommuner till ett årligt erfarenhetsutbyte där planer och rutiner jämförs.",
            "Länsstyrelsen",
            None,
            ("årligt", None, None, "årligen"),
            "M50",
        ),
        (
            "2",
            "Polismyndigheten utser en kontaktperson för människohandelsärenden i varje lokalpolisområde senast "
            "2027-03-31.",
            "Polismyndigheten",
            None,
            ("senast 2027-03-31", None, "2027-03-31", None),
            "N-polis",
        ),
        (
            "3",
            "Arbetsmiljöverket och Skatteverket genomför tillsammans med kommunerna samordnade tillsynsbesök i branscher "
            "med hög risk, minst två per kommun och år.",
            "Arbetsmiljöverket och Skatteverket",
            "kommunerna",
            ("minst två per kommun och år", None, None, "årligen"),
            "G8",
        ),
        (
            "4",
            "Region Mellanbygden tar fram en rutin för akut vård och hälsoundersökning av personer som misstänks vara "
            "utsatta, senast hösten 2027.",
            "Region Mellanbygden",
            None,
            ("senast hösten 2027", None, "2027-12-31", None),
            "N-vard",
        ),
    ):
        doc.p(
            sheet.measure(
                number, text, responsible=owner, partners=partners, due=due, form="numbered", cluster=cluster
            ),
            style="List Number",
        )
    doc.h(1, "3. Rekommendationer")
    doc.h(2, "3.1 Till staten")
    doc.bullets(
        sheet.no(
            "Regeringen bör ge långsiktig finansiering till regionkoordinatorerna.", "recommendation to the state"
        ),
        sheet.no(
            "Jämställdhetsmyndigheten bör ta fram ett metodstöd för mindre kommuner.", "recommendation to the state"
        ),
    )
    doc.h(2, "3.2 Till kommunerna")
    doc.bullets(
        sheet.measure(
            "7",
            "Kommunerna bör ta fram en lokal lägesbild över människohandel, människoexploatering och prostitution.",
            responsible="Kommunerna",
            form="bullet",
            cluster="G2",
        ),
        sheet.measure(
            "8",
            "Kommunerna bör fastställa en rutin för misstänkt människohandel som bygger på den nationella manualens steg.",
            responsible="Kommunerna",
            form="bullet",
            cluster="G10",
        ),
        sheet.measure(
            "9",
            "Kommunerna bör införa arbetsrättsliga villkor och rätt till arbetsplatskontroll i upphandlingar inom bygg, "
            "städ, transport och måltid.",
            responsible="Kommunerna",
            form="bullet",
            cluster="G7",
        ),
    )
    doc.h(1, "4. Uppföljning")
    doc.p(
        sheet.measure(
            "10",
            "Länsstyrelsen redovisar länsplanens genomförande till länets samverkansråd i november varje år.",
            responsible="Länsstyrelsen",
            due=("i november varje år", None, None, "årligen"),
            cluster="G12",
        )
    )
    doc.table(
        ["Kommun", "Antagen plan", "Lägesbild"],
        [
            ["Bergaryd", "ja", "nej"],
            ["Ekstad", "nej", "2026"],
            ["Norrvik", "ja", "2026"],
            ["Sundhamn", "webbsida", "nej"],
            ["Åbyholm", "remiss", "nej"],
        ],
        [5.0, 5.0, 5.0],
    )
    return sheet, doc.save(folder / "lansplan-mellanbygden.docx")

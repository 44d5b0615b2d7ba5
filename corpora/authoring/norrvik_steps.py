"""Norrvik's last two areas: numbered measures, a lead-in with bullets, committing sentences."""

from __future__ import annotations

from .expected import Sheet
from .word import Word


def cooperation(doc: Word, sheet: Sheet) -> None:
    """Area 5: numbered measures with a table of attributes each."""
    doc.h(2, "5 Samverkan och ansvar", new_page=True)
    doc.p(
        sheet.no(
            "Samverkan bygger på att alla vet vad de själva ska göra. Nätverk med privata parter har ingen sekretess "
            "mellan sig; därför delas bara avidentifierade uppgifter.",
            "background",
        )
    )
    doc.h(3, "Åtgärd 5.1 En kärngrupp inrättas")
    sheet.path.pop()
    doc.p(
        "En kärngrupp bestående av socialtjänst, polis och idéburen part sammanträder fyra gånger per år. "
        "Kärngruppen går igenom avidentifierade händelser och föreslår insatser."
    )
    sheet.measure(
        "5.1",
        "En kärngrupp inrättas",
        description="En kärngrupp bestående av socialtjänst, polis och idéburen part sammanträder fyra gånger per år. "
        "Kärngruppen går igenom avidentifierade händelser och föreslår insatser.",
        responsible="Enhetschef mottagning",
        partners="Lokalpolisområdet, idéburen part",
        due=("första möte januari 2027", "2027-01-01", "2027-01-31", None),
        indicator="Antal möten; närvaro per organisation",
        form="numbered",
        cluster="G5",
    )
    doc.metadata(
        [
            ("Ansvarig", "Enhetschef mottagning"),
            ("Samverkan", "Lokalpolisområdet, idéburen part"),
            ("Tidplan", "första möte januari 2027"),
            ("Indikator", "Antal möten; närvaro per organisation"),
        ]
    )
    doc.h(3, "Åtgärd 5.2 En överenskommelse tecknas med polisen om larmvägar")
    sheet.path.pop()
    doc.p(
        "Överenskommelsen beskriver roller och återkoppling. ",
        sheet.no("Polisen ska utreda alla tips som kommunen lämnar.", "orders another authority about"),
    )
    sheet.measure(
        "5.2",
        "En överenskommelse tecknas med polisen om larmvägar",
        description="Överenskommelsen beskriver roller och återkoppling. Polisen ska utreda alla tips som kommunen "
        "lämnar.",
        responsible="Kommunstyrelsen",
        partners="Lokalpolisområdet",
        due=("senast den 31 maj 2027", None, "2027-05-31", None),
        indicator="Överenskommelse undertecknad",
        form="numbered",
        cluster="M29",
    )
    doc.metadata(
        [
            ("Ansvarig", "Kommunstyrelsen"),
            ("Samverkan", "Lokalpolisområdet"),
            ("Tidplan", "senast den 31 maj 2027"),
            ("Indikator", "Överenskommelse undertecknad"),
        ]
    )
    doc.h(3, "Ansvar i organisationen")
    doc.p(
        sheet.no(
            "Kommunfullmäktige beslutar om planen. Kommunstyrelsen har uppsikt över den. Socialnämnden har huvudansvar "
            "för stöd till enskilda enligt sitt reglemente.",
            "division of responsibility",
        )
    )


def follow_up(doc: Word, sheet: Sheet) -> None:
    """Area 6: a lead-in that hands owner and date to its bullets, and committing sentences."""
    doc.h(2, "6 Genomförande och uppföljning", new_page=True)
    doc.p("Kommunledningskontoret ska senast 2027-09-30:")
    lead = ("senast 2027-09-30", None, "2027-09-30", None)
    bullets = (
        ("6.1", "utse en samordnare på minst halvtid för arbetet mot människohandel och prostitution", "M44"),
        ("6.2", "inventera kommunens befintliga styrdokument och rutiner och redovisa luckor", "M04"),
        ("6.3", "ta fram en mall för nämndernas rapporter om planen", "N6.3"),
    )
    doc.bullets(
        *(
            sheet.measure(
                id,
                text,
                responsible="Kommunledningskontoret",
                due=lead,
                form="bullet",
                inherited=("responsible", "deadline"),
                cluster=cluster,
            )
            for id, text, cluster in bullets
        )
    )
    doc.p(
        sheet.measure(
            "6.4",
            "Kommunledningskontoret redovisar status för varje åtgärd (genomförd, pågår, försenad) till "
            "kommunstyrelsen i februari varje år.",
            responsible="Kommunledningskontoret",
            due=("i februari varje år", None, None, "årligen"),
            cluster="G12",
        ),
        " ",
        sheet.measure(
            "6.5",
            "Planen revideras 2029.",
            due=("2029", "2029-01-01", "2029-12-31", None),
            cluster="N6.5",
            sure=False,
        ),
    )
    doc.p(
        sheet.no(
            "En åtgärd räknas som genomförd när den ansvarige har skickat in ett underlag som visar det.", "definition"
        )
    )
    doc.p("*Hur rapporten ser ut*")
    doc.table(
        ["Läge", "Betyder", "Färg"],
        [
            [sheet.no("Genomförd", "legend"), "Åtgärden är klar och underlag finns", "Grön"],
            [sheet.no("Pågår", "legend"), "Åtgärden är påbörjad och följer tidplanen", "Gul"],
            [sheet.no("Försenad", "legend"), "Tidplanen håller inte; ny tid ska anges", "Röd"],
        ],
        [3.5, 9.5, 3.4],
    )
    doc.p("*Kommunens egna nyckeltal*")
    doc.bullets(
        sheet.no("Andel medarbetare som känner till kontaktvägarna", "indicator"),
        sheet.no("Antal registrerade händelser per kvartal", "indicator"),
        sheet.no("Andel hotell som har infört rutinen", "indicator"),
    )
    doc.p(
        sheet.no(
            "När planens giltighetstid löper ut den 31 december 2029 gäller den inte längre, om inte "
            "kommunfullmäktige beslutar om annat.",
            "validity",
        )
    )

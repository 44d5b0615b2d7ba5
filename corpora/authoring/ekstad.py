"""Ekstad's own documents: an expired violence plan, a safety plan, and minutes of the working group."""

from __future__ import annotations

from pathlib import Path

from .expected import Sheet
from .word import Word


def violence_plan(folder: Path) -> tuple[Sheet, Path]:
    """The plan against violence in close relations: expired, and in outdated words."""
    title = "Handlingsplan mot våld i nära relationer 2021–2024"
    sheet = Sheet("ekstad-valdsplan", ("Ekstad",))
    sheet.metadata = {
        "title": title,
        "municipality": ["Ekstad"],
        "document_type": "Handlingsplan",
        "decided_by": "Vård- och omsorgsnämnden",
        "decided_on": "2020-11-24",
        "paragraph": "§ 97",
        "reference_number": "VON 2020/114",
        "valid_from": "2021-01-01",
        "valid_to": "2024-12-31",
        "status": "utgången",
    }
    doc = Word(sheet, title=title, colour="2F5233")
    doc.running("Ekstads kommun", "VON 2020/114")
    doc.file.add_paragraph(title, style="Title")
    doc.metadata(
        [
            ("Dokumenttyp", "Handlingsplan"),
            ("Antagen av", "Vård- och omsorgsnämnden 2020-11-24, § 97"),
            ("Diarienummer", "VON 2020/114"),
            ("Giltighetstid", "2021-01-01–2024-12-31"),
        ]
    )
    doc.h(1, "Bakgrund")
    doc.p(
        sheet.no(
            "Socialnämnden ska enligt 5 kap. 11 § SoL (2001:453) och SOSFS 2014:4 ge stöd åt våldsutsatta.",
            "outdated law restated",
        ),
        " ",
        sheet.no("Prostitution och människohandel nämns i denna plan men behandlas inte särskilt.", "scope"),
    )
    doc.h(1, "Åtgärder")
    rows = []
    for id, text, owner, due, cluster in (
        (
            "1",
            "Utbilda personal i socialtjänsten i att fråga om våld",
            "Vård- och omsorgsförvaltningen",
            ("2021–2022", "2021-01-01", "2022-12-31", None),
            "E-vald-utb",
        ),
        (
            "2",
            "Teckna avtal om plats i skyddat boende för våldsutsatta kvinnor",
            "Vård- och omsorgsnämnden",
            ("senast 2021-12-31", None, "2021-12-31", None),
            "E-vald-boende",
        ),
        (
            "3",
            "Ta fram informationsmaterial om stöd till våldsutsatta på fem språk",
            "Kommunikationsenheten",
            ("våren 2022", "2022-01-01", "2022-06-30", None),
            "E-vald-info",
        ),
    ):
        sheet.measure(id, text, responsible=owner, due=due, form="table", cluster=cluster)
        rows.append([text, owner, due[0]])
    doc.table(["Åtgärd", "Ansvarig", "Tidplan"], rows, [8.4, 5.4, 3.4], size=9.5)
    doc.h(1, "Uppföljning")
    doc.p(
        sheet.measure(
            "4",
            "Förvaltningen följer upp planen årligen i samband med verksamhetsberättelsen.",
            responsible="Förvaltningen",
            due=("årligen", None, None, "årligen"),
            cluster="E-vald-uppf",
        )
    )
    return sheet, doc.save(folder / "valdsplan-2021-2024.docx")


def safety_plan(folder: Path) -> tuple[Sheet, Path]:
    """The safety plan in force: what the draft must complete and not repeat."""
    title = "Trygghetsplan 2026–2027"
    sheet = Sheet("ekstad-trygghetsplan", ("Ekstad",))
    sheet.metadata = {
        "title": title,
        "municipality": ["Ekstad"],
        "document_type": "Åtgärdsplan",
        "decided_by": "Kommunstyrelsen",
        "decided_on": "2025-12-09",
        "paragraph": "§ 161",
        "reference_number": "KS 2025/0288",
        "valid_from": "2026-01-01",
        "valid_to": "2027-12-31",
        "status": "antagen",
    }
    doc = Word(sheet, title=title, colour="2F5233")
    doc.running("Ekstads kommun", "KS 2025/0288")
    doc.file.add_paragraph(title, style="Title")
    doc.metadata(
        [
            ("Dokumenttyp", "Åtgärdsplan enligt lag (2023:196)"),
            ("Beslutad av", "Kommunstyrelsen 2025-12-09, § 161"),
            ("Diarienummer", "KS 2025/0288"),
            ("Giltighetstid", "2026-01-01–2027-12-31"),
        ]
    )
    doc.h(1, "Orsaker och åtgärder")
    doc.p(
        sheet.no(
            "Åtgärderna utgår från lägesbilden 2026. Färgerna i uppföljningen är grönt, gult och rött.",
            "reading advice",
        )
    )
    rows = []
    for id, why, text, when, who, after, due, cluster in (
        (
            "1",
            "1. Otrygghet vid resecentrum",
            "Sätta upp information om stöd på toaletter i resecentrum, bibliotek och badhus",
            "Q3 2026",
            "Kultur- och fritidsnämnden",
            "Kontroll varje halvår",
            ("Q3 2026", "2026-07-01", "2026-09-30", None),
            "M11",
        ),
        (
            "2",
            "2. Fler tips om osund konkurrens",
            "Genomföra samordnade tillsynsbesök i utpekade branscher",
            "fyra per år",
            "Miljö- och byggnämnden",
            "Redovisas i Trygghetsrådet i Ekstad",
            ("fyra per år", None, None, None),
            "G8",
        ),
        (
            "3",
            "3. Bristande kännedom om larmvägar",
            "Teckna en skriftlig överenskommelse med polisen om larmvägar och återkoppling",
            "senast 2026-12-31",
            "Kommunstyrelsen",
            "Årlig avstämning",
            ("senast 2026-12-31", None, "2026-12-31", None),
            "M29",
        ),
    ):
        sheet.no(why, "cause, not an action")
        sheet.measure(id, text, responsible=who, due=due, follow_up=after, form="table", cluster=cluster)
        rows.append([why, text, when, who, after])
    doc.table(["Orsak", "Åtgärd", "När", "Vem", "Uppföljning"], rows, [3.4, 5.4, 2.4, 3.2, 3.0], size=9)
    doc.p(sheet.going("Fältgruppen arbetar på nätet två kvällar i veckan sedan 2024."))
    return sheet, doc.save(folder / "trygghetsplan-2026-2027.docx")


ATTENDANCE = (
    ("Elsa Brännberg", "Vård- och omsorgsförvaltningen", "enhetschef", "present", "elsa.brannberg@ekstad.example", "070-174 06 21"),
    ("Tor Hällsjö", "Trygghetsrådet i Ekstad", "säkerhetsstrateg", "present", "tor.hallsjo@ekstad.example", "070-174 06 22"),
    ("Amina Rosvik", "Lokalpolisområde Mellanbygden", "kommunpolis", "present", "amina.rosvik@polis.example", "070-174 06 23"),
    ("Gerd Åkerlid", "Föreningen Ljusglimten", "verksamhetsledare", "present", "gerd@ljusglimten.example", "070-174 06 24"),
    ("Pär-Ola Näslund", "Ekstad Bostäder AB", "bovärd", "present", "par-ola.naslund@ekstadbostader.example", "070-174 06 25"),
    ("Siri Öhrnell", "Bildningsnämnden", "elevhälsochef", "prevented", "siri.ohrnell@ekstad.example", "070-174 06 26"),
    ("Viggo Mattsbo", "Hotell Ekstad", "hotellchef", "prevented", "viggo@hotellekstad.example", "070-174 06 27"),
)  # fmt: skip
DECISIONS = (
    (
        "Att: begära in planer från Norrvik, Åbyholm, Sundhamn och Bergaryd.",
        "begära in planer från Norrvik, Åbyholm, Sundhamn och Bergaryd",
        "Tor Hällsjö",
        "2026-11-02",
        " Ansvarig: Tor Hällsjö. Klart senast 2 november 2026.",
    ),
    (
        "Att: inventera kommunens egna dokument om våld och trygghet.",
        "inventera kommunens egna dokument om våld och trygghet",
        "Elsa Brännberg",
        "2026-11-18",
        " Ansvarig: Elsa Brännberg. Redovisas vid nästa möte.",
    ),
    (
        "Att: inbjuda hotell, hyresvärdar och fackförbund till nätverket.",
        "inbjuda hotell, hyresvärdar och fackförbund till nätverket",
        "Gerd Åkerlid",
        "2026-12-15",
        " Ansvarig: Gerd Åkerlid, senast den 15 december 2026.",
    ),
    (
        "Att: Pär-Ola Näslund tar reda på hur bovärdarna rapporterar i dag.",
        "Pär-Ola Näslund tar reda på hur bovärdarna rapporterar i dag",
        "Pär-Ola Näslund",
        None,
        "",
    ),
)


def minutes(folder: Path) -> tuple[dict[str, object], Path]:
    """Minutes of the working group, with names, addresses and numbers that must not leave the municipality."""
    sheet = Sheet("ekstad-minnesanteckningar", ("Ekstad",))
    doc = Word(sheet, title="Minnesanteckningar", colour="2F5233")
    doc.file.add_paragraph("Minnesanteckningar", style="Title")
    doc.p("*Möte:*", " Arbetsgruppen mot människohandel i Ekstad")
    doc.p("*Datum:*", " Onsdagen den 21 oktober 2026, kl. 13.00–15.00")
    doc.p("*Plats:*", " Sammanträdesrum Eken, Ekstads stadshus")
    for heading, status in (("Närvarande", "present"), ("På sändlistan men förhindrade", "prevented")):
        doc.h(2, heading)
        for name, organisation, function, here, mail, phone in ATTENDANCE:
            if here == status:
                doc.p(f"{name}, {organisation}, {function}, {mail}, {phone}")
    doc.h(2, "1. Föregående möte")
    doc.p("Anteckningarna från den 16 september lades till handlingarna.")
    doc.h(2, "2. Planer från andra kommuner")
    doc.p(
        "Tor Hällsjö berättade att Norrvik antog en plan i september och att Åbyholm har en plan på remiss. Gruppen såg "
        "inga skäl att vänta."
    )
    for printed, _text, _owner, _due, rest in DECISIONS[:1]:
        doc.p(printed + rest)
    doc.h(2, "3. Vad finns i Ekstad?")
    doc.p("Våldsplanen har gått ut. Trygghetsplanen gäller till och med 2027. Vi vet inte om det finns skyddat boende.")
    for printed, _text, _owner, _due, rest in DECISIONS[1:2]:
        doc.p(printed + rest)
    doc.h(2, "4. Vilka saknas?")
    doc.p("Räddningstjänsten, regionen och Inköpsavdelningen har inte varit med. De bör bjudas in.")
    for printed, _text, _owner, _due, rest in DECISIONS[2:]:
        doc.p(printed + rest)
    doc.h(2, "5. Nästa möte")
    doc.p("Nästa möte hålls onsdagen den 18 november 2026 kl. 13.00 på samma plats.")
    doc.p("Vid anteckningarna: Elsa Brännberg")
    expected: dict[str, object] = {
        "file": "ekstad/minnesanteckningar-2026-10-21.docx",
        "date": "2026-10-21",
        "place": "Sammanträdesrum Eken, Ekstads stadshus",
        "attendance": [
            {"organisation": organisation, "function": function, "status": status}
            for _name, organisation, function, status, _mail, _phone in ATTENDANCE
        ],
        "decisions": [{"text": text, "owner": owner, "due": due} for _printed, text, owner, due, _rest in DECISIONS],
        "next_meeting": "2026-11-18",
        "measures": [],
        "personal": {
            "names": [row[0] for row in ATTENDANCE],
            "mail": [row[4] for row in ATTENDANCE],
            "phone": [row[5] for row in ATTENDANCE],
        },
    }
    return expected, doc.save(folder / "minnesanteckningar-2026-10-21.docx")

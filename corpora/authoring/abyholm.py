"""Åbyholm: a draft out for comments, in vague policy wording; an untagged PDF with columns that no line marks."""

from __future__ import annotations

from pathlib import Path

from . import abyholm_front
from .abyholm_front import HEADER, TITLE
from .abyholm_knowledge import knowledge
from .expected import Due, Sheet
from .printed import LEFT, Printed

STOPS = [LEFT, 252.0, 408.0]
HEAD = ["Organisation", "Ansvarig", "Tidsplan"]
PAGES = 13


def write(path: Path) -> Sheet:
    """Write the PDF to `path` and hand back what should be found in it."""
    sheet = Sheet("abyholm", ("Åbyholm",))
    sheet.metadata = {
        "title": TITLE,
        "municipality": ["Åbyholm"],
        "document_type": "Handlingsplan",
        "decided_by": "Kommunfullmäktige",
        "decided_on": None,
        "paragraph": None,
        "reference_number": "KS/2026:118",
        "owner": None,
        "valid_from": "2027-01-01",
        "valid_to": "2030-12-31",
        "status": "remissversion",
    }
    doc = Printed(sheet, path, title=TITLE, header=HEADER, pages=PAGES)
    abyholm_front.front(doc, sheet)
    abyholm_front.introduction(doc, sheet)
    abyholm_front.goals(doc, sheet)
    _knowledge(doc, sheet)
    _support(doc, sheet)
    _premises(doc, sheet)
    _children(doc, sheet)
    _responsibility(doc, sheet)
    knowledge(doc, sheet)
    doc.save()
    return sheet


def _measure(
    doc: Printed,
    sheet: Sheet,
    number: str,
    title: str,
    text: str,
    rows: list[list[str]],
    *,
    due: Due | None,
    cluster: str,
    sure: bool = True,
) -> None:
    """A numbered title, a paragraph, and its attributes in three unmarked columns."""
    doc.h(3, f"{number} {title}")
    sheet.path.pop()
    owners = [row[1] for row in rows if row[1]]
    sheet.measure(
        number,
        title,
        description=text,
        responsible=", ".join(owners) or None,
        due=due,
        form="numbered",
        cluster=cluster,
        sure=sure,
    )
    doc.p(text)
    if rows:
        doc.aligned(HEAD, rows, STOPS)


def _knowledge(doc: Printed, sheet: Sheet) -> None:
    doc.new_page()
    doc.h(1, "3. Åtgärder")
    doc.p(
        sheet.no(
            "Åtgärderna är numrerade i löpande följd. Under varje åtgärd anges organisation, ansvarig och tidsplan i den "
            "mån de är kända.",
            "reading advice",
        )
    )
    doc.h(2, "Kunskap")
    _measure(
        doc,
        sheet,
        "3.1",
        "Kompetenshöjande insatser för berörda yrkesgrupper",
        "Kompetenshöjande insatser genomförs löpande för berörda yrkesgrupper om prostitution och människohandel.",
        [["Socialnämnden", "Enhetschef myndighet", "Löpande"], ["Barn- och utbildningsnämnden", "", "Löpande"]],
        due=("Löpande", None, None, "löpande"),
        cluster="G1",
    )
    _measure(
        doc,
        sheet,
        "3.2",
        "Kartlägga omfattningen i kommunen",
        "Kunskapen om hur vanligt det är behöver fördjupas. Kartläggningen görs med hjälp av uppgifter från skola, "
        "socialtjänst och föreningar.",
        [["Kommunledningsförvaltningen", "", "2028"]],
        due=("2028", "2028-01-01", "2028-12-31", None),
        cluster="G2",
    )
    _measure(
        doc,
        sheet,
        "3.3",
        "Informera om var den som köper sex kan få hjälp",
        "Kommunen bör verka för att minska efterfrågan, exempelvis genom att informera om var den som köper sex kan få "
        "hjälp.",
        [["Kommunledningsförvaltningen", "Kommunikationschef", ""], ["Socialnämnden", "", "Vid behov"]],
        due=("Vid behov", None, None, None),
        cluster="G3",
    )
    doc.p(sheet.no("Anmärkning: åtgärd 3.1 ersätter åtgärd 7 i planen för 2015–2018.", "note"), font="SerifI", size=9.5)


def _support(doc: Printed, sheet: Sheet) -> None:
    doc.new_page(hyphen="\u00ad")
    doc.h(2, "Stöd")
    doc.p(
        sheet.no(
            "Den som har utsatts för människohandel kan få betänketid enligt utlänningslagen. Beslut fattas av "
            "Migrationsverket.",
            "law restated",
        )
    )
    _measure(
        doc,
        sheet,
        "3.4",
        "Skydd och stöd till utsatta",
        "Utsatta ska erbjudas skydd och stöd utifrån individuella behov. Samverkansparter inom civilsamhället kan bidra "
        "med kompletterande stöd i lägenheter och samtal.",
        [["Socialnämnden", "Verksamhetschef IFO", "Löpande"], ["Civilsamhället", "", ""]],
        due=("Löpande", None, None, "löpande"),
        cluster="G4",
    )
    _measure(
        doc,
        sheet,
        "3.5",
        "Kända rutiner",
        "Det ska finnas kända rutiner. Rutinerna hålls samlade på kommunens intranät och beskriver vem som gör vad vid "
        "misstanke.",
        [["Samtliga nämnder", "", "2027"]],
        due=("2027", "2027-01-01", "2027-12-31", None),
        cluster="G10",
    )
    _measure(
        doc,
        sheet,
        "3.6",
        "Överenskommelse med civilsamhället om långsiktigt stöd",
        "Kommunen bör teckna en överenskommelse med minst en idéburen organisation om långsiktigt stöd till den som vill "
        "lämna prostitution.",
        [["Socialnämnden", "Verksamhetschef IFO", "Senast 2028-06-30"], ["Idéburna organisationer", "", ""]],
        due=("Senast 2028-06-30", None, "2028-06-30", None),
        cluster="M19",
    )
    doc.p(
        sheet.no(
            "En mottagning enligt Mikamodellen finns i länets största stad, dit personer från Åbyholm kan vända sig.",
            "description of the present",
        )
    )


def _premises(doc: Printed, sheet: Sheet) -> None:
    doc.new_page()
    doc.h(2, "Lokaler, arbetsliv och tillsyn")
    doc.p(
        sheet.no(
            "Hotell, vandrarhem och korttidsuthyrning är vanliga arenor. Åbyholmshem äger 2 300 lägenheter i kommunen.",
            "description of the present",
        )
    )
    _measure(
        doc,
        sheet,
        "3.7",
        "Information till hotell och hyresvärdar",
        "Hotell och hyresvärdar informeras om tecken på prostitution.",
        [["Kommunledningsförvaltningen", "Näringslivschef", ""], ["Åbyholmshem", "", ""]],
        due=None,
        cluster="G6",
    )
    _measure(
        doc,
        sheet,
        "3.8",
        "Hänsyn i upphandling",
        "Arbetskraftsexploatering beaktas i upphandling. Villkor om insyn tas in i avtal där risken bedöms som hög.",
        [["Kommunstyrelsen", "Upphandlare", "Tills vidare"]],
        due=("Tills vidare", None, None, None),
        cluster="G7",
    )
    _measure(
        doc,
        sheet,
        "3.9",
        "Uppmärksamhet vid tillsyn",
        "Vid tillsyn kan tecken på människohandel uppmärksammas.",
        [["Miljö- och byggnadsnämnden", "", "Vid behov"], ["Räddningstjänsten", "", ""]],
        due=("Vid behov", None, None, None),
        cluster="G8",
    )
    doc.p(
        sheet.measure(
            "3.9+",
            "Polisen ska genomföra fler insatser mot lägenhetsbordeller och redovisa dem för kommunen varje månad.",
            responsible="Polisen",
            due=("varje månad", None, None, "månadsvis"),
            cluster="N-polis-order",
            sure=False,
        )
    )
    doc.p(sheet.no("Kommunen har tillsyn över 14 hygienlokaler och 62 serveringstillstånd.", "statistics"))


def _children(doc: Printed, sheet: Sheet) -> None:
    doc.new_page()
    doc.h(2, "Barn och uppsökande arbete")
    _measure(
        doc,
        sheet,
        "3.10",
        "Särskild uppmärksamhet mot barn och unga",
        "Särskild uppmärksamhet ska riktas mot barn och unga, bland annat gällande sugardejting.",
        [
            ["Barn- och utbildningsnämnden", "Elevhälsochef", "Läsåret 2027/28"],
            ["Socialnämnden", "", "Läsåret 2027/28"],
        ],
        due=("Läsåret 2027/28", "2027-08-01", "2028-06-30", None),
        cluster="G9",
    )
    _measure(
        doc,
        sheet,
        "3.11",
        "Uppsökande verksamhet utvecklas",
        "Fältassistenternas arbete på nätet utökas med en kväll i veckan, i samverkan med föreningar.",
        [["Socialnämnden", "", "2027–2028"]],
        due=("2027–2028", "2027-01-01", "2028-12-31", None),
        cluster="G11",
    )
    doc.h(2, "Förslag som inte har tagits med")
    doc.p(
        sheet.no(
            "Arbetsgruppen föreslog att inrätta en mottagning enligt KAST-modellen. Förslaget avslogs av kostnadsskäl.",
            "proposal that was turned down",
        )
    )
    doc.p(sheet.no("Att anställa en samordnare på heltid prövas i nästa budget.", "postponed question, no decision"))
    doc.p("Kontakt: utredare Yngve Tallmark, 070-174 06 12, yngve.tallmark@abyholm.example")
    sheet.no("Kontakt: utredare Yngve Tallmark, 070-174 06 12, yngve.tallmark@abyholm.example", "name of a person")


def _responsibility(doc: Printed, sheet: Sheet) -> None:
    doc.new_page()
    doc.h(1, "4. Ansvar, samverkan och uppföljning")
    doc.h(2, "Ansvar")
    doc.p(
        sheet.no("Kommunstyrelsen har det övergripande ansvaret för programmet.", "division of responsibility")
        + " "
        + sheet.no("Respektive nämnd ansvarar för sin del av handlingsplanen.", "division of responsibility")
    )
    doc.p(
        sheet.measure(
            "4.1",
            "Nämnder och bolag uppmanas att ta in minst ett mål ur programmet i sin verksamhetsplan för 2028.",
            responsible="Nämnder och bolag",
            due=("2028", "2028-01-01", "2028-12-31", None),
            cluster="M46",
            sure=False,
        )
    )
    doc.h(2, "Samverkan")
    doc.p(
        sheet.measure(
            "4.2",
            "Samverkan mellan myndigheter, civilsamhälle och näringsliv ska stärkas.",
            cluster="G5",
        )
        + " "
        + sheet.no("Trygghetsrådet i Åbyholm träffas redan i dag två gånger per termin.", "description of the present")
    )
    doc.h(2, "Uppföljning")
    doc.p(sheet.measure("4.3", "Planen följs upp vid behov.", due=("vid behov", None, None, None), cluster="G12"))
    doc.p(
        sheet.no(
            "Uppföljningen bör enligt Statskontoret visa hur mål, åtgärder och ansvar hänger samman.", "others' advice"
        )
    )
    doc.h(2, "Ekonomi")
    doc.p(sheet.no("Programmet innebär inga nya kostnader. Åtgärderna ryms inom ram.", "resources"))

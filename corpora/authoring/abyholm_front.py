"""Åbyholm's title page, contents list, introduction and goals: no measure among them."""

from __future__ import annotations

from .expected import Sheet
from .printed import LEFT, Printed

TITLE = "Program och handlingsplan mot prostitution och människohandel"
HEADER = "Åbyholms kommun – Program och handlingsplan, remissversion"
CONTENTS = [
    (1, "1. Inledning", 3),
    (2, "1.1 Kommunens uppdrag", 3),
    (2, "1.2 Arbetet hittills", 3),
    (1, "2. Vision och mål", 4),
    (1, "3. Åtgärder", 5),
    (2, "3.1–3.3 Kunskap", 5),
    (2, "3.4–3.6 Stöd", 6),
    (2, "3.7–3.9 Lokaler, arbetsliv och tillsyn", 7),
    (2, "3.10–3.11 Barn och uppsökande arbete", 8),
    (1, "4. Ansvar, samverkan och uppföljning", 9),
    (1, "5. Kunskapsöversikt", 10),
    (2, "5.1 Lagstiftning", 10),
    (2, "5.2 Begrepp", 11),
    (2, "5.3 Omfattning", 12),
    (1, "Bilaga 1. Remissinstanser", 13),
]


def front(doc: Printed, sheet: Sheet) -> None:
    """Title page of a draft and the contents list."""
    doc.lines(["REMISSVERSION"], LEFT, "SansB", 13)
    doc.y -= 120
    doc.lines(doc.wrap(TITLE, 440, "SansB", 26, breaks=False), LEFT, "SansB", 26)
    doc.y -= 8
    doc.lines(["2027–2030"], LEFT, "Sans", 16)
    doc.y -= 200
    placeholder = "Antagen av kommunfullmäktige den XX xxxxxx 20XX, § XX"
    doc.p(sheet.no(placeholder, "placeholder in a draft"))
    doc.p("Diarienummer: KS/2026:118")
    doc.p("Dokumenttyp: Handlingsplan")
    doc.p("Giltighetstid: 2027-01-01 till och med 2030-12-31")
    doc.p(sheet.no("Synpunkter ska ha kommit in till kommunstyrelsen senast den 15 januari 2027.", "call for comments"))
    doc.new_page()
    doc.lines(["Innehållsförteckning"], LEFT, "SansB", 18)
    doc.y -= 8
    sheet.path = ["Innehållsförteckning"]
    for _, text, _page in CONTENTS:
        if text in ("3. Åtgärder", "1.1 Kommunens uppdrag"):
            sheet.no(text, "contents line")
    doc.contents(CONTENTS)
    sheet.no(HEADER, "furniture")


def introduction(doc: Printed, sheet: Sheet) -> None:
    """Background, duties and what is already being done."""
    doc.new_page()
    doc.h(1, "1. Inledning")
    doc.p(
        "Prostitution och människohandel förekommer i alla delar av landet. "
        + sheet.no("Samhället måste ta krafttag mot dem som tjänar pengar på andras utsatthet.", "opinion")
        + " Programmet beskriver kommunens hållning och handlingsplanen vad som ska göras."
    )
    doc.h(2, "1.1 Kommunens uppdrag")
    doc.p(
        sheet.no(
            "Kommunen har två huvuduppgifter 1) att ge stöd och hjälp åt den som är utsatt och 2) att förebygga att "
            "människor utnyttjas.",
            "numbered list inside a sentence that describes a task",
        )
    )
    doc.p(
        sheet.no(
            "Enligt 5 kap. 11 § SoL (2001:453) hör det till socialnämndens uppgifter att verka för att den som utsatts "
            "för brott får stöd och hjälp.",
            "outdated law restated",
        )
    )
    doc.p(
        sheet.no(
            "Landstinget ansvarar för hälso- och sjukvården och ska erbjuda vård för psykisk ohälsa.",
            "duty of another authority",
        )
    )
    doc.h(2, "1.2 Arbetet hittills")
    doc.p(
        sheet.going("Kommunen arbetar sedan flera år aktivt med att uppmärksamma frågan i skolan.")
        + " "
        + sheet.going("Fältassistenterna har ett ständigt pågående arbete i centrum och på nätet.")
    )
    doc.p(
        sheet.no("Den tidigare handlingsplanen gällde 2015–2018 och har inte ersatts.", "expired validity")
        + " "
        + sheet.no("Den innehöll 22 åtgärder, varav de flesta saknade ansvarig.", "evaluation of an older plan")
    )
    doc.p(
        sheet.no(
            "Under våren 2026 tog socialförvaltningen fram ett förslag som behandlades av socialnämnden i september.",
            "history",
        )
    )


def goals(doc: Printed, sheet: Sheet) -> None:
    """Vision and goals that read like measures."""
    doc.new_page()
    doc.h(1, "2. Vision och mål")
    doc.p(sheet.no("Åbyholm ska vara en plats fri från prostitution och människohandel.", "vision"))
    doc.p("Programmet har tre övergripande mål:")
    doc.bullets(
        sheet.no("Arbeta för att minska efterfrågan på sexuella tjänster", "goal that looks like a measure"),
        sheet.no("Stärka stödet till prostituerade och andra utsatta", "goal in outdated words"),
        sheet.no("Utveckla samverkan mellan kommunens förvaltningar", "goal that looks like a measure"),
    )
    doc.p("Delmål", font="SansB", size=10.5)
    doc.p(sheet.no("Senast 2028 ska samtliga chefer ha kännedom om programmet.", "goal that looks like a measure"))
    doc.p(sheet.no("Antalet upptäckta fall ska öka med tio procent per år till och med 2030.", "goal"))
    doc.h(2, "Så följs målen upp")
    doc.p(
        sheet.no(
            "Nyckeltal: antal utbildade, antal anmälningar, antal hänvisningar och andel skolor med handlingsplan.",
            "indicator",
        )
    )
    doc.p(sheet.no("Målen är giltiga så länge programmet gäller och finansieras inom ram.", "validity"))
    doc.h(2, "Perspektiv")
    doc.p(
        sheet.no(
            "Allt arbete ska genomsyras av ett jämställdhets-, barnrätts- och funktionsrättsperspektiv.", "principle"
        )
        + " "
        + sheet.no(
            "Barnets bästa ska vara i främsta rummet enligt lagen (2018:1197) om barnkonventionen.", "law restated"
        )
    )
    doc.p(
        "Ordet kund används inte om den som köper. "
        + sheet.no("I Åbyholmsregionen talar vi om köpare.", "place name in a compound")
    )

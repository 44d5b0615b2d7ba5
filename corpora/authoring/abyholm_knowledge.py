"""The knowledge half of Åbyholm's draft, in two columns, and the annex. It holds no measure."""

from __future__ import annotations

from .expected import Sheet
from .printed import LEFT, Printed


def knowledge(doc: Printed, sheet: Sheet) -> None:
    """Write chapter 5 and the annex."""
    _law(doc, sheet)
    _terms(doc, sheet)
    _extent(doc, sheet)
    _annex(doc, sheet)


def _law(doc: Printed, sheet: Sheet) -> None:
    doc.new_page(hyphen="\u00ad")
    doc.h(1, "5. Kunskapsöversikt")
    doc.h(2, "5.1 Lagstiftning")
    doc.columns(
        [
            ("h", "Brottsbalken"),
            (
                "p",
                sheet.no(
                    "Den som med visst otillbörligt medel rekryterar eller inhyser en person i syfte att personen ska "
                    "exploateras döms för människohandel.",
                    "law restated",
                ),
            ),
            (
                "p",
                sheet.no(
                    "Köp av sexuell tjänst är straffbart sedan 1999. Sedan 2020 kallas brottet mot barn utnyttjande av "
                    "barn genom köp av sexuell handling.",
                    "outdated terms",
                ),
            ),
            ("h", "Socialtjänstlagen"),
            (
                "p",
                sheet.no(
                    "Socialnämnden ska verka för att den som utsatts för brott och dennes närstående får stöd och hjälp.",
                    "law restated",
                ),
            ),
            (
                "p",
                sheet.no(
                    "Nämnden ska samverka med andra samhällsorgan och organisationer när det gäller barn som far illa.",
                    "law restated",
                ),
            ),
        ],
        [
            ("h", "Brottsförebyggande ansvar"),
            (
                "p",
                sheet.no(
                    "Kommunen ska kartlägga brottsligheten inom sitt område och ta fram en lägesbild som uppdateras "
                    "minst vartannat år.",
                    "law restated",
                ),
            ),
            (
                "p",
                sheet.no(
                    "Kommunen ska också ta ställning till behovet av åtgärder och besluta om en åtgärdsplan.",
                    "law restated",
                ),
            ),
            ("h", "Sekretess"),
            (
                "p",
                sheet.no(
                    "Personuppgiftslagen gäller vid behandling av uppgifter, och Datainspektionen är tillsynsmyndighet.",
                    "outdated law",
                ),
            ),
            ("h", "EU-rätt"),
            (
                "i",
                sheet.no(
                    "“Member States shall take appropriate measures to reduce the demand that fosters all forms of "
                    "exploitation.”",
                    "quotation in another language",
                ),
            ),
        ],
    )


def _terms(doc: Printed, sheet: Sheet) -> None:
    doc.new_page()
    doc.h(2, "5.2 Begrepp")
    doc.columns(
        [
            ("h", "Människohandel"),
            (
                "p",
                sheet.no(
                    "Handel med människor förutsätter en handling, ett medel och ett syfte. För barn krävs inget medel.",
                    "definition",
                ),
            ),
            ("h", "Prostitution"),
            (
                "p",
                sheet.no(
                    "Med prostitution avses att sälja eller köpa sexuella tjänster. I äldre texter förekommer ordet "
                    "prostituerade.",
                    "definition",
                ),
            ),
            ("h", "Sugardejting"),
            (
                "p",
                sheet.no(
                    "En relation där en äldre person ger pengar eller gåvor, ofta i utbyte mot sex.", "definition"
                ),
            ),
        ],
        [
            ("h", "Samverkan"),
            (
                "p",
                sheet.no(
                    "Samverkan innebär att flera parter gör något tillsammans som ingen av dem kan göra ensam.",
                    "definition",
                ),
            ),
            ("h", "Åtgärd"),
            (
                "p",
                sheet.no(
                    "Med åtgärd menas en aktivitet som ska genomföras av en utpekad ansvarig inom en bestämd tid.",
                    "definition",
                ),
            ),
            ("h", "NMT"),
            (
                "p",
                sheet.no(
                    "Nationellt metodstödsteam, NMT, leds av Länsstyrelsen i Stockholm och ska ge råd till kommunerna.",
                    "outdated terms",
                ),
            ),
        ],
    )


def _extent(doc: Printed, sheet: Sheet) -> None:
    doc.new_page(hyphen="\u00ad")
    doc.h(2, "5.3 Omfattning")
    doc.columns(
        [
            (
                "p",
                sheet.no(
                    "Mörkertalet är stort. I en enkät svarade 6 procent av gymnasieungdomarna i länet att de hade fått "
                    "ersättning för sex.",
                    "statistics",
                ),
            ),
            (
                "p",
                sheet.no(
                    "Under 2024 gjordes 17 anmälningar om köp av sexuell tjänst i lokalpolisområdet.", "statistics"
                ),
            ),
            ("h", "Vilka utsätts?"),
            (
                "p",
                sheet.no(
                    "Kvinnor, flickor, hbtqi-personer och migrantarbetare är överrepresenterade bland de utsatta.",
                    "background",
                ),
            ),
        ],
        [
            ("h", "Tidigare forskning"),
            (
                "p",
                sheet.no(
                    "Brå har visat att utbildning är den vanligaste åtgärden i kommunernas planer, medan uppföljning "
                    "ofta saknas.",
                    "research finding",
                ),
            ),
            (
                "p",
                sheet.no(
                    "Forskarna rekommenderar att kommuner utser en samordnare och inrättar nätverk.", "others' advice"
                ),
            ),
            ("h", "Norrvik som exempel"),
            (
                "p",
                sheet.no(
                    "I Norrviksmodellen möts socialtjänst och polis fyra gånger per år i en kärngrupp.",
                    "other town's work",
                ),
            ),
        ],
    )
    doc.p("Tabell 2. Anmälda misstankar i lokalpolisområdet (påhittade tal)", font="SansB", size=10)
    doc.aligned(
        ["År", "Köp av sexuell tjänst", "Människohandel"],
        [["2022", "9", "1"], ["2023", "12", "0"], ["2024", "17", "2"]],
        [LEFT, 200.0, 380.0],
    )
    doc.p(sheet.no("Källa: kommunens egen sammanställning, uppgifterna bör uppdateras årligen.", "source note"), size=9)


def _annex(doc: Printed, sheet: Sheet) -> None:
    doc.new_page()
    doc.h(1, "Bilaga 1. Remissinstanser")
    sheet.no("Bilaga 1. Remissinstanser", "annex heading")
    doc.p(sheet.no("Följande ska ges tillfälle att yttra sig:", "call for comments"))
    doc.bullets(
        "Socialnämnden",
        "Barn- och utbildningsnämnden",
        "Åbyholmshem",
        sheet.no("Länsstyrelsen i Mellanbygdens län", "list of those asked"),
        "Polismyndigheten, lokalpolisområdet",
        "Föreningen Öppen famn",
    )
    doc.p(
        sheet.no(
            "Frågor till remissinstanserna: Är åtgärderna tydliga? Saknas någon åtgärd? Vem bör ansvara?", "question"
        )
    )
    doc.p(sheet.no("Beredningen har letts av kanslichef Gun-Marie Hedlid.", "name of a person"))

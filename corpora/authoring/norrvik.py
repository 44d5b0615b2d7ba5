"""Norrvik: the adopted plan in table form, with a knowledge half; becomes a tagged PDF through LibreOffice."""

from __future__ import annotations

from pathlib import Path

from . import norrvik_steps, norrvik_tables
from .expected import Sheet
from .norrvik_knowledge import knowledge
from .word import Word

TITLE = "Handlingsplan mot människohandel och prostitution 2027–2029"
CONTENTS = [
    (1, "Förord", 3),
    (1, "Sammanfattning", 3),
    (1, "1 Inledning", 4),
    (2, "1.1 Ett styrdokument för hela kommunkoncernen", 4),
    (2, "1.2 Syfte och mål", 4),
    (2, "1.3 Det här gör vi redan", 5),
    (1, "Del 1 Åtgärder", 6),
    (2, "2 Kunskap och upptäckt", 6),
    (2, "3 Stöd och skydd", 6),
    (2, "4 Efterfrågan, lokaler och arbetsliv", 8),
    (2, "5 Samverkan och ansvar", 9),
    (2, "6 Genomförande och uppföljning", 10),
    (1, "Del 2 Kunskapsöversikt", 11),
    (2, "7 Lagstiftning", 11),
    (2, "8 Definitioner och begrepp", 12),
    (2, "9 Omfattning och statistik", 12),
    (2, "10 Särskilt utsatta grupper", 13),
    (1, "Bilaga 1 Kontaktvägar", 14),
    (1, "Bilaga 2 Källor", 14),
]


def write(folder: Path) -> tuple[Sheet, Path]:
    """The plan as DOCX in `folder`, and what should be found in it."""
    sheet = Sheet("norrvik", ("Norrvik",))
    doc = Word(sheet, title=TITLE)
    doc.running("Norrviks kommun · Handlingsplan mot människohandel och prostitution", "Dnr KS 2026/0457")
    sheet.no("Norrviks kommun · Handlingsplan mot människohandel och prostitution", "furniture")
    sheet.no("Dnr KS 2026/0457", "furniture")
    sheet.metadata = {
        "title": TITLE,
        "municipality": ["Norrvik"],
        "document_type": "Plan",
        "decided_by": "Kommunfullmäktige",
        "decided_on": "2026-09-28",
        "paragraph": "§ 131",
        "reference_number": "KS 2026/0457",
        "owner": "Socialchef",
        "valid_from": "2027-01-01",
        "valid_to": "2029-12-31",
        "status": "antagen",
    }
    _front(doc, sheet)
    _introduction(doc, sheet)
    norrvik_tables.knowledge_and_detection(doc, sheet)
    norrvik_tables.support(doc, sheet)
    norrvik_tables.demand(doc, sheet)
    norrvik_steps.cooperation(doc, sheet)
    norrvik_steps.follow_up(doc, sheet)
    knowledge(doc, sheet)
    return sheet, doc.save(folder / "norrvik-handlingsplan.docx")


def _front(doc: Word, sheet: Sheet) -> None:
    doc.p("*Norrviks kommun*")
    doc.file.add_paragraph(TITLE, style="Title")
    doc.metadata(
        [
            ("Dokumenttyp", "Plan"),
            ("Beslutad av", "Kommunfullmäktige"),
            ("Beslutsdatum", "2026-09-28, § 131"),
            ("Diarienummer", "KS 2026/0457"),
            ("Dokumentansvarig", "Socialchef"),
            ("Giltighetstid", "2027-01-01–2029-12-31"),
            ("Revideras", "2029"),
            ("Gäller för", "Samtliga nämnder och helägda bolag i Norrviks kommun"),
            ("Ersätter", "Åtgärdsplan mot köp av sexuella tjänster, KF 2019-05-20, § 64"),
        ]
    )
    doc.p(
        sheet.no(
            "Planen ska läsas tillsammans med kommunens program för trygghet och folkhälsa. Den som hellre vill "
            "lyssna kan beställa en inläst version.",
            "reading advice",
        )
    )
    sheet.path = ["Innehåll"]
    doc.page_break()
    doc.p("*Innehåll*")
    for _, line, _page in CONTENTS:
        if line in ("Del 1 Åtgärder", "5 Samverkan och ansvar", "Bilaga 1 Kontaktvägar"):
            sheet.no(line, "contents line")
    doc.contents(CONTENTS)
    doc.small(sheet.no("Tabell 1. Anmälda misstankar i Mellanbygdens län, sidan 12.", "list of tables"))
    doc.h(1, "Förord", new_page=True)
    doc.p(
        "Människor köps och säljs också i kommuner av vår storlek. Det sker i lägenheter, på hotell, i "
        "trädgårdar och på byggen, och det sker sällan där vi letar."
    )
    doc.p(
        sheet.no("Vi ska vara en kommun där ingen människa är till salu.", "vision"),
        " ",
        "Planen säger vem som gör vad, när det ska vara klart och hur vi ser att det blev gjort.",
    )
    doc.p("Berit Fjällmo, kommunstyrelsens ordförande", italic=True)
    sheet.no("Berit Fjällmo, kommunstyrelsens ordförande", "name of a person")
    doc.h(1, "Sammanfattning")
    doc.p("Planen har fyra mål och trettio åtgärder. Tre av dem märks mest under det första året:")
    doc.bullets(
        sheet.measure(
            "s1",
            "Socialnämnden ska senast 2027-12-31 ha utbildat samtliga socialsekreterare i att upptäcka och fråga "
            "om människohandel.",
            responsible="Socialnämnden",
            due=("senast 2027-12-31", None, "2027-12-31", None),
            form="bullet",
            restates="2.1",
            cluster="G1",
        ),
        sheet.measure(
            "s2",
            "Individ- och familjenämnden inrättar en mottagning för personer som köper sexuella handlingar (KAST) "
            "inom befintlig verksamhet för våldsutövare under 2027.",
            responsible="Individ- och familjenämnden",
            due=("under 2027", "2027-01-01", "2027-12-31", None),
            form="bullet",
            restates="4.1",
            cluster="G3",
        ),
        sheet.measure(
            "s3",
            "Upphandlingsenheten inför arbetsrättsliga villkor i nya avtal från 2027-07-01.",
            responsible="Upphandlingsenheten",
            due=("från 2027-07-01", "2027-07-01", None, None),
            form="bullet",
            restates="4.5",
            cluster="G7",
        ),
    )
    doc.p(
        sheet.no(
            "Sammanfattningen ersätter inte åtgärdstabellerna i Del 1, som gäller vid skillnader.", "reading advice"
        )
    )


def _introduction(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "1 Inledning", new_page=True)
    doc.p(
        sheet.no(
            "Sedan den 1 juli 2023 ska varje kommun enligt lagen (2023:196) om kommuners ansvar för "
            "brottsförebyggande arbete ha en lägesbild, en åtgärdsplan, en samordningsfunktion och ett råd.",
            "law restated",
        ),
        " Norrvik har alla fyra. Den här planen är den del av åtgärdsplanen som gäller människohandel, "
        "människoexploatering och prostitution.",
    )
    doc.p(
        sheet.no(
            "Arbetet har letts av en arbetsgrupp med socialtjänsten, NorrBrå, Norrviksbostäder och två idéburna "
            "organisationer. Gruppen träffades sju gånger under 2026.",
            "history",
        )
    )
    doc.h(2, "1.1 Ett styrdokument för hela kommunkoncernen")
    doc.p(
        sheet.no("Planen gäller samtliga nämnder och bolag. Varje nämnd ansvarar för att planen är känd.", "scope"),
        " ",
        sheet.no(
            "Vid motstridiga uppgifter gäller lag före plan och plan före riktlinje.", "order of governing documents"
        ),
    )
    doc.p(
        "Planen ersätter åtgärdsplanen från 2019. ",
        sheet.no(
            "Den planen hänvisade till NMT och landstinget, som inte längre finns under de namnen.", "outdated terms"
        ),
    )
    doc.h(2, "1.2 Syfte och mål")
    doc.p("Syftet är att färre ska utsättas och att den som är utsatt ska få hjälp samma dag. Målen är:")
    goals = (
        "Andelen medarbetare som känner till kommunens kontaktvägar ska öka från 31 till 85 procent.",
        "Norrvik ska halvera antalet annonser med plats i kommunen till 2029.",
        "Alla barn som misstänks vara utsatta ska få en skyddsbedömning samma dag.",
        "Ingen leverantör till kommunen ska använda sig av människor i tvångsliknande villkor.",
    )
    doc.bullets(*(sheet.no(goal, "goal that looks like a measure") for goal in goals))
    doc.p(
        sheet.no(
            "Målen följs med fyra indikatorer: andel medarbetare, antal annonser, andel skyddsbedömningar och "
            "andel granskade avtal.",
            "indicator",
        )
    )
    doc.p(
        sheet.no(
            "Kostnaderna ryms inom nämndernas ramar, utom mottagningen som har fått 900 000 kronor per år i "
            "budgeten för 2027–2029.",
            "resources",
        )
    )
    doc.h(2, "1.3 Det här gör vi redan", new_page=True)
    doc.p("En plan ska inte lova det som redan görs. Därför står pågående arbete här och inte i åtgärdstabellerna.")
    doc.bullets(
        sheet.going("Vi har ett pågående arbete inom elevhälsan med samtal om nätkontakter."),
        sheet.going("Socialjouren har sedan 2022 ett larmnummer som är öppet dygnet runt."),
        sheet.going("Norrviksbostäder kontrollerar löpande olovlig andrahandsuthyrning."),
        sheet.going("Fältgruppen deltar varje år i Trygg-i-Norrvik-dagen på Norrviksgymnasiet."),
    )
    doc.p("*Erfarenheter av den förra planen*")
    doc.p(
        sheet.no(
            "Den förra planen hade arton åtgärder. Åtta genomfördes, fyra påbörjades och sex fick aldrig någon "
            "ansvarig. Revisionen kritiserade 2024 att tidplanen för samtliga åtgärder angavs som löpande.",
            "evaluation of an older plan",
        )
    )
    doc.p(
        sheet.no(
            "I den förra planen stod att kommunen skulle inrätta en fältgrupp före utgången av 2021, vilket gjordes.",
            "measure of an older plan, done",
        )
    )
    doc.p("*Så läser du tabellerna*")
    doc.p(
        sheet.no(
            "Kolumnen Ansvarig anger vem som ska se till att åtgärden blir gjord. Kolumnen Samverkan anger vilka som "
            "ska bjudas in. En tom ruta betyder att uppgiften saknas, inte att den är självklar.",
            "reading advice",
        )
    )
    doc.p(sheet.no("Ord som löpande och vid behov ska inte användas i tidplanen.", "rule for writing, not an action"))
    doc.p(
        sheet.no(
            "Polisen och regionen är egna myndigheter. Kommunen kan bjuda in dem men inte besluta om deras arbete.",
            "scope",
        )
    )

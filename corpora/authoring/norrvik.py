"""Norrvik: the adopted plan in table form, with a knowledge half; becomes a tagged PDF through LibreOffice."""

from __future__ import annotations

from pathlib import Path

from .expected import Due, Sheet
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
TABLE = ["Nr", "Åtgärd", "Ansvarig", "Samverkan", "Tidplan", "Indikator"]
WIDTHS = [0.9, 4.6, 3.9, 3.1, 2.1, 2.9]


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
    _knowledge_and_detection(doc, sheet)
    _support(doc, sheet)
    _demand(doc, sheet)
    _cooperation(doc, sheet)
    _follow_up(doc, sheet)
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
            ("Revideras", sheet.no("2029", "metadata")),
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


def _row(
    sheet: Sheet,
    number: str,
    text: str,
    responsible: str | None,
    partners: str | None,
    due: Due | None,
    indicator: str | None,
    cluster: str,
) -> list[str]:
    sheet.measure(
        number,
        text,
        responsible=responsible,
        partners=partners,
        due=due,
        indicator=indicator,
        form="table",
        cluster=cluster,
    )
    return [number, text, responsible or "", partners or "", due[0] if due else "", indicator or ""]


def _knowledge_and_detection(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Del 1 Åtgärder", new_page=True)
    doc.p(
        sheet.no("Åtgärderna är ordnade i fem områden. Varje område inleds med sitt mål.", "reading advice"),
    )
    doc.h(2, "2 Kunskap och upptäckt")
    goal = "Mål 1: Alla som möter utsatta ser tecknen och vet vem de ska ringa."
    sheet.no(goal, "goal")
    sheet.goal = goal
    rows: list[list[str] | str] = [goal]
    rows.append(
        _row(
            sheet,
            "2.1",
            "Utbilda samtliga socialsekreterare i att upptäcka och fråga om människohandel.",
            "Socialchef",
            "Regionkoordinator",
            ("senast 2027-12-31", None, "2027-12-31", None),
            "Andel utbildade redovisas i årsrapporten",
            "G1",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.2",
            "Ta fram en lägesbild över förekomsten av prostitution och människohandel i Norrvik, med avidentifierade "
            "uppgifter från socialtjänst, skola och civilsamhälle.",
            "Brottsförebyggande samordnare",
            "NorrBrå, lokalpolisområdet",
            ("senast 2027-10-31, därefter vartannat år", None, "2027-10-31", "vartannat år"),
            "Lägesbild beslutad av kommunstyrelsen (ja/nej)",
            "G2",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.3",
            "Ge chefer och förtroendevalda en genomgång av lägesbild, ansvar och planens resultat.",
            "Kommunledningskontoret",
            None,
            ("årligen i mars", None, None, "årligen"),
            "Antal genomförda genomgångar",
            "M06",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.4",
            "Lägga in ett moment om människohandel i introduktionen för nyanställda som möter allmänheten.",
            "HR-avdelningen",
            "Socialförvaltningen",
            ("från 2027-09-01", "2027-09-01", None, None),
            "Momentet infört (ja/nej)",
            "M08",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.5",
            "Publicera en sida på kommunens webbplats med tecken, kontaktvägar och information på minst sex språk.",
            "Kommunikationsenheten",
            None,
            ("senast 2027-06-30", None, "2027-06-30", None),
            "Antal språk",
            "M09",
        )
    )
    goal = "Mål 2: Barn som utnyttjas upptäcks tidigt och får skydd samma dag."
    sheet.no(goal, "goal")
    sheet.goal = goal
    rows.append(goal)
    rows.append(
        _row(
            sheet,
            "2.6",
            "Fastställa en gemensam rutin för misstanke om att barn utnyttjas sexuellt mot ersättning, med "
            "skyddsbedömning samma dag, uppgifter om vem som kontaktar vårdnadshavare, vem som följer med barnet till "
            "Barnahus, hur skolan får återkoppling och hur ärendet dokumenteras.",
            "Barn- och utbildningsnämnden och socialnämnden",
            "Barnahus",
            ("2027-03-31", "2027-03-31", "2027-03-31", None),
            "Andel anmälningar med skyddsbedömning samma dag",
            "G9",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.7",
            "Låta elevhälsan ställa frågor om sex mot ersättning och utsatthet på nätet i hälsosamtalen.",
            "Barn- och utbildningsnämnden",
            "Fritidsgårdarna",
            ("från läsåret 2027/28", "2027-08-01", None, None),
            None,
            "M21",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.8",
            "Följa upp alla placerade barn som avviker, med fråga om exploatering när barnet återfinns.",
            "Socialförvaltningen",
            "HVB",
            ("från 2027-05-01", "2027-05-01", None, None),
            "Andel återfunna barn med genomfört samtal",
            "M22",
        )
    )
    rows.append(
        _row(
            sheet,
            "2.9",
            "Bedriva uppsökande arbete på internet fyra timmar i veckan och erbjuda stöd till dem som annonserar.",
            "Socialförvaltningens fältgrupp",
            "Civilsamhället",
            None,
            "Antal kontaktförsök per månad",
            "G11",
        )
    )
    doc.table(TABLE, rows, WIDTHS)  # type: ignore[arg-type]
    doc.small(sheet.no("Fältgruppens arbetssätt beskrivs i Rutin FG-4, som är ett internt dokument.", "note"))


def _support(doc: Word, sheet: Sheet) -> None:
    doc.h(2, "3 Stöd och skydd")
    doc.p(
        sheet.no("Enligt socialtjänstlagen ska socialnämnden ge stöd åt den som utsatts för brott.", "law restated"),
        " Åtgärderna nedan är det som Norrvik gör utöver detta.",
    )
    goal = "Den som är utsatt får skydd samma dygn och stöd så länge det behövs."
    sheet.no(goal, "goal")
    sheet.goal = goal
    rows: list[list[object]] = []

    def add(
        id: str, cell: str | list[str], owner: str, due: Due | None, after: str | None, clusters: list[str]
    ) -> None:
        bullets = cell if isinstance(cell, list) else [cell]
        for index, (text, cluster) in enumerate(zip(bullets, clusters, strict=True)):
            sheet.measure(
                id + ("abc"[index] if len(bullets) > 1 else ""),
                text,
                responsible=owner,
                due=due,
                follow_up=after,
                form="table",
                cluster=cluster,
            )
        rows.append([goal if not rows else None, cell, owner, due[0] if due else "", after or ""])

    add(
        "3.1",
        "Säkerställa genom avtal tillgång till minst två platser i skyddat boende anpassade för personer utsatta för "
        "människohandel.",
        "Socialnämnden",
        ("senast 2027-06-30", None, "2027-06-30", None),
        "Redovisas i delårsbokslutet",
        ["G4"],
    )
    add(
        "3.2",
        [
            "Utse en kontaktperson som följer den utsatta genom hela stöd- och skyddsprocessen.",
            "Ta fram en rutin för tolk, akut vård och målsägandebiträde under det första dygnet.",
            "Införa frågor om exploatering i utredningsmallen för vuxna och barn.",
        ],
        "Socialförvaltningen",
        ("Q3 2027", "2027-07-01", "2027-09-30", None),
        "Egenkontroll av tjugo akter per år",
        ["M16", "M17", "M41"],
    )
    add(
        "3.3",
        "Besluta om en rutin för handläggning vid misstänkt människohandel, baserad på den nationella manualen.",
        "Förvaltningschefen",
        ("senast 2027-04-30", None, "2027-04-30", None),
        "Egenkontroll årligen",
        ["G10"],
    )
    add(
        "3.4",
        "Erbjuda en individuell plan för utträde ur prostitution med bostad, behandling och sysselsättning.",
        "Socialnämnden",
        ("hösten 2027", "2027-07-01", "2027-12-31", None),
        None,
        ["M18"],
    )
    add(
        "3.5",
        "Teckna överenskommelse med en idéburen organisation om långsiktigt stöd och följeslagare vid rättsprocess.",
        "Socialnämnden",
        ("senast 2027-12-31", None, "2027-12-31", None),
        "Redovisas till nämnden i januari 2028",
        ["M19"],
    )
    doc.table(["Mål", "Åtgärd", "Ansvarig", "Tidplan", "Uppföljning"], rows, [2.8, 6.0, 3.2, 2.5, 3.0])
    doc.small(
        sheet.no("Skyddat boende får aldrig anges med adress, varken i planer, protokoll eller e-post.", "caution")
    )


def _demand(doc: Word, sheet: Sheet) -> None:
    doc.h(2, "4 Efterfrågan, lokaler och arbetsliv", new_page=True)
    doc.p(
        sheet.no(
            "Utan efterfrågan finns ingen marknad. Området handlar både om den som köper och om den som upplåter, "
            "anställer eller tittar bort.",
            "background",
        )
    )
    rows: list[list[str] | str] = []
    for text, kind in (("4 A Efterfrågan", "area of work"),):
        rows.append(sheet.no(text, kind))
    rows.append(
        _row(
            sheet,
            "4.1",
            "Inrätta en mottagning för personer som köper sexuella handlingar (KAST) inom befintlig verksamhet för "
            "våldsutövare.",
            "Individ- och familjenämnden",
            "Regionen",
            ("under 2027", "2027-01-01", "2027-12-31", None),
            "Antal påbörjade samtalskontakter per år",
            "G3",
        )
    )
    rows.append(
        _row(
            sheet,
            "4.2",
            "Anta en resepolicy och uppförandekod som förbjuder köp av sexuella handlingar i tjänsten och vid "
            "kommunala evenemang.",
            "Kommunstyrelsen",
            "De kommunala bolagen",
            ("senast juni 2027", None, "2027-06-30", None),
            "Policy antagen; andel medarbetare som tagit del av den",
            "M13",
        )
    )
    rows.append(sheet.no("4 B Lokaler och arbetsliv", "area of work"))
    rows.append(
        _row(
            sheet,
            "4.3",
            "Erbjuda samtliga hotell och vandrarhem utbildning samt en skriftlig rutin för misstänkta situationer.",
            "Näringslivskontoret",
            "Besöksnäringen",
            ("2027", "2027-01-01", "2027-12-31", None),
            "75 procent har infört rutinen",
            "G6",
        )
    )
    rows.append(
        _row(
            sheet,
            "4.4",
            "Utbilda bovärdar och trygghetsvärdar och införa en enkel rapportväg.",
            "Norrviksbostäder",
            "Socialförvaltningen",
            ("senast 2027-09-30", None, "2027-09-30", None),
            "Andel utbildade; antal rapporter",
            "M33",
        )
    )
    rows.append(
        _row(
            sheet,
            "4.5",
            "Införa arbetsrättsliga villkor och rätt till oanmälda kontroller i alla avtal inom bygg, städ och "
            "transport.",
            "Upphandlingsenheten",
            "Fackliga organisationer",
            ("från 2027-07-01", "2027-07-01", None, None),
            "Andel avtal med villkor",
            "G7",
        )
    )
    rows.append(
        _row(
            sheet,
            "4.6",
            "Genomföra minst fyra gemensamma tillsynsbesök i utpekade riskbranscher tillsammans med statliga "
            "myndigheter.",
            "Miljönämnden, räddningstjänsten och alkoholhandläggare",
            "Arbetsmiljöverket, Skatteverket",
            ("årligen", None, None, "årligen"),
            "Antal besök",
            "G8",
        )
    )
    rows.append(
        _row(
            sheet,
            "4.7",
            "Besöka massage- och nagelsalonger med information om rättigheter på de språk som talas där.",
            None,
            "Miljöförvaltningen, civilsamhället",
            ("varje halvår", None, None, "halvårsvis"),
            None,
            "M26",
        )
    )
    doc.table(TABLE, rows, WIDTHS)  # type: ignore[arg-type]
    doc.p("Åtgärd 4.5 bygger på en genomgång av 140 avtal.", "^1", " Endast elva hade kontrollrätt.")
    doc.small(
        sheet.no("1 Upphandlingsenheten ska enligt delegationsordningen granska avtal över 15 basbelopp.", "footnote")
    )


def _cooperation(doc: Word, sheet: Sheet) -> None:
    doc.h(2, "5 Samverkan och ansvar", new_page=True)
    doc.p(
        sheet.no(
            "Samverkan bygger på att alla vet vad de själva ska göra. Nätverk med privata parter har ingen sekretess "
            "mellan sig; därför delas bara avidentifierade uppgifter.",
            "background",
        )
    )
    doc.h(3, "Åtgärd 5.1 En kärngrupp inrättas")
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


def _follow_up(doc: Word, sheet: Sheet) -> None:
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

"""Norrvik's measure tables, each built in another way."""

from __future__ import annotations

from .expected import Due, Sheet
from .word import Word

TABLE = ["Nr", "Åtgärd", "Ansvarig", "Samverkan", "Tidplan", "Indikator"]
WIDTHS = [0.9, 4.6, 3.9, 3.1, 2.1, 2.9]


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


def knowledge_and_detection(doc: Word, sheet: Sheet) -> None:
    """Area 2: rows under goals that span the table."""
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


def support(doc: Word, sheet: Sheet) -> None:
    """Area 3: a label column merged over rows, and a row with several actions, cut by the page."""
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


def demand(doc: Word, sheet: Sheet) -> None:
    """Area 4: rows under areas of work, empty cells, a footnote."""
    doc.h(2, "4 Efterfrågan, lokaler och arbetsliv", new_page=True)
    doc.p(
        sheet.no(
            "Utan efterfrågan finns ingen marknad. Området handlar både om den som köper och om den som upplåter, "
            "anställer eller tittar bort.",
            "background",
        )
    )
    rows: list[list[str] | str] = []
    rows.append(sheet.no("4 A Efterfrågan", "area of work"))
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

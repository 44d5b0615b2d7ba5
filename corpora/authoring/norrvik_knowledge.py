"""The second half of Norrvik's plan: law, definitions, statistics and annexes. It holds no measure at all."""

from __future__ import annotations

from .expected import Sheet
from .word import Word


def knowledge(doc: Word, sheet: Sheet) -> None:
    """Write Part 2 and the annexes."""
    _law(doc, sheet)
    _terms(doc, sheet)
    _groups(doc, sheet)
    _annexes(doc, sheet)


def _law(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Del 2 Kunskapsöversikt", new_page=True)
    doc.p(
        sheet.no(
            "Kunskapsöversikten är ett stöd för den som ska genomföra planen. Den innehåller inga åtgärder.",
            "reading advice",
        )
    )
    doc.h(2, "7 Lagstiftning")
    for text, why in (
        (
            "Socialnämnden ska enligt socialtjänstlagen (2025:400) särskilt beakta att barn som har utsatts för brott "
            "får det stöd de behöver.",
            "law restated",
        ),
        (
            "Kommunen ska senast den 1 juli 2024 ha tagit fram en lägesbild enligt lagen om kommuners ansvar för "
            "brottsförebyggande arbete.",
            "law restated",
        ),
        (
            "Nämnden ska skyndsamt inleda utredning och göra en omedelbar skyddsbedömning när en anmälan rör ett barn.",
            "law restated",
        ),
        (
            "Den som köper en sexuell handling döms enligt 6 kap. 11 § brottsbalken till böter eller fängelse. Före den "
            "1 juli 2025 hette brottet köp av sexuell tjänst.",
            "law restated",
        ),
        (
            "Människohandel straffas enligt 4 kap. 1 a § och människoexploatering enligt 4 kap. 1 b § brottsbalken.",
            "law restated",
        ),
        (
            "Äldre dokument hänvisar ofta till 5 kap. 11 § SoL (2001:453), som har upphört att gälla.",
            "outdated law",
        ),
        (
            "En upphandlande myndighet ska kräva arbetsrättsliga villkor när risken är särskild, enligt lagen "
            "(2016:1145) om offentlig upphandling.",
            "law restated",
        ),
    ):
        doc.p(sheet.no(text, why))
    doc.p("*Sekretess*")
    doc.p(
        sheet.no(
            "Enligt 26 kap. 1 § offentlighets- och sekretesslagen gäller stark sekretess i socialtjänsten. Uppgifter får "
            "lämnas till polisen när det finns en bestämmelse som bryter sekretessen.",
            "law restated",
        )
    )
    doc.p("*Internationella åtaganden*")
    doc.p(
        sheet.no(
            "Medlemsstaterna ska senast den 15 juli 2026 ha genomfört direktiv (EU) 2024/1712.",
            "obligation of the state",
        ),
        " I direktivet beskrivs stödet så här:",
    )
    doc.p(
        sheet.no(
            "“Member States should ensure that assistance and support are offered to victims before, during and after "
            "the proceedings.”",
            "quotation in another language",
        ),
        italic=True,
    )


def _terms(doc: Word, sheet: Sheet) -> None:
    doc.h(2, "8 Definitioner och begrepp", new_page=True)
    doc.table(
        ["Begrepp", "Förklaring"],
        [
            [
                "Människohandel",
                sheet.no(
                    "Människohandel innebär att någon rekryteras, transporteras eller inhyses i syfte att utnyttjas.",
                    "definition",
                ),
            ],
            [
                "Människoexploatering",
                sheet.no(
                    "Att utnyttja någon i tvångsarbete, arbete under uppenbart orimliga villkor eller tiggeri.",
                    "definition",
                ),
            ],
            [
                "Sex mot ersättning",
                sheet.no(
                    "Att ge, sälja eller byta sex mot pengar, boende, droger eller annat. Ordet prostituerad används inte.",
                    "definition",
                ),
            ],
            [
                "KAST",
                sheet.no("Köpare av sexuella tjänster: stöd till den som vill sluta köpa.", "definition"),
            ],
            [
                "Mika",
                sheet.no(
                    "Mottagning för personer med erfarenhet av sex mot ersättning. Finns inte i Norrvik.", "definition"
                ),
            ],
        ],
        [4.4, 12.0],
    )
    doc.h(2, "9 Omfattning och statistik")
    doc.p(
        sheet.no("Under 2025 registrerades ett antal misstänkta fall i länet.", "statistics"),
        " ",
        sheet.no(
            "Antalet anmälningar bör tolkas försiktigt: fler anmälningar kan betyda att fler brott upptäcks.",
            "advice on reading figures",
        ),
    )
    doc.p("*Tabell 1. Anmälda misstankar i Mellanbygdens län (påhittade tal)*")
    doc.table(
        ["År", "Människohandel", "Människoexploatering", "Köp av sexuell handling"],
        [
            ["2022", "3", "2", "21"],
            ["2023", "5", "4", "34"],
            ["2024", "4", "7", "29"],
            ["2025", "6", "9", "41"],
        ],
        [2.4, 4.4, 4.8, 4.8],
    )
    doc.p(
        sheet.no(
            "Av de tillfrågade medarbetarna hade 31 procent fått utbildning och 12 procent svarade att de skulle ringa "
            "polisen vid misstanke.",
            "statistics",
        )
    )
    doc.p(
        sheet.no(
            "Kartläggningen gjordes av Norrvikskommunens utvecklingsenhet våren 2026 med enkät till 410 medarbetare.",
            "history",
        )
    )


def _groups(doc: Word, sheet: Sheet) -> None:
    doc.h(2, "10 Särskilt utsatta grupper", new_page=True)
    doc.p("Risken att utnyttjas är inte jämnt fördelad. Forskningen pekar på följande grupper:")
    doc.bullets(
        sheet.no("Barn och unga, särskilt placerade barn som avviker", "target group"),
        sheet.no("Personer med intellektuell funktionsnedsättning", "target group"),
        sheet.no("Säsongsarbetare och personer utan uppehållstillstånd", "target group"),
        sheet.no("Personer i hemlöshet eller med beroende", "target group"),
    )
    doc.p(
        sheet.no(
            "Barn kan aldrig samtycka till att utnyttjas. Ett barn är alltid brottsoffer, också när barnet själv "
            "har tagit kontakten.",
            "background",
        )
    )
    doc.p("*Vad forskningen säger fungerar*")
    doc.p(
        sheet.no(
            "Utbildning av personal bör kombineras med rutiner och handledning för att få effekt.", "research finding"
        ),
        " ",
        sheet.no(
            "I en engelsk studie skulle hotellpersonal rapportera misstankar till en samordnare, vilket ökade antalet tips.",
            "research finding",
        ),
    )
    doc.p("*Så gör andra kommuner*")
    doc.p(
        sheet.no(
            "Sundhamns kommun har bildat ett nätverk med hotell, fastighetsägare och föreningar.", "other town's work"
        ),
        " ",
        sheet.no("Åbyholms kommun arbetar med att ta fram en plan som ska antas under 2027.", "other town's work"),
    )
    doc.p("*Röster från arbetet*")
    doc.p(
        sheet.no(
            "”Vi måste börja fråga. Ingen berättar det som ingen frågar om”, säger en socialsekreterare.", "quotation"
        )
    )
    doc.p(
        sheet.no(
            "”Kommunen ska ge mig en egen lägenhet, det är det enda som hjälper”, säger en kvinna med egen erfarenhet.",
            "quotation",
        )
    )
    doc.p("*Konsekvenser för den utsatta*")
    doc.p(
        "Den som har utnyttjats har ofta skulder, saknar bostad och har förlorat kontakten med vänner och familj. "
        "Trauman kan visa sig först flera år senare. Många beskriver skam och rädsla för myndigheter, och en del har "
        "hotats med att bilder ska spridas eller att familjen ska få veta."
    )
    doc.p(
        sheet.no(
            "Stödet måste därför vara långsiktigt och bör inte villkoras av att personen medverkar i en "
            "brottsutredning.",
            "background",
        )
    )


def _annexes(doc: Word, sheet: Sheet) -> None:
    doc.h(1, "Bilaga 1 Kontaktvägar", new_page=True)
    sheet.no("Bilaga 1 Kontaktvägar", "annex heading")
    doc.table(
        ["När", "Vem", "Nås via"],
        [
            ["Fara för liv", sheet.no("Polis och ambulans", "contact"), "112"],
            ["Dagtid", "Mottagningsenheten", "Kommunens växel"],
            ["Kväll och helg", "Socialjouren", "Kommunens växel"],
            [sheet.no("Råd i enskilt ärende", "contact"), "Regionkoordinator", "Stödtelefonen 020-390 000"],
        ],
        [4.4, 6.0, 6.0],
    )
    doc.h(1, "Bilaga 2 Källor")
    doc.bullets(
        sheet.no("Lag (2023:196) om kommuners ansvar för brottsförebyggande arbete", "source list"),
        sheet.no("Åtgärdsprogram mot mäns våld mot kvinnor 2024–2026", "source list"),
        sheet.no("Utbilda, rusta, följa upp. Rapport 2025:3, Länsstyrelsen i Mellanbygdens län", "source list"),
        "Norrviks kommun, Lägesbild 2026, dnr KS 2026/0101",
    )

"""Sundhamn: no adopted plan but a web page that describes a network model; owners are people, not bodies."""

from __future__ import annotations

import html
from pathlib import Path

from .expected import Sheet

HEAD = """<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<title>Nätverket mot människohandel – Sundhamns kommun</title>
<meta name="description" content="Så arbetar Sundhamn mot människohandel och prostitution.">
<script>window.stat = {{sida: "natverket", ska: "räknas inte"}};</script>
<style>.kaka {{ position: fixed; bottom: 0 }} .dold {{ display: none }}</style>
</head>
<body>
<div class="cookie-banner" role="dialog" aria-label="Kakor">
<p>{cookie}</p><button>Godkänn alla</button> <button>Bara nödvändiga</button>
</div>
<header><a class="skip" href="#innehall">{skip}</a>
<p class="logo">Sundhamns kommun</p>
<nav aria-label="Huvudmeny"><ul>
<li><a href="/barn">Förskola och skola</a></li><li><a href="/omsorg">Omsorg och hjälp</a></li>
<li><a href="/bygga">Bygga och bo</a></li><li><a href="/trygg">{nav}</a></li>
</ul></nav>
<ol class="breadcrumbs"><li><a href="/">Start</a></li><li><a href="/trygg">Trygg och säker</a></li><li>Nätverket</li></ol>
</header>
<main id="innehall">
"""
FOOT = """</main>
<aside><h2>Dela sidan</h2><ul><li><a href="#">{share}</a></li><li><a href="#">Skriv ut</a></li></ul>
<p>{updated}</p></aside>
<footer><h2>Kontakta oss</h2><p>{contact}</p><p><a href="/kakor">Om kakor</a> <a href="/tillganglighet">Tillgänglighet</a></p>
</footer>
</body>
</html>
"""


class Page:
    """The body of the page, line by line."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lines: list[str] = []

    def h(self, level: int, text: str) -> None:
        """A heading."""
        self.sheet.enter(level, text)
        self.lines.append(f"<h{level}>{html.escape(text, quote=False)}</h{level}>")

    def p(self, *texts: str) -> None:
        """A paragraph of sentences."""
        self.lines.append("<p>" + html.escape(" ".join(texts), quote=False) + "</p>")

    def fold(self, title: str, *paragraphs: str) -> None:
        """A piece that opens when it is clicked."""
        self.sheet.enter(3, title)
        self.lines.append(f'<details class="accordion"><summary>{html.escape(title, quote=False)}</summary>')
        self.lines.extend(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)
        self.lines.append("</details>")


def write(folder: Path) -> tuple[Sheet, Path]:
    """The page in `folder`, and what should be found in it."""
    sheet = Sheet("sundhamn", ("Sundhamn",))
    sheet.metadata = {
        "title": "Nätverket mot människohandel",
        "municipality": ["Sundhamn"],
        "document_type": "webbsida",
        "decided_by": None,
        "decided_on": None,
        "valid_from": None,
        "valid_to": None,
        "status": None,
    }
    furniture = {
        "cookie": "Vi använder kakor för att webbplatsen ska fungera och för att kunna följa upp besöken.",
        "skip": "Hoppa till innehållet",
        "nav": "Trygg och säker",
        "share": "Dela sidan på sociala medier",
        "updated": "Sidan uppdaterades 2026-10-05",
        "contact": "Kommunens kontaktcenter svarar på frågor vardagar 8–16.",
    }
    page = Page(sheet)
    page.h(1, "Nätverket mot människohandel")
    for text in furniture.values():
        sheet.no(text, "furniture of a web page")
    _why(page, sheet)
    _start(page, sheet)
    _daily(page, sheet)
    _after(page, sheet)
    path = folder / "sundhamn-natverket.html"
    path.write_text(
        HEAD.format(**furniture) + "\n".join(page.lines) + "\n" + FOOT.format(**furniture), encoding="utf-8"
    )
    return sheet, path


def _why(page: Page, sheet: Sheet) -> None:
    page.p(
        "Sundhamn har ingen handlingsplan på papper. Vi har ett nätverk och en lista.",
        sheet.no("Målet är att ingen ska kunna köpa en annan människa i vår stad.", "goal"),
    )
    page.h(2, "Vad är det vi motverkar?")
    page.p(
        sheet.no(
            "Människohandel är när någon lurar, tvingar eller flyttar en annan människa för att utnyttja henne.",
            "definition",
        ),
        sheet.no("Polisen är den som ska utreda brotten.", "duty of another authority"),
    )
    page.p(sheet.going("Sedan 2023 möts polis och socialtjänst varje månad och går igenom det som har hänt."))


def _also(sheet: Sheet, id: str, text: str, cluster: str) -> str:
    """A sentence that tells more of the measure before it: a measure of its own to some readers, so it counts neither way."""
    return sheet.measure(id, text, cluster=cluster, sure=False)


def _start(page: Page, sheet: Sheet) -> None:
    page.h(2, "Så kommer vi i gång")
    page.p(
        sheet.measure(
            "1",
            "Vi börjar med att ta reda på hur det ser ut här: enkät till hotell och hyresvärdar, samtal med polisen, "
            "genomgång av annonser.",
            description="Klart till sommaren 2027.",
            due=("Klart till sommaren 2027", None, "2027-06-30", None),
            cluster="G2",
        ),
        "Klart till sommaren 2027.",
    )
    page.p(
        sheet.measure(
            "2",
            "Ett lokalt nätverk bildas där hotell, fastighetsägare, räddningstjänst, skola och föreningar är med.",
            description="Första träffen i januari, därefter en gång i kvartalet.",
            due=("Första träffen i januari, därefter en gång i kvartalet", None, None, "kvartalsvis"),
            cluster="G5",
        ),
        "Första träffen i januari, därefter en gång i kvartalet.",
    )
    page.p(
        sheet.measure(
            "3",
            "Alla som i sitt arbete kan möta utsatta får en halvdags kurs.",
            description="Nätverket håller i kursen två gånger per år, vår och höst.",
            responsible="Nätverket",
            due=("två gånger per år, vår och höst", None, None, "halvårsvis"),
            cluster="G1",
        ),
        _also(sheet, "3+", "Nätverket håller i kursen två gånger per år, vår och höst.", "G1"),
    )
    page.p(
        sheet.measure(
            "4",
            "När kommunen köper tjänster ska vi kunna kontrollera hur de som arbetar har det.",
            description="Ekonomiavdelningen tar fram en mall till våren.",
            responsible="Ekonomiavdelningen",
            due=("till våren", None, None, None),
            cluster="G7",
        ),
        _also(sheet, "4+", "Ekonomiavdelningen tar fram en mall till våren.", "G7"),
    )


def _daily(page: Page, sheet: Sheet) -> None:
    page.h(2, "Så gör vi i vardagen")
    page.fold(
        "Stöd till den som är utsatt",
        sheet.measure(
            "5",
            "När någon behöver skydd samma natt ringer socialjouren listan över boenden.",
            description="Listan ses över varje halvår av kärngruppen.",
            responsible="socialjouren",
            due=("varje halvår", None, None, "halvårsvis"),
            cluster="G4",
        )
        + " "
        + _also(sheet, "5+", "Listan ses över varje halvår av kärngruppen.", "G4"),
        sheet.measure(
            "6",
            "Två volontärer och en socialsekreterare skickar tillsammans meddelanden till dem som annonserar i staden "
            "och berättar vilken hjälp som finns.",
            responsible="Två volontärer och en socialsekreterare",
            indicator="Antal svar räknas",
            cluster="G11",
        )
        + " Antal svar räknas.",
    )
    page.fold(
        "Den som köper",
        sheet.measure(
            "7",
            "Den som vill sluta köpa sex hänvisas till mottagning i grannkommun.",
            description="Socialtjänsten tecknar avtal senast september 2027 och räknar antalet hänvisningar.",
            responsible="Socialtjänsten",
            due=("senast september 2027", None, "2027-09-30", None),
            indicator="antalet hänvisningar",
            cluster="G3",
        )
        + " "
        + _also(
            sheet, "7+", "Socialtjänsten tecknar avtal senast september 2027 och räknar antalet hänvisningar.", "G3"
        ),
    )
    page.fold(
        "Bostäder och arbetsplatser",
        sheet.measure(
            "8",
            "Bovärdar och trygghetsvärdar hos det kommunala bostadsbolaget går kursen och får ett telefonnummer att ringa.",
            description="Bolaget rapporterar antal iakttagelser varje kvartal.",
            responsible="det kommunala bostadsbolaget",
            due=("varje kvartal", None, None, "kvartalsvis"),
            indicator="antal iakttagelser",
            cluster="M33",
        )
        + " "
        + _also(sheet, "8+", "Bolaget rapporterar antal iakttagelser varje kvartal.", "M33"),
        sheet.measure(
            "9",
            "Inspektörer som ser madrasser på arbetsplatsen eller rädda anställda använder checklistan och ringer polisen "
            "samma dag.",
            responsible="Inspektörer",
            cluster="G8",
        ),
    )
    page.fold(
        "Barn och unga",
        sheet.measure(
            "10",
            "Elevhälsan frågar om nätkontakter och sex mot ersättning i alla hälsosamtal i åttan och ettan på gymnasiet "
            "från hösten 2027.",
            responsible="Elevhälsan",
            due=("från hösten 2027", "2027-07-01", None, None),
            cluster="M21",
        ),
        sheet.no("Den som är under 18 år är alltid ett brottsoffer.", "background"),
    )
    page.fold(
        "Vem ringer jag?",
        sheet.measure(
            "11",
            "Alla har ett kontaktkort i fickan: dag, kväll, helg.",
            description="Samordnaren uppdaterar kortet i januari varje år.",
            responsible="Samordnaren",
            due=("i januari varje år", None, None, "årligen"),
            cluster="M40",
        )
        + " "
        + _also(sheet, "11+", "Samordnaren uppdaterar kortet i januari varje år.", "M40"),
    )


def _after(page: Page, sheet: Sheet) -> None:
    page.h(2, "Så ser vi att det fungerar")
    page.p(
        sheet.measure(
            "12",
            "Nätverket går igenom åtgärdslistan på varje möte och skriver en sida om året till nämnden.",
            responsible="Nätverket",
            due=("en sida om året", None, None, "årligen"),
            cluster="G12",
        )
    )
    page.p(
        sheet.no("Under 2025 noterade nätverket 19 händelser, mot 11 året innan.", "statistics"),
        sheet.no("Fler noteringar kan betyda att fler ser, inte att mer sker.", "advice on reading figures"),
    )
    page.h(2, "Vill du veta mer?")
    page.p(sheet.no("Du kan tipsa polisen på 114 14 eller ringa stödtelefonen 020-390 000.", "contact"))

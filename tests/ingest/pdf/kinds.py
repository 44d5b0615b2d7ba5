"""The kinds of pages that plans have, as made-up plans: each a function of a seed."""

import html as markup

from tests.ingest.pdf.made import LINES, Cell, Plan, Words, table_html

LOOKS = ("font-family:'Liberation Serif'", "font-family:'DejaVu Sans';font-size:9pt", "font-family:'Liberation Sans'",
         "font-family:'DejaVu Serif';font-size:9pt")  # fmt: skip


def _plan(words: Words, lines: str) -> Plan:
    plan = Plan(style=LINES[lines] + f"html{{{words.pick(LOOKS)}}}", office={"lines": lines})
    if lines in ("none", "head", "books", "across"):
        plan.style += words.pick(["th{font-weight:bold}", "th{font-weight:normal}", "th{font-weight:bold}"])
    return plan


def _around(words: Words, plan: Plan, rows, **options) -> Plan:
    plan.add("h2", words.pick(["Åtgärder", "Resultat", "Mål och åtgärder", "Nuläge"]))
    plan.add("p", words.paragraph(words.chance.randint(2, 5)))
    plan.add("table", (rows, options))
    return plan.add("p", words.paragraph(words.chance.randint(2, 5)))


def measures(lines, *, count=6, numbered=False, empty=0.0, **options):
    """A table of measures with cells of several lines."""

    def make(words):
        return _around(words, _plan(words, lines), words.measures(count, numbered=numbered, empty=empty), **options)

    return make


def statistics(lines, *, count=9, years=5, levels=1, **options):
    """A dense table of figures."""

    def make(words):
        plan = _plan(words, lines)
        if words.chance.random() < 0.7:
            plan.style += "td:not(:first-child),th:not(:first-child){text-align:right} td,th{padding:2pt 5pt}"
        rows = words.statistics(count, years, levels=levels)
        return _around(words, plan, rows, heads=levels, **options)

    return make


def grouped(lines):
    """Figures with rows that only name a group."""

    def make(words):
        plan = _plan(words, lines)
        plan.style += "td:not(:first-child),th:not(:first-child){text-align:right} td,th{padding:2pt 5pt}"
        head, *body = words.statistics(8, 4)
        rows = [head]
        for at, name in enumerate(words.chance.sample(["Norra länet", "Södra länet", "Kusten"], 2)):
            rows.append([Cell(name), *(Cell("") for _ in head[1:])])
            rows += body[4 * at : 4 * at + 4]
        return _around(words, plan, rows, heads=1)

    return make


def merged(lines):
    """Goals over several measures."""

    def make(words):
        rows = [[Cell(text) for text in ("Mål", "Åtgärd", "Ansvarig", "Tidsplan")]]
        for _ in range(words.chance.randint(2, 4)):
            count = words.chance.randint(1, 4)
            for at in range(count):
                goal = Cell(words.action(), rows=count) if at == 0 else None
                rows.append([goal, Cell(words.action()), Cell(words.pick(["Socialnämnden", "Polisen", "Region Norr"])),
                             Cell(words.pick(["2026", "Löpande", ""]))])  # fmt: skip
            if words.chance.random() < 0.4:
                rows.append([Cell(words.action(), columns=4), None, None, None])
        return _around(words, _plan(words, lines), rows)

    return make


def over_pages(lines, *, repeat):
    """A table over several pages, rows cut by the page breaks."""

    def make(words):
        plan = _plan(words, lines)
        plan.style += (
            "tr{page-break-inside:auto} @page{@top-right{content:counter(page) ' (' counter(pages) ')';font-size:8pt}}"
        )
        plan.style += "@page{@top-left{content:'Handlingsplan för trygghet';font-size:8pt}}"
        rows = words.measures(words.chance.randint(30, 45), numbered=words.chance.random() < 0.5, empty=0.1)
        return _around(words, plan, rows, repeat=repeat)

    return make


def beside(lines):
    """Two tables side by side."""

    def make(words):
        plan = _plan(words, lines)
        plan.add("p", words.paragraph(3))
        left, right = words.statistics(6, 2), words.statistics(6, 2)
        left[0][0] = right[0][0] = Cell("Kommun")
        both = "".join(f"<div style='width:46%'>{table_html(rows)}</div>" for rows in (left, right))
        plan.add("raw", f"<div style='display:flex;gap:6%'>{both}</div>")
        hidden = Plan(plan.parts, plan.style)
        for rows in (left, right):
            hidden.parts.append(("truth", (rows, {})))
        return hidden.add("p", words.paragraph(3))

    return make


def attributes(words):
    """Numbered measures, each with a small table without lines: organisation, responsible, time."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}} td,th{{font-size:9pt;padding:1.5pt 4pt}} h3{{font-size:11pt}}")
    bold = words.pick(["normal", "bold"])
    plan.style += f"th{{font-weight:{bold}}} td:first-child,th:first-child{{width:34%}}"
    plan.style += "td:nth-child(2),th:nth-child(2){width:36%}"
    plan.add("h2", "Åtgärder")
    for at in range(1, 6):
        plan.add("h3", f"{at}. {words.action()}").add("p", words.paragraph(2))
        rows = [[Cell(words.pick(["", "Organisation"])), Cell("Ansvarig"), Cell("Tidsplan")]]
        for _ in range(words.chance.randint(2, 5)):
            who = words.pick(["Kommunen", "Polisen", "Region Norr", "Föreningslivet", "Skolan", "Länsstyrelsen"])
            rows.append([Cell(who), Cell(words.pick(["Socialchef", "Rektor", "", "Enhetschef för\u00a0stöd", ""])),
                         Cell(words.pick(["2026", "Löpande", "", "2027–2028"]))])  # fmt: skip
        plan.add("table", (rows, {"width": "85%"}))
    return plan


def plain_titles(words):
    """Numbered measure titles in body type."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}} h3{{font-size:inherit;font-weight:normal;margin:9pt 0 4pt}}")
    plan.add("h1", "Handlingsplan").add("p", words.paragraph(4)).add("h2", "Åtgärder")
    for at in range(1, 8):
        plan.add("h3", f"{words.pick(['', ''])}{at}. {words.action()}").add("p", words.paragraph(3))
    return plan


def headings(words):
    """Two or three levels without numbers."""
    style = words.pick(
        [
            "h2{font-size:13pt}h3{font-size:10.5pt}",
            "h2{font-size:12pt;color:#246}h3{font-style:italic;font-weight:normal;font-size:10.5pt}",
            "h2{font-size:10.5pt}h3{font-size:10.5pt;font-weight:normal;text-decoration:underline}",
        ]
    )
    plan = Plan(style=f"html{{{words.pick(LOOKS)};font-size:10.5pt}} {style}")
    plan.add("h1", "Plan mot våld i nära relationer")
    for title in words.chance.sample(["Bakgrund", "Nuläge", "Mål", "Åtgärder", "Uppföljning"], 3):
        plan.add("h2", title).add("p", words.paragraph(3))
        for _ in range(2):
            plan.add(
                "h3",
                f"{words.pick(['Stöd till', 'Arbete med'])} {words.pick(['barn', 'äldre', 'unga', 'skolor'])}",
            )
            plan.add("p", words.paragraph(3))
    return plan


def prose(columns, *, extra=""):
    """Running text in columns, with hyphens, bullets and running heads."""

    def make(words):
        plan = Plan(style=f"html{{{words.pick(LOOKS)};hyphens:auto}} .c{{column-count:{columns};column-gap:7mm}}{extra}"
                    "@page{@bottom-center{content:counter(page)}@top-left{content:'Sundby kommun';font-size:8pt}}"
                    f"p{{text-align:{words.pick(['left', 'justify'])}}}",
                    office={"columns": columns})  # fmt: skip
        plan.add("raw", "<html lang=sv>").add("h1", "Strategi för trygghet").add("raw", "<div class=c>")
        for title in words.chance.sample(["Bakgrund", "Nuläge", "Mål", "Åtgärder", "Uppföljning"], 4):
            plan.add("h2", title)
            for _ in range(words.chance.randint(2, 4)):
                plan.add("p", words.paragraph(words.chance.randint(3, 7)))
            for _ in range(words.pick([0, 3])):
                plan.add("li", words.action())
        return plan.add("raw", "</div>")

    return make


def boxed(words):
    """A box of facts beside running text."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}}")
    plan.add("h1", "Strategi för trygghet").add("p", words.paragraph(4))
    facts = [words.sentence() for _ in range(3)]
    side = words.pick(["left", "right"])
    inside = "<p>Fakta om arbetet</p>" + "".join(f"<p>{markup.escape(text)}</p>" for text in facts)
    tint = words.pick(["background:#e8eef4", "border:1pt solid #333", "border:1pt solid #333;background:#eee"])
    plan.add(
        "raw", f"<div style='float:{side};width:36%;padding:6pt;margin:4pt 12pt;{tint};font-size:9pt'>{inside}</div>"
    )
    for _ in range(5):
        plan.add("p", words.paragraph(4))
    return plan.add("aside", "Fakta om arbetet " + " ".join(facts))


def contents(words):
    """A contents list with or without leaders, then text."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}} .t{{display:flex}} .d{{flex:1;overflow:hidden;white-space:nowrap}}"
                ".x{page-break-after:always}")  # fmt: skip
    dots = words.pick(["." * 200, "", " ." * 120])
    lines = [
        (f"{at}.{sub}" if sub else f"{at}", words.action(), at * 2 + sub) for at in range(1, 6) for sub in range(3)
    ]
    listed = "".join(
        f"<div class=t><span>{n} {markup.escape(t)}</span><span class=d>{dots}</span><span>{p}</span></div>"
        for n, t, p in lines
    )
    plan.add("h1", "Innehållsförteckning").add("raw", f"<div class=x>{listed}</div>")
    for at in range(1, 4):
        plan.add("h2", f"{at} {words.pick(['Bakgrund', 'Mål', 'Nuläge'])}").add("p", words.paragraph(5))
    return plan


def labelled(words):
    """Measures as labels with a colon and text: no table."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}}").add("h1", "Åtgärder")
    for at in range(1, 5):
        plan.add("h2", f"Åtgärd {at} {words.action()}")
        for label, value in (
            ("Ansvarig", words.pick(["Socialnämnden", "Polisen"])),
            ("Tidsplan", "2026"),
            ("Kostnad", words.pick(["Inom ram", "300 tkr"])),
        ):
            plan.add("p", f"{label}: {value}")
        plan.add("p", words.paragraph(2))
    return plan


def layout_table(words):
    """A table that only lays out text: a label column beside prose."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}}").add("h1", "Utgångspunkter")
    left, right = words.paragraph(5), words.paragraph(7)
    plan.add("raw", f"<table><tr><td style='width:50%'>{left}</td><td>{right}</td></tr></table>")
    plan.add("text", left).add("text", right)
    return plan.add("p", words.paragraph(4))


def landscape(words):
    """Portrait text, a wide table on landscape pages, portrait text again."""
    plan = _plan(words, words.pick(["full", "across", "zebra"]))
    plan.style += "@page wide{size:A4 landscape} .w{page:wide}"
    plan.add("h1", "Åtgärder").add("p", words.paragraph(5)).add("raw", "<div class=w>")
    head = [Cell(t) for t in ("Nr", "Åtgärd", "Mål", "Ansvarig", "Samverkan", "Tidsplan", "Kostnad")]
    rows = [head]
    for at in range(1, words.chance.randint(8, 20)):
        texts = [f"{1 + at // 5}.{1 + at % 5}", words.action(), words.action()]
        texts += [words.pick(["Socialnämnden", "Kommunstyrelsen"]), words.pick(["Polisen", "", "Region Norr"])]
        texts += [words.pick(["2026", "Löpande"]), words.pick(["Inom ram", "", "250 tkr"])]
        rows.append([Cell(text) for text in texts])
    return plan.add("table", (rows, {})).add("raw", "</div>").add("p", words.paragraph(4))


def several(words):
    """Three small tables of figures on a page, each with a caption."""
    plan = _plan(words, words.pick(["books", "across", "head", "none"]))
    plan.style += "td:not(:first-child),th:not(:first-child){text-align:right} td,th{padding:2pt 5pt}"
    for at in range(1, 4):
        plan.add(
            "p",
            f"Tabell {at}. {words.pick(['Antal', 'Andel'])} {words.pick(['anmälningar', 'resor'])} per kommun",
        )
        plan.add("table", (words.statistics(5, words.chance.randint(2, 6)), {}))
        plan.add("p", words.paragraph(2))
    return plan


def shaded_paragraphs(words):
    """Cells whose paragraphs are shaded inside the cell's own shading, as Word prints them."""
    plan = _plan(words, "none")
    plan.style += "td,th{padding:0;border:1pt solid white;background:#b9cde8}"
    plan.style += "div.p{background:#b9cde8;margin:0 5pt;padding-bottom:6pt}"
    rows = words.statistics(6, 3)
    rows[1:] = [[Cell(words.action()), *row[1:]] for row in rows[1:]]
    table = table_html(rows)
    import re

    table = re.sub(r"(<t[dh][^>]*>)([^<]*)", r"\1<div class=p>\2</div>", table)
    plan.add("p", words.paragraph(3)).add("raw", table).add("truth", (rows, {}))
    return plan.add("p", words.paragraph(3))


def dense(lines):
    """Centred headings of several lines on two levels, the upper ones underlined over their columns."""

    def make(words):
        plan = _plan(words, lines)
        plan.style += (
            "td,th{padding:1.5pt 4pt;font-size:8pt} td:not(:first-child){text-align:right} th{text-align:center}"
        )
        plan.style += (
            "th[colspan]{border-bottom:.5pt solid #333} th:first-child{text-align:left} th{vertical-align:bottom}"
        )
        many = words.chance.randint(2, 3)
        nouns = words.chance.sample(
            ["Antal anmälda ärenden", "Andel av alla hushåll", "Utsläpp per person", "Resor"], many
        )
        heads = [Cell("")]
        below = [Cell("Kommun")]
        for noun in nouns:
            wide = words.chance.randint(2, 3)
            heads += [Cell(noun, columns=wide), *[None] * (wide - 1)]
            below += [
                Cell(text) for text in words.chance.sample(["Kvinnor", "Män", "Totalt antal", "Unga under 18"], wide)
            ]
        body = [
            [Cell(name), *(Cell(words.figure()) for _ in below[1:])]
            for name in words.chance.sample(["Norrtorp", "Åsele", "Östervik", "Sundby", "Hammarö", "Kil", "Ärla"], 6)
        ]
        return _around(words, plan, [heads, below, *body], heads=2)

    return make


def named(words):
    """A grid of figures whose rows have their names to the left of the lines."""
    plan = _plan(words, "none")
    plan.style += "td,th{padding:2pt 5pt} td:not(:first-child),th:not(:first-child){border:.6pt solid;text-align:right}"
    return _around(words, plan, words.statistics(8, 4), heads=1, width="80%")


def chart(words):
    """Bars with figures on them: no table."""
    plan = Plan(style=f"html{{{words.pick(LOOKS)}}} .b{{display:inline-block;width:30pt;margin-right:8pt;")
    plan.style += "vertical-align:bottom;background:#88a;border:.6pt solid #224;text-align:center;font-size:8pt}"
    plan.add("p", words.paragraph(4))
    values = [words.chance.randint(20, 90) for _ in range(6)]
    bars = "".join(f"<div class=b style='height:{value}pt'>{value}</div>" for value in values)
    plan.add("raw", f"<div style='border-left:.6pt solid;border-bottom:.6pt solid'>{bars}</div>")
    plan.add("text", " ".join(map(str, values)))
    return plan.add("p", words.paragraph(4))


RULED = {
    "ruled": measures("full"),
    "ruled thick": measures("thick", numbered=True, empty=0.3),
    "ruled merged": merged("full"),
    "ruled figures": statistics("full", levels=2, years=4),
    "ruled over pages": over_pages("full", repeat=True),
    "ruled over pages once": over_pages("full", repeat=False),
    "ruled beside": beside("full"),
    "inner lines": measures("inner", empty=0.2),
    "upright lines": statistics("upright", count=12),
    "upright grouped": grouped("upright"),
    "cells shaded": measures("cells", empty=0.2),
    "shaded paragraphs": shaded_paragraphs,
    "landscape": landscape,
    "named rows": named,
}
PARTLY = {
    "across": measures("across", empty=0.2),
    "across figures": statistics("across", levels=2, years=3),
    "across over pages": over_pages("across", repeat=True),
    "books": statistics("books"),
    "head line": measures("head"),
    "zebra": measures("zebra", numbered=True),
    "tinted head": measures("tinted"),
    "several": several,
    "dense underlined": dense("books"),
}
UNRULED = {
    "unruled": measures("none"),
    "unruled empty": measures("none", numbered=True, empty=0.4),
    "unruled figures": statistics("none", count=12),
    "unruled two heads": statistics("none", levels=2, years=3),
    "unruled grouped": grouped("none"),
    "unruled over pages": over_pages("none", repeat=True),
    "unruled over pages once": over_pages("none", repeat=False),
    "unruled beside": beside("none"),
    "unruled merged": merged("none"),
    "attributes": attributes,
    "dense": dense("none"),
}
PROSE = {
    "one column": prose(1),
    "two columns": prose(2),
    "three columns": prose(3),
    "boxed": boxed,
    "contents": contents,
    "labelled": labelled,
    "chart": chart,
    "layout table": layout_table,
    "plain titles": plain_titles,
    "headings": headings,
}
KINDS = {**RULED, **PARTLY, **UNRULED, **PROSE}

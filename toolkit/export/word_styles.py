"""The look of a draft in Word: page, styles, header and footer, language. The one place for fonts and colours."""

from collections.abc import Mapping
from typing import Any

from toolkit.export.word_parts import element, field_runs

FONT = "Arial"
INK = "1F3A4D"
"""Headings and table heads: dark blue, contrast 11:1 on white."""
LINE = "B7C4CC"
SHADE = "F3F6F8"
GAP = "FFF3C4"
"""Behind a blank; the brackets say it without the colour."""
LANGUAGES: Mapping[str, str] = {"sv": "sv-SE", "en": "en-GB"}

_AFTER_HYPHENATION = (
    *("w:consecutiveHyphenLimit", "w:hyphenationZone", "w:doNotHyphenateCaps", "w:showEnvelope", "w:summaryLength"),
    *("w:clickAndTypeStyle", "w:defaultTableStyle", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:footnotePr"),
    *("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping"),
    *("w:shapeDefaults", "w:decimalSymbol", "w:listSeparator"),
)
"""What the schema wants behind the switch for hyphenation in a document's settings."""
_HEADINGS = {1: (18, 20, 8), 2: (13, 12, 4), 3: (11, 10, 4)}
"""Level → points, space before, space after."""


def dress(document: Any, *, language: str) -> None:
    """Set page, styles and language of a new document."""
    _language(document, LANGUAGES.get(language, "sv-SE"))
    _page(document.sections[0])
    _base(document)
    _headings(document)
    _own_styles(document)
    _lists(document)


def _language(document: Any, code: str) -> None:
    """The language of all text, so that a screen reader and the spell checker know it."""
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", {"val": code, "eastAsia": code, "bidi": "ar-SA"}))
    for style in document.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), code)
    settings = document.settings.element
    settings.insert_element_before(element("autoHyphenation", {"val": "true"}), *_AFTER_HYPHENATION)
    for old in settings.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), code)


def _page(section: Any) -> None:
    """A4 with the margins of an ordinary letter."""
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)


def _font(style: Any, size: float, *, bold: bool | None = None, colour: str | None = None) -> None:
    """One font for all scripts of a style."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _base(document: Any) -> None:
    """Body text."""
    from docx.shared import Pt

    normal = document.styles["Normal"]
    _font(normal, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True


def _headings(document: Any) -> None:
    """Real heading styles, kept with what follows."""
    from docx.shared import Pt

    for level, (size, before, after) in _HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _font(style, size, bold=True, colour=INK)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
        _whole_words(style)
    title = document.styles["Title"]
    _font(title, 28, bold=True, colour=INK)
    _whole_words(title)
    title.paragraph_format.space_before = Pt(120)
    title.paragraph_format.space_after = Pt(10)
    for border in title.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    _font(document.styles["Subtitle"], 13, bold=False, colour=INK)
    subtitle = document.styles["Subtitle"]
    subtitle.paragraph_format.space_after = Pt(28)
    rule = element("pBdr", None, element("bottom", {"val": "single", "sz": "18", "space": "6", "color": INK}))
    subtitle.element.get_or_add_pPr().insert_element_before(
        rule, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _whole_words(style: Any) -> None:
    """No hyphens at line ends in this style."""
    mark = element("suppressAutoHyphens", {"val": "true"})
    following = (
        "w:kinsoku",
        "w:wordWrap",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
        "w:rPr",
    )
    style.element.get_or_add_pPr().insert_element_before(mark, *following)


def _own_styles(document: Any) -> None:
    """Paragraph and character styles that only a draft needs."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    cell = styles.add_style("Tabelltext", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    _font(cell, 9)
    cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.05
    head = styles.add_style("Tabellhuvud", WD_STYLE_TYPE.PARAGRAPH)
    head.base_style = cell
    _font(head, 9, bold=True, colour="FFFFFF")
    hint = styles.add_style("Ledtext", WD_STYLE_TYPE.PARAGRAPH)
    hint.base_style = styles["Normal"]
    _font(hint, 9.5, colour="4A5A64")
    hint.font.italic = True
    note = styles.add_style("Källnot", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    _font(note, 8.5, colour="4A5A64")
    status = styles.add_style("Status", WD_STYLE_TYPE.PARAGRAPH)
    status.base_style = styles["Normal"]
    _font(status, 11, bold=True, colour="8A1C1C")
    gap = styles.add_style("Lucka", WD_STYLE_TYPE.CHARACTER)
    gap.element.get_or_add_rPr().append(element("shd", {"val": "clear", "color": "auto", "fill": GAP}))
    for level, indent in ((1, 0.0), (2, 0.6)):
        line = styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        line.base_style = styles["Normal"]
        _font(line, 10.5, bold=level == 1)
        line.paragraph_format.space_after = Pt(3)
        _contents_tab(line, indent)
    heading = styles.add_style("Innehållsrubrik", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = styles["Normal"]
    _font(heading, 18, bold=True, colour=INK)
    heading.paragraph_format.space_after = Pt(10)


def _contents_tab(style: Any, indent: float) -> None:
    """A dotted leader to the page number."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm

    style.paragraph_format.left_indent = Cm(indent)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(16.0), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _lists(document: Any) -> None:
    """Bullets a little tighter than body text."""
    from docx.shared import Pt

    bullet = document.styles["List Bullet"]
    _font(bullet, 10.5)
    bullet.paragraph_format.space_after = Pt(3)


def header_and_footer(section: Any, *, left: str, right: str, page: str, of: str, width_cm: float) -> None:
    """Town and title above, status to the right; page number of pages below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head = section.header.paragraphs[0]
    head.style = "Källnot"
    head.paragraph_format.tab_stops.add_tab_stop(Cm(width_cm), WD_TAB_ALIGNMENT.RIGHT)
    head.text = f"{left}\t{right}"
    foot = section.footer.paragraphs[0]
    foot.style = "Källnot"
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run(f"{page} ")
    for run in field_runs("PAGE", "1"):
        foot._p.append(run)
    foot.add_run(f" {of} ")
    for run in field_runs("NUMPAGES", "1"):
        foot._p.append(run)

import re
import zipfile
from collections import Counter

import pytest

from toolkit.ingest import read
from toolkit.model import BlockKind, Severity


def shown(document):
    return [f"{block.number or ''} {block.text}".strip() for block in document.blocks]


def level(at, form, text, start=1, extra=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "%1.%2.%3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "Mål %1:", extra='<w:pStyle w:val="Rubrik1"/>')
    + level(1, "decimal", "%1.%2", extra='<w:isLgl/>')
    + level(2, "decimal", "Åtgärd %3", extra='<w:lvlRestart w:val="0"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "%1)", start=5) + level(1, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
)  # fmt: skip


def test_lists_are_counted_as_printed(docx, p):
    rows = [("a", 1, 0), ("b", 1, 1), ("c", 1, 1), ("d", 1, 2), ("e", 1, 0), ("f", 1, 2), ("g", 1, 1)]
    body = "".join(p(text, list=list, level=at) for text, list, at in rows)
    assert shown(read(docx(body, numbering=NUMBERING))) == [
        "1. a", "a) b", "b) c", "1.b.i d", "2. e", "2.a.i f", "b) g",
    ]  # fmt: skip


def test_an_override_starts_anew_and_lists_of_one_definition_go_on(docx, p):
    body = p("a", list=1) + p("b", list=1) + p("text") + p("c", list=2) + p("d", list=1)
    assert shown(read(docx(body, numbering=NUMBERING))) == ["1. a", "2. b", "text", "1. c", "2. d"]


def test_legal_numbers_bullets_and_levels_that_never_restart(docx, p):
    body = (
        p("a", list=3) + p("b", list=3, level=1) + p("c", list=3, level=2) + p("d", list=3)
        + p("e", list=3, level=1) + p("f", list=3, level=2) + p("g", list=4) + p("h", list=4, level=1)
    )  # fmt: skip
    assert shown(read(docx(body, numbering=NUMBERING))) == [
        "Mål I: a", "1.1 b", "Åtgärd 1 c", "Mål II: d", "2.1 e", "Åtgärd 2 f", "5) g", "• h",
    ]  # fmt: skip


def test_an_empty_item_is_counted(docx, p):
    assert shown(read(docx(p("a", list=1) + p("", list=1) + p("c", list=1), numbering=NUMBERING))) == ["1. a", "3. c"]


def test_headings_by_name_outline_and_inheritance(docx, p, heading_styles):
    body = (
        p("Ett", style="Rubrik1") + p("Två", style="Rubrik2") + p("Egen", style="Egen")
        + p("Direkt", props='<w:outlineLvl w:val="2"/>') + p("Brödtext") + p("1 Inledning 3", style="Innehll1")
    )  # fmt: skip
    document = read(docx(body, styles=heading_styles))
    assert [(block.kind.value, block.level) for block in document.blocks] == [
        ("heading", 1), ("heading", 2), ("heading", 2), ("heading", 3), ("paragraph", None), ("furniture", None),
    ]  # fmt: skip
    assert document.blocks[4].provenance.path[:-1] == ("Ett", "Egen", "Direkt")
    assert document.outline == ("1 Inledning 3",)


def test_tracked_changes_are_read_as_accepted_and_told(docx, p):
    inner = (
        "<w:r><w:t>Vi </w:t></w:r><w:ins><w:r><w:t>ska</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>bör</w:delText></w:r></w:del><w:r><w:t> utbilda</w:t></w:r>"
    )
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Hela </w:t></w:r></w:p>"
    document = read(docx(p("", inner=inner) + gone + p("stycket")))
    assert [block.text for block in document.blocks] == ["Vi ska utbilda", "Hela stycket"]
    assert [(problem.kind, problem.severity) for problem in document.problems] == [("tracked_changes", Severity.NOTE)]


def test_text_boxes_once_and_content_controls_with_their_tag(docx, p):
    box = "<w:txbxContent>" + p("I rutan") + "</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Utanför</w:t></w:r>"
    )
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="m-17"/></w:sdtPr><w:sdtContent>' + p("Styrd text") + "</w:sdtContent></w:sdt>"
    )
    document = read(docx(p("", inner=twice) + control))
    assert [(block.text, block.tag) for block in document.blocks] == [
        ("Utanför", None), ("I rutan", None), ("Styrd text", "m-17"),
    ]  # fmt: skip


def test_notes_and_comments_follow_their_paragraph(docx, p):
    inner = (
        '<w:r><w:t>Lagen gäller</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    document = read(
        docx(
            p("", inner=inner) + p("Sedan"),
            footnotes=f'<w:footnote w:id="2">{p("SFS 2023:196")}</w:footnote>',
            comments=f'<w:comment w:id="0" w:author="X">{p("Stämmer detta?")}</w:comment>',
        )
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "Lagen gäller"),
        (BlockKind.FURNITURE, "SFS 2023:196"),
        (BlockKind.COMMENT, "Stämmer detta?"),
        (BlockKind.PARAGRAPH, "Sedan"),
    ]


def test_field_instructions_are_not_printed_and_hidden_text_is_told(docx, p):
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:t>DOLD</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>avsnitt 3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>gömt</w:t></w:r>'
    )
    document = read(docx(p("", inner=inner)))
    assert document.text == "avsnitt 3"
    assert [problem.kind for problem in document.problems] == ["hidden_text"]


def test_spans_nested_tables_and_deleted_rows(docx, p, tc):
    row = "<w:tr>{}</w:tr>".format
    nested = "<w:tbl>" + row(tc("i1") + tc("i2")) + "</w:tbl>"
    deleted = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("borta") + "</w:tr>"
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("Mål") + tc("Åtgärd", props='<w:gridSpan w:val="2"/>')
        + "</w:tr>"
        + row(tc("M1", props='<w:vMerge w:val="restart"/>') + tc(["• ett", "• två"]) + tc("KS"))
        + row(tc("", props="<w:vMerge/>") + tc("", inner=p("före") + nested) + tc("BUN")) + deleted + "</w:tbl>"
    )  # fmt: skip
    document = read(docx(table))
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE]
    cells = document.blocks[0].table.cells
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.header) for cell in cells] == [
        ("Mål", 0, 0, 1, 1, True),
        ("Åtgärd", 0, 1, 1, 2, True),
        ("M1", 1, 0, 2, 1, False),
        ("• ett • två", 1, 1, 1, 1, False),
        ("KS", 1, 2, 1, 1, False),
        ("före i1 i2", 2, 1, 1, 1, False),
        ("BUN", 2, 2, 1, 1, False),
    ]
    assert cells[3].items == ("ett", "två")


def test_a_box_drawn_as_a_table_is_no_table(docx, p, tc):
    document = read(docx("<w:tbl><w:tr>" + tc(["Fakta", "Mer fakta"]) + "</w:tr></w:tbl>"))
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "Fakta"),
        (BlockKind.PARAGRAPH, "Mer fakta"),
    ]


def test_emphasis_keeps_its_place(docx, p):
    inner = "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>Ansvarig: </w:t></w:r><w:r><w:t>Nämnden</w:t></w:r>"
    block = read(docx(p("", inner=inner))).blocks[0]
    assert [(block.text[span.start : span.end], span.bold) for span in block.spans] == [("Ansvarig:", True)]


def test_figures_behind_charts_and_words_in_diagrams(docx, p, tmp_path):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    graphic = (
        f'<w:r><w:drawing><a:graphicData xmlns:a="{drawing}/main" xmlns:r="{office}" uri="{drawing}/{{0}}">'
        '<x {1}="r{2}"/></a:graphicData></w:drawing></w:r>'
    )
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(["2025", "2026"]))
    values = points.replace("2025", "4.4000000000000004").replace("2026", "5")
    series = (
        f'<c:ser><c:tx><c:pt idx="0"><c:v>Ton</c:v></c:pt></c:tx><c:cat>{points}</c:cat><c:val>{values}</c:val></c:ser>'
    )
    path = docx(
        p("", inner=graphic.format("chart", "r:id", 0))
        + p("", inner=graphic.format("diagram", "r:dm", 1)) + p("", inner=graphic.format("chart", "r:id", 9)),
        chart="", diagramData="",
    )  # fmt: skip
    parts = {
        "word/chart.xml": f'<c:chartSpace xmlns:c="{drawing}/chart">{series}</c:chartSpace>',
        "word/diagramData.xml": f'<d:dataModel xmlns:d="{drawing}/diagram" xmlns:a="{drawing}/main"><d:pt><d:t><a:t>'
        "Socialtjänst</a:t></d:t></d:pt></d:dataModel>",
    }
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "full.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    document = read(tmp_path / "full.docx")
    assert [block.text for block in document.blocks] == ["\tTon\n2025\t4.4\n2026\t5", "Socialtjänst"]
    assert [(problem.kind, problem.severity) for problem in document.problems] == [("embedded", Severity.LOSS)]


def formula(inner):
    from lxml import etree

    from toolkit.ingest.word.formula import linear

    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    text = re.sub(r"=([A-Za-z]+)", r"<m:r><m:t>\1</m:t></m:r>", inner)
    return linear(etree.fromstring(f'<m:oMath xmlns:m="{space}">{text}</m:oMath>'))


def test_formulas_are_one_line_of_text_that_means_the_same():
    def e(inner, name="e"):
        return f"<m:{name}>{inner}</m:{name}>"

    fraction = f"<m:f>{e('=a', 'num')}{e('=b', 'den')}</m:f>"
    brackets = '<m:d><m:dPr><m:begChr m:val="{}"/><m:endChr m:val="{}"/></m:dPr>' + e("=x") + e("=y") + "</m:d>"
    cases = {
        f"<m:sSup>{e(fraction)}{e('=n', 'sup')}</m:sSup>": "(a/b)ⁿ",
        f"<m:func>{e('=log', 'fName')}{e('=x')}</m:func>": "log x",
        f"<m:func>{e('=log', 'fName')}{e(brackets.format('(', ')'))}</m:func>": "log(x, y)",
        f"<m:limLow>{e('=lim')}{e('=n', 'lim')}</m:limLow>": "lim(n)",
        brackets.format("[", "]"): "[x, y]",
        brackets.format("|", "|"): "|x, y|",
        f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>{e("=n", "num")}{e("=k", "den")}</m:f>': "n ¦ k",
        f"<m:m><m:mr>{e('=a')}{e('=b')}</m:mr><m:mr>{e('=c')}{e('=d')}</m:mr></m:m>": "a b; c d",
        f"<m:sSup>{e('=x')}{e('=ab', 'sup')}</m:sSup>": "x^(ab)",
        f"<m:rad>{e('', 'deg')}{e(brackets.format('(', ')'))}</m:rad>": "√(x, y)",
        f"<m:f>{e(brackets.format('(', ')'), 'num')}{e('=b', 'den')}</m:f>": "(x, y)/b",
    }
    assert {inner: formula(inner) for inner in cases} == cases


def _words(text):
    return re.findall(r"\w+", text.casefold())


def _printed(markdown):
    """Words of the expected Markdown, without its marks, formulas and picture notes."""
    markdown = re.sub(r"<!--.*?-->|\$\$?.+?\$\$?", " ", markdown)
    markdown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("**", "")
    markdown = re.sub(r"\[[ x]\]", " ", re.sub(r"\\(.)", r"\1", markdown))
    return _words(markdown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _f1(found, expected):
    found, expected = Counter(found), Counter(expected)
    total = found.total() + expected.total()
    return 2 * (found & expected).total() / total if total else 1.0


# Formulas are expected as LaTeX and are read as one line of text.
OTHER_KIND = ("equations", "omml", "table_with_equations")


def test_the_office_files_are_read_whole(shared):
    scores = {}
    for path in sorted(shared("office").glob("*.docx")):
        if path.name.startswith(OTHER_KIND):
            continue
        words = []
        for block in read(path).blocks:
            if block.kind in (BlockKind.FURNITURE, BlockKind.COMMENT):
                continue
            if block.table is None:
                words += _words(f"{block.number or ''} {block.text}" if block.number != "◦" else block.text)
            for cell in block.table.cells if block.table else ():
                words += _words(cell.text) * cell.column_span * cell.row_span
        scores[path.name] = _f1(words, _printed(path.with_suffix(".docx.md").read_text(encoding="utf-8")))
    assert len(scores) > 20
    assert min(scores.values()) >= 0.96, sorted(scores.items(), key=lambda pair: pair[1])[:3]
    assert sum(scores.values()) / len(scores) >= 0.99


def test_the_office_tables_are_read_cell_by_cell(shared):
    for path in sorted(shared("office").glob("*.docx")):
        if path.name.startswith(OTHER_KIND):
            continue
        expected = []
        for line in path.with_suffix(".docx.md").read_text(encoding="utf-8").split("\n"):
            if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
                expected += [" ".join(_printed(cell)) for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]
        found = [
            " ".join(_words(cell.text))
            for block in read(path).blocks
            for cell in (block.table.cells if block.table else ())
            for _ in range(cell.column_span * cell.row_span)
        ]
        assert _f1(filter(None, found), filter(None, expected)) >= 0.95, path.name


@pytest.mark.parametrize("name", ["Strict.docx", "Transitional.docx"])
def test_both_variants_of_the_format(shared, name):
    assert read(shared("office", name)).text == "Some text"

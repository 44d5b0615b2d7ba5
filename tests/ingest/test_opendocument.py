import shutil
import subprocess
import zipfile

import pytest

from toolkit.ingest import read
from toolkit.model import BlockKind

ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "text"))
LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2" style:num-suffix="."/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" '
    'text:bullet-char="•"/></text:list-style>'
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
)


def item(text, inner=""):
    return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"


def listed(items, style="L1", more=""):
    return f'<text:list text:style-name="{style}" {more}>{items}</text:list>'


def shown(document):
    return [f"{block.number or ''} {block.text}".strip() for block in document.blocks]


def test_lists_are_counted_as_printed(odt):
    inner = f"<text:list>{item('b')}{item('c')}</text:list>"
    body = (
        listed(item("a", inner) + item("d"), more='xml:id="x1"')
        + "<text:p>Brödtext</text:p>"
        + listed(item("e"), more='text:continue-list="x1"')
        + listed(item("f"))
        + listed(item("g"), style="L2")
    )
    assert shown(read(odt(body, automatic=LISTS))) == [
        "1. a", "a) b", "b) c", "2. d", "Brödtext", "3. e", "1. f", "• g",
    ]  # fmt: skip


def test_headings_emphasis_notes_comments_and_deletions(odt):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>borta</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">Mål</text:h>'
        '<text:p>Vi <text:span text:style-name="B">ska</text:span><text:s text:c="2"/>utbilda'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Not</text:p></text:note-body>"
        "</text:note><office:annotation><text:p>Varför?</text:p></office:annotation>.</text:p>"
    )
    document = read(odt(body, automatic=LISTS))
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.HEADING, "Mål"),
        (BlockKind.PARAGRAPH, "Vi ska utbilda."),
        (BlockKind.FURNITURE, "Not"),
        (BlockKind.COMMENT, "Varför?"),
    ]
    assert [(span.start, span.end) for span in document.blocks[1].spans] == [(3, 6)]
    assert {problem.kind for problem in document.problems} == {"tracked_changes", "comments"}


def test_tables_with_spans_header_rows_and_boxes(odt):
    def cell(text, more=""):
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    body = (
        "<table:table><table:table-header-rows><table:table-row>" + cell("Mål")
        + cell("Åtgärd", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/></table:table-row>"
        "</table:table-header-rows><table:table-row>" + cell("M1", 'table:number-rows-spanned="2"') + cell("a")
        + cell("b")
        + "</table:table-row><table:table-row><table:covered-table-cell/>" + cell("c") + cell("d")
        + "</table:table-row></table:table><text:p><draw:frame><draw:text-box><text:p>Ruta</text:p></draw:text-box>"
        "</draw:frame>Text</text:p>"
    )  # fmt: skip
    document = read(odt(body))
    cells = document.blocks[0].table.cells
    assert [(one.text, one.row, one.column, one.row_span, one.column_span, one.header) for one in cells] == [
        ("Mål", 0, 0, 1, 1, True), ("Åtgärd", 0, 1, 1, 2, True), ("M1", 1, 0, 2, 1, False), ("a", 1, 1, 1, 1, False),
        ("b", 1, 2, 1, 1, False), ("c", 2, 1, 1, 1, False), ("d", 2, 2, 1, 1, False),
    ]  # fmt: skip
    assert [block.text for block in document.blocks[1:]] == ["Text", "Ruta"]


def test_figures_behind_a_chart_are_a_table_and_other_objects_are_told(odt, tmp_path):
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href'
    frame = '<draw:frame><draw:object {}="./{}"/></draw:frame>'
    path = odt(f"<text:p>Text{frame.format(link, 'Object 1')}{frame.format(link, 'Object 2')}</text:p>")
    cells = [[f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row] for row in ("aå", "1ö")]
    rows = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("Object 1/content.xml", f"<x {ODF}><table:table>{rows}</table:table></x>")
    document = read(path)
    assert [block.text for block in document.blocks] == ["Text", "a\tå\n1\tö"]
    assert [problem.kind for problem in document.problems] == ["embedded"]


SAME = ["docx_lists", "unit_test_headers_numbered", "word_tables", "docx_list_blank_spacer", "docx_rich_cells"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_converted_file_reads_like_its_original(shared, tmp_path):
    """LibreOffice writes the .odt; every block must come out the same, with the same number."""
    originals = [shared("office", f"{name}.docx") for name in SAME]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), *map(str, originals)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for original in originals:
        assert _outline(read(original)) == _outline(read(tmp_path / f"{original.stem}.odt")), original.name


def _outline(document):
    """Kind, words and number of each block; which sign a bullet is may differ."""
    kinds = (BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
    return [
        (block.kind, block.text.split(), block.number if (block.number or "x")[0].isalnum() else "•")
        for block in document.blocks
        if block.kind in kinds
    ]

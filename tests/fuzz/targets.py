"""One target a reader: bytes in, a document or a named error out, and what every document must hold to.

Each target has seeds to begin from and words of its format to throw in. `mutate` changes a seed by a list of small
numbers, so that a failing case is those numbers and can be made smaller.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import SHARED
from tests.ingest.bombs import W, opendocument, p, page, word
from toolkit.errors import ToolkitError
from toolkit.ingest import Limits, ingest, read
from toolkit.model import Document

LIMITS = Limits(wall_seconds=20, cpu_seconds=15, table_cells=20_000)
NUMBERS = ("0", "-1", "1", "9", "255", "65536", "99999999999999999999", "1e308", "nan", "", "\u0663", "1.5")


@dataclass(frozen=True)
class Target:
    """A reader under test."""

    name: str
    suffix: str
    seeds: Callable[[], list[bytes]]
    words: tuple[str, ...]
    pack: Callable[[bytes], bytes] = field(default=lambda data: data)
    boxed: bool = False
    """Read in a child: a fault of a library in C would end the test run itself."""

    def run(self, data: bytes) -> Document | None:
        """Read the bytes as a file of the format; anything but a document or a named error is raised."""
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            path = Path(folder, f"fuzz{self.suffix}")
            path.write_bytes(self.pack(data))
            try:
                document = (ingest if self.boxed else read)(path, limits=LIMITS)
            except ToolkitError as error:
                kind = getattr(error, "kind", "")
                assert kind != "reader_failed" and path.name in error.message and error.advice, str(error)
                assert self.boxed is False or kind not in ("time",), str(error)
                return None
        check(document)
        return document


def check(document: Document) -> None:
    """Every place points at its own characters, in order."""
    end = -1
    for block in document.blocks:
        place = block.provenance
        assert document.text[place.start : place.end] == block.text and block.text.strip()
        assert place.start > end or (end == -1 and place.start == 0)
        end = place.end
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        for cell in block.table.cells if block.table is not None else ():
            where = cell.provenance
            assert document.text[where.start : where.end] == cell.text
            assert cell.row >= 0 and cell.column >= 0 and cell.row_span > 0 and cell.column_span > 0
            assert cell.column + cell.column_span <= block.table.columns
    document.text.encode("utf-8")


Change = tuple[int, int, int, int]
"""Kind, place, length and choice of one change."""


def mutate(data: bytes, changes: list[Change], words: tuple[str, ...]) -> bytes:
    """The data with each change made to it."""
    for kind, place, length, choice in changes:
        at = place % (len(data) + 1)
        piece = data[at : at + length]
        word = (*words, *NUMBERS)[choice % (len(words) + len(NUMBERS))].encode("utf-8", "surrogatepass")
        if kind == 0:
            data = data[:at] + data[at + length :]
        elif kind == 1:
            data = data[:at] + word + data[at:]
        elif kind == 2:
            data = data[:at] + piece * (choice % 40) + data[at:]
        elif kind == 3:
            data = data[:at] + bytes([choice % 256]) + data[at + 1 :]
        elif kind == 4:
            other = choice * 7919 % (len(data) + 1)
            data = data[:other] + piece + data[other:]
        elif kind == 5:
            data = data[:at] + word * (length % 60) + data[at + length :]
        elif kind == 6:
            begin, end = data.find(b'"', at), data.find(b'"', data.find(b'"', at) + 1)
            data = data[: begin + 1] + word + data[end:] if 0 <= begin < end else data
        else:
            data = data[:at] + piece[::-1] + data[at + length :]
    return data[:200_000]


# --- seeds


def _shared(*suffixes: str, folder: str = "malformed", most: int = 100_000) -> list[bytes]:
    if not (SHARED / folder).exists():
        return []
    paths = sorted(path for path in (SHARED / folder).iterdir() if path.suffix in suffixes)
    return [path.read_bytes() for path in paths if path.stat().st_size < most]


def _parts(name: str, data: list[bytes]) -> list[bytes]:
    """One part of each package that opens."""
    found = []
    for one in data:
        try:
            with zipfile.ZipFile(io.BytesIO(one)) as package:
                found.append(package.read(name)[:60_000])
        except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, OSError, NotImplementedError):
            continue
    return found


_WORD_BODY = (
    p("Kommunen ska utbilda personal.") + '<w:p><w:pPr><w:pStyle w:val="Rubrik1"/><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr><w:ins w:id="1"><w:r><w:rPr><w:b/></w:rPr><w:t>Mål</w:t></w:r></w:ins>'
    '<w:del w:id="2"><w:r><w:delText>bort</w:delText></w:r></w:del><w:sdt><w:sdtPr><w:tag w:val="m1"/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Åtgärd") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr>"
    '<w:vMerge w:val="restart"/></w:tcPr>' + p("a") + "</w:tc><w:tc>" + p("• b") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr>"
    "<w:vMerge/></w:tcPr>" + p("") + "</w:tc><w:tc>" + p("2026") + "</w:tc></w:tr></w:tbl>"
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1.%2"/><w:lvlRestart w:val="1"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
)
_ODT_BODY = (
    '<text:h text:outline-level="1">Plan</text:h><text:p>Kommunen ska<text:s text:c="3"/>utbilda.<text:note>'
    "<text:note-body><text:p>Not</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>a"
    "</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item></text:list>"
    '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Åtgärd</text:p>'
    '</table:table-cell><table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="2">'
    "<table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
_HTML = (
    b"<!doctype html><html lang=sv><head><title>Plan</title></head><body><nav>Meny</nav><main><h1>1 Plan</h1><p>Vi "
    b"<b>ska</b> <a href=x>utbilda</a>.<ul><li>a<ol start=3 type=i><li>b</ol></ul><dl><dt>Ansvar<dd>KS</dl><details>"
    b"<summary>M\xc3\xa5l</summary>x</details><table><caption>T</caption><thead><tr><th colspan=2>A</thead><tr><td "
    b"rowspan=2>a<td>b<tr><td>c</table><pre>a\n b</pre></main><footer>Kontakt</footer>",
)
_MARKDOWN = (
    "# 1 Plan\n\nKommunen **ska** utbilda [personal](x).\n\n- a\n  - b\n1. c\n\n| Åtgärd | Ansvar |\n| --- | :-: |\n"
    "| a | KS |\n|  | b |\n\nSida 2\n\n> citat\n\n```\nkod\n```\n\nRubrik\n------\n\n<div>\n<p>x</p>\n</div>\n\n"
    "<!-- k -->\n"
    "$\\mathrm{CO}_2$ ![b](c.png) `d` ~~e~~ *f* __g__ <br> \\* &amp; ........ 12\n".encode(),
)


def _docx_part(data: bytes) -> bytes:
    out = io.BytesIO(word("", parts={"word/numbering.xml": f'<w:numbering xmlns:w="{W}">{_NUMBERING}</w:numbering>'}))
    return _replaced(out, "word/document.xml", data)


def _numbering_part(data: bytes) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        f'Type="{office}/numbering" Target="numbering.xml"/></Relationships>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n % 3}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{n}</w:t></w:r></w:p>"
        for n in range(6)
    )
    return _replaced(io.BytesIO(word(body, relationships=relations)), "word/numbering.xml", data)


def _odt_part(data: bytes) -> bytes:
    return _replaced(io.BytesIO(opendocument("")), "content.xml", data)


def _replaced(package: io.BytesIO, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)
    return out.getvalue()


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(form for name in names for form in (f"<{name}>", f"</{name}>", f"<{name}/>"))


_DOCX_WORDS = (
    *_tags("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:sdt", "w:sdtContent", "w:txbxContent"),
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', '<w:gridSpan w:val="3"/>', "<w:vMerge/>",
    "<w:drawing>",
)  # fmt: skip
_ODT_WORDS = _tags("text:p", "text:h", "text:list", "text:list-item", "table:table", "table:table-row", "text:span")
_HTML_WORDS = (
    *_tags("table", "tr", "td", "th", "ul", "li", "dl", "dt", "dd", "p", "div", "h2", "details", "summary"),
    "<!--", "-->", "&#x110000;", "&nbsp;", "<td colspan=", " rowspan=0", "<svg>", "<template>", "<frameset>", "\x00",
)  # fmt: skip
_MARKDOWN_WORDS = (
    "|", "| --- |", "\n", "\n\n", "#", "# ", "- ", "* ", "1. ", "> ", "```", "**", "__", "`", "[", "](", ")", "![",
    "<div>",
    "</div>", "<table>", "<!--", "-->", "$", "$$", "\\", "~~", "---", "===", "\t", "    ", "Sida 3", "• ", "&lt;",
    "\x0c",
    "\u2028", "\ufeff", "<br>", "|---|---|", "| a | b", "a |", "%", "...... 4",
)  # fmt: skip
_PDF_WORDS = (
    "<<", ">>", "[", "]", "obj", "endobj", "stream", "endstream", "/Kids", "/Parent", "/Type /Page", "/Count", " 0 R",
    "BT", "ET", "Tj", "TJ", "Tm", "q", "Q", "cm", "re", "S", "Do", "BDC", "EMC", "/MCID 0", "/StructTreeRoot", "/K",
    "(",
    ")", "%", "xref", "trailer", "startxref", "/Length", "/Filter /FlateDecode", "/Rotate 90", "/MediaBox",
)  # fmt: skip

TARGETS = {
    target.name: target
    for target in (
        Target("text", ".txt", lambda: [*_MARKDOWN, *_shared(".md", folder="office")], _MARKDOWN_WORDS),
        Target("markdown", ".md", lambda: [*_MARKDOWN, *_shared(".md", folder="office")], _MARKDOWN_WORDS),
        Target("html", ".html", lambda: list(_HTML), _HTML_WORDS),
        Target(
            "docx", ".docx",
            lambda: _parts(
                "word/document.xml", [word(_WORD_BODY), *_shared(".docx"), *_shared(".docx", folder="office")]
            ),
            _DOCX_WORDS, _docx_part,
        ),
        Target(
            "numbering", ".docx",
            lambda: [f'<w:numbering xmlns:w="{W}">{_NUMBERING}</w:numbering>'.encode(),
                     *_parts("word/numbering.xml", _shared(".docx", folder="office"))],
            ("decimal", "bullet", "none", "%1", "%9", "<w:isLgl/>", "<w:lvlRestart w:val=", "<w:numStyleLink w:val="),
            _numbering_part,
        ),
        Target("odt", ".odt", lambda: _parts("content.xml", [opendocument(_ODT_BODY)]), _ODT_WORDS, _odt_part),
        Target(
            "zip", ".docx",
            lambda: [word(_WORD_BODY), opendocument(_ODT_BODY), *_shared(".docx", ".odt")], ("PK\3\4", "PK\1\2"),
        ),
        Target("pdf", ".pdf", lambda: [page(), *_shared(".pdf", most=30_000)], _PDF_WORDS, boxed=True),
        Target("any", "", lambda: [page(), word(_WORD_BODY), *_HTML, *_MARKDOWN], ("%PDF-1.7", "PK\3\4", "{\\rtf")),
    )
}  # fmt: skip

"""Office files made in code: small, so that a test shows the markup it is about."""

import zipfile

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_ODF = {
    "office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible",
    "draw": "drawing",
}  # fmt: skip
ODF = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in _ODF.items())


def relationships(pairs):
    inner = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(pairs)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + inner
        + "</Relationships>"
    )


@pytest.fixture
def docx(tmp_path):
    """`docx(body, styles="…", numbering="…")` writes a .docx and gives its path."""

    def make(body, *, name="plan.docx", head='<?xml version="1.0"?>', extra=(), **parts):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", _TYPES)
            package.writestr("_rels/.rels", relationships([("officeDocument", "word/document.xml")]))
            package.writestr("word/_rels/document.xml.rels", relationships([(part, f"{part}.xml") for part in parts]))
            package.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
            for part, inner in parts.items():
                package.writestr(f"word/{part}.xml", f"<w:{part} {W}>{inner}</w:{part}>")
            for entry, data in dict(extra).items():
                package.writestr(entry, data)
        return path

    return make


@pytest.fixture
def odt(tmp_path):
    """`odt(body, automatic="…")` writes an .odt and gives its path."""

    def make(body, *, name="plan.odt", automatic="", styles=None):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr(
                "content.xml",
                f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            )
            if styles:
                package.writestr("styles.xml", f"<office:document-styles {ODF}>{styles}</office:document-styles>")
        return path

    return make


@pytest.fixture
def p():
    """`p("text", style=…, list=…, level=…)`: a Word paragraph."""

    def make(text, *, style=None, list=None, level=0, inner=None, props=""):
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        if list is not None:
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
        run = inner if inner is not None else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
        return f"<w:p><w:pPr>{properties}{props}</w:pPr>{run}</w:p>"

    return make


@pytest.fixture
def tc(p):
    """`tc("text", props="…")`: a Word table cell; a list gives a paragraph each."""

    def make(text, *, props="", inner=None):
        texts = [text] if isinstance(text, str) else text
        body = inner if inner is not None else "".join(p(one) for one in texts)
        return f"<w:tc><w:tcPr>{props}</w:tcPr>{body}</w:tc>"

    return make


HEADING_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Egen rubrik"/><w:basedOn w:val="Rubrik2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/></w:style>'
)


@pytest.fixture
def heading_styles():
    """Styles as Swedish Word writes them: English names, Swedish ids."""
    return HEADING_STYLES

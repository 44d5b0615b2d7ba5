"""Files made to break readers, written in code: each takes its full size, or a small share of it for the tests.

A bomb is a function of a folder and a size from 0 to 1 that writes one file and gives its path.
"""

import io
import os
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
BOMBS = {}
"""Name → (function, the answers that are right: ``document`` or kinds of errors)."""


def bomb(name, *answers):
    def keep(function):
        BOMBS[name] = (lambda folder, size=1.0: _write(folder / name, function(size)), frozenset(answers))
        return function

    return keep


def _write(path, data):
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


# --- containers


def pdf(objects, *, root=1, trailer=""):
    """A PDF of numbered objects, each a body or (dictionary, stream)."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n".encode())
        if isinstance(body, tuple):
            head, stream = body
            out.write(f"<< {head} /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
        else:
            out.write(body.encode("latin-1"))
        out.write(b"\nendobj\n")
    start = out.tell()
    last = max(places)
    out.write(f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode())
    for number in range(1, last + 1):
        out.write(f"{places[number]:010d} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n")
    out.write(f"trailer\n<< /Size {last + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def page(
    content=b"BT /F 11 Tf 72 700 Td (Kommunen ska utbilda personal.) Tj ET", *, box="0 0 595 842", head="", **more
):
    """A PDF of one page whose content is a stream as it stands, or (filters, stream)."""
    filters, stream = content if isinstance(content, tuple) else ("", content)
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {more.pop('catalog', '')} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R {head} "
        f"/Resources << /Font << /F 5 0 R >> {more.pop('resources', '')} >> >>",
        4: (filters, stream),
        5: FONT,
    }
    objects.update({int(key.lstrip("o")): value for key, value in more.items()})
    return pdf(objects)


def word(body, *, entries=(), relationships=None, head='<?xml version="1.0"?>', parts=None):
    """A .docx whose body is the markup given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONSHIPS)
        if relationships:
            package.writestr("word/_rels/document.xml.rels", relationships)
        for name, data in (parts or {}).items():
            package.writestr(name, data)
        package.writestr("word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, data in entries:
            package.writestr(name, data)
    return out.getvalue()


def opendocument(body, *, head='<?xml version="1.0"?>', entries=()):
    """An .odt whose text is the markup given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"{head}<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        for name, data in entries:
            package.writestr(name, data)
    return out.getvalue()


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def zeros(size, *, levels=1):
    """`size` zero bytes behind so many layers of deflate, made without ever holding them."""
    packer = zlib.compressobj(9)
    chunk = bytes(1 << 20)
    data = b"".join(packer.compress(chunk) for _ in range(max(1, size >> 20))) + packer.flush()
    for _ in range(levels - 1):
        data = zlib.compress(data, 9)
    return data


# --- PDF


@bomb("nested_flate.pdf", "document", "time", "memory", "bomb", "crashed")
def _(size):
    filters = "/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode]"
    return page((filters, zeros(int(size * (1 << 30)), levels=4)))


@bomb("many_filters.pdf", "document")
def _(size):
    return page((f"/Filter [{'/ASCIIHexDecode ' * int(20_000 * size)}]", b"00" * 100))


@bomb("operators.pdf", "document", "time", "memory", "too_big", "crashed", "bomb")
def _(size):
    return page(("/Filter /FlateDecode", zlib.compress(b"0 0 m 9 9 l S\n" * int(1_500_000 * size))))


@bomb("letters.pdf", "document", "time", "memory", "too_big", "crashed", "bomb")
def _(size):
    text = b"BT /F 9 Tf " + b"1 0 0 1 72 700 Tm (a) Tj\n" * int(1_500_000 * size) + b" ET"
    return page(("/Filter /FlateDecode", zlib.compress(text)))


@bomb("saved_states.pdf", "document", "crashed", "too_deep", "time")
def _(size):
    return page(("/Filter /FlateDecode", zlib.compress(b"q " * int(3_000_000 * size))))


@bomb("deep_arrays.pdf", "document", "broken", "unreadable", "crashed", "too_deep")
def _(size):
    deep = int(500_000 * size)
    return page(head=f"/Deep {'[' * deep}{']' * deep}")


@bomb("deep_content.pdf", "document", "broken", "unreadable", "crashed", "too_deep")
def _(size):
    return page(b"[" * int(2_000_000 * size) + b" TJ")


@bomb("page_tree_loop.pdf", "document", "broken", "no_pages", "unreadable", "too_deep")
def _(size):
    return pdf({
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
        3: "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 99999999 >>",
    })  # fmt: skip


@bomb("page_count_lie.pdf", "document", "broken", "no_pages", "too_large")
def _(size):
    return pdf({
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    })  # fmt: skip


@bomb("same_page.pdf", "document", "too_large", "time", "too_big", "broken")
def _(size):
    many = int(200_000 * size)
    return pdf({
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{'3 0 R ' * many}] /Count {many} >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    })  # fmt: skip


@bomb("tree_of_trees.pdf", "document", "too_large", "time", "broken", "no_pages", "too_deep", "unreadable", "memory")
def _(size):
    """Each level holds the next ten times: 10^n pages in n objects."""
    levels = max(2, int(9 * size))
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
    for level in range(levels):
        kids = f"{level + 3} 0 R " * 10
        objects[level + 2] = f"<< /Type /Pages /Kids [{kids}] /Count {10 ** (levels - level)} >>"
    objects[levels + 2] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf(objects)


@bomb("outline_loop.pdf", "document")
def _(size):
    return page(
        catalog="/Outlines 6 0 R", o6="<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>",
        o7="<< /Title (Ett) /Parent 6 0 R /Next 8 0 R /First 6 0 R /Dest [3 0 R /Fit] >>",
        o8="<< /Title (Tva) /Parent 6 0 R /Next 7 0 R /First 7 0 R /Dest [3 0 R /Fit] >>",
    )  # fmt: skip


@bomb("outline_deep.pdf", "document")
def _(size):
    many = int(20_000 * size)
    more = {
        f"o{number}": f"<< /Title (R) /Parent {number - 1} 0 R /First {number + 1} 0 R /Dest [3 0 R /Fit] >>"
        for number in range(7, 7 + many)
    }
    return page(catalog="/Outlines 6 0 R", o6="<< /Type /Outlines /First 7 0 R >>", **more)


@bomb("tags_loop.pdf", "document")
def _(size):
    return page(
        catalog="/StructTreeRoot 6 0 R /MarkInfo << /Marked true >>",
        o6="<< /Type /StructTreeRoot /K 7 0 R /RoleMap << /A /B /B /A >> >>",
        o7="<< /Type /StructElem /S /A /P 6 0 R /K [7 0 R 8 0 R 6 0 R] /Pg 3 0 R >>",
        o8="<< /Type /StructElem /S /Table /P 7 0 R /K [7 0 R 0 0] /Pg 3 0 R >>",
    )


@bomb("tags_tree_of_trees.pdf", "document", "time", "memory")
def _(size):
    levels = max(2, int(9 * size))
    more = {
        f"o{level + 7}": f"<< /Type /StructElem /S /Sect /P 6 0 R /K [{f'{level + 8} 0 R ' * 10}] /Pg 3 0 R >>"
        for level in range(levels)
    }
    more[f"o{levels + 7}"] = "<< /Type /StructElem /S /P /P 6 0 R /K 0 /Pg 3 0 R >>"
    catalog = "/StructTreeRoot 6 0 R /MarkInfo << /Marked true >>"
    return page(catalog=catalog, o6="<< /Type /StructTreeRoot /K 7 0 R >>", **more)


@bomb("labels_loop.pdf", "document")
def _(size):
    return page(catalog="/PageLabels 6 0 R", o6="<< /Kids [6 0 R 6 0 R] >>")


@bomb("huge_page.pdf", "document")
def _(size):
    return page(box="0 0 10000000 10000000")


@bomb("huge_scan_page.pdf", "document")
def _(size):
    """A picture over a page of 10^7 points: to be read from its picture, if anybody could."""
    return page(
        b"q 10000000 0 0 10000000 0 0 cm /I Do Q", box="0 0 10000000 10000000", resources="/XObject << /I 6 0 R >>",
        o6=("/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8", bytes(64)),
    )  # fmt: skip


@bomb("odd_boxes.pdf", "document", "memory", "time", "broken", "crashed")
def _(size):
    return page(box="1e38 -1e38 -99999999999999999999 nan")


@bomb("huge_image.pdf", "document", "memory", "time", "crashed", "bomb")
def _(size):
    side = max(1000, int(60_000 * size))
    head = f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray /BitsPerComponent 8"
    return page(
        b"q 500 0 0 700 40 40 cm /I Do Q", resources="/XObject << /I 6 0 R >>",
        o6=(f"{head} /Filter /FlateDecode", zeros(int(side * side * min(size, 0.3)))),
    )  # fmt: skip


@bomb("form_loop.pdf", "document", "crashed", "time", "too_deep")
def _(size):
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> >>"
    return page(
        b"/X Do /Y Do", resources="/XObject << /X 6 0 R /Y 7 0 R >>", o6=(form, b"/X Do /Y Do /Y Do"),
        o7=(form, b"/X Do /X Do"),
    )  # fmt: skip


@bomb("forms_of_forms.pdf", "document", "crashed", "time", "too_deep", "memory", "too_big")
def _(size):
    """Each form draws the next ten times: 10^n words in n objects."""
    levels = max(2, int(8 * size))
    more = {
        f"o{level + 6}": (
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> "
            f"/XObject << /X {level + 7} 0 R >> >>",
            b"/X Do " * 10 if level < levels - 1 else b"BT /F 9 Tf 72 700 Td (ord) Tj ET",
        )
        for level in range(levels)
    }
    return page(b"/X Do", resources="/XObject << /X 6 0 R >>", **more)


@bomb("xref_loop.pdf", "document", "broken", "unreadable", "time", "no_pages")
def _(size):
    data = page()
    start = data.rfind(b"xref\n0", 0, data.rfind(b"startxref"))
    return data.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {start}".encode())


@bomb("object_loop.pdf", "document", "broken", "unreadable", "no_pages", "too_deep")
def _(size):
    return pdf({1: "2 0 R", 2: "1 0 R"})


@bomb("length_loop.pdf", "document", "broken", "unreadable", "too_deep")
def _(size):
    data = page()
    return data.replace(b"/Length 64", b"/Length 4 0 R")


@bomb("object_streams.pdf", "document", "broken", "unreadable", "time", "memory", "bomb", "no_pages", "crashed")
def _(size):
    """A cross reference stream that points into an object stream of zeros, which says it holds a million objects."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    held = out.tell()
    bombed = zeros(int(size * (1 << 30)), levels=2)
    head = "/Type /ObjStm /N 1000000 /First 8000000 /Filter [/FlateDecode /FlateDecode]"
    out.write(f"5 0 obj\n<< {head} /Length {len(bombed)} >>\nstream\n".encode() + bombed + b"\nendstream\nendobj\n")
    table = out.tell()
    rows = struct.pack(">BIH", 0, 0, 65535) + b"".join(struct.pack(">BIH", 2, 5, index) for index in range(4))
    rows += struct.pack(">BIH", 1, held, 0) + struct.pack(">BIH", 1, table, 0)
    head = f"/Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length {len(rows)}"
    out.write(f"6 0 obj\n<< {head} >>\nstream\n".encode() + rows + b"\nendstream\nendobj\n")
    out.write(f"startxref\n{table}\n%%EOF".encode())
    return out.getvalue()


@bomb("object_stream_in_itself.pdf", "document", "broken", "unreadable", "no_pages", "too_deep", "time")
def _(size):
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    table = out.tell()
    rows = struct.pack(">BIH", 0, 0, 65535) + b"".join(struct.pack(">BIH", 2, 5, index) for index in range(5))
    rows += struct.pack(">BIH", 1, table, 0)
    head = f"/Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length {len(rows)} /Prev {table}"
    out.write(f"6 0 obj\n<< {head} >>\nstream\n".encode() + rows + b"\nendstream\nendobj\n")
    out.write(f"startxref\n{table}\n%%EOF".encode())
    return out.getvalue()


@bomb("sizes_lie.pdf", "document", "broken", "unreadable", "memory", "no_pages", "time")
def _(size):
    return page().replace(b"xref\n0 6", b"xref\n0 999999999").replace(b"/Size 6", b"/Size 999999999")


@bomb("objects.pdf", "document", "time", "memory", "broken")
def _(size):
    return page(**{f"o{number}": "null" for number in range(6, 6 + int(300_000 * size))})


@bomb("cmap.pdf", "document", "time", "memory", "crashed", "bomb")
def _(size):
    """A font whose table of letters gives each code a text of its own, many times over."""
    rows = b"".join(b"<%04x> <%04x> <0041>\n" % (code % 65536, code % 65536) for code in range(int(1_000_000 * size)))
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    table += b"1000000 beginbfrange\n" + rows + b"endbfrange endcmap end"
    data = page(o6=("/Filter /FlateDecode", zlib.compress(table)))
    return data.replace(b"/Encoding /WinAnsiEncoding", b"/ToUnicode 6 0 R /Encoding /X  ")


# --- zip


@bomb("flat.docx", "bomb", "memory")
def _(size):
    return word(p("a" * int(size * 400 * (1 << 20))))


@bomb("flat.odt", "bomb", "memory")
def _(size):
    return opendocument(f"<text:p>{'a' * int(size * 400 * (1 << 20))}</text:p>")


@bomb("flat_aside.docx", "bomb")
def _(size):
    """The text is small; a part beside it says itself that it would fill the memory."""
    return word(
        p("a"), entries=[(f"word/media/{index}.bin", bytes(60 << 20)) for index in range(max(2, int(20 * size)))]
    )


@bomb("many_entries.docx", "bomb")
def _(size):
    return word(p("a"), entries=[(f"e{index}", b"") for index in range(10_001 + int(60_000 * size))])


@bomb("overlapping.docx", "bomb", "truncated", "damaged", "document")
def _(size):
    """Every entry of the directory points at the same packed bytes, as in the known bombs of this kind."""
    body = zeros(int(max(size, 0.1) * (64 << 20)))
    names = ["[Content_Types].xml", "word/document.xml", *(f"word/{index}.xml" for index in range(int(5000 * size)))]
    out = io.BytesIO()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(body), int(size * (64 << 20)), 0, 0)
    out.write(local + body)
    start = out.tell()
    for name in names:
        raw = name.encode()
        out.write(struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(body), 1000, len(raw), 0, 0, 0, 0, 0, 0,
        ) + raw)  # fmt: skip
    end = out.tell()
    out.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(names), len(names), end - start, start, 0))
    return out.getvalue()


@bomb("same_name_twice.docx", "document", "bomb", "damaged")
def _(size):
    data = io.BytesIO(word(p("Kommunen ska utbilda.")))
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(data, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{p("annat")}</w:body></w:document>')
    return data.getvalue()


@bomb("zip64_lie.docx", "truncated", "bomb", "damaged")
def _(size):
    data = word(p("a"))
    end = data.rfind(b"PK\5\6")
    return data[: end + 8] + struct.pack("<HHIIH", 65535, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 0)


@bomb("climbing.docx", "document")
def _(size):
    return word(p("Hej"), entries=[("../../../../../../tmp/plankit-climbed", b"x"), ("/etc/plankit-climbed", b"x")])


# --- XML


def _laughs(levels):
    rows = ['<!ENTITY l0 "ha">']
    rows += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1)]
    return f'<?xml version="1.0"?><!DOCTYPE d [{"".join(rows)}]>'


@bomb("laughs.docx", "doctype")
def _(size):
    return word(p("&l9;"), head=_laughs(9))


@bomb("laughs.odt", "doctype")
def _(size):
    return opendocument("<text:p>&l9;</text:p>", head=_laughs(9))


@bomb("laughs_utf16.docx", "doctype", "damaged")
def _(size):
    """In another encoding the letters of DOCTYPE are not next to one another."""
    out = io.BytesIO()
    head = _laughs(9).replace('"1.0"', '"1.0" encoding="utf-16"')
    body = f'{head}<w:document xmlns:w="{W}"><w:body>{p("&l9;")}</w:body></w:document>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("word/document.xml", body.encode("utf-16"))
    return out.getvalue()


@bomb("quadratic.docx", "doctype")
def _(size):
    head = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "{"a" * int(1_000_000 * size)}">]>'
    return word(p("&a;" * 10_000), head=head)


@bomb("outside.docx", "doctype")
def _(size):
    return word(p("&x;"), head='<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>')


@bomb("outside.odt", "doctype")
def _(size):
    return opendocument("<text:p>&x;</text:p>", head='<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">')


@bomb("laughs.html", "document", "unknown")
def _(size):
    return f"{_laughs(9).partition('?>')[2]}<html><body><p>Kommunen ska utbilda. &l9;</p></body></html>"


@bomb("nested_tables.docx", "too_deep")
def _(size):
    deep = int(100_000 * size)
    return word("<w:tbl><w:tr><w:tc>" * deep + p("a") + "</w:tc></w:tr></w:tbl>" * deep)


@bomb("nested_tables.odt", "too_deep", "bomb")
def _(size):
    deep = int(100_000 * size)
    opened = "<table:table><table:table-row><table:table-cell>"
    return opendocument(opened * deep + "</table:table-cell></table:table-row></table:table>" * deep)


@bomb("nested_60.docx", "document", "too_deep", "time")
def _(size):
    """As deep as the parser allows, and each cell beside the nested table has text."""
    deep = 60
    opened = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>"
    return word(opened * deep + p("b") + "</w:tc></w:tr></w:tbl>" * deep)


@bomb("tables_side_by_side.docx", "document", "too_big", "memory", "time")
def _(size):
    return word(f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc></w:tr></w:tbl>" * int(100_000 * size))


@bomb("wide_spans.docx", "too_big", "document")
def _(size):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("a")}</w:tc>'
    return word(f"<w:tbl>{f'<w:tr>{cell * 30}</w:tr>' * int(2000 * size)}</w:tbl>")


@bomb("wide_spans.odt", "too_big", "document")
def _(size):
    cell = '<table:table-cell table:number-columns-repeated="99999999"><text:p>a</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="99999999">{cell * 30}</table:table-row>'
    return opendocument(f"<table:table>{rows * int(2000 * size)}</table:table>")


@bomb("spaces.odt", "document", "too_big")
def _(size):
    return opendocument('<text:p>a<text:s text:c="2000000000"/>b</text:p>' * int(5000 * size))


@bomb("styles_loop.docx", "document")
def _(size):
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    rels = _relations(("styles", "styles.xml"))
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Hej</w:t></w:r></w:p>'
    return word(body, relationships=rels, parts={"word/styles.xml": styles})


@bomb("styles_chain.docx", "document", "too_deep")
def _(size):
    many = int(50_000 * size)
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(many)
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="S{n}"/></w:pPr><w:r><w:t>H</w:t></w:r></w:p>' for n in range(200))
    parts = {"word/styles.xml": f'<w:styles xmlns:w="{W}">{rows}</w:styles>'}
    return word(body, relationships=_relations(("styles", "styles.xml")), parts=parts)


@bomb("huge_attribute.docx", "document", "bomb", "damaged")
def _(size):
    return word(f'<w:p w:x="{os.urandom(int(9 * (1 << 20) * size)).hex()}"><w:r><w:t>Hej</w:t></w:r></w:p>')


@bomb("many_attributes.docx", "document", "damaged", "bomb", "time")
def _(size):
    names = " ".join(f'w:a{index}="{index}"' for index in range(int(200_000 * size)))
    return word(f"<w:p {names}><w:r><w:t>Hej</w:t></w:r></w:p>")


@bomb("runs.docx", "document", "bomb", "too_big", "memory", "time")
def _(size):
    return word(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * int(1_000_000 * size)}</w:p>")


@bomb("paragraphs.docx", "document", "bomb", "too_big", "memory", "time")
def _(size):
    return word(p("a") * int(1_000_000 * size))


@bomb("relationships.docx", "document")
def _(size):
    many = "".join(
        f'<Relationship Id="x{index}" TargetMode="External" Type="x/image" Target="http://127.0.0.1:9/{index}"/>'
        for index in range(int(100_000 * size))
    )
    return word(p("Hej"), relationships=_relations().replace("</R", f"{many}</R"))


def _relations(*pairs):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{kind}/{name}" Target="{to}"/>' for i, (name, to) in enumerate(pairs)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


# --- text


@bomb("nested_tables.html", "document", "too_deep", "memory", "time")
def _(size):
    deep = int(100_000 * size)
    return f"<html><body><p>Kommunen ska utbilda.</p>{'<table><tr><td>' * deep}a{'</td></tr></table>' * deep}"


@bomb("nested_divs.html", "document", "too_deep", "memory", "time")
def _(size):
    return f"<html><body><p>Kommunen ska utbilda.</p>{'<div class=menu><span>a' * int(200_000 * size)}"


@bomb("nested_lists.html", "document", "too_deep", "memory", "time")
def _(size):
    return f"<html><body>{'<ul><li>a' * int(100_000 * size)}"


@bomb("menus.html", "document", "time", "too_big")
def _(size):
    return f"<html><body><main>{'<div class=menu>a</div>' * int(100_000 * size)}<p>Kommunen ska utbilda.</p></main>"


@bomb("mains.html", "document", "time", "too_big")
def _(size):
    return f"<html><body>{'<article><p>Kommunen ska utbilda.</p></article>' * int(50_000 * size)}"


@bomb("spans.html", "document", "too_big")
def _(size):
    cell = "<td colspan=999999 rowspan=999999>a</td>"
    return f"<html><body><table>{f'<tr>{cell * 20}</tr>' * int(5000 * size)}</table>"


@bomb("attribute.html", "document")
def _(size):
    return f'<html><body><p class="{"a " * int(10_000_000 * size)}">Kommunen ska utbilda.</p>'


@bomb("cells_in_cells.html", "document", "too_deep", "memory", "time", "too_big")
def _(size):
    """Tables in cells, twenty deep and two wide."""
    markup = "a"
    for _ in range(max(4, int(17 * size))):
        markup = f"<table><tr><td>b</td><td>{markup}</td></tr><tr><td>{markup}</td><td>c</td></tr></table>"
    return f"<html><body>{markup}"


@bomb("definitions.html", "document", "too_deep", "time")
def _(size):
    return f"<html><body>{'<dl><dt>a<dd>b' * int(3_000 * size)}"


@bomb("nested_quotes.md", "document")
def _(size):
    return f"# Plan\n\n{'>' * int(100_000 * size)} a\n\n{'> ' * int(100_000 * size)}| a | b |\n"


@bomb("unclosed.md", "document", "time")
def _(size):
    return "# Plan\n\n" + "<div>\n" * int(60_000 * size)


@bomb("fences.md", "document", "time")
def _(size):
    return "# Plan\n\n" + "".join(f"{'`' * (3 + n % 40)} a\n" for n in range(int(60_000 * size)))


@bomb("long_line.md", "document", "too_big", "time")
def _(size):
    return "# Plan\n\n" + "Kommunen ska utbilda personal. " * int(1_700_000 * size)


@bomb("long_line.txt", "document", "too_big", "time")
def _(size):
    return "Kommunen ska utbilda personal. " * int(1_700_000 * size)


@bomb("one_word.txt", "document", "too_big", "time")
def _(size):
    return "a" * int(50_000_000 * size)


@bomb("short_lines.txt", "document", "too_big", "time")
def _(size):
    return "a\n" * int(5_000_000 * size)


@bomb("rows.md", "document", "too_big", "time")
def _(size):
    return "# Plan\n\n| a | b |\n| --- | --- |\n" + "| a | b |\n" * int(500_000 * size)


@bomb("tables.md", "document", "too_big", "time")
def _(size):
    return "# Plan\n\n" + "| a | b |\n| --- | --- |\n| c | d |\n\n" * int(100_000 * size)


@bomb("columns.md", "document", "too_big", "time")
def _(size):
    many = int(200_000 * size)
    return f"# Plan\n\n|{'a|' * many}\n|{'---|' * many}\n|{'b|' * many}\n"


@bomb("headers.md", "document", "too_big", "time")
def _(size):
    return "\n\n".join(f"# Sidhuvud\n\nKommunen ska utbilda {n}.\n\nSida {n}" for n in range(int(50_000 * size)))


@bomb("comments.md", "document", "time")
def _(size):
    return "# Plan\n\n" + "<!-- " * int(2_000_000 * size)


# --- what a file is


@bomb("picture.docx", "unknown")
def _(size):
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


@bomb("text.pdf", "document")
def _(size):
    return "Kommunen ska utbilda personal.\n" * 20


@bomb("zip.pdf", "unknown", "document", "truncated")
def _(size):
    return word(p("Kommunen ska utbilda."))


@bomb("polyglot.pdf", "document", "broken", "unreadable", "no_pages")
def _(size):
    """A zip whose first bytes are those of a PDF."""
    return b"%PDF-1.7\n" + word(p("Kommunen ska utbilda."))


@bomb("nothing.pdf", "empty")
def _(size):
    return b""


@bomb("nothing_but_zeros.txt", "empty", "unknown")
def _(size):
    return bytes(int(20_000_000 * size))


@bomb("zeros.txt", "document", "unknown")
def _(size):
    return b"Kommunen\x00 ska\x00 utbilda\x00 personal.\n" * 100


@bomb("zeros_later.txt", "document", "unknown")
def _(size):
    return b"Kommunen ska utbilda personal.\n" * 400 + bytes(50_000) + b"Slut.\n"


@bomb("utf16.txt", "document")
def _(size):
    return "Kommunen ska utbilda personal. Åtgärd.\n".encode("utf-16")


@bomb("utf16_no_mark.txt", "document")
def _(size):
    return ("Kommunen ska utbilda personal. Åtgärd.\n" * 30).encode("utf-16-le")


@bomb("utf16_cut.txt", "document", "unreadable")
def _(size):
    return "Kommunen ska utbilda personal.".encode("utf-16") + b"\x00"


@bomb("utf16_pairs.txt", "document", "unreadable")
def _(size):
    return b"\xff\xfe" + b"\x00\xd8" * 500


@bomb("utf32.txt", "document", "unknown", "unreadable")
def _(size):
    return ("Kommunen ska utbilda personal.\n" * 20).encode("utf-32")


@bomb("broken_utf8.md", "document")
def _(size):
    return b"# Plan\n\nKommunen \xff\xfe\xc3 ska \xe2\x82 utbilda.\n" * 20


@bomb("surrogates.html", "document")
def _(size):
    return "<html><body><p>Kommunen &#xD800; &#x110000; &#0; &#xDFFF; ska utbilda.</p>"


@bomb("bidirectional.md", "document")
def _(size):
    return "# Plan\n\nKommunen \u202e\u2066ska\u200b\ufeff utbilda.\x0b\x0c\x85\u2028\u2029 Ja.\n"


@bomb("encrypted.zip.docx", "encrypted", "truncated", "damaged")
def _(size):
    data = bytearray(word(p("Hej")))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)

"""The parts of a Word file around the text: what python-docx's own template brings along and nobody needs.

Its template was saved by Word for Mac: a second copy of all styles, a thumbnail of an empty page, ninety table styles
and the name of that program. A draft holds none of them, and the same draft gives the same bytes.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every part in the archive, so that a file does not change with the clock."""
_UNUSED = ("stylesWithEffects", "thumbnail", "customXml")
"""How the types of the relations end whose parts are left out."""
_KEPT_TABLE_STYLES = frozenset({"TableNormal", "TableGrid"})
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>plankit</Application></Properties>"
)


def save_word(document: Any, path: Path, *, own: bool = True) -> None:
    """Save a document of python-docx.

    Args:
        document: The document.
        path: Where.
        own: It was begun from python-docx's template; what a user's own template holds is left alone.
    """
    if own:
        _without_ballast(document)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, date_time=_STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            out.writestr(part, made.read(name))


def _without_ballast(document: Any) -> None:
    """Leave out the parts and styles that nothing uses, and say which program wrote the file."""
    package = document.part.package
    for holder in (package, document.part):
        unused = [key for key, one in holder.rels.items() if one.reltype.rpartition("/")[2] in _UNUSED]
        for key in unused:
            del holder.rels[key]
    for relation in package.rels.values():
        if relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _APP.encode("utf-8")
    for style in document.styles.element.xpath('./w:style[@w:type="table"]'):
        if style.styleId not in _KEPT_TABLE_STYLES:
            style.getparent().remove(style)


def update_fields(document: Any) -> None:
    """Ask Word to work out page numbers when it opens the file: it asks its user once, LibreOffice does so unasked."""
    from toolkit.export.word_parts import element

    settings = document.settings.element
    following = (
        *("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr"),
        *("w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator"),
    )
    settings.insert_element_before(element("updateFields", {"val": "true"}), *following)

"""Pieces of WordprocessingML that python-docx does not make: content controls, fields, bookmarks, a contents list."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.model import Passage

Element = Any
"""An lxml element of the document's XML."""


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """An element in the ``w:`` namespace, attributes too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        made.set(qn(name if ":" in name else f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made


def text_run(text: str, *, style: str | None = None) -> Element:
    """A run with its text; a line break for each newline."""
    run = element("r")
    if style is not None:
        run.append(element("rPr", None, element("rStyle", {"val": style})))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("br"))
        piece = element("t", {"xml:space": "preserve"})
        piece.text = line
        run.append(piece)
    return run


def content_control(tag: str, title: str, identity: int, *runs: Element) -> Element:
    """An inline content control: the text in it can be edited, and its tag stays with it."""
    properties = element(
        "sdtPr",
        None,
        element("alias", {"val": title[:60]}),
        element("tag", {"val": tag[:64]}),
        element("id", {"val": str(identity)}),
    )
    return element("sdt", None, properties, element("sdtContent", None, *runs))


def field_runs(instruction: str, shown: str) -> list[Element]:
    """A complex field with the text that is shown until it is updated."""
    code = element("instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [
        element("r", None, element("fldChar", {"fldCharType": "begin"})),
        element("r", None, code),
        element("r", None, element("fldChar", {"fldCharType": "separate"})),
        text_run(shown),
        element("r", None, element("fldChar", {"fldCharType": "end"})),
    ]


def item_mark(identity: str) -> str:
    """The bookmark that carries an item's id: at most 40 characters, hidden from the list of bookmarks.

    Example:
        >>> item_mark("atg-0b09c8de49ab")
        '_plankit_atg_0b09c8de49ab'
    """
    return re.sub(r"\W", "_", f"_plankit_{identity}")[:40]


def bookmark(name: str, identity: int, runs: Sequence[Element]) -> list[Element]:
    """The runs between the two ends of a bookmark."""
    start = element("bookmarkStart", {"id": str(identity), "name": name})
    return [start, *runs, element("bookmarkEnd", {"id": str(identity)})]


def contents(entries: Sequence[tuple[str, str]]) -> list[Element]:
    """The lines of a contents list: each title is a link to its heading, followed by its page.

    One page field a line rather than one field around all: LibreOffice works out the pages of the former when it opens
    the file, of the latter never. Word works out both, but only when the settings tell it to update fields, and then
    asks its user; marked dirty one by one they would be worked out before the pages are laid out.

    Args:
        entries: Title and bookmark of each heading.
    """
    lines: list[Element] = []
    for title, name in entries:
        link = element("hyperlink", {"anchor": name, "history": "1"}, text_run(title))
        link.append(element("r", None, element("tab")))
        for run in field_runs(f"PAGEREF {name} \\h", "–"):
            link.append(run)
        lines.append(link)
    return lines


def emptied(document: Any) -> None:
    """A user's template without its body text; page set-up, header and styles stay."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)


def leads_on(passages: Sequence[Passage], number: int) -> bool:
    """Whether a paragraph stays with the one behind it: the lead of a list, and the last bullet but one."""
    behind = passages[number : number + 2]
    last_but_one = passages[number - 1].bullet and (len(behind) == 1 or (len(behind) > 1 and not behind[1].bullet))
    return bool(behind) and behind[0].bullet and (not passages[number - 1].bullet or last_but_one)

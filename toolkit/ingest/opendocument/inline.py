"""What stands inside one OpenDocument paragraph."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.ingest.opendocument.names import DRAW, LO, OFFICE, TEXT, XLINK, local, whole
from toolkit.ingest.opendocument.styles import Styles
from toolkit.ingest.runs import Run

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset({"tracked-changes", "change", "change-start", "change-end", "sequence-decls", "variable-decls"})


@dataclass(slots=True)
class Content:
    """A paragraph's runs and what hangs on it."""

    runs: list[Run] = field(default_factory=list)
    boxes: "list[_Element]" = field(default_factory=list)
    notes: "list[tuple[str, _Element]]" = field(default_factory=list)
    """Mark as printed and body."""
    comments: "list[_Element]" = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    """Addresses of embedded objects inside the package."""
    tags: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """What was met in the whole document and is told as problems."""

    pictures: int = 0
    hidden: int = 0
    embedded: int = 0
    comments: int = 0


def read_inline(paragraph: "_Element", styles: Styles, tally: Tally, *, plain: bool = False) -> Content:
    """The paragraph's content; `plain` leaves the style's own emphasis out, as in headings."""
    content = Content()
    bold, italic = (None, None) if plain else styles.emphasis("paragraph", paragraph.get(TEXT + "style-name"))
    _walk(paragraph, content, styles, tally, bold=bool(bold), italic=bool(italic))
    return content


def _walk(element: "_Element", content: Content, styles: Styles, tally: Tally, *, bold: bool, italic: bool) -> None:
    def say(text: str | None) -> None:
        if text:
            content.runs.append(Run(text.replace("\n", " "), bold, italic))

    say(element.text)
    for child in element:
        name = local(child)
        if child.tag == TEXT + "s":
            say(" " * whole(child.get(TEXT + "c"), 1, most=1000))
        elif name in ("tab", "soft-page-break"):
            say(" ")
        elif child.tag == TEXT + "line-break":
            content.runs.append(Run("\n", bold, italic))
        elif child.tag == TEXT + "note":
            _note(child, content)
        elif child.tag == OFFICE + "annotation":
            content.comments.append(child)
        elif name in _SKIPPED or child.tag == OFFICE + "annotation-end":
            pass
        elif name == "ruby":
            base = child.find(TEXT + "ruby-base")
            if base is not None:
                _walk(base, content, styles, tally, bold=bold, italic=italic)
        elif child.tag is not None and str(child.tag).startswith(DRAW):
            _drawing(child, content, tally)
        else:
            _styled(child, content, styles, tally, bold=bold, italic=italic)
        say(child.tail)


def _styled(child: "_Element", content: Content, styles: Styles, tally: Tally, *, bold: bool, italic: bool) -> None:
    """A span, link, field or content control: its words, in its own style."""
    if child.tag == LO + "content-control":
        tag = child.get(LO + "tag")
        if tag:
            content.tags.append(tag)
    style = child.get(TEXT + "style-name")
    if styles.hidden("text", style) or local(child) in ("hidden-text", "hidden-paragraph"):
        tally.hidden += 1
        return
    own_bold, own_italic = styles.emphasis("text", style)
    _walk(
        child, content, styles, tally,
        bold=bold if own_bold is None else own_bold, italic=italic if own_italic is None else own_italic,
    )  # fmt: skip


def _note(note: "_Element", content: Content) -> None:
    mark = note.find(TEXT + "note-citation")
    body = note.find(TEXT + "note-body")
    if body is not None:
        content.notes.append(("".join(str(text) for text in mark.itertext()) if mark is not None else "", body))


def _drawing(element: "_Element", content: Content, tally: Tally) -> None:
    """Text boxes and shapes are read after the paragraph; pictures are counted; embedded objects are told."""
    holds = [inner for inner in element.iter() if inner.tag == DRAW + "text-box" or local(inner) in ("p", "h", "list")]
    if holds:
        boxes = list(element.iter(DRAW + "text-box"))
        outer = [box for box in boxes if not any(other is not box and other in box.iterancestors() for other in boxes)]
        content.boxes.extend(outer or [element])
    elif any(True for _ in element.iter(DRAW + "object")):
        content.objects.extend(found.get(XLINK + "href") or "" for found in element.iter(DRAW + "object"))
    elif any(True for _ in element.iter(DRAW + "image")):
        tally.pictures += 1

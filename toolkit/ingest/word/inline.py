"""What stands inside one paragraph: runs, and the things that hang on it (text boxes, notes, comments)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.ingest.runs import Run
from toolkit.ingest.word.formula import linear
from toolkit.ingest.word.ooxml import MC, A, M, R, V, W, chosen, local, switched_on, value
from toolkit.ingest.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SYMBOLS = {
    "f0b7": "•", "f0a7": "▪", "f0fc": "✓", "f0fe": "☒", "f052": "☑", "f053": "☒", "f0a8": "☐", "f06f": "☐", "f0a3": "☐",
    "f0e0": "→", "f0d8": "➢", "f0df": "←", "f0f0": "⇒", "f0b0": "°", "f0b3": "≥", "f0a3_s": "≤", "f0b1": "±",
}  # fmt: skip
_DRAWN = ("/chart", "/diagram", "/chartex")
"""Ends of the names of graphics that hold words in a part of their own."""
_SKIPPED = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "sdtPr", "sdtEndPr", "proofErr", "rubyPr"}
)


@dataclass(slots=True)
class Content:
    """A paragraph's runs in order and what hangs on it."""

    runs: list[Run] = field(default_factory=list)
    boxes: "list[_Element]" = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind (``footnote``, ``endnote``) and id."""
    comments: list[str] = field(default_factory=list)
    graphics: list[str] = field(default_factory=list)
    """Relationship ids of charts and diagrams."""
    tags: list[str] = field(default_factory=list)
    """Ids of content controls inside the paragraph."""
    size: float | None = None


@dataclass(slots=True)
class Tally:
    """What was met in the whole document and is told as problems."""

    inserted: int = 0
    deleted: int = 0
    pictures: int = 0
    hidden: int = 0
    embedded: int = 0
    fields: list[bool] = field(default_factory=list)
    """Open fields, innermost last: True while in the instruction, whose words are not printed."""


class InlineReader:
    """Reads paragraphs' content; the tally and open fields go on from paragraph to paragraph."""

    def __init__(self, styles: Styles, tally: Tally) -> None:
        """Keep the styles and the tally that all paragraphs share."""
        self._styles = styles
        self._tally = tally

    def read(self, paragraph: "_Element", style: str | None, *, plain: bool = False) -> Content:
        """The paragraph's content; `plain` leaves the style's own emphasis out, as in headings."""
        content = Content()
        self._walk(paragraph, content, style if not plain else None)
        return content

    def _walk(self, parent: "_Element", content: Content, style: str | None) -> None:
        for child in parent:
            name = local(child)
            if child.tag == W + "r":
                self._run(child, content, style)
            elif name in ("del", "moveFrom"):
                self._tally.deleted += 1
            elif name in _SKIPPED:
                continue
            elif name in ("ins", "moveTo"):
                self._tally.inserted += 1
                self._walk(child, content, style)
            elif child.tag == W + "sdt":
                self._control(child, content, style)
            elif child.tag in (M + "oMath", M + "oMathPara"):
                content.runs.append(Run(f" {linear(child)} "))
            elif child.tag == MC + "AlternateContent":
                for branch in chosen(child):
                    self._walk_one(branch, content, style)
            elif name == "commentRangeStart" or name in ("p", "tbl"):
                continue
            elif len(child):
                self._walk(child, content, style)

    def _walk_one(self, element: "_Element", content: Content, style: str | None) -> None:
        if element.tag == W + "r":
            self._run(element, content, style)
        else:
            self._object(element, content)

    def _control(self, control: "_Element", content: Content, style: str | None) -> None:
        tag = value(control.find(W + "sdtPr"), "tag")
        if tag:
            content.tags.append(tag)
        inner = control.find(W + "sdtContent")
        if inner is not None:
            self._walk(inner, content, style)

    def _run(self, run: "_Element", content: Content, style: str | None) -> None:
        properties = run.find(W + "rPr")
        if switched_on(properties, "vanish"):
            self._tally.hidden += 1
            return
        text = "".join(self._pieces(run, content))
        if not text:
            return
        run_style = value(properties, "rStyle")
        bold = self._styles.toggled("b", properties, run_style, style) if style or properties is not None else False
        italic = self._styles.toggled("i", properties, run_style, style) if style or properties is not None else False
        content.runs.append(Run(text, bold, italic))
        if content.size is None and text.strip():
            content.size = self._styles.size(properties, style)

    def _pieces(self, run: "_Element", content: Content) -> list[str]:
        pieces: list[str] = []
        fields = self._tally.fields
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field(child)
            elif name in ("footnoteReference", "endnoteReference"):
                content.notes.append((name.removesuffix("Reference"), child.get(W + "id") or ""))
            elif name == "commentReference":
                content.comments.append(child.get(W + "id") or "")
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._object(child, content)
            elif not any(fields):
                pieces.append(self._text(child, name))
        return pieces

    def _text(self, child: "_Element", name: str) -> str:
        if name == "t":
            return child.text or ""
        if name == "tab" or name == "ptab":
            return "\t"
        if name == "br":
            return " " if child.get(W + "type") in ("page", "column") else "\n"
        if name == "cr":
            return "\n"
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            code = (child.get(W + "char") or "").casefold()
            return _SYMBOLS.get(code, "")
        if name == "ruby":
            base = child.find(W + "rubyBase")
            return "".join(text.text or "" for text in base.iter(W + "t")) if base is not None else ""
        return ""

    def _field(self, mark: "_Element") -> None:
        kind = mark.get(W + "fldCharType")
        fields = self._tally.fields
        if kind == "begin":
            fields.append(True)
        elif kind == "separate" and fields:
            fields[-1] = False
        elif kind == "end" and fields:
            fields.pop()

    def _object(self, element: "_Element", content: Content) -> None:
        """A drawing: its text boxes are read after the paragraph, its pictures are counted."""
        if element.tag == MC + "AlternateContent":
            for child in chosen(element):
                self._object(child, content)
            return
        boxes = [box for box in element.iter(W + "txbxContent") if not _inside_other(box, element)]
        content.boxes.extend(boxes)
        for box in element.iter(A + "t"):
            if box.text and box.text.strip() and not boxes:
                content.runs.append(Run(f" {box.text} "))
        if any(True for _ in element.iter(A + "blip")) or any(True for _ in element.iter(V + "imagedata")):
            self._tally.pictures += 1
        for data in element.iter(A + "graphicData"):
            if (data.get("uri") or "").endswith(_DRAWN):
                inner = next(iter(data), None)
                identifier = (inner.get(R + "id") or inner.get(R + "dm")) if inner is not None else None
                content.graphics.append(identifier or "")


def _inside_other(box: "_Element", top: "_Element") -> bool:
    """Whether the box lies in another one, or in a branch that says the same once more."""
    inner = box
    parent = box.getparent()
    while parent is not None and parent is not top:
        if parent.tag == W + "txbxContent":
            return True
        if parent.tag == MC + "AlternateContent" and inner not in list(chosen(parent)) and local(inner) != "Choice":
            first = next(iter(chosen(parent)), None)
            if first is not None and first.getparent() is not inner:
                return True
        inner = parent
        parent = parent.getparent()
    return False

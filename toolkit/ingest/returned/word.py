"""Lines of an edited .docx: tracked insertions count as text, what is struck out does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.ingest.archive import Package
from toolkit.ingest.limits import Limits
from toolkit.ingest.returned.lines import Line, Part
from toolkit.ingest.word.ooxml import MC, W, chosen, local, number, switched_on, value
from toolkit.ingest.word.tables import cells_of, rows_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "tblPr", "tcPr"})
_SIGNS: Mapping[str, str] = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def word_lines(path: Path, *, limits: Limits | None = None) -> tuple[Line, ...]:
    """The paragraphs and rows of the document's body, in order.

    Raises:
        InputError: The file is cut off, damaged, or no Word file.
        LimitError: It unpacks to more than the limits allow.
    """
    with Package(path, limits or Limits()) as package:
        root = package.xml("word/document.xml")
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise InputError(f"{path.name} saknar dokumentets innehåll.", kind="damaged")
        return tuple(_Walk(_comments(package.xml("word/comments.xml"))).lines(body))


def _comments(root: "_Element | None") -> dict[str, tuple[str, str]]:
    """Author and text of each comment by id."""
    found = {}
    for one in root.iter(W + "comment") if root is not None else ():
        text = "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in one.iter(W + "p"))
        found[one.get(W + "id") or ""] = (one.get(W + "author") or "", text.strip())
    return found


@dataclass(slots=True)
class _Found:
    """What is gathered while a paragraph or cell is read."""

    text: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


class _Walk:
    """One pass over the body."""

    def __init__(self, comments: Mapping[str, tuple[str, str]]) -> None:
        """Nothing met yet."""
        self.comments = comments
        self.tables = 0

    def lines(self, parent: "_Element") -> Iterator[Line]:
        """The lines of an element."""
        for child in parent:
            name = local(child)
            if child.tag == W + "p":
                yield Line(parts=(self._part([child]),), style=value(child.find(W + "pPr"), "pStyle") or "")
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif name not in _SKIPPED:
                yield from self.lines(child)

    def _table(self, table: "_Element") -> Iterator[Line]:
        """The rows of a table; tables inside cells are read as text of the cell."""
        self.tables += 1
        at = self.tables
        for row in rows_of(table):
            column = 0
            parts = []
            for cell in cells_of(row):
                part = self._part([one for one in cell.iter(W + "p") if _stands(one, cell)], column)
                parts.append(part)
                column += max(1, min(number(value(cell.find(W + "tcPr"), "gridSpan")) or 1, 100))
            header = bool(switched_on(row.find(W + "trPr"), "tblHeader"))
            yield Line(parts=tuple(parts), table=at, header=header)

    def _part(self, paragraphs: "list[_Element]", column: int = 0) -> Part:
        """Some paragraphs as one part."""
        texts = []
        everything = _Found()
        for paragraph in paragraphs:
            found = _Found(marks=everything.marks, comments=everything.comments)
            self._gather(paragraph, found)
            texts.append("".join(found.text).strip())
        # A control may stand round the whole paragraph or cell.
        outer = [] if not paragraphs else _tags_above(paragraphs[0])
        return Part(
            paragraphs=tuple(texts),
            marks=tuple(dict.fromkeys((*outer, *everything.marks))),
            comments=tuple(self.comments[key] for key in dict.fromkeys(everything.comments) if key in self.comments),
            column=column,
        )

    def _gather(self, element: "_Element", found: _Found) -> None:
        """Text, marks and comments of an element."""
        for child in element.iterchildren():
            name = local(child)
            if name in _SIGNS:
                found.text.append(_SIGNS[name])
            elif name == "t":
                found.text.append(child.text or "")
            elif name == "sdt":
                tag = value(child.find(W + "sdtPr"), "tag")
                found.marks += [tag] if tag else []
                self._gather(child, found)
            elif name == "bookmarkStart":
                found.marks.append(child.get(W + "name") or "")
            elif name == "commentReference":
                found.comments.append(child.get(W + "id") or "")
            elif child.tag == MC + "AlternateContent":
                for branch in chosen(child):
                    self._gather(branch, found)
            elif name not in _SKIPPED:
                self._gather(child, found)


def _tags_above(paragraph: "_Element") -> list[str]:
    """Tags of the content controls that hold the paragraph, up to its cell."""
    tags = []
    for above in paragraph.iterancestors():
        if above.tag in (W + "tbl", W + "body"):
            break
        tag = value(above.find(W + "sdtPr"), "tag") if above.tag == W + "sdt" else None
        tags += [tag] if tag else []
    return tags


def _stands(paragraph: "_Element", cell: "_Element") -> bool:
    """Whether the paragraph is not struck out with all that is around it."""
    return not any(local(above) in ("del", "moveFrom") for above in paragraph.iterancestors() if above is not cell)

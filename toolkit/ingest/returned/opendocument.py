"""Lines of an edited .odt: LibreOffice keeps the bookmarks of the items, not the tags of their controls."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.ingest.archive import Package
from toolkit.ingest.limits import Limits
from toolkit.ingest.opendocument.names import LO, OFFICE, STYLE, TABLE, TEXT, local, whole
from toolkit.ingest.opendocument.tables import cells_of, rows_of
from toolkit.ingest.returned.lines import Line, Part

if TYPE_CHECKING:
    from lxml.etree import _Element

_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_SKIPPED = frozenset({"tracked-changes", "note", "annotation-end", "sequence-decls", "variable-decls", "forms"})


def odt_lines(path: Path, *, limits: Limits | None = None) -> tuple[Line, ...]:
    """The paragraphs and rows of the document's body, in order.

    Raises:
        InputError: The file is cut off, damaged, or no OpenDocument text.
        LimitError: It unpacks to more than the limits allow.
    """
    with Package(path, limits or Limits()) as package:
        root = package.xml("content.xml")
        body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
        if root is None or body is None:
            raise InputError(f"{path.name} saknar dokumentets innehåll.", kind="damaged")
        parents = {
            style.get(STYLE + "name") or "": style.get(STYLE + "parent-style-name") or ""
            for style in root.iter(STYLE + "style")
        }
        return tuple(_Walk(parents).lines(body))


@dataclass(slots=True)
class _Found:
    """What is gathered while a paragraph or cell is read."""

    text: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)


class _Walk:
    """One pass over the body."""

    def __init__(self, parents: dict[str, str]) -> None:
        """Nothing met yet."""
        self.parents = parents
        self.tables = 0

    def lines(self, parent: "_Element") -> Iterator[Line]:
        """The lines of an element."""
        for child in parent:
            if child.tag in (TEXT + "p", TEXT + "h"):
                name = child.get(TEXT + "style-name") or ""
                yield Line(parts=(self._part([child]),), style=self.parents.get(name) or name)
            elif child.tag == TABLE + "table":
                yield from self._table(child)
            elif local(child) not in _SKIPPED:
                yield from self.lines(child)

    def _table(self, table: "_Element") -> Iterator[Line]:
        """The rows of a table; tables inside cells are read as text of the cell."""
        self.tables += 1
        at = self.tables
        for row, head in rows_of(table):
            column = 0
            parts = []
            for cell in cells_of(row):
                parts.append(self._part(list(_paragraphs(cell)), column))
                column += max(1, whole(cell.get(TABLE + "number-columns-spanned"), 1, most=100))
            yield Line(parts=tuple(parts), table=at, header=head)

    def _part(self, paragraphs: "list[_Element]", column: int = 0) -> Part:
        """Some paragraphs as one part."""
        texts = []
        everything = _Found()
        for paragraph in paragraphs:
            found = _Found(marks=everything.marks, comments=everything.comments)
            _gather(paragraph, found)
            texts.append("".join(found.text).strip())
        return Part(
            paragraphs=tuple(texts),
            marks=tuple(dict.fromkeys(everything.marks)),
            comments=tuple(everything.comments),
            column=column,
        )


def _paragraphs(cell: "_Element") -> "Iterator[_Element]":
    """The paragraphs of a cell, lists and inner tables opened, comments left out."""
    for child in cell:
        if child.tag in (TEXT + "p", TEXT + "h"):
            yield child
        elif child.tag != OFFICE + "annotation" and local(child) not in _SKIPPED:
            yield from _paragraphs(child)


def _gather(element: "_Element", found: _Found) -> None:
    """Text, marks and comments of an element."""
    found.text.append((element.text or "").replace("\n", " "))
    for child in element:
        name = local(child)
        if child.tag == TEXT + "s":
            found.text.append(" " * whole(child.get(TEXT + "c"), 1, most=1000))
        elif name == "tab":
            found.text.append(" ")
        elif name == "line-break":
            found.text.append("\n")
        elif child.tag == OFFICE + "annotation":
            said = "\n".join("".join(map(str, one.itertext())) for one in child.iter(TEXT + "p"))
            found.comments.append((child.findtext(_CREATOR) or "", said.strip()))
        elif name in ("bookmark-start", "bookmark"):
            found.marks.append(child.get(TEXT + "name") or "")
        elif name not in _SKIPPED:
            if child.tag == LO + "content-control" and child.get(LO + "tag"):
                found.marks.append(child.get(LO + "tag") or "")
            _gather(child, found)
        found.text.append((child.tail or "").replace("\n", " "))

"""The parts of a Word package, found by their relationships; nothing outside the package is followed."""

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.ingest.archive import Package
from toolkit.ingest.word.ooxml import RELATIONSHIPS

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_GRAPHICS = 500
"""Charts and diagrams of one document that are opened."""


@dataclass(slots=True)
class Parts:
    """Roots of the XML trees that hold text or say how it is numbered and styled."""

    body: "_Element"
    styles: "_Element | None" = None
    numbering: "_Element | None" = None
    footnotes: "_Element | None" = None
    endnotes: "_Element | None" = None
    comments: "_Element | None" = None
    core: "_Element | None" = None
    headers: "list[_Element]" = field(default_factory=list)
    footers: "list[_Element]" = field(default_factory=list)
    graphics: "dict[str, tuple[str, _Element]]" = field(default_factory=dict)
    """Kind (``chart``, ``diagramData``) and root by relationship id."""
    lost: list[str] = field(default_factory=list)
    """Parts that could not be read at all."""


def load_parts(package: Package) -> Parts:
    """The parts of the document.

    Raises:
        InputError: There is no readable main part.
    """
    main = _main(package)
    root = package.xml(main) if main else None
    if root is None:
        raise InputError(f"{package.name} saknar dokumentets huvuddel.", kind="damaged")
    parts = Parts(body=root)
    for identifier, kind, target in _relationships(package, main or ""):
        if kind in ("styles", "numbering", "footnotes", "endnotes", "comments"):
            setattr(parts, kind, _optional(package, target, parts))
        elif kind in ("header", "footer"):
            tree = _optional(package, target, parts)
            if tree is not None:
                (parts.headers if kind == "header" else parts.footers).append(tree)
        elif kind in ("chart", "diagramData") and len(parts.graphics) < MOST_GRAPHICS:
            tree = _optional(package, target, parts)
            if tree is not None:
                parts.graphics[identifier] = (kind, tree)
    parts.core = _optional(package, "docProps/core.xml", parts)
    return parts


def _optional(package: Package, name: str, parts: Parts) -> "_Element | None":
    """A part that the text can be read without; what is wrong with it is told, unless it is an attack."""
    try:
        return package.xml(name)
    except InputError as error:
        if error.kind in ("doctype", "bomb", "too_deep"):
            raise
        parts.lost.append(name)
        return None


def _main(package: Package) -> str | None:
    for _, kind, target in _relationships(package, ""):
        if kind == "officeDocument" and target in package.names:
            return target
    if "word/document.xml" in package.names:
        return "word/document.xml"
    return next((name for name in sorted(package.names) if name.startswith("word/document")), None)


def _relationships(package: Package, source: str) -> list[tuple[str, str, str]]:
    """Id, kind and target of each internal relationship of a part, in file order; external ones are left alone."""
    folder, name = posixpath.split(source)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    try:
        tree = package.xml(path)
    except InputError as error:
        if error.kind in ("doctype", "bomb", "too_deep"):
            raise
        return []
    found = []
    for relationship in tree.iter(RELATIONSHIPS + "Relationship") if tree is not None else ():
        if (relationship.get("TargetMode") or "").casefold() == "external":
            continue
        target = relationship.get("Target") or ""
        joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = (relationship.get("Type") or "").rpartition("/")[2]
        found.append((relationship.get("Id") or "", kind, posixpath.normpath(joined)))
    return found

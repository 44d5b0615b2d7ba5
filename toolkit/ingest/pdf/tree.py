"""The structure tree of a tagged PDF: what the author's program says each piece of the page is.

Read from the file's own objects, not page by page, because an element that crosses a page break has content on both
pages. Broken trees are common: loops, missing pages and wrong types end as an element less, never as an error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

MOST_ELEMENTS = 400_000
DEEPEST = 120
_STANDARD_NAMES = (
    "Document DocumentFragment Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 "
    "H5 H6 Title L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note FENote Reference BibEntry Code Link "
    "Annot Sub Em Strong Aside Ruby RB RT RP Warichu WT WP Figure Formula Form Artifact"
)
_STANDARD = frozenset(_STANDARD_NAMES.split())
_KNOWN = {"Footnote": "Note", "Endnote": "Note", "Textbox": "Div", "TextBox": "Div", "Article": "Art", "Story": "Div"}
"""Names that word processors write without mapping them to a standard one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: the page it is printed on (1-based) and its number there."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the tree with its standard role; the content of all its pieces lies in `children`."""

    role: str
    children: "tuple[Element | Mark, ...]" = ()
    row_span: int = 1
    column_span: int = 1
    actual_text: str | None = None
    alt: str | None = None

    def marks(self) -> Iterator[Mark]:
        """All marked content below this element, in reading order."""
        for child in self.children:
            if isinstance(child, Mark):
                yield child
            else:
                yield from child.marks()


class _Walk:
    """One pass over a tree: what was seen, and what the names mean."""

    def __init__(self, pages: Mapping[int, int], roles: Mapping[str, str]) -> None:
        self.pages = pages
        self.roles = roles
        self.seen: set[int] = set()
        self.left = MOST_ELEMENTS

    def role(self, name: str) -> str:
        """The standard role of a name, through the file's own map; unknown names group and say nothing."""
        for _ in range(8):
            if name in _STANDARD:
                return name
            if name not in self.roles:
                break
            name = self.roles[name]
        return _KNOWN.get(name, "NonStruct")

    def element(self, node: DictionaryObject, page: int | None, depth: int) -> Element | None:
        """The element for one dictionary, or None when it cannot be followed."""
        if depth > DEEPEST or self.left <= 0:
            return None
        self.left -= 1
        page = self._page(node) or page
        attributes = _attributes(node)
        return Element(
            role=self.role(_name(node.get("/S"))),
            children=tuple(self._children(node.get("/K"), page, depth + 1)),
            row_span=_span(attributes.get("/RowSpan")),
            column_span=_span(attributes.get("/ColSpan")),
            actual_text=_text(node.get("/ActualText")),
            alt=_text(node.get("/Alt")),
        )

    def _page(self, node: DictionaryObject) -> int | None:
        """The page the dictionary names, 1-based; the raw reference is looked at, the page itself is not read."""
        reference = node.raw_get("/Pg") if "/Pg" in node else None
        return self.pages.get(reference.idnum) if isinstance(reference, IndirectObject) else None

    def _children(self, kids: Any, page: int | None, depth: int) -> Iterator[Element | Mark]:
        """Elements and marks under ``/K``, which may be a number, a dictionary, a reference or an array of these."""
        if isinstance(kids, IndirectObject):
            if kids.idnum in self.seen:
                return
            self.seen.add(kids.idnum)
            kids = _resolved(kids)
        if isinstance(kids, ArrayObject):
            if depth <= DEEPEST:
                for kid in kids:
                    yield from self._children(kid, page, depth + 1)
        elif isinstance(kids, int):
            if page is not None:
                yield Mark(page, int(kids))
        elif isinstance(kids, DictionaryObject):
            kind = _name(kids.get("/Type"))
            if kind == "MCR" or (kind != "OBJR" and "/MCID" in kids and "/S" not in kids):
                where = self._page(kids) or page
                number = kids.get("/MCID")
                # Content of a form (/Stm) is numbered apart from the page's own and cannot be told from it here.
                if where is not None and isinstance(number, int) and "/Stm" not in kids:
                    yield Mark(where, int(number))
            elif kind != "OBJR" and "/S" in kids:
                element = self.element(kids, page, depth)
                if element is not None:
                    yield element


def read_tree(reader: PdfReader) -> Element | None:
    """The structure tree under one ``Document`` element, or None when the file has none that can be followed."""
    try:
        root = _resolved(reader.trailer["/Root"])
        top = _resolved(root.get("/StructTreeRoot")) if isinstance(root, DictionaryObject) else None
        if not isinstance(top, DictionaryObject) or "/K" not in top:
            return None
        walk = _Walk(_page_numbers(reader), _role_map(top))
        children = tuple(walk._children(top.raw_get("/K"), None, 0))
    except Exception:  # a broken tree of any kind means: this file is read by its layout
        return None
    return Element(role="Document", children=children) if children and walk.left > 0 else None


def _page_numbers(reader: PdfReader) -> dict[int, int]:
    """Object number of each page → 1-based page number."""
    numbers: dict[int, int] = {}
    for index, page in enumerate(reader.pages):
        if page.indirect_reference is not None:
            numbers.setdefault(page.indirect_reference.idnum, index + 1)
    return numbers


def _role_map(top: DictionaryObject) -> dict[str, str]:
    """The file's own names → standard names, both without the slash."""
    roles = _resolved(top.get("/RoleMap"))
    if not isinstance(roles, DictionaryObject):
        return {}
    return {_name(key): _name(roles.get(key)) for key in roles}


def _attributes(node: DictionaryObject) -> dict[str, Any]:
    """The element's attributes of all owners in one dictionary (``/A`` is a dictionary, or an array of them)."""
    found: dict[str, Any] = {}
    held = _resolved(node.get("/A"))
    for entry in held if isinstance(held, ArrayObject) else [held]:
        entry = _resolved(entry)
        if isinstance(entry, DictionaryObject):
            found.update({str(key): _resolved(entry.get(key)) for key in ("/RowSpan", "/ColSpan") if key in entry})
    return found


def _span(value: Any) -> int:
    """A row or column span: 1 unless a sensible number is given."""
    return int(value) if isinstance(value, int | float) and 1 <= value <= 1000 else 1


def _resolved(value: Any) -> Any:
    """The object itself, behind however many references."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def _name(value: Any) -> str:
    """A PDF name without its slash, or an empty string."""
    value = _resolved(value)
    return str(value).lstrip("/") if isinstance(value, NameObject | str) else ""


def _text(value: Any) -> str | None:
    """A text string, None when there is none or it is blank."""
    value = _resolved(value)
    return str(value) if isinstance(value, str) and value.strip() else None

"""The structure tree of a tagged PDF: what the author's program says each piece of the page is.

Read from the file's own objects, not page by page, because an element that crosses a page break has content on both
pages. Broken trees are common: loops, missing pages and wrong types end as an element less, never as an error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pypdf import PdfReader

from toolkit.ingest.pdf.objects import Name, Objects, Reference, text

MOST_ELEMENTS = 400_000
DEEPEST = 120
_STANDARD_NAMES = (
    "Document DocumentFragment Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 "
    "H5 H6 Title L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note FENote Reference BibEntry Code Link "
    "Annot Sub Em Strong Aside Ruby RB RT RP Warichu WT WP Figure Formula Form Artifact"
)
_STANDARD = frozenset(_STANDARD_NAMES.split())
_CELLS = frozenset(["TD", "TH"])
_KNOWN = {"Footnote": "Note", "Endnote": "Note", "Textbox": "Div", "TextBox": "Div", "Article": "Art", "Story": "Div"}
"""Names that word processors write without mapping them to a standard one."""


class Mark(NamedTuple):
    """A piece of marked content: the page it is printed on (1-based) and its number there."""

    page: int
    mcid: int


@dataclass(slots=True, unsafe_hash=True, kw_only=True)
class Element:
    """One element of the tree with its standard role; the content of all its pieces lies in `children`."""

    role: Final[str]
    children: Final["tuple[Element | Mark, ...]"] = ()
    row_span: Final[int] = 1
    column_span: Final[int] = 1
    stated: Final[bool] = False
    """Whether the file says how many columns it spans, be it one; else one is a guess."""
    actual_text: Final[str | None] = None
    alt: Final[str | None] = None

    def marks(self) -> Iterator[Mark]:
        """All marked content below this element, in reading order."""
        for child in self.children:
            if isinstance(child, Mark):
                yield child
            else:
                yield from child.marks()


class _Walk:
    """One pass over a tree: what was seen, and what the names mean."""

    def __init__(self, objects: Objects, pages: Mapping[int, int], roles: Mapping[str, str]) -> None:
        self.objects = objects
        self.pages = pages
        self.roles = roles
        self.known: dict[Any, str] = {}
        self.seen: set[int] = set()
        self.left = MOST_ELEMENTS

    def role(self, name: Any) -> str:
        """The standard role of a name, through the file's own map; unknown names group and say nothing."""
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = self._role(str(name) if isinstance(name, str) else "")
        return found

    def _role(self, name: str) -> str:
        for _ in range(8):
            if name in _STANDARD:
                return name
            if name not in self.roles:
                break
            name = self.roles[name]
        return _KNOWN.get(name, "NonStruct")

    def element(self, node: dict[str, Any], page: int | None, depth: int) -> Element | None:
        """The element for one dictionary, or None when it cannot be followed."""
        if depth > DEEPEST or self.left <= 0:
            return None
        self.left -= 1
        page = self._page(node) or page
        resolved = self.objects.resolved
        role = self.role(resolved(node["S"]))
        rows, columns = self._spans(node["A"]) if role in _CELLS and "A" in node else (1, None)
        children: list[Element | Mark] = []
        if "K" in node:
            self.collect(node["K"], page, depth + 1, children)
        return Element(
            role=role,
            children=tuple(children),
            row_span=rows,
            column_span=columns or 1,
            stated=columns is not None,
            actual_text=text(resolved(node["ActualText"])) if "ActualText" in node else None,
            alt=text(resolved(node["Alt"])) if "Alt" in node else None,
        )

    def _page(self, node: Mapping[str, Any]) -> int | None:
        """The page the dictionary names, 1-based; the reference is looked at, the page itself is not read."""
        reference = node.get("Pg")
        return self.pages.get(reference.number) if type(reference) is Reference else None

    def _spans(self, held: Any) -> tuple[int, int | None]:
        """Row and column span among the attributes of all owners (a dictionary, or an array of them)."""
        resolved = self.objects.resolved
        held = resolved(held)
        rows: int = 1
        columns: int | None = None
        for entry in held if type(held) is list else [held]:
            entry = resolved(entry)
            if type(entry) is dict:
                rows = _span(resolved(entry["RowSpan"])) if "RowSpan" in entry else rows
                columns = _span(resolved(entry["ColSpan"])) if "ColSpan" in entry else columns
        return rows, columns

    def collect(self, kids: Any, page: int | None, depth: int, found: list[Element | Mark]) -> None:
        """Add the elements and marks under ``/K``: a number, a dictionary, a reference or an array of these."""
        if type(kids) is Reference:
            if kids.number in self.seen:
                return
            self.seen.add(kids.number)
            kids = self.objects.resolved(kids)
        if type(kids) is int:
            if page is not None:
                found.append(Mark(page, kids))
        elif type(kids) is list:
            if depth <= DEEPEST:
                for kid in kids:
                    self.collect(kid, page, depth + 1, found)
        elif type(kids) is dict:
            kind = self.objects.resolved(kids.get("Type"))
            if kind == "MCR" or (kind != "OBJR" and "MCID" in kids and "S" not in kids):
                where = self._page(kids) or page
                number = self.objects.resolved(kids.get("MCID"))
                # Content of a form (/Stm) is numbered apart from the page's own and cannot be told from it here.
                if where is not None and type(number) is int and "Stm" not in kids:
                    found.append(Mark(where, number))
            elif kind != "OBJR" and "S" in kids:
                element = self.element(kids, page, depth)
                if element is not None:
                    found.append(element)


def read_tree(reader: PdfReader) -> Element | None:
    """The structure tree under one ``Document`` element, or None when the file has none that can be followed."""
    try:
        root = reader.trailer.raw_get("/Root")
        objects = Objects(reader)
        catalog = objects.get(root.idnum)
        top = objects.resolved(catalog.get("StructTreeRoot"))
        if type(top) is not dict or "K" not in top:
            return None
        walk = _Walk(objects, _page_numbers(reader), _role_map(objects, top))
        children: list[Element | Mark] = []
        walk.collect(top["K"], None, 0, children)
    except Exception:  # a broken tree of any kind means: this file is read by its layout
        return None
    return Element(role="Document", children=tuple(children)) if children and walk.left > 0 else None


def _page_numbers(reader: PdfReader) -> dict[int, int]:
    """Object number of each page → 1-based page number."""
    numbers: dict[int, int] = {}
    for index, page in enumerate(reader.pages):
        if page.indirect_reference is not None:
            numbers.setdefault(page.indirect_reference.idnum, index + 1)
    return numbers


def _role_map(objects: Objects, top: Mapping[str, Any]) -> dict[str, str]:
    """The file's own names → standard names."""
    roles = objects.resolved(top.get("RoleMap"))
    if type(roles) is not dict:
        return {}
    found = {key: objects.resolved(value) for key, value in roles.items()}
    return {str(key): str(value) for key, value in found.items() if isinstance(value, Name)}


def _span(value: Any) -> int:
    """A row or column span: 1 unless a sensible number is given."""
    return int(value) if isinstance(value, int | float) and 1 <= value <= 1000 else 1

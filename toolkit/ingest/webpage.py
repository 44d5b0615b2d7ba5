"""Which part of a web page is its text, and which is what the site prints round every page."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from toolkit.lexicon import strings
from toolkit.text import normalise

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAIN = ("main", "[role=main]", "article", "#main-content", "#maincontent", "#main", "#content", "#innehall")
_AROUND = frozenset({"nav", "dialog", "aside", "form"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu"})
_NAMES = re.compile(r"[a-zåäö]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_NAME = 2000
"""Characters of an element's classes that are looked at."""
_HIDDEN = frozenset({"script", "style", "noscript", "template", "-comment"})
_AUDIBLE = re.compile(r"assistive|hidden|sr-only|screen-?reader|offscreen", re.IGNORECASE)
LONGEST_FACT = 120
"""Characters of a line about the page itself."""
MOST_LINKED = 0.6
"""Share of links in the text of an aside above which it leads elsewhere; with less it is a box of the text."""
LEAST_MAIN = 0.25
"""Share of the page's own text that an element marked as main must hold to be believed."""
MOST_AROUND = 0.4
"""Share of the text above which an element is no menu, whatever its class says."""


@dataclass(slots=True)
class MainContent:
    """The nodes to read, the ids of nodes inside them to leave out, and how much text that leaves out."""

    nodes: "list[LexborNode]"
    left_out: frozenset[int] = frozenset()
    dropped: int = 0


@dataclass(slots=True)
class _Place:
    """What one walk finds out about an element: so that no question needs a walk of its own."""

    above: int
    first: int
    """Place in the walk; what stands inside follows it."""
    length: int = 0
    """Characters of visible text."""
    size: int = 1
    """Elements inside, itself counted."""
    linked: int = 0
    """Those of them that stand in links."""
    is_link: bool = False
    holds_main: bool = False


@dataclass(slots=True)
class _Search:
    total: int
    places: dict[int, _Place]
    found: set[int] = field(default_factory=set)
    dropped: int = 0


@cache
def _names() -> frozenset[str]:
    return frozenset(strings("webpage", "page")["names"])


@cache
def phrases() -> frozenset[str]:
    """Texts that belong to the site, not to the page."""
    return frozenset(strings("webpage", "page")["phrases"])


@cache
def _facts() -> tuple[str, ...]:
    return strings("webpage", "page")["facts"]


def is_page_fact(text: str) -> bool:
    """Whether a paragraph is about the page and not of it: when it was updated, who answers for it.

    Example:
        >>> is_page_fact("Sidan uppdaterad: 2025-03-04"), is_page_fact("Planen ska hållas uppdaterad.")
        (True, False)
    """
    return len(text) <= LONGEST_FACT and text.casefold().startswith(_facts())


@cache
def _hints() -> tuple[str, ...]:
    return strings("webpage", "page")["hints"]


def is_hint(node: "LexborNode") -> bool:
    """Whether the element only tells those who cannot see the link's icon where the link goes."""
    if not _AUDIBLE.search(node.attributes.get("class") or ""):
        return False
    text = (node.text(deep=True) or "")[: 2 * LONGEST_FACT].casefold()
    return any(hint in text for hint in _hints())


def title_of(tree: "LexborHTMLParser") -> str | None:
    """What the page calls itself."""
    node = tree.css_first("title")
    return normalise(node.text(deep=True)).strip() or None if node is not None else None


_IMPRINT = (
    "header [class*=logo]", "[class*=logo] img", "header img", "[class*=site-name]", "[class*=site-title]", "footer",
    "[role=contentinfo]",
)  # fmt: skip
_MOST_IMPRINT = 2_000


def imprint_of(tree: "LexborHTMLParser") -> str:
    """What tells whose page it is: the site's name, its address, its masthead and its foot, one a line.

    Example:
        >>> from selectolax.lexbor import LexborHTMLParser
        >>> imprint_of(LexborHTMLParser('<header><p class="logo">Norrviks kommun</p></header><main>Plan</main>'))
        'Norrviks kommun'
    """
    found = [
        node.attributes.get(key) or ""
        for selector, key in (
            ("meta[property='og:site_name']", "content"),
            ("meta[name='application-name']", "content"),
            ("meta[name='author']", "content"),
            ("link[rel=canonical]", "href"),
            ("meta[property='og:url']", "content"),
        )
        for node in tree.css(selector)
    ]
    for selector in _IMPRINT:
        found += [node.attributes.get("alt") or node.text(deep=True, separator=" ") for node in tree.css(selector)]
    lines = dict.fromkeys(" ".join(normalise(text).split()) for text in found if text)
    return "\n".join(line for line in lines if line)[:_MOST_IMPRINT]


def main_content(body: "LexborNode") -> MainContent:
    """What of the page is to be read: the element marked as main if it holds the text, else the body without menus."""
    places = _places(body)
    total = places[body.mem_id].length
    search = _Search(total, places)
    _look(body, search, inside=False)
    own = max(1, total - search.dropped)
    for selector in _MAIN:
        nodes = _outermost(body.css(selector), places)
        held = sum(places[node.mem_id].length for node in nodes)
        if nodes and held >= LEAST_MAIN * own:
            inner = _Search(held, places)
            for node in nodes:
                _look(node, inner, inside=True)
            return MainContent(nodes, frozenset(inner.found), dropped=total - held + inner.dropped)
    return MainContent([body], frozenset(search.found), dropped=search.dropped)


def _places(body: "LexborNode") -> dict[int, _Place]:
    """Each visible element by its id."""
    places: dict[int, _Place] = {}
    waiting = [(body, 0)]
    while waiting:
        node, above = waiting.pop()
        role = (node.attributes.get("role") or "").casefold()
        place = places[node.mem_id] = _Place(above, len(places))
        place.is_link = node.tag == "a"
        place.holds_main = node.tag in ("main", "article") or role == "main"
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                text = (child.text_content or "").strip()
                place.length += len(text) + 1 if text else 0
            elif child.tag not in _HIDDEN:
                waiting.append((child, node.mem_id))
    for place in reversed(places.values()):
        place.linked = place.length if place.is_link else place.linked
        outer = places.get(place.above)
        if outer is not None:
            outer.length += place.length
            outer.size += place.size
            outer.linked += place.linked
            outer.holds_main = outer.holds_main or place.holds_main
    return places


def _outermost(nodes: "list[LexborNode]", places: dict[int, _Place]) -> "list[LexborNode]":
    """Those of the elements, given in the page's order, that stand in none of the others."""
    kept: list[LexborNode] = []
    last: _Place | None = None
    for node in nodes:
        place = places.get(node.mem_id)
        if place is None or (last is not None and last.first < place.first < last.first + last.size):
            continue
        kept.append(node)
        last = place
    return kept


def _look(top: "LexborNode", search: _Search, *, inside: bool) -> None:
    """Collect what lies round the text, outermost elements first."""
    waiting = list(top.iter())
    while waiting:
        node = waiting.pop()
        place = search.places.get(node.mem_id)
        if place is None:
            continue
        if _is_around(node, place, search.total, inside=inside):
            search.found.add(node.mem_id)
            search.dropped += place.length
        else:
            waiting.extend(node.iter())


def _is_around(node: "LexborNode", place: _Place, total: int, *, inside: bool) -> bool:
    tag = node.tag or ""
    attributes = node.attributes
    # So much of the page stands in it that it cannot be a menu: forms round a whole page exist.
    holds_text = place.holds_main or place.length > MOST_AROUND * total
    if tag in _AROUND or (tag in ("header", "footer") and not inside):
        if tag == "aside" and inside:
            return _is_named_around(node) or place.linked > MOST_LINKED * place.length
        return tag not in ("form", "aside") or not holds_text
    if (attributes.get("role") or "").casefold() in _ROLES:
        return not holds_text
    return tag not in ("html", "body", "main", "article") and not holds_text and _is_named_around(node)


def _is_named_around(node: "LexborNode") -> bool:
    """Whether its class or id says that it is a menu or the like."""
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"[:_LONGEST_NAME]
    return bool(set(_NAMES.findall(_CAMEL.sub(" ", named).casefold())) & _names())

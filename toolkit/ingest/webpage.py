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
class _Search:
    total: int
    found: set[int] = field(default_factory=set)
    dropped: int = 0


@cache
def _names() -> frozenset[str]:
    return frozenset(strings("webpage", "page")["names"])


@cache
def phrases() -> frozenset[str]:
    """Texts that belong to the site, not to the page."""
    return frozenset(strings("webpage", "page")["phrases"])


def title_of(tree: "LexborHTMLParser") -> str | None:
    """What the page calls itself."""
    node = tree.css_first("title")
    return normalise(node.text(deep=True)).strip() or None if node is not None else None


def main_content(body: "LexborNode") -> MainContent:
    """What of the page is to be read: the element marked as main if it holds the text, else the body without menus."""
    total = _length(body)
    search = _Search(total)
    _look(body, search, inside=False)
    own = max(1, total - search.dropped)
    for selector in _MAIN:
        nodes = [node for node in body.css(selector) if not _within(node, body.css(selector))]
        held = sum(_length(node) for node in nodes)
        if nodes and held >= LEAST_MAIN * own:
            inner = _Search(held)
            for node in nodes:
                _look(node, inner, inside=True)
            return MainContent(nodes, frozenset(inner.found), dropped=total - held + inner.dropped)
    return MainContent([body], frozenset(search.found), dropped=search.dropped)


def _length(node: "LexborNode") -> int:
    """Characters of visible text."""
    texts = node.text(deep=True, separator=" ", skip_empty=True)
    hidden = sum(len(found.text(deep=True)) for found in node.css("script, style, noscript, template"))
    return max(0, len(texts) - hidden)


def _within(node: "LexborNode", others: "list[LexborNode]") -> bool:
    ids = {other.mem_id for other in others} - {node.mem_id}
    parent = node.parent
    while parent is not None:
        if parent.mem_id in ids:
            return True
        parent = parent.parent
    return False


def _look(top: "LexborNode", search: _Search, *, inside: bool) -> None:
    """Collect what lies round the text, outermost elements first."""
    waiting = list(top.iter())
    while waiting:
        node = waiting.pop()
        if _is_around(node, search.total, inside=inside):
            search.found.add(node.mem_id)
            search.dropped += _length(node)
        else:
            waiting.extend(node.iter())


def _is_around(node: "LexborNode", total: int, *, inside: bool) -> bool:
    tag = node.tag or ""
    attributes = node.attributes
    if tag in _AROUND or (tag in ("header", "footer") and not inside):
        return tag not in ("form", "aside") or not _holds_text(node, total)
    if (attributes.get("role") or "").casefold() in _ROLES:
        return not _holds_text(node, total)
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    words = set(_NAMES.findall(_CAMEL.sub(" ", named).casefold()))
    return bool(words & _names()) and tag not in ("html", "body", "main", "article") and not _holds_text(node, total)


def _holds_text(node: "LexborNode", total: int) -> bool:
    """Whether so much of the page stands in the node that it cannot be a menu: forms round a whole page exist."""
    if node.css_first("main, article, [role=main]") is not None:
        return True
    return _length(node) > MOST_AROUND * total

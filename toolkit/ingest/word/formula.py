"""Formulas of Word as one line of text."""

from typing import TYPE_CHECKING

from toolkit.ingest.word.ooxml import M, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_SUB = str.maketrans("0123456789+-=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ")
_SUPER = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DEEPEST = 60


def linear(element: "_Element", depth: int = 0) -> str:
    """The formula as a reader would say it in one line: ``(a + b)/c``, ``x²``, ``√(2)``."""
    if depth > _DEEPEST:
        return "".join(text.text or "" for text in element.iter(M + "t"))
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "f":
        return f"{_grouped(_part(element, 'num', depth))}/{_grouped(_part(element, 'den', depth))}"
    if name == "sSup":
        return _part(element, "e", depth) + _small(_part(element, "sup", depth), _SUPER, "^")
    if name == "sSub":
        return _part(element, "e", depth) + _small(_part(element, "sub", depth), _SUB, "_")
    if name in ("sSubSup", "nary"):
        low = _small(_part(element, "sub", depth), _SUB, "_")
        high = _small(_part(element, "sup", depth), _SUPER, "^")
        base = _part(element, "e", depth)
        return f"{_sign(element)}{low}{high} {base}".strip() if name == "nary" else base + low + high
    if name == "rad":
        degree = _part(element, "deg", depth)
        return f"{degree.translate(_SUPER)}√{_grouped(_part(element, 'e', depth), always=True)}"
    if name == "d":
        return f"({', '.join(linear(part, depth + 1) for part in element.findall(M + 'e'))})"
    return "".join(linear(child, depth + 1) for child in element if not local(child).endswith("Pr"))


def _part(element: "_Element", name: str, depth: int) -> str:
    part = element.find(M + name)
    return linear(part, depth + 1).strip() if part is not None else ""


def _sign(element: "_Element") -> str:
    sign = element.find(f"{M}naryPr/{M}chr")
    return (sign.get(M + "val") or "∫") if sign is not None else "∫"


def _grouped(text: str, *, always: bool = False) -> str:
    return f"({text})" if always or (len(text) > 1 and not text.isalnum()) else text


def _small(text: str, table: dict[int, int], mark: str) -> str:
    if not text:
        return ""
    small = text.translate(table)
    return small if all(a != b for a, b in zip(text, small, strict=True)) else mark + _grouped(text)

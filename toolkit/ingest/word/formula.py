"""Formulas of Word as one line of text."""

from collections.abc import Callable, Mapping
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
    made = _MADE.get(name)
    if made is not None:
        return made(element, depth)
    return "".join(linear(child, depth + 1) for child in element if not local(child).endswith("Pr"))


def _fraction(element: "_Element", depth: int) -> str:
    kind = element.find(f"{M}fPr/{M}type")
    # Without its bar it is no division: n over k in brackets is a binomial.
    bar = " ¦ " if kind is not None and kind.get(M + "val") == "noBar" else "/"
    return f"{_grouped(_part(element, 'num', depth))}{bar}{_grouped(_part(element, 'den', depth))}"


def _raised(element: "_Element", depth: int) -> str:
    return _base(element, depth) + _small(_part(element, "sup", depth), _SUPER, "^")


def _lowered(element: "_Element", depth: int) -> str:
    return _base(element, depth) + _small(_part(element, "sub", depth), _SUB, "_")


def _both(element: "_Element", depth: int) -> str:
    return _base(element, depth) + _limits(element, depth)


def _limits(element: "_Element", depth: int) -> str:
    low = _small(_part(element, "sub", depth), _SUB, "_")
    return low + _small(_part(element, "sup", depth), _SUPER, "^")


def _large(element: "_Element", depth: int) -> str:
    """A sum, an integral or the like, with its limits, before what it is taken of."""
    return f"{_sign(element)}{_limits(element, depth)} {_part(element, 'e', depth)}".strip()


def _root(element: "_Element", depth: int) -> str:
    degree = _part(element, "deg", depth)
    return f"{degree.translate(_SUPER)}√{_grouped(_part(element, 'e', depth), always=True)}"


def _fenced(element: "_Element", depth: int) -> str:
    """What stands in brackets, of whatever kind the file says."""

    def sign(name: str, default: str) -> str:
        found = element.find(f"{M}dPr/{M}{name}")
        return default if found is None else (found.get(M + "val") or "")

    between = sign("sepChr", ",")
    between = ", " if between == "," else f" {between} "
    inner = between.join(linear(part, depth + 1).strip() for part in element.findall(M + "e"))
    return f"{sign('begChr', '(')}{inner}{sign('endChr', ')')}"


def _function(element: "_Element", depth: int) -> str:
    argument = _part(element, "e", depth)
    return f"{_part(element, 'fName', depth)}{'' if argument.startswith('(') else ' '}{argument}"


def _limit(element: "_Element", depth: int) -> str:
    """Something with words under or over it: ``lim(n→∞)``."""
    limit = _part(element, "lim", depth)
    return f"{_part(element, 'e', depth)}({limit})" if limit else _part(element, "e", depth)


def _rows(element: "_Element", depth: int) -> str:
    """A matrix or several lines of formulas: cells by space, rows by semicolon."""
    rows = element.findall(M + "mr") or element.findall(M + "e")
    texts = (
        " ".join(linear(cell, depth + 1).strip() for cell in row.findall(M + "e")) if local(row) == "mr"
        else linear(row, depth + 1).strip()
        for row in rows
    )  # fmt: skip
    return "; ".join(text for text in texts if text)


_MADE: "Mapping[str, Callable[[_Element, int], str]]" = {
    "f": _fraction, "sSup": _raised, "sSub": _lowered, "sSubSup": _both, "nary": _large, "rad": _root, "d": _fenced,
    "func": _function, "limLow": _limit, "limUpp": _limit, "m": _rows, "eqArr": _rows,
}  # fmt: skip


def _base(element: "_Element", depth: int) -> str:
    """What is raised or lowered, in brackets where the power would else take only its last sign."""
    base = element.find(M + "e")
    text = _part(element, "e", depth)
    holds = base is not None and any(local(child) in ("f", "rad", "nary") for child in base)
    return f"({text})" if holds else text


def _part(element: "_Element", name: str, depth: int) -> str:
    part = element.find(M + name)
    return linear(part, depth + 1).strip() if part is not None else ""


def _sign(element: "_Element") -> str:
    sign = element.find(f"{M}naryPr/{M}chr")
    return (sign.get(M + "val") or "∫") if sign is not None else "∫"


def _grouped(text: str, *, always: bool = False) -> str:
    plain = text.isalnum() or len(text) <= 1 or _is_fenced(text)
    return f"({text})" if (always and not _is_fenced(text)) or not plain else text


def _is_fenced(text: str) -> bool:
    """Whether one pair of brackets stands round all of it.

    Example:
        >>> _is_fenced("(a+b)"), _is_fenced("(a)+(b)")
        (True, False)
    """
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def _small(text: str, table: dict[int, int], mark: str) -> str:
    if not text:
        return ""
    small = text.translate(table)
    if all(a != b for a, b in zip(text, small, strict=True)):
        return small
    return mark + (text if len(text) == 1 or _is_fenced(text) else f"({text})")

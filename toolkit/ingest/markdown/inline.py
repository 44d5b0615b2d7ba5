"""Inline Markdown to runs: emphasis kept as style, links and formulas as the words a reader sees."""

import html
import re
from collections.abc import Iterator

from toolkit.ingest.runs import Run, join_runs
from toolkit.model import Span

_SPECIAL = re.compile(r"[*_`\[<&\\$!^~]")
_MARK = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<fence>`{1,3})(?P<code>[^`]{1,1000})(?P=fence)"
    r"|!\[(?P<alt>[^\[\]]{0,500})\]\((?P<picture>[^()]{0,1000})\)"
    r"|\[(?P<link>(?:[^\[\]]|\[[^\[\]]{0,100}\]){0,600})\]\([^()]{0,1000}(?:\([^()]{0,200}\)[^()]{0,200}){0,5}\)"
    r"|<(?P<address>https?:[^<>\s]{1,500}|[^<>\s@]{1,100}@[^<>\s@]{1,100})>"
    r"|(?P<break><br\s*/?>)"
    r"|</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,1000})?/?>"
    r"|\$\$?(?P<math>[^$\n]{1,300}?)\$\$?"
    r"|(?<![*\w])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>.{1,3000}?)(?<=[^\s*])(?P=stars)(?!\*)"
    r"|(?<=\w)(?P<inner>\*{2,3})(?=[^\s*])(?P<innered>[^*]{1,500}?)(?<=\S)(?P=inner)(?!\*)"
    r"|(?<![_\w])(?P<bars>_{1,3})(?=[^\s_])(?P<barred>.{1,3000}?)(?<=[^\s_])(?P=bars)(?![_\w])"
    r"|~~(?P<struck>[^~]{1,1000})~~",
    re.DOTALL,
)
MOST_MARKS = 3000
"""Marks in one piece of text; what has more is no marked-up text and is taken as it stands."""
_MATH_LOOKS = re.compile(r"[\\^_{}%]|^\s*[-+<>=≤≥≈~]?\s*[\d.,\s]+\s*$|^\s*[A-Za-z]\s*$|=")
_WRAPPED = re.compile(r"\\(?:mathrm|text|textbf|mathbf|mathit|operatorname|mathsf)\s*\{([^{}]*)\}")
_LEVEL = re.compile(r"\{?([_^])\s*(?:\{([^{}]*)\}|(\w|[+-]))\}?")
_COMMANDS = {
    "rightarrow": "→", "to": "→", "leftarrow": "←", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "approx": "≈",
    "times": "×", "cdot": "·", "pm": "±", "sim": "~", "circ": "°", "quad": " ", "euro": "€", "sum": "∑", "Delta": "Δ",
    "mu": "µ", "neq": "≠", "div": "÷", "infty": "∞", "alpha": "α", "beta": "β", "bullet": "•", "square": "□",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SUPER = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_PICTURE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{1,1000}\)")
_FILE_NAME = re.compile(r"^\S*\.\w{2,4}$|^(?:img|image|bild|figure|picture)[-_ ]?\d*$", re.IGNORECASE)


def plain(text: str, *, keep_lines: bool = False) -> tuple[str, tuple[Span, ...]]:
    r"""The words of a piece of Markdown, with where the emphasis stands.

    Example:
        >>> plain("**Ansvarig:** [nämnden](https://x.se) minskar $\\mathrm{CO}_{2}$")[0]
        'Ansvarig: nämnden minskar CO₂'
    """
    if not _SPECIAL.search(text) or sum(map(text.count, "*_`[<$~")) > MOST_MARKS:
        return join_runs([Run(text)], keep_lines=keep_lines)
    return join_runs(_runs(text, bold=False, italic=False), keep_lines=keep_lines)


def pictures(text: str) -> int:
    """How many pictures the text points to."""
    return sum(1 for _ in _PICTURE.finditer(text)) if "![" in text else 0


def _runs(text: str, *, bold: bool, italic: bool) -> Iterator[Run]:
    at = 0
    for match in _MARK.finditer(text):
        if match.start() > at:
            yield Run(html.unescape(text[at : match.start()]), bold, italic)
        at = match.end()
        emphasis = match["stars"] or match["bars"] or match["inner"]
        if emphasis:
            inner = match["starred"] or match["barred"] or match["innered"]
            yield from _runs(inner, bold=bold or len(emphasis) > 1, italic=italic or len(emphasis) != 2)
        elif match["link"] is not None or match["struck"] is not None:
            yield from _runs(match["link"] or match["struck"] or "", bold=bold, italic=italic)
        else:
            yield Run(_words(match), bold, italic)
    if at < len(text):
        yield Run(html.unescape(text[at:]), bold, italic)


def _words(match: re.Match[str]) -> str:
    """What a reader sees of a mark that holds no emphasis."""
    if match["math"] is not None:
        return _formula(match["math"]) if _MATH_LOOKS.search(match["math"]) else match.group()
    if match["alt"] is not None:
        return "" if _FILE_NAME.match(match["alt"]) else match["alt"]
    if match["break"] is not None:
        return "\n"
    return match["escape"] or match["code"] or match["address"] or ""


def _formula(text: str) -> str:
    """A formula as a line of text: commands as signs, indices as small figures where such exist."""
    for _ in range(3):
        text = _WRAPPED.sub(r"\1", text)
    text = _LEVEL.sub(_raised, text)
    text = _COMMAND.sub(lambda match: _COMMANDS.get(match[1], f"{match[1]} "), text)
    text = re.sub(r"\\([%$&#_{}])", r"\1", text).replace("\\,", " ").replace("\\", "")
    return text.replace("{", "").replace("}", "").replace("~", " ").strip() or " "


def _raised(match: re.Match[str]) -> str:
    inner = match[2] if match[2] is not None else match[3]
    inner = _COMMAND.sub(lambda command: _COMMANDS.get(command[1], command[1]), inner).strip()
    if inner == "°":
        return inner
    small = inner.translate(_SUB if match[1] == "_" else _SUPER)
    return small if all(before != after for before, after in zip(inner, small, strict=True)) else inner

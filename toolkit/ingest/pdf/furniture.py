"""What pages repeat or point with: running headers and footers, page numbers, lines of contents lists."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from toolkit.ingest.pdf.lines import Line
from toolkit.ingest.pdf.page import PageContent
from toolkit.ingest.pdf.unruled import is_column_heading
from toolkit.lexicon import strings

_MARGIN = 0.13
"""Share of the page's height, above and below, in which running headers and footers stand."""
_REPEATS = 3
_FEWEST_LETTERS = 3
_SAME_HEIGHT = 6.0
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"(?:(?:[.…·_]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?|(?:\.\s?){3}\s*\d{1,4})\s*$")
"""A row of dots, with or without the page; three dots only with one."""
_ARTIFACT = -2
_YEARS = range(1900, 2101)
"""Numbers that are years more often than pages: two of them in a row may be a span that two cells hold."""


@cache
def _page_number() -> re.Pattern[str]:
    """``2``, ``- 2 -``, ``2 (14)``, ``Sida 2 av 14``."""
    words = strings("headings")
    before, between = "|".join(words["page"]), "|".join(words["of"])
    return re.compile(
        rf"(?:(?:{before})\.?\s*)?[-‐‑–|\[]?\s*(\d{{1,4}})\s*(?:[-‐‑–|\]]|\(\s*\d+\s*\)|/\s*\d+|(?:{between})\s*\d+)?",
        re.IGNORECASE,
    )


def is_contents_line(text: str) -> bool:
    """Whether the line points at a page by leaders.

    Example:
        >>> is_contents_line("2.1 Syfte .......... 4"), is_contents_line("Och så vidare ...")
        (True, False)
    """
    return ("..." in text or ". ." in text or "…" in text or "··" in text or "__" in text) and (
        _LEADERS.search(text) is not None
    )


def furniture(pages: Sequence[tuple[PageContent, Sequence[Line]]]) -> list[set[int]]:
    """For each page, the positions in its fragments of what is running header, footer or page number."""
    marginal = [_marginal(page, parts) for page, parts in pages]
    repeated = _repeated(marginal, len(pages))
    numbered = _numbered(marginal)
    found: list[set[int]] = []
    for at, (_, parts) in enumerate(pages):
        artifacts = {index for index, part in enumerate(parts) if all(word.mark == _ARTIFACT for word in part.words)}
        found.append(_outermost(marginal[at], repeated[at] | numbered[at]) | artifacts)
    return found


_Marginal = list[tuple[int, Line, bool]]


def _marginal(page: PageContent, parts: Sequence[Line]) -> _Marginal:
    """Fragments in the margins: position, fragment, whether it stands above."""
    upper, lower = _MARGIN * page.height, (1 - _MARGIN) * page.height
    return [
        (index, part, part.bottom < upper)
        for index, part in enumerate(parts)
        if part.bottom < upper or part.top > lower
    ]


def _outermost(parts: _Marginal, marked: set[int]) -> set[int]:
    """Of the marked fragments those that only furniture parts from the edge of the paper; one line may be of its own.

    What a table repeats at the top of each page, its headings and often its first cells, stands further in.
    """
    kept: set[int] = set()
    for above in (True, False):
        mine = sorted((item for item in parts if item[2] == above), key=lambda item: item[1].top, reverse=not above)
        headings = [part.top for _, part, _ in mine if is_column_heading(part.text)]
        misses = 0
        edge: float | None = None
        for index, part, _ in mine:
            if sum(1 for top in headings if abs(top - part.top) < _SAME_HEIGHT) > 1:
                break
            if index in marked:
                kept.add(index)
                continue
            if edge is None or abs(part.top - edge) > _SAME_HEIGHT:
                misses += 1
                edge = part.top
            if misses > 1:
                break
    return kept


def _repeated(marginal: Sequence[_Marginal], pages: int) -> list[set[int]]:
    """Fragments that stand on several pages in the same words (numbers aside) at the same height."""
    seen: dict[tuple[str, bool], list[tuple[int, int, float]]] = {}
    for at, parts in enumerate(marginal):
        for index, part, above in parts:
            if sum(1 for char in part.text if char.isalpha()) < _FEWEST_LETTERS:
                continue  # a bullet or a number at the start of many lines; page numbers are told by counting
            key = (_DIGITS.sub("#", part.text).strip(), above)
            seen.setdefault(key, []).append((at, index, part.top if above else part.bottom))
    found: list[set[int]] = [set() for _ in marginal]
    needed = min(_REPEATS, max(2, pages))
    for places in seen.values():
        places.sort(key=_place_height)
        for at, index, height in places:
            if _stands_on(places, height, needed):
                found[at].add(index)
    return found


def _place_height(place: tuple[int, int, float]) -> float:
    return place[2]


def _stands_on(places: Sequence[tuple[int, int, float]], height: float, needed: int) -> bool:
    """Whether so many pages have it at that height; of the places, sorted by height, no more are looked at."""
    twins: set[int] = set()
    for at in range(bisect_right(places, height - _SAME_HEIGHT, key=_place_height), len(places)):
        page, _, place = places[at]
        if place >= height + _SAME_HEIGHT:
            return False
        twins.add(page)
        if len(twins) >= needed:
            return True
    return False


def _numbered(marginal: Sequence[_Marginal]) -> list[set[int]]:
    """Page numbers: alone on their line and counting up with the pages, or in a form that only they have."""
    candidates: list[tuple[int, int, int, bool]] = []
    for at, parts in enumerate(marginal):
        plains = [part.top for _, part, _ in parts if part.text.strip().isdecimal()]
        for index, part, _ in parts:
            match = _page_number().fullmatch(part.text.strip())
            if match:
                plain = match[1] == part.text.strip()
                if plain and sum(1 for top in plains if abs(top - part.top) < _SAME_HEIGHT) > 1:
                    continue  # several figures on a line are a row of a table
                candidates.append((at, index, int(match[1]), plain))
    steps: dict[int, int] = {}
    for at, _, number, _ in candidates:
        steps[number - at] = steps.get(number - at, 0) + 1
    found: list[set[int]] = [set() for _ in marginal]
    for at, index, number, plain in candidates:
        needed = 3 if number in _YEARS else 2
        if not plain or steps[number - at] >= needed or (len(marginal) == 1 and number not in _YEARS):
            found[at].add(index)
    return found


def is_contents_heading(text: str) -> bool:
    """Whether the heading opens a contents list.

    Example:
        >>> is_contents_heading("Innehållsförteckning"), is_contents_heading("Inledning")
        (True, False)
    """
    return text.strip().rstrip(":").lower() in strings("headings")["contents"]

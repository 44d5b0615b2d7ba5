"""The year a document is of, and the days and ranges of years that its header prints."""

import re
from dataclasses import replace

from toolkit.extract.datepoints import Point, points
from toolkit.extract.header import starts_with_label
from toolkit.extract.titles import TAIL, Said
from toolkit.model import Precision


def days(text: str) -> list[Point]:
    """Whole days in a text, day-month-year with hyphens as well."""
    turned = re.sub(r"(?<!\d)(\d\d)-(\d\d)-((?:19|20)\d\d)(?!\d)", r"\1/\2/\3", text)
    return [point for point in points(turned) if point.precision is Precision.DAY]


_REVISED = re.compile(r"\brevider(?:ad|at|ing|ats)[^\n]{0,50}", re.IGNORECASE)


def year_of(header: str, title: Said | None, found: dict[str, Said]) -> None:
    """The year a document was made: in its title, of its last decision, of its period, of the days printed first."""
    titled = _year_at(header, title) if title else None
    made = _made(header, found, ranged=titled is not None)
    target = titled is not None and titled.precision is Precision.YEAR and _is_target(titled.year or 0, found)
    if titled and titled.precision is Precision.YEAR and not target:
        found["year"] = Said(str(titled.year), titled.start, titled.end)
        return
    if target:
        titled = None
    if made and (titled is None or int(made.value) == (titled.year or 0) - 1):
        # "2024-2027", adopted in 2023: it was made the year before it begins.
        found["year"] = made
        return
    if titled:
        found["year"] = Said(str(titled.year), titled.start, titled.end)
    elif "valid_from" in found:
        found["year"] = Said(found["valid_from"].value[:4], found["valid_from"].start, found["valid_from"].end)


_AIMING = ("plan", "handlingsplan", "program", "handlingsprogram", "strategi", "vision", "policy")


def _is_target(year: int, found: dict[str, Said]) -> bool:
    """Whether a year in a title is aimed at: "Klimatstrategi 2030", but not "Risk- och sårbarhetsanalys 2015"."""
    kind = found.get("document_type")
    return year % 10 == 0 or (year % 5 == 0 and kind is not None and kind.value in _AIMING)


def _made(header: str, found: dict[str, Said], *, ranged: bool) -> Said | None:
    """The year of the last revision or decision, else the one that most of the header's days are in."""
    dated: list[Said] = []
    if "decided_on" in found:
        dated.append(replace(found["decided_on"], value=found["decided_on"].value[:4]))
    for match in _REVISED.finditer(header[:2500]):
        day = next((point for point in days(match.group()) if point.year), None)
        if day:
            dated.append(Said(str(day.year), match.start() + day.start, match.start() + day.end))
    if dated:
        return max(dated, key=lambda said: said.value)
    listed = [point for point in points(header[:600]) if point.year and point.precision is Precision.DAY]
    if not ranged:
        listed = listed or [point for point in points(header[:2500]) if point.year and point.precision is Precision.DAY]
        listed = listed or [
            point for point in points(header[:1200]) if point.year and point.precision is Precision.MONTH
        ]
    if not listed:
        return None
    years = [point.year or 0 for point in listed]
    most = max(years, key=lambda year: (years.count(year), -year))
    first = next(point for point in listed if point.year == most)
    return Said(str(most), first.start, first.end)


def _year_at(header: str, title: Said) -> Point | None:
    """The first year, or range of years, in the title or the few lines after it."""
    end = title.end
    for line in re.finditer(r"[^\n]*\S[^\n]*(?:\n|$)", header[title.end : title.end + 400]):
        if starts_with_label(line.group().strip()) or TAIL.match(f" {line.group().strip()}"):
            break
        if line.start() and (len(line.group()) > 70 or header[: title.end + line.start()].count("\n", title.end) > 60):
            break
        end = title.end + line.end()
        if end - title.end > 160:
            break
    for point in points(header[title.start : end]):
        wide = point.precision in (Precision.YEAR, Precision.YEARS)
        # "2047)" is a page count, 2(47), whose bracket the scan lost.
        page = header[title.start + point.end : title.start + point.end + 1] == ")"
        if point.year and wide and not page:
            return replace(point, start=point.start + title.start, end=point.end + title.start)
    return None

"""The year a document is of, and the days and ranges of years that its header prints."""

import re
from dataclasses import replace

from toolkit.extract.datepoints import Point, points
from toolkit.extract.header import starts_with_label
from toolkit.extract.said import Said
from toolkit.extract.titles import TAIL, type_in
from toolkit.lexicon import load
from toolkit.model import Precision


def days(text: str) -> list[Point]:
    """Whole days in a text, day-month-year with hyphens as well."""
    turned = re.sub(r"(?<!\d)(\d\d)-(\d\d)-((?:19|20)\d\d)(?!\d)", r"\1/\2/\3", text)
    return [point for point in points(turned) if point.precision is Precision.DAY]


_REVISED = re.compile(r"\brevider(?:ad|at|ing|ats)[^\n]{0,50}", re.IGNORECASE)


def year_of(header: str, title: Said | None, found: dict[str, Said]) -> None:
    """The year a document was made: in its title, of its last decision, of its period, of the days printed first."""
    titled = _year_at(header, title) if title else None
    once = _is_once_a_term(header, title)
    made = _made(header, found, ranged=titled is not None, once=once)
    if titled and titled.precision is Precision.YEAR and _is_target(titled.year or 0, found):
        titled = None
    elif titled and titled.precision is Precision.YEAR:
        found["year"] = Said(str(titled.year), titled.start, titled.end)
        return
    if titled and once and (due := _due(titled)):
        found["year"] = due
    elif made and (titled is None or _is_closer(int(made.value), titled, header)):
        found["year"] = made
    elif titled:
        found["year"] = Said(str(titled.year), titled.start, titled.end)
    elif "valid_from" in found:
        found["year"] = Said(found["valid_from"].value[:4], found["valid_from"].start, found["valid_from"].end)
    elif named := _beside_type(header, found) or _year_alone(header):
        found["year"] = named


def _is_closer(made: int, titled: Point, header: str) -> bool:
    """Whether the day a document was made tells its year better than the range of years in its title.

    "2024-2027", adopted in 2023, was made the year before it begins; revised in 2025, this version is of 2025.
    """
    first = titled.year or 0
    return made == first - 1 or (
        first < made <= first + titled.span and str(made) in {said.value for said in _revisions(header)}
    )


def _due(titled: Point) -> Said | None:
    """The term's first year that a range of years stands for: "2016-2019" is of the term that began in 2015."""
    first = titled.year or 0
    year = next((year for year in (first, first - 1) if titled.span and _opens_term(year)), None)
    return Said(str(year), titled.start, titled.end) if year else None


def _is_once_a_term(header: str, title: Said | None) -> bool:
    """Whether the law wants such a document in the first year of each term of office."""
    kind = type_in(header[title.start : title.end]) if title else None
    return kind is not None and kind[0] in load("doctypes")["once_a_term"]["types"]


def _opens_term(year: int) -> bool:
    known = load("doctypes")["once_a_term"]
    return bool((year - known["first"]) % known["years"] == 0)


def _beside_type(header: str, found: dict[str, Said]) -> Said | None:
    """A year right after the name of a document type, where nothing else is dated: "Riskanalysen 2015"."""
    at = 0
    while kind := type_in(header[at:]):
        after = re.match(r"\s+(?:för\s+år(?:et)?\s+)?((?:19[89]|20[0-4])\d)(?![\d–-])", header[at + kind[1][1] :])
        start = at + kind[1][1]
        if after and not _is_target(int(after.group(1)), found):
            return Said(after.group(1), start + after.start(1), start + after.end(1))
        at = start
    return None


_YEAR_ALONE = re.compile(
    r"(?<!\w)(?:antage[nt]|antagna|antogs|beslutad|beslutades|beslutat|fastställ[dt]|fastställdes|framtag[ie][nt]|"
    r"reviderad|tryck\w*|upprättad|utgiven|copyright|©)(?![^\n\d]*\b(?:ska|kommer|planeras)\b)"
    r"[^\n\d]{0,60}(?<![\d(:/-])(?P<year>(?:19[89]|20[0-4])\d)(?![\d/-]|:\d)",
    re.IGNORECASE,
)


def _year_alone(header: str) -> Said | None:
    """A year that is printed without a day after a word for adopting or printing: "antogs år 2004", "Tryck: 2013"."""
    match = _YEAR_ALONE.search(header[:2500])
    return Said(match["year"], match.start("year"), match.end("year")) if match else None


_AIMING = ("plan", "handlingsplan", "program", "handlingsprogram", "strategi", "vision", "policy")
_FAR = 2045
"""No document is of this year or a later one."""


def _is_target(year: int, found: dict[str, Said]) -> bool:
    """Whether a year in a title is aimed at: "Klimatstrategi 2030", but not "Risk- och sårbarhetsanalys 2015"."""
    kind = found.get("document_type")
    if year >= _FAR or (kind is not None and kind.value == "vision"):
        return True
    return year % 10 == 0 or (year % 5 == 0 and kind is not None and kind.value in _AIMING)


def _made(header: str, found: dict[str, Said], *, ranged: bool, once: bool) -> Said | None:
    """The year of the last revision or decision, else the one that most of the header's days are in.

    Of what is made once a term, the revision or decision in the term's first year counts.
    """
    dated = _revisions(header)
    if "decided_on" in found:
        dated.append(replace(found["decided_on"], value=found["decided_on"].value[:4]))
    if dated:
        return max(dated, key=lambda said: (once and _opens_term(int(said.value)), said.value))
    listed = [point for point in points(header[:600]) if point.year and point.precision is Precision.DAY]
    if not ranged:
        listed = listed or [point for point in points(header[:2500]) if point.year and point.precision is Precision.DAY]
        listed = listed or [
            point
            for point in points(header[:1200])
            if point.year and point.precision is Precision.MONTH and not _AHEAD.search(header[: point.start])
        ]
    if not listed:
        return None
    years = [point.year or 0 for point in listed]
    most = max(years, key=lambda year: (years.count(year), -year))
    first = next(point for point in listed if point.year == most)
    return Said(str(most), first.start, first.end)


_AHEAD = re.compile(r"\b(?:ska|kommer|planeras|beslutas)\b[^\n.]*$", re.IGNORECASE)
"""What is told before a day to come."""
_UNTIL = re.compile(r"\b(?:till|t\.?\s?o\.?\s?m\.?|med|senast)\s*$", re.IGNORECASE)


def _revisions(header: str) -> list[Said]:
    """The years of the days on which the document says that it was revised."""
    found = []
    for match in _REVISED.finditer(header[:2500]):
        day = next((point for point in days(match.group()) if point.year), None)
        if day:
            found.append(Said(str(day.year), match.start() + day.start, match.start() + day.end))
    return found


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
        until = _UNTIL.search(header[: title.start + point.start])
        if point.year and wide and not page and not until:
            return replace(point, start=point.start + title.start, end=point.end + title.start)
    return None

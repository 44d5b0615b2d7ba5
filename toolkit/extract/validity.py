"""From when to when a document is valid: labelled, in a sentence about the document, or in its title."""

import re
from collections.abc import Mapping
from dataclasses import replace

from toolkit.extract.datepoints import Point, points
from toolkit.extract.dates import parse_deadline
from toolkit.extract.header import Labelled
from toolkit.extract.said import Said, is_about_this
from toolkit.model import Precision

Period = tuple[str | None, str | None]


def period(header: str, labelled: Mapping[str, Labelled], title: Said | None, found: dict[str, Said]) -> None:
    """From and to, into `found`: labelled, else stated of the document, else the range of years at the title."""
    for key in ("valid", "valid_from", "valid_to"):
        one = labelled.get(key)
        if one is not None and len(one.value) <= 120:
            start, end = _when(one)
            _keep(found, _bounds(one.value, key), start, end)
    if "valid_to" not in found:
        _stated(header, title, found)
    if title and "valid_from" not in found and "valid_to" not in found:
        span = _range_at(header, title)
        if span and (bounds := span.bounds()):
            _keep(found, (bounds[0].isoformat(), bounds[1].isoformat()), span.start, span.end)


def _when(one: Labelled) -> tuple[int, int]:
    """Where a label's value tells the time: the rest of its line may go on about something else."""
    deadline = parse_deadline(one.value)
    at = one.value.find(deadline.text) if deadline else -1
    return (one.start + at, one.start + at + len(deadline.text)) if deadline and at >= 0 else (one.start, one.end)


def _keep(found: dict[str, Said], bounds: Period, start: int, end: int) -> None:
    for key, day in zip(("valid_from", "valid_to"), bounds, strict=True):
        if day and key not in found:
            found[key] = Said(day, start, end)


def _bounds(text: str, key: str) -> Period:
    """First and last day of a value, by what its label asks for; a lone day ends a period."""
    deadline = parse_deadline(text)
    if deadline is None:
        return None, None
    low, high = deadline.start, deadline.end
    if key == "valid_to" or (low == high and key == "valid"):
        low = None
    if key == "valid_from":
        closed = deadline.relation is not None or deadline.precision is Precision.YEARS or "–" in deadline.text
        low, high = low or high, high if closed and low and high and low != high else None
    return low, high


_STATEMENT = re.compile(
    r"(?<!\w)(?P<verb>gäller|är\s+giltig[at]?|giltig[at]?|gällande|sträcker\s+sig|löper|avser|träder\s+i\s+kraft)\s+"
    r"(?P<when>(?:över\s+)?(?:fram\s+)?(?:och\s+med\s+)?(?:från|fr\.?\s?o|fr\.o|till|t\.?\s?o|under|för\s+(?:åren|perioden|tiden)"
    r"|mellan|perioden|åren|den\s+\d|(?:19|20)\d\d)[^\n;]{0,120})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZÅÄÖ])|\.$|\s(?:och\s+(?:ska|revideras|följs)|då)\b")


def _stated(header: str, title: Said | None, found: dict[str, Said]) -> None:
    """A statement about this document: "Planen gäller från den 1 januari 2024 till den 31 december 2027"."""
    for match in _STATEMENT.finditer(header):
        if not is_about_this(header, match.start(), title, named=True):
            continue
        when = _SENTENCE_END.split(match["when"], maxsplit=1)[0].replace(":", " ").rstrip(". ,")
        begins = match["verb"].lower().startswith("träder")
        bounds = _bounds(re.sub(r"^(?:över|fram)\s+", "", when), "valid_from" if begins else "valid")
        if any(bounds):
            _keep(found, bounds, match.start("when"), match.start("when") + len(when))
            return


_NOT_A_BLOCK = re.compile(r"\b(?:tidigare|förra|föregående|ersätter|gällde|utvärdering|uppföljning)\b", re.IGNORECASE)


def _range_at(header: str, title: Said) -> Point | None:
    """A range of years in the title or in the title block's next lines."""
    end = title.end
    for _ in range(4):
        end = header.find("\n", end + 1)
        if end < 0:
            end = len(header)
            break
    for point in points(header[title.start : end]):
        line = header[header.rfind("\n", 0, title.start + point.start) + 1 : title.start + point.end]
        if point.precision is Precision.YEARS and point.span and not _NOT_A_BLOCK.search(line):
            return replace(point, start=point.start + title.start, end=point.end + title.start)
    return None

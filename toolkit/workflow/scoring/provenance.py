"""Every quotation looked for on the page it cites, in the text of another program than the one that read the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from toolkit.model import Field, Measure, Mention, Provenance, ReadBy
from toolkit.text import fold
from toolkit.workflow.scoring import pdftext
from toolkit.workflow.scoring.sources import Read


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are said to stand on a page."""

    text: str
    page: int
    page_end: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document; quotations from pages read by OCR have no text in the file to be looked for in."""

    quotations: int = 0
    lost: tuple[Quotation, ...] = ()
    scanned: int = 0


def quotations(measure: Measure) -> Iterator[Quotation]:
    """The words, the description and each quotation behind a field or focus area of a measure that stands on pages."""
    yield from _placed(measure.text, measure.provenance)
    yield from _placed(measure.description, measure.description_provenance or measure.provenance)
    for one in fields(measure):
        value = getattr(measure, one.name)
        if isinstance(value, Field):
            values = value.value if isinstance(value.value, tuple) else ()
            named = [item for item in values if isinstance(item, Mention)]
            for item in named:
                yield from _placed(item.text, item.provenance or measure.provenance)
            if not named:
                yield from _placed(value.quote, value.provenance or measure.provenance)
    for area in measure.focus_areas:
        yield from _placed(area.quote, area.provenance or measure.provenance)


def _placed(text: str | None, place: Provenance) -> Iterator[Quotation]:
    if text and place.page is not None:
        yield Quotation(text, place.page, max(place.page_end or place.page, place.page))


def checked(one: Read) -> Checked | None:
    """Each quotation looked for with pdftotext; None where the file is no PDF or the program is not there."""
    witnesses = pdftext.witnesses(one.document, one.path)
    if not witnesses:
        return None
    every = [each for measure in one.cut.measures for each in quotations(measure)]
    scans = {page.number for page in one.document.pages if page.read_by is ReadBy.OCR}
    printed = [each for each in every if not scans & set(range(each.page, each.page_end + 1))]
    folded = [{page.number: fold(page.text) for page in witness.pages} for witness in witnesses]
    lost = tuple(each for each in printed if not _stands(each, folded))
    return Checked(len(printed), lost, len(every) - len(printed))


def _stands(quotation: Quotation, witnesses: Sequence[dict[int, str]]) -> bool:
    """Whether the words stand on their page, or run over to the next around what is printed between."""
    wanted, numbers = fold(quotation.text), range(quotation.page, quotation.page_end + 1)
    return any(
        wanted in "".join(pages.get(number, "") for number in numbers)
        or (len(numbers) > 1 and _split(wanted, pages.get(quotation.page, ""), pages.get(quotation.page_end, "")))
        for pages in witnesses
    )


def _split(wanted: str, first: str, last: str) -> bool:
    return any(wanted[:at] in first and wanted[at:] in last for at in range(12, len(wanted) - 11))

"""Which words of a measure can be found again at their place: what cannot must not be quoted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model import (
    ABSENT,
    NO_TEXT,
    Document,
    Field,
    FieldState,
    Measure,
    Mention,
    Problem,
    Provenance,
    Severity,
)
from toolkit.text import fold

_FIELDS = (
    "goal", "responsible", "partners", "deadline", "indicator", "follow_up", "resources", "cost", "target_group",
    "modal",
)  # fmt: skip
_NAMED = ("laws", "places", "forms")
"""Fields of which each value has words and a place of its own."""


class _Witness:
    """The document's own text, page by page, folded once."""

    def __init__(self, document: Document) -> None:
        self._pages = {page.number: fold(page.text) for page in document.pages}
        self._whole = "".join(self._pages.values()) if self._pages else fold(document.text)

    def has(self, quote: str, page: int | None, page_end: int | None) -> bool:
        """Whether the quotation stands on its page, or runs from it over to a following one."""
        wanted = fold(quote)
        if not wanted:
            return False
        if page is None or page not in self._pages:
            return wanted in self._whole
        last = max(page_end or page, page + 1)
        return wanted in "".join(self._pages.get(number, "") for number in range(page, last + 1)) or self._split(
            wanted, self._pages[page], self._pages.get(page + 1, "")
        )

    @staticmethod
    def _split(wanted: str, first: str, second: str) -> bool:
        """Whether a beginning of the quotation ends up on one page and all the rest on the next, around footers."""
        if not second or wanted[:12] not in first or wanted[-12:] not in second:
            return False
        return any(wanted[:at] in first and wanted[at:] in second for at in range(12, len(wanted) - 11))


def unquotable(measures: Sequence[Measure], document: Document) -> tuple[str, ...]:
    """Keys of what cannot be found at its place: a measure's id, or ``id/field`` for its description or a field."""
    witness = _Witness(document)
    return tuple(key for measure in measures for key in _unfound(measure, witness))


def _unfound(measure: Measure, witness: _Witness) -> Iterator[str]:
    place = measure.provenance
    if not witness.has(measure.text, place.page, place.page_end):
        yield measure.id
    if measure.description:
        place = measure.description_provenance or place
        if not witness.has(measure.description, place.page, place.page_end):
            yield f"{measure.id}/description"
    for key in _FIELDS:
        field: Field[object] = getattr(measure, key)
        if field.quote:
            at = field.provenance or measure.provenance
            if not witness.has(field.quote, at.page, at.page_end):
                yield f"{measure.id}/{key}"
    for key in _NAMED:
        named: Field[tuple[Mention, ...]] = getattr(measure, key)
        for one in named.value or ():
            at = one.provenance or measure.provenance
            if not witness.has(one.text, at.page, at.page_end):
                yield f"{measure.id}/{key}"
                break


def quotable_fields(measures: Sequence[Measure], keys: Sequence[str]) -> tuple[Measure, ...]:
    """The measures, each without the description and fields that may not be quoted.

    A measure whose own words were not found stays, for its cluster's sake; `assemble` is told not to quote it.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=3)
        >>> one = Measure(id="m", document="d", text="Ett", provenance=place, form=Form.PROSE, description="Två")
        >>> [measure.description for measure in quotable_fields([one], ["m/description"])]
        [None]
    """
    barred: dict[str, set[str]] = {}
    for key in keys:
        measure, _, field = key.partition("/")
        barred.setdefault(measure, set()).add(field)
    return tuple(_cleared(measure, barred[measure.id]) if measure.id in barred else measure for measure in measures)


def _cleared(measure: Measure, fields: set[str]) -> Measure:
    """A measure whose named fields are not to be quoted."""
    changes: dict[str, object] = {}
    for field in fields:
        if not field:
            continue
        if field == "description":
            changes["description"] = None
        elif field in ("responsible", "partners"):
            changes[field] = ABSENT
        elif field in ("deadline", "cost", *_NAMED):
            changes[field] = Field(state=FieldState.ABSENT)
        else:
            changes[field] = NO_TEXT
    return replace(measure, **changes)  # type: ignore[arg-type]


def quote_problems(measures: Sequence[Measure], keys: Sequence[str]) -> tuple[Problem, ...]:
    """A listed problem for each quotation that was not found at its place."""
    by_id = {measure.id: measure for measure in measures}
    problems = []
    for key in keys:
        measure, _, field = key.partition("/")
        one = by_id[measure]
        what = "åtgärdens ordalydelse" if not field else f"fältet {field}"
        problems.append(
            Problem(
                kind="quote_not_found",
                message=f"Citatet kunde inte återfinnas på sin plats ({what}): ”{one.text[:80]}”; det citeras inte.",
                severity=Severity.NOTE if field else Severity.DOUBT,
                page=one.provenance.page,
            )
        )
    return tuple(problems)


def over_pages(measures: Sequence[Measure]) -> tuple[Problem, ...]:
    """A note for each quotation that a page break cuts: whoever looks it up finds one part of it on each page.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=3, page=2, page_end=3)
        >>> one = Measure(id="m", document="d", text="Ett", provenance=place, form=Form.PROSE)
        >>> [problem.message for problem in over_pages([one, one])]
        ['Citatet börjar på s. 2 och slutar på s. 3 (åtgärdens ordalydelse): ”Ett”.']
    """
    told = (
        Problem(
            kind="quote_over_pages",
            message=f"Citatet börjar på s. {at.page} och slutar på s. {at.page_end} ({what}): ”{quote[:80]}”.",
            severity=Severity.NOTE,
            page=at.page,
        )
        for measure in measures
        for what, quote, at in _quoted(measure)
        if at.page_end is not None and at.page_end != at.page
    )
    # A goal over several measures is one quotation.
    return tuple(dict.fromkeys(told))


def _quoted(measure: Measure) -> Iterator[tuple[str, str, Provenance]]:
    """What is quoted of a measure, and where it stands."""
    yield "åtgärdens ordalydelse", measure.text, measure.provenance
    if measure.description and measure.description_provenance:
        yield "fältet description", measure.description, measure.description_provenance
    for key in _FIELDS:
        field: Field[object] = getattr(measure, key)
        if field.quote and field.provenance:
            yield f"fältet {key}", field.quote, field.provenance

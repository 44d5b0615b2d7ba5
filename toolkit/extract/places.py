"""What goes for all measures of a document, and where the words of a field stand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from toolkit.extract.above import EMPTY, Above
from toolkit.extract.assignments import Assignment
from toolkit.extract.dates import Period
from toolkit.model import Attribute, Document, Field, FieldState, Provenance

T = TypeVar("T")
Parts = Sequence[tuple[str, Provenance]]
"""A measure's text and description, each with its place."""
NOTHING = re.compile(
    r"\W*(?:n/?a|not (?:applicable|decided|available)|none|nil|tbd|tbc|(?:ej|inte|icke) (?:aktuell[at]?|angiv(?:et|en)|"
    r"bestäm[dt]|beslutat|beslutad|fastställ[dt]|klar[at]?|utsedd|utsett|beräkna[dt]|tillämplig[at]?|relevant)|ingen|inget|"
    r"inga|saknas|okän[dt]|oklart|nvt|(?:utses|bestäms|beslutas|fylls i) (?:senare|lokalt)|vakant|xx+)?\W*",
    re.IGNORECASE,
)
"""A cell that says that there is nothing."""
NOT_YET = re.compile(
    r"\W*(?:(?:(?:the )?costs?(?: per \w+)? )?(?:(?:is|are|has|have) )?(?:not|still)(?: yet)?(?: been| being)? "
    r"(?:assessed|calculated|clarified|defined|determined|developed|estimated|known|quantifiable|quantified|"
    r"specified)|under evaluation|"
    r"to be (?:assessed|confirmed|decided|defined|determined|specified)|kostnad\w* ej beräknad\w*)\W*",
    re.IGNORECASE,
)
"""A cell that says that what it costs is not known."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What goes for all measures of a document."""

    document: Document
    period: Period | None
    language: str
    title: str
    assignment: Assignment | None
    topics: tuple[str, ...]
    above: Above = EMPTY


LABELLED = 0.9
"""How sure a value after a label inside the text is; a cell under a heading is 1."""
WORDED = 0.8
"""How sure a value read out of a sentence is."""
HANDED = 0.85
"""How sure a value that a heading or lead-in hands down is."""
BASES = {LABELLED: "label", WORDED: "wording", HANDED: "above"}
"""What each of these levels stands for."""


def quoted(
    value: T, quote: str, place: Provenance, document: Document, state: FieldState, *, confidence: float = WORDED
) -> Field[T]:
    """A field whose place is narrowed to the quoted words, if they stand there as quoted."""
    at = document.text.find(quote, place.start, place.end)
    if at >= 0:
        place = replace(place, start=at, end=at + len(quote))
    return Field(
        state=state,
        value=value,
        quote=quote,
        provenance=on_its_page(quote, place, document),
        confidence=confidence,
        basis=BASES.get(confidence, "wording"),
    )


def on_its_page(quote: str, place: Provenance, document: Document) -> Provenance:
    """The place with the one page that has all of the words, where it goes over a page break and one has them."""
    if place.page is None or place.page_end is None:
        return place
    for page in document.pages:
        if place.page <= page.number <= place.page_end and quote in page.text:
            return replace(place, page=page.number, page_end=None)
    return place


def from_attributes(attributes: Sequence[Attribute], make: Callable[[Attribute], T | None]) -> Field[T] | None:
    """The field of the first attribute that says something; unreadable when none could be read; None when empty."""
    for attribute in attributes:
        if attribute.state is FieldState.UNREADABLE:
            continue
        value = make(attribute)
        if value is not None:
            state = FieldState.INHERITED if attribute.state is FieldState.INHERITED else FieldState.STATED
            sure = HANDED if state is FieldState.INHERITED else 1.0
            return Field(
                state=state,
                value=value,
                quote=attribute.text,
                provenance=attribute.provenance,
                confidence=sure,
                basis="above" if state is FieldState.INHERITED else "cell",
            )
    if any(attribute.state is FieldState.UNREADABLE for attribute in attributes):
        return Field(state=FieldState.UNREADABLE)
    return None


def split_states(attributes: Sequence[Attribute]) -> tuple[list[Attribute], list[Attribute]]:
    """Those printed with the measure, and those handed down."""
    own = [attribute for attribute in attributes if attribute.state is not FieldState.INHERITED]
    return own, [attribute for attribute in attributes if attribute.state is FieldState.INHERITED]

"""What the readers of tables, records and running text hand over: a candidate with its place, not yet a measure."""

from dataclasses import dataclass, replace

from toolkit.model import (
    NO_TEXT,
    Attribute,
    Block,
    Field,
    FieldState,
    Form,
    Provenance,
    SectionKind,
    Verdict,
)
from toolkit.segment.columns import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A candidate: text with place, attributes, and the verdict with its two signals and reasons."""

    text: str
    provenance: Provenance
    form: Form
    section: SectionKind
    verdict: Verdict
    number: str | None = None
    description: str | None = None
    description_provenance: Provenance | None = None
    heading_path: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    goal: Field[str] = NO_TEXT
    layout: float = 0.0
    language: float = 0.0
    reasons: tuple[str, ...] = ()


def within(place: Provenance, start: int, end: int) -> Provenance:
    """The part of a block's place between two characters of the block's text."""
    return replace(place, start=place.start + start, end=place.start + end)


def spanning(first: Provenance, last: Provenance) -> Provenance:
    """From the beginning of one place to the end of a later one."""
    page_end = last.page_end or last.page
    return replace(
        first,
        end=max(first.end, last.end),
        page_end=page_end if page_end != first.page else None,
        box=first.box if first.page == page_end and first.box == last.box else None,
    )


def attribute(labelled: Labelled, block: Block, *, shift: int = 0) -> Attribute:
    """A labelled piece of a block's text as an attribute; `shift` characters stand before the text that was split."""
    return Attribute(
        key=labelled.key,
        text=labelled.value,
        provenance=within(block.provenance, labelled.start + shift, labelled.end + shift),
        label=labelled.label,
    )


def inherited(attributes: tuple[Attribute, ...]) -> tuple[Attribute, ...]:
    """The same attributes, marked as handed down."""
    return tuple(replace(one, state=FieldState.INHERITED) for one in attributes)


def with_description(found: Found, text: str, place: Provenance) -> Found:
    """The candidate with more explanation behind it."""
    if not text:
        return found
    if found.description and found.description_provenance:
        return replace(
            found,
            description=f"{found.description} {text}",
            description_provenance=spanning(found.description_provenance, place),
        )
    return replace(found, description=text, description_provenance=place)

"""2  Document → Measures: sections first, then tables, records, lists and prose; minutes → Meeting."""

from dataclasses import replace

from toolkit.model import Document, SectionKind, Segmentation, Verdict
from toolkit.segment.areas import with_areas
from toolkit.segment.assignments import assignment_measures, is_assignment
from toolkit.segment.flow import leaf_measures
from toolkit.segment.found import Found
from toolkit.segment.leaves import leaves, with_goals
from toolkit.segment.measures import document_language, finish
from toolkit.segment.minutes import is_minutes, read_meeting
from toolkit.segment.numbers import typed_numbers
from toolkit.segment.overview import without_overview
from toolkit.segment.records import records
from toolkit.segment.refrains import opening_lists, with_refrains
from toolkit.segment.sections import sections
from toolkit.segment.sheets import sheets
from toolkit.segment.spoken import is_foreign, unspoken, with_names

__all__ = ["read_meeting", "segment"]


def segment(document: Document, *, municipality: tuple[str, ...] = ()) -> Segmentation:
    """The measures of a document, with every candidate that was looked at, its goals and its sections.

    Args:
        document: The document as it was read.
        municipality: Whose plan it is; copied to each measure.
    """
    blocks = with_refrains(document.blocks)
    cut, stacks = sections(blocks)
    if is_assignment(document):
        ordered = assignment_measures(document)
        return finish(document, ordered, sections=cut, goals=(), municipality=municipality)
    kinds = [stack[-1].kind if stack else SectionKind.OTHER for stack in stacks]
    paths = [tuple(level.title for level in stack) for stack in stacks]
    blocks = typed_numbers(blocks)
    tabled, used = records(blocks, kinds, paths)
    listed, more = sheets(blocks, kinds, paths, used)
    tabled, used = (*tabled, *listed), used | more
    cuts = leaves(blocks, stacks, used)
    language = (document.metadata.language.value or document_language(document))[:2]
    if document_language(document) == "sv":
        cuts = opening_lists(with_areas(cuts))  # in long English plans every chapter promises something somewhere
    elif language == "en":
        cuts = with_names(cuts, document)
    pieces, goals, stated = with_goals(cuts, document.id)
    others = [one for leaf in pieces for one in leaf_measures(leaf, stated)]
    found: list[Found] = [*tabled, *without_overview(tabled, others)]
    if is_foreign(language, document.text):
        found = unspoken(found)
    if is_minutes(document):
        found = [as_meeting_point(one) for one in found]
    return finish(document, found, sections=cut, goals=goals, municipality=municipality)


def as_meeting_point(found: Found) -> Found:
    """A candidate from minutes: whatever its words, it is a point of a meeting and no measure of a plan."""
    if found.verdict is not Verdict.MEASURE:
        return found
    return replace(found, verdict=Verdict.MEETING_POINT, reasons=(*found.reasons, "minnesanteckningar"))

"""What people wrote themselves and confirmed although it names another town: told in the draft's annex."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.assemble.edits import plain
from toolkit.confirmations import Confirmed
from toolkit.labels import labels
from toolkit.model import Draft, DraftSection, ItemKind, Passage, PassageKind

_ANNEX = "fragor"
"""Id of the section that tells what the working group has to decide, and has decided."""


def with_confirmed(draft: Draft, said: Sequence[Confirmed]) -> Draft:
    """The draft with a line in its annex for each confirmed text that stands in it: where, who, when and why."""
    found = [(one, where) for one in said if (where := _where(one, draft)) is not None]
    if not found:
        return draft
    say = labels(draft.language)
    title = Passage(id="bekraftat", kind=PassageKind.LABEL, text=say["skeleton.confirmed"], note="heading")
    lines = tuple(
        Passage(
            id=f"bekraftat-{number}",
            kind=PassageKind.LOCAL,
            text=one.why,
            bullet=True,
            note=say["skeleton.confirmed_by"].format(who=one.who, when=one.when, where=where),
        )
        for number, (one, where) in enumerate(found, 1)
    )
    ids = [section.id for section in draft.sections]
    at = ids.index(_ANNEX) if _ANNEX in ids else len(ids) - 1
    annex = draft.sections[at]
    told = replace(annex, passages=(*annex.passages, title, *lines))
    return replace(draft, sections=(*draft.sections[:at], told, *draft.sections[at + 1 :]))


def _where(one: Confirmed, draft: Draft) -> str | None:
    """Title of the section in which the text stands as a person's own, None where it does not."""
    wanted = plain(one.text)
    for section in draft.sections:
        if any(plain(text) == wanted for text in _own(section)):
            return section.title
    return None


def _own(section: DraftSection) -> Iterator[str]:
    """What people wrote themselves in a section."""
    yield from (one.text for one in section.passages if one.kind is PassageKind.LOCAL)
    for item in section.items:
        if item.kind is ItemKind.LOCAL:
            yield item.text
        yield from (cell.text for cell in item.fields if cell.kind is ItemKind.LOCAL)

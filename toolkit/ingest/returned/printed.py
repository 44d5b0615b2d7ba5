"""What a draft looks like in print: the lines that an edited file is held against."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.labels import labels
from toolkit.model import Draft, DraftItem, DraftSection, Passage, PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedItem:
    """An item as it stands in its table: text, and the cells by column key (and ``description`` below the text)."""

    id: str
    section: str
    text: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPassage:
    """A paragraph of the skeleton: what is printed, and the hint before a blank."""

    id: str
    section: str
    text: str
    hint: str = ""
    """Printed on the same line, before the text."""
    above: str = ""
    """Printed as a paragraph of its own, before the text."""


def mark_of(identity: str) -> str:
    """The bookmark that carries an id through programs that drop the tags of content controls.

    Example:
        >>> mark_of("atg-0b09c8de49ab")
        '_plankit_atg_0b09c8de49ab'
    """
    return re.sub(r"\W", "_", f"_plankit_{identity}")[:40]


def section_mark(section: DraftSection) -> str:
    """The bookmark of a section's heading."""
    return f"_Toc_{re.sub(r'[^A-Za-z0-9]', '_', section.id)}"[:40]


def printed_item(item: DraftItem, section: DraftSection, *, language: str) -> PrintedItem:
    """One item as it is printed."""
    blank = labels(language)["draft.blank"]
    cells = []
    for key in section.table:
        if key not in ("measure", "source"):
            text = ", ".join(field.text for field in item.fields if field.key == key) or blank
            cells.append((key, text[:1].upper() + text[1:]))
    more = [("description", field.text) for field in item.fields if field.key == "description"]
    return PrintedItem(id=item.id, section=section.id, text=item.text, fields=(*more, *cells))


def printed_items(draft: Draft) -> tuple[PrintedItem, ...]:
    """All items as they are printed."""
    return tuple(
        printed_item(item, section, language=draft.language)
        for section in draft.sections
        if section.table
        for item in section.items
    )


def printed_passages(draft: Draft) -> tuple[PrintedPassage, ...]:
    """All paragraphs of the skeleton as they are printed."""
    return tuple(_passage(passage, section.id) for section in draft.sections for passage in section.passages)


def _passage(passage: Passage, section: str) -> PrintedPassage:
    note = passage.note or ""
    if passage.kind is PassageKind.BLANK and note:
        if note.endswith((".", "?", "!")):
            return PrintedPassage(id=passage.id, section=section, text=passage.text, above=note)
        return PrintedPassage(id=passage.id, section=section, text=passage.text, hint=note)
    if passage.kind is PassageKind.LOCAL or note == "heading" or not note:
        return PrintedPassage(id=passage.id, section=section, text=passage.text)
    return PrintedPassage(id=passage.id, section=section, text=f"{passage.text} ({note})")


def column_keys(titles: Sequence[str], *, language: str) -> dict[int, str]:
    """Which columns of a header row are columns of measures.

    Example:
        >>> column_keys(["Åtgärd", "Ansvarig", "Vad som helst"], language="sv")
        {0: 'measure', 1: 'responsible'}
    """
    say = labels(language)
    known = {say[f"draft.{key}"].casefold(): key for key in _columns()}
    return {at: known[title.casefold()] for at, title in enumerate(titles) if title.casefold() in known}


def _columns() -> Iterator[str]:
    """Keys that a column of measures can have and that have a title in print."""
    say = labels("sv")
    for key in (
        "measure", "responsible", "partners", "deadline", "follow_up", "indicator", "source", "resources",
        "target_group", "goal", "focus_area",
    ):  # fmt: skip
        if f"draft.{key}" in say:
            yield key


def plain(text: str) -> str:
    """A text as two printings of it can be compared: one kind of space, the first letter large.

    Example:
        >>> plain("löpande  under 2027 ")
        'Löpande under 2027'
    """
    one = " ".join(text.split())
    return one[:1].upper() + one[1:]

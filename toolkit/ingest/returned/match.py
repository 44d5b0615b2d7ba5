"""Lines of an edited draft × the draft as it was sent out → what people did to it.

Ids lead. A row or paragraph that lost its id is matched by its words, the likest pair first, and that is told. What
matches nothing is new; what is matched by nothing was struck out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.errors import InputError
from toolkit.ingest.returned.lines import Line
from toolkit.ingest.returned.paragraphs import match_paragraphs
from toolkit.ingest.returned.printed import (
    PrintedItem,
    column_keys,
    mark_of,
    plain,
    printed_items,
    section_mark,
)
from toolkit.labels import labels
from toolkit.model import Draft, Problem, Returned, ReturnedItem, Severity

OWN_AUTHOR = "plankit"
"""Who signs the comments with sources; they are no answers."""
LIKE = 58.0
"""Likeness in percent from which a row without id is one that was sent out."""
_STRANGE = 0.2
"""Below this share of known rows the file is no edition of the draft."""

_HEAD = 3
"""Known titles that make a row the head of a table of measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table of measures as it came back."""

    section: str | None
    text: str
    paragraphs: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    comments: tuple[str, ...]


def match(lines: Sequence[Line], base: Draft, *, file: str) -> Returned:
    """What people did to a draft.

    Args:
        lines: Of the file that came back.
        base: The draft as it was sent out.
        file: Name for messages.

    Raises:
        InputError: The file is no edition of this draft.
    """
    placed = list(located(lines, base))
    rows, meta, other = _sorted(placed, base)
    sent = printed_items(base)
    found = _pairs(rows, sent)
    known = {pair[0] for pair in found.values()}
    if sent and len(known) < _STRANGE * len(sent) and len(known) < 5:
        raise InputError(
            f"{file} liknar inte utkastet: {len(known)} av {len(sent)} åtgärder känns igen.",
            kind="not_the_draft",
            advice="Ange den redigerade utgåvan av utkast.docx ur samma arbetsyta.",
        )
    items = [_item(row, found.get(at), sent) for at, row in enumerate(rows)]
    paragraphs, gone = match_paragraphs(placed, base, own=OWN_AUTHOR)
    gone = (*(one.id for one in sent if one.id not in known), *gone)
    everything = (*meta, *items, *paragraphs, *other)
    return Returned(file=file, items=everything, deleted=gone, problems=tuple(_told(everything, sent)))


def located(lines: Sequence[Line], base: Draft) -> Iterator[tuple[str | None, Line]]:
    """Each line with the section it stands in; None before the first. Headings are known by bookmark, then words."""
    by_mark = {section_mark(section): section.id for section in base.sections}
    by_title = {plain(section.title).casefold(): section.id for section in base.sections}
    at: str | None = None
    for line in lines:
        if line.table is None:
            marked = next((by_mark[mark] for mark in line.marks if mark in by_mark), None)
            contents = line.style.casefold().startswith(("toc", "contents"))
            titled = None if contents else by_title.get(plain(line.text).casefold())
            if marked or (titled and _may_open(titled, at, base)):
                at = marked or titled
                yield at, replace(line, style="#heading")
                continue
            if contents:
                continue
        yield at, line


def _may_open(section: str, at: str | None, base: Draft) -> bool:
    """A title opens a section only further down the document: it may be repeated in running text."""
    order = [one.id for one in base.sections]
    return at is None or order.index(section) > order.index(at)


# --- rows -----------------------------------------------------------------------------------------------------------


def _sorted(
    placed: Sequence[tuple[str | None, Line]], base: Draft
) -> tuple[list[Row], list[ReturnedItem], list[ReturnedItem]]:
    """Rows of measures, rows of the title block, and rows that nothing can be done with."""
    sections = {section.id: section for section in base.sections}
    meta = {plain(label): label for label, _ in base.metadata}
    marks = {mark for one in printed_items(base) for mark in (one.id, mark_of(one.id))}
    others = {plain(text) for text in _elsewhere(base)}
    blank = labels(base.language)["draft.blank"]
    heads: dict[int, dict[int, str]] = {}
    rows: list[Row] = []
    block: list[ReturnedItem] = []
    other: list[ReturnedItem] = []
    for section, line in placed:
        if line.table is None or not (line.text or set(line.marks) & marks):
            continue
        keys = _grid(line, base.language)
        if len(keys) >= _HEAD:
            heads[line.table] = keys
            continue
        label = plain(line.parts[0].text)
        if section is None and label in meta and len(line.parts) > 1:
            text = "\n".join(part.text for part in line.parts[1:] if part.text)
            block.append(ReturnedItem(id=f"meta/{meta[label]}", text=text, place="meta", comments=_said(line)))
        elif (section is None and line.table in heads) or (
            section and (sections[section].table or set(line.marks) & marks)
        ):
            table = sections[section].table if section else ()
            rows.append(_row(line, section, heads.get(line.table) or dict(enumerate(table)), blank))
        elif not all(plain(part.text) in others for part in line.parts if part.text):
            text = " | ".join(part.text for part in line.parts if part.text)
            other.append(ReturnedItem(id=None, text=text, place="other", section=section, matched_by="new"))
    return rows, block, other


def _grid(line: Line, language: str) -> dict[int, str]:
    """Grid column → key, if the line is the head of a table of measures."""
    keys = column_keys([plain(part.text) for part in line.parts], language=language)
    return {line.parts[at].column: key for at, key in keys.items()}


def _elsewhere(base: Draft) -> Iterator[str]:
    """What stands in tables that are not for measures."""
    for section in base.sections:
        if section.comparison is not None:
            yield from (column.title for column in section.comparison.columns)
            yield from (entry.text for row in section.comparison.rows for entry in row)


def _filled(texts: Sequence[str], blank: str) -> Sequence[str]:
    """The parts of a cell that was split, without the blank where one part of it was filled in."""
    return [text for text in texts if text != blank] or texts


def _row(line: Line, section: str | None, heads: Mapping[int, str], blank: str) -> Row:
    """A line as a row of measures; a cell that was split goes to the column it was split from."""
    measure = next((column for column, key in heads.items() if key == "measure"), 0)
    cells: dict[str, list[str]] = {}
    paragraphs: list[str] = []
    # A row with as many cells as titles goes by their order: rows moved from another table bring its grid along.
    by_order = len(line.parts) == len(heads)
    for part, title in zip(line.parts, sorted(heads) if by_order else (None,) * len(line.parts), strict=True):
        column = title if title is not None else max((one for one in heads if one <= part.column), default=measure)
        if column == measure:
            paragraphs += [one for one in part.paragraphs if one]
        elif heads[column] != "source":
            cells.setdefault(heads[column], [])
            cells[heads[column]] += [part.text] if part.text else []
    return Row(
        section=section,
        text="\n".join(paragraphs),
        paragraphs=tuple(paragraphs),
        cells=tuple((key, "\n".join(_filled(texts, blank))) for key, texts in cells.items()),
        marks=line.marks,
        comments=_said(line),
    )


def _said(line: Line) -> tuple[str, ...]:
    """What people wrote in the margin: who, and what."""
    return tuple(f"{who}: {text}" for who, text in line.comments if who != OWN_AUTHOR and text)


def _pairs(rows: Sequence[Row], sent: Sequence[PrintedItem]) -> dict[int, tuple[str, str]]:
    """Number of the row → id and how it was found. A copied row keeps the id where the words are likest."""
    by_mark = {mark: one for one in sent for mark in (one.id, mark_of(one.id))}
    claims: list[tuple[float, int, str]] = []
    for at, row in enumerate(rows):
        named = {by_mark[key].id: by_mark[key] for mark in row.marks if (key := _bare(mark)) in by_mark}
        claims += [(_likeness(row, one), at, one.id) for one in named.values()]
    found: dict[int, tuple[str, str]] = {}
    _take(claims, found, "id")
    rest = [one for one in sent if one.id not in {identity for identity, _ in found.values()}]
    free = [at for at in range(len(rows)) if at not in found]
    claims = [(like, at, one.id) for at in free for one in rest if (like := _likeness(rows[at], one)) >= LIKE]
    _take(claims, found, "text")
    return found


def _bare(mark: str) -> str:
    """The item of a tag: those of its cells end with the column's key."""
    return mark.partition("/")[0]


def _take(claims: list[tuple[float, int, str]], found: dict[int, tuple[str, str]], how: str) -> None:
    """The likest pairs first, each row and each item once."""
    taken = {identity for identity, _ in found.values()}
    for _, at, identity in sorted(claims, key=lambda claim: (-claim[0], claim[1], claim[2])):
        if at not in found and identity not in taken:
            found[at] = (identity, how)
            taken.add(identity)


def _likeness(row: Row, one: PrintedItem) -> float:
    """How like the row's words are the item's, 0-100: its text, helped by its cells."""
    from rapidfuzz import fuzz

    description = dict(one.fields).get("description", "")
    mine, other = plain(row.text).casefold(), plain(f"{one.text} {description}").casefold()
    text = max(fuzz.ratio(mine, other), fuzz.ratio(mine, plain(one.text).casefold()))
    if not mine:
        text = 0.0
    cells = " | ".join(value for _, value in row.cells)
    sent = " | ".join(value for key, value in one.fields if key != "description")
    blanks = fuzz.ratio(plain(cells).casefold(), plain(sent).casefold())
    return max(text, 0.7 * text + 0.3 * blanks)


def _item(row: Row, pair: tuple[str, str] | None, sent: Sequence[PrintedItem]) -> ReturnedItem:
    """A row as an item."""
    one = next((item for item in sent if pair and item.id == pair[0]), None)
    if pair is None or one is None:
        return ReturnedItem(
            id=None, text=row.text, fields=row.cells, matched_by="new", comments=row.comments, section=row.section
        )
    text, more = _split(row.paragraphs, one)
    described = (("description", more),) if more or "description" in dict(one.fields) else ()
    return ReturnedItem(
        id=one.id,
        text=text,
        fields=(*described, *row.cells),
        matched_by=pair[1],
        comments=row.comments,
        section=row.section,
    )


def _split(paragraphs: Sequence[str], one: PrintedItem) -> tuple[str, str]:
    """Text and description out of the paragraphs of a cell: where both are likest what was sent out."""
    from rapidfuzz import fuzz

    description = dict(one.fields).get("description", "")
    if not description:
        return "\n".join(paragraphs), ""

    def likeness(at: int) -> float:
        head, tail = plain("\n".join(paragraphs[:at])), plain("\n".join(paragraphs[at:]))
        return fuzz.ratio(head, plain(one.text)) + fuzz.ratio(tail, plain(description))

    at = max(range(len(paragraphs) + 1), key=lambda number: (likeness(number), -number))
    return "\n".join(paragraphs[:at]), "\n".join(paragraphs[at:])


def _told(items: Sequence[ReturnedItem], sent: Sequence[PrintedItem]) -> Iterator[Problem]:
    """What people should know about the reading."""
    say = labels("sv")
    lost = [one for one in items if one.matched_by == "text" and one.place == "row"]
    if lost:
        message = say["rebuild.matched"].format(count=len(lost), all=len(sent))
        yield Problem(kind="id_lost", message=message, severity=Severity.NOTE)
    for one in items:
        if one.place == "other":
            message = say["rebuild.other"].format(text=one.text[:120])
            yield Problem(kind="not_taken_in", message=message, severity=Severity.DOUBT)

"""What people corrected in a reading, put on top of every new reading of the same document.

A correction is a `Decision` of kind CORRECT. Its target says where: ``document/page/block/number`` or
``document/page/cell/row.column``, `anchors` holds the text as it was read (and, for one word, that word), `value` what
it shall be: ``text=…``, ``word=…``, ``level=2`` or ``kind=heading``. A better reading may renumber a page, so the words
lead and the number only tells equals apart. Steps: `found` (where the words stand now) → `applied` → `corrected`.
A reading that already says what the person said is left alone, so that replaying twice changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.anchoring import NEAR
from toolkit.decisions import in_force
from toolkit.errors import UsageError
from toolkit.ingest.compose import RawBlock, RawCell, RawTable, compose
from toolkit.labels import labels
from toolkit.model import Block, BlockKind, Cell, Decision, DecisionKind, Document, Page, Problem, Severity, Span
from toolkit.text import contains, fingerprint, normalise

FIELDS = ("text", "word", "level", "kind")


@dataclass(frozen=True, slots=True)
class Place:
    """A block, or a cell of a table, of one page: index of the block, index of the cell or None, and its number."""

    block: int
    cell: int | None
    page: int
    number: str
    text: str


def places(document: Document) -> Iterator[Place]:
    """Everything that can be corrected, in reading order. Formats without pages count as page 0."""
    seen: dict[int, int] = {}
    for index, block in enumerate(document.blocks):
        first = block.provenance.page or 0
        for page in range(first, (block.provenance.page_end or first) + 1):
            seen[page] = seen.get(page, 0) + 1
        yield Place(index, None, first, str(seen[first]), block.text)
        for n, cell in enumerate(block.table.cells if block.table is not None else ()):
            at = cell.provenance.page or first
            yield Place(index, n, at, f"{seen.get(at, 1)}.{cell.row + 1}.{cell.column + 1}", cell.text)


def address(
    document: Document, *, page: int = 0, block: int, row: int | None = None, column: int | None = None
) -> Place:
    """The block with a number on a page, or a cell of it (rows and columns from 1).

    Raises:
        UsageError: There is no such block or cell.
    """
    number = str(block) if row is None and column is None else f"{block}.{row or 1}.{column or 1}"
    for place in places(document):
        if place.page == page and place.number == number:
            return place
    where = f"sida {page} i {document.file}" if page else document.file
    raise UsageError(
        f"Det finns inget block eller ingen cell {number} på {where}.",
        advice="Numren står på bilden: plankit ingest FIL --debug-images MAPP.",
    )


def correction(
    document: Document, place: Place, *, field: str, value: str, old: str | None = None, id: str, who: str, when: str,
    why: str | None = None,
) -> Decision:  # fmt: skip
    """The decision that corrects one place.

    Args:
        document: As it is read now, earlier corrections included.
        place: Out of `address`.
        field: ``text``, ``word`` (with `old`), ``level`` or ``kind``.
        value: What it shall be.
        old: The misread word.
        id: Of the decision.
        who: Who says so.
        when: ISO date.
        why: A remark.

    Raises:
        UsageError: The value does not fit the field, or the word is not there.
    """
    fault = _fault(place, field, value, old)
    if fault:
        raise UsageError(fault)
    kind = "block" if place.cell is None else "cell"
    target = f"{document.id}/{place.page}/{kind}/{place.number}"
    anchors = (place.text,) if old is None else (place.text, old)
    return Decision(
        id=id, kind=DecisionKind.CORRECT, targets=(target,), who=who, when=when, why=why,
        value=f"{field}={value}", anchors=anchors,
    )  # fmt: skip


def _fault(place: Place, field: str, value: str, old: str | None) -> str | None:
    if field not in FIELDS:
        return f"Okänt fält {field!r}; välj {', '.join(FIELDS)}."
    if field in ("level", "kind") and place.cell is not None:
        return "En cell har varken nivå eller slag; rätta dess text."
    if field == "level" and not (value.isdigit() and 1 <= int(value) <= 9):
        return f"Nivån {value!r} är inget tal mellan 1 och 9."
    if field == "kind" and (value not in set(BlockKind) or value == BlockKind.TABLE):
        return f"Slaget {value!r} går inte att välja; {', '.join(kind for kind in BlockKind if kind != 'table')} går."
    if field == "word" and (not old or old not in place.text):
        return f"Ordet {old!r} står inte där."
    if field == "text" and place.cell is None and not value.strip():
        return "Ett block kan inte bli tomt; gör det till furniture i stället."
    return None


def about(decisions: Sequence[Decision], lineage: Sequence[str]) -> tuple[Decision, ...]:
    """Corrections in force of a document and of the editions before it, oldest first."""
    of = tuple(f"{document}/" for document in lineage)
    return tuple(
        one for one in in_force(decisions) if one.kind is DecisionKind.CORRECT and one.targets[0].startswith(of)
    )


def corrected(document: Document, decisions: Sequence[Decision], *, language: str = "sv") -> Document:
    """The document with the corrections on top; what cannot be placed any more becomes a problem. Pure.

    Args:
        document: A reading, or one that was corrected before.
        decisions: Corrections of this document (`about`), oldest first.
        language: Of the problems.
    """
    say = labels(language)
    problems = list(document.problems)
    for index, one in enumerate(decisions):
        place = found(document, one, decisions[index + 1 :])
        if place is None:
            own = one.targets[0].startswith(f"{document.id}/")
            text = say["corrections.lost"].format(id=one.id, who=one.who, text=one.anchors[0][:80])
            severity = Severity.DOUBT if own else Severity.NOTE
            problems.append(Problem(kind="correction_lost", message=text, severity=severity))
            continue
        done = _done(place, one, decisions[index + 1 :])
        if not done:
            document = applied(document, place, one)
        text = say["corrections.made"].format(id=one.id, who=one.who, when=one.when)
        problems.append(Problem(kind="corrected", message=text, severity=Severity.NOTE, page=place.page or None))
    return replace(document, problems=tuple(dict.fromkeys(problems)))


def found(document: Document, one: Decision, later: Sequence[Decision] = ()) -> Place | None:
    """Where a correction belongs now: where it is done already, else the same words, else nearly the same."""
    _, page_text, kind, number = one.targets[0].split("/", 3)
    page = int(page_text)
    like = [place for place in places(document) if (place.cell is None) == (kind == "block")]
    there = next((place for place in like if place.page == page and place.number == number), None)
    if there is not None and _follows(there, one, later):
        return there
    wanted = fingerprint(one.anchors[0])
    same = [place for place in like if fingerprint(place.text) == wanted]
    if same:
        return min(same, key=lambda place: (abs(place.page - page), _far(place.number, number)))
    near = [place for place in like if place.page == page and place.text.strip()]
    if not near or not one.anchors[0].strip():
        return None
    from rapidfuzz import fuzz, process

    texts = [normalise(place.text).lower() for place in near]
    hit = process.extractOne(normalise(one.anchors[0]).lower(), texts, scorer=fuzz.ratio, score_cutoff=NEAR)
    return near[hit[2]] if hit else None


def _far(left: str, right: str) -> tuple[int, ...]:
    """How far apart two numbers of blocks or cells are."""
    return tuple(abs(int(a) - int(b)) for a, b in zip(left.split("."), right.split("."), strict=False))


def _follows(place: Place, one: Decision, later: Sequence[Decision]) -> bool:
    """Whether the text here is what this correction, or one made on top of it, says."""
    result = _result(one)
    results = [normalise(one.anchors[0] if result is None else result)]
    for other in later:
        if other.targets[0] == one.targets[0] and normalise(other.anchors[0]) in results:
            then = _result(other)
            results.append(normalise(other.anchors[0] if then is None else then))
    return normalise(place.text) in results


def _done(place: Place, one: Decision, later: Sequence[Decision]) -> bool:
    """Whether there is nothing left to change."""
    return _result(one) is not None and place.text != one.anchors[0] and _follows(place, one, later)


def _result(one: Decision) -> str | None:
    """The text after a correction of text; None for level and kind, whose words stay."""
    field, _, value = (one.value or "").partition("=")
    if field == "text":
        return value
    return one.anchors[0].replace(one.anchors[1], value) if field == "word" else None


def applied(document: Document, place: Place, one: Decision) -> Document:
    """The document with one correction at one place; all offsets and paths are made anew.

    What a person corrected is a witness too, so the words also go to the page's own text.
    """
    field, _, value = (one.value or "").partition("=")
    raw = [_raw(block) for block in document.blocks]
    new = place.text.replace(one.anchors[1], value) if field == "word" else value
    if field in ("text", "word"):
        raw[place.block] = _with_text(raw[place.block], place, new, one, value)
    elif field == "level":
        raw[place.block] = replace(raw[place.block], level=int(value))
    else:
        kind = BlockKind(value)
        level = (raw[place.block].level or 1) if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else None
        raw[place.block] = replace(raw[place.block], kind=kind, level=level)
    made = compose(raw, document=document.id, file=document.file, format=document.format)
    pages = document.pages
    if field in ("text", "word"):
        pages = tuple(_witness(page, new) if page.number == place.page else page for page in pages)
    return replace(document, text=made.text, blocks=made.blocks, pages=pages)


def _witness(page: Page, text: str) -> Page:
    """The page with the corrected words among its own, where they do not stand there already."""
    return page if not text.strip() or contains(page.text, text) else replace(page, text=f"{page.text}\n{text}")


def _with_text(block: RawBlock, place: Place, text: str, one: Decision, value: str) -> RawBlock:
    """The block with new words; emphasis keeps to the words that stay."""
    if place.cell is None or block.table is None:
        return replace(block, text=text, spans=_moved(block.spans, block.text, text))
    cells = list(block.table.cells)
    cell = cells[place.cell]
    items = tuple(item.replace(one.anchors[1], value) for item in cell.items) if len(one.anchors) > 1 else ()
    cells[place.cell] = replace(cell, text=text, items=items)
    return replace(block, table=replace(block.table, cells=tuple(cells)))


def _moved(spans: Sequence[Span], old: str, new: str) -> tuple[Span, ...]:
    """Spans over the changed text: ends before the change stay, ends after it move with the text."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)

    def at(offset: int) -> int:
        if offset <= head:
            return offset
        return max(head, offset + len(new) - len(old)) if offset >= len(old) - tail else len(new) - tail

    kept = (replace(span, start=at(span.start), end=at(span.end)) for span in spans)
    return tuple(span for span in kept if span.start < span.end)


def _raw(block: Block) -> RawBlock:
    """The block as its reader gave it: without offsets."""
    place = block.provenance
    table = None
    if block.table is not None:
        cells = tuple(_raw_cell(cell) for cell in block.table.cells)
        table = RawTable(cells=cells, caption=block.table.caption, doubtful=block.table.doubtful)
    return RawBlock(
        kind=block.kind, text="" if table else block.text, level=block.level, number=block.number, page=place.page,
        page_end=place.page_end, box=place.box, line=place.line, tag=block.tag, table=table, spans=block.spans,
        size=block.size, indent=block.indent, space_before=block.space_before, confidence=block.confidence,
    )  # fmt: skip


def _raw_cell(cell: Cell) -> RawCell:
    place = cell.provenance
    parts = ((place.page_end, None),) if place.page_end is not None else ()
    return RawCell(
        text=cell.text, row=cell.row, column=cell.column, row_span=cell.row_span, column_span=cell.column_span,
        header=cell.header, items=cell.items, page=place.page, box=place.box, line=place.line, parts=parts,
    )  # fmt: skip

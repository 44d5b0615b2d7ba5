"""Every miss and false alarm as a reader needs it: its place in the document, what stands around it, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit import evaluate
from toolkit.evaluate import Item, Matching
from toolkit.model import Block, Box, Candidate, Provenance
from toolkit.workflow.scoring.result import Finding
from toolkit.workflow.scoring.sources import Read

_AROUND = 400
"""Characters of a neighbouring block that are shown."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a text stands in a document."""

    index: int
    page: int | None
    line: int | None
    box: Box | None


def findings(matching: Matching, name: str, read: Read | None) -> Iterator[Finding]:
    """The misses, then the false alarms."""
    for item in matching.missed:
        yield _finding("missed", item, name, read)
    for item in matching.false:
        yield _finding("false", item, name, read)


def _finding(kind: str, item: Item, name: str, read: Read | None) -> Finding:
    spot = _spot(item, read) if read else None
    return Finding(
        kind=kind,
        text=item.text,
        document=name,
        form=item.form,
        page=item.page if item.page is not None else spot.page if spot else None,
        line=item.line,
        path=read.path if read else None,
        box=item.box or (spot.box if spot else None),
        context=_context(read.document.blocks, spot.index) if read and spot else "",
        reasons=_reasons(kind, item, read),
    )


def _spot(item: Item, read: Read) -> _Spot | None:
    """The block, or cell of a table, that is most like the text, on its own page where that is known."""
    best: tuple[float, _Spot] | None = None
    for index, block in enumerate(read.document.blocks):
        place = block.provenance
        if item.page is not None and place.page is not None:
            if not place.page <= item.page <= (place.page_end or place.page):
                continue
        elif item.line is not None and place.line is not None and abs(place.line - item.line) > 200:
            continue
        for text, at in _texts(block):
            like = evaluate.token_f1(item.text, text) if text else 0.0
            # A text inside a long paragraph is like it in little; that all its words stand there tells as much.
            if like < 1 and item.text and item.text in text:
                like = 0.95
            if best is None or like > best[0]:
                best = like, _Spot(index, at.page, at.line, at.box)
    return best[1] if best and best[0] > 0.2 else None


def _texts(block: Block) -> Iterator[tuple[str, Provenance]]:
    if block.table is None:
        yield block.text, block.provenance
        return
    for row in block.table.rows:
        for cell in row:
            yield cell.text, cell.provenance
        if row:
            yield " ".join(cell.text for cell in row), row[0].provenance


def _context(blocks: Sequence[Block], index: int) -> str:
    """The block with what stands before and after it."""
    near = blocks[max(0, index - 1) : index + 2]
    return "\n".join(" ".join(block.text.split())[:_AROUND] for block in near if block.text)


def _reasons(kind: str, item: Item, read: Read | None) -> tuple[str, ...]:
    """Why the program took it, or what it took the missed text for."""
    if kind == "false" or read is None:
        return item.reasons
    likes = [(evaluate.token_f1(item.text, one.text), at) for at, one in enumerate(read.cut.candidates)]
    like, at = max(likes, default=(0.0, 0))
    if like < evaluate.MATCH:
        return ("ingen kandidat liknar den",)
    found: Candidate = read.cut.candidates[at]
    return (f"lästes som {found.verdict.value}", *found.reasons)

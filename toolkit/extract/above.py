"""What stands above a measure and hands something down to it: the nearest headings, the line that opens its list."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model import Block, BlockKind, Measure, Provenance

NEAREST = 2
"""Headings above a measure that speak for it: those further up are about the whole chapter."""
GENERIC = 2
"""Words of a heading such as "Våra åtgärder", above which the next one says what they are about."""
_PART = re.compile(
    r"\b(?:\w*plan(?:en|s)?|program(?:met|me|mes)?|\w*strateg\w+|module|part|del|bilaga|appendix|annex|summary|"
    r"sammanfattning|commitments?|mission)\b",
    re.IGNORECASE,
)
"""A heading that names a document or a part of one is about that, and not about each measure in it."""
_LONGEST = 300
"""Characters of a heading; a longer block is none."""


@dataclass(frozen=True, slots=True)
class Above:
    """The headings and opening lines of a document, made ready to be asked for; built in one pass."""

    starts: tuple[int, ...]
    """Where each block starts, in order."""
    openings: tuple[Block | None, ...]
    """For each block of a list the paragraph with a colon that opens the list."""
    headings: Mapping[str, tuple[Block, ...]]
    """Blocks by their words, with and without number, in order."""
    shared: frozenset[str] = frozenset()
    """Headings of most of the document: they are about the plan, and hand nothing down to a single measure."""

    def of(self, measure: Measure) -> tuple[tuple[str, Provenance], ...]:
        """What stands above a measure, the nearest first, each with its place."""
        found = []
        at = bisect_right(self.starts, measure.provenance.start) - 1
        opening = self.openings[at] if at >= 0 else None
        if opening is not None:
            found.append((opening.text, opening.provenance))
        path = measure.heading_path
        generic = bool(path) and len(path[-1].split()) <= GENERIC
        for title in reversed(path[-NEAREST if generic else -1 :]):
            same = [one for one in self.headings.get(title, ()) if one.provenance.start <= measure.provenance.start]
            own = title in (measure.text, measure.number) or title in self.shared or _PART.search(title)
            if same and not own:
                found.append((same[-1].text, same[-1].provenance))
        return tuple(found)


FEWEST = 5
"""Measures of a document from which a heading above most of them is the document's own."""


def shared(measures: Sequence[Measure]) -> frozenset[str]:
    """The headings that stand above more than half of the measures."""
    counts = Counter(title for one in measures for title in set(one.heading_path[-NEAREST:]))
    return frozenset(t for t, n in counts.items() if len(measures) >= FEWEST and n > len(measures) / 2)


EMPTY = Above((), (), {})
"""Of a document without blocks."""


def above(blocks: Sequence[Block], measures: Sequence[Measure] = ()) -> Above:
    """The headings and opening lines of the blocks.

    Example:
        >>> lead = Block(kind=BlockKind.PARAGRAPH, text="Vi ska:", provenance=Provenance(document="d", start=0, end=7))
        >>> item = Block(kind=BlockKind.LIST_ITEM, text="Odla", provenance=Provenance(document="d", start=8, end=12))
        >>> above([lead, item]).openings[1].text
        'Vi ska:'
    """
    openings: list[Block | None] = []
    headings: dict[str, list[Block]] = {}
    opening: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            openings.append(opening)
            continue
        openings.append(None)
        if block.kind in (BlockKind.FURNITURE, BlockKind.COMMENT):
            continue  # a page may turn inside a list
        opening = block if block.kind is BlockKind.PARAGRAPH and block.text.rstrip().endswith(":") else None
        if block.table is None and len(block.text) <= _LONGEST:
            for title in {block.text, f"{block.number} {block.text}" if block.number else block.text}:
                headings.setdefault(title, []).append(block)
    return Above(
        starts=tuple(block.provenance.start for block in blocks),
        openings=tuple(openings),
        headings={title: tuple(same) for title, same in headings.items()},
        shared=shared(measures),
    )

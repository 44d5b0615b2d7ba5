"""Headings that a plan invents for itself and repeats: "Så uppfyller vi löftet" above each list of what is done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Block, BlockKind, SectionKind
from toolkit.segment.leaves import Leaf

OFTEN = 3
"""Times that a line must stand in a plan to be one of its own headings."""
LONGEST = 8
"""Words."""
DEEPEST = 9
"""Level of such a line: below every heading that is marked up."""


def with_refrains(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, where a bold line that stands again and again is a heading."""
    lines = Counter(block.text.strip().lower() for block in blocks if _stands_out(block))
    return tuple(
        replace(block, kind=BlockKind.HEADING, level=DEEPEST)
        if _stands_out(block) and lines[block.text.strip().lower()] >= OFTEN
        else block
        for block in blocks
    )


def _stands_out(block: Block) -> bool:
    """Whether a short paragraph is set in bold throughout and is no label with its value."""
    text = block.text.strip()
    if block.kind is not BlockKind.PARAGRAPH or not text or len(text.split()) > LONGEST or text[-1] in ".;,":
        return False
    letters = sum(one.end - one.start for one in block.spans if one.bold)
    return letters >= len(text) - 1 and ":" not in text[:-1]


def opening_lists(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """The leaves; those below a heading of no telling kind that is repeated above lists are measures."""
    titles = Counter(leaf.title.strip().lower() for leaf in leaves if _untold(leaf) and _lists(leaf))
    return tuple(
        replace(leaf, kind=SectionKind.MEASURES)
        if _untold(leaf) and _lists(leaf) and titles[leaf.title.strip().lower()] >= OFTEN
        else leaf
        for leaf in leaves
    )


def _untold(leaf: Leaf) -> bool:
    """Whether neither the heading nor one above it says what it is for."""
    return bool(leaf.stack) and not leaf.stack[-1].own and leaf.kind in (SectionKind.OTHER, SectionKind.AREA)


def _lists(leaf: Leaf) -> bool:
    """Whether what stands below the heading is a list."""
    items = sum(1 for _, block in leaf.blocks if block.kind is BlockKind.LIST_ITEM)
    return items * 2 > len(leaf.blocks)

"""Where tags and layout read the same page: the tags' words and order, with what only the layout saw.

Most tagged files call only their chapters headings; a bold line, "Mål 3" or a bullet typed by hand is a plain paragraph
to them. The layout knows better, and also how far a block is indented and what room there is above it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.ingest.compose import RawBlock
from toolkit.model import BlockKind
from toolkit.text import fold

_DEEPEST = 6


def agreed(
    tagged: Mapping[int, Sequence[RawBlock]], laid: Mapping[int, Sequence[RawBlock]]
) -> dict[int, list[RawBlock]]:
    """Page → the tagged blocks, paragraphs made headings, list items or furniture where the layout shows them to be.

    Args:
        tagged: Page → blocks read by the structure tree.
        laid: Page → blocks read by layout, of the same pages at least.

    Example:
        >>> plain = RawBlock(kind=BlockKind.PARAGRAPH, text="2. Mål", page=1)
        >>> seen = RawBlock(kind=BlockKind.HEADING, text="Mål", number="2.", level=1, page=1, indent=4.0)
        >>> (block,) = agreed({1: [plain]}, {1: [seen]})[1]
        >>> block.kind.value, block.number, block.text, block.level, block.indent
        ('heading', '2.', 'Mål', 1, 4.0)
    """
    twins = {page: _twins(blocks, laid.get(page, ())) for page, blocks in tagged.items()}
    levels = _levels(tagged, twins)
    return {
        page: [_agreed(block, twin, levels) for block, twin in zip(blocks, twins[page], strict=True)]
        for page, blocks in tagged.items()
    }


def _key(block: RawBlock) -> str:
    """What is printed, however it was divided into number and text."""
    return fold(f"{block.number or ''}{block.text}")


def _twins(blocks: Sequence[RawBlock], laid: Sequence[RawBlock]) -> list[RawBlock | None]:
    """For each block the first one of the layout that prints the same."""
    found: dict[str, RawBlock] = {}
    for block in laid:
        if block.table is None and block.text:
            found.setdefault(_key(block), block)
    return [found.get(_key(block)) for block in blocks]


def _levels(
    tagged: Mapping[int, Sequence[RawBlock]], twins: Mapping[int, Sequence[RawBlock | None]]
) -> list[tuple[int, int]]:
    """Level by layout and level by tags of the headings that both have, in order."""
    pairs: dict[int, Counter[int]] = {}
    for page, blocks in tagged.items():
        for block, twin in zip(blocks, twins[page], strict=True):
            if twin is None or block.kind is not BlockKind.HEADING:
                continue
            if twin.kind is BlockKind.HEADING and twin.level and block.level:
                pairs.setdefault(twin.level, Counter())[block.level] += 1
    return sorted((level, counts.most_common(1)[0][0]) for level, counts in pairs.items())


def _agreed(block: RawBlock, twin: RawBlock | None, levels: Sequence[tuple[int, int]]) -> RawBlock:
    """One block of the tags with what its twin adds."""
    if twin is None or block.table is not None:
        return block
    known = replace(
        block,
        size=block.size if block.size is not None else twin.size,
        indent=block.indent if block.indent is not None else twin.indent,
        space_before=block.space_before if block.space_before is not None else twin.space_before,
    )
    if block.kind is BlockKind.LIST_ITEM and twin.kind is BlockKind.LIST_ITEM:
        # Lists made by styles ("Punktlista 2") are flat to the tags; how deep an item lies shows in its indentation.
        return replace(known, level=max(block.level or 1, twin.level or 1))
    if block.kind is not BlockKind.PARAGRAPH or twin.kind is BlockKind.PARAGRAPH:
        return known
    level = _moved(twin.level or 1, levels) if twin.kind is BlockKind.HEADING else twin.level
    return replace(known, kind=twin.kind, text=twin.text, number=twin.number, spans=twin.spans, level=level)


def _moved(level: int, levels: Sequence[tuple[int, int]]) -> int:
    """A layout's level as the tags would count it: below the nearest higher heading that both have."""
    by_layout, by_tags = next((pair for pair in reversed(levels) if pair[0] <= level), (0, 0))
    return min(by_tags + (level - by_layout), _DEEPEST)

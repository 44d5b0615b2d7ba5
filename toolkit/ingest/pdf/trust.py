"""Whether the tags of a page can be believed: do they place what is printed, in its order, part by part."""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from toolkit.ingest.compose import RawBlock
from toolkit.ingest.pdf.page import PageContent, Word
from toolkit.model import BlockKind, Box

ENOUGH = 0.9
"""Share of a page's characters that the tree must place."""
_FEW_BLOCKS = 4
_LUMP = 3
"""A page whose looks show more than this many times the blocks that the tags tell of was not tagged by its parts."""
_FEW_WRONG = 3
_WRONG = 0.08
"""Share of the pairs of blocks in a column that may stand the other way round than the tree has them."""


def share(marked: Mapping[int, Sequence[Word]], used: set[int]) -> float:
    """Share of the page's characters that the tree places or that are marked as artifacts."""
    letters = {mark: sum([len(word.text) for word in words]) for mark, words in marked.items()}
    total, artifacts = sum(letters.values()), letters.get(-2, 0)
    placed = artifacts + sum(count for mark, count in letters.items() if mark in used)
    if total and artifacts > 0.5 * total:
        return 0.0  # a page that is nearly all "artifact" was tagged by a program that did not understand it
    return placed / total if total else 0.0


def agrees(blocks: Sequence[RawBlock], page: PageContent) -> bool:
    """Whether the tree's order runs with the page: few blocks stand above one that comes before them in their column.

    Notes, set in small type, stand at the foot of the page wherever the tree tells of them.
    """
    here = [block for block in blocks if block.box is not None and block.page == page.number]
    sizes = sorted(block.size for block in here if block.size is not None)
    body = 0.9 * sizes[len(sizes) // 2] if sizes else 0.0
    boxes = [block.box for block in here if block.box is not None and (block.size is None or block.size >= body)]
    if len(boxes) < 4:
        return True
    back = sum(_same_column(before, after) and after[3] <= before[1] for before, after in pairwise(boxes))
    if back > max(1, 0.2 * (len(boxes) - 1)):
        return False
    if not back:
        return True
    pairs = [(before, after) for before, after in combinations(boxes, 2) if _same_column(before, after)]
    wrong = sum(after[3] <= before[1] for before, after in pairs)
    return wrong <= max(_FEW_WRONG, _WRONG * len(pairs))


def _same_column(one: Box, other: Box) -> bool:
    """Whether the two stand above one another for a good part of their width."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.3 * min(one[2] - one[0], other[2] - other[0])


def lumps(tagged: Sequence[RawBlock], laid: Sequence[RawBlock]) -> bool:
    """Whether the tags make one block of what the page shows as many: a program tagged it that knew of no structure."""
    seen = sum(block.kind is not BlockKind.FURNITURE for block in laid)
    told = sum(block.kind is not BlockKind.FURNITURE for block in tagged)
    return seen > max(_FEW_BLOCKS, _LUMP * told)


def crossing(pages: Mapping[int, Sequence[RawBlock]], good: set[int]) -> set[int]:
    """Pages that share a paragraph with a page that is read the other way: half of it would be lost."""
    mixed: set[int] = set()
    for number, blocks in pages.items():
        for block in blocks:
            shared = {*range(number, (block.page_end or number) + 1)}
            if block.table is None and shared & good and not shared <= good:
                mixed |= shared
    return mixed

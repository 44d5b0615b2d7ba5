"""Measures without marks below "Åtgärder": where only lines, slant and wording tell a measure from what explains it."""

from toolkit.model import Block, BlockKind, SectionKind
from toolkit.segment.found import Found
from toolkit.segment.language import signals
from toolkit.segment.leaves import Leaf
from toolkit.text import tokens

FEWEST_LINES = 2
"""Lines without a full stop from which they are a list without marks."""
LONGEST_LINE = 18
"""Words."""
SHORTEST_STEM = 4
INDENT = (9.0, 60.0)
"""Points by which an explanation is set in; what stands further right is another column."""
_DEFINITE = ("arna", "erna", "orna", "na", "en", "et", "n", "t")


def stands_as_item(block: Block, leaf: Leaf) -> bool:
    """Whether a paragraph is one of several lines that list measures without marks."""
    return (
        leaf.kind is SectionKind.MEASURES
        and _is_line(block)
        and sum(1 for _, one in leaf.blocks if _is_line(one)) >= FEWEST_LINES
    )


def _is_line(block: Block) -> bool:
    text = block.text.strip()
    if block.kind is not BlockKind.PARAGRAPH or block.table is not None or text[-1:] in ".:;?!":
        return False
    return 2 <= len(text.split()) <= LONGEST_LINE and text[:1].isupper() and not signals(text).english


def explains(block: Block, before: Found, leaf: Leaf) -> bool:
    """Whether a paragraph only explains the measure before it.

    It is set in italics among paragraphs that are not, or set in, or begins with a thing that the measure named:
    "Besöket görs av en sjuksköterska" after "Alla över 80 erbjuds ett hembesök".
    """
    if leaf.kind is not SectionKind.MEASURES or block.kind is not BlockKind.PARAGRAPH:
        return False
    heard = signals(block.text)
    if heard.starts or (heard.commits and heard.owner):
        return False
    if _slanted(block):
        plain = sum(1 for _, one in leaf.blocks if one.kind is BlockKind.PARAGRAPH and not _slanted(one))
        return plain * 2 >= len(leaf.blocks)
    if _deeper(block, before):
        return True
    first = next(iter(tokens(block.text)), "")
    return not heard.reviewed and any(stem in before.text.lower() for stem in _stems(first))


def _deeper(block: Block, before: Found) -> bool:
    """Whether a paragraph is indented a little from the measure above it."""
    own, above = block.provenance.box, before.provenance.box
    if own is None or above is None or block.provenance.page != before.provenance.page:
        return False
    return INDENT[0] <= own[0] - above[0] <= INDENT[1]


def _slanted(block: Block) -> bool:
    """Whether all of a paragraph is set in italics."""
    letters = sum(one.end - one.start for one in block.spans if one.italic)
    return letters >= len(block.text.rstrip()) - 1 > 0


def _stems(word: str) -> tuple[str, ...]:
    """What may stand before the definite ending of a word."""
    cut = (word.removesuffix(end) for end in _DEFINITE if word.endswith(end))
    return tuple(stem for stem in cut if len(stem) >= SHORTEST_STEM)

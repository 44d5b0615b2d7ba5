"""A short line that names a measure, its explanation, and its fields on a line of labels: a card without a heading."""

from collections.abc import Sequence

from toolkit.model import Attribute, Block, BlockKind, Form, SectionKind, Verdict
from toolkit.segment.columns import split_labels
from toolkit.segment.found import Found, attribute, with_description, within
from toolkit.segment.language import signals
from toolkit.segment.leaves import Leaf
from toolkit.segment.lists import form_of
from toolkit.segment.titled import TELLING, is_of_document

LONGEST_TITLE = 14
"""Words."""
MOST_TEXT = 3
"""Paragraphs that may stand between a title and its fields."""
_CLOSED = (
    SectionKind.CONTENTS,
    SectionKind.DEFINITIONS,
    SectionKind.LAW,
    SectionKind.MINUTES,
    SectionKind.REFERENCES,
)


def card(blocks: Sequence[tuple[int, Block]], at: int, leaf: Leaf) -> tuple[Found, int] | None:
    """The measure whose title stands at `at`, with its fields, and the position after them; or None.

    Title, one to three paragraphs of whole sentences or none, and a line of labels that only measures carry.
    """
    title = blocks[at][1]
    if leaf.heading is None or leaf.kind in _CLOSED or not _names(title):
        return None
    text: list[Block] = []
    for position in range(at + 1, min(at + 2 + MOST_TEXT, len(blocks))):
        block = blocks[position][1]
        if block.kind is not BlockKind.PARAGRAPH:
            return None
        head, labels = split_labels(block.text)
        told = sum(1 for one in labels if one.key in TELLING)
        if told and (not head.strip() or (told > 1 and _explains(head))):
            end = _end(blocks, position + 1)
            fields = [one for _, one in blocks[position:end]]
            return None if any(map(is_of_document, fields)) else (_made(title, text, fields, leaf), end)
        if labels or len(text) == MOST_TEXT or not block.text.rstrip().endswith((".", "!")):
            return None
        text.append(block)
    return None


def _explains(head: str) -> bool:
    """Whether the words before the labels on their line explain the title and give no task of their own."""
    heard = signals(head)
    return not (heard.starts or (heard.commits and heard.owner))


def _names(block: Block) -> bool:
    """A line of few words and no sentence: a paragraph, or an item with a number."""
    listed = block.kind is BlockKind.LIST_ITEM and form_of(block) is Form.NUMBERED
    text = block.text.strip()
    if not (listed or block.kind is BlockKind.PARAGRAPH) or not text[:1].isupper() or text[-1] in ".:;,?!":
        return False
    return 1 <= len(text.split()) <= LONGEST_TITLE and not split_labels(text)[1]


def _end(blocks: Sequence[tuple[int, Block]], at: int) -> int:
    """The position after the lines of labels."""
    while at < len(blocks) and blocks[at][1].kind is BlockKind.PARAGRAPH:
        head, labels = split_labels(blocks[at][1].text)
        if head.strip() or not labels:
            break
        at += 1
    return at


def _made(title: Block, text: Sequence[Block], fields: Sequence[Block], leaf: Leaf) -> Found:
    attributes: tuple[Attribute, ...] = tuple(
        attribute(one, block) for block in fields for one in split_labels(block.text)[1] if one.value
    )
    heard = signals(title.text)
    found = Found(
        text=title.text,
        provenance=within(title.provenance, 0, len(title.text)),
        form=form_of(title) if title.kind is BlockKind.LIST_ITEM else Form.PROSE,
        section=leaf.kind,
        verdict=Verdict.MEASURE,
        number=title.number,
        heading_path=leaf.path,
        attributes=attributes,
        goal=leaf.goal,
        layout=0.95,
        language=0.9 if heard.acts else 0.6 if heard.nominal else 0.4,
        reasons=("rad som namnger åtgärden", "egna fält"),
    )
    for block in (*text, *fields[:1]):
        head = split_labels(block.text)[0]
        found = with_description(found, head.strip(), within(block.provenance, 0, len(head)))
    return found

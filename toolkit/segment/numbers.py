"""Numbers typed by hand: paragraphs ``1.1 …``, ``T2. …`` or ``a) …``, ``b) …`` that no reader could know as a list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Block, BlockKind, Span
from toolkit.segment.found import within

_TYPED = re.compile(
    r"(?P<number>(?:[A-ZÅÄÖ]?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[a-zåäö]\)))[ \t]+(?=[A-ZÅÄÖ”\"])"
    r"|(?P<letter>[a-zåäö]\))[ \t]+(?=[a-zåäö])"
)
REACH = 4
"""Blocks within which the number before or after must stand."""


def typed_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, where paragraphs that count on from one another are items of a list with their number apart.

    A number alone proves nothing ("3 Kronor"): the one before or after it must stand close by.
    """
    numbers = [_number(block) for block in blocks]
    keys = [_key(number) if number else None for number in numbers]
    made = list(blocks)
    for index, (block, number) in enumerate(zip(blocks, numbers, strict=True)):
        near = range(max(0, index - REACH), min(len(blocks), index + REACH + 1))
        if number and any(_follow(keys[index], keys[other]) for other in near if other != index):
            made[index] = _item(block, number)
    return tuple(made)


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def without_run_ons(block: Block) -> tuple[Block, ...]:
    """An item in whose text the next numbers are printed too (``i. Plant trees ii. Dig wells``), cut at each of them.

    Only Roman numerals and letters: "2." inside a text is as often a figure.
    """
    number = (block.number or "").strip()
    mark, bare = number[-1:], number.rstrip(".)")
    if block.kind is not BlockKind.LIST_ITEM or mark not in (".", ")") or bare not in _ROMAN[:-1]:
        return (block,)
    after = f"{_ROMAN[_ROMAN.index(bare) + 1]}{mark}"
    match = re.search(rf"(?<=\S) {re.escape(after)} (?=[A-ZÅÄÖ])", block.text)
    if match is None:
        return (block,)
    cut = match.start()
    first = replace(
        block,
        text=block.text[:cut],
        spans=tuple(replace(span, end=min(span.end, cut)) for span in block.spans if span.start < cut),
        provenance=within(block.provenance, 0, cut),
    )
    rest = replace(
        block,
        text=block.text[match.end() :],
        number=after,
        spans=(),
        provenance=within(block.provenance, match.end(), len(block.text)),
    )
    return (first, *without_run_ons(rest))


def _number(block: Block) -> str | None:
    """The number at the beginning of a paragraph's text."""
    if block.kind is not BlockKind.PARAGRAPH or block.number or block.table is not None:
        return None
    match = _TYPED.match(block.text)
    return (match.group("number") or match.group("letter")) if match else None


def _key(number: str) -> tuple[str, int]:
    """What stands before the last part, with the sign behind it, and the last part as a count."""
    bare = number.rstrip(".):")
    before, _, last = bare.rpartition(".")
    prefix, count = (last[0], last[1:]) if last[1:].isdigit() and last[0].isalpha() else ("", last)
    return f"{prefix}{before}|{number[len(bare) :]}", int(count) if count.isdigit() else ord(count)


def _follow(one: tuple[str, int] | None, other: tuple[str, int] | None) -> bool:
    """Whether two numbers are neighbours in the same count."""
    return one is not None and other is not None and one[0] == other[0] and abs(one[1] - other[1]) == 1


def _item(block: Block, number: str) -> Block:
    """The paragraph as an item: number and text apart, places and emphasis moved along."""
    cut = len(block.text) - len(block.text[len(number) :].lstrip())
    moved = (replace(span, start=max(0, span.start - cut), end=span.end - cut) for span in block.spans)
    spans: tuple[Span, ...] = tuple(span for span in moved if span.end > span.start)
    return replace(
        block,
        kind=BlockKind.LIST_ITEM,
        text=block.text[cut:],
        number=number,
        level=block.level or 1,
        spans=spans,
        provenance=within(block.provenance, cut, len(block.text)),
    )

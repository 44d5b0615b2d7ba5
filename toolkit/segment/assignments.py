"""Government assignments: the sentence that gives the task, what is to be done, and each report.

An assignment is told from its own words, never from its file. It has no chapters of measures, and names whoever is
given the task once; the sentences after speak of "myndigheten" or "uppdraget". So every sentence that gives, orders or
dates something is a measure here, and stage 3 hands the names down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from toolkit.lexicon import load
from toolkit.model import Block, BlockKind, Document, Form, SectionKind, Verdict
from toolkit.segment.found import Found, within
from toolkit.segment.language import signals
from toolkit.segment.lists import form_of, read_leadin
from toolkit.segment.tables import holds_measures
from toolkit.text import sentences

LONGEST = 40_000
"""Characters: an assignment is short; what is longer is a plan that speaks of one."""
OPENING = 800
"""Characters within which an assignment says that it is one."""
TITLES = 3
"""Blocks among which its title stands."""
_DATED = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _words(key: str) -> re.Pattern[str]:
    """One expression for the phrases of a list; ``*`` lets a word go on."""
    phrases = sorted(load("assignments")[key]["phrases"], key=len, reverse=True)
    parts = (re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def is_assignment(document: Document) -> bool:
    """Whether the document is an assignment that the government gives: titled so, or opening with the decision.

    A plan that mentions an assignment is none: it is longer, has tables of measures, or says so further down.
    """
    if len(document.text) > LONGEST:
        return False
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]
    if any(block.table is not None and holds_measures(block.table) for block in blocks):
        return False
    opening = [block.text.lstrip() for block in blocks[:TITLES] if block.table is None]
    titled = any(_words("titles").match(text) for text in opening)
    if not titled and any(_words("plans").search(text) for text in opening[:1]):
        return False
    decided = _words("decides").search(document.text[:OPENING]) is not None
    state = _words("state").search(document.text) is not None
    return (titled and (state or _words("gives").search(document.text) is not None)) or (decided and state)


def assignment_measures(document: Document) -> tuple[Found, ...]:
    """Every sentence and list item that gives, orders or dates something; the title where nothing below it does."""
    blocks = [block for block in document.blocks if block.kind not in (BlockKind.FURNITURE, BlockKind.COMMENT)]
    title = next((block for block in blocks if _words("titles").match(block.text.lstrip())), None)
    path = (title.text,) if title is not None else ()
    found = [one for at, block in enumerate(blocks) for one in _read(blocks, at, path) if block is not title]
    if title is not None and not any(one.verdict is Verdict.MEASURE for one in found):
        found.insert(0, _found(title, 0, len(title.text), Form.PROSE, (), "uppdragets rubrik"))
    return tuple(found)


def _read(blocks: Sequence[Block], at: int, path: tuple[str, ...]) -> Iterator[Found]:
    """The candidates of one block."""
    block = blocks[at]
    if block.table is not None or block.kind is BlockKind.HEADING:
        return
    if block.kind is BlockKind.LIST_ITEM:
        lead = _leadin(blocks, at)
        if lead is not None and _orders(lead.text):
            handed = read_leadin(lead, (block,), section=SectionKind.OTHER).attributes
            why = "punkt under en inledning med åtagande"
            found = _found(block, 0, len(block.text), form_of(block), path, why)
            yield replace(found, attributes=handed)
            return
    opens = at + 1 < len(blocks) and blocks[at + 1].kind is BlockKind.LIST_ITEM and block.text.rstrip().endswith(":")
    for start, end in sentences(block.text):
        text = block.text[start:end]
        last = opens and end >= len(block.text.rstrip())
        why = "" if last and not _words("gives").search(text) else _why(text)
        form = form_of(block) if block.kind is BlockKind.LIST_ITEM else Form.PROSE
        yield _found(block, start, start + len(text.rstrip()), form, path, why)


def _leadin(blocks: Sequence[Block], at: int) -> Block | None:
    """The line above the list that the item belongs to."""
    above = next((block for block in reversed(blocks[:at]) if block.kind is not BlockKind.LIST_ITEM), None)
    return above if above is not None and above.kind is BlockKind.PARAGRAPH else None


def _orders(text: str) -> bool:
    last = [text[start:end] for start, end in sentences(text)][-1:]
    return any(_words("gives").search(one) or _words("orders").search(one) for one in last)


def _why(text: str) -> str:
    """Why a sentence is a measure; "" when it is none."""
    if _words("past").search(text):
        return ""
    if _words("gives").search(text):
        return "ger ett uppdrag"
    heard = signals(text)
    subject = _words("subjects").search(text) is not None
    if _words("orders").search(text) and heard.main and subject and not heard.meta:
        return "åläggs i uppdraget"
    if _DATED.search(text) and _words("dates").search(text) and (subject or heard.modal):
        return "har en tid i uppdraget"
    return ""


def _found(block: Block, start: int, end: int, form: Form, path: tuple[str, ...], why: str) -> Found:
    return Found(
        text=block.text[start:end],
        provenance=within(block.provenance, start, end),
        form=form,
        section=SectionKind.MEASURES if why else SectionKind.OTHER,
        verdict=Verdict.MEASURE if why else Verdict.BACKGROUND,
        heading_path=path,
        layout=0.8 if why else 0.2,
        language=0.8 if why else 0.2,
        reasons=("regeringsuppdrag", why or "inget åläggs"),
    )

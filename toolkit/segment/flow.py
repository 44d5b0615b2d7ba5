"""Measures in running text, leaf by leaf: titled measures with fields below, lists with their lead-ins, and prose."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from toolkit.model import Attribute, Block, BlockKind, Field, FieldState, Form, SectionKind, Table, Verdict
from toolkit.segment.attributes import attribute_rows
from toolkit.segment.cards import card
from toolkit.segment.columns import Labelled, column_key, split_labels
from toolkit.segment.found import Found, attribute, inherited, with_description, within
from toolkit.segment.joins import goes_on, joined
from toolkit.segment.language import signals
from toolkit.segment.leaves import Leaf
from toolkit.segment.lists import Leadin, bold_lead, form_of, read_leadin
from toolkit.segment.prose import prose_measures
from toolkit.segment.spoken import (
    also_counted,
    among_measures,
    beneath,
    coded_measure,
    is_coded,
    is_running_text,
    once_more,
)
from toolkit.segment.tables import header, table_measures
from toolkit.segment.titled import TELLING, titled_measure
from toolkit.segment.unmarked import explains
from toolkit.segment.verdict import judge
from toolkit.text import sentences


@dataclass(slots=True)
class Reading:
    """What has been read of a leaf."""

    leaf: Leaf
    found: list[Found] = field(default_factory=list)
    last: int | None = None
    """Index in `found` of the measure that labels and explanations belong to."""
    context: tuple[Attribute, ...] = ()
    """Labels printed above the measures they hold for: ``Mål: …``."""

    def add(self, one: Found) -> None:
        """One more candidate; a measure takes the context and whatever follows it."""
        if one.verdict is Verdict.MEASURE:
            self.last = len(self.found)
            one = _in_context(one, self.context)
        self.found.append(one)


OPENING = frozenset({"goal", "focus_area", "problem", "subgoal"})
"""Labels that may open a group of measures."""


def _in_context(one: Found, context: tuple[Attribute, ...]) -> Found:
    """The measure with what stands above its group, where it does not say so itself."""
    own = {attribute.key for attribute in one.attributes}
    more = tuple(attribute for attribute in context if attribute.key not in own)
    goal = next((attribute for attribute in more if attribute.key == "goal"), None)
    found = replace(one, attributes=one.attributes + more) if more else one
    if goal is None or one.goal.value:
        return found
    stated = Field(state=FieldState.INHERITED, value=goal.text, quote=goal.text, provenance=goal.provenance)
    return replace(found, goal=stated)


def leaf_measures(leaf: Leaf, stated: frozenset[int]) -> tuple[Found, ...]:
    """All candidates of a leaf, in reading order."""
    titled = titled_measure(leaf)
    reading = Reading(leaf if titled is None else titled[1])
    if titled is not None:
        own = replace(leaf, blocks=leaf.blocks[: len(leaf.blocks) - len(titled[1].blocks)])
        leaf = titled[1]
        reading.found.append(titled[0])
        reading.found.extend(also_counted(own))
    blocks = [(index, block) for index, block in leaf.blocks if index not in stated]
    at = 0
    while at < len(blocks):
        at = _take(reading, blocks, at)
    return tuple(reading.found)


def _take(reading: Reading, blocks: Sequence[tuple[int, Block]], at: int) -> int:
    """Reads the next block, or the list that begins there; the position after it."""
    _, block = blocks[at]
    if block.table is not None:
        table = block.table
        while at + 1 < len(blocks) and goes_on(table, blocks[at + 1][1].table):
            at += 1
            table = joined(table, blocks[at][1].table)
        _table(reading, block, table)
        return at + 1
    if reading.leaf.names is not None and block.kind is BlockKind.PARAGRAPH:
        numbered = coded_measure(block, reading.leaf)
        if numbered is not None:
            reading.add(numbered)
            return at + 1
    if _named_line(reading, block):
        return at + 1
    if (made := card(blocks, at, reading.leaf)) is not None:
        reading.add(made[0])
        return made[1]
    head, labels = split_labels(block.text)
    if labels and not head.strip():
        if labels[-1].value:
            _labels(reading, tuple(attribute(one, block) for one in labels if one.value))
            return at + 1
        if reading.last is not None and labels[-1].key not in OPENING:
            return _listed_field(reading, blocks, at, labels)
    if block.kind is BlockKind.LIST_ITEM:
        return _list(reading, blocks, at, None)
    follows = at + 1 < len(blocks) and blocks[at + 1][1].kind is BlockKind.LIST_ITEM
    if follows and (block.text.rstrip().endswith(":") or not block.text.rstrip().endswith((".", "!", "?"))):
        return _list(reading, blocks, at + 1, block)
    if _after_colon(reading, head) or _told_of_the_last(reading, block):
        _explain(reading, block, head)
        return at + 1
    for one in prose_measures(block, reading.leaf):
        reading.add(one)
    return at + 1


def _named_line(reading: Reading, block: Block) -> bool:
    """Reads a line that says itself that it is a measure: ``Åtgärd: Ta fram en rutin``."""
    label, colon, _ = block.text[:40].partition(":")
    if not colon or column_key(label) != "measure" or len(label.split()) > 3:
        return False
    rest = block.text[len(label) + 1 :]
    head, labels = split_labels(rest.lstrip())
    start = len(block.text) - len(rest.lstrip())
    if not head.strip() or reading.leaf.kind in (SectionKind.CONTENTS, SectionKind.DEFINITIONS, SectionKind.MINUTES):
        return False
    reading.add(
        Found(
            text=head,
            provenance=within(block.provenance, start, start + len(head)),
            form=form_of(block) if block.kind is BlockKind.LIST_ITEM else Form.PROSE,
            section=reading.leaf.kind,
            verdict=Verdict.MEASURE,
            number=block.number,
            heading_path=reading.leaf.path,
            attributes=tuple(attribute(one, block, shift=start) for one in labels),
            goal=reading.leaf.goal,
            layout=0.9,
            language=0.9 if signals(head).acts else 0.5,
            reasons=(f"etikett: {label}",),
        )
    )
    return True


def _listed_field(reading: Reading, blocks: Sequence[tuple[int, Block]], at: int, labels: Sequence[Labelled]) -> int:
    """A label whose value is the list below it: ``Ansvariga:`` and then one owner a bullet."""
    _attach(reading, tuple(attribute(one, blocks[at][1]) for one in labels if one.value))
    end = at + 1
    while end < len(blocks) and blocks[end][1].kind is BlockKind.LIST_ITEM:
        block = blocks[end][1]
        one = Attribute(key=labels[-1].key, text=block.text, provenance=block.provenance, label=labels[-1].label)
        _attach(reading, (one,))
        end += 1
    return end


def _labels(reading: Reading, attributes: tuple[Attribute, ...]) -> None:
    """Labels alone in a block: fields of the measure above, or the goal or area of the measures below."""
    if reading.leaf.kind is SectionKind.FOLLOW_UP:
        attributes = tuple(one for one in attributes if one.key != "indicator")  # those of the whole plan
    if not attributes:
        return
    above = reading.found[reading.last].attributes if reading.last is not None else ()
    known = {one.key for one in (*above, *reading.context)}
    opens = reading.last is None or any(one.key in known for one in attributes)
    if opens and all(one.key in OPENING for one in attributes):
        reading.context = inherited(attributes)
        reading.last = None
    else:
        _attach(reading, attributes)


def _told_of_the_last(reading: Reading, block: Block) -> bool:
    """Whether the paragraph explains the measure just read, which stands in a paragraph too."""
    if reading.last is None or reading.last != len(reading.found) - 1:
        return False
    one = reading.found[reading.last]
    return one.form is Form.PROSE and explains(block, one, reading.leaf)


def _after_colon(reading: Reading, head: str) -> bool:
    """Whether the measure just read ends with a colon and this paragraph only fills it in."""
    if reading.last is None or reading.last != len(reading.found) - 1:
        return False
    one = reading.found[reading.last]
    return one.form is Form.PROSE and one.text.rstrip().endswith(":") and not signals(head).commits


def _table(reading: Reading, block: Block, table: Table) -> None:
    """A table of measures, or a table of fields that belongs to the measure above."""
    found = header(table)
    if found is not None:
        made = table_measures(
            block, table, found, kind=reading.leaf.kind, path=reading.leaf.path, goal=reading.leaf.goal
        )
        if made:
            reading.found.extend(made)
            reading.last = None
            return
    if reading.last is not None:
        _attach(reading, attribute_rows(table))


def _attach(reading: Reading, attributes: tuple[Attribute, ...]) -> None:
    if reading.last is not None and attributes:
        one = reading.found[reading.last]
        reading.found[reading.last] = replace(
            one,
            attributes=one.attributes + attributes,
            layout=max(one.layout, 0.9),
            reasons=(*one.reasons, "egna fält"),
        )


# --- lists ----------------------------------------------------------------------------------------------------------


def _run(blocks: Sequence[tuple[int, Block]], at: int) -> int:
    """The position after the list that begins at `at`; paragraphs of labels inside it belong to it."""
    end = at
    while end < len(blocks):
        block = blocks[end][1]
        if block.kind is BlockKind.LIST_ITEM:
            end += 1
            continue
        head, labels = split_labels(block.text) if block.table is None else ("x", ())
        if block.kind is BlockKind.PARAGRAPH and labels and not head.strip():
            end += 1
            continue
        break
    return end


def _list(reading: Reading, blocks: Sequence[tuple[int, Block]], at: int, lead: Block | None) -> int:
    """Reads a list with its lead-in; the position after it."""
    end = _run(blocks, at)
    run = [block for _, block in blocks[at:end]]
    leadin = _leadin(reading.leaf, lead, run) if lead is not None else Leadin()
    first = len(reading.found)
    if lead is not None and leadin.measure:
        _lead_measure(reading, lead, run)
        return end
    if lead is not None and not leadin.attributes and not leadin.vetoed:
        reading.found.extend(replace(one, verdict=_not_measure(one)) for one in prose_measures(lead, reading.leaf)[:1])
    top = min((block.level or 1 for block in run if block.kind is BlockKind.LIST_ITEM), default=1)
    parent, headed = leadin, False
    for position, block in enumerate(run):
        head, labels = split_labels(block.text)
        if labels and not head.strip():
            _attach(reading, tuple(attribute(one, block) for one in labels))
            continue
        if reading.leaf.names is not None and is_coded(block.text):
            _item(reading, block, leadin)
            continue
        deeper = (block.level or 1) > top
        if not deeper:
            below = run[position + 1 :]
            inner = bool(below) and (below[0].level or 1) > top and below[0].kind is BlockKind.LIST_ITEM
            parent, headed = leadin, False
            if inner and block.text.rstrip().endswith(":"):
                nested = takewhile(lambda one: (one.level or 1) > top, below)
                parent = _leadin(reading.leaf, block, list(nested))
                if not parent.measure:
                    headed = reading.leaf.names is not None
                    continue
                parent = replace(leadin, inner=True)
        elif not (headed or _own_measure(block, reading, parent)):
            _explain(reading, block, head)
            continue
        _item(reading, block, parent)
    if reading.leaf.names is not None:
        among_measures(reading.found, first)
    return end


def _leadin(leaf: Leaf, lead: Block, run: Sequence[Block]) -> Leadin:
    """What the line above a list says about its items."""
    said = read_leadin(lead, run, section=leaf.section(Form.BULLET))
    return said if leaf.names is None else beneath(lead.text, [block.text for block in run], said)


def _not_measure(one: Found) -> Verdict:
    return Verdict.BACKGROUND if one.verdict is Verdict.MEASURE else one.verdict


def _own_measure(block: Block, reading: Reading, parent: Leadin) -> bool:
    """Whether a deeper item is a measure of its own: under a lead-in that commits, or beginning with an action."""
    if parent.inner:
        return False
    if reading.last is None:
        return True
    return bool(parent.attributes) or parent.commits or bool(signals(block.text).starts)


def _explain(reading: Reading, block: Block, head: str) -> None:
    if reading.last is not None:
        one = with_description(reading.found[reading.last], head, within(block.provenance, 0, len(head)))
        _, labels = split_labels(block.text)
        reading.found[reading.last] = replace(
            one, attributes=one.attributes + tuple(attribute(label, block) for label in labels)
        )


def _item(reading: Reading, block: Block, leadin: Leadin) -> None:
    """One list item: bold lead, labels, verdict."""
    leaf = reading.leaf
    if leaf.names is not None and (own := _english_items(block, leaf)):
        for one in own:
            reading.add(one)
        return
    head, labels = split_labels(block.text)
    form = form_of(block)
    text, rest, rest_at = bold_lead(block, head)
    told = any(one.key in TELLING for one in labels)
    said, section = f"{text} {rest}".strip(), leaf.section(form)
    judged = judge(said, section=section, form=form, commits=leadin.commits, labelled=told)
    if not judged.measure and not told and (opening := _opening(said)):
        first = judge(opening, section=section, form=form, commits=leadin.commits)
        judged = first if first.measure else judged
    if leaf.names is not None and not told and (judged.measure or not is_running_text(block)):
        judged = once_more(judged, said, section=section, form=form, listed=leadin.commits, names=leaf.names)
    verdict, reasons = judged.verdict, judged.reasons
    if leadin.vetoed and judged.measure and not told:
        verdict, reasons = Verdict.BACKGROUND, (*reasons, f"inledningen räknar upp: {leadin.vetoed}")
    found = Found(
        text=text,
        provenance=within(block.provenance, 0, len(text)),
        form=form,
        section=leaf.kind,
        verdict=verdict,
        number=block.number if form is Form.NUMBERED else None,
        description=rest or None,
        description_provenance=within(block.provenance, rest_at, rest_at + len(rest)) if rest else None,
        heading_path=leaf.path,
        attributes=tuple(attribute(one, block) for one in labels) + leadin.attributes,
        goal=leaf.goal,
        layout=judged.layout,
        language=judged.language,
        reasons=reasons,
    )
    if verdict is not Verdict.MEASURE:
        reading.last = None
    reading.add(found)


def _english_items(block: Block, leaf: Leaf) -> list[Found]:
    """What an English item holds that says itself what it is: a numbered label, or running text with promises."""
    numbered = coded_measure(block, leaf)
    if numbered is not None:
        return [numbered]
    if not is_running_text(block) or split_labels(block.text)[1]:
        return []
    return [one for one in prose_measures(block, leaf) if one.verdict is Verdict.MEASURE]


def _opening(text: str) -> str:
    """The first sentence of an item of several, "" where it is the only one."""
    cuts = sentences(text)
    return text[cuts[0][0] : cuts[0][1]] if len(cuts) > 1 else ""


def _lead_measure(reading: Reading, lead: Block, run: Sequence[Block]) -> None:
    """A lead-in that is itself the measure; its list only says for what or for whom."""
    made = list(prose_measures(lead, reading.leaf))
    if not made:
        return
    for one in made:
        reading.add(one)
    reading.last = len(reading.found) - 1
    last = reading.found[-1]
    for block in run:
        last = with_description(last, block.text, block.provenance)
    reading.found[-1] = last

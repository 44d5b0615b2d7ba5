"""Measures in running text, leaf by leaf: titled measures with fields below, lists with their lead-ins, and prose."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Attribute, Block, BlockKind, Form, Provenance, SectionKind, Table, Verdict
from toolkit.segment.attributes import attribute_rows
from toolkit.segment.columns import split_labels
from toolkit.segment.found import Found, attribute, with_description, within
from toolkit.segment.joins import goes_on, joined
from toolkit.segment.language import signals
from toolkit.segment.leaves import Leaf
from toolkit.segment.lists import Leadin, bold_lead, form_of, read_leadin
from toolkit.segment.prose import prose_measures
from toolkit.segment.sections import NAMED, heading_kind
from toolkit.segment.tables import header, table_measures
from toolkit.segment.verdict import judge

_TELLING = frozenset({"responsible", "deadline", "partners", "follow_up"})


@dataclass(slots=True)
class Reading:
    """What has been read of a leaf."""

    leaf: Leaf
    found: list[Found] = field(default_factory=list)
    last: int | None = None
    """Index in `found` of the measure that labels and explanations belong to."""


def leaf_measures(leaf: Leaf, stated: frozenset[int]) -> tuple[Found, ...]:
    """All candidates of a leaf, in reading order."""
    titled = _titled(leaf)
    if titled is not None:
        return titled
    reading = Reading(leaf)
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
    head, labels = split_labels(block.text)
    if labels and not head.strip() and reading.last is not None:
        _attach(reading, tuple(attribute(one, block) for one in labels))
        return at + 1
    if block.kind is BlockKind.LIST_ITEM:
        return _list(reading, blocks, at, None)
    follows = at + 1 < len(blocks) and blocks[at + 1][1].kind is BlockKind.LIST_ITEM
    if follows and (block.text.rstrip().endswith(":") or not block.text.rstrip().endswith((".", "!", "?"))):
        return _list(reading, blocks, at + 1, block)
    if _after_colon(reading, head):
        _explain(reading, block, head)
        return at + 1
    for one in prose_measures(block, reading.leaf):
        reading.found.append(one)
        if one.verdict is Verdict.MEASURE:
            reading.last = len(reading.found) - 1
    return at + 1


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


# --- a heading that names the measure -------------------------------------------------------------------------------


def _titled(leaf: Leaf) -> tuple[Found, ...] | None:
    """The one measure of a leaf whose heading names it, or None."""
    if leaf.heading is None or leaf.kind in (SectionKind.CONTENTS, SectionKind.MINUTES, SectionKind.REFERENCES):
        return None
    named = NAMED.match(leaf.title.strip())
    text = (named.group("text").strip() if named else "") or leaf.heading.text
    groups = _label_groups(leaf)
    told, word = heading_kind(leaf.title)
    generic = told is not None and (word == leaf.heading.text.lower().strip(" :.") or leaf.kind is SectionKind.LAW)
    heard = signals(text)
    explicit = named is not None and bool(named.group("text").strip())
    labelled = len(groups) == 1 and not generic and _pure(leaf, groups[0])
    acting = leaf.kind is SectionKind.MEASURES and bool(heard.starts) and told is None and _only_text(leaf)
    if not (explicit or labelled or acting) or heard.words < 2:
        return None
    return (_titled_measure(leaf, text, named.group("number") if named else leaf.heading.number, explicit=explicit),)


def _titled_measure(leaf: Leaf, text: str, number: str | None, *, explicit: bool) -> Found:
    heading = leaf.heading
    assert heading is not None
    start = max(heading.text.find(text), 0)
    attributes: list[Attribute] = []
    parts: list[tuple[str, Provenance]] = []
    for _, block in leaf.blocks:
        if block.table is not None:
            attributes.extend(attribute_rows(block.table))
            continue
        head, labels = split_labels(block.text)
        attributes.extend(attribute(one, block) for one in labels if one.key != "description")
        for one in labels:
            if one.key == "description":
                parts.append((one.value, within(block.provenance, one.start, one.end)))
        if head.strip():
            parts.insert(len(parts), (head.strip(), within(block.provenance, 0, len(head))))
    heard = signals(text)
    found = Found(
        text=text,
        provenance=within(heading.provenance, start, start + len(text)),
        form=Form.NUMBERED if number else Form.BULLET,
        section=leaf.kind,
        verdict=Verdict.MEASURE,
        number=number,
        heading_path=leaf.path[:-1],
        attributes=tuple(attributes),
        goal=leaf.goal,
        layout=0.95 if attributes or explicit else 0.75,
        language=0.9 if heard.acts else 0.6 if heard.nominal else 0.4,
        reasons=("rubrik som namnger åtgärden", *(("egna fält",) if attributes else ())),
    )
    for words, place in parts:
        found = with_description(found, words, place)
    return found


def _label_groups(leaf: Leaf) -> list[list[int]]:
    """Runs of blocks that carry telling labels or are tables of fields: positions within the leaf."""
    groups: list[list[int]] = []
    for position, (_, block) in enumerate(leaf.blocks):
        if block.table is not None:
            telling = bool(attribute_rows(block.table))
        else:
            _, labels = split_labels(block.text)
            telling = any(one.key in _TELLING for one in labels)
            if labels and not telling and groups and groups[-1][-1] == position - 1:
                telling = True
        if telling and groups and groups[-1][-1] == position - 1:
            groups[-1].append(position)
        elif telling:
            groups.append([position])
    return groups


def _pure(leaf: Leaf, group: Sequence[int]) -> bool:
    """Whether the labels speak for the heading: no list of actions stands above them, and they stand alone."""
    keys: list[str] = []
    for position in group:
        block = leaf.blocks[position][1]
        if block.table is None:
            head, labels = split_labels(block.text)
            if len(group) == 1 and head.strip() and block.kind is BlockKind.LIST_ITEM:
                return False
            keys.extend(one.key for one in labels)
        else:
            keys.append("responsible")
    if "responsible" not in keys and len(_TELLING & set(keys)) < 2:
        return False
    if any(keys.count(key) > 1 for key in ("responsible", "deadline")) and len(set(keys)) > 1:
        return False
    items = [block for _, block in leaf.blocks[: group[0]] if block.kind is BlockKind.LIST_ITEM]
    acting = sum(1 for block in items if signals(block.text).starts)
    tables = [block for _, block in leaf.blocks if block.table is not None and not attribute_rows(block.table)]
    return not tables and (not items or acting * 2 < len(items))


def _only_text(leaf: Leaf) -> bool:
    return bool(leaf.blocks) and all(block.kind is BlockKind.PARAGRAPH for _, block in leaf.blocks)


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
    leadin = read_leadin(lead, run, section=reading.leaf.section(Form.BULLET)) if lead is not None else Leadin()
    if lead is not None and leadin.measure:
        _lead_measure(reading, lead, run)
        return end
    if lead is not None and not leadin.attributes and not leadin.vetoed:
        reading.found.extend(replace(one, verdict=_not_measure(one)) for one in prose_measures(lead, reading.leaf)[:1])
    top = min((block.level or 1 for block in run if block.kind is BlockKind.LIST_ITEM), default=1)
    parent = leadin
    for position, block in enumerate(run):
        head, labels = split_labels(block.text)
        if labels and not head.strip():
            _attach(reading, tuple(attribute(one, block) for one in labels))
            continue
        deeper = (block.level or 1) > top
        if not deeper:
            below = run[position + 1 :]
            inner = bool(below) and (below[0].level or 1) > top and below[0].kind is BlockKind.LIST_ITEM
            parent = leadin
            if inner and block.text.rstrip().endswith(":"):
                nested = []
                for one in below:
                    if (one.level or 1) <= top:
                        break
                    nested.append(one)
                parent = read_leadin(block, nested, section=reading.leaf.section(Form.BULLET))
                if not parent.measure:
                    continue
                parent = replace(leadin, inner=True)
        elif not _own_measure(block, reading, parent):
            _explain(reading, block, head)
            continue
        _item(reading, block, parent)
    return end


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
    head, labels = split_labels(block.text)
    form = form_of(block)
    text, rest, rest_at = bold_lead(block, head)
    told = any(one.key in _TELLING for one in labels)
    judged = judge(
        f"{text} {rest}".strip(), section=leaf.section(form), form=form, commits=leadin.commits, labelled=told
    )
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
    reading.found.append(found)
    reading.last = len(reading.found) - 1 if verdict is Verdict.MEASURE else None


def _lead_measure(reading: Reading, lead: Block, run: Sequence[Block]) -> None:
    """A lead-in that is itself the measure; its list only says for what or for whom."""
    made = list(prose_measures(lead, reading.leaf))
    if not made:
        return
    reading.found.extend(made)
    reading.last = len(reading.found) - 1
    last = reading.found[-1]
    for block in run:
        last = with_description(last, block.text, block.provenance)
    reading.found[-1] = last

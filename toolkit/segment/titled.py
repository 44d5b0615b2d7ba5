"""A heading that names one measure, with its explanation and its fields below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Attribute, Block, BlockKind, Form, Provenance, SectionKind, Verdict
from toolkit.segment.announced import coded
from toolkit.segment.attributes import attribute_rows
from toolkit.segment.columns import split_labels
from toolkit.segment.found import Found, attribute, with_description, within
from toolkit.segment.language import signals
from toolkit.segment.leaves import Leaf
from toolkit.segment.sections import NAMED, heading_kind

_DOCUMENT = re.compile(
    r"\b(?:dnr|diarienummer|diarienr|version|dokumenttyp|dokumentnamn|dokumentansvarig|giltighetstid|giltig till|"
    r"beslutad av|antagen av|fastställd av|beslutsdatum)\b",
    re.IGNORECASE,
)
_NUMBERED_AREA = re.compile(r"\w*område \d", re.IGNORECASE)
TELLING = frozenset({"responsible", "deadline", "partners", "follow_up"})
"""Labels that only measures carry."""


def titled_measure(leaf: Leaf) -> tuple[Found, Leaf] | None:
    """The one measure of a leaf whose heading names it, with what is printed behind its fields; or None."""
    if leaf.heading is None or leaf.kind in (SectionKind.CONTENTS, SectionKind.MINUTES, SectionKind.REFERENCES):
        return None
    named = NAMED.match(leaf.title.strip())
    if named is None and _is_title_block(leaf):
        return None
    if named is not None and _gathers(leaf, named.group("number")):
        return None
    text = (named.group("text").strip() if named else "") or leaf.heading.text
    groups = _label_groups(leaf)
    told, word = heading_kind(leaf.title)
    generic = told is not None and (word == leaf.heading.text.lower().strip(" :.") or leaf.kind is SectionKind.LAW)
    generic = generic or (told is SectionKind.AREA and _NUMBERED_AREA.match(leaf.heading.text) is not None)
    heard = signals(text)
    explicit = named is not None and bool(named.group("text").strip())
    labelled = len(groups) == 1 and not generic and _pure(leaf, groups[0])
    acting = leaf.kind is SectionKind.MEASURES and bool(heard.starts) and told is None and _only_text(leaf)
    if not (explicit or labelled or acting) or heard.words < 2 or (not explicit and text.endswith("?")):
        return None
    number = named.group("number") if named else leaf.heading.number
    end = min(_end(leaf, groups), _next_named(leaf))
    rest = SectionKind.OTHER if leaf.kind is SectionKind.MEASURES else leaf.kind
    own = replace(leaf, blocks=leaf.blocks[:end])
    return _titled_measure(own, text, number, explicit=explicit), replace(leaf, blocks=leaf.blocks[end:], kind=rest)


def _gathers(leaf: Leaf, number: str) -> bool:
    """Whether a heading "Measure T-1" only gathers what is numbered below it: the actions T-1.1 and T-1.2."""
    below = (NAMED.match(block.text) for _, block in leaf.blocks if block.table is None)
    return any(match is not None and match.group("number").startswith(f"{number}.") for match in below)


def _next_named(leaf: Leaf) -> int:
    """The position of the next measure that its own line numbers and names, else the end."""
    for at, (_, block) in enumerate(leaf.blocks):
        label = coded(block.text) if block.table is None else None
        if label is not None and label[0] in ("action", "measure", "recommendation", "initiative"):
            return at
    return len(leaf.blocks)


def _is_title_block(leaf: Leaf) -> bool:
    """Whether the labels below a heading are those of the document itself: version, diary number, decision."""
    return any(map(is_of_document, (block for _, block in leaf.blocks)))


def is_of_document(block: Block) -> bool:
    """Whether a short block holds labels of the document itself."""
    return len(block.text) < 600 and _DOCUMENT.search(block.text) is not None


def _end(leaf: Leaf, groups: Sequence[Sequence[int]]) -> int:
    """The position after the measure: its fields close it where its explanation stands above them."""
    if not groups:
        return len(leaf.blocks)
    explained = any(block.table is None for _, block in leaf.blocks[: groups[0][0]])
    return groups[-1][-1] + 1 if explained else len(leaf.blocks)


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
            telling = any(one.key in TELLING for one in labels)
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
    if "responsible" not in keys and len(TELLING & set(keys)) < 2:
        return False
    if any(keys.count(key) > 1 for key in ("responsible", "deadline")) and len(set(keys)) > 1:
        return False
    items = [block for _, block in leaf.blocks[: group[0]] if block.kind is BlockKind.LIST_ITEM]
    acting = sum(1 for block in items if signals(block.text).starts)
    tables = [block for _, block in leaf.blocks if block.table is not None and not attribute_rows(block.table)]
    return not tables and (not items or acting * 2 < len(items))


def _only_text(leaf: Leaf) -> bool:
    return bool(leaf.blocks) and all(block.kind is BlockKind.PARAGRAPH for _, block in leaf.blocks)

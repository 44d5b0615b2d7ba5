"""The running text cut at its headings, with the goal that each piece serves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.model import NO_TEXT, Block, BlockKind, Field, FieldState, Form, Goal, Provenance, SectionKind
from toolkit.segment.found import spanning
from toolkit.segment.language import signals
from toolkit.segment.numbers import without_run_ons
from toolkit.segment.sections import Level, goal_number, is_heading, is_part, title_of
from toolkit.segment.tables import holds_measures
from toolkit.text import fingerprint

_NUMBERS = re.compile(r"(?:mål|goals?)\s+(\d+(?:\.\d+)*)(?:\s*(?:[-–]|till)\s*(\d+))?((?:\s*(?:,|och|&)\s*\d+)*)", re.I)
_TITLE_GOAL = re.compile(
    r"^(?:del|effekt|inriktnings|huvud|etapp)?mål(?:område)? ?\d+(?:\.\d+)*\s*[:.–-]?\s*(?P<text>.*)$", re.I
)


MOST_GOALS = 3
"""More goals than this under one heading are not the goal of each measure beside it."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A heading and the blocks below it, up to the next heading."""

    heading: Block | None
    index: int
    blocks: tuple[tuple[int, Block], ...]
    kind: SectionKind
    path: tuple[str, ...]
    stack: tuple[Level, ...]
    goal: Field[str] = NO_TEXT
    names: frozenset[str] | None = None
    """In an English document the names that promise in it; None in every other."""

    @property
    def title(self) -> str:
        """The heading as printed, "" above the first heading."""
        return title_of(self.heading) if self.heading else ""

    @property
    def under_goal(self) -> bool:
        """The heading names one goal ("Mål 2. Utsatta får hjälp"): what is listed below serves it."""
        return self.kind is SectionKind.GOALS and goal_number(self.title) is not None

    def section(self, form: Form) -> SectionKind:
        """What the leaf is for, to a candidate of this form: below one goal, lists are measures and prose may be."""
        if self.kind is SectionKind.MEASURES and form is Form.PROSE and self.around_tables:
            return SectionKind.OTHER
        if self.kind is not SectionKind.GOALS or not self.under_goal:
            return self.kind
        listed = form in (Form.BULLET, Form.NUMBERED)
        if not listed and not self.in_measures and self.title.lower().startswith("målområde"):
            return SectionKind.AREA
        return SectionKind.MEASURES if listed or self.in_measures else SectionKind.OTHER

    @property
    def around_tables(self) -> bool:
        """The measures stand in tables, or the chapter only lies in a part of measures: prose here is about them."""
        telling = next((level for level in reversed(self.stack) if level.own), None)
        part = telling is not None and telling is not self.stack[-1] and is_part(telling.title)
        return part or any(block.table is not None and holds_measures(block.table) for _, block in self.blocks)

    @property
    def in_measures(self) -> bool:
        """Whether a chapter of measures stands somewhere above."""
        return any(level.kind is SectionKind.MEASURES for level in self.stack)


def leaves(blocks: Sequence[Block], stacks: Sequence[tuple[Level, ...]], used: frozenset[int]) -> tuple[Leaf, ...]:
    """The document's leaves in order; a heading printed again after a page break does not begin a new one."""
    made: list[Leaf] = []
    heading: Block | None = None
    start = 0
    content: list[tuple[int, Block]] = []

    def close() -> None:
        if heading is None and not content:
            return
        stack = stacks[start] if stacks else ()
        kind = stack[-1].kind if stack else SectionKind.OTHER
        path = tuple(level.title for level in stack)
        made.append(Leaf(heading, start, tuple(content), kind, path, stack))

    for index, block in enumerate(blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.COMMENT):
            continue
        if is_heading(block) and index not in used:
            if heading is not None and _again(heading, block):
                continue
            close()
            heading, start, content = block, index, []
        elif index not in used:
            content.extend((index, one) for one in without_run_ons(block))
    close()
    return tuple(made)


def _again(heading: Block, block: Block) -> bool:
    """The same numbered heading once more: the page was turned."""
    number = heading.number or goal_number(heading.text)
    if not number or number != (block.number or goal_number(block.text)):
        return False
    first, second = heading.text.lower().strip(" :."), block.text.lower().removesuffix("forts.").strip(" :.()")
    return first == second and heading.provenance.page != block.provenance.page


def with_goals(found: Sequence[Leaf], document: str) -> tuple[tuple[Leaf, ...], tuple[Goal, ...], frozenset[int]]:
    """The leaves with their goals, the goals themselves, and the indices of the blocks that state them."""
    goals: list[Goal] = []
    by_number: dict[str, Goal] = {}
    stated: set[int] = set()
    made: list[Leaf] = []
    waiting: list[Goal] = []
    beside: dict[tuple[str, ...], list[Goal]] = {}
    chapters = sum(1 for leaf in found if leaf.kind is SectionKind.GOALS and goal_number(leaf.title) is None)
    for leaf in found:
        number = goal_number(leaf.title)
        if number is not None and leaf.heading is not None:
            goal, index = _stated_goal(leaf, number, document)
            if goal is not None:
                goals.append(goal)
                by_number[number] = goal
            if index is not None:
                stated.add(index)
            alone = goal is not None and index is not None and len(leaf.blocks) == 1
            waiting = [*waiting, goal] if alone and goal is not None else []
        elif leaf.kind is SectionKind.GOALS:
            listed = _listed_goals(leaf, document)
            goals.extend(listed)
            beside[leaf.path[:-1]] = listed
        shared = waiting if len(waiting) > 1 else _beside(leaf, beside) if chapters > 1 else []
        made.append(replace(leaf, goal=_goal_of(leaf, by_number, shared)))
        if number is None:
            waiting = []
    return tuple(made), tuple(goals), frozenset(stated)


def _beside(leaf: Leaf, beside: Mapping[tuple[str, ...], Sequence[Goal]]) -> Sequence[Goal]:
    """The few goals under a "Mål" heading that stands beside this "Åtgärder" heading, in one chapter."""
    own = bool(leaf.stack) and leaf.stack[-1].own and leaf.kind is SectionKind.MEASURES
    goals = beside.get(leaf.path[:-1], ()) if own and len(leaf.path) > 1 else ()
    return goals if len(goals) <= MOST_GOALS else ()


def _stated_goal(leaf: Leaf, number: str, document: str) -> tuple[Goal | None, int | None]:
    """The goal of a "Mål 5" heading: the sentence below that sets it, else the heading's own words."""
    heading = leaf.heading
    if heading is None:
        return None, None
    match = _TITLE_GOAL.match(leaf.title.strip())
    words = match.group("text").strip() if match else ""
    for index, block in leaf.blocks[:1]:
        if block.kind is BlockKind.PARAGRAPH and (len(words.split()) < 3 or _sets_goal(block.text)):
            return _goal(document, block.text, block.provenance, number), index
    return (_goal(document, words, heading.provenance, number) if words else None), None


def _sets_goal(text: str) -> bool:
    """Whether a paragraph below a goal heading with words of its own says the goal once more, and in full."""
    heard = signals(text)
    return bool(heard.modal or heard.goal) and not text.rstrip().endswith(":") and not (heard.owner and heard.commits)


def _listed_goals(leaf: Leaf, document: str) -> list[Goal]:
    """Goals that a section of goals lists as bullets, else the sentence it consists of."""
    items = [block for _, block in leaf.blocks if block.kind is BlockKind.LIST_ITEM]
    alone = [block for _, block in leaf.blocks if block.kind is BlockKind.PARAGRAPH]
    stated = items or (alone if len(alone) == 1 else [])
    return [_goal(document, block.text, block.provenance, block.number) for block in stated]


def _goal(document: str, text: str, place: Provenance, number: str | None) -> Goal:
    return Goal(id=f"{document[:8]}-goal-{fingerprint(text)}", text=text, provenance=place, number=number)


def _goal_of(leaf: Leaf, by_number: Mapping[str, Goal], waiting: Sequence[Goal]) -> Field[str]:
    """The goals that a heading names by number, also pages away; else the goal heading it stands under."""
    goals = [by_number[number] for number in named_numbers(leaf.title) if number in by_number]
    if goal_number(leaf.title) is None and goals:
        return _inherited(goals)
    if goal_number(leaf.title) is None and waiting:
        return _inherited(waiting)
    for level in reversed(leaf.stack):
        number = goal_number(level.title)
        if number is not None and number in by_number:
            return _inherited([by_number[number]])
    return NO_TEXT


def _inherited(goals: Sequence[Goal]) -> Field[str]:
    text = " ".join(goal.text for goal in goals)
    place = goals[0].provenance if len(goals) == 1 else spanning(goals[0].provenance, goals[-1].provenance)
    return Field(state=FieldState.INHERITED, value=text, quote=goals[0].text, provenance=place)


def named_numbers(title: str) -> tuple[str, ...]:
    """The goal numbers that a heading names.

    Example:
        >>> named_numbers("Åtgärder, mål 11-12"), named_numbers("Åtgärder, mål 3 och 5")
        (('11', '12'), ('3', '5'))
    """
    match = _NUMBERS.search(title)
    if not match:
        return ()
    first, last, more = match.groups()
    numbers = [first]
    if last and first.isdigit():
        numbers = [str(number) for number in range(int(first), int(last) + 1)][:30]
    return (*numbers, *re.findall(r"\d+", more or ""))

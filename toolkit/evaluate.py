r"""Gold against output: how many measures and fields were found, missed and made up.

Pure functions over plain records, so that they score our own output and anyone else's alike. Tokens are lower-case
``\w+`` with soft hyphens dropped; predicted and gold measures match one to one (Hungarian) at token F1 ≥ .5 of the
text, or of text and description together. Gold that is marked ``sure: false`` counts neither way.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from toolkit.model import Block, BlockKind, Box, Deadline, Document, Measure
from toolkit.text import tokens

T = TypeVar("T")
Interval = tuple[str | None, str | None]
ENOUGH = 10
"""Documents from which an interval by bootstrap says something; below it would mislead."""
MATCH = 0.5
"""Token F1 from which two measures may be the same."""
RIGHT = 0.8
"""Token F1 from which a field's value is right."""
WHOLE = 0.9
"""Token F1 from which a description is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A measure as the score sees it, from gold or from output."""

    text: str
    description: str | None = None
    form: str = "prose"
    page: int | None = None
    line: int | None = None
    line_end: int | None = None
    sure: bool = True
    confidence: float = 1.0
    fields: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    box: Box | None = None
    reasons: tuple[str, ...] = ()
    interval: Interval | None = None
    """First and last day of the deadline; None where gold tells no interval, or output found no deadline."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold measure and the output that matches it, with the token F1."""

    gold: Item
    predicted: Item
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Who matches whom; `missed` is sure gold without a match, `false` output that matches no gold at all."""

    pairs: tuple[Pair, ...]
    missed: tuple[Item, ...]
    false: tuple[Item, ...]

    @property
    def sure(self) -> tuple[Pair, ...]:
        """Pairs whose gold is sure."""
        return tuple(pair for pair in self.pairs if pair.gold.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 with the counts behind them."""

    right: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        """Share of the output that is right."""
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.false
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: "Score") -> "Score":
        """Both counts together (micro average)."""
        return Score(right=self.right + other.right, missed=self.missed + other.missed, false=self.false + other.false)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """How a field fared on matched measures: right of those printed, invented of those not printed."""

    name: str
    printed: int
    right: int
    absent: int
    invented: int

    @property
    def share_right(self) -> float:
        """Right where gold has a value."""
        return self.right / self.printed if self.printed else 0.0

    @property
    def share_invented(self) -> float:
        """A value where gold has none."""
        return self.invented / self.absent if self.absent else 0.0

    def __add__(self, other: "FieldScore") -> "FieldScore":
        """Both counts together."""
        return replace(
            self,
            printed=self.printed + other.printed,
            right=self.right + other.right,
            absent=self.absent + other.absent,
            invented=self.invented + other.invented,
        )


def token_f1(left: str, right: str) -> float:
    """Harmonic mean of token precision and recall, with counts.

    Example:
        >>> token_f1("Ta fram en rutin", "ta fram rutin") > 0.8
        True
    """
    return _f1(Counter(tokens(left)), Counter(tokens(right)))


def _f1(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _bags(item: Item) -> tuple[Counter[str], Counter[str]]:
    text = Counter(tokens(item.text))
    return text, text + Counter(tokens(item.description or ""))


def likeness(gold: Item, predicted: Item) -> float:
    """The better of text against text and text with description against the same."""
    (gold_text, gold_all), (text, everything) = _bags(gold), _bags(predicted)
    return max(_f1(gold_text, text), _f1(gold_all, everything))


def match(gold: Sequence[Item], predicted: Sequence[Item]) -> Matching:
    """The best one-to-one matching; sure gold is served first where it could go to sure or unsure.

    Example:
        >>> done = match([Item(text="Ta fram en rutin")], [Item(text="Ta fram en ny rutin"), Item(text="Mål")])
        >>> len(done.pairs), len(done.missed), [item.text for item in done.false]
        (1, 0, ['Mål'])
    """
    if not gold or not predicted:
        return Matching(pairs=(), missed=tuple(item for item in gold if item.sure), false=tuple(predicted))
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    bags = [_bags(item) for item in predicted]
    likes = np.zeros((len(gold), len(predicted)))
    ties = np.zeros_like(likes)
    for row, item in enumerate(gold):
        text, everything = _bags(item)
        for column, (other, other_all) in enumerate(bags):
            short, long = _f1(text, other), _f1(everything, other_all)
            likes[row, column] = max(short, long) if max(short, long) >= MATCH else 0.0
            ties[row, column] = 0.0001 * (short + long)
    bonus = np.array([0.001 if item.sure else 0.0 for item in gold])[:, None]
    rows, columns = linear_sum_assignment(likes + (bonus + ties) * (likes > 0), maximize=True)
    pairs = [
        Pair(gold[row], predicted[column], float(likes[row, column]))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if likes[row, column] >= MATCH
    ]
    taken = {id(pair.predicted) for pair in pairs}
    held = {id(pair.gold) for pair in pairs}
    return Matching(
        pairs=tuple(pairs),
        missed=tuple(item for item in gold if item.sure and id(item) not in held),
        false=tuple(item for item in predicted if id(item) not in taken),
    )


def score(matching: Matching) -> Score:
    """Precision, recall and F1 over the sure gold; what matches unsure gold counts neither way."""
    return Score(right=len(matching.sure), missed=len(matching.missed), false=len(matching.false))


def by_form(matching: Matching) -> dict[str, Score]:
    """The score form by form: pairs and misses by the gold's form, false alarms by the output's."""
    forms = sorted(
        {pair.gold.form for pair in matching.sure} | {item.form for item in matching.missed + matching.false}
    )
    return {
        form: Score(
            right=sum(1 for pair in matching.sure if pair.gold.form == form),
            missed=sum(1 for item in matching.missed if item.form == form),
            false=sum(1 for item in matching.false if item.form == form),
        )
        for form in forms
    }


def coverage_curve(matchings: Sequence[Matching]) -> tuple[tuple[float, float, float], ...]:
    """How right the output is when only the surest is kept: (confidence cut, share kept, precision), falling cut."""
    judged = [(pair.predicted.confidence, True) for matching in matchings for pair in matching.sure]
    judged += [(item.confidence, False) for matching in matchings for item in matching.false]
    curve = []
    for cut in sorted({confidence for confidence, _ in judged}, reverse=True):
        kept = [right for confidence, right in judged if confidence >= cut]
        curve.append((cut, len(kept) / len(judged), sum(kept) / len(kept)))
    return tuple(curve)


def bootstrap(
    parts: Sequence[T], figure: Callable[[Sequence[T]], float], *, seed: int = 0, rounds: int = 1000
) -> tuple[float, float] | None:
    """The 95 % interval of a figure by drawing whole documents again and again; None below ten documents.

    Args:
        parts: What each document came to.
        figure: The score of a number of documents together.
        seed: The same seed gives the same interval.
        rounds: How often is drawn.

    Example:
        >>> bootstrap([1.0, 0.0] * 5, lambda drawn: sum(drawn) / len(drawn))
        (0.2, 0.8)
    """
    if len(parts) < ENOUGH:
        return None
    import random

    dice = random.Random(seed)
    found = sorted(figure(dice.choices(parts, k=len(parts))) for _ in range(rounds))
    return found[int(0.025 * rounds)], found[int(0.975 * rounds)]


def interval(scores: Sequence[Score], *, of: str = "f1", seed: int = 0) -> tuple[float, float] | None:
    """The 95 % interval of precision, recall or F1 over documents; None below ten documents."""
    empty = Score(right=0, missed=0, false=0)
    return bootstrap(scores, lambda drawn: float(getattr(sum(drawn, start=empty), of)), seed=seed)


def inside(predicted: Iterable[Item], gold: Iterable[Item]) -> tuple[Item, ...]:
    """The output whose lines lie inside a gold table: the only output that counts towards the cities' precision."""
    spans = [(item.line, item.line_end) for item in gold if item.line is not None and item.line_end is not None]
    return tuple(
        item for item in predicted if item.line is not None and any(a <= item.line <= b for a, b in spans if a and b)
    )


def cities(gold: Sequence[Item], predicted: Sequence[Item]) -> tuple[Matching, Score]:
    """Recall over all output, precision only over output inside gold tables."""
    matching = match(gold, predicted)
    kept = replace(matching, false=inside(matching.false, gold))
    return kept, score(kept)


def field_score(pairs: Iterable[Pair], name: str, *, right: float = RIGHT) -> FieldScore:
    """How one field fared on matched measures."""
    printed = correct = absent = invented = 0
    for pair in pairs:
        expected, got = pair.gold.fields.get(name, ""), pair.predicted.fields.get(name, "")
        if expected:
            printed += 1
            correct += bool(got) and token_f1(expected, got) >= right
        else:
            absent += 1
            invented += bool(got)
    return FieldScore(name=name, printed=printed, right=correct, absent=absent, invented=invented)


def whole_descriptions(pairs: Iterable[Pair]) -> FieldScore:
    """How many descriptions came back whole (token F1 ≥ .9)."""
    described = [
        Pair(
            replace(pair.gold, fields={"description": pair.gold.description or ""}),
            replace(pair.predicted, fields={"description": pair.predicted.description or ""}),
            pair.likeness,
        )
        for pair in pairs
    ]
    return field_score(described, "description", right=WHOLE)


_FIELDS = (
    "responsible", "partners", "deadline", "indicator", "follow_up", "resources", "target_group", "goal",
)  # fmt: skip
"""Fields of a measure that extract fills."""


def item_of(measure: Measure) -> Item:
    """A measure of ours as the score sees it: the fields as they are handed on, other labels as printed."""
    fields: dict[str, str] = {}
    for attribute in measure.attributes:
        if attribute.key not in _FIELDS:
            fields[attribute.key] = f"{fields.get(attribute.key, '')} {attribute.text}".strip()
    for key in _FIELDS:
        value = getattr(measure, key).value
        if isinstance(value, tuple):
            fields[key] = " ".join(party.name for party in value)
        elif value is not None:
            fields[key] = value.text if isinstance(value, Deadline) else value
    return Item(
        text=measure.text,
        description=measure.description,
        form=measure.form.value,
        page=measure.provenance.page,
        line=measure.provenance.line,
        confidence=measure.confidence,
        fields=fields,
        document=measure.document,
        box=measure.provenance.box,
        reasons=measure.reasons,
        interval=(when.start, when.end) if (when := measure.deadline.value) else None,
    )


def baseline(document: Document) -> tuple[Item, ...]:
    """The trivial baseline: every paragraph, list item and table row is a measure."""
    found: list[Item] = []
    for block in document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            form = "bullet" if block.kind is BlockKind.LIST_ITEM else "prose"
            found.append(_plain(block, block.text, form))
        elif block.table is not None:
            for row in block.table.rows:
                text = " ".join(cell.text for cell in row if cell.text)
                if text:
                    first = row[0].provenance
                    found.append(Item(text=text, form="table", page=first.page, line=first.line))
    return tuple(found)


def _plain(block: Block, text: str, form: str) -> Item:
    return Item(text=text, form=form, page=block.provenance.page, line=block.provenance.line)


def gold_items(records: Iterable[Mapping[str, object]]) -> tuple[Item, ...]:
    """Gold records of ``vansbro.json`` and ``cities_dev.json`` as items."""
    names = ("responsible", "partners", "deadline", "comments", "outcome", "goal", "indicator", "follow_up")
    return tuple(
        Item(
            text=str(record["text"]),
            description=str(record["description"]) if record.get("description") else None,
            form=str(record.get("form", "table" if record.get("line_end") else "prose")),
            page=_number(record.get("page")),
            line=_number(record.get("line")),
            line_end=_number(record.get("line_end")),
            sure=bool(record.get("sure", True)),
            fields={name: _joined(record.get(name)) for name in names if record.get(name)},
            document=str(record.get("city", record.get("file", ""))),
            interval=_interval(record),
        )
        for record in records
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _interval(record: Mapping[str, object]) -> Interval | None:
    """``start`` and ``end``, inside the deadline or beside it; both empty: a phrase that gives no day."""
    deadline = record.get("deadline")
    holder = deadline if isinstance(deadline, Mapping) else record
    for first, last in (("start", "end"), ("deadline_start", "deadline_end")):
        if first in holder or last in holder:
            start, end = holder.get(first), holder.get(last)
            # Numbers under these names are offsets, no days.
            if isinstance(start, str | None) and isinstance(end, str | None):
                return start or None, end or None
    return None


def _joined(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("text") or value.get("value") or "")
    return " ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)

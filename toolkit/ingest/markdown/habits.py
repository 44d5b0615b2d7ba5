"""What the pipe tables of a file have in common: which labels stand on top of a table, and which inside one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.ingest.markdown.lines import Line, LineKind


@dataclass(slots=True)
class PipeRow:
    """One row: where it begins and its cells, still with line breaks and marks."""

    line: int
    cells: list[str]

    @property
    def empty(self) -> bool:
        """Nothing is printed in it."""
        return not any(self.cells)

    @property
    def title(self) -> bool:
        """Only the first cell holds words: a title over the whole width."""
        return len(self.cells) > 1 and bool(self.cells[0]) and not any(self.cells[1:])

    @property
    def labels(self) -> tuple[str, ...]:
        """The cells before the last one, as they are compared."""
        return tuple(label_key(cell) for cell in self.cells[:-1])


@dataclass(frozen=True, slots=True)
class Habits:
    """What the file's tables have in common: how often a first label stands inside a table, and how often on top."""

    inside: Mapping[str, int]
    on_top: Mapping[str, int]
    records: frozenset[tuple[str, ...]]
    """Labels of first rows that come back with other values: tables that are records, one label a row."""

    second: Mapping[str, int]
    """How often a label stands in the second of three columns."""
    captions: frozenset[str]
    """Lines that come back and each time stand right above a table."""

    def inner(self, label: str) -> bool:
        """Whether the label belongs in the second column, so that a row that begins with it has lost its first cell."""
        return bool(label) and self.second.get(label, 0) >= 2 and self.second[label] > self.on_top.get(label, 0)

    def goes_on(self, label: str) -> bool:
        """Whether a table part that begins with this label is more likely the rest of a table than a new one."""
        inside = self.inside.get(label, 0)
        return inside >= 2 and 2 * inside >= self.on_top.get(label, 0)


def label_key(cell: str) -> str:
    """A label as it is compared: without marks, case and doubled blanks."""
    return " ".join(cell.replace("*", "").casefold().split())


def habits(lines: Sequence[Line]) -> Habits:
    """Look at all rows once, before any table is put together."""
    inside: Counter[str] = Counter()
    on_top: Counter[str] = Counter()
    second: Counter[str] = Counter()
    above: Counter[str] = Counter()
    values: dict[tuple[str, ...], set[str]] = {}
    before: Line | None = None
    for index, line in enumerate(lines):
        if line.kind is LineKind.ROW and len(line.cells) > 1:
            row = PipeRow(line.number, list(line.cells))
            ruled = index + 1 < len(lines) and lines[index + 1].kind is LineKind.RULE
            if line.cells[0]:
                (on_top if ruled else inside)[label_key(line.cells[0])] += 1
            if line.cells[0] and ruled:
                values.setdefault(row.labels, set()).add(label_key(line.cells[-1]))
            if len(line.cells) == 3:
                second[label_key(line.cells[1])] += 1
            if before is not None and before.kind is LineKind.TEXT:
                above[before.key] += 1
        if line.kind is not LineKind.BLANK:
            before = line
    found = Habits(inside, on_top, frozenset(), second, frozenset(key for key, count in above.items() if count > 2))
    records = (labels for labels, last in values.items() if len(last) > 1 and not found.goes_on(labels[0]))
    return replace(found, records=frozenset(records))

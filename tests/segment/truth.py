"""Plans written for the tests, with the truth in the text: ``[[measure]]{who=…|with=…|when=start/end|rec=…}``.

``#`` is a heading, ``-`` a bullet, ``1.1`` or ``a)`` a numbered item, ``| … |`` a table row with ``//`` between the
bullets of a cell, ``^`` for a cell merged with the one above and ``<`` with the one to its left. ``[[?…]]`` counts
neither way, and what follows ``%%`` is truth that is not printed there again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.evaluate import Item
from toolkit.ingest.compose import RawBlock, RawCell, RawTable, compose
from toolkit.model import BlockKind, Document, Span

FOLDER = Path(__file__).parent / "written"
_TRUTH = re.compile(r"(?P<hidden>%%)?\[\[(?P<unsure>\?)?(?P<text>.*?)\]\](?:\{(?P<fields>[^}]*)\})?")
_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)*\.?|[a-h]\)) +(?=\S)")


@dataclass
class Plan:
    """A written plan: its blocks and what is true of it."""

    name: str
    blocks: list[RawBlock] = field(default_factory=list)
    truth: list[Item] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The plan as a reader of files would hand it over."""
        return compose(self.blocks, document=f"{self.name:0<16}"[:16], file=f"{self.name}.docx", format="docx")


def plain(text: str, form: str, truth: list[Item]) -> str:
    """The text as printed; what it says of measures goes to `truth`."""

    def take(match: re.Match[str]) -> str:
        given = dict(pair.split("=", 1) for pair in (match["fields"] or "").split("|") if "=" in pair)
        words = match["text"].replace("**", "")
        kind = "table" if match["hidden"] and form == "prose" else form
        truth.append(Item(text=words, form=kind, sure=not match["unsure"], fields=given))
        return "" if match["hidden"] else match["text"]

    return _TRUTH.sub(take, text).strip()


def spans(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its stars, and where it is bold."""
    made, found = "", []
    for index, part in enumerate(text.split("**")):
        if index % 2:
            found.append(Span(start=len(made), end=len(made) + len(part), bold=True))
        made += part
    return made, tuple(found)


def _table(rows: list[str], truth: list[Item]) -> RawBlock:
    cells: dict[tuple[int, int], list[object]] = {}
    for at, line in enumerate(rows):
        for column, raw in enumerate(line.strip().strip("|").split("|") if "{" not in line else _cut(line)):
            text = raw.strip()
            if text == "<":
                owner = max(key for key in cells if key[0] == at and key[1] < column)
                cells[owner][2] += 1  # type: ignore[operator]
            elif text == "^":
                owner = max(key for key in cells if key[1] == column and key[0] < at)
                cells[owner][1] += 1  # type: ignore[operator]
            else:
                parts = [plain(part, "table", truth) for part in text.split("//")]
                cells[at, column] = [parts, 1, 1]
    made = tuple(
        RawCell(
            text=" ".join(f"• {part}" for part in parts) if len(parts) > 1 else parts[0],
            row=row, column=column, row_span=down, column_span=across, page=1,
            items=tuple(parts) if len(parts) > 1 else (),
        )
        for (row, column), (parts, down, across) in cells.items()
    )  # fmt: skip
    return RawBlock(kind=BlockKind.TABLE, table=RawTable(cells=made), page=1)


def _cut(line: str) -> list[str]:
    """Cells of a row that holds truth, whose own bars are no borders."""
    return re.split(r"\|(?![^{}]*\})", line.strip())[1:-1]


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each line, table rows gathered."""
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield "table", rows
            rows = []
        if line.strip():
            yield "line", [line.strip()]


def _block(line: str, truth: list[Item]) -> RawBlock | None:
    level = len(line) - len(line.lstrip("#"))
    if level:
        return RawBlock(kind=BlockKind.HEADING, text=line.strip("# "), level=level, page=1)
    bullet, number = line.startswith("- "), _NUMBER.match(line)
    form = "bullet" if bullet else "numbered" if number else "prose"
    rest = line[2:] if bullet else line[number.end() :] if number else line
    text, bold = spans(plain(rest, form, truth))
    if not text:
        return None
    kind = BlockKind.LIST_ITEM if bullet or number else BlockKind.PARAGRAPH
    mark = "•" if bullet else number["number"] if number else None
    return RawBlock(kind=kind, text=text, number=mark, spans=bold, level=1 if mark else None, page=1)


def read_plan(path: Path) -> Plan:
    """A written plan."""
    plan = Plan(path.stem)
    for kind, lines in _lines(path.read_text(encoding="utf-8")):
        block = _table(lines, plan.truth) if kind == "table" else _block(lines[0], plan.truth)
        if block is not None:
            plan.blocks.append(block)
    return plan

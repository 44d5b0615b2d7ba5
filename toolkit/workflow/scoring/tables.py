"""Tables against gold in the form of the ICDAR 2013 competition (``NAME-str.xml`` beside ``NAME.pdf``)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.evaluate import bootstrap
from toolkit.faults import told
from toolkit.model import Document
from toolkit.workflow.scoring import pdftext
from toolkit.workflow.scoring.grids import Agreement, Slot, agreement, line_key, lines, slots
from toolkit.workflow.scoring.result import Finding, Result
from toolkit.workflow.scoring.sources import Sources, read, sources

ENDING = "-str.xml"
_GAP = re.compile(r"\s{2,}")
Grid = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What the tables of one document came to."""

    name: str
    read: bool
    ours: Agreement
    plain: Agreement | None
    findings: tuple[Finding, ...]


def is_tables(gold: Path) -> bool:
    """Whether a gold file is of tables.

    Example:
        >>> is_tables(Path("us-001-str.xml")), is_tables(Path("us-001-reg.xml"))
        (True, False)
    """
    return gold.name.endswith(ENDING)


def tables(golds: Sequence[Path], against: Sequence[Path]) -> Result:
    """Adjacency F1 micro over documents, and how many rows are exactly right.

    Args:
        golds: The gold, one file a document.
        against: The documents or folders of them; without any, each PDF that lies beside its gold.

    Raises:
        InputError: Gold that cannot be read.
    """
    given = sources(against) if against else Sources(tuple(_beside(gold) for gold in golds if _beside(gold).is_file()))
    files = _files(golds, given)
    documents = dict(read(given, sorted(set(files.values()))))
    parts = []
    for gold in golds:
        path = files.get(gold)
        parts.append(_part(gold, path, documents.get(path) if path else None))
    name = golds[0].name if len(golds) == 1 else f"{golds[0].parent.name}/*{ENDING} ({len(golds)})"
    return Result(
        gold=name, figures=_figures(parts), findings=tuple(found for part in parts for found in part.findings)
    )


def _files(golds: Sequence[Path], given: Sources) -> dict[Path, Path]:
    """The document of each gold: the PDF of its name, else any file of its name."""
    found = {}
    for gold in golds:
        name = _beside(gold).name
        named = given.named((name, _beside(gold).stem))
        if path := named.get(name) or named.get(_beside(gold).stem):
            found[gold] = path
    return found


def _beside(gold: Path) -> Path:
    return gold.with_name(gold.name.removesuffix(ENDING) + ".pdf")


def _part(gold: Path, path: Path | None, document: Document | None) -> _Part:
    wanted = truth(gold)
    found = [slots(block.table) for block in document.blocks if block.table is not None] if document else []
    name = path.name if path else _beside(gold).name
    plain = _plain(path) if path else None
    return _Part(
        name,
        document is not None,
        agreement(found, wanted),
        agreement(plain, wanted) if plain is not None else None,
        tuple(_findings(name, path, found, wanted)),
    )


def truth(gold: Path) -> list[Grid]:
    """The true tables of one document; parts on several pages are one table.

    Raises:
        InputError: The file is no such gold.
    """
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(gold.read_bytes(), parser)
        return [tuple(_cells(table)) for table in root.iter("table")]
    except (OSError, ValueError, TypeError, etree.XMLSyntaxError) as error:
        raise InputError(f"Facit {gold} går inte att läsa: {told(error)}.") from error


def _cells(table: Any) -> Iterator[Slot]:
    for region in table.iter("region"):
        down, along = int(region.get("row-increment") or 0), int(region.get("col-increment") or 0)
        page = int(region.get("page")) if region.get("page") else None
        for cell in region.iter("cell"):
            top, left = int(cell.get("start-row")), int(cell.get("start-col"))
            bottom, right = int(cell.get("end-row") or top), int(cell.get("end-col") or left)
            text = cell.findtext("content") or ""
            yield Slot(text, top + down, left + along, bottom + down, right + along, page)


def _plain(path: Path) -> list[Grid] | None:
    """The trivial baseline: each page of ``pdftotext -layout`` one table, a new column at two blanks."""
    pages = pdftext.pages(path, "-layout")
    if pages is None:
        return None
    return [
        tuple(
            Slot(text, row, column, row, column)
            for row, line in enumerate(line for line in page.splitlines() if line.strip())
            for column, text in enumerate(_GAP.split(line.strip()))
        )
        for page in pages
    ]


def _findings(name: str, path: Path | None, found: Sequence[Grid], wanted: Sequence[Grid]) -> Iterator[Finding]:
    """Each true row that did not come back exactly, and each row of ours that is no true one."""
    mine = [row for table in found for row in lines(table)]
    theirs = [row for table in wanted for row in lines(table)]
    for kind, rows, others in (("missed", theirs, mine), ("false", mine, theirs)):
        left = Counter(map(line_key, others))
        for row in rows:
            if left[line_key(row)] > 0:
                left[line_key(row)] -= 1
                continue
            text = " | ".join(" ".join(cell.text.split()) for cell in row)
            yield Finding(
                kind=kind, text=text, document=name, form="table", page=row[0].page, path=path, box=row[0].box
            )


def _figures(parts: Sequence[_Part]) -> dict[str, Any]:
    total = _sum([part.ours for part in parts])
    found: dict[str, Any] = {
        "documents": len(parts),
        "tables": {
            "precision": total.precision,
            "recall": total.recall,
            "F1": total.f1,
            "n": total.wanted,
            "false": total.found - total.right,
        },
    }
    if unread := [part.name for part in parts if not part.read]:
        found["not read"] = ", ".join(unread)
    if bound := bootstrap([part.ours for part in parts], lambda drawn: _sum(drawn).f1):
        found["95 % interval over documents"] = {"f1": "{:.3f}-{:.3f}".format(*bound)}
    if total.rows:
        found["rows exactly right"] = {"share": total.rows_right / total.rows, "n": total.rows}
    plain = [part.plain for part in parts if part.plain is not None]
    if len(plain) == len(parts):
        every = _sum(plain)
        found["baseline (pdftotext -layout, columns at two blanks)"] = {
            "F1": every.f1,
            "rows exactly right": every.rows_right / every.rows if every.rows else 0.0,
            "n": every.wanted,
        }
    found["by document"] = {
        part.name: {
            "F1": part.ours.f1,
            "n": part.ours.wanted,
            "rows exactly right": part.ours.rows_right,
            "rows": part.ours.rows,
        }
        for part in parts
    }
    return found


def _sum(each: Sequence[Agreement]) -> Agreement:
    return sum(each, start=Agreement())

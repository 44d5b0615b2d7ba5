"""Real plans and tables without the help of tags: what people read in them must come out, whole and on its page."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.layout import lay_out, unplaced
from toolkit.model import BlockKind
from toolkit.text import fold, tokens

SWEDISH = ("Vansbro_Energi och klimatplan.pdf", "kiruna-44_3.pdf", "RSA Bjurholm 2023 Maskad.pdf")


@cache
def laid_out(path: Path):
    document = open_pdf(path)
    pages = [read_page(document[index], index + 1) for index in range(len(document))]
    return pages, lay_out(pages)


def printed(block):
    if block.table is not None:
        return " ".join(cell.text for cell in block.table.cells)
    return f"{block.number or ''} {block.text}"


def test_every_measure_people_found_is_whole_in_one_block_on_its_page(shared):
    _, pages = laid_out(shared("plans", "sweden", SWEDISH[0]))
    blocks = [block for page in pages for block in page]
    gold = json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8"))
    missing = []
    for measure in gold:
        words = fold(measure["text"])
        held = [block for block in blocks if block.page == measure["page"] and words in fold(block.text)]
        kinds = {block.kind for block in held}
        if not held or (measure["sure"] and not kinds & {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}):
            missing.append(measure["text"])
    assert missing == []


def test_measures_that_follow_one_another_stay_apart(shared):
    _, pages = laid_out(shared("plans", "sweden", SWEDISH[0]))
    gold = json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8"))
    sure = [measure for measure in gold if measure["sure"]]
    shared_blocks = 0
    for page in pages:
        for block in page:
            held = [m for m in sure if m["page"] == block.page and fold(m["text"]) in fold(block.text)]
            shared_blocks += max(0, len(held) - 1)
    assert shared_blocks <= 0.05 * len(sure)


def test_goal_headings_and_labels_are_headings(shared):
    _, pages = laid_out(shared("plans", "sweden", SWEDISH[0]))
    gold = json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8"))
    wanted = {fold(title) for measure in gold if measure["sure"] for title in measure["heading_path"]}
    found = {
        fold(f"{block.number or ''}{block.text}") for page in pages for block in page if block.kind is BlockKind.HEADING
    }
    assert len(wanted & found) >= 0.95 * len(wanted), sorted(wanted - found)


def test_running_prose_has_no_tables(shared):
    for name in SWEDISH[:2]:
        _, pages = laid_out(shared("plans", "sweden", name))
        assert [block.page for page in pages for block in page if block.kind is BlockKind.TABLE] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("name", SWEDISH)
def test_the_words_are_those_an_independent_reader_finds_in_nearly_the_same_order(shared, name):
    path = shared("plans", "sweden", name)
    pages, blocks = laid_out(path)
    assert unplaced(pages, blocks) == [0] * len(pages)
    out = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    theirs = tokens(re.sub(r"(?<=\w)-\n(?=[a-zåäö])", "", out.replace("\f", "\n")))
    mine = tokens(" ".join(printed(block) for page in blocks for block in page))
    common = sum((Counter(mine) & Counter(theirs)).values())
    assert common / len(theirs) > 0.985 and common / len(mine) > 0.985
    prose = [page for page in blocks if not any(block.kind is BlockKind.TABLE for block in page)]
    assert prose
    if name in SWEDISH[:2]:
        assert SequenceMatcher(None, mine, theirs, autojunk=False).ratio() > 0.97


# --- tables ---------------------------------------------------------------------------------------------------------


def relations(cells):
    """Which cell stands next to which, empty ones left out: the measure of the table competition of 2013."""
    grid = {}
    squeezed = [(*cell[:4], re.sub(r"\s+", "", cell[4])) for cell in cells]
    for cell in (cell for cell in squeezed if cell[4]):
        for row in range(cell[0], cell[2] + 1):
            for column in range(cell[1], cell[3] + 1):
                grid[row, column] = cell
    last_row, last_column = max((key[0] for key in grid), default=0), max((key[1] for key in grid), default=0)
    found = Counter()
    for cell in set(grid.values()):
        beside = set()
        for row in range(cell[0], cell[2] + 1):
            at = next((c for c in range(cell[3] + 1, last_column + 1) if (row, c) in grid), None)
            if at is not None:
                beside.add((grid[row, at][4], "right"))
        for column in range(cell[1], cell[3] + 1):
            at = next((r for r in range(cell[2] + 1, last_row + 1) if (r, column) in grid), None)
            if at is not None:
                beside.add((grid[at, column][4], "below"))
        for other, way in beside:
            found[cell[4], other, way] += 1
    return found


def true_tables(path):
    for region in ET.parse(path).getroot().iter("region"):
        cells = []
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row")), int(cell.get("start-col"))
            end_row, end_column = int(cell.get("end-row") or row), int(cell.get("end-col") or column)
            cells.append((row, column, end_row, end_column, cell.find("content").text or ""))
        yield int(region.get("page")), cells


def test_tables_are_found_by_alignment_alone(shared):
    """No ruling is looked at: F1 of adjacency relations over all documents."""
    right = wanted = given = 0
    for truth in sorted(shared("tables").glob("*-str.xml")):
        _, pages = laid_out(truth.with_name(truth.name.replace("-str.xml", ".pdf")))
        gold, mine = Counter(), Counter()
        for page, cells in true_tables(truth):
            gold += Counter({(page, *key): count for key, count in relations(cells).items()})
        for block in (block for page in pages for block in page if block.table is not None):
            cells = [
                (c.row, c.column, c.row + c.row_span - 1, c.column + c.column_span - 1, c.text)
                for c in block.table.cells
            ]
            mine += Counter({(block.page, *key): count for key, count in relations(cells).items()})
        right += sum((gold & mine).values())
        wanted += sum(gold.values())
        given += sum(mine.values())
    assert 2 * right / (wanted + given) >= 0.85

"""What structured reading of digital PDFs costs, as a multiple of reading their bare text in the same run."""

import statistics
import time

import pytest

from tests.conftest import shared_path
from tests.ingest.pdf.paper import Sheet, wrapped, write
from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.layout import lay_out
from toolkit.ingest.pdf.ruled import find_ruled

RUNS = 5
MOST = 8.0
GOAL = 5.0


@pytest.fixture(autouse=True)
def only_when_asked(request):
    if not request.config.getoption("--benchmarks", default=False):
        pytest.skip("a benchmark: make bench")


def bare(document, numbers):
    start = time.process_time()
    for number in numbers:
        page = document[number]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    return time.process_time() - start


def structured(document, numbers):
    start = time.process_time()
    contents = []
    for number in numbers:
        page = document[number]
        contents.append(read_page(page, number + 1))
        page.close()
    lay_out(contents)
    return time.process_time() - start


def ratio(document, numbers):
    """Median over alternating runs after one that warms up."""
    structured(document, numbers)
    pairs = [(structured(document, numbers), bare(document, numbers)) for _ in range(RUNS)]
    return statistics.median(mine / theirs for mine, theirs in pairs)


@pytest.mark.parametrize("kind", ["sweden", "usa", "national"])
def test_pages_without_ruled_tables(kind):
    found = []
    for path in sorted(shared_path("plans", kind).glob("*.pdf")):
        document = open_pdf(path)
        numbers = [at for at in range(len(document)) if not find_ruled(read_page(document[at], at + 1))]
        if len(numbers) < 2:
            continue
        found.append(ratio(document, numbers))
        print(f"\n{path.name[:40]:40} {len(numbers):4} pages  {found[-1]:.2f} × bare text", end="")
    print(f"\n{kind}: median {statistics.median(found):.2f} × (goal {GOAL:.0f}, limit {MOST:.0f})")
    assert statistics.median(found) <= MOST


def test_the_cost_of_a_page_does_not_grow_with_the_document(tmp_path):
    text = "Socialnämnden tar fram en rutin för att tidigt upptäcka personer som är utsatta för människohandel. " * 20
    costs = {}
    for count in (10, 100, 1000):
        sheets = []
        for number in range(count):
            sheet = Sheet().text(70, 40, "Handlingsplan mot människohandel").text(290, 815, str(number + 1))
            sheet.lines(70, 90, wrapped(f"Avsnitt {number}. {text}", 80))
            sheets.append(sheet)
        document = open_pdf(write(tmp_path / f"{count}.pdf", sheets))
        costs[count] = min(structured(document, range(count)) for _ in range(3 if count < 1000 else 1)) / count
    print("\n" + ", ".join(f"{count} pages: {1000 * cost:.2f} ms a page" for count, cost in costs.items()))
    assert costs[1000] < 1.5 * costs[10]

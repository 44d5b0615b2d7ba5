"""What structured reading of digital PDFs costs, as a multiple of reading their bare text in the same run.

Times are CPU seconds of one process, the median over alternating runs after one that warms up; pages that are pictures
are left out, since the outside program that reads them costs what it costs.
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter

import pytest
from pypdf.generic import ArrayObject, NumberObject

from tests.conftest import ROOT, shared_path
from tests.ingest.pdf.paper import Sheet, wrapped, write
from tests.ingest.pdf.test_tagged import element, marked, with_tree
from toolkit.ingest.pdf import read as reading
from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.layout import lay_out
from toolkit.ingest.pdf.opening import open_document
from toolkit.ingest.pdf.ruled import find_ruled
from toolkit.ingest.sandbox import GARBAGE

RUNS = 5
KINDS = ("sweden", "usa", "national")
PLAIN, WITH_TABLES, TAGGED = 5.0, 20.0, 8.0
"""Most that the median file may cost: untagged pages without and with ruled tables, and tagged files with all."""
WORST = 2.0
"""Most that any one file may cost, as a multiple of that."""
MEMORY = 400.0
TEXT = "Socialnämnden tar fram en rutin för att tidigt upptäcka personer som är utsatta för människohandel. "


@pytest.fixture(autouse=True)
def only_when_asked(request):
    if not request.config.getoption("--benchmarks", default=False):
        pytest.skip("a benchmark: make bench")
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()  # what the test runner holds is no part of a worker
    gc.set_threshold(GARBAGE)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture
def no_pictures(monkeypatch):
    """Pages that are pictures are passed over."""
    monkeypatch.setattr(reading, "is_scan", lambda *args, **how: False)
    monkeypatch.setattr(reading, "is_soup", lambda text: False)


def opened_bare(path):
    """Bare text of a whole file, opening it among the cost."""
    start = time.process_time()
    document = open_pdf(path)
    bare(document, range(len(document)))
    document.close()
    return time.process_time() - start


def bare(document, numbers):
    start = time.process_time()
    for number in numbers:
        page = document[number]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    return time.process_time() - start


def structured(document, numbers, *, tables=False):
    start = time.process_time()
    contents, found = [], {}
    for number in numbers:
        page = document[number]
        content = read_page(page, number + 1)
        page.close()
        contents.append(content)
        if tables:
            found[content.number] = find_ruled(content)
    lay_out(contents, tables=found)
    return time.process_time() - start


def whole(path):
    start = time.process_time()
    reading.read_pdf(path)
    return time.process_time() - start


def ratio(mine, theirs):
    """Median over alternating runs after one that warms up."""
    mine()
    return statistics.median(mine() / theirs() for _ in range(RUNS))


def held(found, goal, what):
    """Show the figures and hold them."""
    median = statistics.median(found)
    print(f"\n{what}: median {median:.2f} ×, worst {max(found):.2f} × of {len(found)} files (limit {goal:.0f})", end="")
    assert median <= goal and max(found) <= WORST * goal


def files(kind):
    """Files with their digital pages, those without ruled tables and those with."""
    for path in sorted(shared_path("plans", kind).glob("*.pdf")):
        document = open_pdf(path)
        plain, ruled = [], []
        for at in range(len(document)):
            content = read_page(document[at], at + 1)
            if content.words:
                (ruled if find_ruled(content) else plain).append(at)
        yield path, document, plain, ruled


@pytest.mark.parametrize("kind", KINDS)
def test_pages_without_and_with_ruled_tables(kind):
    without, tables = [], []
    for _, document, plain, ruled in files(kind):
        for numbers, found, search in ((plain, without, False), (ruled, tables, True)):
            if len(numbers) > 1:
                mine = ratio(
                    lambda: structured(document, numbers, tables=search),  # noqa: B023
                    lambda: bare(document, numbers),  # noqa: B023
                )
                found.append(mine)
    held(without, PLAIN, f"{kind}, pages without ruled tables")
    if tables:
        held(tables, WITH_TABLES, f"{kind}, pages with")


def test_whole_files_tagged_and_untagged_apart(no_pictures):
    """All that reading does: opening, tags, layout, tables, blocks."""
    found = {True: [], False: []}
    paths = [path for kind in KINDS for path in sorted(shared_path("plans", kind).glob("*.pdf"))]
    for path in [*paths, *sorted((ROOT / "corpora").rglob("norrvik*.pdf"))]:
        tagged = open_document(path, most_pages=5000).tree is not None
        cost = ratio(lambda: whole(path), lambda: opened_bare(path))  # noqa: B023
        found[tagged].append(cost)
        print(f"\n{path.name[:40]:40} {'tagged' if tagged else '':6} {cost:.2f} ×", end="")
    held(found[True], TAGGED, "tagged files")
    held(found[False], TAGGED, "untagged files")


# --- long documents -------------------------------------------------------------------------------------------------


def sheet(number, *, table=False, tagged=False):
    """A page of a plan: a running header, a heading, a paragraph, perhaps a ruled table, a page number."""
    made, rows = Sheet(), wrapped(f"Avsnitt {number}. {TEXT * 12}", 80)
    made.text(70, 40, "Handlingsplan mot människohandel").text(290, 815, str(number + 1))
    if tagged:
        marked(made, 0, 70, 80, f"{number + 1}. Rubrik", size=16)
        for at, row in enumerate(rows):
            marked(made, at + 1, 70, 100 + 14 * at, row)
    else:
        made.text(70, 80, f"{number + 1}. Rubrik", size=16).lines(70, 100, rows)
    if table:
        for at in range(9):
            top = 420 + 40 * at
            made.box(70, top, 300, top + 40).box(300, top, 420, top + 40).box(420, top, 520, top + 40)
            made.text(76, top + 16, f"Utbilda grupp {at}").text(76, top + 30, "inom nämnden")
            made.text(306, top + 16, "Socialnämnden").text(426, top + 16, f"20{20 + at}")
    return made


def plan(path, count, *, tagged=False, table=False):
    """A file of that many pages; a tagged one has all its paragraphs in one flat list, the worst there is."""
    made = write(path, [sheet(number, table=table, tagged=tagged) for number in range(count)])
    if not tagged:
        return made
    lines = len(wrapped(f"Avsnitt 0. {TEXT * 12}", 80))

    def build(add, pages):
        parts = []
        for page in pages:
            parts.append(add(element("H1", NumberObject(0), page)))
            parts += [add(element("P", NumberObject(at + 1), page)) for at in range(lines)]
        return ArrayObject([add(element("Document", ArrayObject(parts)))])

    return with_tree(made, build)


@pytest.mark.parametrize("tagged", [False, True])
def test_the_cost_of_a_page_does_not_grow_with_the_document(tmp_path, tagged, no_pictures):
    costs = {}
    for count in (10, 100, 1000):
        path = plan(tmp_path / f"{count}.pdf", count, tagged=tagged)
        whole(path)
        costs[count] = min(whole(path) for _ in range(5 if count < 1000 else 1)) / count
    shown = ", ".join(f"{count} pages {1000 * cost:.2f} ms a page" for count, cost in costs.items())
    print(f"\n{'tagged' if tagged else 'untagged'}: {shown}", end="")
    assert costs[1000] < 1.5 * costs[10] and costs[1000] < 1.5 * costs[100]


def test_memory_of_a_worker_on_a_plan_of_two_hundred_pages(tmp_path):
    path = plan(tmp_path / "plan.pdf", 200, table=True)
    code = (
        "import resource, sys; from pathlib import Path; from toolkit.ingest import ingest;"
        "from toolkit.ingest.sandbox import close_workers; read = ingest(Path(sys.argv[1])); close_workers();"
        "print(len(read.pages), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    pages, peak = done.stdout.split()
    megabytes = int(peak) / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"\n200 pages of text and tables: a worker's peak is {megabytes:.0f} MB (limit {MEMORY:.0f})", end="")
    assert pages == "200" and megabytes <= MEMORY


# --- workers --------------------------------------------------------------------------------------------------------


def wall(job, runs=7):
    """The shortest wall time in milliseconds: what is left when no neighbour is busy."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def test_a_warm_worker_costs_less_than_the_reading_of_a_small_file(tmp_path):
    from toolkit.ingest import ingest, read
    from toolkit.ingest.sandbox import close_workers

    path = plan(tmp_path / "liten.pdf", 5)

    def cold():
        close_workers()
        ingest(path)

    start = wall(cold, runs=3)
    own, lent = wall(lambda: read(path)), wall(lambda: ingest(path))
    print(
        f"\n5 pages: in this process {own:.1f} ms, in a warm worker {lent:.1f} ms, in a new one {start:.0f} ms", end=""
    )
    assert lent - own < max(own, 10.0)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core")
def test_many_files_keep_two_cores_busy(tmp_path, monkeypatch):
    """On a machine where others work too only the shares can be held: how many files each worker read."""
    from toolkit.ingest import ingest_all, sandbox

    paths = [plan(tmp_path / f"{number}.pdf", 30, table=True) for number in range(16)]
    served, ask = Counter(), sandbox._Worker.ask
    monkeypatch.setattr(sandbox._Worker, "ask", lambda self, *how: served.update([self.process.pid]) or ask(self, *how))
    sandbox.close_workers()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    assert all(not isinstance(found, Exception) for _, found in ingest_all(paths))
    took = time.perf_counter() - start
    sandbox.close_workers()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"\n16 files of 30 pages by {len(served)} workers: {cpu / took:.2f} cores busy, load {os.getloadavg()[0]:.1f}"
    )
    assert len(served) >= 2 and min(served.values()) >= 16 / len(served) / 2

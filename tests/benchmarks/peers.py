"""Other readers of PDF beside this one: time a page and what comes out, measured in an environment that is thrown away.

`make bench-peers` runs it. The others are never dependencies: they are installed from PyPI by name into a temporary
folder, each runs in a process of its own, and the folder goes. The table is written in Markdown on standard output.
"""

import argparse
import datetime as dt
import difflib
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PEERS = {
    "pypdfium2": ["pypdfium2"],
    "docling-parse": ["docling-parse"],
    "pdfplumber": ["pdfplumber"],
    # Its PDF part asks for torch; the strategy that needs no model runs with these alone.
    "unstructured": [
        *["unstructured", "unstructured-inference", "pi_heif", "pdf2image", "pikepdf", "pypdf", "pdfminer.six"],
        *["opencv-python-headless", "scipy", "onnxruntime", "onnx", "huggingface_hub", "transformers", "matplotlib"],
        "timm",
    ],
}
WITHOUT_DEPENDENCIES = ("unstructured-inference", "timm")
RUNS = 3
ENOUGH = 2.0
"""CPU seconds after which a file is not read again."""
SECONDS = 1800
GROUPS = ("sweden", "usa", "national")
COLUMNS = 3


# --- in a process of its own, with no more than one of the others ---------------------------------------------------


def reader(name):
    """A function from path to text and tables (rows of cell texts)."""
    return {
        "pypdfium2": with_pypdfium2,
        "plankit": with_plankit,
        "docling-parse": with_docling,
        "pdfplumber": with_pdfplumber,
        "unstructured": with_unstructured,
    }[name]()


def with_pypdfium2():
    import pypdfium2

    def read(path):
        document = pypdfium2.PdfDocument(path)
        try:
            return " ".join(page.get_textpage().get_text_range() for page in document), []
        finally:
            document.close()

    return read


def with_plankit():
    sys.path.insert(0, str(ROOT))
    from toolkit.ingest.pdf import read as reading
    from toolkit.model import BlockKind

    reading.is_scan = lambda *args, **how: False  # pictures are not compared: the others do not read them here
    reading.is_soup = lambda text: False

    def read(path):
        document = reading.read_pdf(Path(path))
        text = " ".join(block.text for block in document.blocks if block.kind is not BlockKind.FURNITURE)
        return text, [
            [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in row] for row in block.table.rows]
            for block in document.blocks
            if block.table is not None
        ]

    return read


def with_docling():
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    parser = DoclingPdfParser(loglevel="fatal")

    def read(path):
        document = parser.load(path_or_stream=str(path))
        words = [
            cell.text
            for _, page in document.iterate_pages()
            for cell in page.iterate_cells(unit_type=TextCellUnit.LINE)
        ]
        return " ".join(words), []

    return read


def with_pdfplumber():
    import pdfplumber

    def read(path):
        texts, tables = [], []
        with pdfplumber.open(path) as document:
            for page in document.pages:
                texts.append(page.extract_text() or "")
                tables += [
                    [[(cell or "", at, x, 1, 1) for x, cell in enumerate(row)] for at, row in enumerate(table)]
                    for table in page.extract_tables()
                ]
                page.close()
        return " ".join(texts), tables

    return read


def with_unstructured():
    from unstructured.partition.pdf import partition_pdf

    def read(path):
        return " ".join(part.text for part in partition_pdf(str(path), strategy="fast", languages=["swe"])), []

    return read


def measured(name, jobs):
    """Median CPU seconds and the result for each file; a file that fails says why."""
    read = reader(name)
    found = {}
    for path, keep in jobs:
        times, result = [], None
        try:
            for _ in range(RUNS):
                start = time.process_time()
                result = read(path)
                times.append(time.process_time() - start)
                if sum(times) > ENOUGH:
                    break
            if result is None or not result[0].strip():
                raise ValueError("no text came out")
            found[path] = {"seconds": statistics.median(times), "result": result if keep else None}
        except Exception as error:
            found[path] = {"error": f"{type(error).__name__}: {error}"[:200]}
    return found


# --- in this project's environment ----------------------------------------------------------------------------------


def environment(folder, packages):
    """A fresh environment with the packages, or why it could not be made."""
    venv.create(folder, with_pip=True)
    python = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    alone = [name for name in packages if name in WITHOUT_DEPENDENCIES]
    for call in ([*pip, *(name for name in packages if name not in alone)], [*pip, "--no-deps", *alone]):
        if call[-1] == "--no-deps":
            continue  # nothing is installed that way
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode:
            return python, "kunde inte installeras: " + (done.stderr.strip().splitlines() or ["?"])[-1][:160]
    return python, None


def versions(python, packages):
    """Name and version of the first package."""
    code = f"import importlib.metadata as m; print(m.version({packages[0]!r}))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return f"{packages[0]} {done.stdout.strip()}"


def run(python, name, jobs, folder):
    """What one reader does with the files, in a process of its own."""
    asked, answer = Path(folder) / f"{name}.in.json", Path(folder) / f"{name}.out.json"
    asked.write_text(json.dumps(jobs), encoding="utf-8")
    call = [str(python), __file__, "--reader", name, "--files", str(asked), "--answer", str(answer)]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, f"over {SECONDS} s"
    if done.returncode:
        return None, (done.stderr.strip().splitlines() or ["?"])[-1][:160]
    return json.loads(answer.read_text(encoding="utf-8")), None


def columns(folder):
    """Pages of two columns whose lines the file holds in turn, with their text in reading order."""
    sys.path.insert(0, str(ROOT))
    from tests.ingest.pdf.paper import Sheet, wrapped, write

    made = {}
    for number in range(COLUMNS):
        left = wrapped(f"Nämnd {number} ansvarar för att personal utbildas och att rutiner tas fram varje år. " * 6, 40)
        right = wrapped(f"Polisen {number} samverkar med kommunen om boende, skydd och stöd till utsatta. " * 6, 40)
        rows = min(len(left), len(right))
        sheet = Sheet()
        for at in range(rows):
            sheet.text(70, 120 + 14 * at, left[at]).text(310, 120 + 14 * at, right[at])
        made[str(write(Path(folder) / f"spalter{number}.pdf", [sheet]))] = " ".join([*left[:rows], *right[:rows]])
    return made


def tables(result, truth):
    """Right, found and true relations between neighbouring cells of one file."""
    from collections import Counter

    from tests.ingest.pdf.icdar import Slot, clean, relations
    from tests.ingest.pdf.icdar import truth as wanted

    mine = Counter()
    for table in result:
        slots = [Slot(clean(t), r, c, r + down - 1, c + along - 1) for row in table for t, r, c, down, along in row]
        mine += relations(slots)
    theirs = sum((relations(table) for table in wanted(truth)), Counter())
    return sum((mine & theirs).values()), sum(mine.values()), sum(theirs.values())


def groups():
    """Name → files: each folder's tagged and untagged ones apart."""
    from toolkit.ingest.pdf.opening import open_document

    found = {}
    for kind in GROUPS:
        for path in sorted((SHARED / "plans" / kind).glob("*.pdf")):
            tagged = open_document(path, most_pages=5000).tree is not None
            found.setdefault(f"{kind}, {'tagged' if tagged else 'untagged'}", []).append(str(path))
    return found


def row(name, found, why, base, sets, spread, icdar):
    """One row of the table."""
    if found is None:
        return f"| {name} | " + " | ".join(["–"] * (len(sets) + 2)) + f" | {why} |"
    cells = []
    for files in sets.values():
        costs = [found[path]["seconds"] / base[path]["seconds"] for path in files if "seconds" in found[path]]
        cells.append(f"{statistics.median(costs):.1f}×" if costs else "–")
    order = [
        difflib.SequenceMatcher(None, found[path]["result"][0].split(), truth.split(), autojunk=False).ratio()
        for path, truth in spread.items()
        if found[path].get("result")
    ]
    sums = [tables(found[path]["result"][1], truth) for path, truth in icdar.items() if found[path].get("result")]
    right, got, wanted = (sum(column) for column in zip(*sums, strict=True)) if sums else (0, 0, 0)
    cells.append(f"{statistics.mean(order):.3f}" if order else "–")
    cells.append(f"{2 * right / (got + wanted):.3f}" if got else "none")
    failed = sum("error" in one for one in found.values())
    return f"| {name} | " + " | ".join(cells) + f" | {f'{failed} files failed' if failed else ''} |"


def compare():
    """Run all readers and print the table."""
    sys.path.insert(0, str(ROOT))
    sets = groups()
    with tempfile.TemporaryDirectory(prefix="plankit-peers-") as folder:
        spread = columns(folder)
        icdar = {
            str(path): path.with_name(f"{path.stem}-str.xml")
            for path in sorted((SHARED / "tables").glob("us-*.pdf"))
            if path.with_name(f"{path.stem}-str.xml").exists()
        }
        jobs = [(path, False) for files in sets.values() for path in files]
        jobs += [(path, True) for path in [*spread, *icdar]]
        python = Path(folder) / "environments"
        first, problem = environment(python / "pypdfium2", PEERS["pypdfium2"])
        base, problem = run(first, "pypdfium2", jobs, folder) if problem is None else (None, problem)
        if base is None:
            raise SystemExit(problem)
        print(f"{dt.date.today().isoformat()}, Python {sys.version.split()[0]}; CPU time a page, in multiples of bare")
        print("pypdfium2 text, median over files. Order: words of two-column pages. Tables: adjacency F1 on us-*.\n")
        print(f"| reader | {' | '.join(sets)} | order | tables | note |")
        print("|" + " --- |" * (len(sets) + 4))
        print(row(versions(first, PEERS["pypdfium2"]), base, None, base, sets, spread, icdar), flush=True)
        found, why = run(sys.executable, "plankit", jobs, folder)
        print(row("plankit", found, why, base, sets, spread, icdar), flush=True)
        for name in [name for name in PEERS if name != "pypdfium2"]:
            made, why = environment(python / name, PEERS[name])
            found, why = run(made, name, jobs, folder) if why is None else (None, why)
            print(row(versions(made, PEERS[name]), found, why, base, sets, spread, icdar), flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reader")
    asked.add_argument("--files", type=Path)
    asked.add_argument("--answer", type=Path)
    given = asked.parse_args()
    if given.reader:
        listed = json.loads(given.files.read_text(encoding="utf-8"))
        given.answer.write_text(json.dumps(measured(given.reader, listed)), encoding="utf-8")
    else:
        compare()

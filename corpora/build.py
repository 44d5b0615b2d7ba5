"""Build the example corpus: `python corpora/build.py`. Needs LibreOffice, poppler and reportlab; users need none of it.

The built files are committed. A second run gives the same text in every file, and the same bytes with the same
versions of the outside programs.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT.parent)]

from toolkit.text import fold  # noqa: E402

from authoring import (  # noqa: E402
    abyholm,
    bergaryd,
    county,
    ekstad,
    groups,
    manifest,
    markdown_plan,
    norrvik,
    press,
    scanned,
    sundhamn,
)
from authoring.expected import Sheet  # noqa: E402

TARGET = ROOT / "manniskohandel"
MEASURES: list[dict[str, object]] = []


def locate(sheet: Sheet, pages: list[str]) -> list[str]:
    """Set the page of every expected text; hand back those that stand on no page."""
    folded = [fold(page) for page in pages]
    lost: list[str] = []
    for kind in (sheet.measures, sheet.not_measures, sheet.ongoing):
        at = 0
        for entry in kind:
            found = find(fold(str(entry["text"])), folded, at)
            if found is None:
                lost.append(f"{sheet.key}: {entry['text']}")
                continue
            at = found if entry.get("why") not in {"furniture", "contents line", "annex heading"} else at
            entry["page"] = found + 1
            if fold(str(entry["text"])) not in folded[found]:
                entry["pages"] = [found + 1, found + 2]
    return lost


def find(text: str, pages: list[str], start: int) -> int | None:
    """The page, counted from 0, where a text stands or begins; forward from `start`, then from the first page."""
    for sample in (text, text[:40], text[:24]):
        for index in [*range(start, len(pages)), *range(start)]:
            if sample in pages[index]:
                return index
    return None


def save(sheet: Sheet, file: str, **more: object) -> None:
    """Write a document's expected results."""
    out = {
        "file": file,
        "municipality": list(sheet.municipality),
        "metadata": sheet.metadata,
        "measures": sheet.measures,
        "not_measures": sheet.not_measures,
        "ongoing": sheet.ongoing,
        **more,
    }
    MEASURES.extend(sheet.measures)
    write_json(Path(file).stem, out)


def write_json(name: str, content: object) -> None:
    """One file of expected results."""
    path = TARGET / "expected" / f"{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Build everything; the number of expected texts that were not found is the exit code's reason."""
    lost: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        sheet, source = norrvik.write(Path(scratch))
        pdf = press.to_pdf(source, TARGET / "norrvik-handlingsplan.pdf")
        lost += locate(sheet, press.page_texts(pdf))
        save(sheet, pdf.name)
        path = TARGET / "abyholm-program-remissversion.pdf"
        sheet = abyholm.write(path)
        lost += locate(sheet, press.page_texts(path))
        save(sheet, path.name)
        for write in (bergaryd.write, markdown_plan.write, sundhamn.write):
            sheet, path = write(TARGET)
            if path.suffix in {".docx", ".odt"}:
                press.steady_zip(path)
            save(sheet, path.name)
        sheet, source = county.write(Path(scratch))
        path = press.to_odt(source, TARGET / "lansplan-mellanbygden.odt")
        save(sheet, path.name)
        for write in (ekstad.violence_plan, ekstad.safety_plan):
            sheet, path = write(TARGET / "ekstad")
            press.steady_zip(path)
            save(sheet, f"ekstad/{path.name}")
        meeting, path = ekstad.minutes(TARGET / "ekstad")
        press.steady_zip(path)
        write_json(path.stem, meeting)
        path = TARGET / "bergaryd-overenskommelse-skannad.pdf"
        sheet, printed = scanned.write(Path(scratch), path)
        save(sheet, path.name)
        (TARGET / "expected" / f"{path.stem}.txt").write_text(printed, encoding="utf-8")
    write_json("clusters", groups.clusters(MEASURES))
    (TARGET / "corpus.toml").write_text(manifest.text(TARGET), encoding="utf-8")
    for line in lost:
        print(f"not found: {line}", file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())

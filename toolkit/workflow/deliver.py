"""Put results in a folder without ever losing what a person did to the last ones.

Beside the results lies ``.plankit.json``: what each was made from and what it was when it was written. A result that
is as it was written may be replaced; one that a person has changed since is kept unless told otherwise.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from toolkit import store
from toolkit.corpus import Corpus
from toolkit.errors import GateError, OutputError
from toolkit.model import Comparison, Draft, Failure
from toolkit.store import code_version

_MANIFEST = ".plankit.json"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One result: where it lies, and whether it was written now or was there already, the same."""

    path: Path
    written: bool


def deliver(folder: Path, name: str, *, ground: bytes, fill: Callable[[Path], object], force: bool) -> Delivered:
    """Write one result, unless the same one is there.

    Args:
        folder: Where results lie.
        name: File name.
        ground: All that the result is made from; the same ground means the same result.
        fill: Writes the file to the path it is given.
        force: Replace the file even if a person has changed it.

    Raises:
        OutputError: A person has changed the file, or something else of that name is there.
    """
    path = folder / name
    manifest = _manifest(folder)
    key = hashlib.sha256(ground + code_version("export", "labels").encode("utf-8")).hexdigest()
    known = manifest.get(name, {})
    if path.exists() and not force:
        if store.sha256_of(path) != known.get("sha256"):
            raise OutputError(f"{path} finns redan och är ändrad sedan plankit skrev den; den lämnas orörd.")
        if known.get("key") == key:
            return Delivered(path, written=False)
    fill(path)
    manifest[name] = {"key": key, "sha256": store.sha256_of(path)}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    store.write_bytes(folder / _MANIFEST, text.encode("utf-8"))
    return Delivered(path, written=True)


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    """What was written before; a broken manifest counts as none, so that nothing is overwritten by mistake."""
    try:
        data = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def deliver_comparison(corpus: Corpus, folder: Path, *, today: str, force: bool) -> list[Delivered]:
    """The workbook, the report page and the list of measures."""
    from toolkit.export.csv import write_csv
    from toolkit.export.excel import write_excel
    from toolkit.export.html import write_html
    from toolkit.labels import labels

    tables = corpus.comparisons(today=today)
    language = corpus.settings.language
    title = f"{labels(language)['excel.title']} – {corpus.settings.municipality}"
    ground = store.dump(tables, tuple[Comparison, ...]) + today.encode("utf-8")
    measures = next(table for table in tables if table.key == "measures")
    fills: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("jamforelse.xlsx", lambda path: write_excel(tables, path, language=language, today=today, force=True)),
        (
            "rapport.html",
            lambda path: write_html(tables, path, title=title, language=language, today=today, force=True),
        ),
        ("atgarder.csv", lambda path: write_csv(measures, path, language=language, force=True)),
    )
    return [deliver(folder, name, ground=ground, fill=fill, force=force) for name, fill in fills]


def deliver_draft(corpus: Corpus, draft: Draft, folder: Path, *, force: bool) -> Delivered:
    """The draft as a Word file, after the gate.

    Raises:
        GateError: Something in the draft has no source or names another town; nothing is written.
    """
    from toolkit.export.word import write_word

    if failures := gate_failures(corpus, draft):
        raise GateError(told(failures))
    language = corpus.settings.language
    ground = store.dump(draft)
    return deliver(
        folder,
        "utkast.docx",
        ground=ground,
        fill=lambda path: write_word(draft, path, language=language, force=True),
        force=force,
    )


def gate_failures(corpus: Corpus, draft: Draft) -> tuple[Failure, ...]:
    """What the gate says of a draft."""
    from toolkit.gate import check

    return tuple(check(draft, corpus.cited_documents(draft), register=corpus.current, profile=corpus.profile))


def told(failures: tuple[Failure, ...], *, most: int = 10) -> str:
    """The first failures, one a line."""
    lines = [f"{failure.where}: {failure.message}" for failure in failures[:most]]
    if len(failures) > most:
        lines.append(f"… och {len(failures) - most} till")
    return "Spärren stoppade utkastet:\n  " + "\n  ".join(lines) + "\n"

"""Put results in a folder without ever losing what a person did to the last ones.

Beside the results lies ``.plankit.json``: what each was made from and what it was when it was written. A result that
is as it was written may be replaced; one that a person has changed since is kept unless told otherwise.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import store
from toolkit.corpus import Corpus
from toolkit.errors import OutputError
from toolkit.model import BlockKind, Comparison, Document, Draft
from toolkit.store import code_version

_MANIFEST = ".plankit.json"
_TOLD = 12
"""How many changes are told one by one; the workbook has all."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One result: where it lies, and whether it was written now or was there already, the same."""

    path: Path
    written: bool
    told: tuple[str, ...] = ()
    """What a reader should know of it, a line each."""


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
    from toolkit.workflow.returned import keep_version

    cited = corpus.cited_documents(draft)
    gate_draft(corpus, draft, cited)
    before = corpus.last_edition
    done = deliver(
        folder,
        "utkast.docx",
        ground=store.dump(draft),
        fill=lambda path: write_gated(corpus, draft, path, cited),
        force=force,
    )
    told = _since_last(corpus, before, draft, folder) if before is not None else ()
    keep_version(corpus, draft)
    return replace(done, told=told)


def _since_last(corpus: Corpus, before: Draft, draft: Draft, folder: Path) -> tuple[str, ...]:
    """Write what has changed since the last edition, and count it; nothing where it is the same edition."""
    from toolkit.export.excel import write_excel
    from toolkit.labels import labels
    from toolkit.workflow.consult import change_list

    say = labels(corpus.settings.language)
    table = change_list(before, draft)
    if not table.rows:
        return ()
    title = say["consult.since_last"]
    made = deliver(
        folder,
        "andrat.xlsx",
        ground=store.dump(table),
        fill=lambda path: write_excel([table], path, language=corpus.settings.language, title=title, force=True),
        force=True,
    )
    counts = Counter(row[1].text for row in table.rows)
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    lines = [f"{row[1].text}: {row[3].text or row[2].text}" for row in table.rows]
    return (f"{title}: {kinds} ({made.path})", *lines[:_TOLD], *(("…",) if len(lines) > _TOLD else ()))


def gate_draft(corpus: Corpus, draft: Draft, cited: Sequence[Document] | None = None) -> None:
    """Stop a draft in which something has no source, is wrongly quoted or names another town.

    Args:
        corpus: The workspace.
        draft: The draft.
        cited: The documents it quotes, when they are at hand.

    Raises:
        GateError: With each place.
    """
    from toolkit.gate import check, raise_for

    documents = corpus.cited_documents(draft) if cited is None else cited
    said = confirmed_texts(corpus)
    raise_for(check(draft, documents, corpus.current, corpus.profile, measures=corpus.all_measures, confirmed=said))


def confirmed_texts(corpus: Corpus) -> tuple[str, ...]:
    """What people wrote themselves and confirmed although it names another town, and their reasons."""
    from toolkit.confirmations import confirmed

    return tuple(text for one in confirmed(corpus.store.decisions()) for text in (one.text, one.why))


def write_gated(corpus: Corpus, draft: Draft, path: Path, cited: Sequence[Document] | None = None) -> Path:
    """Write the Word file under another name, read it back, and give it its own name only if the gate lets it.

    Args:
        corpus: The workspace.
        draft: The draft.
        path: Where the file is to lie.
        cited: The documents it quotes, when they are at hand.

    Raises:
        GateError: The file holds words that are not in the draft, or names that must not be there.
    """
    from toolkit.export.word import write_word
    from toolkit.gate import check_rendered, collect_names, raise_for
    from toolkit.ingest import read

    trial = path.with_name(f".plankit-{path.name}")
    try:
        write_word(draft, trial, language=corpus.settings.language, force=True)
        documents = corpus.cited_documents(draft) if cited is None else cited
        names = collect_names(documents, corpus.current, corpus.profile, measures=corpus.all_measures)
        said = confirmed_texts(corpus)
        raise_for(check_rendered(_printed(read(trial)), draft, names=names, confirmed=said))
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    return path


def _printed(document: Document) -> Iterator[tuple[str, str]]:
    """Place and text of all that a reader of the file sees; comments are source apparatus."""
    for block in document.blocks:
        where = " › ".join(block.provenance.path)
        if block.table is not None:
            yield from ((where, cell.text) for cell in block.table.cells if cell.text)
        elif block.kind not in (BlockKind.COMMENT, BlockKind.FURNITURE):
            yield where, block.text

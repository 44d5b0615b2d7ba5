"""One file of a workspace's results, in the format that the file's suffix names."""

from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.errors import OutputError, UsageError


def export_file(corpus: Corpus, file: Path, *, table: str, today: str, force: bool) -> Path:
    """Write one table, the whole comparison, or the draft.

    Args:
        corpus: The workspace.
        file: Where; its suffix is .xlsx, .html, .csv, .json or .docx.
        table: Key of the table for .csv and .json.
        today: ISO date that dated statements obey.
        force: Replace a file that is there.

    Raises:
        UsageError: The suffix or the table is not known.
        OutputError: The file exists and `force` is not set, or cannot be written.
        GateError: The draft does not pass the gate.
    """
    from toolkit.labels import labels

    language = corpus.settings.language
    title = f"{labels(language)['excel.title']} – {corpus.settings.municipality}"
    match file.suffix.lower():
        case ".docx":
            return _draft(corpus, file, today=today, force=force)
        case ".xlsx":
            from toolkit.export.excel import write_excel

            tables = corpus.comparisons(today=today)
            return write_excel(tables, file, language=language, today=today, force=force)
        case ".html":
            from toolkit.export.html import write_html

            tables = corpus.comparisons(today=today)
            return write_html(tables, file, title=title, language=language, today=today, force=force)
        case ".csv" | ".json":
            return _table(corpus, file, table=table, today=today, force=force)
    raise UsageError(
        f"{file.suffix or file.name!r} är inget format.", advice="Välj .xlsx, .html, .csv, .json eller .docx."
    )


def _draft(corpus: Corpus, file: Path, *, today: str, force: bool) -> Path:
    """The draft, after the gate."""
    from toolkit.workflow.deliver import gate_draft, write_gated

    if file.exists() and not force:
        raise OutputError(f"{file} finns redan.")
    draft = corpus.draft(today=today)
    gate_draft(corpus, draft)
    return write_gated(corpus, draft, file)


def _table(corpus: Corpus, file: Path, *, table: str, today: str, force: bool) -> Path:
    """One table as CSV or JSON."""
    from toolkit.export.csv import write_csv
    from toolkit.export.files import write_file
    from toolkit.export.json import comparison_object, line

    tables = {one.key: one for one in corpus.comparisons(today=today)}
    if table not in tables:
        raise UsageError(f"Tabellen {table!r} finns inte.", advice=f"Välj bland: {', '.join(tables)}.")
    if file.suffix.lower() == ".csv":
        return write_csv(tables[table], file, language=corpus.settings.language, force=force)
    data = (line(comparison_object(tables[table])) + "\n").encode("utf-8")
    return write_file(file, lambda path: path.write_bytes(data), force=force)

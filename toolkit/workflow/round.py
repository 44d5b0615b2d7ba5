"""Results of the working group's round, put in a folder: register and yearly report, consultation and its answers."""

import json
from collections.abc import Sequence
from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.export.excel import write_excel
from toolkit.export.word_report import Report, write_report
from toolkit.labels import labels
from toolkit.workflow.deliver import deliver
from toolkit.workflow.follow_up import Row, light, platform_object, register, yearly


def deliver_register(corpus: Corpus, rows: Sequence[Row], folder: Path, *, today: str, force: bool) -> list[Path]:
    """The register as a workbook to fill in and as JSON for follow-up platforms."""
    language = corpus.settings.language
    table = register(rows, language=language)
    data = platform_object(rows, municipality=corpus.settings.municipality)
    text = json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")
    book = deliver(
        folder,
        "atgardsregister.xlsx",
        ground=text,
        fill=lambda path: write_excel([table], path, language=language, today=today, force=True),
        force=force,
    )
    plain = deliver(folder, "atgardsregister.json", ground=text, fill=lambda path: path.write_bytes(text), force=force)
    return [book.path, plain.path]


def deliver_yearly(
    corpus: Corpus, rows: Sequence[Row], folder: Path, *, today: str, force: bool
) -> tuple[Path, list[str]]:
    """The yearly report in Word, and a line for each measure that is late."""
    language = corpus.settings.language
    say = labels(language)
    paragraphs, tables = yearly(rows, today=today, language=language)
    report = Report(
        title=f"{say['followup.report']} {today[:4]}",
        owner=corpus.settings.municipality,
        status=say["followup.report_status"].format(date=today),
        paragraphs=paragraphs,
        tables=tables,
    )
    done = deliver(
        folder,
        "arsuppfoljning.docx",
        ground=repr((report, today)).encode("utf-8"),
        fill=lambda path: write_report(report, path, language=language, today=today, force=True),
        force=force,
    )
    late = [row for row in rows if row.late(today, language)]
    return done.path, [f"{row.id}\t{light(row, today=today, language=language)}\t{row.text}" for row in late]

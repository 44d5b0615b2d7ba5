"""Results of the working group's round, put in a folder: register and yearly report, consultation and its answers."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from toolkit import store
from toolkit.corpus import Corpus
from toolkit.export.excel import write_excel
from toolkit.export.word_report import Report, write_report
from toolkit.gate import redact
from toolkit.labels import labels
from toolkit.model import Comparison, Draft
from toolkit.workflow.consult import answer_form, change_list, collect, summary
from toolkit.workflow.decision_paper import decision_paper
from toolkit.workflow.deliver import deliver, gate_draft, write_gated
from toolkit.workflow.follow_up import Row, legend, light, platform_object, register, yearly


def deliver_register(corpus: Corpus, rows: Sequence[Row], folder: Path, *, today: str, force: bool) -> list[Path]:
    """The register as a workbook to fill in and as JSON for follow-up platforms."""
    language = corpus.settings.language
    say = labels(language)
    tables = (legend(language=language), register(rows, language=language))
    head = {"title": say["followup.title"], "status": say["followup.book_status"]}
    data = platform_object(rows, municipality=corpus.settings.municipality)
    text = json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")
    book = deliver(
        folder,
        "atgardsregister.xlsx",
        ground=text,
        fill=lambda path: write_excel(tables, path, language=language, today=today, force=True, **head),
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


def _sent(corpus: Corpus) -> Path:
    """Where the edition that was sent out for consultation is kept."""
    return corpus.store.root / "utkast" / "remiss.json.sent"


def deliver_consultation(corpus: Corpus, folder: Path, *, today: str, force: bool) -> list[Path]:
    """The consultation edition and the answer form; the edition is remembered, for the answers and the changes.

    Raises:
        GateError: Something in the draft has no source or names another town; nothing is written.
    """
    language = corpus.settings.language
    say = labels(language)
    draft = corpus.draft(today=today)
    gate_draft(corpus, draft)
    mark = say["draft.status_label"]
    metadata = tuple((label, say["consult.status"] if label == mark else value) for label, value in draft.metadata)
    edition = replace(draft, metadata=metadata)
    form = Report(
        title=say["consult.form"],
        owner=corpus.settings.municipality,
        status=say["consult.status"],
        paragraphs=(draft.title, say["consult.form_1"], say["consult.form_2"]),
        blanks=((say["consult.body"], "instans"),),
        tables=(answer_form(draft),),
    )
    made = [
        deliver(
            folder,
            "remissversion.docx",
            ground=store.dump(edition),
            fill=lambda path: write_gated(corpus, edition, path),
            force=force,
        ),
        deliver(
            folder,
            "svarsblankett.docx",
            ground=repr((form, today)).encode("utf-8"),
            fill=lambda path: write_report(form, path, language=language, today=today, force=True),
            force=force,
        ),
    ]
    store.write_bytes(_sent(corpus), store.dump(draft))
    return [one.path for one in made]


def sent_edition(corpus: Corpus, *, today: str) -> Draft:
    """The draft as it was sent out for consultation; as it is now, if none was."""
    path = _sent(corpus)
    return store.load(Draft, path.read_bytes()) if path.exists() else corpus.draft(today=today)


def deliver_answers(
    corpus: Corpus, files: Sequence[Path], folder: Path, *, today: str, force: bool
) -> tuple[list[Path], tuple[str, ...]]:
    """The answers in one table, as a workbook with drop-downs and in Word, and what people should know."""
    say = labels(corpus.settings.language)
    opinions, told = collect(files, sent_edition(corpus, today=today))
    table, masked = summary(opinions, sent_edition(corpus, today=today))
    slim = {"number", "body", "place", "opinion", "weighed", "why", "change"}
    kept = [at for at, column in enumerate(table.columns) if column.key in slim]
    shown = replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )
    status = say["consult.answers_status"]
    made = _twice(corpus, folder, "remissammanstallning", table, status, shown=shown, today=today, force=force)
    counts = Counter(redact(one.body)[0] for one in opinions)
    store.write_bytes(_answered(corpus), json.dumps(counts, ensure_ascii=False, indent=1).encode("utf-8"))
    return made, (*told, *table.notes[:1], *masked)


def _twice(
    corpus: Corpus,
    folder: Path,
    name: str,
    table: Comparison,
    status: str,
    *,
    shown: Comparison | None = None,
    today: str,
    force: bool,
) -> list[Path]:
    """One table as a workbook and in Word, where `shown` may stand in its place; the Word file comes first."""
    language = corpus.settings.language
    report = Report(title=table.title, owner=corpus.settings.municipality, status=status, tables=(shown or table,))
    head = {"title": table.title, "status": status}
    ground = repr((table, today)).encode("utf-8")
    fills = {
        "docx": lambda path: write_report(report, path, language=language, today=today, force=True),
        "xlsx": lambda path: write_excel([table], path, language=language, today=today, force=True, **head),
    }
    return [
        deliver(folder, f"{name}.{kind}", ground=ground, fill=fill, force=force).path for kind, fill in fills.items()
    ]


def _answered(corpus: Corpus) -> Path:
    """Where it is kept who has answered, for the committee's paper."""
    return corpus.store.root / "utkast" / "remissvar.json.sent"


def deliver_changes(corpus: Corpus, folder: Path, *, today: str, force: bool) -> list[Path]:
    """What has changed since the edition that was sent out for consultation, in Word and as a workbook."""
    say = labels(corpus.settings.language)
    table = change_list(sent_edition(corpus, today=today), corpus.draft(today=today))
    return _twice(corpus, folder, "andringslista", table, say["draft.status"], today=today, force=force)


def deliver_decision_paper(corpus: Corpus, folder: Path, *, today: str, force: bool) -> Path:
    """The checklist for the committee's paper.

    Raises:
        GateError: Something in the draft has no source or names another town; nothing is written.
    """
    language = corpus.settings.language
    draft = corpus.draft(today=today)
    gate_draft(corpus, draft)
    path = _answered(corpus)
    answered = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    report = decision_paper(draft, answered, today=today)
    return deliver(
        folder,
        "beslutsunderlag.docx",
        ground=repr((report, today)).encode("utf-8"),
        fill=lambda target: write_report(report, target, language=language, today=today, force=True),
        force=force,
    ).path

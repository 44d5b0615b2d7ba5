"""The commands by which people decide: review, decide, correct, log, undo; `toolkit.cli` adds them to the others."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from toolkit.errors import ExitCode, UsageError

Json = Annotated[bool, Parameter(name="--json")]


def register(app: App) -> None:
    """Add the commands."""
    for command in (review, decide, correct, log, undo):
        app.command(command)


def review(folder: Path, /, *, suggest: int = 10, json: Json = False) -> int:
    """The next questions to people: which of these (at most six) are not the same measure as the first?

    Args:
        folder: The workspace.
        suggest: How many questions.
        json: One question a line; fill in "apart" with the ids that do not belong and give the file to decide.
    """
    from toolkit.corpus import Corpus
    from toolkit.export.json import line
    from toolkit.workflow.asking import questions

    for number, one in enumerate(questions(Corpus.open(folder), suggest), start=1):
        if json:
            print(line(one))
            continue
        print(f"{number}. {one['ask']} ({one['question']})")
        shown = one["measures"]
        for sign, measure in zip("ABCDEF", shown if isinstance(shown, list) else [], strict=False):
            page = f", s. {measure['page']}" if measure["page"] else ""
            print(f"   {sign}  {measure['text']}  ({measure['municipality']}{page})")
    return ExitCode.DONE


def decide(folder: Path, answers: Path, /, *, who: str, today: str | None = None) -> int:
    """Put answers into the log, each signed; all lines or none.

    Args:
        folder: The workspace.
        answers: Lines of questions with "apart" filled in, or of decisions (kind, targets, value, why).
        who: Who answered; a line may name somebody else in "who".
        today: The day. Default: today.
    """
    from toolkit.corpus import Corpus
    from toolkit.workflow.asking import decide as take

    for one in take(Corpus.open(folder), answers, who=who, when=_day(today)):
        print(f"{one.id}\t{one.kind}\t{', '.join(one.targets)}")
    return ExitCode.DONE


def correct(
    folder: Path, document: str, /, *, block: int, who: str, page: int = 0, row: int | None = None,
    column: int | None = None, text: str | None = None, word: list[str] | None = None, level: int | None = None,
    kind: str | None = None, why: str | None = None, today: str | None = None,
) -> int:  # fmt: skip
    """Correct what was read wrongly; the correction is put on top of every new reading of the document.

    Args:
        folder: The workspace.
        document: Id, the beginning of it, or file name.
        block: The block's number on the page, as in the pictures of ingest --debug-images.
        who: Who says so.
        page: Page, from 1; left out for formats without pages.
        row: Row of a cell in the table, from 1.
        column: Column of the cell, from 1.
        text: All of the text as it is printed.
        word: A misread word and what is printed: --word felläst --word rätt.
        level: Level of a heading or list.
        kind: heading, paragraph, list_item, furniture or comment.
        why: A remark.
        today: The day. Default: today.
    """
    from toolkit.corpus import Corpus
    from toolkit.workflow.asking import correct as take

    given = {"text": text, "word": word, "level": level, "kind": kind}
    named = [(field, value) for field, value in given.items() if value is not None]
    if len(named) != 1 or (word is not None and len(word) != 2):
        raise UsageError("Ange en sak att rätta.", advice="--text, --word FEL --word RÄTT, --level eller --kind.")
    field = named[0][0]
    value = word[1] if word is not None else str(named[0][1])
    cell = (row or 1, column or 1) if row is not None or column is not None else None
    one = take(
        Corpus.open(folder), document, page=page, block=block, cell=cell, field=field, value=value,
        old=word[0] if word is not None else None, who=who, when=_day(today), why=why,
    )  # fmt: skip
    print(f"{one.id}\t{one.kind}\t{one.value}")
    return ExitCode.DONE


def log(folder: Path, /, *, json: Json = False) -> int:
    """What people decided, oldest first.

    Args:
        folder: The workspace.
        json: One decision a line.
    """
    from toolkit.decisions import in_force
    from toolkit.labels import labels
    from toolkit.store import Store, dump

    store = Store.open(folder)
    events = store.decisions()
    standing = {one.id for one in in_force(events)}
    undone = labels(store.settings().language)["asking.undone"]
    for one in events:
        if json:
            sys.stdout.write(dump(one).decode("utf-8") + "\n")
            continue
        state = "" if one.id in standing or one.kind == "undo" else f" ({undone})"
        what = "; ".join(part for part in (one.anchors or one.targets) if part)
        value = f" → {one.value}" if one.value else ""
        print(f"{one.id}\t{one.when}\t{one.who}\t{one.kind}{state}\t{what[:160]}{value}")
    return ExitCode.DONE


def undo(folder: Path, id: str, /, *, who: str, why: str | None = None, today: str | None = None) -> int:
    """Take back a decision; the log keeps both.

    Args:
        folder: The workspace.
        id: Of the decision, as `plankit log` shows it; the id of an answer takes back all that came of it.
        who: Who takes it back.
        why: A remark.
        today: The day. Default: today.
    """
    from toolkit.corpus import Corpus
    from toolkit.workflow.asking import undo as take

    one = take(Corpus.open(folder), id, who=who, when=_day(today), why=why)
    print(f"{one.id}\t{one.kind}\t{', '.join(one.targets)}")
    return ExitCode.DONE


def _day(text: str | None) -> str:
    try:
        return (date.fromisoformat(text) if text else date.today()).isoformat()
    except ValueError:
        raise UsageError(f"--today {text!r} är inget datum.", advice="Skriv till exempel 2026-11-22.") from None

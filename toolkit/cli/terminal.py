"""What every command shares: how it talks, how a day and a workspace are given."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from toolkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from toolkit.corpus import Corpus
    from toolkit.model import Problem

Json = Annotated[bool, Parameter(name="--json")]


def say(text: str) -> None:
    """Talk to the person at the terminal."""
    print(text, file=sys.stderr)


def progress(step: str, done: int, total: int) -> None:
    """One line that is written over, only when a person is looking."""
    if sys.stderr.isatty():
        names = {"ingest": "läser in", "segment": "söker åtgärder", "encode": "vektorer", "cluster": "grupperar"}
        end = "\n" if done >= total else ""
        print(f"\r{names.get(step, step)} {done}/{total} ", end=end, file=sys.stderr, flush=True)


def open_corpus(folder: Path, executor: "Executor | None" = None) -> "Corpus":
    """The workspace in a folder, telling how far it has come."""
    from toolkit.corpus import Corpus

    return Corpus.open(folder, executor=executor, progress=progress)


def the_day(text: str | None) -> str:
    """The day that dated statements obey: as given, else the clock's."""
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--today {text!r} är inget datum.", advice="Skriv till exempel 2026-11-22.") from None


def exit_code(failed: bool, problems: "Iterable[Problem]", strict: bool) -> int:
    """The exit code of a command over files; a mere note is no problem."""
    from toolkit.model import Severity

    if failed:
        return ExitCode.INPUT
    doubts = any(problem.severity is not Severity.NOTE for problem in problems)
    return ExitCode.PROBLEMS if strict and doubts else ExitCode.DONE

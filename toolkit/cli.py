"""The command `plankit`: thin commands, the only place that prints and sets exit codes.

Data goes to stdout, talk to stderr. Nothing heavy is imported until a command needs it.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

import toolkit
from toolkit import cli_people, cli_round
from toolkit.errors import ExitCode, ToolkitError, UsageError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus
    from toolkit.model import Document, Problem

app = App(
    name="plankit",
    help="Från andra kommuners planer till en egen: läs in, jämför och sätt samman, med källa på varje rad.",
    default_parameter=Parameter(negative=()),
    version=lambda: str(toolkit.__version__),
)

cli_people.register(app)
cli_round.register(app)

Json = Annotated[bool, Parameter(name="--json")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles are not UTF-8 by themselves.
            stream.reconfigure(encoding="utf-8")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code: the one place where an error becomes text and a number."""
    try:
        code = app(arguments, result_action="return_value")
    except ToolkitError as error:
        say(f"plankit: {error.message}")
        if error.advice:
            say(f"  {error.advice}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        say("plankit: avbrutet; det som var klart finns kvar.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.DONE)
    except SystemExit as leaving:
        return int(leaving.code or 0) if isinstance(leaving.code, int | None) else int(ExitCode.USAGE)
    return int(code or 0)


def say(text: str) -> None:
    """Talk to the person at the terminal."""
    print(text, file=sys.stderr)


def progress(step: str, done: int, total: int) -> None:
    """One line that is written over, only when a person is looking."""
    if sys.stderr.isatty():
        names = {"ingest": "läser in", "segment": "söker åtgärder", "encode": "vektorer", "cluster": "grupperar"}
        end = "\n" if done >= total else ""
        print(f"\r{names.get(step, step)} {done}/{total} ", end=end, file=sys.stderr, flush=True)


def open_corpus(folder: Path) -> "Corpus":
    """The workspace in a folder, telling how far it has come."""
    from toolkit.corpus import Corpus

    return Corpus.open(folder, progress=progress)


def _today(text: str | None) -> str:
    """The day that dated statements obey: as given, else the clock's."""
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--today {text!r} är inget datum.", advice="Skriv till exempel 2026-11-22.") from None


# --- the workspace --------------------------------------------------------------------------------------------------


@app.command
def new(folder: Path, /, *, municipality: str, topic: list[str] | None = None, language: str = "sv") -> int:
    """Make a workspace for a municipality.

    Args:
        folder: Where; it is made if it is not there.
        municipality: Whose plan is to be written.
        topic: Topic pack; may stand several times. Default: manniskohandel.
        language: Language of what is written, sv or en.
    """
    from toolkit.corpus import Corpus

    Corpus.create(folder, municipality=municipality, topics=topic or ("manniskohandel",), language=language)
    say(f"Arbetsytan {folder} är skapad för {municipality}. Fyll i {folder / 'profil.toml'} när du vill.")
    say(f"Nästa steg: plankit add {folder} FIL … --municipality KOMMUN")
    return ExitCode.DONE


@app.command
def add(
    folder: Path,
    /,
    *files: Path,
    municipality: list[str] | None = None,
    title: str | None = None,
    type: str | None = None,
    status: str | None = None,
    source: str | None = None,
    received_from: str | None = None,
    received: str | None = None,
    supersedes: str | None = None,
    annex_of: str | None = None,
    note: str | None = None,
) -> int:
    """Register documents in a workspace; the same file added twice is one row.

    Args:
        folder: The workspace.
        files: The documents.
        municipality: Whose plan; may stand several times for a joint plan. Default: what the document says.
        title: Title, when known; else "okänd" until the document has been read.
        type: Document type.
        status: Status: utkast, remissversion, antagen, upphävd.
        source: Address or other origin.
        received_from: Who sent it.
        received: Date it came, ISO.
        supersedes: Id, or its beginning, of the edition that this one replaces.
        annex_of: Id, or its beginning, of the plan that this is an annex of.
        note: A remark.
    """
    if not files:
        raise UsageError("Ingen fil angavs.", advice=f"Skriv: plankit add {folder} FIL … --municipality KOMMUN")
    done = open_corpus(folder).add(
        files,
        municipality=tuple(municipality or ()),
        title=title,
        document_type=type,
        status=status,
        source=source,
        received_from=received_from,
        received=received,
        supersedes=supersedes,
        annex_of=annex_of,
        note=note,
    )
    code = ExitCode.DONE
    for one in done:
        if one.error is not None:
            say(f"plankit: {one.error}")
            code = ExitCode.INPUT
        elif one.row is not None:
            print(f"{one.row.id}\t{'redan registrerad' if one.known else 'registrerad'}\t{one.row.file}")
    return code


# --- single stages on files -----------------------------------------------------------------------------------------


def _documents(files: Sequence[Path]) -> "Iterator[tuple[Path, Document | ToolkitError]]":
    """Each file read and described; errors come in place of documents, so that the others go on."""
    from dataclasses import replace

    from toolkit.extract import describe
    from toolkit.ingest import ingest_all

    if not files:
        raise UsageError("Ingen fil angavs.", advice="Ange en eller flera filer.")
    for path, outcome in ingest_all(files):
        if isinstance(outcome, ToolkitError):
            say(f"plankit: {outcome}")
            yield path, outcome
        else:
            yield path, replace(outcome, metadata=describe(outcome))


def _code(failed: bool, problems: "Iterable[Problem]", strict: bool) -> int:
    """The exit code of a command over files."""
    if failed:
        return ExitCode.INPUT
    return ExitCode.PROBLEMS if strict and any(True for _ in problems) else ExitCode.DONE


@app.command
def ingest(*files: Path, json: Json = False, strict: bool = False, debug_images: Path | None = None) -> int:
    """Read files: PDF, scans, Word, OpenDocument, web pages, Markdown, text.

    Args:
        files: The files; their type is told from what is in them.
        json: One document a line.
        strict: Leave with 6 if there are problems.
        debug_images: Folder for pictures of the pages with what was seen drawn on them.
    """
    from toolkit.export.json import document_object, line, unread_object

    failed = False
    problems: list[Problem] = []
    for path, outcome in _documents(files):
        if isinstance(outcome, ToolkitError):
            failed = True
            if json:
                print(line(unread_object(path.name, outcome)))
            continue
        problems += outcome.problems
        if json:
            print(line(document_object(outcome)))
        else:
            print(_told(outcome))
        if debug_images is not None:
            from toolkit.views import draw_pages

            for picture in draw_pages(path, outcome, debug_images):
                say(f"  {picture}")
    return _code(failed, problems, strict)


def _told(document: "Document") -> str:
    """A document in a few lines."""
    kinds: dict[str, int] = {}
    for block in document.blocks:
        kinds[block.kind.value] = kinds.get(block.kind.value, 0) + 1
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    lines = [f"{document.file}: {document.page_count} sidor; {counts}"]
    lines += [
        f"  {problem.severity}: {f's. {problem.page}: ' if problem.page else ''}{problem.message}"
        for problem in document.problems
    ]
    return "\n".join(lines)


@app.command
def measures(*files: Path, json: Json = False, explain: bool = False, strict: bool = False) -> int:
    """Find the measures of files, with who, with whom, when and how followed up.

    Args:
        files: The files.
        json: One measure a line.
        explain: Also tell why each candidate was accepted or not.
        strict: Leave with 6 if there are problems.
    """
    from toolkit.export.json import line, measure_object
    from toolkit.extract import extract
    from toolkit.segment import segment

    failed = False
    problems: list[Problem] = []
    for path, outcome in _documents(files):
        if isinstance(outcome, ToolkitError):
            failed = True
            continue
        problems += outcome.problems
        towns = outcome.metadata.municipality.value or ()
        cut = extract(segment(outcome, municipality=towns), outcome, metadata=outcome.metadata)
        if not json:
            print(f"{path.name}: {len(cut.measures)} åtgärder")
        for measure in cut.measures:
            if json:
                print(line(measure_object(measure)))
            else:
                page = f"s. {measure.provenance.page}" if measure.provenance.page else ""
                owner = ", ".join(party.name for party in measure.responsible.value or ())
                when = measure.deadline.value.text if measure.deadline.value else ""
                print("  " + " | ".join(part for part in (page, measure.text, owner, when) if part))
        if explain:
            for one in cut.candidates:
                say(f"  {one.verdict:<14} {one.section:<12} {one.text[:70]!r} ({'; '.join(one.reasons)})")
    return _code(failed, problems, strict)


@app.command
def meetings(*files: Path, json: Json = False) -> int:
    """Read minutes: who was there (organisations), what was decided, who does it and when.

    Args:
        files: The files; those that are not minutes give nothing.
        json: One meeting a line.
    """
    from toolkit.export.json import line, meeting_object
    from toolkit.segment import read_meeting

    failed = False
    for path, outcome in _documents(files):
        if isinstance(outcome, ToolkitError):
            failed = True
            continue
        meeting = read_meeting(outcome)
        if meeting is None:
            say(f"{path.name}: inga minnesanteckningar")
        elif json:
            print(line(meeting_object(meeting)))
        else:
            print(f"{path.name}: {meeting.date or 'datum okänt'}, {len(meeting.attendance)} organisationer")
            for point in meeting.decisions:
                print("  " + " | ".join(part for part in (point.text, point.owner, point.due) if part))
    return _code(failed, (), False)


@app.command
def cluster(
    source: Path, /, *, json: Json = False, encoder: str | None = None, neighbours: int = 0, strictness: float = 0.0
) -> int:
    """Group measures that mean the same.

    Args:
        source: A workspace, or a file with one measure a line (at least id, text, municipality).
        json: One measure a line with its cluster.
        encoder: lexical, semantic or fused. Default: the best that is installed.
        neighbours: Also give the ids of so many nearest measures.
        strictness: Above 0 stricter, below 0 looser.
    """
    from toolkit.export.json import line

    if source.is_dir():
        from toolkit.workflow.rows import workspace_rows

        rows = workspace_rows(open_corpus(source))
    else:
        from toolkit.cluster import cluster_rows
        from toolkit.workflow.rows import read_rows

        rows = cluster_rows(read_rows(source), encoder=encoder or "best", neighbours=neighbours, strictness=strictness)
    for row in rows:
        print(line(row) if json else f"{row['cluster']}\t{row['label']}\t{row['id']}")
    return ExitCode.DONE


# --- the main job ---------------------------------------------------------------------------------------------------


@app.command
def compare(
    folder: Path, /, *, out: Path | None = None, json: Json = False, today: str | None = None, force: bool = False,
    strict: bool = False,
) -> int:  # fmt: skip
    """Compare all plans of a workspace: workbook, report page and list of measures.

    Args:
        folder: The workspace.
        out: Folder for the results. Default: out/ in the workspace.
        json: The coverage table as JSON instead of files.
        today: The day that decides which plans have run out. Default: today.
        force: Replace results that a person has changed.
        strict: Leave with 6 if there are problems.
    """
    from toolkit.workflow.deliver import deliver_comparison

    corpus = open_corpus(folder)
    day = _today(today)
    if json:
        from toolkit.export.json import comparison_object, line

        print(line({table.key: comparison_object(table) for table in corpus.comparisons(today=day)}))
    else:
        for one in deliver_comparison(corpus, out or corpus.store.out, today=day, force=force):
            print(f"{one.path}{'' if one.written else ' (oförändrad)'}")
    _tell(corpus)
    return _code(False, [one for reading in corpus.readings for one in reading.problems], strict)


def _tell(corpus: "Corpus") -> None:
    """What was read, what was not, how much was found."""
    failed = [reading for reading in corpus.readings if reading.failed]
    say(
        f"{len(corpus.readings) - len(failed)} dokument lästa, {len(failed)} kunde inte läsas, "
        f"{len(corpus.all_measures)} åtgärder, {len(corpus.clustering.clusters)} kluster."
    )
    for reading in failed:
        say(f"  {reading.problems[0].message}")


@app.command
def assemble(
    folder: Path,
    /,
    *,
    out: Path | None = None,
    json: Json = False,
    today: str | None = None,
    size: int | None = None,
    force: bool = False,
    edited: Annotated[Path | None, Parameter(name="--from")] = None,
    who: str | None = None,
) -> int:
    """Assemble a draft plan fitted to the workspace's municipality, every line with its source.

    Args:
        folder: The workspace.
        out: Folder for utkast.docx. Default: out/ in the workspace.
        json: The draft as one JSON object instead of a file.
        today: The day that dated statements obey. Default: today.
        size: Number of measures. Default: what the rules give.
        force: Replace a draft that a person has changed.
        edited: A draft that came back edited (.docx or .odt): all that people did is kept, now and from now on.
        who: Who edited it. Default: the working group.
    """
    from toolkit.workflow.deliver import deliver_draft, gate_draft

    corpus = open_corpus(folder)
    if edited is not None:
        from toolkit.workflow.returned import accept

        taken = accept(corpus, edited, who=who, today=_today(today), size=size, out=out or corpus.store.out)
        for told in taken.told:
            say(f"  {told}")
        force = force or taken.replaces
    draft = corpus.draft(today=_today(today), size=size)
    if json:
        from toolkit.export.json import draft_object, line

        gate_draft(corpus, draft)
        print(line(draft_object(draft)))
    else:
        one = deliver_draft(corpus, draft, out or corpus.store.out, force=force)
        print(f"{one.path}{'' if one.written else ' (oförändrad)'}")
    for warning in draft.warnings:
        say(f"  {warning}")
    return ExitCode.DONE


@app.command
def export(
    folder: Path, file: Path, /, *, table: str = "measures", today: str | None = None, force: bool = False
) -> int:
    """Write one table, the whole comparison or the draft to a file; the suffix says the format.

    Args:
        folder: The workspace.
        file: .xlsx, .csv, .html, .json (tables) or .docx (the draft).
        table: Which table goes into .csv or .json; see `plankit compare --json` for the keys.
        today: The day that dated statements obey. Default: today.
        force: Replace the file if it is there.
    """
    from toolkit.workflow.files import export_file

    print(export_file(open_corpus(folder), file, table=table, today=_today(today), force=force))
    return ExitCode.DONE


@app.command
def evaluate(
    *gold: Path,
    against: list[Path] | None = None,
    json: Json = False,
    encoder: str | None = None,
    misses: bool = False,
    leave_one_out: bool = False,
) -> int:
    """Score the program against gold made by hand, beside trivial baselines.

    Args:
        gold: Gold files (measures .json, clusters .jsonl, assignments .json).
        against: The documents, or a folder of them, that the gold is about.
        json: The scores as one JSON object a gold file.
        encoder: For clusters: lexical, semantic or fused. Default: the best that is installed.
        misses: Also list every miss and every false alarm with its page.
        leave_one_out: For clusters: also score drafts for each town built from the others.
    """
    from toolkit.export.json import line
    from toolkit.workflow.scoring import score, shown

    if not gold:
        raise UsageError("Inget facit angavs.", advice="Skriv: plankit evaluate FACIT --against FIL …")
    for path in gold:
        result = score(path, against=against or [], encoder=encoder or "best", leave_one_out=leave_one_out)
        print(line(result.figures) if json else shown(result, misses=misses))
    return ExitCode.DONE


@app.command
def demo(*, out: Path = Path("out"), today: str | None = None, force: bool = False) -> int:
    """Run the whole chain on the shipped example: fictional towns' plans become a comparison and a draft for Ekstad.

    Args:
        out: Folder for the results; the workspace lies in it too.
        today: The day that dated statements obey. Default: today.
        force: Replace results that a person has changed.
    """
    from toolkit.workflow.deliver import deliver_comparison, deliver_draft
    from toolkit.workflow.example import example_corpus

    day = _today(today)
    corpus = example_corpus(out / "ekstad", progress=progress)
    done = deliver_comparison(corpus, out, today=day, force=force)
    draft = corpus.draft(today=day)
    done.append(deliver_draft(corpus, draft, out, force=force))
    for reading in corpus.readings:
        say(f"  {'EJ LÄST' if reading.failed else 'läst'}\t{reading.file}")
    _tell(corpus)
    problems = sum(len(reading.problems) for reading in corpus.readings)
    items = sum(len(section.items) for section in draft.sections)
    say(f"{problems} anmärkningar på läsningen, se bladet Problem.")
    say(f"Utkastet har {items} rader, var och en med källa eller som lucka att fylla i.")
    for one in done:
        print(one.path)
    return ExitCode.DONE


if __name__ == "__main__":
    main()

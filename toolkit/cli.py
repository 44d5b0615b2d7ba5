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
    group_commands="Kommandon",
    group_arguments="Anges",
    group_parameters="Val",
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
    """Skapa en arbetsyta för en kommun.

    Args:
        folder: Var; mappen skapas om den inte finns.
        municipality: Kommunen som vill ha en plan.
        topic: Ämne; får anges flera gånger. Förval: manniskohandel.
        language: Språk på det som skrivs, sv eller en.
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
    """Registrera dokument i arbetsytan; samma fil två gånger blir en rad.

    Args:
        folder: Arbetsytan.
        files: Dokumenten.
        municipality: Vems plan; flera gånger för en gemensam plan. Förval: det dokumentet säger.
        title: Titel, om den är känd; annars "okänd" tills dokumentet har lästs.
        type: Dokumenttyp.
        status: Status: utkast, remissversion, antagen, upphävd.
        source: Adress eller annat ursprung.
        received_from: Vem som sände det.
        received: Dagen det kom, till exempel 2026-11-02.
        supersedes: Id, eller början på det, för utgåvan som detta ersätter.
        annex_of: Id, eller början på det, för planen som detta är bilaga till.
        note: En anmärkning.
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
    """Läs filer: PDF, skannade sidor, Word, OpenDocument, webbsidor, Markdown, text.

    Args:
        files: Filerna; vad de är avgörs av innehållet.
        json: Ett dokument per rad.
        strict: Sluta med kod 6 om det finns problem.
        debug_images: Mapp för bilder av sidorna där det som lästs är inritat.
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
    """Hitta åtgärderna i filer: vem, med vem, när och hur de följs upp.

    Args:
        files: Filerna.
        json: En åtgärd per rad.
        explain: Säg också varför varje kandidat är, eller inte är, en åtgärd.
        strict: Sluta med kod 6 om det finns problem.
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
    """Läs minnesanteckningar: vilka organisationer som var med, vad som beslutades, av vem och till när.

    Args:
        files: Filerna; de som inte är minnesanteckningar ger inget.
        json: Ett möte per rad.
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
    """Gruppera åtgärder som betyder samma sak.

    Args:
        source: En arbetsyta, eller en fil med en åtgärd per rad (minst id, text, municipality).
        json: En åtgärd per rad med sitt kluster.
        encoder: lexical, semantic eller fused. Förval: det bästa som är installerat.
        neighbours: Ge också id för så många närmaste åtgärder.
        strictness: Över 0 strängare, under 0 lösare.
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
    """Jämför arbetsytans planer: arbetsbok, rapportsida och åtgärdslista.

    Args:
        folder: Arbetsytan.
        out: Mapp för resultaten. Förval: out/ i arbetsytan.
        json: Alla tabeller som JSON i stället för filer.
        today: Dagen som avgör vilka planer som har löpt ut. Förval: i dag.
        force: Ersätt också resultat som någon har ändrat.
        strict: Sluta med kod 6 om det finns problem.
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
    """Sätt samman ett utkast för kommunen, med källa på varje rad.

    Args:
        folder: Arbetsytan.
        out: Mapp för utkast.docx. Förval: out/ i arbetsytan.
        json: Utkastet som ett JSON-objekt i stället för en fil.
        today: Dagen som daterade uppgifter rättar sig efter. Förval: i dag.
        size: Antal åtgärder. Förval: det reglerna ger.
        force: Ersätt också ett utkast som någon har ändrat.
        edited: Ett redigerat utkast (.docx eller .odt): allt som gjorts i det behålls, nu och framöver.
        who: Vem som redigerade. Förval: arbetsgruppen.
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
    """Skriv en tabell, hela jämförelsen eller utkastet till en fil; ändelsen avgör formatet.

    Args:
        folder: Arbetsytan.
        file: .xlsx, .csv, .html, .json (tabeller) eller .docx (utkastet).
        table: Vilken tabell som skrivs till .csv eller .json; nycklarna ges av `plankit compare --json`.
        today: Dagen som daterade uppgifter rättar sig efter. Förval: i dag.
        force: Ersätt filen om den finns.
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
    """Mät programmet mot ett facit gjort för hand, bredvid enkla jämförelsemått.

    Args:
        gold: Facit (åtgärder .json, kluster .jsonl, uppdrag .json, avskrift .txt).
        against: Dokumenten som facit gäller, eller en mapp med dem.
        json: Måtten som ett JSON-objekt per facit.
        encoder: För kluster: lexical, semantic eller fused. Förval: det bästa som är installerat.
        misses: Lista också varje miss och varje falskt larm med sida.
        leave_one_out: För kluster: mät också utkast för varje kommun byggda av de andra.
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
    """Kör hela kedjan på det medföljande exemplet: påhittade kommuners planer blir ett utkast för Ekstad.

    Args:
        out: Mapp för resultaten; arbetsytan läggs också där.
        today: Dagen som daterade uppgifter rättar sig efter. Förval: i dag.
        force: Ersätt också resultat som någon har ändrat.
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

"""The commands on a workspace, and the main job: new, add, compare, assemble, export, demo."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from toolkit.cli.terminal import Json, exit_code, open_corpus, progress, say, the_day
from toolkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus


def register(app: App) -> None:
    """Add the commands."""
    for command in (new, add, compare, assemble, export, demo):
        app.command(command)


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
            if one.empty:
                say(f"Obs: {one.file.name} är tom, så inget kan läsas ur den. Be avsändaren om ett nytt exemplar.")
    return code


def compare(
    folder: Path, /, *, out: Path | None = None, json: Json = False, today: str | None = None, force: bool = False,
    strict: bool = False, strictness: float | None = None, scheduler: str | None = None,
) -> int:  # fmt: skip
    """Jämför arbetsytans planer: arbetsbok, rapportsida och åtgärdslista.

    Args:
        folder: Arbetsytan.
        out: Mapp för resultaten. Förval: out/ i arbetsytan.
        json: Alla tabeller som JSON i stället för filer.
        today: Dagen som avgör vilka planer som har löpt ut. Förval: i dag.
        force: Ersätt också resultat som någon har ändrat.
        strict: Sluta med kod 6 om det finns problem.
        strictness: Över 0 räknas färre åtgärder som samma, under 0 fler, denna gång. Förval: plankit.toml.
        scheduler: Adress till en Dask-schemaläggare; läsning, vektorer och jämförelse delas på dess arbetare.
    """
    from dataclasses import replace

    from toolkit.workflow.deliver import deliver_comparison
    from toolkit.workflow.scheduler import executor_at

    day = the_day(today)
    with executor_at(scheduler) as executor:
        corpus = open_corpus(folder, executor)
        if strictness is not None:
            corpus.settings = replace(corpus.settings, strictness=strictness)
        _ = corpus.clustering  # All that workers help with is worked out while they are there.
    if json:
        from toolkit.export.json import comparison_object, line

        print(line({table.key: comparison_object(table) for table in corpus.comparisons(today=day)}))
    else:
        for one in deliver_comparison(corpus, out or corpus.store.out, today=day, force=force):
            print(f"{one.path}{'' if one.written else ' (oförändrad)'}")
    _tell(corpus)
    failed = any(reading.failed for reading in corpus.readings)
    return exit_code(failed, [one for reading in corpus.readings for one in reading.problems], strict)


def _tell(corpus: "Corpus") -> None:
    """What was read, what was not, how much was found."""
    from toolkit.text import counted

    if not corpus.register:
        say(f"Arbetsytan har inga dokument. Lägg till: plankit add {corpus.store.root} FIL … --municipality KOMMUN")
        return
    failed = [reading for reading in corpus.readings if reading.failed]
    say(
        f"{len(corpus.readings) - len(failed)} dokument lästa, {len(failed)} kunde inte läsas, "
        f"{counted(len(corpus.all_measures), 'åtgärd', 'åtgärder')}, {len(corpus.clustering.clusters)} kluster."
    )
    for reading in failed:
        say(f"  {reading.problems[0].message}")
    for reading in corpus.readings:
        for problem in reading.problems:
            if problem.kind == "file_gone":
                say(f"  {problem.message}")


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
    anew: bool = False,
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
        anew: Välj åtgärder på nytt. Förval: förra utgåvans står kvar, utom där en ny plan eller någon har ändrat något.
    """
    from toolkit.workflow.deliver import deliver_draft, gate_draft

    corpus = open_corpus(folder)
    if edited is not None:
        from toolkit.workflow.returned import accept

        taken = accept(corpus, edited, who=who, today=the_day(today), size=size, out=out or corpus.store.out)
        for told in taken.told:
            say(f"  {told}")
        force = force or taken.replaces
    draft = corpus.draft(today=the_day(today), size=size, anew=anew)
    if json:
        from toolkit.export.json import draft_object, line

        gate_draft(corpus, draft)
        print(line(draft_object(draft)))
    else:
        one = deliver_draft(corpus, draft, out or corpus.store.out, force=force)
        print(f"{one.path}{'' if one.written else ' (oförändrad)'}")
        for told in one.told:
            say(f"  {told}")
    for warning in draft.warnings:
        say(f"  {warning}")
    return ExitCode.DONE


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

    print(export_file(open_corpus(folder), file, table=table, today=the_day(today), force=force))
    return ExitCode.DONE


def demo(*, out: Path = Path("out"), today: str | None = None, force: bool = False) -> int:
    """Kör hela kedjan på det medföljande exemplet: påhittade kommuners planer blir ett utkast för Ekstad.

    Args:
        out: Mapp för resultaten; arbetsytan läggs också där.
        today: Dagen som daterade uppgifter rättar sig efter. Förval: i dag.
        force: Ersätt också resultat som någon har ändrat.
    """
    from toolkit.model import Severity
    from toolkit.text import counted
    from toolkit.workflow.deliver import deliver_comparison, deliver_draft
    from toolkit.workflow.example import example_corpus

    day = the_day(today)
    corpus = example_corpus(out / "ekstad", progress=progress)
    done = deliver_comparison(corpus, out, today=day, force=force)
    draft = corpus.draft(today=day)
    done.append(deliver_draft(corpus, draft, out, force=force))
    for reading in corpus.readings:
        say(f"  {'EJ LÄST' if reading.failed else 'läst'}\t{reading.file}")
    _tell(corpus)
    told = [one.severity for reading in corpus.readings for one in reading.problems]
    notes = told.count(Severity.NOTE)
    items = sum(len(section.items) for section in draft.sections)
    say(
        f"{counted(len(told) - notes, 'anmärkning', 'anmärkningar')} på läsningen och "
        f"{counted(notes, 'upplysning', 'upplysningar')}, se bladet Problem."
    )
    say(f"Utkastet har {counted(items, 'rad', 'rader')}, var och en med källa eller som lucka att fylla i.")
    for one in done:
        print(one.path)
    return ExitCode.DONE

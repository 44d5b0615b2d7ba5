"""The commands on single files: ingest, measures, meetings, cluster, evaluate."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from toolkit.cli.terminal import Json, exit_code, open_corpus, say
from toolkit.errors import ExitCode, ToolkitError, UsageError

if TYPE_CHECKING:
    from toolkit.model import Document, Measure, Problem, Provenance


def register(app: App) -> None:
    """Add the commands."""
    for command in (ingest, measures, meetings, cluster, evaluate):
        app.command(command)


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
    return exit_code(failed, problems, strict)


_WAYS = {
    "tags": "via taggar",
    "layout": "via layout",
    "ocr": "via OCR",
    "nothing": "inte alls",
    "markup": "via märkning",
}
_KINDS = {
    "heading": ("rubrik", "rubriker"),
    "paragraph": ("stycke", "stycken"),
    "list_item": ("punkt", "punkter"),
    "table": ("tabell", "tabeller"),
    "comment": ("kommentar", "kommentarer"),
    "furniture": ("rad i sidhuvud, sidfot eller innehåll", "rader i sidhuvud, sidfot och innehåll"),
}


def _told(document: "Document") -> str:
    """A document in a few lines: how its pages were read, what they hold, what was left over, and each problem."""
    from toolkit.labels import labels
    from toolkit.reading import summarise
    from toolkit.text import counted

    reading, text = summarise(document), labels("sv")
    ways = Counter(page.read_by.value for page in reading.pages)
    kinds = Counter(block.kind.value for block in document.blocks)
    parts = [counted(kinds[kind], *nouns) for kind, nouns in _KINDS.items() if kinds[kind]]
    if reading.pages:
        how = ", ".join(f"{way}: {ways[key]}" for key, way in _WAYS.items() if ways[key])
        parts.insert(0, f"{counted(len(reading.pages), 'sida', 'sidor')} ({how})")
        parts.append(f"{sum(page.unplaced for page in reading.pages)} tecken utan plats")
    if reading.tables_joined or reading.tables_doubtful:
        parts.append(f"tabeller hopfogade över sidor: {reading.tables_joined}, tveksamma: {reading.tables_doubtful}")
    lines = [f"{document.file}: {'; '.join(parts)}"]
    lines += [
        f"  {text[f'severity.{problem.severity}']}: {f's. {problem.page}: ' if problem.page else ''}{problem.message}"
        for problem in document.problems
    ]
    return "\n".join(lines)


def measures(
    *files: Path,
    json: Json = False,
    explain: bool = False,
    strict: bool = False,
    topic: list[str] | None = None,
) -> int:
    """Hitta åtgärderna i filer: vem, med vem, när och hur de följs upp.

    Args:
        files: Filerna.
        json: En åtgärd per rad.
        explain: Säg också varför varje kandidat är, eller inte är, en åtgärd, och varför varje fält har sitt värde:
            avsnitt, form, signaler, ordlistans rad.
        strict: Sluta med kod 6 om det finns problem.
        topic: Bara åtgärder som hör till ämnet: manniskohandel, klimat eller en egen fil; flera går.
    """
    from toolkit.export.json import line, measure_object
    from toolkit.extract import extract, relevant
    from toolkit.gate import over_pages, quote_problems, unquotable
    from toolkit.segment import segment
    from toolkit.text import counted
    from toolkit.workflow.explaining import explained, told

    failed = False
    problems: list[Problem] = []
    topics = _topics(topic or ())
    for path, outcome in _documents(files):
        if isinstance(outcome, ToolkitError):
            failed = True
            continue
        pieces = segment(outcome, municipality=outcome.metadata.municipality.value or ())
        cut = extract(pieces, outcome, metadata=outcome.metadata, **({"topics": topics} if topics else {}))
        wanted = relevant(cut.measures, *topics)
        if not json:
            print(f"{path.name}: {counted(len(wanted), 'åtgärd', 'åtgärder')}")
        for measure in wanted:
            print(line(measure_object(measure)) if json else _row(measure))
        found = (*cut.problems, *quote_problems(wanted, unquotable(wanted, outcome)), *over_pages(wanted))
        problems += (*outcome.problems, *found)
        for problem in found:
            say(f"  s. {problem.page}: {problem.message}" if problem.page else f"  {problem.message}")
        for one in explained(cut, tuple(block.provenance.start for block in outcome.blocks)) if explain else ():
            # With --json the lines of measures stay alone on stdout.
            print(told(one), file=sys.stderr if json else sys.stdout)
    return exit_code(failed, problems, strict)


def _row(measure: "Measure") -> str:
    """A measure on one line: page, what, who, when."""
    owner = ", ".join(party.name for party in measure.responsible.value or ())
    when = measure.deadline.value.text if measure.deadline.value else ""
    return "  " + " | ".join(part for part in (_pages(measure.provenance), measure.text, owner, when) if part)


def _pages(place: "Provenance") -> str:
    """The page a measure stands on, both pages where a page break cuts it."""
    if not place.page:
        return ""
    return f"s. {place.page}–{place.page_end}" if place.page_end else f"s. {place.page}"


def _topics(given: Sequence[str]) -> tuple[str, ...]:
    """Keys of topics that were asked for by name, or as a file of one's own."""
    from toolkit.lexicon.packs import chosen, read_pack

    names, _ = chosen(given, Path())
    return tuple(
        read_pack(Path(one)) if one.endswith(".toml") else name for one, name in zip(given, names, strict=True)
    )


def meetings(*files: Path, json: Json = False) -> int:
    """Läs minnesanteckningar: vilka organisationer som var med, vad som beslutades, av vem och till när.

    Args:
        files: Filerna; de som inte är minnesanteckningar ger inget.
        json: Ett möte per rad.
    """
    from toolkit.export.json import line, meeting_object
    from toolkit.segment import read_meeting
    from toolkit.text import counted

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
            present = counted(len(meeting.attendance), "organisation", "organisationer")
            print(f"{path.name}: {meeting.date or 'datum okänt'}, {present}")
            for point in meeting.decisions:
                owner = point.body or (None if point.personal else point.owner)
                print("  " + " | ".join(part for part in (point.shown or point.text, owner, point.due) if part))
    return exit_code(failed, (), False)


def cluster(
    source: Path,
    /,
    *,
    json: Json = False,
    encoder: str | None = None,
    neighbours: int = 0,
    strictness: float = 0.0,
    previous: Path | None = None,
    topic: list[str] | None = None,
    scheduler: str | None = None,
) -> int:
    """Gruppera åtgärder som betyder samma sak.

    Args:
        source: En arbetsyta, eller en fil med en åtgärd per rad (minst id, text, municipality).
        json: En åtgärd per rad med sitt kluster.
        encoder: lexical, semantic eller fused. Förval: det bästa som är installerat.
        neighbours: Ge också id för så många närmaste åtgärder.
        strictness: Över 0 strängare, under 0 lösare.
        previous: Det som skrevs förra gången (med --json): kluster som finns kvar behåller id och namn, och några få
            nya åtgärder bland många placeras utan att de gamla flyttas.
        topic: Ämne vars vakter håller isär det som bara låter lika: manniskohandel, klimat eller en egen fil; flera
            går. En arbetsyta har redan sina ämnen.
        scheduler: Adress till en Dask-schemaläggare, till exempel tcp://10.0.0.5:8786; arbetet delas på dess arbetare.
    """
    from toolkit.export.json import line
    from toolkit.workflow.rows import cluster_file, workspace_rows
    from toolkit.workflow.scheduler import executor_at

    with executor_at(scheduler) as executor:
        if source.is_dir():
            rows = workspace_rows(open_corpus(source, executor))
        else:
            rows = cluster_file(
                source, previous, encoder=encoder or "best", neighbours=neighbours, strictness=strictness,
                executor=executor, topics=_topics(topic or ()),
            )  # fmt: skip
    for row in rows:
        print(line(row) if json else f"{row['cluster']}\t{row['label']}\t{row['id']}")
    return ExitCode.DONE


def evaluate(
    *gold: Path,
    against: list[Path] | None = None,
    json: Json = False,
    encoder: str | None = None,
    misses: bool = False,
    html: Path | None = None,
    pictures: Path | None = None,
    leave_one_out: bool = False,
    answers: bool = False,
    save_gold: Path | None = None,
    force: bool = False,
) -> int:
    """Mät programmet mot ett facit gjort för hand, bredvid enkla jämförelsemått.

    Args:
        gold: Facit (åtgärder .json, granskningsblad .xlsx, kluster .jsonl, uppdrag .json, avskrift .txt, tabeller
            NAMN-str.xml eller en mapp med sådana).
        against: Dokumenten som facit gäller, en mapp med dem, eller en arbetsyta. Tabeller mäts annars mot den PDF
            som ligger bredvid; för kluster ger dokumenten också skälet till varje falskt glapp.
        json: Måtten som ett JSON-objekt per facit.
        encoder: För kluster: lexical, semantic eller fused. Förval: det bästa som är installerat.
        misses: Lista också varje miss och varje falskt larm med sida.
        html: Skriv också en rapport att läsa i webbläsaren, med intervall, kurvor och bilder av sidorna.
        pictures: Mapp för bilder av de sidor där något missades eller togs fel; listan får deras namn.
        leave_one_out: För kluster: mät också utkast för varje kommun byggda av de andra.
        answers: För kluster: mät också efter ett antal svar från någon som vet.
        save_gold: Spara ett ifyllt granskningsblad som facit (.json).
        force: Ersätt en rapport eller ett facit som finns.
    """
    from toolkit.export.json import line
    from toolkit.workflow.scoring import save, score_all, shown, with_pictures, write_report

    if not gold:
        raise UsageError("Inget facit angavs.", advice="Skriv: plankit evaluate FACIT --against FIL …")
    if save_gold is not None:
        say(str(save(gold, save_gold, force=force)))
    results = []
    for result in score_all(
        gold, against=against or [], encoder=encoder or "best", leave_one_out=leave_one_out, answers=answers
    ):
        if pictures is not None:
            result = with_pictures(result, pictures)
        results.append(result)
        print(line(result.figures) if json else shown(result, misses=misses or pictures is not None))
    if html is not None:
        say(str(write_report(results, html, force=force)))
    return ExitCode.DONE


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

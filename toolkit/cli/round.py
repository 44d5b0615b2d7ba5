"""The commands of the working group's round: profile, consult, followup; `toolkit.cli` adds them to the others."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from toolkit.cli.terminal import Json, the_day
from toolkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from toolkit.assemble.interview import Question
    from toolkit.corpus import Corpus


def register(app: App) -> None:
    """Add the commands."""
    for command in (profile, consult, followup):
        app.command(command)


def profile(
    folder: Path,
    /,
    *,
    answers: Annotated[list[str] | None, Parameter(name="--set")] = None,
    source: str | None = None,
    figures: Path | None = None,
    json: Json = False,
    today: str | None = None,
) -> int:
    """Fråga om det som har betydelse för utkastet, säg varför och skriv svaren i profil.toml.

    Args:
        folder: Arbetsytan.
        answers: Ett svar som nyckel=värde; får anges flera gånger. Då frågas inget.
        source: Varifrån svaren med --set är hämtade.
        figures: En sparad fil från Kolada eller SCB (JSON eller CSV); siffrorna blir fakta med källa och datum.
        json: De öppna frågorna, en per rad; inget frågas.
        today: Dagen som daterade uppgifter rättar sig efter. Förval: i dag.
    """
    from toolkit.corpus import Corpus
    from toolkit.export.json import line
    from toolkit.workflow.interviewing import answer_all, open_questions, take_figures

    corpus = Corpus.open(folder)
    day = the_day(today)
    if figures is not None:
        for told in take_figures(corpus, figures):
            print(told)
        return ExitCode.DONE
    if answers:
        answer_all(corpus, answers, source=source, date=day if source else None)
        print(corpus.store.profile_file)
        return ExitCode.DONE
    questions = open_questions(corpus, today=day)
    if json:
        for one in questions:
            print(line({"key": one.key, "ask": one.ask, "why": one.why, "choices": list(one.choices)}))
    elif sys.stdin.isatty():
        _ask(corpus, questions, day)
    else:
        for one in questions:
            print(f"{one.key}\t{one.ask}\t{one.why}")
    return ExitCode.DONE


def _ask(corpus: "Corpus", questions: "tuple[Question, ...]", day: str) -> None:
    """Ask one after another; an empty answer passes, a lone full stop ends. Each answer is written at once."""
    from toolkit.workflow.interviewing import answer

    print("Tom rad hoppar över, en ensam punkt avslutar. Varje svar sparas direkt.", file=sys.stderr)
    for number, one in enumerate(questions, 1):
        choices = f" ({'/'.join(one.choices)})" if one.choices else ""
        print(f"\n{number} av {len(questions)}. {one.ask}{choices}\n   {one.why}", file=sys.stderr)
        while True:
            try:
                said = input("   > ").strip()
            except EOFError:
                return
            if said == ".":
                return
            try:
                if said:
                    answer(corpus, one.key, said)
                break
            except UsageError as error:
                print(f"   {error.message}", file=sys.stderr)


def consult(
    folder: Path,
    /,
    *,
    answers: Annotated[list[Path] | None, Parameter(consume_multiple=True)] = None,
    changes: bool = False,
    decision: bool = False,
    out: Path | None = None,
    today: str | None = None,
    force: bool = False,
) -> int:
    """Sänd utkastet på remiss; samla svaren i en tabell att bedöma dem i.

    Args:
        folder: Arbetsytan.
        answers: Svar som kommit in (blanketter, utgåvor med kommentarer, brev); får anges flera gånger.
        changes: Skriv i stället vad som har ändrats sedan utgåvan som sändes ut.
        decision: Skriv i stället en checklista för tjänsteskrivelsen till nämnden.
        out: Mapp för resultaten. Förval: out/ i arbetsytan.
        today: Dagen som daterade uppgifter rättar sig efter. Förval: i dag.
        force: Ersätt också resultat som någon har ändrat.
    """
    from toolkit.corpus import Corpus
    from toolkit.workflow.round import deliver_answers, deliver_changes, deliver_consultation, deliver_decision_paper

    corpus = Corpus.open(folder)
    day, target = the_day(today), out or corpus.store.out
    if answers:
        paths, told = deliver_answers(corpus, answers, target, today=day, force=force)
        for text in told:
            print(text, file=sys.stderr)
    elif changes:
        paths = deliver_changes(corpus, target, today=day, force=force)
    elif decision:
        paths = [deliver_decision_paper(corpus, target, today=day, force=force)]
    else:
        paths = deliver_consultation(corpus, target, today=day, force=force)
    for path in paths:
        print(path)
    return ExitCode.DONE


def followup(
    folder: Path,
    /,
    *,
    answers: Annotated[Path | None, Parameter(name="--from")] = None,
    out: Path | None = None,
    today: str | None = None,
    json: Json = False,
    force: bool = False,
) -> int:
    """Planen som ett register att följa upp; ett ifyllt register blir en försenad-lista och en årsrapport.

    Args:
        folder: Arbetsytan.
        answers: Ett register som har fyllts i (.xlsx).
        out: Mapp för resultaten. Förval: out/ i arbetsytan.
        today: Dagen som avgör vad som är försenat. Förval: i dag.
        json: Registret för uppföljningssystem, som ett objekt, i stället för filer.
        force: Ersätt också resultat som någon har ändrat.
    """
    from toolkit.corpus import Corpus
    from toolkit.export.json import line
    from toolkit.workflow.follow_up import platform_object, read_register, rows_of, unknown_statuses
    from toolkit.workflow.round import deliver_register, deliver_yearly

    corpus = Corpus.open(folder)
    day, target, language = the_day(today), out or corpus.store.out, corpus.settings.language
    rows = read_register(answers, language=language) if answers else rows_of(corpus.draft(today=day))
    if answers:
        for told in unknown_statuses(answers, rows, language=language):
            print(told, file=sys.stderr)
    if json:
        print(line(platform_object(rows, municipality=corpus.settings.municipality)))
    elif answers is None:
        for path in deliver_register(corpus, rows, target, today=day, force=force):
            print(path)
    else:
        path, late = deliver_yearly(corpus, rows, target, today=day, force=force)
        print(path)
        for told in late:
            print(told)
    return ExitCode.DONE

"""The commands by which people decide: review, decide, correct, log, undo; `toolkit.cli` adds them to the others."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from toolkit.cli.terminal import Json, open_corpus, say, the_day
from toolkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus


def register(app: App) -> None:
    """Add the commands."""
    for command in (review, decide, correct, log, undo):
        app.command(command)


def review(
    folder: Path, /, *, suggest: int = 10, json: Json = False, who: str | None = None, today: str | None = None,
    sheet: Path | None = None, force: bool = False,
) -> int:  # fmt: skip
    """De nästa frågorna till människor: vilka av dessa (högst sex) är samma åtgärd som den första?

    Args:
        folder: Arbetsytan.
        suggest: Antal frågor.
        json: En fråga per rad; fyll i "same" (de som är samma som den första) eller "apart" (de som inte är det) med
            bokstäver eller id, och ge filen till decide.
        who: Svara direkt, en fråga i taget; svaren undertecknas med namnet, och varje svar ändrar nästa fråga.
        today: Dagen för svaren. Förval: i dag.
        sheet: Skriv i stället ett granskningsblad (.xlsx) med varje åtgärd, de osäkraste först; fyll i det och ge det
            till decide (besluten gäller) eller evaluate (det blir ett facit).
        force: Ersätt ett granskningsblad som finns.
    """
    from toolkit.corpus import Corpus
    from toolkit.export.json import line

    if sheet is not None:
        from toolkit.export.excel import write_excel
        from toolkit.workflow.reviewing import sheet as table

        corpus = open_corpus(folder)
        print(write_excel([table(corpus)], sheet, language=corpus.settings.language, force=force))
        return ExitCode.DONE
    from toolkit.workflow.asking import questions

    if who is not None:
        return _answer(open_corpus(folder), suggest, who=who, when=the_day(today))
    asked = questions(Corpus.open(folder), suggest)
    for number, one in enumerate(asked, start=1):
        print(line(one) if json else _shown(one, number))
    if not json:
        name = f"plankit review {folder}"
        say(f"Svara: {name} --who NAMN, eller {name} --json > svar.jsonl och sedan plankit decide." if asked else _DONE)
    return ExitCode.DONE


_DONE = "Det finns inget mer att fråga om."
_HOW = "   Samma som A (t.ex. BE; - = ingen; tomt = hoppa över; q = sluta): "


def _shown(question: Mapping[str, object], number: int) -> str:
    """A question as people read it: each measure with whose it is, where it stands and how it goes on."""
    measures = question["measures"]
    lines = [f"{number}. {question['ask']} ({question['question']})"]
    for one in measures if isinstance(measures, list) else []:
        page = f" s. {one['page']}" if one["page"] else ""
        lines.append(f"   {one['letter']}  {one['text']}  ({one['municipality']}, {one['file']}{page})")
        more = one["description"] or (f"under {one['heading']}" if one["heading"] else "")
        lines += [f"        {more}"] if more else []
    return "\n".join(lines) + "\n"


def _answer(corpus: "Corpus", count: int, *, who: str, when: str) -> int:
    """Questions one at a time, each chosen when the one before it is answered."""
    from toolkit.workflow.asking import questions, take

    passed: list[object] = []
    for number in range(1, count + 1):
        one = next((one for one in questions(corpus, len(passed) + 1) if one["question"] not in passed), None)
        if one is None:
            say(_DONE)
            break
        print(_shown(one, number), end="")
        while True:
            print(_HOW, end="", flush=True)
            given = sys.stdin.readline()
            letters = given.strip()
            if not given or letters.lower() == "q":
                print()
                return ExitCode.DONE
            if not letters:
                passed.append(one["question"])
                break
            try:
                take(corpus, one, letters.replace("-", ""), who=who, when=when)
                break
            except UsageError as error:
                say(f"{error.message} {error.advice}")
    return ExitCode.DONE


def decide(folder: Path, answers: Path, /, *, who: str, today: str | None = None) -> int:
    """Lägg in svar i loggen, vart och ett undertecknat; alla rader eller ingen.

    Args:
        folder: Arbetsytan.
        answers: Ett ifyllt granskningsblad (.xlsx), eller rader med frågor där "same" eller "apart" är ifyllt, eller
            beslut (kind, targets, value, why).
        who: Vem som svarat; en rad får nämna någon annan i "who".
        today: Dagen. Förval: i dag.
    """
    from toolkit.corpus import Corpus
    from toolkit.decisions import links
    from toolkit.workflow.asking import decide as take

    corpus = Corpus.open(folder)
    before = links(corpus.store.decisions()).notes
    for one in take(corpus, answers, who=who, when=the_day(today)):
        print(f"{one.id}\t{one.kind}\t{', '.join(one.targets)}")
    for note in links(corpus.store.decisions()).notes:
        if note not in before:
            say(note)
    return ExitCode.DONE


def correct(
    folder: Path, document: str, /, *, block: int, who: str, page: int = 0, row: int | None = None,
    column: int | None = None, text: str | None = None, word: list[str] | None = None, level: int | None = None,
    kind: str | None = None, why: str | None = None, today: str | None = None,
) -> int:  # fmt: skip
    """Rätta det som lästs fel; rättelsen läggs på varje ny läsning av dokumentet.

    Args:
        folder: Arbetsytan.
        document: Id, början på det, eller filnamn.
        block: Blockets nummer på sidan, som i bilderna från ingest --debug-images.
        who: Vem som säger det.
        page: Sida, från 1; utelämnas för format utan sidor.
        row: Cellens rad i tabellen, från 1.
        column: Cellens kolumn, från 1.
        text: Hela texten som den är tryckt.
        word: Ett felläst ord och det som är tryckt: --word felläst --word rätt.
        level: Nivå på en rubrik eller lista.
        kind: heading, paragraph, list_item, furniture eller comment.
        why: En anmärkning.
        today: Dagen. Förval: i dag.
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
        old=word[0] if word is not None else None, who=who, when=the_day(today), why=why,
    )  # fmt: skip
    print(f"{one.id}\t{one.kind}\t{one.value}")
    return ExitCode.DONE


def log(folder: Path, /, *, json: Json = False) -> int:
    """Vad människor har beslutat, äldst först.

    Args:
        folder: Arbetsytan.
        json: Ett beslut per rad.
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
    """Ta tillbaka ett beslut; loggen behåller båda.

    Args:
        folder: Arbetsytan.
        id: Beslutets, som `plankit log` visar det; ett svars id tar tillbaka allt som kom av det.
        who: Vem som tar tillbaka det.
        why: En anmärkning.
        today: Dagen. Förval: i dag.
    """
    from toolkit.corpus import Corpus
    from toolkit.workflow.asking import undo as take

    one = take(Corpus.open(folder), id, who=who, when=the_day(today), why=why)
    print(f"{one.id}\t{one.kind}\t{', '.join(one.targets)}")
    return ExitCode.DONE

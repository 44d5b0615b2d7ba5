"""People asked and answered: questions out as lines, answers in as decisions, each signed."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.cluster.suggest import Question, answered, suggest
from toolkit.confirmations import confirmation, is_confirmation
from toolkit.corpus import Corpus
from toolkit.corrections import address, correction
from toolkit.decisions import in_force
from toolkit.errors import DecisionError, InputError, UsageError
from toolkit.faults import told
from toolkit.labels import labels
from toolkit.model import Decision, DecisionKind, Measure

LETTERS = "ABCDEF"
"""What the measures of a question are called; the first one is A."""
_TOLD = 200
"""Characters of a description that are shown beside a question."""


def questions(corpus: Corpus, count: int) -> tuple[dict[str, object], ...]:
    """The next questions as objects, with room for the answer in ``same`` or ``apart``, whichever is shorter."""
    by_id = {measure.id: measure for measure in corpus.all_measures}
    files = {row.id: row.file for row in corpus.current}
    asked = suggest(corpus.clustering, corpus.all_measures, decisions=corpus.store.decisions(), count=count)
    say = labels(corpus.settings.language)["asking.question"]
    return tuple(_told(one, by_id, files, say) for one in asked)


def _told(question: Question, by_id: Mapping[str, Measure], files: Mapping[str, str], say: str) -> dict[str, object]:
    """A question with what one needs to know to answer it: the words, whose they are, and where they stand."""
    shown = [
        {
            "letter": letter,
            "id": one.id,
            "municipality": ", ".join(one.municipality),
            "text": one.text,
            "description": shortened(one.description or "", _TOLD),
            "heading": one.heading_path[-1] if one.heading_path else "",
            "file": files.get(one.document, one.document),
            "page": one.provenance.page,
        }
        for letter, one in zip(LETTERS, (by_id[one] for one in question.measures), strict=False)
    ]
    room = {"same": None, "apart": None}
    return {"question": question.id, "ask": say, "worth": question.worth, "measures": shown, **room}


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut between two words.

    Example:
        >>> shortened("Alla chefer utbildas varje år", 15)
        'Alla chefer …'
    """
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[:most].rpartition(' ')[0]} …"


def decide(corpus: Corpus, file: Path, *, who: str, when: str) -> tuple[Decision, ...]:
    """Read answers and put them into the log, all or none.

    A review sheet (.xlsx) is read row by row. A line of any other file is a question that was answered (``measures``
    with ``same``, those that are the same as the first, or ``apart``, those that are not; ids or letters; both null is
    a question passed over), a decision of its own (``kind``, ``targets``, ``value``, ``why``), or a text of one's own
    in the draft that names another town and is meant so (``confirm``: the exact text, ``why``).

    Raises:
        InputError: The file cannot be read.
        DecisionError: Lines that say nothing that can be decided; all are named by number.
    """
    from toolkit.decisions import expand

    _signed(who)
    if file.suffix.lower() == ".xlsx":
        return _decide_sheet(corpus, file, who=who, when=when)
    measures = corpus.all_measures
    known = {measure.id for measure in measures} | {cluster.id for cluster in corpus.clustering.clusters}
    number = _last(corpus.store.decisions())
    events: list[Decision] = []
    faults: list[str] = []
    for line, row in _lines(file):
        try:
            name = f"b{number + line:05d}"
            made = _decisions(row, known, measures, name=name, who=str(row.get("who") or who), when=when)
            events += [one if is_confirmation(one) else expand(one, corpus.clustering, measures) for one in made]
        except (ValueError, KeyError, TypeError, DecisionError) as error:
            faults.append(f"rad {line}: {_fault(error)}")
    if faults:
        raise DecisionError(
            f"{file.name}: " + "; ".join(faults) + ".", advice="Inget sparades. Rätta raderna och kör om."
        )
    if events:
        corpus.decide(*events)
    return tuple(events)


def _fault(error: Exception) -> str:
    """What is wrong with a line: our own words as they are, a library's in ours."""
    if isinstance(error, DecisionError):
        return error.message
    if isinstance(error, KeyError):
        return f"{error.args[0]} saknas" if error.args else "ett namn saknas"
    words = str(error)
    return words if type(error) is ValueError and "is not a valid" not in words else "ett värde som inte finns"


def _decide_sheet(corpus: Corpus, file: Path, *, who: str, when: str) -> tuple[Decision, ...]:
    """A review sheet that was filled in: what it says and the log does not say already."""
    from toolkit.workflow.returned_sheet import events, read_sheet

    first = _last(corpus.store.decisions()) + 1
    made, faults = events(read_sheet(file), corpus, who=who, when=when, first=first)
    if faults:
        raise DecisionError(
            f"{file.name}: " + "; ".join(faults) + ".", advice="Inget sparades. Rätta raderna och kör om."
        )
    if made:
        corpus.decide(*made)
    return made


def _last(log: Sequence[Decision]) -> int:
    """The highest number that an id of the log has; others may number theirs otherwise."""
    return max((int(found[1]) for one in log if (found := re.match(r"b(\d+)", one.id))), default=0)


def _signed(who: str) -> None:
    if not who.strip():
        raise UsageError("Ett beslut ska vara undertecknat.", advice="Ange namn med --who.")


def _lines(file: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    """Number and content of each line that has any; a line that is no object is an empty one, and told as such."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} går inte att läsa: {told(error)}.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            yield number, row if isinstance(row, dict) else {}


def _decisions(
    row: Mapping[str, Any], known: set[str], measures: Sequence[Measure], *, name: str, who: str, when: str
) -> tuple[Decision, ...]:
    """What one line decides."""
    if not row:
        raise ValueError("ingen giltig rad")
    if "confirm" in row:
        text, why = str(row["confirm"]), str(row.get("why") or "")
        return (confirmation(text, id=name, who=who, when=when, why=why),)
    if "kind" in row:
        kind = DecisionKind(row["kind"])
        if kind is DecisionKind.CORRECT:
            raise ValueError("rättelser görs med plankit correct")
        targets = tuple(map(str, row["targets"]))
        if kind is not DecisionKind.UNDO:
            _check(targets, known)
        value = str(row["value"]) if row.get("value") is not None else None
        return (Decision(id=name, kind=kind, targets=targets, who=who, when=when, value=value, why=row.get("why")),)
    asked = tuple(one["id"] if isinstance(one, dict) else str(one) for one in row["measures"])
    _check(asked, known)
    apart = _apart(row, asked)
    if apart is None:
        return ()
    question = str(row["question"]) if row.get("question") else None
    return answered(asked, apart, measures=measures, id=name, who=who, when=when, why=row.get("why"), question=question)


def _apart(row: Mapping[str, Any], asked: Sequence[str]) -> tuple[str, ...] | None:
    """Which measures of a question are not the same as the first, told by either answer; None: it was passed over."""
    given = {}
    for key in ("same", "apart"):
        if row.get(key) is not None:
            given[key] = [_meant(str(one), asked) for one in row[key]]
            if len(asked) < 2 or not set(given[key]) <= set(asked[1:]):
                raise ValueError(f"{key} ska vara några av de åtgärder som frågan gäller, inte den första")
    if not given:
        return None
    rest = [one for one in asked[1:] if one not in given.get("same", ())]
    apart = tuple(one for one in asked[1:] if one in given["apart"]) if "apart" in given else tuple(rest)
    if "same" in given and set(apart) != set(rest):
        raise ValueError("same och apart säger emot varandra")
    return apart


def _meant(one: str, asked: Sequence[str]) -> str:
    """The id behind a letter; an id is itself."""
    at = LETTERS.find(one.strip().upper()) if len(one.strip()) == 1 else -1
    return asked[at] if one not in asked and 0 <= at < len(asked) else one


def take(
    corpus: Corpus, question: Mapping[str, object], letters: str, *, who: str, when: str
) -> tuple[Decision, ...]:  # fmt: skip
    """Put the answer to one question, given at the terminal, into the log: the letters of those that are the same.

    Raises:
        UsageError: A letter that the question does not have, or nobody's name.
    """
    _signed(who)
    shown = question["measures"]
    known = LETTERS[1 : len(shown)] if isinstance(shown, list) else ""
    same = [sign for sign in letters.upper() if not sign.isspace() and sign not in ",;."]
    if not set(same) <= set(known):
        raise UsageError(f"{letters!r} är inget svar.", advice=f"Skriv bokstäver ur {known}, eller - för ingen.")
    measures = corpus.all_measures
    row = {**question, "same": same, "apart": None}
    name = f"b{_last(corpus.store.decisions()) + 1:05d}"
    events = _decisions(row, {one.id for one in measures}, measures, name=name, who=who, when=when)
    corpus.decide(*events)
    return events


def _check(identities: Iterable[str], known: set[str]) -> None:
    unknown = [one for one in identities if one not in known]
    if unknown:
        raise ValueError(f"okänt id {', '.join(unknown)}")


def undo(corpus: Corpus, identity: str, *, who: str, when: str, why: str | None = None) -> Decision:
    """Take back a decision, or all that came of one answer, by one more event.

    Raises:
        UsageError: There is no such decision, or it was taken back before.
    """
    _signed(who)
    log = corpus.store.decisions()
    targets = tuple(one.id for one in log if one.id == identity or one.id.rpartition(".")[0] == identity)
    if not targets:
        raise UsageError(f"Beslutet {identity!r} finns inte.", advice="Se loggen med: plankit log ARBETSYTA")
    back = {target for one in log if one.kind is DecisionKind.UNDO for target in one.targets}
    standing = {one.id for one in in_force(log)}
    if back.issuperset(targets) and not standing & set(targets):
        raise UsageError(f"Beslutet {identity!r} är redan återtaget.", advice="Se loggen med: plankit log ARBETSYTA")
    event = Decision(id=f"b{_last(log) + 1:05d}", kind=DecisionKind.UNDO, targets=targets, who=who, when=when, why=why)
    corpus.decide(event)
    return event


def correct(
    corpus: Corpus, document: str, *, page: int, block: int, cell: tuple[int, int] | None, field: str, value: str,
    old: str | None, who: str, when: str, why: str | None = None,
) -> Decision:  # fmt: skip
    """Correct one place of a document, as it reads now.

    Raises:
        UsageError: There is no such place, or the value does not fit.
    """
    _signed(who)
    read = corpus.document(document)
    row, column = cell or (None, None)
    place = address(read, page=page, block=block, row=row, column=column)
    name = f"b{_last(corpus.store.decisions()) + 1:05d}"
    event = correction(read, place, field=field, value=value, old=old, id=name, who=who, when=when, why=why)
    corpus.decide(event)
    return event

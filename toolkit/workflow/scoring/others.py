"""The other kinds of gold: transcribed scans, and government assignments end to end from the file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit import evaluate
from toolkit.evaluate import bootstrap
from toolkit.extract.agreement import field_signals
from toolkit.model import Measure
from toolkit.text import tokens
from toolkit.workflow.scoring.result import Finding, Judged, Result
from toolkit.workflow.scoring.sources import Sources, cut, read

_KEYS = ("responsible", "partners", "dates")


def scan(gold: Path, text: str, given: Sources) -> Result:
    """A transcription: word F1, and how many words with å ä ö came back."""
    wanted = gold.stem.removeprefix("scan_")
    # The transcriber's own marks and remarks are not on the page.
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("=== page", "# Notes")))
    got: Counter[str] = Counter()
    for _, document in read(given, [path for path in given.paths if path.stem == wanted]):
        got += Counter(tokens(document.text))
    expected = Counter(tokens(text))
    swedish = Counter({word: count for word, count in expected.items() if set(word) & set("åäö")})
    total = got.total() + expected.total()
    figures = {
        "word F1": 2 * (got & expected).total() / total if total else 0.0,
        "words": expected.total(),
        "words with å ä ö kept": (got & swedish).total() / swedish.total() if swedish else 1.0,
    }
    missing = (f"SAKNAS  {word} ({count})" for word, count in sorted((expected - got).items()))
    return Result(gold=gold.name, figures=figures, findings=tuple(Finding(kind="other", text=one) for one in missing))


def assignments(gold: Path, records: Sequence[Mapping[str, Any]], given: Sources) -> Result:
    """Owners, partners and date phrases; what is not named in the gold and is found all the same counts as wrong."""
    files = given.named(tuple(row["file"] for row in records))
    documents = dict(read(given, list(files.values())))
    each: list[Counter[str]] = []
    misses: list[str] = []
    judged: list[Judged] = []
    for row in records:
        if row.get("sure", True):
            document = documents.get(files[row["file"]]) if row["file"] in files else None
            found = cut(document).measures if document is not None else ()
            counts, told = _assignment_score(row, _assignment(found))
            judged += _judged(row, found)
            each.append(counts)
            misses += told
    return Result(
        gold=gold.name,
        figures={name: _share(each, name) for name in _KEYS},
        findings=tuple(Finding(kind="other", text=one) for one in misses),
        fields=tuple(judged),
    )


def _judged(row: Mapping[str, Any], found: Sequence[Measure]) -> Iterator[Judged]:
    """How sure the owners and partners were, and whether they were right."""
    for key in ("responsible", "partners"):
        holding = [measure for measure in found if getattr(measure, key).value]
        if holding:
            names = " ".join(_names(found, key))
            right = evaluate.token_f1(" ".join(row[key]), names) >= evaluate.RIGHT
            sure = getattr(holding[0], key).confidence
            yield Judged(document=row["file"], sure=sure, right=right, signals=field_signals(holding[0], key) or {})


def _assignment_score(row: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Counter[str], list[str]]:
    """What was right of how many in one assignment, and a line for each that was not."""
    counts: Counter[str] = Counter()
    misses = []
    for key in ("responsible", "partners"):
        expected, got = " ".join(row[key]), " ".join(found.get(key, ()))
        if expected or got:
            right = evaluate.token_f1(expected, got) >= evaluate.RIGHT
            counts.update({f"{key} right": int(right), key: 1})
            if not right:
                misses.append(f"{row['file']} {key}: {expected!r} blev {got!r}")
    for date in row["deadlines"]:
        if date["start"] or date["end"]:
            right = (date["start"], date["end"]) in found.get("dates", ())
            counts.update({"dates right": int(right), "dates": 1})
            if not right:
                misses.append(f"{row['file']} tid: {date['text']!r} ({date['start']}, {date['end']})")
    return counts, misses


def _share(each: Sequence[Counter[str]], name: str) -> dict[str, Any]:
    def share(drawn: Sequence[Counter[str]]) -> float:
        total = sum(one[name] for one in drawn)
        return sum(one[f"{name} right"] for one in drawn) / total if total else 0.0

    found: dict[str, Any] = {"right": share(each), "n": sum(one[name] for one in each)}
    if bound := bootstrap(each, share):
        found["95 % interval over documents"] = "{:.3f}-{:.3f}".format(*bound)
    return found


def _assignment(found: Sequence[Measure]) -> dict[str, Any]:
    """Owners, partners and dated intervals of one assignment: all that its measures say together."""
    return {
        "responsible": _names(found, "responsible"),
        "partners": _names(found, "partners"),
        "dates": {(each.deadline.value.start, each.deadline.value.end) for each in found if each.deadline.value},
    }


def _names(found: Sequence[Measure], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.name for each in found for party in getattr(each, key).value or ()))

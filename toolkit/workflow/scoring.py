"""`plankit evaluate`: gold made by hand against what the program finds, beside trivial baselines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit import evaluate
from toolkit.errors import InputError, ToolkitError, UsageError
from toolkit.evaluate import Item, Matching, Score
from toolkit.model import Document, Segmentation
from toolkit.text import tokens

_RESAMPLES = 1000
_ENOUGH = 10
"""Documents from which an interval by bootstrap says something."""


@dataclass(frozen=True)
class Result:
    """The scores of one gold file: figures by name, and a line for each miss and false alarm."""

    gold: str
    figures: Mapping[str, Any]
    misses: tuple[str, ...] = ()


def score(gold: Path, *, against: Sequence[Path], encoder: str = "best", leave_one_out: bool = False) -> Result:
    """Score one gold file; what kind it is, is told by what is in it.

    Args:
        gold: Measures or assignments (a JSON list), clusters (JSON lines) or a transcription (text).
        against: Documents, or folders of them.
        encoder: For clusters.
        leave_one_out: For clusters: also drafts for each town built from the others.

    Raises:
        InputError: The gold cannot be read.
        UsageError: There is nothing to score against.
    """
    try:
        text = gold.read_text(encoding="utf-8-sig")
        if gold.suffix == ".txt":
            return _scan(gold, text, against)
        if gold.suffix == ".jsonl":
            return _clusters(
                gold, [json.loads(line) for line in text.splitlines() if line.strip()], encoder, leave_one_out
            )
        records = json.loads(text)
    except (OSError, ValueError) as error:
        raise InputError(f"Facit {gold} går inte att läsa: {error}.") from error
    if records and "city" in records[0]:
        return _cities(gold, records, against)
    if records and isinstance(records[0].get("responsible"), list) and "file" in records[0]:
        return _assignments(gold, records, against)
    return _measures(gold, records, against)


def shown(result: Result, *, misses: bool = False) -> str:
    """The figures as aligned lines, with every miss and false alarm below when asked for."""
    lines = [f"{result.gold}"]
    lines += _aligned(result.figures, indent="  ")
    if misses:
        lines += ["", *result.misses]
    return "\n".join(lines)


def _aligned(figures: Mapping[str, Any], *, indent: str) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}"
            yield from _aligned(value, indent=indent + "  ")
        else:
            told = f"{value:.3f}" if isinstance(value, float) else str(value)
            yield f"{indent}{name:<34} {told}"


# --- reading what is scored -----------------------------------------------------------------------------------------


def _files(against: Sequence[Path]) -> list[Path]:
    """All files named, folders opened, in a fixed order."""
    found: list[Path] = []
    for path in against:
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    if not found:
        raise UsageError("Inget att mäta mot.", advice="Ange dokumenten med --against FIL eller --against MAPP.")
    return found


def _read(files: Iterable[Path]) -> Iterator[tuple[Path, Document]]:
    """Each file that can be read; the others stay in the denominator as misses."""
    from toolkit.extract import describe
    from toolkit.ingest import ingest_all

    for path, outcome in ingest_all(files):
        if not isinstance(outcome, ToolkitError):
            yield path, replace(outcome, metadata=describe(outcome))


def _cut(document: Document) -> Segmentation:
    """Measures with fields."""
    from toolkit.extract import extract
    from toolkit.segment import segment

    return extract(segment(document), document, metadata=document.metadata)


def _predicted(document: Document) -> tuple[Item, ...]:
    return tuple(evaluate.item_of(measure) for measure in _cut(document).measures)


# --- measures -------------------------------------------------------------------------------------------------------


def _figures(one: Score) -> dict[str, float | int]:
    return {
        "precision": one.precision,
        "recall": one.recall,
        "F1": one.f1,
        "n": one.right + one.missed,
        "false": one.false,
    }


def _fields(matching: Matching, names: Iterable[str]) -> dict[str, Any]:
    """Right where printed, invented where not, by field."""
    found: dict[str, Any] = {}
    for name in names:
        one = evaluate.field_score(matching.sure, name)
        if one.printed or one.invented:
            found[name] = {
                "right": one.share_right,
                "printed": one.printed,
                "invented": one.share_invented,
                "not printed": one.absent,
            }
    return found


def _lines(matching: Matching, name: str) -> tuple[str, ...]:
    """Every miss and false alarm, with its page or line."""

    def place(item: Item) -> str:
        return f"s. {item.page}" if item.page is not None else f"rad {item.line}"

    return (
        *(f"MISSAD  {name} {place(item)} [{item.form}] {item.text}" for item in matching.missed),
        *(f"FALSK   {name} {place(item)} [{item.form}] {item.text}" for item in matching.false),
    )


def _measures(gold: Path, records: Sequence[Mapping[str, object]], against: Sequence[Path]) -> Result:
    """One document read by hand."""
    files = _files(against)
    chosen = [path for path in files if path.stem.lower().startswith(gold.stem.split("_")[0].lower())] or files
    if len(chosen) != 1:
        raise UsageError(
            f"{gold.name} gäller ett dokument, men {len(chosen)} angavs.", advice="Ange just det dokumentet."
        )
    items = evaluate.gold_items(records)
    documents = [document for _, document in _read(chosen)]
    predicted = tuple(item for document in documents for item in _predicted(document))
    matching = evaluate.match(items, predicted)
    trivial = evaluate.match(items, tuple(item for document in documents for item in evaluate.baseline(document)))
    figures = {
        "measures": _figures(evaluate.score(matching)),
        "by form": {form: _figures(one) for form, one in evaluate.by_form(matching).items()},
        "baseline (every paragraph and row)": _figures(evaluate.score(trivial)),
        "fields": _fields(matching, ("responsible", "partners", "deadline", "goal", "indicator")),
    }
    return Result(gold=gold.name, figures=figures, misses=_lines(matching, chosen[0].name))


def _cities(gold: Path, records: Sequence[Mapping[str, object]], against: Sequence[Path]) -> Result:
    """The template of one table a measure, over many cities."""
    files = {path.stem.lower(): path for path in _files(against)}
    items: dict[str, list[Item]] = {}
    for item in evaluate.gold_items(records):
        items.setdefault(item.document, []).append(item)
    documents = {
        path.stem.lower(): document
        for path, document in _read([files[city.lower()] for city in sorted(items) if city.lower() in files])
    }
    parts: list[Score] = []
    pairs: list[evaluate.Pair] = []
    misses: list[str] = []
    trivial = Score(right=0, missed=0, false=0)
    for city, expected in sorted(items.items()):
        document = documents.get(city.lower())
        predicted = _predicted(document) if document is not None else ()
        matching, one = evaluate.cities(expected, predicted)
        parts.append(one)
        pairs += matching.pairs
        misses += _lines(matching, city)
        trivial += evaluate.cities(expected, evaluate.baseline(document) if document is not None else ())[1]
    total = sum(parts, start=Score(right=0, missed=0, false=0))
    everything = Matching(pairs=tuple(pairs), missed=(), false=())
    whole = evaluate.whole_descriptions(everything.sure)
    figures: dict[str, Any] = {
        "measures": _figures(total) | {"cities": len(items)},
        "baseline (every paragraph and row)": _figures(trivial),
        "fields": _fields(everything, ("responsible", "partners")),
        "whole descriptions": {"right": whole.share_right, "n": whole.printed},
    }
    if len(parts) >= _ENOUGH:
        figures["95 % interval over cities"] = {
            name: "{:.3f}-{:.3f}".format(*_interval(parts, name)) for name in ("precision", "recall", "f1")
        }
    return Result(gold=gold.name, figures=figures, misses=tuple(misses))


def _interval(parts: Sequence[Score], name: str) -> tuple[float, float]:
    """Bootstrap over documents, seed 0: the middle 95 % of the resampled score."""
    import random

    dice = random.Random(0)
    empty = Score(right=0, missed=0, false=0)
    drawn = sorted(float(getattr(sum(dice.choices(parts, k=len(parts)), start=empty), name)) for _ in range(_RESAMPLES))
    return drawn[int(0.025 * _RESAMPLES)], drawn[int(0.975 * _RESAMPLES)]


# --- scans ----------------------------------------------------------------------------------------------------------


def _scan(gold: Path, text: str, against: Sequence[Path]) -> Result:
    """A transcription: word F1, and how many words with å ä ö came back."""
    from collections import Counter

    wanted = gold.stem.removeprefix("scan_")
    # The transcriber's own marks and remarks are not on the page.
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("=== page", "# Notes")))
    chosen = [path for path in _files(against) if path.stem == wanted]
    got: Counter[str] = Counter()
    for _, document in _read(chosen):
        got += Counter(tokens(document.text))
    expected = Counter(tokens(text))
    swedish = Counter({word: count for word, count in expected.items() if set(word) & set("åäö")})
    same = (got & expected).total()
    total = got.total() + expected.total()
    figures = {
        "word F1": 2 * same / total if total else 0.0,
        "words": expected.total(),
        "words with å ä ö kept": (got & swedish).total() / swedish.total() if swedish else 1.0,
    }
    missing = tuple(f"SAKNAS  {word} ({count})" for word, count in sorted((expected - got).items()))
    return Result(gold=gold.name, figures=figures, misses=missing)


# --- assignments ----------------------------------------------------------------------------------------------------


def _assignments(gold: Path, records: Sequence[Mapping[str, Any]], against: Sequence[Path]) -> Result:
    """Owners, partners and date phrases of government assignments, end to end from the file."""
    files = {path.name: path for path in _files(against)}
    documents = {
        path.name: document for path, document in _read([files[row["file"]] for row in records if row["file"] in files])
    }
    counts = {"responsible": [0, 0], "partners": [0, 0], "dates": [0, 0]}
    misses: list[str] = []
    for row in records:
        if not row.get("sure", True):
            continue
        document = documents.get(row["file"])
        found = _assignment(document) if document is not None else {}
        for key in ("responsible", "partners"):
            expected, got = " ".join(row[key]), " ".join(found.get(key, ()))
            if expected or got:
                right = evaluate.token_f1(expected, got) >= evaluate.RIGHT
                counts[key][0] += right
                counts[key][1] += 1
                if not right:
                    misses.append(f"{row['file']} {key}: {expected!r} blev {got!r}")
        for date in row["deadlines"]:
            right = (date["start"], date["end"]) in found.get("dates", ()) if date["start"] or date["end"] else True
            if date["start"] or date["end"]:
                counts["dates"][0] += right
                counts["dates"][1] += 1
            if not right:
                misses.append(f"{row['file']} tid: {date['text']!r} ({date['start']}, {date['end']})")
    figures = {name: {"right": right / total if total else 0.0, "n": total} for name, (right, total) in counts.items()}
    return Result(gold=gold.name, figures=figures, misses=tuple(misses))


def _assignment(document: Document) -> dict[str, Any]:
    """Owners, partners and dated intervals of one assignment: all that its measures say together."""
    measures = _cut(document).measures
    return {
        "responsible": tuple(dict.fromkeys(one.name for each in measures for one in each.responsible.value or ())),
        "partners": tuple(dict.fromkeys(one.name for each in measures for one in each.partners.value or ())),
        "dates": {(each.deadline.value.start, each.deadline.value.end) for each in measures if each.deadline.value},
    }


# --- clusters -------------------------------------------------------------------------------------------------------


def _clusters(gold: Path, rows: Sequence[Mapping[str, Any]], encoder: str, leave_one_out: bool) -> Result:
    """Clusters beside all-singletons and word TF-IDF at its own best cut."""
    from toolkit.cluster import cluster_rows, resolve_encoder
    from toolkit.scores import adjusted_rand, alone, bcubed, candidate_recall, word_baseline

    truth = {row["id"]: row["cluster"] for row in rows}
    unsure = frozenset(
        frozenset((row["id"], other)) for row in rows for other in row.get("unsure_with", ()) if other in truth
    )
    made = cluster_rows(rows, encoder=encoder, neighbours=10)
    found: dict[str, Any] = {str(row["id"]): row["cluster"] for row in made}
    nearest: dict[str, Any] = {str(row["id"]): row["neighbours"] for row in made}
    strict, lenient = bcubed(found, truth), bcubed(found, truth, unsure=unsure)
    texts = {row["id"]: f"{row['text']} {row['text']} {row.get('description') or ''}" for row in rows}
    cut, words = word_baseline(texts, truth)
    single = bcubed(alone(truth), truth)
    figures: dict[str, Any] = {
        "encoder": resolve_encoder(encoder),
        "n": len(rows),
        "B-cubed strict": {"precision": strict.precision, "recall": strict.recall, "F1": strict.f1},
        "B-cubed lenient": {"precision": lenient.precision, "recall": lenient.recall, "F1": lenient.f1},
        "ARI": adjusted_rand(found, truth),
        "candidate recall@10": candidate_recall(nearest, truth),
        "all singletons, strict F1": single.f1,
        f"word TF-IDF at its best cut ({cut:.2f}), strict F1": words.f1,
    }
    if leave_one_out:
        from toolkit.assemble import leave_one_out_rows
        from toolkit.cluster import cluster

        figures["draft, one town left out"] = leave_one_out_rows(
            rows, group=lambda measures: cluster(measures, encoder=encoder or "best")
        )
    by_id = {row["id"]: row for row in rows}
    misses = tuple(
        f"{'DELAD ' if found[a] != found[b] else 'SAMMAN'}  {by_id[a]['text']}  |  {by_id[b]['text']}"
        for a, b in _pairs(sorted(truth))
        if (truth[a] == truth[b]) != (found[a] == found[b]) and frozenset((a, b)) not in unsure
    )
    return Result(gold=gold.name, figures=figures, misses=misses)


def _pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(ids):
        for other in ids[at + 1 :]:
            yield one, other

"""Measures and fields against gold: one document or many, form by form, beside the trivial baseline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit import evaluate
from toolkit.errors import UsageError
from toolkit.evaluate import FieldScore, Item, Matching, Score, bootstrap, interval
from toolkit.extract.agreement import WEIGHED, absence_signals, field_signals
from toolkit.gate import unquotable
from toolkit.model import Measure
from toolkit.scores import brier, calibration_error
from toolkit.segment.confidence import evidence
from toolkit.text import tokens
from toolkit.workflow.scoring.dates import dates
from toolkit.workflow.scoring.places import findings
from toolkit.workflow.scoring.provenance import Checked, checked
from toolkit.workflow.scoring.result import Finding, Judged, Result
from toolkit.workflow.scoring.sources import Read, Sources, cut, read

_FIELDS = ("responsible", "partners", "deadline", "goal", "indicator", "follow_up")
_NOTHING = Score(right=0, missed=0, false=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one document of the gold came to."""

    name: str
    matching: Matching
    trivial: Score
    candidates: tuple[Judged, ...]
    read: Read | None
    made: Mapping[int, Measure]
    """The measure behind each item of the output, by the item's identity."""
    quoted: int = 0
    """Measures whose words were found again on their page."""
    witnessed: Checked | None = None
    """The same for every quotation, in the text of another program; None where that is not installed."""

    @property
    def score(self) -> Score:
        """Precision, recall and F1 of the document."""
        return evaluate.score(self.matching)


def measures(gold: Path, records: Sequence[Mapping[str, object]], given: Sources) -> Result:
    """The score of gold measures, whichever documents they are from.

    Raises:
        UsageError: The gold is of one document, and it cannot be told which of several it is.
    """
    grouped: dict[str, list[Item]] = {}
    for item in evaluate.gold_items(records):
        grouped.setdefault(item.document, []).append(item)
    files = given.named(tuple(grouped)) if set(grouped) != {""} else {"": _only(gold, given)}
    documents = dict(read(given, sorted(set(files.values()))))
    parts = []
    for name, expected in sorted(grouped.items()):
        path = files.get(name)
        document = documents.get(path) if path is not None else None
        one = Read(path, document, cut(document)) if path is not None and document is not None else None
        parts.append(_part(name or (path.name if path else gold.name), expected, one))
    annotated = tuple(name for name in _FIELDS if any(name in record for record in records))
    return Result(
        gold=gold.name,
        figures=_all_figures(parts, annotated),
        findings=(
            *(found for part in parts for found in findings(part.matching, part.name, part.read)),
            *(found for part in parts for found in _lost(part)),
        ),
        judged=tuple(one for part in parts for one in _judged(part)),
        candidates=tuple(one for part in parts for one in part.candidates),
        fields=tuple(one for part in parts for one in _judged_fields(part, annotated)),
    )


def _only(gold: Path, given: Sources) -> Path:
    """The one document that gold without names is of: the only one, else the one whose name begins as the gold's."""
    begins = gold.stem.split("_")[0].lower()
    chosen = [path for path in given.paths if path.stem.lower().startswith(begins)] or list(given.paths)
    if len(chosen) != 1:
        raise UsageError(
            f"{gold.name} gäller ett dokument, men {len(chosen)} angavs.", advice="Ange just det dokumentet."
        )
    return chosen[0]


def _part(name: str, expected: Sequence[Item], one: Read | None) -> Part:
    """One document; where the gold holds lines of tables, only output inside those tables counts as false."""
    found = tuple(map(evaluate.item_of, one.cut.measures)) if one else ()
    made = {id(item): measure for item, measure in zip(found, one.cut.measures, strict=True)} if one else {}
    plain = evaluate.baseline(one.document) if one else ()
    tables_only = any(item.line_end is not None for item in expected)
    if tables_only:
        matching, trivial = evaluate.cities(expected, found)[0], evaluate.cities(expected, plain)[1]
    else:
        matching, trivial = evaluate.match(expected, found), evaluate.score(evaluate.match(expected, plain))
    lost = {key for key in unquotable(one.cut.measures, one.document) if "/" not in key} if one else set()
    return Part(
        name=name,
        matching=matching,
        trivial=trivial,
        candidates=candidates(name, expected, one, tables_only=tables_only) if one else (),
        read=one,
        made=made,
        quoted=len(one.cut.measures) - len(lost) if one else 0,
        witnessed=checked(one) if one else None,
    )


def candidates(name: str, expected: Sequence[Item], one: Read, *, tables_only: bool = False) -> tuple[Judged, ...]:
    """Every candidate, accepted or not, with how sure the program was that it is a measure, and whether it is.

    Candidates that match unsure gold, and with `tables_only` those outside the gold's tables, are left out.
    """
    by_id = {measure.id: measure for measure in one.cut.measures}
    items = {}
    for looked in one.cut.candidates:
        made = by_id.get(looked.measure or "")
        place = looked.provenance
        text, more = looked.text, made.description if made else None
        items[id(looked)] = Item(text=text, description=more, page=place.page, line=place.line)
    done = evaluate.match(expected, tuple(items.values()))
    right = {id(pair.predicted): pair.gold.sure for pair in done.pairs}
    judged = []
    for looked in one.cut.candidates:
        item = items[id(looked)]
        if right.get(id(item)) is False:
            continue
        if tables_only and id(item) not in right and not evaluate.inside([item], expected):
            continue
        signals = evidence(looked.layout_score, looked.language_score, accepted=looked.measure is not None)
        judged.append(Judged(document=name, sure=looked.confidence, right=id(item) in right, signals=signals))
    return tuple(judged)


def _lost(part: Part) -> Iterable[Finding]:
    """Each quotation that pdftotext does not show on its page."""
    for one in part.witnessed.lost if part.witnessed else ():
        yield Finding(kind="other", text=f"CITAT   {part.name} s. {one.page}: {one.text}", document=part.name)


def _judged(part: Part) -> Iterable[Judged]:
    for pair in part.matching.sure:
        yield Judged(document=part.name, sure=pair.predicted.confidence, right=True)
    for item in part.matching.false:
        yield Judged(document=part.name, sure=item.confidence, right=False)


def _judged_fields(part: Part, names: Sequence[str]) -> Iterable[Judged]:
    """How sure each value was, and whether it was right; a value where gold has none is wrong."""
    for pair in part.matching.sure:
        measure = part.made[id(pair.predicted)]
        for name in names:
            if name not in WEIGHED:
                continue
            signals = field_signals(measure, name)
            expected, got = pair.gold.fields.get(name, ""), pair.predicted.fields.get(name, "")
            right = evaluate.token_f1(expected, got) >= evaluate.RIGHT if expected else signals is None
            yield Judged(
                document=part.name,
                sure=getattr(measure, name).confidence,
                right=right,
                signals=absence_signals(measure, name) if signals is None else signals,
                doubtful=not right and _leaves_out(measure, name, expected, got),
                absent=signals is None,
            )


def _leaves_out(measure: Measure, name: str, expected: str, got: str) -> bool:
    """Whether the gold holds only a part, or nothing, of what a labelled cell of the measure holds."""
    return getattr(measure, name).basis == "cell" and set(tokens(expected)) < set(tokens(got))


# --- figures --------------------------------------------------------------------------------------------------------


def _all_figures(parts: Sequence[Part], annotated: Sequence[str]) -> dict[str, Any]:
    """The figures by name; intervals stand only where there are ten documents or more."""
    scores = [part.score for part in parts]
    total = sum(scores, start=_NOTHING)
    everything = Matching(pairs=tuple(pair for part in parts for pair in part.matching.pairs), missed=(), false=())
    found: dict[str, Any] = {"documents": len(parts), "measures": _figures(total)}
    unread = [part.name for part in parts if part.read is None]
    if unread:
        found["not read"] = ", ".join(unread)
    bounds = {name: interval(scores, of=name) for name in ("precision", "recall", "f1")}
    if all(bounds.values()):
        found["95 % interval over documents"] = {name: _span(bound) for name, bound in bounds.items()}
    found["by form"] = _by_form(parts)
    found["baseline (every paragraph and row)"] = _figures(sum((part.trivial for part in parts), start=_NOTHING))
    found["fields"] = _fields(parts, annotated)
    if dated := dates(everything.sure):
        found["dates as intervals"] = dated
    whole = evaluate.whole_descriptions(everything.sure)
    if whole.printed:
        found["whole descriptions"] = {"right": whole.share_right, "n": whole.printed}
    output = sum(len(part.read.cut.measures) for part in parts if part.read)
    if output:
        quoted = sum(part.quoted for part in parts)
        found["quotations found on their page"] = {"share": quoted / output, "n": output}
    if witnessed := [part.witnessed for part in parts if part.witnessed]:
        found["quotations in the text of pdftotext"] = _witnessed(witnessed)
    sure = [(one.sure, one.right) for part in parts for one in part.candidates]
    if sure:
        found["confidence, all candidates"] = {"Brier": brier(sure), "ECE": calibration_error(sure), "n": len(sure)}
    return found


def _witnessed(each: Sequence[Checked]) -> dict[str, float | int]:
    """No share where nothing could be looked for."""
    printed = sum(one.quotations for one in each)
    share = {"share": 1 - sum(len(one.lost) for one in each) / printed} if printed else {}
    return {
        **share,
        "n": printed,
        "documents": len(each),
        "on scanned pages, not checked": sum(o.scanned for o in each),
    }


def _figures(one: Score) -> dict[str, float | int]:
    return {
        "precision": one.precision,
        "recall": one.recall,
        "F1": one.f1,
        "n": one.right + one.missed,
        "false": one.false,
    }


def _span(bound: tuple[float, float] | None) -> str:
    return "{:.3f}-{:.3f}".format(*bound) if bound else ""


def _by_form(parts: Sequence[Part]) -> dict[str, dict[str, float | int]]:
    by_form: dict[str, Score] = {}
    for part in parts:
        for form, one in evaluate.by_form(part.matching).items():
            by_form[form] = by_form.get(form, _NOTHING) + one
    return {form: _figures(one) for form, one in sorted(by_form.items())}


def _fields(parts: Sequence[Part], names: Iterable[str]) -> dict[str, Any]:
    """Right where printed, invented where not, by field that the gold speaks of."""
    found: dict[str, Any] = {}
    for name in names:
        each = [evaluate.field_score(part.matching.sure, name) for part in parts]
        one = _sum(each)
        if not (one.printed or one.invented):
            continue
        found[name] = {
            "right": one.share_right,
            "printed": one.printed,
            "invented": one.share_invented,
            "not printed": one.absent,
        }
        bound = bootstrap(each, lambda drawn: _sum(drawn).share_right)
        if bound:
            found[name]["right, 95 % interval"] = _span(bound)
    return found


def _sum(each: Sequence[FieldScore]) -> FieldScore:
    first, *rest = each
    for one in rest:
        first = first + one
    return first

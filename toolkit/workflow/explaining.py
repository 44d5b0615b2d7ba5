"""Why each candidate is, or is not, a measure: section, form, signals, reasons and the lexicon line behind them."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.labels import labels
from toolkit.lexicon.lines import where
from toolkit.model import Candidate, Section, Segmentation
from toolkit.segment.confidence import disagree
from toolkit.segment.sections import heading_kind
from toolkit.workflow.explaining_fields import field_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One candidate and all that was decided on."""

    candidate: Candidate
    section: str
    """What the section is for, and the heading that says so."""
    signals: str
    reasons: tuple[str, ...]
    entries: tuple[str, ...]
    """Lines of the lexicon that matched."""
    fields: tuple[str, ...] = ()
    """What each field of the measure says, and why."""


def explained(cut: Segmentation, starts: tuple[int, ...], *, language: str = "sv") -> Iterator[Explained]:
    """Every candidate of a document in reading order.

    Args:
        cut: What the document was cut into.
        starts: Where each block of the document starts in its text: `Section` counts blocks.
        language: Of what the program itself writes.
    """
    say = labels(language)
    made = {measure.id: measure for measure in cut.measures}
    for one in cut.candidates:
        section = _section(one, cut, starts)
        heading = section.reasons[0].partition(": ")[2] if section and section.reasons else ""
        word = heading_kind(heading)[1] if heading else ""
        entries = [str(found) for found in (where(word, within=("sections",)) if word else None,) if found]
        reasons = []
        for reason in one.reasons[1:]:
            head, _, told = reason.partition(": ")
            if head == "form":
                continue
            reasons.append(reason)
            if told and (found := where(told)) is not None:
                entries.append(str(found))
        kind = one.reasons[0] if one.reasons else say[f"section.{one.section}"]
        yield Explained(
            candidate=one,
            section=f"{kind} ({say['explain.heading']}: {heading})" if heading else kind,
            signals=_signals(one, language),
            reasons=tuple(reasons),
            entries=tuple(dict.fromkeys(entries)),
            fields=field_lines(made[one.measure], language=language) if one.measure in made else (),
        )


def _section(candidate: Candidate, cut: Segmentation, starts: tuple[int, ...]) -> Section | None:
    at = sum(start <= candidate.provenance.start for start in starts) - 1
    return next((one for one in cut.sections if one.first <= at <= one.last), None)


def _signals(one: Candidate, language: str) -> str:
    """What form and words speak for, and whether they agree."""
    say = labels(language)
    agree = say["explain.apart" if disagree(one.layout_score, one.language_score) else "explain.agree"]
    return say["explain.signals"].format(
        form=say[f"form.{one.form}"],
        layout=f"{one.layout_score:.2f}".replace(".", say["explain.comma"]),
        words=f"{one.language_score:.2f}".replace(".", say["explain.comma"]),
        agree=agree,
        chance=round(100 * one.confidence),
    )


def told(one: Explained, *, language: str = "sv") -> str:
    """A candidate as lines to read."""
    say = labels(language)
    place = one.candidate.provenance
    where_ = f"{say['explain.page']} {place.page}" if place.page is not None else ""
    if not where_ and place.line is not None:
        where_ = f"{say['explain.line']} {place.line}"
    lines = [
        f"{say[f'verdict.{one.candidate.verdict}'].upper()}  {where_}".rstrip(),
        f"    \u201d{' '.join(one.candidate.text.split())}\u201d",
        f"    {say['explain.section']}: {one.section}",
        f"    {one.signals}",
    ]
    if one.reasons:
        lines.append(f"    {say['explain.why']}: {'; '.join(one.reasons)}")
    if one.entries:
        lines.append(f"    {say['explain.lexicon']}: {'; '.join(one.entries)}")
    if one.fields:
        lines.append(f"    {say['explain.fields']}:")
        lines += [f"        {line}" for line in one.fields]
    return "\n".join(lines)

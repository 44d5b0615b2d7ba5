"""The annex of what is not in the draft: each candidate with why, first what people excluded, then by worth."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from toolkit.assemble.authorities import acts_elsewhere
from toolkit.assemble.choose import Candidate, Choice
from toolkit.assemble.rules import budget
from toolkit.assemble.setting import Setting
from toolkit.assemble.wording import Wording, item_id, make_item, source_of
from toolkit.labels import labels
from toolkit.model import Column, Comparison, DocumentRecord, DraftItem, Entry, ItemKind, Source


def left_out_items(
    choice: Choice,
    lost: Sequence[Candidate],
    worded: Mapping[str, tuple[Wording, ...]],
    setting: Setting,
    records: Mapping[str, DocumentRecord],
    *,
    size: int,
    barred: frozenset[str],
    regional: Sequence[Candidate] = (),
) -> tuple[DraftItem, ...]:
    """What is not in the draft, each with why: first what people excluded, then by worth, the county's own last."""
    say = labels(setting.language)
    full = _full_areas(choice, size)
    rows = []
    for one in (*choice.left_out, *regional):
        why = say["assemble.out_county"] if one in regional else _why(one, full, setting)
        item = make_item(one, worded[one.cluster.id][0], setting, records, unquotable=barred, full=False)
        rows.append(replace(item, reasons=tuple(dict.fromkeys((why, *one.notes, *item.reasons)))))
    for one in lost:
        rows.append(_lost_item(one, setting, records, barred))
    return tuple(rows)


def _full_areas(choice: Choice, size: int) -> frozenset[str]:
    """Focus areas that have their share, in a draft that is not full."""
    most = ceil(size * budget()["share"])
    counts = Counter(one.focus_area for one in choice.chosen)
    short = len(choice.chosen) < size
    return frozenset(area for area, count in counts.items() if short and count >= most)


def _why(one: Candidate, full: frozenset[str], setting: Setting) -> str:
    """The one reason that is printed: what people said, else the strongest rule against, else that it found no room."""
    say = labels(setting.language)
    if one.decided == "exclude":
        return say["assemble.out_excluded"]
    if one.focus_area in full and one.score >= 0:
        return say["assemble.out_share"]
    against = min((rule for rule in one.fired if rule.weight < 0), key=lambda rule: rule.weight, default=None)
    if against is not None and against.rule == "one_town":
        return say["assemble.out_one"]
    if against is not None:
        return against.reason[:1].upper() + against.reason[1:]
    return say["assemble.out_room"]


def _lost_item(
    one: Candidate, setting: Setting, records: Mapping[str, DocumentRecord], barred: frozenset[str]
) -> DraftItem:
    """A candidate none of whose wordings could be used: a blank that points at its sources."""
    say = labels(setting.language)
    quotable = [measure for measure in one.measures if measure.id not in barred]
    theirs = all(acts_elsewhere(measure.text) for measure in quotable)
    key = "out_unquotable" if not quotable else "out_authority" if theirs else "out_unsafe"
    why = say[f"assemble.{key}"]
    return DraftItem(
        id=item_id(one.cluster.typical),
        kind=ItemKind.BLANK,
        text=setting.blank,
        focus_area=one.focus_area,
        sources=tuple(source_of(measure, records) for measure in quotable),
        reasons=(why, *one.reasons),
        cluster=one.cluster.id,
    )


def left_out_table(items: Sequence[DraftItem], sources: Sequence[Source], language: str) -> Comparison:
    """The annex of what is not included."""
    say = labels(language)
    numbers = {source.document: number for number, source in enumerate(sources, 1)}
    return Comparison(
        key="left_out",
        title=say["skeleton.left_out"],
        columns=(
            Column(key="measure", title=say["draft.left_out_text"], width=60),
            Column(key="why", title=say["draft.left_out_why"], width=40),
            Column(key="source", title=say["draft.source"], width=10),
        ),
        rows=tuple(
            (
                Entry(text=item.text),
                Entry(text=item.reasons[0] if item.reasons else ""),
                Entry(
                    text=", ".join(dict.fromkeys(f"[{numbers[source.document]}]" for source in item.sources)),
                    sources=item.sources,
                ),
            )
            for item in items
        ),
        row_ids=tuple(item.id for item in items),
    )

"""Profile + clusters → draft: choose, word, and set into the skeleton of a governing document."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import ceil

from toolkit.assemble.balance import questions, warnings
from toolkit.assemble.choose import OTHER, Candidate, Choice, candidates, default_size, pick
from toolkit.assemble.rules import budget, needed_areas
from toolkit.assemble.setting import Setting, make_setting
from toolkit.assemble.skeleton import Content, build_sections, metadata_of, title_of
from toolkit.assemble.wording import Wording, blank_item, item_id, make_item, source_of, wordings
from toolkit.labels import labels
from toolkit.lexicon import topic
from toolkit.model import (
    Clustering,
    Column,
    Comparison,
    Decision,
    DocumentRecord,
    Draft,
    DraftItem,
    Entry,
    ItemKind,
    Measure,
    Profile,
    Source,
)
from toolkit.text import collate

_SHOWN_LEFT_OUT = 40
"""Rows of the annex of what is not included; the rest is counted."""


def assemble(
    profile: Profile,
    clustering: Clustering,
    measures: Sequence[Measure],
    register: Sequence[DocumentRecord],
    *,
    decisions: Sequence[Decision] = (),
    today: str,
    size: int | None = None,
    language: str = "sv",
    topics: Sequence[str] = ("manniskohandel",),
    template: str = "plankit",
    unquotable: Collection[str] = (),
) -> Draft:
    """A draft governing document for one municipality.

    Args:
        profile: The municipality; only its name is needed, the more it says the fewer blanks.
        clustering: Groups of the same measure over all plans.
        measures: The measures that the clusters are made of.
        register: The collected documents: whose they are, their titles and periods.
        decisions: What people decided; include, exclude and note always win.
        today: ISO date; no deadline before it is proposed.
        size: How many measures; the median plan's number if not given.
        language: Language of the draft's own words.
        topics: Topic packs, the first names the plan.
        template: Order of sections and columns of the tables: a file of ``lexicon/templates/``.
        unquotable: Ids of measures that must not be quoted (their words were not found on their page).

    Raises:
        ConfigError: There is no such template, topic or language.
    """
    setting = make_setting(profile, measures, register, today=today, language=language)
    records = {row.id: row for row in register}
    barred = frozenset(unquotable)
    titles = area_titles(topics, language)
    found = candidates(
        clustering, measures, profile=profile, decisions=decisions, areas=tuple(titles), language=language
    )
    worded = {one.cluster.id: wordings(one, setting, records, unquotable=barred) for one in found}
    usable = [one for one in found if worded[one.cluster.id]]
    lost = [one for one in found if not worded[one.cluster.id]]
    wanted = size if size is not None else default_size(measures)
    choice = pick(usable, clustering, measures, profile=profile, size=wanted)
    areas = _areas(choice, _items(choice, worded, setting, records, barred), titles, setting)
    left_out = _left_out(choice, lost, worded, setting, records, size=wanted, barred=barred)
    warned = _warned(choice, areas, titles, profile=profile, size=wanted, topics=topics, language=language)
    shown = left_out[:_SHOWN_LEFT_OUT]
    sources = _documents(areas, shown, records)
    content = Content(
        profile=profile,
        topics=tuple(topics),
        today=today,
        language=language,
        areas=areas,
        left_out=_left_out_table(shown, sources, language) if shown else None,
        more_left_out=len(left_out) - len(shown),
        questions=questions([item for _, _, part in areas for item in part], warned, language=language),
    )
    return Draft(
        title=title_of(profile, topics, language),
        municipality=profile.municipality,
        metadata=metadata_of(profile, today=today, language=language),
        sections=build_sections(content, template=template),
        sources=sources,
        warnings=warned,
        left_out=left_out,
        language=language,
    )


def _items(
    choice: Choice,
    worded: Mapping[str, tuple[Wording, ...]],
    setting: Setting,
    records: Mapping[str, DocumentRecord],
    barred: frozenset[str],
) -> dict[str, DraftItem]:
    """Cluster id → item, in each candidate's best wording."""
    items = {}
    for one in choice.chosen:
        best, *rest = worded[one.cluster.id]
        mates = tuple(wording.measure for wording in rest)
        items[one.cluster.id] = make_item(one, best, setting, records, mates=mates, unquotable=barred)
    return items


def _warned(
    choice: Choice,
    areas: Sequence[tuple[str, str, tuple[DraftItem, ...]]],
    titles: Mapping[str, str],
    *,
    profile: Profile,
    size: int,
    topics: Sequence[str],
    language: str,
) -> tuple[str, ...]:
    """The warnings about the whole of the draft."""
    items = [item for _, _, part in areas for item in part if item.kind is not ItemKind.BLANK]
    served = {one.focus_area for one in choice.chosen}
    missing = [title for key, title in titles.items() if key not in served]
    return warnings(choice.chosen, items, profile=profile, size=size, missing=missing, topics=topics, language=language)


def area_titles(topics: Sequence[str], language: str) -> dict[str, str]:
    """Key and printed name of each focus area of the topics, in the packs' order."""
    titles: dict[str, str] = {}
    for key in topics:
        for area, data in topic(key).get("focus_areas", {}).items():
            titles.setdefault(area, str(data.get(language, area)))
    return titles


def _areas(
    choice: Choice, items: Mapping[str, DraftItem], titles: Mapping[str, str], setting: Setting
) -> tuple[tuple[str, str, tuple[DraftItem, ...]], ...]:
    """The focus areas in the topic's order with their items; a norm-bound area without any gets a blank."""
    say = labels(setting.language)
    order = [*titles, *dict.fromkeys(one.focus_area for one in choice.chosen if one.focus_area not in titles)]
    needed = set(needed_areas()) & set(titles)
    areas = []
    for key in order:
        title = titles.get(key, say["skeleton.other_area"] if key == OTHER else key)
        of_area = sorted((one for one in choice.chosen if one.focus_area == key), key=lambda one: not one.native)
        rows = tuple(items[one.cluster.id] for one in of_area)
        if not rows and key in needed:
            hint = say["assemble.blank_area"].format(area=title.lower())
            rows = (blank_item(key, hint, (say["assemble.blank_reason_norm"],), setting),)
        if rows:
            areas.append((key, title, rows))
    return tuple(areas)


def _left_out(
    choice: Choice,
    lost: Sequence[Candidate],
    worded: Mapping[str, tuple[Wording, ...]],
    setting: Setting,
    records: Mapping[str, DocumentRecord],
    *,
    size: int,
    barred: frozenset[str],
) -> tuple[DraftItem, ...]:
    """What is not in the draft, each with why: first what people excluded, then by worth."""
    say = labels(setting.language)
    most = ceil(size * budget()["share"])
    counts: dict[str, int] = {}
    for one in choice.chosen:
        counts[one.focus_area] = counts.get(one.focus_area, 0) + 1
    rows = []
    for one in choice.left_out:
        if one.decided == "exclude":
            why = say["assemble.out_excluded"]
        elif one.score < 0:
            why = next((rule.reason for rule in one.fired if rule.weight < 0), say["assemble.out_off_topic"])
        elif counts.get(one.focus_area, 0) >= most and len(choice.chosen) < size:
            why = say["assemble.out_share"]
        else:
            why = say["assemble.out_budget"].format(size=size)
        against = min((rule for rule in one.fired if rule.weight < 0), key=lambda rule: rule.weight, default=None)
        if against is not None and one.decided != "exclude" and against.reason != why:
            why = f"{why}; {against.reason}"
        item = make_item(one, worded[one.cluster.id][0], setting, records, unquotable=barred, full=False)
        rows.append(replace(item, reasons=tuple(dict.fromkeys((why, *one.notes, *item.reasons)))))
    for one in lost:
        rows.append(_lost_item(one, setting, records, barred))
    return tuple(rows)


def _lost_item(
    one: Candidate, setting: Setting, records: Mapping[str, DocumentRecord], barred: frozenset[str]
) -> DraftItem:
    """A candidate none of whose wordings could be used: a blank that points at its sources."""
    say = labels(setting.language)
    quotable = [measure for measure in one.measures if measure.id not in barred]
    why = say["assemble.out_unsafe" if quotable else "assemble.out_unquotable"]
    return DraftItem(
        id=item_id(one.cluster.typical),
        kind=ItemKind.BLANK,
        text=setting.blank,
        focus_area=one.focus_area,
        sources=tuple(source_of(measure, records) for measure in quotable),
        reasons=(why, *one.reasons),
        cluster=one.cluster.id,
    )


def _documents(
    areas: Sequence[tuple[str, str, tuple[DraftItem, ...]]],
    left_out: Sequence[DraftItem],
    records: Mapping[str, DocumentRecord],
) -> tuple[Source, ...]:
    """The documents that anything was taken from, in Swedish order; their place is their number in the draft."""
    used = [source for _, _, items in areas for item in items for source in item.sources]
    used += [source for item in left_out for source in item.sources]
    first: dict[str, Source] = {}
    for source in used:
        first.setdefault(source.document, source)
    documents = [
        Source(
            document=key,
            municipality=source.municipality,
            quote="",
            title=_title(records.get(key), source),
        )
        for key, source in first.items()
    ]
    return tuple(sorted(documents, key=lambda one: (collate(one.municipality), collate(one.title), one.document)))


def _title(record: DocumentRecord | None, source: Source) -> str:
    """A document's title, or its file name where the title is not known."""
    if record is None:
        return source.title or source.document
    return record.title if record.title and record.title != "okänd" else record.file


def _left_out_table(items: Sequence[DraftItem], sources: Sequence[Source], language: str) -> Comparison:
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

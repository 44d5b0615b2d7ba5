"""Profile + clusters → draft: choose, word, and set into the skeleton of a governing document.

Steps, each a value that can be looked at: `make_ground` (what the draft stands on), `make_stock` (candidates with the
wordings that can be made ours), `make_rows` (the chosen as items by focus area, the county's, and what is left out),
then the skeleton around them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.assemble.balance import questions, warnings
from toolkit.assemble.choose import OTHER, Candidate, Choice, by_wording, candidates, default_size, pick
from toolkit.assemble.goals import goals_by_area
from toolkit.assemble.last_edition import LastEdition, basis, in_order, kept_words, remembered, standing, touched
from toolkit.assemble.left_out import left_out_items, left_out_table
from toolkit.assemble.regional import regional_items
from toolkit.assemble.rules import needed_areas
from toolkit.assemble.setting import Setting, make_setting
from toolkit.assemble.skeleton import Area, Content, build_sections, metadata_of, title_of
from toolkit.assemble.wording import Wording, blank_item, make_item, wordings
from toolkit.labels import labels
from toolkit.lexicon import topic
from toolkit.model import (
    Clustering,
    Decision,
    DocumentRecord,
    Draft,
    DraftItem,
    ItemKind,
    Measure,
    Profile,
    Source,
)
from toolkit.text import collate

_SHOWN_LEFT_OUT = 40
"""Rows of the annex of what is not included; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a draft stands on: whom it is for, the register, what must not be quoted, topics and their focus areas."""

    profile: Profile
    setting: Setting
    records: Mapping[str, DocumentRecord]
    barred: frozenset[str]
    topics: tuple[str, ...]
    titles: Mapping[str, str]
    size: int
    last: LastEdition | None = None
    refill: int | None = None
    """Up to how many measures may come in that neither the last edition nor a new plan has; None: up to the size."""

    @property
    def language(self) -> str:
        """The draft's own."""
        return self.setting.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The candidates with the wordings that can be made ours, best first; `lost` have none."""

    usable: tuple[Candidate, ...]
    lost: tuple[Candidate, ...]
    regional: tuple[Candidate, ...]
    worded: Mapping[str, tuple[Wording, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The draft's items: by focus area, the county's, and what is not included."""

    areas: tuple[Area, ...]
    county: tuple[DraftItem, ...]
    left_out: tuple[DraftItem, ...]
    warned: tuple[str, ...]
    goals: Mapping[str, tuple[Source, ...]]
    """Focus area → goals of the quoted plans."""

    @property
    def shown(self) -> tuple[DraftItem, ...]:
        """The rows of the annex."""
        return self.left_out[:_SHOWN_LEFT_OUT]


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
    last: Draft | None = None,
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
        last: The draft that was handed out last: what no new plan and no person changes stays as it was.

    Raises:
        ConfigError: There is no such template, topic or language.
    """
    setting = make_setting(profile, measures, register, today=today, language=language)
    before = remembered(last, profile=profile, topics=topics, there={measure.id for measure in measures})
    default = max(default_size(measures), before.size if before else 0)
    ground = make_ground(
        setting,
        register,
        topics=topics,
        size=default if size is None else size,
        unquotable=unquotable,
        last=before,
        refill=before.size if before and size is None else None,
    )
    stock = make_stock(ground, clustering, measures, decisions)
    rows = make_rows(ground, stock, clustering, measures)
    return _draft(ground, rows, template=template)


def make_ground(
    setting: Setting,
    register: Sequence[DocumentRecord],
    *,
    topics: Sequence[str],
    size: int,
    unquotable: Collection[str] = (),
    last: LastEdition | None = None,
    refill: int | None = None,
) -> Ground:
    """What the draft stands on, looked up once."""
    return Ground(
        profile=setting.profile,
        setting=setting,
        records={row.id: row for row in register},
        barred=frozenset(unquotable),
        topics=tuple(topics),
        titles=area_titles(topics, setting.language),
        size=size,
        last=last,
        refill=refill,
    )


def make_stock(
    ground: Ground, clustering: Clustering, measures: Sequence[Measure], decisions: Sequence[Decision]
) -> Stock:
    """All candidates, told apart by whether any wording can be made ours and by whose affair they are."""
    found = candidates(
        clustering,
        measures,
        profile=ground.profile,
        decisions=decisions,
        areas=tuple(ground.titles),
        language=ground.language,
    )
    worded = {
        one.cluster.id: kept_words(
            one,
            wordings(
                one, ground.setting, ground.records, unquotable=ground.barred, regional=one.regional and not one.decided
            ),
            ground.last,
        )
        for one in found
    }
    ours = [
        by_wording(one, best[0].measure.text, language=ground.language)
        for one in found
        if (best := worded[one.cluster.id])
    ]
    ours.sort(key=lambda one: (-one.score, one.cluster.id))
    return Stock(
        usable=tuple(one for one in ours if not one.regional or one.decided),
        lost=tuple(one for one in found if not worded[one.cluster.id]),
        regional=tuple(one for one in ours if one.regional and not one.decided),
        worded=worded,
    )


def make_rows(ground: Ground, stock: Stock, clustering: Clustering, measures: Sequence[Measure]) -> Rows:
    """The choice as items, and what is left out with why."""
    choice = _choice(ground, stock, clustering, measures)
    areas = _areas(choice, _items(choice, stock, ground), ground)
    county, outside = regional_items(stock.regional, stock.worded, ground.setting, ground.records)
    left = left_out_items(
        choice,
        stock.lost,
        stock.worded,
        ground.setting,
        ground.records,
        size=ground.size,
        barred=ground.barred,
        regional=outside,
    )
    return Rows(
        areas=areas,
        county=county,
        left_out=left,
        warned=_warned(choice, areas, ground),
        goals=goals_by_area(choice.chosen, ground.records),
    )


def _choice(ground: Ground, stock: Stock, clustering: Clustering, measures: Sequence[Measure]) -> Choice:
    """The choice, with the last edition's before what no new plan has a say in."""
    last = ground.last
    first = None
    if last is not None:
        held = [one for one in stock.usable if standing(one, last) is not None or touched(one, last)]
        first = {one.cluster.id for one in held}
    choice = pick(
        stock.usable,
        clustering,
        measures,
        profile=ground.profile,
        size=ground.size,
        first=first,
        refill=ground.refill,
    )
    return replace(choice, chosen=in_order(choice.chosen, last))


def _draft(ground: Ground, rows: Rows, *, template: str) -> Draft:
    """The skeleton around the rows."""
    profile, language = ground.profile, ground.language
    sources = _documents(rows, ground.records)
    content = Content(
        profile=profile,
        topics=ground.topics,
        today=ground.setting.today,
        language=language,
        areas=rows.areas,
        goals=rows.goals,
        county=rows.county,
        size=ground.size,
        left_out=left_out_table(rows.shown, sources, language) if rows.shown else None,
        more_left_out=len(rows.left_out) - len(rows.shown),
        questions=questions([item for _, _, part in rows.areas for item in part], rows.warned, language=language),
    )
    return Draft(
        title=title_of(profile, ground.topics, language),
        municipality=profile.municipality,
        metadata=metadata_of(profile, today=ground.setting.today, language=language),
        sections=build_sections(content, template=template),
        sources=sources,
        warnings=rows.warned,
        left_out=rows.left_out,
        language=language,
        size=ground.size,
        basis=basis(profile, ground.topics),
    )


def _items(choice: Choice, stock: Stock, ground: Ground) -> dict[str, DraftItem]:
    """Cluster id → item, in each candidate's best wording."""
    items = {}
    for one in choice.chosen:
        best, *rest = stock.worded[one.cluster.id]
        mates = tuple(wording.measure for wording in rest)
        items[one.cluster.id] = make_item(
            one, best, ground.setting, ground.records, mates=mates, unquotable=ground.barred
        )
    return items


def _warned(choice: Choice, areas: Sequence[Area], ground: Ground) -> tuple[str, ...]:
    """The warnings about the whole of the draft."""
    items = [item for _, _, part in areas for item in part if item.kind is not ItemKind.BLANK]
    served = {one.focus_area for one in choice.chosen}
    return warnings(
        choice.chosen,
        items,
        profile=ground.profile,
        size=ground.size,
        missing=[title for key, title in ground.titles.items() if key not in served],
        topics=ground.topics,
        language=ground.language,
    )


def area_titles(topics: Sequence[str], language: str) -> dict[str, str]:
    """Key and printed name of each focus area of the topics, in the packs' order."""
    titles: dict[str, str] = {}
    for key in topics:
        for area, data in topic(key).get("focus_areas", {}).items():
            titles.setdefault(area, str(data.get(language, area)))
    return titles


def _areas(choice: Choice, items: Mapping[str, DraftItem], ground: Ground) -> tuple[Area, ...]:
    """The focus areas in the topic's order with their items; a norm-bound area without any gets a blank."""
    say, titles = labels(ground.language), ground.titles
    order = [*titles, *dict.fromkeys(one.focus_area for one in choice.chosen if one.focus_area not in titles)]
    needed = set(needed_areas()) & set(titles)
    areas = []
    for key in order:
        title = titles.get(key, say["skeleton.other_area"] if key == OTHER else key)
        of_area = sorted((one for one in choice.chosen if one.focus_area == key), key=lambda one: not one.native)
        rows = tuple(items[one.cluster.id] for one in of_area)
        if not rows and key in needed:
            hint = say["assemble.blank_area"].format(area=title.lower())
            rows = (blank_item(key, hint, (say["assemble.blank_reason_norm"],), ground.setting),)
        if rows:
            areas.append((key, title, rows))
    return tuple(areas)


def _documents(rows: Rows, records: Mapping[str, DocumentRecord]) -> tuple[Source, ...]:
    """The documents that anything was taken from, in Swedish order; their place is their number in the draft."""
    items = [*(item for _, _, part in rows.areas for item in part), *rows.county, *rows.shown]
    used = [source for item in items for source in item.sources]
    used += [source for goals in rows.goals.values() for source in goals]
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

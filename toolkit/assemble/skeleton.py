"""The body of a governing document around the measures: fixed texts, profile facts with their sources, and blanks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.assemble.setting import bare, genitive_before_kind
from toolkit.errors import ConfigError
from toolkit.labels import labels
from toolkit.lexicon import load
from toolkit.lexicon import topic as pack
from toolkit.model import (
    Attendance,
    Comparison,
    DraftItem,
    DraftSection,
    Fact,
    ItemKind,
    Passage,
    PassageKind,
    Profile,
    Source,
)

Area = tuple[str, str, tuple[DraftItem, ...]]
"""Key, title and items of a focus area."""
COUNTY = "lansniva"
"""Id of the section with what the county's own plan says that others do."""
_COUNTY_COLUMNS = ("measure", "responsible", "deadline", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What fills the skeleton."""

    profile: Profile
    topics: tuple[str, ...]
    today: str
    language: str
    areas: tuple[Area, ...]
    goals: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    """Focus area → goals of the quoted plans."""
    county: tuple[DraftItem, ...] = ()
    size: int = 0
    left_out: Comparison | None = None
    more_left_out: int = 0
    questions: tuple[str, ...] = ()


def build_sections(content: Content, *, template: str = "plankit") -> tuple[DraftSection, ...]:
    """The sections in the template's order; each focus area is a section of its own below the measures.

    Raises:
        ConfigError: There is no such template.
    """
    plan = load(f"templates/{template}")
    sections: list[DraftSection] = []
    for entry in plan["section"]:
        if entry["id"] == COUNTY and not content.county:
            continue
        title = labels(content.language)[f"skeleton.{entry['title']}"]
        passages: list[Passage] = []
        comparison = None
        for part in entry["parts"]:
            if part == "left_out":
                comparison = content.left_out
            passages += _part(part, entry["id"], len(passages), content)
        county = entry["id"] == COUNTY
        sections.append(
            DraftSection(
                id=entry["id"],
                title=title,
                passages=tuple(passages),
                comparison=comparison,
                items=content.county if county else (),
                table=_COUNTY_COLUMNS if county else (),
            )
        )
        if "measures" in entry["parts"]:
            sections += _measure_sections(content, tuple(plan["columns"]))
    return tuple(sections)


def _measure_sections(content: Content, columns: tuple[str, ...]) -> list[DraftSection]:
    """One section a focus area: a goal to fill in, then the table."""
    say = labels(content.language)
    return [
        DraftSection(
            id=(name := f"omrade-{key.replace('_', '-')}"),
            title=title,
            level=2,
            passages=(
                Passage(
                    id=f"{name}-mal",
                    kind=PassageKind.BLANK,
                    text=say["draft.blank"],
                    note=say["skeleton.area_goal"],
                    suggestions=content.goals.get(key, ()),
                ),
            ),
            items=items,
            table=columns,
        )
        for key, title, items in content.areas
    ]


def _part(part: str, section: str, at: int, content: Content) -> list[Passage]:
    """The passages of one part of a template."""
    kind, _, key = part.partition(":")
    maker = _PARTS.get(kind)
    if maker is None:
        raise ConfigError(f"Mallen har en okänd del: {part!r}.", advice=f"Kända: {', '.join(sorted(_PARTS))}.")
    return [
        Passage(
            id=f"{section}-{number}",
            kind=made.kind,
            text=made.text,
            bullet=made.bullet,
            source=made.source,
            note=made.note,
        )
        for number, made in enumerate(maker(key, content), at + 1)
    ]


def words(content: Content) -> Mapping[str, str]:
    """What fixed texts may fill in."""
    say = labels(content.language)
    profile = content.profile
    settings = dict(profile.settings)
    kind = settings.get("dokumenttyp") or say["skeleton.default_type"]
    period = say["skeleton.period_unknown"]
    if profile.period_from and profile.period_to:
        period = say["skeleton.period_words"].format(first=profile.period_from, last=profile.period_to)
    name = bare(profile.municipality)
    real = [sum(item.kind is not ItemKind.BLANK for item in items) for _, _, items in content.areas]
    return {
        "municipality": genitive_before_kind(name) if content.language == "sv" else name,
        "type": kind,
        "type_lower": kind[:1].lower() + kind[1:],
        "period_words": period,
        "blank": say["draft.blank"],
        "items": str(sum(real)),
        "areas": str(sum(map(bool, real))),
        "size": str(sum(real)),
        "deciding": _lower_first(settings.get("beslutsinstans") or say["draft.blank"]),
    }


def _lower_first(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]


def title_of(profile: Profile, topics: Sequence[str], language: str) -> str:
    """The document's title: the profile's own, else made of type, topic and period."""
    settings = dict(profile.settings)
    if settings.get("titel"):
        return settings["titel"]
    say = labels(language)
    period = f"{profile.period_from}–{profile.period_to}" if profile.period_from and profile.period_to else ""
    topic = (
        say.get(f"skeleton.topic_{topics[0]}") or pack(topics[0])["topic"].get(f"title_{language}") if topics else None
    )
    title = say["skeleton.title"].format(
        type=settings.get("dokumenttyp") or say["skeleton.default_type"],
        topic=topic or say["skeleton.topic_other"],
        period=period,
    )
    return title.strip()


def metadata_of(profile: Profile, *, today: str, language: str) -> tuple[tuple[str, str], ...]:
    """Label and value of each row of the title block; what is not known is a blank."""
    say = labels(language)
    settings = dict(profile.settings)
    blank = say["draft.blank"]
    valid = f"{profile.period_from}–{profile.period_to}" if profile.period_from and profile.period_to else blank
    rows = (
        ("document_type", settings.get("dokumenttyp")),
        ("decided_by", settings.get("beslutsinstans")),
        ("decided_on", settings.get("beslutsdatum")),
        ("paragraph", settings.get("paragraf")),
        ("reference_number", settings.get("diarienummer")),
        ("valid", valid),
        ("owner", settings.get("dokumentansvarig")),
        ("applies_to", settings.get("galler_for")),
        ("version", settings.get("version")),
        ("drawn_up", today),
        ("status_label", say["draft.status"]),
    )
    return tuple((say[f"draft.{key}"], value or blank) for key, value in rows)


# --- parts of a template --------------------------------------------------------------------------------------------


def _passage(
    text: str, kind: PassageKind = PassageKind.LABEL, *, bullet: bool = False, note: str | None = None
) -> Passage:
    """A passage whose id is given later."""
    return Passage(id="", kind=kind, text=text, bullet=bullet, note=note)


def _label(key: str, content: Content) -> list[Passage]:
    """Fixed text."""
    return [_passage(labels(content.language)[f"skeleton.{key}"].format(**words(content)))]


def _topic(key: str, content: Content) -> list[Passage]:
    """Fixed text of the topics that have it, else what is said of any topic."""
    say = labels(content.language)
    found = [say.get(f"skeleton.{key}_{topic}") for topic in content.topics]
    if not any(found):
        found = [say.get(f"skeleton.{key}_other")]
    return [_passage(text.format(**words(content))) for text in found if text]


def _blank(key: str, content: Content) -> list[Passage]:
    """A blank with its hint."""
    say = labels(content.language)
    return [_passage(say["draft.blank"], PassageKind.BLANK, note=say[f"skeleton.{key}"].format(**words(content)))]


def _bullets(key: str, content: Content) -> list[Passage]:
    """Numbered labels as bullets."""
    say = labels(content.language)
    found = [say[f"skeleton.{key}_{number}"] for number in range(1, 20) if f"skeleton.{key}_{number}" in say]
    return [_passage(text, bullet=True) for text in found]


def _topic_bullets(key: str, content: Content) -> list[Passage]:
    """Bullets of the topics that have them."""
    return [passage for topic in content.topics for passage in _bullets(f"{key}_{topic}", content)]


def _definitions(_: str, content: Content) -> list[Passage]:
    """The definitions of the topics."""
    return [passage for topic in content.topics for passage in _bullets(f"definition_{topic}", content)]


def _vocabulary(table: str, key: str, language: str) -> str:
    """The printed name of a profile key; a key of the user's own is its own name."""
    names: Mapping[str, str] = load("profile")[table].get(key, {})
    return names.get(language, key)


def _facts(_: str, content: Content) -> list[Passage]:
    """The profile's facts, each with its source."""
    say = labels(content.language)
    found = [
        _passage(
            say["skeleton.fact"].format(
                label=_vocabulary("facts", fact.key, content.language), value=fact.value or say["draft.blank"]
            ),
            PassageKind.PROFILE,
            bullet=True,
            note=_fact_source(fact, content.language),
        )
        for fact in content.profile.facts
    ]
    if not found:
        return [_passage(say["skeleton.conditions_none"])]
    return [_passage(say["skeleton.facts"], note="heading"), *found]


def _fact_source(fact: Fact, language: str) -> str | None:
    """The source of a fact, ready to print."""
    say = labels(language)
    if fact.source and fact.date:
        return say["skeleton.fact_source_date"].format(source=fact.source, date=fact.date)
    if fact.source:
        return say["skeleton.fact_source"].format(source=fact.source)
    return say["skeleton.fact_date"].format(date=fact.date) if fact.date else None


def _functions(_: str, content: Content) -> list[Passage]:
    """Which functions exist."""
    say = labels(content.language)
    keys = {"ja": "function_yes", "nej": "function_no"}
    found = [
        _passage(
            say[f"skeleton.{keys.get(fact.value or '', 'function_unknown')}"].format(
                label=_vocabulary("functions", fact.key, content.language), blank=say["draft.blank"]
            ),
            PassageKind.PROFILE,
            bullet=True,
            note=_fact_source(fact, content.language),
        )
        for fact in content.profile.functions
    ]
    return [_passage(say["skeleton.functions"], note="heading"), *found] if found else []


def _documents(_: str, content: Content) -> list[Passage]:
    """The municipality's own documents."""
    say = labels(content.language)
    found = [_passage(title, PassageKind.PROFILE, bullet=True) for title in content.profile.documents]
    return [_passage(say["skeleton.documents"], note="heading"), *found] if found else []


def _picture(_: str, content: Content) -> list[Passage]:
    """The year of the latest situation picture."""
    year = next((fact for fact in content.profile.facts if fact.key == "lagesbild_ar" and fact.value), None)
    if year is None:
        return []
    text = labels(content.language)["skeleton.picture_known"].format(year=year.value)
    return [_passage(text, PassageKind.PROFILE, note=_fact_source(year, content.language))]


def _bodies(_: str, content: Content) -> list[Passage]:
    """The municipality's bodies by their own names."""
    found = dict.fromkeys(body.name for body in content.profile.bodies)
    if not found:
        return [_passage(labels(content.language)["draft.blank"], PassageKind.BLANK)]
    return [_passage(name, PassageKind.PROFILE, bullet=True) for name in found]


def _actors(_: str, content: Content) -> list[Passage]:
    """The organisations of the network with their standing; functions, never persons."""
    say = labels(content.language)
    standing = {
        Attendance.PRESENT: "actor_present",
        Attendance.PREVENTED: "actor_prevented",
        Attendance.INVITED: "actor_invited",
        Attendance.MISSING: "actor_missing",
    }
    found = []
    for actor in content.profile.actors:
        key = "skeleton.actor_function" if actor.function else "skeleton.actor"
        text = say[key].format(organisation=actor.organisation, function=actor.function)
        note = say[f"skeleton.{standing[actor.status]}"]
        found.append(_passage(f"{text} ({note})", PassageKind.PROFILE, bullet=True))
    return [_passage(say["skeleton.actors"], note="heading"), *found] if found else []


def _left_out(_: str, content: Content) -> list[Passage]:
    """How many more there were than the table shows."""
    if not content.more_left_out:
        return []
    text = labels(content.language)["skeleton.left_out_more"].format(count=content.more_left_out)
    return [_passage(text)]


def _questions(_: str, content: Content) -> list[Passage]:
    """What the working group has to decide."""
    return [_passage(text, bullet=True) for text in content.questions]


def _nothing(_: str, content: Content) -> list[Passage]:
    """Parts that the writers fill: the tables of measures and the list of sources."""
    return []


_PARTS: Mapping[str, Callable[[str, Content], list[Passage]]] = {
    "label": _label,
    "topic": _topic,
    "blank": _blank,
    "bullets": _bullets,
    "topic_bullets": _topic_bullets,
    "definitions": _definitions,
    "facts": _facts,
    "functions": _functions,
    "documents": _documents,
    "picture": _picture,
    "bodies": _bodies,
    "actors": _actors,
    "left_out": _left_out,
    "questions": _questions,
    "measures": _nothing,
    "county": _nothing,
    "sources": _nothing,
}

"""Fill the fields of measures from their labelled attributes, else from their own words.

The order for each field: a labelled cell or line that is printed with the measure, a label inside its text, its
wording, what a heading or lead-in hands down (`inherited`). An empty cell gives `absent`, never a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from toolkit.extract.above import above
from toolkit.extract.agreement import weighed
from toolkit.extract.assignments import find_assignment
from toolkit.extract.deadlines import deadline_of, each_deadline
from toolkit.extract.ditto import without_dittos
from toolkit.extract.focus_areas import focus_areas, spans
from toolkit.extract.handed import group_of, modal_of, placed
from toolkit.extract.laws import cited
from toolkit.extract.mentions import mentions
from toolkit.extract.owners import labelled
from toolkit.extract.party_fields import parties_of
from toolkit.extract.places import LABELLED, NOT_YET, NOTHING, Parts, Setting, from_attributes, quoted, split_states
from toolkit.extract.relevance import by_topic
from toolkit.extract.resources import cost_from, resources_of
from toolkit.extract.windows import cut_off, windows
from toolkit.model import (
    Attribute,
    Document,
    Field,
    FieldState,
    FocusArea,
    Measure,
    Mention,
    Metadata,
    Segmentation,
)

_ASSIGNMENT_LIMIT = 40_000
"""Characters: a government assignment is short; a plan that quotes one is not one."""


def extract(
    segmentation: Segmentation,
    document: Document,
    *,
    metadata: Metadata,
    topics: Sequence[str] = ("manniskohandel",),
) -> Segmentation:
    """The segmentation with every measure's fields filled in, each with its state, quotation and place.

    Args:
        segmentation: What the document was cut into.
        document: The document itself.
        metadata: What `describe` found: the period resolves "under planperioden", the language goes to the measures.
        topics: Topic packs whose focus areas, forms and places are looked for.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> text = "Socialnämnden ska senast den 1 mars 2027 ta fram en rutin."
        >>> place = Provenance(document="d", start=0, end=len(text))
        >>> measure = Measure(id="m", document="d", text=text, provenance=place, form=Form.PROSE)
        >>> document = Document(id="d", file="f.txt", text=text, blocks=())
        >>> cut = Segmentation(document="d", measures=(measure,))
        >>> filled = extract(cut, document, metadata=Metadata()).measures[0]
        >>> filled.responsible.value[0].role, filled.deadline.value.end
        ('social_board', '2027-03-01')
    """
    setting = _setting(document, metadata, tuple(topics), segmentation.measures)
    filled = (_fill(measure, setting) for measure in without_dittos(segmentation.measures))
    each = (one for measure in filled for one in each_deadline(measure, setting))
    problems = tuple(problem for measure in segmentation.measures if (problem := cut_off(measure)))
    return replace(segmentation, measures=tuple(map(weighed, each)), problems=(*segmentation.problems, *problems))


def _setting(document: Document, metadata: Metadata, topics: tuple[str, ...], measures: Sequence[Measure]) -> Setting:
    period = (metadata.valid_from.value, metadata.valid_to.value)
    short = len(document.text) < _ASSIGNMENT_LIMIT
    return Setting(
        document=document,
        period=period if any(period) else None,
        language=metadata.language.value or "sv",
        title=metadata.title.value or "",
        assignment=find_assignment(document.text) if short else None,
        topics=topics,
        above=above(document.blocks, measures),
    )


def _fill(measure: Measure, setting: Setting) -> Measure:
    """One measure with its fields."""
    groups: dict[str, list[Attribute]] = {}
    for attribute in measure.attributes:
        groups.setdefault(attribute.key, []).append(attribute)
    parts = _parts(measure)
    heads = setting.above.of(measure)
    language = measure.language if measure.language not in ("", "sv") else setting.language
    deadline = measure.deadline if measure.deadline.value else deadline_of(groups, parts, setting, language)
    responsible, partners = parties_of(measure, groups, parts, setting, language)
    goal = measure.goal if measure.goal.value else _text("goal", groups, parts, measure, setting)
    whole = f"{measure.text}\n{measure.description or ''}"
    belongs = by_topic(whole, context=_context(measure, goal), title=setting.title, topics=setting.topics)
    text = {key: _text(key, groups, parts, measure, setting) for key in _TEXTS}
    resources = _kept(measure.resources, lambda: resources_of(text["resources"], parts, setting))
    binding, modal = modal_of(measure.binding, parts, heads, setting)
    return replace(
        measure,
        language=language,
        deadline=deadline,
        responsible=responsible,
        partners=partners,
        goal=goal,
        indicator=_kept(measure.indicator, lambda: text["indicator"]),
        follow_up=_kept(measure.follow_up, lambda: text["follow_up"]),
        resources=resources,
        cost=cost_from(resources, groups),
        target_group=_kept(
            measure.target_group, lambda: group_of(text["target_group"], parts, heads, setting, language)
        ),
        focus_areas=_areas(measure, goal, groups, parts, setting),
        forms=_mentioned("forms", parts, heads, setting),
        places=_mentioned("places", parts, heads, setting),
        laws=mentions(
            partial(cited, language=language), parts, heads, setting.document, cells=groups.get("legal_basis", ())
        ),
        binding=binding,
        modal=modal,
        relevance=max((one.score for one in belongs), default=0.0),
        topics=belongs,
    )


_TEXTS = ("indicator", "follow_up", "resources", "target_group")
"""Fields that are their own words."""


def _mentioned(table: str, parts: Parts, heads: Parts, setting: Setting) -> Field[tuple[Mention, ...]]:
    """The forms or places of the topics that are named."""
    find = partial(spans, table=table, topics=setting.topics)
    theme = {key for _, _, key in find(setting.title)}
    return mentions(find, parts, heads, setting.document, theme=theme)


def _areas(
    measure: Measure, goal: Field[str], groups: Mapping[str, Sequence[Attribute]], parts: Parts, setting: Setting
) -> tuple[FocusArea, ...]:
    """The focus areas with the words behind each."""
    cells = [one for one in groups.get("focus_area", ()) if one.state is not FieldState.UNREADABLE]
    found = focus_areas(
        measure.text,
        description=measure.description or "",
        context=_context(measure, goal),
        stated=cells[0].text if cells else None,
        topics=setting.topics,
    )
    heads = list(setting.above.of(measure))
    if goal.value and goal.provenance:
        heads.append((goal.value, goal.provenance))
    return placed(found, parts, heads, cells, setting)


def _kept(field: Field[str], make: Callable[[], Field[str]]) -> Field[str]:
    """The field as the segment stage filled it, else as made here."""
    return field if field.value else make()


def _context(measure: Measure, goal: Field[str]) -> tuple[str, ...]:
    """The nearest headings and the goal: words that colour a measure."""
    return (*measure.heading_path[-2:], *([goal.value] if goal.value else []))


def _parts(measure: Measure) -> Parts:
    """The measure's text and description, each with its place; what is long in pieces, behind the beginnings."""
    own = [(text, measure.provenance) for text in windows(measure.text)]
    place = measure.description_provenance or measure.provenance
    more = [(text, place) for text in windows(measure.description or "")]
    return (*own[:1], *more[:1], *own[1:], *more[1:])


# --- plain text fields ----------------------------------------------------------------------------------------------


def _text(
    key: str,
    groups: Mapping[str, Sequence[Attribute]],
    parts: Parts,
    measure: Measure,
    setting: Setting,
) -> Field[str]:
    """A field that is its own words."""
    own, handed = split_states(groups.get(key, ()))
    if key == "resources":
        own = [a for a in own if not NOT_YET.fullmatch(a.text)]
    readable = [a for a in own if a.state is FieldState.STATED and not NOTHING.fullmatch(a.text)]
    if len(readable) > 1:
        joined = "; ".join(dict.fromkeys(" ".join(a.text.split()) for a in readable))
        first = readable[0]
        return Field(state=FieldState.STATED, value=joined, quote=first.text, provenance=first.provenance, basis="cell")
    field = from_attributes(own, _plain)
    if field is not None:
        return field
    for text, place in parts:
        for name, start, end in labelled(text):
            if name == key:
                return quoted(
                    text[start:end], text[start:end], place, setting.document, FieldState.STATED, confidence=LABELLED
                )
    return from_attributes(handed, _plain) or Field(state=FieldState.ABSENT)


def _plain(attribute: Attribute) -> str | None:
    text = " ".join(attribute.text.split())
    return None if NOTHING.fullmatch(text) else text

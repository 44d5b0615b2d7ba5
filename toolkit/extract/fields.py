"""Fill the fields of measures from their labelled attributes, else from their own words.

The order for each field: a labelled cell or line that is printed with the measure, a label inside its text, its
wording, what a heading or lead-in hands down (`inherited`). An empty cell gives `absent`, never a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from toolkit.extract.agreement import weighed
from toolkit.extract.assignments import find_assignment
from toolkit.extract.deadlines import deadline_of, each_deadline
from toolkit.extract.ditto import without_dittos
from toolkit.extract.focus_areas import focus_areas, named
from toolkit.extract.laws import laws
from toolkit.extract.owners import labelled
from toolkit.extract.party_fields import parties_of
from toolkit.extract.places import LABELLED, NOTHING, Parts, Setting, from_attributes, quoted, split_states
from toolkit.extract.relevance import by_topic
from toolkit.model import Attribute, Document, Field, FieldState, Measure, Metadata, Segmentation

_ASSIGNMENT_LIMIT = 40_000
"""Characters: a government assignment is short; a plan that quotes one is not one."""


LONGEST_READ = 6_000
"""Characters of one measure in which its fields are looked for: what is longer is a damaged file."""


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
    setting = _setting(document, metadata, tuple(topics))
    filled = (_fill(measure, setting) for measure in without_dittos(segmentation.measures))
    each = (one for measure in filled for one in each_deadline(measure, setting))
    return replace(segmentation, measures=tuple(map(weighed, each)))


def _setting(document: Document, metadata: Metadata, topics: tuple[str, ...]) -> Setting:
    period = (metadata.valid_from.value, metadata.valid_to.value)
    short = len(document.text) < _ASSIGNMENT_LIMIT
    return Setting(
        document=document,
        period=period if any(period) else None,
        language=metadata.language.value or "sv",
        title=metadata.title.value or "",
        assignment=find_assignment(document.text) if short else None,
        topics=topics,
    )


def _fill(measure: Measure, setting: Setting) -> Measure:
    """One measure with its fields."""
    groups: dict[str, list[Attribute]] = {}
    for attribute in measure.attributes:
        groups.setdefault(attribute.key, []).append(attribute)
    parts = _parts(measure)
    language = measure.language if measure.language not in ("", "sv") else setting.language
    deadline = measure.deadline if measure.deadline.value else deadline_of(groups, parts, setting, language)
    responsible, partners = parties_of(measure, groups, parts, setting, language)
    goal = measure.goal if measure.goal.value else _text("goal", groups, parts, measure, setting)
    whole = f"{measure.text}\n{measure.description or ''}"
    belongs = by_topic(whole, context=_context(measure, goal), title=setting.title, topics=setting.topics)
    stated = next((a.text for a in groups.get("focus_area", ()) if a.state is not FieldState.UNREADABLE), None)
    return replace(
        measure,
        language=language,
        deadline=deadline,
        responsible=responsible,
        partners=partners,
        goal=goal,
        indicator=_kept(measure.indicator, lambda: _text("indicator", groups, parts, measure, setting)),
        follow_up=_kept(measure.follow_up, lambda: _text("follow_up", groups, parts, measure, setting)),
        resources=_kept(measure.resources, lambda: _text("resources", groups, parts, measure, setting)),
        target_group=_kept(measure.target_group, lambda: _text("target_group", groups, parts, measure, setting)),
        focus_areas=focus_areas(
            measure.text,
            description=measure.description or "",
            context=_context(measure, goal),
            stated=stated,
            topics=setting.topics,
        ),
        forms=named(whole, "forms", topics=setting.topics),
        places=named(whole, "places", topics=setting.topics),
        laws=laws(whole),
        relevance=max((one.score for one in belongs), default=0.0),
        topics=belongs,
    )


def _kept(field: Field[str], make: Callable[[], Field[str]]) -> Field[str]:
    """The field as the segment stage filled it, else as made here."""
    return field if field.value else make()


def _context(measure: Measure, goal: Field[str]) -> tuple[str, ...]:
    """The nearest headings and the goal: words that colour a measure."""
    return (*measure.heading_path[-2:], *([goal.value] if goal.value else []))


def _parts(measure: Measure) -> Parts:
    """The measure's text and description as far as they are looked through, each with its place."""
    parts = [(measure.text[:LONGEST_READ], measure.provenance)]
    if measure.description:
        place = measure.description_provenance or measure.provenance
        parts.append((measure.description[:LONGEST_READ], place))
    return tuple(parts)


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
    readable = [a for a in own if a.state is FieldState.STATED and not NOTHING.fullmatch(a.text)]
    if len(readable) > 1:
        joined = "; ".join(dict.fromkeys(" ".join(a.text.split()) for a in readable))
        return Field(state=FieldState.STATED, value=joined, quote=readable[0].text, provenance=readable[0].provenance)
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

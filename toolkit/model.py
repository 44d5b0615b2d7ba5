"""All nouns of plankit: frozen dataclasses that hold and never work.

Conventions that hold everywhere: pages are 1-based; boxes are ``(x0, top, x1, bottom)`` in points with the origin
at the top left of the page as it is shown; offsets are characters of `Document.text`; years are ints; dates are ISO
strings (``2027-03-31``); money is SEK. ``None`` means "this thing has none of it", never "we do not know": what is
not known is said by a `FieldState` or an `Answer`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)
Box = tuple[float, float, float, float]


# --- where things stand ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """A place in a document: enough to find the words again by eye and by string search."""

    document: str
    start: int
    end: int
    page: int | None = None
    page_end: int | None = None
    """Last page, when the text goes on over a page break; None when it stays on `page`."""
    box: Box | None = None
    path: tuple[str, ...] = ()
    """Heading path, then ``#index`` of the block: the address in formats that have no pages."""
    line: int | None = None
    """1-based line in the file, for Markdown and plain text."""


class FieldState(StrEnum):
    """How sure a field's value, or its absence, is."""

    STATED = "stated"
    INHERITED = "inherited"
    INFERRED = "inferred"
    """Not printed as such, but worked out from words that are, and are quoted."""
    ABSENT = "absent"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Generic[T_co]):
    """A value with where it was printed; `absent` and `unreadable` have no value."""

    state: FieldState
    value: T_co | None = None
    quote: str | None = None
    provenance: Provenance | None = None
    confidence: float = 1.0
    """The chance that the value is right, 0-1; for `absent`, that none is printed."""
    basis: str = ""
    """What the value was read from: ``cell``, ``label``, ``wording``, ``above`` (heading or lead-in), ``document``."""


ABSENT: Field[tuple[str, ...]] = Field(state=FieldState.ABSENT)
"""All of the place was read and no list of values stands there."""
NO_TEXT: Field[str] = Field(state=FieldState.ABSENT)
"""All of the place was read and no such text stands there."""


class Severity(StrEnum):
    """How bad a problem is: a note, a doubt about what was read, or a loss."""

    NOTE = "note"
    DOUBT = "doubt"
    LOSS = "loss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read or is doubtful; every reader reports, nothing is swallowed.

    `kind` is a stable key (``encrypted``, ``no_text``, ``tool_missing``, ``low_confidence`` …), `message` one Swedish
    sentence that says what, where and what to do.
    """

    kind: str
    message: str
    severity: Severity = Severity.DOUBT
    page: int | None = None
    box: Box | None = None


# --- documents ------------------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block is. Furniture is what a page repeats or points with: running headers, page numbers, contents."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FURNITURE = "furniture"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Emphasis inside a block: `start` and `end` count characters of the block's own text."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One table cell; a spanning cell stands once, where it begins."""

    text: str
    provenance: Provenance
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    items: tuple[str, ...] = ()
    """The bullets printed inside the cell, in order, when it holds a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells. Cells of a table joined over pages keep the page and box where each was printed."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    caption: str | None = None
    doubtful: bool = False
    """The grid was guessed with little evidence; the ingestion report lists it."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table, in reading order."""

    kind: BlockKind
    text: str
    provenance: Provenance
    level: int | None = None
    """Heading level or list depth, from 1."""
    number: str | None = None
    """The number or bullet as printed, for example ``3.2`` or ``•``; it is not part of `text`."""
    tag: str | None = None
    """Id carried by a content control."""
    table: Table | None = None
    spans: tuple[Span, ...] = ()
    size: float | None = None
    """Font size in points, where the format tells."""
    indent: float | None = None
    """Left edge in points from the left edge of the text column."""
    space_before: float | None = None
    """Empty space above in points, None at the top of a page or where the format does not tell."""
    confidence: float = 1.0


class ReadBy(StrEnum):
    """How a page was read."""

    TAGS = "tags"
    LAYOUT = "layout"
    OCR = "ocr"
    MARKUP = "markup"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a paged document."""

    number: int
    width: float
    height: float
    read_by: ReadBy
    text: str
    """What the engine gave as bare text, before any block was built: the witness a quotation is checked against."""
    confidence: float = 1.0
    label: str | None = None
    unplaced: int = 0
    """Printed characters that ended in no block; must be 0 or explained by a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a governing document says about itself; each value with its place."""

    title: Field[str] = NO_TEXT
    municipality: Field[tuple[str, ...]] = ABSENT
    document_type: Field[str] = NO_TEXT
    decided_by: Field[str] = NO_TEXT
    decided_on: Field[str] = NO_TEXT
    paragraph: Field[str] = NO_TEXT
    reference_number: Field[str] = NO_TEXT
    owner: Field[str] = NO_TEXT
    valid_from: Field[str] = NO_TEXT
    valid_to: Field[str] = NO_TEXT
    version: Field[str] = NO_TEXT
    status: Field[str] = NO_TEXT
    language: Field[str] = NO_TEXT
    year: Field[str] = NO_TEXT
    issuer: Field[str] = NO_TEXT
    """Who gave it out where that is no municipality: an authority, a county, an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read. `id` is the first 16 hex digits of the SHA-256 of its bytes."""

    id: str
    file: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    metadata: Metadata = Metadata()
    format: str = "text"
    outline: tuple[str, ...] = ()
    """Bookmark titles or the headings of a printed contents list, in order."""
    imprint: str = ""
    """What stands around the content and tells whose it is: a web page's site name, masthead and foot."""
    supersedes: str | None = None

    @property
    def page_count(self) -> int:
        """Number of pages, 0 for formats that have none."""
        return len(self.pages)


# --- measures -------------------------------------------------------------------------------------------------------


class SectionKind(StrEnum):
    """What a section of a plan is for; measures come from some kinds only."""

    MEASURES = "measures"
    GOALS = "goals"
    AREA = "area"
    """An area of work (fokusområde): measures stand among its description."""
    BACKGROUND = "background"
    LAW = "law"
    DEFINITIONS = "definitions"
    STATISTICS = "statistics"
    ORGANISATION = "organisation"
    FOLLOW_UP = "follow_up"
    CONTENTS = "contents"
    ANNEX = "annex"
    REFERENCES = "references"
    MINUTES = "minutes"
    ONGOING = "ongoing"
    """What is already being done: a source for the inventory, not for measures."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks under one heading path, `first` to `last` inclusive, with the signals that named its kind."""

    path: tuple[str, ...]
    kind: SectionKind
    first: int
    last: int
    reasons: tuple[str, ...] = ()


class Form(StrEnum):
    """The form in which a measure is printed."""

    TABLE = "table"
    NUMBERED = "numbered"
    BULLET = "bullet"
    PROSE = "prose"


class Binding(StrEnum):
    """How binding the wording is: ska > bör > kan; `none` where no modal is printed."""

    SKA = "ska"
    BOR = "bör"
    KAN = "kan"
    NONE = "none"


class Verdict(StrEnum):
    """What a candidate was found to be. Only `measure` goes on; `ongoing` feeds the inventory, `goal` is linked."""

    MEASURE = "measure"
    ONGOING = "ongoing"
    GOAL = "goal"
    INDICATOR = "indicator"
    LAW = "law"
    DEFINITION = "definition"
    STATISTICS = "statistics"
    BACKGROUND = "background"
    FURNITURE = "furniture"
    MEETING_POINT = "meeting_point"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that might have been a measure, with the verdict and the signals behind it."""

    text: str
    verdict: Verdict
    provenance: Provenance
    section: SectionKind
    form: Form
    reasons: tuple[str, ...] = ()
    layout_score: float = 0.0
    """Evidence from structure, 0-1."""
    language_score: float = 0.0
    """Evidence from wording, 0-1."""
    measure: str | None = None
    """Id of the measure it became."""
    confidence: float = 0.0
    """Chance that it is a measure, 0-1, whatever the verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A labelled piece of source text that belongs to a measure, before it is understood.

    `key` is a column concept of ``lexicon/columns.toml`` (``responsible``, ``partners``, ``deadline``, ``indicator``,
    ``follow_up``, ``resources``, ``target_group``, ``goal``, ``focus_area`` …), `label` the words of the label.
    """

    key: str
    text: str
    provenance: Provenance
    state: FieldState = FieldState.STATED
    label: str | None = None
    items: tuple[str, ...] = ()
    group: int | None = None
    """Attributes of one row of an attribute table share a group: an owner and that owner's own date."""


class Precision(StrEnum):
    """The unit a deadline was printed in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half_year"
    SCHOOL_YEAR = "school_year"
    YEAR = "year"
    YEARS = "years"
    PERIOD = "period"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When something is to be done. `start` and `end` are ISO dates, both inclusive, None where open or not said."""

    text: str
    start: str | None = None
    end: str | None = None
    relation: str | None = None
    """``senast``, ``från``, ``under``, ``t.o.m.``, ``före``, ``efter`` or None."""
    recurrence: str | None = None
    """``löpande``, ``årligen``, ``vartannat år``, ``halvårsvis``, ``per termin``, ``kvartalsvis`` … or None."""
    precision: Precision = Precision.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body that does or shares a measure: as printed, with the functional role it resolves to, and its own date."""

    name: str
    role: str | None = None
    """Key of ``lexicon/roles.toml`` or None for an unknown body, which is kept as printed."""
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea:
    """A focus area that a measure votes for, `score` 0-1, with the terms that matched."""

    key: str
    score: float
    terms: tuple[str, ...] = ()
    state: FieldState = FieldState.INFERRED
    """``stated`` where the area itself is printed with the measure, ``inherited`` where only what stands above does."""
    quote: str | None = None
    """The first words that speak for it, at `provenance`."""
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something known that a measure names: a law, a form, a kind of place. Each has words and a place of its own."""

    key: str
    """Name of the law, or key of the topic's entry."""
    text: str
    """As printed."""
    provenance: Provenance | None = None
    state: FieldState = FieldState.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a measure costs, as printed, and the amount where one is told: a span, in whole units of `currency`."""

    text: str
    low: float | None = None
    high: float | None = None
    currency: str | None = None
    """``SEK``, ``EUR`` or another code; None where only a framework is told ("inom ram")."""
    each: str | None = None
    """``year`` where it is the cost of each year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """How much a measure belongs to a topic, `score` 0-1; `topic` is the pack's name."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that somebody is to do (åtgärd), as printed, with its fields and places."""

    id: str
    document: str
    text: str
    provenance: Provenance
    form: Form
    municipality: tuple[str, ...] = ()
    number: str | None = None
    description: str | None = None
    description_provenance: Provenance | None = None
    heading_path: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    goal: Field[str] = NO_TEXT
    responsible: Field[tuple[Party, ...]] = Field(state=FieldState.ABSENT)
    partners: Field[tuple[Party, ...]] = Field(state=FieldState.ABSENT)
    deadline: Field[Deadline] = Field(state=FieldState.ABSENT)
    indicator: Field[str] = NO_TEXT
    follow_up: Field[str] = NO_TEXT
    resources: Field[str] = NO_TEXT
    cost: Field[Cost] = Field(state=FieldState.ABSENT)
    target_group: Field[str] = NO_TEXT
    focus_areas: tuple[FocusArea, ...] = ()
    forms: Field[tuple[Mention, ...]] = Field(state=FieldState.ABSENT)
    """Forms of exploitation (or the topic's own kinds) that are named."""
    laws: Field[tuple[Mention, ...]] = Field(state=FieldState.ABSENT)
    places: Field[tuple[Mention, ...]] = Field(state=FieldState.ABSENT)
    """Kinds of places (arenas) that are named."""
    binding: Binding = Binding.NONE
    modal: Field[str] = NO_TEXT
    """The words that bind, as printed: what `binding` was read from."""
    restates: str | None = None
    language: str = "sv"
    relevance: float = 1.0
    """How much the measure belongs to the topic, 0-1; tagged per measure, not per document. Of several the highest."""
    topics: tuple[TopicScore, ...] = ()
    """The same for each topic that was asked for, in their order."""
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal (mål), kept as a goal and linked to its measures."""

    id: str
    text: str
    provenance: Provenance
    number: str | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """What one document was cut into."""

    document: str
    measures: tuple[Measure, ...]
    candidates: tuple[Candidate, ...] = ()
    goals: tuple[Goal, ...] = ()
    sections: tuple[Section, ...] = ()
    unquotable: tuple[str, ...] = ()
    """What could not be found again at its place: a measure's id, or ``id/field``. It is told, and never quoted."""
    problems: tuple[Problem, ...] = ()
    meeting: "Meeting | None" = None
    """Set for minutes, which hold decisions and attendance but no measures."""


# --- meetings and actors --------------------------------------------------------------------------------------------


class Attendance(StrEnum):
    """Whether an organisation came."""

    PRESENT = "present"
    PREVENTED = "prevented"
    INVITED = "invited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An organisation at a meeting: organisation and function only, never a person's name."""

    organisation: str
    function: str | None = None
    status: Attendance = Attendance.PRESENT
    role: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPoint:
    """An "Att"-decision of a meeting: not a measure of a plan."""

    text: str
    provenance: Provenance
    owner: str | None = None
    due: str | None = None
    body: str | None = None
    """The organisation, or else the function, that the attendance tells for the owner: what is shown of a person."""
    shown: str = ""
    """The words as they may leave the house: organisations in the place of the persons of the attendance."""
    personal: bool = False
    """The owner is a person of whom no organisation is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Minutes of a meeting."""

    document: str
    date: str | None
    place: str | None
    attendance: tuple[Actor, ...] = ()
    decisions: tuple[ActionPoint, ...] = ()
    next_meeting: str | None = None


# --- clusters -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another measure and how like it is, 0-1."""

    measure: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The same measure in several wordings. A singleton is a finding ("only this town does it"), not a leftover."""

    id: str
    label: str
    members: tuple[str, ...]
    typical: str
    """Id of the medoid: the member whose own sentence describes the cluster."""
    cohesion: float = 1.0
    """Mean similarity inside, 0-1; 1.0 for a singleton."""
    outsiders: tuple[Neighbour, ...] = ()
    """The nearest measures that were left out."""
    confidence: float = 1.0
    focus_area: str | None = None
    families: tuple[tuple[str, ...], ...] = ()
    """Members that copy one another; "x of n towns" counts families."""
    variants: tuple[tuple[str, ...], ...] = ()
    """Members by wording, in each variant the typical wording first; empty where all are one variant."""
    facets: tuple[str, ...] = ()
    """What at least half of its members name, such as ``action:train`` or ``group:staff``: why it is one cluster."""
    decided: tuple[str, ...] = ()
    """Ids of the decisions that shaped it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Two groups of measures that are joined, or parted, when the cut is moved a little."""

    joins: bool
    """True: they stand apart, and are joined below `strictness`. False: they are joined, and part above it."""
    left: tuple[str, ...]
    right: tuple[str, ...]
    strictness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """All clusters of a set of measures and the cut that made them."""

    clusters: tuple[Cluster, ...]
    cut: float
    encoder: str
    neighbours: tuple[tuple[str, tuple[Neighbour, ...]], ...] = ()
    """For each measure the ten nearest, all towns, best first."""
    notes: tuple[str, ...] = ()
    """Conflicts between decisions, decisions that could not be re-anchored: shown, never resolved silently."""
    grown: int = 0
    """Measures that were placed among the others, without working these out anew, since that was last done."""
    next_steps: tuple[NextStep, ...] = ()
    """What a slightly stricter or looser cut would part or join, what happens first being first."""
    learned: float = 0.0
    """Log odds by which answers to the program's own questions moved every likeness; below 0 joins less."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs of measures that people said are different."""


# --- decisions ------------------------------------------------------------------------------------------------------


class DecisionKind(StrEnum):
    """What a person can decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    NEVER_TOGETHER = "never_together"
    RELEVANT = "relevant"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One event of the log: who decided what, when and why."""

    id: str
    kind: DecisionKind
    targets: tuple[str, ...]
    """Ids of measures, clusters, blocks or (for undo) decisions."""
    who: str
    when: str
    value: str | None = None
    why: str | None = None
    anchors: tuple[str, ...] = ()
    """The targets' own text, so that the decision can be re-anchored when ids change."""
    question: str | None = None
    """The question of the program's own choice that this answers: such answers tell of pairs nobody was asked about."""


# --- the target town ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure or a yes/no about the town, with where it was taken and when. `value` None: not known."""

    key: str
    value: str | None
    source: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of the town by functional role: the town's own name for it."""

    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A municipality: facts with sources, bodies by role, functions that exist or not, documents in force."""

    municipality: str
    county: str | None = None
    facts: tuple[Fact, ...] = ()
    bodies: tuple[Body, ...] = ()
    functions: tuple[Fact, ...] = ()
    """``kast``, ``mika``, ``faltgrupp`` … with value ``ja``, ``nej`` or None (not known)."""
    documents: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    period_from: int | None = None
    period_to: int | None = None
    peers: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    """The draft's own choices: document type, deciding body, owner, reference number …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A row of the register of collected documents. The same file added twice is one row."""

    id: str
    file: str
    sha256: str
    municipality: tuple[str, ...]
    title: str = "okänd"
    document_type: str = "okänd"
    status: str = "okänd"
    period: str | None = None
    source: str | None = None
    received_from: str | None = None
    received: str | None = None
    sent_to: tuple[str, ...] = ()
    supersedes: str | None = None
    annex_of: str | None = None
    note: str | None = None


# --- comparison -----------------------------------------------------------------------------------------------------


class Answer(StrEnum):
    """Whether a plan has something. The four stay apart to the last table."""

    HAS_IT = "has_it"
    PERHAPS = "perhaps"
    """Something near it was found, and nobody has said whether it is the same."""
    NOT_FOUND = "not_found"
    COULD_NOT_READ = "could_not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a cell or an item was taken from, ready to print."""

    document: str
    municipality: str
    quote: str
    page: int | None = None
    title: str = ""
    measure: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a comparison: `key` is stable, `title` is what the reader sees."""

    key: str
    title: str
    width: int = 20
    """Characters, for the workbook."""
    choices: tuple[str, ...] = ()
    """Answers to choose from where people fill in the column."""
    filled_in: bool = False
    """People write in it: its cells have their own colour, and what is typed in them is text, never a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One cell of a comparison."""

    text: str = ""
    number: float | None = None
    """Set where the cell is a figure; shares are 0-1 with `percent` set."""
    percent: bool = False
    answer: Answer | None = None
    pages: tuple[int, ...] = ()
    """For `could_not_read`: the pages."""
    sources: tuple[Source, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    """Spans of `text` to set off: what differs from the wording beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The one table type that all writers take. Each row has one entry a column."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry, ...], ...]
    notes: tuple[str, ...] = ()
    row_ids: tuple[str, ...] = ()
    """Stable id of each row (cluster, measure, document …), or empty."""
    depths: tuple[int, ...] = ()
    """How deep each row lies, 0 the outermost: it belongs to the nearest row above that lies less deep. Or empty."""


# --- draft ----------------------------------------------------------------------------------------------------------


class ItemKind(StrEnum):
    """What an item of a draft is; nothing else may stand in a draft."""

    QUOTATION = "quotation"
    ADAPTATION = "adaptation"
    BLANK = "blank"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One marked change: characters `start` to `end` of the quote (``from``) became `new`, because of `rule`."""

    start: int
    end: int
    old: str
    new: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftField:
    """A cell beside an item (owner, time, indicator …): a quotation, an adaptation of one, or a blank."""

    key: str
    kind: ItemKind
    text: str
    quote: str | None = None
    changes: tuple[Change, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """One line of the draft: applying `changes` to `quote` gives `text` exactly."""

    id: str
    kind: ItemKind
    text: str
    quote: str | None = None
    changes: tuple[Change, ...] = ()
    focus_area: str | None = None
    fields: tuple[DraftField, ...] = ()
    sources: tuple[Source, ...] = ()
    reasons: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """Advice on wording: long sentence, passive voice, vague verb …"""
    cluster: str | None = None
    author: str | None = None
    written: str | None = None
    """For `local`: who wrote it, and when."""
    language: str | None = None
    """Language of the quotation where it is another than the draft's."""


class PassageKind(StrEnum):
    """Text of the skeleton: a fixed label, a fact from the profile, a blank to fill in, a person's own words."""

    LABEL = "label"
    PROFILE = "profile"
    BLANK = "blank"
    LOCAL = "local"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the skeleton."""

    id: str
    kind: PassageKind
    text: str
    bullet: bool = False
    source: Source | None = None
    note: str | None = None
    """Source of a profile fact, ready to print."""
    suggestions: tuple[Source, ...] = ()
    """For a blank: what other plans say there, to write one's own from; source apparatus, never body text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """A section of the draft. `table` names the columns when the items are set as a measure table."""

    id: str
    title: str
    level: int = 1
    passages: tuple[Passage, ...] = ()
    items: tuple[DraftItem, ...] = ()
    table: tuple[str, ...] = ()
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A governing document in the making: proposed, never decided."""

    title: str
    municipality: str
    metadata: tuple[tuple[str, str], ...]
    """Label and value of the title block, in order; a blank is written as the blank label."""
    sections: tuple[DraftSection, ...]
    sources: tuple[Source, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: tuple[DraftItem, ...] = ()
    """Candidates that were not chosen, with the reasons."""
    language: str = "sv"
    size: int = 0
    """How many measures it was made for."""
    basis: str = ""
    """Fingerprint of what the choice rests on beside the plans; the next edition keeps the choice while it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A named failure of the gate: what, where, and the words that caused it."""

    kind: str
    where: str
    text: str
    message: str


# --- what comes back ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedItem:
    """An item of a draft or a row of a sheet as people left it."""

    id: str | None
    text: str
    fields: tuple[tuple[str, str], ...] = ()
    matched_by: str = "id"
    """``id``, ``text`` (the id was lost) or ``new``."""
    comments: tuple[str, ...] = ()
    """Who: what, of each comment that people wrote."""
    section: str | None = None
    """Id of the section of the draft in which it stands now."""
    place: str = "row"
    """``row`` of a table of measures, ``paragraph``, ``meta`` (title block), or ``other`` (cannot be taken in)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What came back from people: edited items, comments, filled blanks, sheet answers."""

    file: str
    items: tuple[ReturnedItem, ...]
    deleted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- the reading of a document, without its text --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """How one page was read."""

    number: int
    read_by: ReadBy
    confidence: float = 1.0
    characters: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a document came to, without its text: enough for the register, the coverage and the ingestion report.

    A file that could not be read at all has `failed` set, and the reason among its problems.
    """

    document: str
    file: str
    format: str = ""
    metadata: Metadata = Metadata()
    pages: tuple[PageReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocks: int = 0
    tables: int = 0
    tables_joined: int = 0
    tables_doubtful: int = 0
    doubtful_pages: tuple[int, ...] = ()
    """Pages on which a doubtful table stands."""
    failed: bool = False

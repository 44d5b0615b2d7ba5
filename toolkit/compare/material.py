"""What every comparison table is made from, arranged once: measures and readings by municipality."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.compare.nearest import WORTH_READING, Nearest, nearest
from toolkit.issuers import is_municipal
from toolkit.labels import labels
from toolkit.lexicon import topic
from toolkit.model import (
    Answer,
    Candidate,
    Clustering,
    DocumentRecord,
    Entry,
    Field,
    Measure,
    Party,
    ReadBy,
    Reading,
    Segmentation,
    Severity,
    Source,
    Verdict,
)
from toolkit.text import collate, tokens

_FOCUS_FLOOR = 0.34
"""A measure counts for every focus area it scores at least this much on, and always for its best one."""
OTHER = "other"
"""Key of the focus area of measures that no area claims."""
NO_TOWN = "okänd kommun"
"""Whose a document is where neither anyone nor the document itself has said it."""


@dataclass(frozen=True)
class Material:
    """The ground of a comparison. Built once by `compare`, read by all its tables."""

    clustering: Clustering
    segmentations: Sequence[Segmentation]
    readings: Sequence[Reading]
    register: Sequence[DocumentRecord]
    target: str | None
    topics: tuple[str, ...]
    language: str
    today: str = ""

    @cached_property
    def rows_by_document(self) -> Mapping[str, DocumentRecord]:
        """Register rows by document id."""
        return {row.id: row for row in self.register}

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """All measures by id."""
        return {measure.id: measure for part in self.segmentations for measure in part.measures}

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """Municipalities with a plan, read or not: the target first, then in Swedish order.

        Minutes are no plan: a town that sent nothing else cannot lack a measure.
        """
        names = {name for row in self.register for name in row.municipality if self._is_plan(row, name)}
        towns = (name for name in names if is_municipal(name) or name == self.target)
        return tuple(sorted(towns, key=lambda name: (name != self.target, collate(name))))

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Who else has given out something with measures: the state, a county, an organisation. They are no towns."""
        return tuple(sorted({name for name in self.measures_of if name not in self.towns}, key=collate))

    @cached_property
    def origins(self) -> Mapping[str, Measure]:
        """Measure of a town → the measure of an authority's document, such as a national template, that it copies.

        A town that is known to have decided before that document was given out has copied nothing.
        """
        found: dict[str, Measure] = {}
        for family in (one for cluster in self.clustering.clusters for one in cluster.families):
            members = [self.measures[one] for one in family if one in self.measures]
            sources = [one for one in members if not set(one.municipality) & set(self.towns)]
            for measure in members if sources else ():
                if set(measure.municipality) & set(self.towns):
                    alike = max(sources, key=lambda source: (_shared(source.text, measure.text), source.id))
                    if not self._before(measure, alike):
                        found[measure.id] = alike
        return found

    def decided(self, measure: Measure) -> str | None:
        """The day or year the document of a measure was decided, where it says so."""
        about = next((one.metadata for one in self.readings if one.document == measure.document), None)
        return (about.decided_on.value or about.year.value) if about is not None else None

    def _before(self, measure: Measure, other: Measure) -> bool:
        """Whether the document of the one is known to be older than that of the other."""
        one, two = self.decided(measure), self.decided(other)
        return bool(one and two) and str(one)[:4] < str(two)[:4]

    @cached_property
    def _minutes(self) -> frozenset[str]:
        """Documents that are minutes and hold no measure."""
        return frozenset(part.document for part in self.segmentations if part.meeting is not None and not part.measures)

    def _is_plan(self, row: DocumentRecord, town: str) -> bool:
        """Whether the document may be a plan of the town; one that nobody could read and nobody named is nobody's."""
        return row.id not in self._minutes and (town != NO_TOWN or row.id in self._with_text)

    @cached_property
    def _with_text(self) -> frozenset[str]:
        """Documents of which something was read."""
        return frozenset(reading.document for reading in self.readings if not reading.failed)

    @cached_property
    def documents_of(self) -> Mapping[str, tuple[str, ...]]:
        """Document ids by municipality; a joint plan stands under each of its towns."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.register:
            for name in row.municipality:
                found[name].append(row.id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def measures_of(self) -> Mapping[str, tuple[Measure, ...]]:
        """Measures by municipality, in document order."""
        found: dict[str, list[Measure]] = defaultdict(list)
        for measure in self.measures.values():
            for name in measure.municipality:
                found[name].append(measure)
        return {name: tuple(group) for name, group in found.items()}

    @cached_property
    def candidates(self) -> tuple[tuple[str, Candidate], ...]:
        """Every candidate with its document id."""
        return tuple((part.document, one) for part in self.segmentations for one in part.candidates)

    @cached_property
    def possible(self) -> Mapping[tuple[str, str], Nearest]:
        """Cluster and town → the measure of the town's own that may be the same, though it stands elsewhere."""
        return nearest(self.clustering, self.measures)

    def perhaps(self, cluster: str, town: str) -> Entry | None:
        """What a town may have of a cluster, with its nearest measure if that is likely; None where nothing is near."""
        near = self.possible.get((cluster, town))
        if near is None:
            return None
        if near.chance < WORTH_READING:
            return Entry(text=labels(self.language)["answer.perhaps"], answer=Answer.PERHAPS)
        measure = self.measures[near.measure]
        say = labels(self.language)["compare.perhaps" if measure.provenance.page else "compare.perhaps_no_page"]
        told = say.format(text=measure.text, page=measure.provenance.page)
        return Entry(text=told, answer=Answer.PERHAPS, sources=(self.source(measure),))

    @cached_property
    def focus_areas(self) -> tuple[tuple[str, str], ...]:
        """Key and name of each focus area of the topics, in the packs' order, then "other"."""
        names: dict[str, str] = {}
        for key in self.topics:
            for area, data in topic(key).get("focus_areas", {}).items():
                names.setdefault(area, str(data.get(self.language, area)))
        names[OTHER] = {"sv": "Övrigt"}.get(self.language, "Other")
        return tuple(names.items())

    @cached_property
    def unread(self) -> Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]:
        """For each town, files with the measure-bearing pages that were not read; no pages: all of it."""
        readings = {reading.document: reading for reading in self.readings}
        bearing = self._bearing_pages()
        found: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {}
        for town in self.towns:
            gaps: list[tuple[str, tuple[int, ...]]] = []
            for document in self.documents_of.get(town, ()):
                if document in self._minutes:
                    continue
                reading = readings.get(document)
                file = self.rows_by_document[document].file
                if reading is None or reading.failed:
                    gaps.append((file, ()))
                elif pages := _unread_pages(reading, bearing.get(document, frozenset())):
                    gaps.append((file, pages))
                elif any(one.severity is Severity.LOSS and one.page is None for one in reading.problems):
                    gaps.append((file, ()))
            found[town] = tuple(gaps)
        return found

    def _bearing_pages(self) -> Mapping[str, frozenset[int]]:
        """Pages that hold a measure, with the page before and after: a doubt there may hide one more."""
        pages: dict[str, set[int]] = defaultdict(set)
        for measure in self.measures.values():
            if (page := measure.provenance.page) is not None:
                pages[measure.document] |= {page - 1, page, page + 1}
        return {document: frozenset(numbers) for document, numbers in pages.items()}

    def absent(self, town: str) -> Entry:
        """The answer for a town where nothing was found: "not found" only if all that could hold it was read."""
        gaps = self.unread.get(town, ())
        if not gaps:
            return Entry(answer=Answer.NOT_FOUND)
        pages = tuple(sorted({page for _, numbers in gaps for page in numbers}))
        text = "; ".join(f"{file}" + (f", s. {ranges(numbers)}" if numbers else "") for file, numbers in gaps)
        return Entry(answer=Answer.COULD_NOT_READ, text=text, pages=pages)

    def source(self, measure: Measure) -> Source:
        """The measure's own sentence and where it stands."""
        row = self.rows_by_document.get(measure.document)
        return Source(
            document=measure.document,
            municipality=", ".join(measure.municipality),
            quote=measure.text,
            page=measure.provenance.page,
            title=row.title if row is not None and row.title != "okänd" else (row.file if row is not None else ""),
            measure=measure.id,
            path=measure.provenance.path,
        )

    def ongoing(self) -> tuple[tuple[str, Candidate], ...]:
        """What plans say is already being done, with document ids."""
        return tuple((document, one) for document, one in self.candidates if one.verdict is Verdict.ONGOING)


def _unread_pages(reading: Reading, bearing: frozenset[int]) -> tuple[int, ...]:
    """Pages of a document where a measure may stand that was not read."""
    pages = {page.number for page in reading.pages if page.read_by is ReadBy.NOTHING}
    for problem in reading.problems:
        if problem.page is not None and (
            problem.severity is Severity.LOSS or (problem.severity is Severity.DOUBT and problem.page in bearing)
        ):
            pages.add(problem.page)
    return tuple(sorted(pages))


def _shared(one: str, other: str) -> int:
    """How many words two wordings share."""
    return len(set(tokens(one)) & set(tokens(other)))


def areas_of(measure: Measure) -> tuple[str, ...]:
    """Focus areas a measure counts for, the best first.

    Example:
        >>> from toolkit.model import FocusArea, Form, Provenance
        >>> place = Provenance(document="d", start=0, end=1)
        >>> scored = (FocusArea(key="training", score=0.9), FocusArea(key="children", score=0.5))
        >>> areas_of(Measure(id="m", document="d", text="t", provenance=place, form=Form.PROSE, focus_areas=scored))
        ('training', 'children')
    """
    ranked = sorted(measure.focus_areas, key=lambda area: (-area.score, area.key))
    if not ranked:
        return (OTHER,)
    return tuple(area.key for rank, area in enumerate(ranked) if rank == 0 or area.score >= _FOCUS_FLOOR)


def names(field: Field[tuple[Party, ...]]) -> str:
    """The bodies of a field as printed, on one line."""
    return ", ".join(party.name for party in field.value or ())


def ranges(pages: Sequence[int]) -> str:
    """Pages with runs drawn together: 1, 2, 3, 7 becomes "1-3, 7"."""
    parts: list[str] = []
    start = previous = pages[0]
    for page in (*pages[1:], None):
        if page is not None and page == previous + 1:
            previous = page
            continue
        parts.append(str(start) if start == previous else f"{start}-{previous}")
        if page is not None:
            start = previous = page
    return ", ".join(parts)

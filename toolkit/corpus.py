"""Corpus: a workspace folder. Runs the stages, caches what they give, hands out frames and views."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import store
from toolkit.errors import UsageError
from toolkit.model import (
    Clustering,
    Comparison,
    Decision,
    Document,
    DocumentRecord,
    Draft,
    Measure,
    Meeting,
    Metadata,
    Profile,
    Reading,
    Segmentation,
)
from toolkit.register import Added, add_files, lineage
from toolkit.shelf import Progress, Shelf
from toolkit.store import Settings, Store, code_version, digest
from toolkit.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.views import ClusteringView, ComparisonView, DraftView, PageView


UNTITLED = "okänd"
"""The title of a document of which nobody has said it."""


def _quiet(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def _named(municipalities: Sequence[str]) -> None:
    """Stop a municipality without a name: it would stand as a town of its own in every table."""
    if any(not name.strip() for name in municipalities):
        raise UsageError("Kommunens namn är tomt.", advice="Skriv till exempel --municipality Ekstad.")


def _filled(row: DocumentRecord, said: Metadata | None) -> DocumentRecord:
    """A row with the document's own title and whose it is (a town, else who gave it out) where nobody has said."""
    from toolkit.compare.material import NO_TOWN

    issuer = said.issuer.value if said else None
    municipality = row.municipality or tuple((said.municipality.value if said else None) or (issuer or NO_TOWN,))
    title = row.title if row.title != UNTITLED else (said.title.value if said else None) or UNTITLED
    return replace(row, municipality=municipality, title=title)


class Corpus:
    """A workspace and everything that can be computed from it.

    Each step is computed once, kept on disk under a key that holds all it depends on (content, code, lexicon,
    settings, outside programs), and computed again only when one of them changes.

    Example:
        >>> Corpus.open("finns-inte")
        Traceback (most recent call last):
        toolkit.errors.WorkspaceError: finns-inte är ingen arbetsyta (plankit.toml saknas). Skapa en arbetsyta med: ...
    """

    def __init__(self, folder: Store, *, executor: Executor | None = None, progress: Progress = _quiet) -> None:
        """Use `open` or `create`."""
        self.store = folder
        self.settings = folder.settings()
        self._executor = executor
        self._progress = progress

    @classmethod
    def open(cls, folder: str | Path, *, executor: Executor | None = None, progress: Progress = _quiet) -> "Corpus":
        """The workspace in a folder.

        Args:
            folder: A folder that `plankit new` made.
            executor: Any `concurrent.futures.Executor` that reads documents, encodes texts and compares parts of a
                large corpus, such as Dask's ``client.get_executor()``; the results are the same as without.
            progress: Called as work goes on.

        Raises:
            WorkspaceError: The folder is no workspace.
        """
        return cls(Store.open(Path(folder)), executor=executor, progress=progress)

    @classmethod
    def create(
        cls,
        folder: str | Path,
        *,
        municipality: str,
        topics: Sequence[str] = ("manniskohandel",),
        language: str = "sv",
    ) -> "Corpus":
        """A new workspace for a municipality.

        Raises:
            UsageError: The municipality has no name, or a topic or the language is not known.
            WorkspaceError: There is a workspace in the folder already.
        """
        _named([municipality])
        if language not in ("sv", "en"):
            raise UsageError(f"Språket {language!r} finns inte.", advice="Välj sv eller en.")
        from toolkit.assemble import profile_template
        from toolkit.lexicon.packs import FOLDER, chosen

        names, own = chosen(topics, Path(folder) / FOLDER)
        settings = Settings(municipality=municipality, topics=names, language=language)
        made = cls(Store.create(Path(folder), settings=settings, profile=profile_template(municipality)))
        for name, data in own.items():
            store.write_bytes(made.store.root / FOLDER / f"{name}.toml", data)
        return made

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Keys of the topics: shipped ones, and those of one's own in the workspace's folder ``teman/``.

        Raises:
            ConfigError: A pack is not valid; each fault is told with its line.
        """
        from toolkit.lexicon.packs import FOLDER, resolved

        return resolved(self.settings.topics, self.store.root / FOLDER)

    # -- the register

    def add(
        self,
        files: Sequence[str | Path],
        *,
        municipality: Sequence[str] = (),
        title: str | None = None,
        document_type: str | None = None,
        status: str | None = None,
        source: str | None = None,
        received_from: str | None = None,
        received: str | None = None,
        supersedes: str | None = None,
        annex_of: str | None = None,
        note: str | None = None,
    ) -> tuple[Added, ...]:
        """Register files and keep copies of them; a file that cannot be opened does not stop the others.

        Args:
            files: Paths.
            municipality: Whose plan it is; several for a joint plan, none to take it from the document.
            title: Title, when known.
            document_type: Type, when known.
            status: Status, when known.
            source: Address or other origin.
            received_from: Who sent it.
            received: ISO date it came.
            supersedes: Id (or its beginning) of the edition that this one replaces.
            annex_of: Id (or its beginning) of the plan that this is an annex of.
            note: A remark.

        Raises:
            UsageError: `supersedes` or `annex_of` names no registered document, or a municipality has no name.
        """
        _named(municipality)
        told = DocumentRecord(
            id="",
            file="",
            sha256="",
            municipality=tuple(municipality),
            title=title or UNTITLED,
            document_type=document_type or "okänd",
            status=status or "okänd",
            source=source,
            received_from=received_from,
            received=received,
            supersedes=supersedes,
            annex_of=annex_of,
            note=note,
        )
        done = add_files(self.store, files, told)
        self._forget()
        return done

    def decide(self, *events: Decision) -> None:
        """Put what people decided into the log; everything that rests on it is worked out anew.

        Raises:
            DecisionError: The log would not hold together, or another program holds it.
        """
        from toolkit.decisions import validate

        validate((*self.store.decisions(), *events))
        self.store.decide(events)
        self._forget()

    def _forget(self) -> None:
        """Drop what was computed in memory; the caches on disk stay."""
        for name in ("register", "shelf", "segmentations", "clustering"):
            self.__dict__.pop(name, None)

    @cached_property
    def register(self) -> tuple[DocumentRecord, ...]:
        """The register; title and municipality are the document's own where nobody said what and whose it is."""
        rows = self.store.register()
        if all(row.municipality and row.title != UNTITLED for row in rows):
            return rows
        read = {reading.document: reading.metadata for reading in self.readings}
        return tuple(_filled(row, read.get(row.id)) for row in rows)

    @property
    def current(self) -> tuple[DocumentRecord, ...]:
        """Rows that no newer edition replaces."""
        replaced = {row.supersedes for row in self.register if row.supersedes}
        return tuple(row for row in self.register if row.id not in replaced)

    # -- ingest

    @cached_property
    def shelf(self) -> Shelf:
        """The documents: read, corrected, kept."""
        return Shelf(
            store=self.store,
            rows=self.store.register(),
            decisions=self.store.decisions(),
            progress=self._progress,
            executor=self._executor,
            language=self.settings.language,
        )

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What each registered document came to; those that failed too. Reads what was not read before."""
        return self.shelf.readings

    def document(self, start: str) -> Document:
        """A document with all its blocks, as people left it.

        Args:
            start: Its id, the beginning of it, or its file name.

        Raises:
            UsageError: No document, or several, begin so.
            InputError: The document could not be read.
        """
        return self.shelf.document(start)

    def page(self, document: str, number: int) -> "PageView":
        """One page with what was read drawn on it, as something that shows itself.

        Args:
            document: Its id, the beginning of it, or its file name.
            number: 1-based.

        Raises:
            UsageError: There is no such document or page.
        """
        from toolkit.views import page_view

        read = self.document(document)
        row = next(row for row in self.store.register() if row.id == read.id)
        return page_view(self.store.file_of(row), read, number)

    # -- segment and extract

    @cached_property
    def segmentations(self) -> tuple[Segmentation, ...]:
        """Measures, goals and candidates of each current document that could be read."""
        readable = {reading.document for reading in self.readings if not reading.failed}
        rows = [row for row in self.current if row.id in readable]
        parts = []
        for done, row in enumerate(rows):
            key = self._segment_key(row)
            part = self.store.cached_value("segments", key, Segmentation)
            if part is None:
                self._progress("segment", done, len(rows))
                part = self._segment(self.document(row.id), row)
                self.store.keep_value("segments", key, part)
            parts.append(self._reviewed(part, row))
        return tuple(parts)

    def _reviewed(self, part: Segmentation, row: DocumentRecord) -> Segmentation:
        """The measures as people left them."""
        from toolkit.reviewed import about, as_left

        said = about(self.store.decisions(), lineage(self.store.register(), row.id))
        if not said:
            return part
        return as_left(part, self.document(row.id), said, topics=self.topics, language=self.settings.language)

    def _segment_key(self, row: DocumentRecord) -> str:
        """Cache key of the measures of a document."""
        ground = (code_version("segment", "extract", "gate"), *self.topics, *row.municipality)
        return digest(self.shelf.keys[row.id], *ground)

    def _segment(self, document: Document, row: DocumentRecord) -> Segmentation:
        """Cut one document into measures, fill their fields, and look every quotation up at its place."""
        from toolkit.extract import extract
        from toolkit.gate import quote_problems, unquotable
        from toolkit.segment import read_meeting, segment

        cut = segment(document, municipality=row.municipality)
        part = extract(cut, document, metadata=document.metadata, topics=self.topics)
        barred = unquotable(part.measures, document)
        told = quote_problems(part.measures, barred)
        return replace(part, unquotable=barred, problems=(*part.problems, *told), meeting=read_meeting(document))

    @property
    def all_measures(self) -> tuple[Measure, ...]:
        """All measures of all current documents."""
        return tuple(measure for part in self.segmentations for measure in part.measures)

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Minutes among the documents."""
        return tuple(part.meeting for part in self.segmentations if part.meeting is not None)

    # -- cluster, compare, assemble

    @cached_property
    def clustering(self) -> Clustering:
        """Clusters of all measures, with what people decided replayed over them."""
        from toolkit.grouping import Grouping

        at_work = Grouping(self.store, self.settings, self.topics, self._progress, self._executor)
        return at_work.clustering(self.all_measures, [self._segment_key(row) for row in self.current])

    def comparisons(self, *, today: str = "") -> tuple[Comparison, ...]:
        """All comparison tables, seen from the workspace's own municipality, private data masked."""
        from toolkit.compare import compare
        from toolkit.gate import redact_comparison

        tables = compare(
            self.clustering,
            self.segmentations,
            self.readings,
            self.current,
            target=self.settings.municipality,
            topics=self.topics,
            language=self.settings.language,
            today=today,
        )
        return tuple(redact_comparison(table) for table in tables)

    @property
    def profile(self) -> Profile:
        """``profil.toml``.

        Raises:
            ConfigError: It has wrong keys or values; all are named.
        """
        import tomllib

        from toolkit.assemble import parse_profile
        from toolkit.errors import ConfigError
        from toolkit.faults import told

        path = self.store.profile_file
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Profile(municipality=self.settings.municipality)
        except (ValueError, OSError) as error:
            raise ConfigError(f"{path} går inte att tolka: {told(error)}.") from error
        return parse_profile(data)

    def draft(
        self,
        *,
        today: str,
        profile: Profile | None = None,
        size: int | None = None,
        template: str = "plankit",
        decisions: Sequence[Decision] | None = None,
        anew: bool = False,
    ) -> Draft:
        """A draft plan fitted to the profile; nothing in it is free text.

        What neither a new plan nor a person has changed since the last edition that was handed out stays as it was.

        Args:
            today: ISO date that every dated statement obeys.
            profile: Default: the workspace's ``profil.toml``.
            size: Number of measures; default: what the rules give.
            template: Order of sections and columns.
            decisions: Default: the workspace's log.
            anew: Choose as if nothing had been handed out before.
        """
        from toolkit.assemble import assemble, replayed
        from toolkit.gate import quotable_fields, redact

        log = self.store.decisions() if decisions is None else decisions
        barred = [key for part in self.segmentations for key in part.unquotable]
        barred += [f"{one.id}/goal" for one in self.all_measures if redact(one.goal.value or "")[1]]
        made = assemble(
            profile or self.profile,
            self.clustering,
            quotable_fields(self.all_measures, barred),
            self.current,
            unquotable=frozenset(key for key in barred if "/" not in key),
            decisions=log,
            today=today,
            size=size,
            language=self.settings.language,
            topics=self.topics,
            template=template,
            last=None if anew else self.last_edition,
        )
        return replayed(made, log)[0]

    @property
    def last_edition(self) -> Draft | None:
        """The draft that was handed out last and can still be read."""
        for path in sorted((self.store.root / "utkast").glob("*.json"), reverse=True):
            try:
                return store.load(Draft, path.read_bytes())
            except (OSError, ValueError):
                continue
        return None

    def cited_documents(self, draft: Draft) -> tuple[Document, ...]:
        """The documents that a draft quotes, whole, for the gate."""
        cited = {source.document for section in draft.sections for item in section.items for source in item.sources}
        cited |= {source.document for source in draft.sources}
        return tuple(self.document(row.id) for row in self.current if row.id in cited)

    # -- in notebooks

    @property
    def documents(self) -> "pd.DataFrame":
        """The register as a frame; columns are `toolkit.frames.DOCUMENT_COLUMNS`."""
        from toolkit.frames import documents_frame

        return documents_frame(self.register, self.readings)

    @property
    def measures(self) -> "pd.DataFrame":
        """All measures as a frame; columns are `toolkit.frames.MEASURE_COLUMNS`."""
        from toolkit.frames import measures_frame

        return measures_frame(self.all_measures)

    def cluster(self) -> "ClusteringView":
        """The clusters, as something that shows itself; `.frame()` gives a DataFrame."""
        from toolkit.views import ClusteringView

        return ClusteringView(self.clustering, self.all_measures)

    def compare(self, *, today: str = "") -> "ComparisonView":
        """The comparison tables, as something that shows itself; `["coverage"].frame()` gives a DataFrame."""
        from toolkit.views import ComparisonView

        return ComparisonView(self.comparisons(today=today))

    def assemble(self, profile: Profile | None = None, *, today: str = "", size: int | None = None) -> "DraftView":
        """The draft, as something that shows itself; `.draft` is the model. Without `today` it is the clock's day."""
        from datetime import date

        from toolkit.views import DraftView

        return DraftView(self.draft(today=today or date.today().isoformat(), profile=profile, size=size))

    def _repr_html_(self) -> str:
        from html import escape

        failed = sum(reading.failed for reading in self.readings)
        return (
            f"<p><b>{escape(self.settings.municipality)}</b>: {len(self.register)} dokument "
            f"({failed} kunde inte läsas), {counted(len(self.all_measures), 'åtgärd', 'åtgärder')}</p>"
        )

    def __repr__(self) -> str:
        return f"<Corpus {self.store.root} ({self.settings.municipality}): .documents .measures .cluster() .compare()>"

"""The shelf: the documents of a workspace, read once, corrected by people, kept on disk."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit import lexicon
from toolkit.errors import InputError, ToolkitError, UsageError
from toolkit.labels import labels
from toolkit.model import Decision, Document, DocumentRecord, Problem, Reading
from toolkit.reading import failed_reading, summarise
from toolkit.register import lineage
from toolkit.store import Store, code_version, digest, dump

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how many are done, and how many there are."""


@dataclass(frozen=True)
class Shelf:
    """Reads what was not read before; a document with corrections lies beside its bare reading, under its own key."""

    store: Store
    rows: tuple[DocumentRecord, ...]
    decisions: tuple[Decision, ...]
    progress: Progress
    executor: Executor | None = None
    language: str = "sv"

    @cached_property
    def bare_keys(self) -> Mapping[str, str]:
        """Cache key of each document as the machine read it."""
        from toolkit.ingest import tools_version

        ground = (code_version("ingest"), code_version("extract"), lexicon.version(), tools_version())
        return {row.id: digest(row.sha256, *ground) for row in self.rows}

    @cached_property
    def corrections(self) -> Mapping[str, tuple[Decision, ...]]:
        """Corrections of each document that has any."""
        from toolkit.corrections import about

        if not self.decisions:
            return {}
        found = {row.id: about(self.decisions, lineage(self.rows, row.id)) for row in self.rows}
        return {document: made for document, made in found.items() if made}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Cache key of each document as people left it."""
        version = code_version("corrections.py")
        return {
            document: digest(key, version, *(dump(one).hex() for one in made)) if made else key
            for document, key in self.bare_keys.items()
            for made in [self.corrections.get(document, ())]
        }

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What each registered document came to; those that failed too."""
        known = {row.id: self.store.cached_value("readings", self.keys[row.id], Reading) for row in self.rows}
        missing = [row for row in self.rows if known[row.id] is None]
        unread = [row for row in missing if self._bare(row) is None]
        if unread:
            self.progress("ingest", 0, len(unread))
            for done, (row, bare) in enumerate(self._read(unread), start=1):
                self.progress("ingest", done, len(unread))
                known[row.id] = bare
        for row in missing:
            if row.id in self.corrections:
                known[row.id] = self._correct(row)
        return tuple(self._told_if_gone(row, reading) for row in self.rows if (reading := known[row.id]) is not None)

    def _told_if_gone(self, row: DocumentRecord, reading: Reading) -> Reading:
        """The reading, with a word about it when the file it was made from is no longer there to be looked at."""
        if reading.failed or self.store.file_of(row).exists():
            return reading
        gone = labels(self.language)["reading.file_gone"].format(file=row.file)
        return replace(reading, problems=(*reading.problems, Problem(kind="file_gone", message=gone)))

    def _bare(self, row: DocumentRecord) -> Reading | None:
        """The bare reading, if it was kept."""
        return self.store.cached_value("readings", self.bare_keys[row.id], Reading)

    def _read(self, rows: Sequence[DocumentRecord]) -> "list[tuple[DocumentRecord, Reading]]":
        """Read documents in child processes and keep them."""
        from toolkit.extract import describe
        from toolkit.ingest import ingest_all

        done = []
        paths = [self.store.file_of(row) for row in rows]
        for row, (_, outcome) in zip(rows, ingest_all(paths, executor=self.executor), strict=True):
            if isinstance(outcome, ToolkitError):
                reading = failed_reading(row, outcome)
            else:
                document = replace(outcome, id=row.id, file=row.file)
                document = replace(document, metadata=describe(document))
                self.store.keep_value("documents", self.bare_keys[row.id], document)
                reading = summarise(document)
            # A file that is gone is not remembered as unreadable: put back, it is read.
            if not reading.failed or self.store.file_of(row).exists():
                self.store.keep_value("readings", self.bare_keys[row.id], reading)
            done.append((row, reading))
        return done

    def _correct(self, row: DocumentRecord) -> Reading | None:
        """Put the corrections on top of the bare reading and keep both results."""
        from toolkit.corrections import corrected
        from toolkit.extract import describe

        bare = self.store.cached_value("documents", self.bare_keys[row.id], Document)
        if bare is None:
            return self._bare(row)
        document = corrected(bare, self.corrections[row.id], language=self.language)
        document = replace(document, metadata=describe(document))
        self.store.keep_value("documents", self.keys[row.id], document)
        reading = summarise(document)
        self.store.keep_value("readings", self.keys[row.id], reading)
        return reading

    def document(self, start: str) -> Document:
        """A document with all its blocks, as people left it.

        Args:
            start: Its id, the beginning of it, or its file name.

        Raises:
            UsageError: No document, or several, begin so.
            InputError: The document could not be read.
        """
        found = [row.id for row in self.rows if row.id.startswith(start) or row.file == start]
        if len(found) != 1:
            raise UsageError(f"{start!r} pekar inte ut ett dokument ({len(found)} träffar).")
        reading = next(one for one in self.readings if one.document == found[0])
        document = self.store.cached_value("documents", self.keys[found[0]], Document)
        if document is None or reading.failed:
            raise InputError(f"{reading.file} kunde inte läsas: {reading.problems[0].message}")
        return document

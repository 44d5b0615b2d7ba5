"""What is scored: files, folders of files, or a workspace with what people have corrected in its readings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.errors import ToolkitError, UsageError
from toolkit.model import Document, Segmentation


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to score against, in a fixed order, and which of them a workspace has read."""

    paths: tuple[Path, ...]
    kept: Mapping[Path, tuple[Corpus, str]] = field(default_factory=dict)

    def named(self, names: Sequence[str]) -> dict[str, Path]:
        """The file of each name, told by file name, else by file name without its suffix; case does not matter."""
        by_name = {path.stem.lower(): path for path in self.paths} | {path.name.lower(): path for path in self.paths}
        return {name: by_name[name.lower()] for name in names if name.lower() in by_name}


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and cut into measures with fields."""

    path: Path
    document: Document
    cut: Segmentation


def sources(against: Sequence[Path]) -> Sources:
    """All files named, folders and workspaces opened.

    Raises:
        UsageError: There is none.
    """
    found: list[Path] = []
    kept: dict[Path, tuple[Corpus, str]] = {}
    for path in against:
        if path.is_dir() and (path / "plankit.toml").is_file():
            corpus = Corpus.open(path)
            for row in corpus.current:
                file = corpus.store.file_of(row)
                kept[file] = (corpus, row.id)
                found.append(file)
        else:
            found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    if not found:
        raise UsageError("Inget att mäta mot.", advice="Ange dokumenten med --against FIL, MAPP eller ARBETSYTA.")
    return Sources(tuple(found), kept)


def read(given: Sources, wanted: Sequence[Path]) -> Iterator[tuple[Path, Document]]:
    """Each wanted file that can be read; the others stay in the denominator as misses."""
    from toolkit.extract import describe
    from toolkit.ingest import ingest_all

    for path in wanted:
        if path in given.kept:
            corpus, identity = given.kept[path]
            try:
                yield path, corpus.document(identity)
            except ToolkitError:
                continue
    for path, outcome in ingest_all([path for path in wanted if path not in given.kept]):
        if not isinstance(outcome, ToolkitError):
            yield path, replace(outcome, metadata=describe(outcome))


def cut(document: Document) -> Segmentation:
    """Measures with fields, as the program finds them by itself: what people decided about them is no part of it."""
    from toolkit.extract import extract
    from toolkit.segment import segment

    return extract(segment(document), document, metadata=document.metadata)

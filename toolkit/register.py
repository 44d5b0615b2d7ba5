"""The register of collected documents: a file added is copied, known by its content, and one row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import InputError, ToolkitError, UsageError
from toolkit.model import DocumentRecord
from toolkit.store import Store, sha256_of


@dataclass(frozen=True)
class Added:
    """What adding did with one file."""

    file: Path
    row: DocumentRecord | None = None
    known: bool = False
    """The same bytes were registered before; the row is the old one."""
    error: ToolkitError | None = None
    empty: bool = False
    """There is not a byte in it; it is registered all the same, for the one who sent it may send it again."""


def add_files(store: Store, files: Sequence[str | Path], told: DocumentRecord) -> tuple[Added, ...]:
    """Register files and keep copies of them; a file that cannot be opened does not stop the others.

    Args:
        store: The workspace.
        files: Paths.
        told: What is said of all of them; its id, file and hash are filled in. `supersedes` and `annex_of` may be the
            beginning of an id.

    Raises:
        UsageError: `supersedes` or `annex_of` names no registered document.
    """
    rows = list(store.register())
    by_hash = {row.sha256: row for row in rows}
    done: list[Added] = []
    for name in files:
        path = Path(name)
        try:
            digest = sha256_of(path)
            empty = path.stat().st_size == 0
            if digest in by_hash:
                done.append(Added(file=path, row=by_hash[digest], known=True, empty=empty))
                continue
            row = replace(
                told,
                id=digest[:16],
                file=path.name,
                sha256=digest,
                supersedes=_registered(told.supersedes, rows),
                annex_of=_registered(told.annex_of, rows),
            )
            store.keep(row, path)
        except InputError as error:
            done.append(Added(file=path, error=error))
            continue
        rows.append(row)
        by_hash[digest] = row
        done.append(Added(file=path, row=row, empty=empty))
    store.write_register(rows)
    return tuple(done)


def lineage(rows: Sequence[DocumentRecord], document: str) -> tuple[str, ...]:
    """A document and the editions it replaced, the newest first.

    Example:
        >>> old = DocumentRecord(id="1", file="a", sha256="", municipality=())
        >>> lineage([old, replace(old, id="2", supersedes="1")], "2")
        ('2', '1')
    """
    before = {row.id: row.supersedes for row in rows}
    found: dict[str, None] = {}
    at: str | None = document
    while at is not None and at not in found:
        found[at] = None
        at = before.get(at)
    return tuple(found)


def _registered(start: str | None, rows: Sequence[DocumentRecord]) -> str | None:
    """The id that begins with `start`."""
    if start is None:
        return None
    found = [row.id for row in rows if row.id.startswith(start)]
    if len(found) != 1:
        raise UsageError(
            f"{start!r} pekar inte ut ett registrerat dokument ({len(found)} träffar).",
            advice="Id står i första kolumnen på bladet Dokumentförteckning.",
        )
    return found[0]

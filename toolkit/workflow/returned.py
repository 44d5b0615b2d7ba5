"""Drafts that come back from people: which one it was, what they did to it, and the log that remembers it.

Each draft that is delivered is kept in ``utkast/`` of the workspace, so that an edited file can be held against just
the one it was made from; what comes back is copied to ``aterkommet/``, so that nothing a person wrote can be lost.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import store
from toolkit.corpus import Corpus
from toolkit.labels import labels
from toolkit.model import Decision, Draft, Returned

_FOLDER = "utkast"
_CAME_BACK = "aterkommet"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an edited file came to: the events it gives, and what people should know."""

    file: Path
    returned: Returned
    events: tuple[Decision, ...]
    """Those that the log did not hold before."""
    told: tuple[str, ...]
    replaces: bool = False
    """The edited file is the result itself, so it may be written over: a copy of it is kept."""


def _copy(corpus: Corpus, file: Path) -> Path:
    """Where the copy of a file that came back lies."""
    return corpus.store.root / _CAME_BACK / f"{store.sha256_of(file)[:12]}{file.suffix}"


def keep_version(corpus: Corpus, draft: Draft) -> Path:
    """Keep a draft that is handed out; the same one again is not kept twice. The last one is the last edition."""
    folder = corpus.store.root / _FOLDER
    data = store.dump(draft)
    kept = sorted(folder.glob("*.json"))
    if kept and kept[-1].read_bytes() == data:
        return kept[-1]
    path = folder / f"{len(kept) + 1:04d}.json"
    store.write_bytes(path, data)
    return path


def versions(corpus: Corpus) -> tuple[tuple[Draft, ...], tuple[Path, ...]]:
    """The drafts that were handed out, oldest first, and the files of them that cannot be read any more."""
    found: list[Draft] = []
    lost: list[Path] = []
    for path in sorted((corpus.store.root / _FOLDER).glob("*.json")):
        try:
            found.append(store.load(Draft, path.read_bytes()))
        except (OSError, ValueError):
            lost.append(path)
    return tuple(found), tuple(lost)


def take_in(corpus: Corpus, file: Path, *, who: str | None, today: str) -> TakenIn:
    """Read an edited draft; nothing is written. A file that was taken in before says nothing new.

    Args:
        corpus: The workspace.
        file: The edited .docx or .odt.
        who: Who edited it; comments are signed by their own authors.
        today: ISO date of the events.

    Raises:
        InputError: The file cannot be read, or is no edition of a draft of this workspace.
    """
    from toolkit.assemble import changes
    from toolkit.ingest.returned import closest, match, read_lines

    say = labels(corpus.settings.language)
    copy = _copy(corpus, file)
    if copy.exists():
        returned = Returned(file=file.name, items=())
        return TakenIn(file, returned, (), (say["rebuild.known"].format(file=file.name),))
    lines = read_lines(file)
    known_drafts, lost = versions(corpus)
    base = closest(lines, known_drafts or (corpus.draft(today=today),))
    returned = match(lines, base, file=file.name)
    known = {one.id for one in corpus.store.decisions()}
    found = changes(base, returned, who=who or say["rebuild.group"], when=today)
    events = tuple({one.id: one for one in found if one.id not in known}.values())
    counts: dict[str, int] = {}
    for one in events:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    told = [say["rebuild.version_lost"].format(file=f"{_FOLDER}/{path.name}") for path in lost]
    told += [problem.message for problem in returned.problems]
    told.append(
        say["rebuild.summary"].format(
            file=file.name,
            changed=counts.get("correct", 0),
            added=counts.get("include", 0),
            struck=counts.get("exclude", 0),
            notes=counts.get("note", 0),
        )
    )
    return TakenIn(file=file, returned=returned, events=events, told=tuple(told))


def accept(corpus: Corpus, file: Path, *, who: str | None, today: str, size: int | None, out: Path) -> TakenIn:
    """Read an edited draft and put what people did into the log, if the draft with it passes the gate.

    Args:
        corpus: The workspace.
        file: The edited .docx or .odt.
        who: Who edited it.
        today: ISO date.
        size: Number of measures of the draft.
        out: Where results lie.

    Raises:
        InputError: The file cannot be read, or is no edition of a draft of this workspace.
        GateError: What people wrote names another town or a person; nothing is logged, the file stands as it is.
    """
    from toolkit.workflow.deliver import gate_draft

    taken = take_in(corpus, file, who=who, today=today)
    log = (*corpus.store.decisions(), *taken.events)
    gate_draft(corpus, corpus.draft(today=today, size=size, decisions=log))
    store.write_bytes(_copy(corpus, file), file.read_bytes())
    corpus.decide(*taken.events)
    result = out / "utkast.docx"
    return replace(taken, replaces=result.exists() and result.samefile(file))

"""Model ↔ disk: the workspace folder, its register, its log of decisions and its caches.

A workspace is a folder a person can look into: ``plankit.toml`` (whose it is), ``profil.toml``, ``register.json``,
``documents/`` (copies of what was added), ``decisions.jsonl``, ``cache/`` (may be thrown away at any time), ``out/``.
Nothing is ever half written: everything goes to a temporary name first and is then renamed.
"""

import hashlib
import json
import os
import tempfile
import time
import tomllib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, TypeVar, cast

from toolkit.errors import DecisionError, InputError, OutputError, WorkspaceError
from toolkit.faults import told
from toolkit.model import Decision, DocumentRecord

T = TypeVar("T")
_LOCK_WAIT = 10.0
"""Seconds to wait for another writer before giving up."""


# --- values ---------------------------------------------------------------------------------------------------------


@cache
def _adapter(kind: Hashable) -> Any:
    """The validator of a type; built once, since building costs more than using it."""
    from pydantic import TypeAdapter

    return TypeAdapter(cast(Any, kind))


def dump(value: object, kind: Hashable = None) -> bytes:
    """The value as UTF-8 JSON, without what has its default value.

    Example:
        >>> from toolkit.model import Body
        >>> dump(Body(role="fire", name="Räddningstjänsten")).decode("utf-8")
        '{"role":"fire","name":"Räddningstjänsten"}'
    """
    data: bytes = _adapter(cast(Hashable, kind or type(value))).dump_json(value, exclude_defaults=True)
    return data


def load(kind: type[T], data: bytes) -> T:
    """The value of the given type that `dump` wrote.

    Raises:
        ValueError: The data is not of that type; the message has the path of each fault.
    """
    value: T = _adapter(cast(Hashable, kind)).validate_json(data)
    return value


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: The folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".plankit-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"Det går inte att skriva {path}: {told(error)}.") from error


def sha256_of(path: Path) -> str:
    """Hex digest of the file's bytes.

    Raises:
        InputError: The file is not there or cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise InputError(f"Filen {path} finns inte.", kind="missing", advice="Kontrollera sökvägen.") from None
    except IsADirectoryError:
        raise InputError(f"{path} är en mapp.", kind="folder", advice="Ange filerna i mappen.") from None
    except PermissionError:
        if path.is_dir():  # Windows answers "permission denied" for a folder.
            raise InputError(f"{path} är en mapp.", kind="folder", advice="Ange filerna i mappen.") from None
        raise InputError(
            f"Filen {path} får inte läsas.", kind="forbidden", advice="Kontrollera rättigheterna."
        ) from None


@cache
def code_version(*packages: str) -> str:
    """A hash of the source of the given parts of toolkit, so that a cache never outlives the code that filled it."""
    digest = hashlib.sha256()
    root = files("toolkit")
    for name in sorted((*packages, "model.py", "text.py")):
        entry = root.joinpath(name)
        pending = [entry]
        while pending:
            at = pending.pop()
            if at.is_dir():
                pending += sorted(at.iterdir(), key=lambda child: child.name)
            elif at.name.endswith((".py", ".toml")):
                digest.update(at.name.encode("utf-8"))
                digest.update(at.read_bytes())
    return digest.hexdigest()[:16]


def digest(*parts: str) -> str:
    """One cache key of many parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:24]


# --- the workspace --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``plankit.toml``: whose workspace it is, and about what."""

    municipality: str
    topics: tuple[str, ...] = ("manniskohandel",)
    language: str = "sv"
    encoder: str = "best"
    strictness: float = 0.0
    """Above 0 fewer measures are taken to be the same, below 0 more."""


@dataclass(frozen=True, slots=True)
class Store:
    """The files of one workspace."""

    root: Path

    @classmethod
    def create(cls, root: Path, *, settings: Settings, profile: str) -> "Store":
        """A new workspace in `root`.

        Raises:
            WorkspaceError: There is a workspace there already; nothing is touched.
            OutputError: The folder cannot be written to.
        """
        store = cls(root)
        if store.settings_file.exists():
            raise WorkspaceError(
                f"{root} är redan en arbetsyta.", advice="Lägg till planer med: plankit add " + str(root) + " FIL …"
            )
        if root.exists() and not root.is_dir():
            raise OutputError(f"{root} är en fil, inte en mapp.", advice="Välj ett annat namn på arbetsytan.")
        if not store.profile_file.exists():
            write_bytes(store.profile_file, profile.encode("utf-8"))
        write_bytes(store.settings_file, _settings_text(settings).encode("utf-8"))
        return store

    @classmethod
    def open(cls, root: Path) -> "Store":
        """The workspace in `root`.

        Raises:
            WorkspaceError: There is none.
        """
        store = cls(root)
        if not store.settings_file.is_file():
            raise WorkspaceError(f"{root} är ingen arbetsyta (plankit.toml saknas).")
        return store

    @property
    def settings_file(self) -> Path:
        """``plankit.toml``."""
        return self.root / "plankit.toml"

    @property
    def profile_file(self) -> Path:
        """``profil.toml``."""
        return self.root / "profil.toml"

    @property
    def register_file(self) -> Path:
        """``register.json``."""
        return self.root / "register.json"

    @property
    def decisions_file(self) -> Path:
        """``decisions.jsonl``."""
        return self.root / "decisions.jsonl"

    @property
    def out(self) -> Path:
        """``out/``: where results are written unless told otherwise."""
        return self.root / "out"

    def settings(self) -> Settings:
        """What ``plankit.toml`` says.

        Raises:
            WorkspaceError: It is not valid.
        """
        try:
            data = tomllib.loads(self.settings_file.read_text(encoding="utf-8"))
            return load(Settings, json.dumps(data).encode("utf-8"))
        except (ValueError, OSError) as error:
            raise WorkspaceError(
                f"{self.settings_file} går inte att tolka: {told(error)}.",
                advice="Rätta raden, eller skapa en ny arbetsyta och jämför med dess plankit.toml.",
            ) from error

    # -- register

    def register(self) -> tuple[DocumentRecord, ...]:
        """The register's rows, in the order they came.

        Raises:
            WorkspaceError: ``register.json`` is broken.
        """
        if not self.register_file.exists():
            return ()
        try:
            return load(tuple[DocumentRecord, ...], self.register_file.read_bytes())
        except (ValueError, OSError) as error:
            raise WorkspaceError(
                f"{self.register_file} går inte att tolka: {told(error)}.",
                advice="Återställ filen från säkerhetskopia, eller ta bort den och lägg till planerna på nytt.",
            ) from error

    def write_register(self, rows: Sequence[DocumentRecord]) -> None:
        """Replace the register; one field a line, so that it can be compared by eye."""
        data = json.loads(dump(tuple(rows), tuple[DocumentRecord, ...]))
        write_bytes(self.register_file, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

    def file_of(self, row: DocumentRecord) -> Path:
        """The workspace's own copy of a registered file, under its own name: messages name files by it."""
        return self.root / "documents" / row.id[:8] / row.file

    def keep(self, row: DocumentRecord, source: Path) -> None:
        """Copy a file into the workspace, so that it cannot vanish between register and reading."""
        target = self.file_of(row)
        if not target.exists():
            write_bytes(target, source.read_bytes())

    # -- caches

    def cached(self, folder: str, key: str) -> Path:
        """Where a cache entry lies. The key must hold all that the value depends on."""
        return self.root / "cache" / folder / f"{key}.json"

    def cached_value(self, folder: str, key: str, kind: type[T]) -> T | None:
        """A cached value, or None; a broken cache file counts as none."""
        try:
            return load(kind, self.cached(folder, key).read_bytes())
        except (OSError, ValueError):
            return None

    def keep_value(self, folder: str, key: str, value: object) -> None:
        """Put a value in the cache."""
        write_bytes(self.cached(folder, key), dump(value))

    # -- decisions

    def decisions(self) -> tuple[Decision, ...]:
        """The log, oldest first.

        Raises:
            DecisionError: A line cannot be read; the number of the line is told.
        """
        return read_decisions(self.decisions_file)

    def decide(self, events: Iterable[Decision]) -> None:
        """Append events to the log, locked against another writer and flushed to the disk."""
        append_decisions(self.decisions_file, events)


def _settings_text(settings: Settings) -> str:
    """``plankit.toml`` as text."""
    topics = ", ".join(json.dumps(topic, ensure_ascii=False) for topic in settings.topics)
    return (
        "# Arbetsytans inställningar. Byt ämne eller språk här; allt annat räknas om av sig självt.\n"
        f"municipality = {json.dumps(settings.municipality, ensure_ascii=False)}\n"
        f"topics = [{topics}]\n"
        f'language = "{settings.language}"\n'
        f'encoder = "{settings.encoder}"\n'
        "# Över 0 grupperas färre åtgärder som samma, under 0 fler; arbetsboken visar vad nästa steg ändrar.\n"
        f"strictness = {settings.strictness}\n"
    )


# --- the log of decisions -------------------------------------------------------------------------------------------


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """All events of a log.

    Raises:
        DecisionError: A line cannot be read. A last line without its line feed is one that was never finished.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_bytes().split(b"\n")  # a person's text may hold other line breaks
    except OSError as error:
        raise DecisionError(
            f"{path} går inte att läsa: {told(error)}.", advice="Stäng andra program och försök igen."
        ) from error
    events = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                events.append(load(Decision, line))
            except ValueError as error:
                raise _unreadable(path, number, torn=number == len(lines), error=error) from error
    return tuple(events)


def _unreadable(path: Path, number: int, *, torn: bool, error: ValueError) -> DecisionError:
    """The error for a line that says nothing: which, why, and how to mend the log without losing the rest of it."""
    if torn:
        what = f"{path}, rad {number} (den sista) skrevs aldrig färdigt; programmet eller datorn avbröts mitt i den."
        return DecisionError(what, advice=f"Kopiera filen, ta bort rad {number} och gör om det sista beslutet.")
    what = f"{path}, rad {number} går inte att läsa: {told(error)}."
    return DecisionError(
        what,
        advice=f"Kopiera filen, rätta eller ta bort rad {number} i en textredigerare, eller ta en säkerhetskopia. "
        "Rör inte de andra raderna.",
    )


def append_decisions(path: Path, events: Iterable[Decision]) -> None:
    """Append events, one a line.

    Raises:
        DecisionError: Another writer holds the log and does not let go.
    """
    lines = b"".join(dump(event) + b"\n" for event in events)
    with _lock(path), path.open("a+b") as file:
        if file.tell() and not _ended(file):
            lines = b"\n" + lines  # a line that was never finished must not take the next one with it
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _ended(file: IO[bytes]) -> bool:
    """Whether what is written so far ends with a line feed."""
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold ``<path>.lock``: a file made exclusively works alike on every system and on network drives."""
    lock = path.with_name(path.name + ".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + _LOCK_WAIT
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                raise DecisionError(
                    f"{path.name} är låst av ett annat program.",
                    advice=f"Stäng det andra programmet; om inget kör, ta bort {lock.name}.",
                ) from None
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)

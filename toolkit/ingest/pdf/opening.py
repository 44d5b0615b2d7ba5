"""The file as a whole, before any page is read: can it be opened, how many pages, bookmarks, labels, language, tags.

pypdf goes first: it stops decompression bombs by itself, and it knows the document's own objects.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.generic import Destination

from toolkit.errors import InputError
from toolkit.faults import told
from toolkit.ingest.pdf.tree import Element, read_tree

MOST_BOOKMARKS = 5_000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the file's outline: its depth from 1, its words, its page (1-based) where it has one."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the file says about itself."""

    pages: int
    title: str | None = None
    language: str | None = None
    outline: tuple[Bookmark, ...] = ()
    labels: tuple[str, ...] = ()
    tree: Element | None = None


def open_document(path: Path, *, most_pages: int) -> Opened:
    """What the file says about itself.

    Raises:
        InputError: The file is encrypted, has no page, has too many, or cannot be read at all.
    """
    with _quiet():
        reader = _reader(path)
        count = _page_count(reader, path)
        if count > most_pages:
            raise InputError(
                f"{path.name} har {count} sidor, fler än de {most_pages} som gränsen tillåter.",
                kind="too_large",
                advice="Dela filen eller höj gränsen i inställningarna.",
            )
        return Opened(
            pages=count,
            title=_title(reader),
            language=_language(reader),
            outline=tuple(_outline(reader)),
            labels=_labels(reader, count),
            tree=read_tree(reader),
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Pypdf warns about each flaw it mends; what matters is reported as a problem instead."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _reader(path: Path) -> PdfReader:
    """The opened file, decrypted where an empty password does it."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise InputError(
                f"{path.name} är skyddad med lösenord och kan inte läsas.",
                kind="encrypted",
                advice="Be avsändaren om ett exemplar utan lösenord.",
            )
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{path.name} går inte att öppna: {told(error)}.") from None
    except Exception as error:  # pypdf raises many kinds on broken files, among them RecursionError and KeyError
        raise _broken(path) from error
    return reader


def _page_count(reader: PdfReader, path: Path) -> int:
    """Number of pages."""
    try:
        count = len(reader.pages)
    except Exception as error:
        raise _broken(path) from error
    if count == 0:
        raise InputError(f"{path.name} har inga sidor.", kind="no_pages")
    return count


def _broken(path: Path) -> InputError:
    """The error for a file that is no PDF or is damaged beyond mending."""
    return InputError(
        f"{path.name} är skadad eller ingen PDF.",
        kind="broken",
        advice="Öppna den i en PDF-läsare och skriv ut den till en ny PDF, eller be avsändaren om ett nytt exemplar.",
    )


def _title(reader: PdfReader) -> str | None:
    """The title among the file's properties; what a program put there by itself is none."""
    try:
        title = reader.metadata.title if reader.metadata is not None else None
    except Exception:  # properties are a courtesy: a broken entry is as good as none
        return None
    title = " ".join(str(title).split()) if title else ""
    lower = title.lower()
    if len(title) < 4 or lower.startswith(("microsoft word", "untitled", "namnlös")):
        return None
    return None if lower.endswith((".doc", ".docx", ".pdf", ".indd", ".odt", ".dotx")) else title


def _language(reader: PdfReader) -> str | None:
    """The language of the text as the file states it, such as ``sv-SE``."""
    try:
        value = reader.root_object.get("/Lang")
    except Exception:
        return None
    return str(value) if isinstance(value, str) and value.strip() else None


def _outline(reader: PdfReader) -> Iterator[Bookmark]:
    """Bookmarks in order, without those that cannot be followed."""
    try:
        entries: Any = reader.outline
    except Exception:  # loops and missing parts; headings are then found by their looks
        return
    numbers = {
        page.indirect_reference.idnum: index + 1
        for index, page in enumerate(reader.pages)
        if page.indirect_reference is not None
    }
    left = MOST_BOOKMARKS
    stack: list[tuple[Any, int]] = [(iter(entries), 1)]
    while stack and left > 0:
        entries, level = stack[-1]
        entry = next(entries, None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, list):
            if len(stack) < 20:
                stack.append((iter(entry), level + 1))
        elif isinstance(entry, Destination) and entry.title:
            left -= 1
            page = getattr(entry.page, "idnum", None)
            yield Bookmark(level, " ".join(str(entry.title).split()), numbers.get(page) if page is not None else None)


def _labels(reader: PdfReader, count: int) -> tuple[str, ...]:
    """Printed page numbers where the file gives any."""
    try:
        if "/PageLabels" not in reader.root_object:
            return ()
        labels = reader.page_labels
    except Exception:  # a damaged number tree: pages are then known by their place only
        return ()
    return tuple(str(label) for label in labels) if len(labels) == count else ()

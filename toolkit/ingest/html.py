"""HTML → Document."""

from collections.abc import Iterator

from toolkit.errors import InputError
from toolkit.ingest.compose import RawBlock
from toolkit.model import Document


def read_html(data: bytes, *, document: str, file: str) -> Document:
    """The document in a page."""
    raise InputError(f"{file}: HTML läses inte ännu.")


def read_fragment(source: str, *, line: int | None = None) -> Iterator[RawBlock]:
    """Blocks of HTML inside Markdown."""
    yield from ()

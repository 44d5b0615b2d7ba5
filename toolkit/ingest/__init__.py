"""A file on disk to a `Document`: whatever the format, the same blocks with the same kind of places."""

from pathlib import Path

from toolkit.model import Document

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document in a file, read in this process."""
    from hashlib import sha256

    from toolkit.ingest.markdown import read_markdown

    data = path.read_bytes()
    return read_markdown(data.decode("utf-8"), document=sha256(data).hexdigest()[:16], file=path.name)

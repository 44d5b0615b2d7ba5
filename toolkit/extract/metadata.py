"""placeholder"""

from toolkit.model import Document, Metadata


def describe(document: Document) -> Metadata:
    """Metadata."""
    return document.metadata

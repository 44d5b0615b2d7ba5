"""Word files (.docx) → Document: what is printed, with the list numbers Word counts out while printing."""

from toolkit.ingest.word.read import read_docx

__all__ = ["read_docx"]

"""OpenDocument text (.odt) → Document, with list numbers as printed."""

from toolkit.ingest.opendocument.read import read_odt

__all__ = ["read_odt"]

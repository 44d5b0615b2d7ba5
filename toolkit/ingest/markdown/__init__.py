"""Markdown → Document: headings, lists, paragraphs and pipe tables, also those a page header cut in two."""

from toolkit.ingest.markdown.read import read_markdown

__all__ = ["read_markdown"]

"""Interim orchestrator, to be replaced."""

import hashlib
from pathlib import Path

from toolkit.ingest.compose import compose
from toolkit.ingest.limits import Limits
from toolkit.ingest.pdf.content import open_pdf, read_page
from toolkit.ingest.pdf.layout import lay_out
from toolkit.ingest.pdf.opening import open_document
from toolkit.ingest.pdf.ruled import find_ruled
from toolkit.ingest.pdf.scan import is_picture, read_scan
from toolkit.model import Document, Page, ReadBy


def read_pdf(path: Path, *, limits: Limits | None = None) -> Document:
    open_document(path, most_pages=5000)
    pdf = open_pdf(path)
    contents, pages, tables = [], [], {}
    for at in range(len(pdf)):
        page = pdf[at]
        content = read_page(page, at + 1)
        how, confidence = ReadBy.LAYOUT, 1.0
        if is_picture(content):
            seen = read_scan(page, content, dpi=300, most_pixels=40_000_000, seconds=120)
            content, confidence, how = seen.content, seen.confidence, ReadBy.OCR
        contents.append(content)
        tables[at + 1] = find_ruled(content)
        pages.append(
            Page(
                number=at + 1,
                width=content.width,
                height=content.height,
                read_by=how,
                text=content.text,
                confidence=confidence,
            )
        )
    laid = lay_out(contents, tables=tables)
    return compose(
        [b for p in laid for b in p],
        document=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
        file=path.name,
        format="pdf",
        pages=pages,
    )

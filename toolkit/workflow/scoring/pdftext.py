"""The text of a PDF page by page as pdftotext gives it: a second opinion on what is printed, where it is installed."""

import shutil
import subprocess
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from toolkit.model import Document, ReadBy

_LONGEST = 60.0
"""Seconds for one document."""
ORDERS = ("", "-raw", "-layout")
"""Reading orders that are asked for: a quotation must stand in one of them."""


@lru_cache(maxsize=64)
def pages(path: Path, order: str = "") -> tuple[str, ...] | None:
    """The text of each page; None where the program is not installed or could not read the file.

    Args:
        path: The PDF.
        order: One of `ORDERS`.
    """
    program = shutil.which("pdftotext")
    if program is None or path.suffix.lower() != ".pdf":
        return None
    command = [program, "-q", "-enc", "UTF-8", *([order] if order else []), str(path.resolve()), "-"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(done.stdout.decode("utf-8", errors="replace").split("\f"))


def witnesses(document: Document, path: Path) -> tuple[Document, ...]:
    """The document with the page texts of pdftotext instead of ours, one for each reading order; none without it.

    Pages that were read by OCR are left without text: there is no text in the file to compare with.
    """
    read = [each for order in ORDERS if (each := pages(path, order)) is not None]
    return tuple(
        replace(
            document,
            pages=tuple(
                replace(page, text="" if page.read_by is ReadBy.OCR else text)
                for page, text in zip(document.pages, each, strict=False)
            ),
        )
        for each in read
    )

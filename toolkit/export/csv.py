"""Comparison → CSV as Swedish Excel opens it: semicolons, UTF-8 with a byte order mark, formulas made harmless."""

import csv
import io
from pathlib import Path

from toolkit.export.files import FORMULA_STARTS, write_file
from toolkit.labels import labels
from toolkit.model import Comparison, Entry


def csv_text(table: Comparison, *, language: str = "sv") -> str:
    """The table as CSV text, header first.

    Example:
        >>> from toolkit.model import Column
        >>> one = Comparison(key="k", title="T", columns=(Column(key="a", title="A"),), rows=((Entry(text="=1+1"),),))
        >>> csv_text(one).splitlines()
        ['A', "'=1+1"]
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_safe(plain(entry, language=language)) for entry in row])
    return out.getvalue()


def plain(entry: Entry, *, language: str = "sv") -> str:
    """An entry as plain text: its words, its figure, or its answer in words.

    Example:
        >>> plain(Entry(number=0.5, percent=True)), plain(Entry(number=3.0))
        ('50 %', '3')
    """
    from toolkit.model import Answer

    if entry.number is not None:
        figure = f"{entry.number:.0%}".replace("%", " %") if entry.percent else f"{entry.number:g}"
        return figure.replace(".", ",") if language == "sv" else figure
    if entry.answer in (Answer.NOT_FOUND, Answer.COULD_NOT_READ):
        word = labels(language)[f"answer.{entry.answer}"]
        return f"{word}: {entry.text}" if entry.text and entry.answer is Answer.COULD_NOT_READ else (entry.text or word)
    return entry.text


def _safe(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def write_csv(table: Comparison, path: Path, *, language: str = "sv", force: bool = False) -> Path:
    """Write one table.

    Raises:
        OutputError: The file exists and `force` is not set, or the folder cannot be written to.
    """
    data = ("\ufeff" + csv_text(table, language=language)).encode("utf-8")
    return write_file(path, lambda temporary: temporary.write_bytes(data), force=force)

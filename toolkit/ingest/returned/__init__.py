"""A draft that people have edited → `Returned`: what they changed, added, moved, struck out, filled in and remarked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.ingest.limits import Limits
from toolkit.ingest.returned.lines import Line, Part
from toolkit.ingest.returned.match import match
from toolkit.ingest.returned.sheets import Sheet, sheets_in
from toolkit.model import Draft, Returned

__all__ = [
    "Line", "Part", "Sheet", "closest", "lines_in", "match", "read_lines", "read_returned", "read_sheets", "sheets_in",
]  # fmt: skip


def read_lines(path: Path, *, limits: Limits | None = None) -> tuple[Line, ...]:
    """The paragraphs and rows of an edited .docx or .odt, read in a child process like any file from outside.

    Raises:
        InputError: The file is not there, damaged, or neither of the two.
        LimitError: It took more memory, time or space than the limits allow.
    """
    found: tuple[Line, ...] = _in_child(path, "lines", limits or Limits())
    return found


def read_sheets(path: Path, *, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """The sheets of a filled workbook, read in a child process.

    Raises:
        InputError: The file is not there, damaged, or no workbook.
        LimitError: It took more memory, time or space than the limits allow.
    """
    found: tuple[Sheet, ...] = _in_child(path, "sheets", limits or Limits())
    return found


def _in_child(path: Path, what: str, limits: Limits) -> Any:
    from toolkit.ingest.detect import opening
    from toolkit.ingest.sandbox import ask_child

    opening(path, limits)
    return ask_child(path, what, limits=limits)


def lines_in(path: Path, *, limits: Limits | None = None) -> tuple[Line, ...]:
    """The paragraphs and rows of an edited .docx or .odt, read in this process; what it is, is told by what is in it.

    Raises:
        InputError: The file is not there, damaged, or neither of the two.
        LimitError: It unpacks to more than the limits allow.
    """
    from toolkit.ingest.detect import detect

    kind = detect(path, limits=limits)
    if kind == "docx":
        from toolkit.ingest.returned.word import word_lines

        return word_lines(path, limits=limits)
    if kind == "odt":
        from toolkit.ingest.returned.opendocument import odt_lines

        return odt_lines(path, limits=limits)
    raise InputError(f"{path.name} är varken .docx eller .odt.", kind="format", advice="Spara den som .docx.")


def closest(lines: Sequence[Line], drafts: Sequence[Draft]) -> Draft:
    """The draft that the file was made from: the one most of whose texts stand in it unchanged, the newest on a tie.

    Args:
        lines: Of the file.
        drafts: Those that were sent out, oldest first; at least one.
    """
    from toolkit.ingest.returned.printed import plain, printed_items, printed_passages

    texts = {plain(one) for line in lines for part in line.parts for one in (part.text, *part.paragraphs)}

    def same(draft: Draft) -> float:
        printed = [plain(text) for one in printed_items(draft) for text in (one.text, *(v for _, v in one.fields))]
        printed += [plain(f"{one.hint} {one.text}") for one in printed_passages(draft)]
        printed += [plain(value) for _, value in draft.metadata]
        standing = sum(text in texts for text in printed)
        return standing - 0.5 * (len(printed) - standing)

    return max(reversed(drafts), key=same)


def read_returned(path: Path, base: Draft, *, limits: Limits | None = None) -> Returned:
    """What people did to a draft in Word or LibreOffice.

    Args:
        path: The edited file.
        base: The draft as it was sent out.
        limits: What the file may cost.

    Raises:
        InputError: The file cannot be read, or is no edition of this draft.
    """
    return match(read_lines(path, limits=limits), base, file=path.name)

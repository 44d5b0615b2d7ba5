"""Sheets of a workbook that people filled in: what each cell shows, as text."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError, LimitError
from toolkit.ingest.archive import Package
from toolkit.ingest.limits import Limits

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

WIDEST = 200
"""Columns that are read; forms have a dozen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name and its rows, dates as ISO, without the empty ones at the end."""

    name: str
    rows: tuple[tuple[str, ...], ...] = ()


def sheets_in(path: Path, *, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx, read in this process.

    Raises:
        InputError: The file is damaged, protected, or no workbook.
        LimitError: It has more cells, or unpacks to more, than the limits allow.
    """
    limits = limits or Limits()
    _look_over(path, limits)
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises anything for a file that is no workbook
        raise _no_workbook(path) from error
    try:
        return tuple(_sheets(book, path, limits))
    except InputError:
        raise
    except Exception as error:
        raise _no_workbook(path) from error
    finally:
        book.close()


def _look_over(path: Path, limits: Limits) -> None:
    """Unpack each part once within the limits and refuse what no spreadsheet program writes."""
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK"):
            raise _no_workbook(path)
    try:
        with Package(path, limits) as package:
            for name in sorted(package.names):
                data = package.read(name) if name.endswith((".xml", ".rels")) else None
                if data and b"<!DOCTYPE" in data:
                    raise InputError(
                        f"{name} i {path.name} har en DOCTYPE, vilket Excel aldrig skriver.", kind="doctype"
                    )
    except LimitError:
        raise
    except InputError as error:
        if error.kind in ("encrypted", "doctype"):
            raise
        raise _no_workbook(path) from error


def _sheets(book: "Workbook", path: Path, limits: Limits) -> "list[Sheet]":
    found: list[Sheet] = []
    left = limits.table_cells
    for sheet in book.worksheets:
        rows: list[tuple[str, ...]] = []
        for values in sheet.iter_rows(values_only=True):
            left -= len(values)
            if left < 0:
                raise LimitError(f"{path.name} har fler än {limits.table_cells} celler.", kind="too_big")
            row = [shown(value) for value in values[:WIDEST]]
            while row and not row[-1]:
                row.pop()
            rows.append(tuple(row))
        while rows and not rows[-1]:
            rows.pop()
        found.append(Sheet(name=sheet.title, rows=tuple(rows)))
    return found


def shown(value: object) -> str:
    """A cell's value as text; dates as ISO, whole numbers without a decimal.

    Example:
        >>> shown(date(2027, 3, 31)), shown(3.0), shown(None), shown(" pågår ")
        ('2027-03-31', '3', '', 'pågår')
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _no_workbook(path: Path) -> InputError:
    advice = "Öppna den i Excel eller LibreOffice Calc och spara den som .xlsx, utan lösenord."
    return InputError(f"{path.name} går inte att läsa som Excel.", kind="damaged", advice=advice)

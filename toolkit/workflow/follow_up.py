"""The adopted plan as a register of measures: out to those who answer, back as what is late and a yearly report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.assemble.skeleton import COUNTY
from toolkit.errors import InputError
from toolkit.labels import labels
from toolkit.model import Column, Comparison, Draft, Entry

STATUSES = ("not_started", "ongoing", "done", "late")
"""Keys of what a measure's status can be, in the order of a drop-down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure of the register with what has been answered."""

    id: str
    area: str
    text: str
    owner: str = ""
    partners: str = ""
    when: str = ""
    due: str = ""
    """Last day, ISO, or empty where the plan says none."""
    indicator: str = ""
    status: str = ""
    updated: str = ""
    outcome: str = ""
    comment: str = ""
    line: int = 0
    """Row of the sheet that it was read from, 1-based; 0 for none."""

    def late(self, today: str, language: str) -> bool:
        """Whether it should be done by now and is not, or its owner says it is late."""
        key = self.said(language)
        return key != "done" and (bool(self.due and self.due < today) or key == "late")

    def said(self, language: str) -> str | None:
        """The key of the status; the first of them for an empty cell, None for words that are none of the choices.

        Example:
            >>> Row(id="a", area="", text="", status=" Klar.").said("sv")
            'done'
            >>> Row(id="a", area="", text="", status="klart snart").said("sv")
        """
        say = labels(language)
        typed = " ".join(self.status.casefold().split()).strip(" .!")
        return next((key for key in STATUSES if not typed or typed == say[f"followup.{key}"].casefold()), None)


_COLUMNS = (
    ("id", 18), ("area", 30), ("text", 52), ("owner", 30), ("partners", 30), ("when", 30), ("due", 12),
    ("indicator", 30), ("status", 14), ("updated", 14), ("outcome", 30), ("comment", 40),
)  # fmt: skip
"""Field of `Row` and width of its column."""


def rows_of(draft: Draft) -> tuple[Row, ...]:
    """The measures of a draft as rows; blanks are empty cells."""
    blank = labels(draft.language)["draft.blank"]

    def cell(item: Any, key: str) -> str:
        text = ", ".join(field.text for field in item.fields if field.key == key)
        return "" if text == blank else text

    return tuple(
        Row(
            id=item.id,
            area=section.title,
            text=item.text,
            owner=cell(item, "responsible"),
            partners=cell(item, "partners"),
            when=cell(item, "deadline"),
            due=_last_day(cell(item, "deadline")),
            indicator=cell(item, "indicator"),
            status=labels(draft.language)["followup.not_started"],
        )
        for section in draft.sections
        if section.id != COUNTY  # the county follows up its own
        for item in section.items
        if item.text != blank
    )


def _last_day(text: str) -> str:
    """The last day that a cell of times says, ISO.

    Example:
        >>> _last_day("2027"), _last_day("Senast 2027-06-30"), _last_day("Årligen")
        ('2027-12-31', '2027-06-30', '')
    """
    from toolkit.extract import find_deadlines, parse_deadline

    whole = parse_deadline(text)
    if whole is not None and whole.end:
        return whole.end
    return max((one.deadline.end for one in find_deadlines(text) if one.deadline.end), default="")


def register(rows: Sequence[Row], *, language: str) -> Comparison:
    """The register as a table; what people answer has drop-downs and its own colour."""
    say = labels(language)
    choices = tuple(say[f"followup.{key}"] for key in STATUSES)
    columns = tuple(
        Column(key=key, title=say[f"followup.column_{key}"], width=width, choices=choices if key == "status" else ())
        for key, width in _COLUMNS
    )
    return Comparison(
        key="register",
        title=say["followup.register"],
        columns=columns,
        rows=tuple(tuple(Entry(text=getattr(row, key)) for key, _ in _COLUMNS) for row in rows),
        notes=(say["followup.note"],),
        row_ids=tuple(row.id for row in rows),
    )


_ANSWERED = frozenset({"status", "updated", "outcome", "comment"})
"""Columns that the owner of a measure fills in."""


def legend(*, language: str) -> Comparison:
    """What each column of the register means, and who fills it in."""
    say = labels(language)
    columns = (("column", 24), ("meaning", 80), ("filled_by", 18))
    return Comparison(
        key="legend",
        title=say["followup.legend"],
        columns=tuple(Column(key=key, title=say[f"followup.column_{key}"], width=width) for key, width in columns),
        rows=tuple(
            (
                Entry(text=say[f"followup.column_{key}"]),
                Entry(text=say[f"followup.means_{key}"]),
                Entry(text=say["followup.by_owner" if key in _ANSWERED else "followup.by_plan"]),
            )
            for key, _ in _COLUMNS
        ),
        notes=(say["followup.legend_note"],),
        row_ids=tuple(key for key, _ in _COLUMNS),
    )


def platform_object(rows: Sequence[Row], *, municipality: str) -> dict[str, Any]:
    """The register for follow-up platforms: one object a measure, owner as primary, partners as collaborators."""
    return {
        "municipality": municipality,
        "actions": [
            {
                "id": row.id,
                "category": row.area,
                "name": row.text,
                "responsible_parties": [
                    *([{"name": row.owner, "role": "primary"}] if row.owner else []),
                    *({"name": name, "role": "collaborator"} for name in row.partners.split(", ") if name),
                ],
                "schedule": row.when,
                "due": row.due or None,
                "indicator": row.indicator or None,
                "status": row.status,
                "updated": row.updated or None,
                "comment": row.comment or None,
            }
            for row in rows
        ],
    }


# --- back -----------------------------------------------------------------------------------------------------------


def read_register(path: Path, *, language: str) -> tuple[Row, ...]:
    """The register as people filled it in; columns are known by their titles, in whatever order they stand.

    Raises:
        InputError: The file is no workbook, or has no sheet with the register.
    """
    from toolkit.ingest.returned import read_sheets

    say = labels(language)
    keys = {say[f"followup.column_{key}"].casefold(): key for key, _ in _COLUMNS}
    for sheet in read_sheets(path):
        head = [keys.get(title.casefold(), "") for title in sheet.rows[0]] if sheet.rows else []
        if {"id", "text", "status"} <= set(head):
            return tuple(
                _row(dict(zip(head, line, strict=False)), number)
                for number, line in enumerate(sheet.rows[1:], start=2)
                if _has(head, line)
            )
    raise InputError(
        f"{path.name} har inget blad med åtgärdsregistret.",
        kind="no_register",
        advice="Fyll i registret som skickades ut, med dess kolumnrubriker kvar på första raden.",
    )


def _has(head: Sequence[str], line: Sequence[str]) -> bool:
    """Whether the line is a measure: notes below the table have no text in its column."""
    return bool(dict(zip(head, line, strict=False)).get("text"))


def _row(cells: Mapping[str, str], number: int) -> Row:
    """A line of the sheet as a row."""
    return Row(**{key: cells.get(key, "") for key, _ in _COLUMNS}, line=number)


def light(row: Row, *, today: str, language: str) -> str:
    """The traffic light in words: colour alone tells nothing to some.

    Example:
        >>> light(Row(id="a", area="", text="", due="2026-01-01", status="pågår"), today="2026-11-22", language="sv")
        'Röd: försenad 325 dagar'
    """
    say = labels(language)
    key = row.said(language)
    if row.late(today, language):
        days = (date.fromisoformat(today) - date.fromisoformat(row.due)).days if row.due and row.due < today else 0
        red = say["followup.red"].format(days=days) if days else say["followup.red_said"]
        return red if key is not None else f"{red} (”{row.status}”)"
    return row.status if key is None else say[f"followup.light_{key}"]


def unknown_statuses(path: Path, rows: Sequence[Row], *, language: str) -> tuple[str, ...]:
    """What to tell whoever filled in the register: each row whose status is none of the choices, with what it says."""
    say = labels(language)
    choices = ", ".join(say[f"followup.{key}"] for key in STATUSES)
    return tuple(
        f"{path.name}, rad {row.line}: statusen ”{row.status}” är ingen av {choices}. "
        "Den står som den är skriven i rapporten, och räknas inte som klar. Rätta cellen och kör om."
        for row in rows
        if row.said(language) is None
    )


def yearly(rows: Sequence[Row], *, today: str, language: str) -> tuple[tuple[str, ...], tuple[Comparison, ...]]:
    """Paragraphs and tables of the yearly report: what is late, the indicators, every measure with its light."""
    say = labels(language)
    counts: dict[str, int] = {}
    for row in rows:
        key = "late" if row.late(today, language) else row.said(language)
        name = row.status if key is None else say[f"followup.{key}"]
        counts[name] = counts.get(name, 0) + 1
    shares = ", ".join(f"{name}: {count}" for name, count in sorted(counts.items()))
    paragraphs = (
        say["followup.summary"].format(count=len(rows), date=today, shares=shares),
        say["followup.unanswered"].format(count=sum(not row.updated for row in rows)),
    )
    late = [row for row in rows if row.late(today, language)]
    with_indicator = [row for row in rows if row.indicator]
    return paragraphs, (
        _table("late", late, ("text", "owner", "due", "light", "comment"), today, language),
        _table("indicators", with_indicator, ("indicator", "outcome", "text", "owner", "updated"), today, language),
        _table("all", rows, ("area", "text", "owner", "light", "comment"), today, language),
    )


def _table(key: str, rows: Sequence[Row], keys: Sequence[str], today: str, language: str) -> Comparison:
    """Some columns of some rows."""
    say = labels(language)
    widths = {**dict(_COLUMNS), "light": 20}

    def shown(row: Row, name: str) -> str:
        return light(row, today=today, language=language) if name == "light" else getattr(row, name)

    return Comparison(
        key=key,
        title=say[f"followup.title_{key}"],
        columns=tuple(
            Column(key=name, title=say[f"followup.column_{name}"], width=min(widths[name], 44)) for name in keys
        ),
        rows=tuple(tuple(Entry(text=shown(row, name)) for name in keys) for row in rows),
        notes=() if rows else (say["followup.none"],),
        row_ids=tuple(row.id for row in rows),
    )

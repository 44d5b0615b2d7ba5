"""The review sheet as it came back: rows, decisions for the log, and gold for `plankit evaluate`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.corpus import Corpus
from toolkit.decisions import in_force
from toolkit.errors import InputError
from toolkit.labels import labels
from toolkit.model import Decision, DecisionKind, DocumentRecord, Form
from toolkit.reviewed import TARGET, is_review, measure_id
from toolkit.workflow.reviewing import ANSWERS, COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A row of the sheet as it came back."""

    row: int
    id: str = ""
    document: str = ""
    page: int | None = None
    text: str = ""
    description: str = ""
    owner: str = ""
    partners: str = ""
    when: str = ""
    form: str = "prose"
    answer: str = ""
    """Key of the answer, or empty."""
    taken: bool = True
    """Whether the program took it as a measure."""
    new_text: str = ""
    new_owner: str = ""
    new_partners: str = ""
    new_when: str = ""
    comment: str = ""

    @property
    def added(self) -> bool:
        """Whether an analyst wrote it because the program missed it."""
        return not self.id


def read_sheet(path: Path) -> tuple[Reviewed, ...]:
    """The sheet as it was filled in; columns are known by their titles, in either language and whatever order.

    Raises:
        InputError: The file is no workbook, or has no sheet for review.
    """
    import openpyxl

    from toolkit.ingest.archive import check_entries
    from toolkit.ingest.limits import Limits

    titles = {labels(one)[f"review.column_{key}"].casefold(): key for one in ("sv", "en") for key, _, _ in COLUMNS}
    try:
        check_entries(path, Limits())
        book = openpyxl.load_workbook(path, read_only=True)
    except FileNotFoundError:
        raise InputError(f"Filen {path} finns inte.", kind="missing", advice="Kontrollera sökvägen.") from None
    except InputError:
        raise
    except Exception as error:  # openpyxl raises anything for a file that is no workbook
        raise InputError(f"{path.name} går inte att läsa som Excel: {error}", kind="damaged") from error
    try:
        for one in book.worksheets:
            lines = one.iter_rows(values_only=True)
            head = [titles.get(_shown(value).casefold(), "") for value in next(lines, ())]
            if {"decision", "text", "id"} <= set(head):
                rows = (
                    _row(number, dict(zip(head, map(_shown, line), strict=False)))
                    for number, line in enumerate(lines, start=2)
                )
                return tuple(row for row in rows if row is not None)
    finally:
        book.close()
    raise InputError(
        f"{path.name} har inget blad för granskning.", kind="no_review",
        advice="Gör ett med: plankit review ARBETSYTA --sheet granskning.xlsx",
    )  # fmt: skip


def _row(number: int, cells: Mapping[str, str]) -> Reviewed | None:
    """A line of the sheet; None for an empty one and for the note below the table."""
    text, id = cells.get("text", ""), cells.get("id", "")
    if not text or (not id and not any(cells.get(key) for key in ("page", "document", "decision"))):
        return None
    answers = {labels(one)[f"review.{key}"].casefold(): key for one in ("sv", "en") for key in ANSWERS}
    said = cells.get("decision", "").casefold()
    if said and said not in answers:
        raise InputError(
            f"Rad {number}: {cells['decision']!r} är inget beslut.", advice="Välj Godkänn, Avvisa eller Rätta."
        )
    page = cells.get("page", "").removesuffix(".0")
    none = {labels(one)["review.is_none"].split(":")[0].casefold() for one in ("sv", "en")}
    return Reviewed(
        row=number,
        id=id,
        document=cells.get("document", ""),
        page=int(page) if page.isdigit() else None,
        text=text,
        description=cells.get("description", ""),
        owner=cells.get("owner", ""),
        partners=cells.get("partners", ""),
        when=cells.get("when", ""),
        form=cells.get("form", "") or "prose",
        answer=answers.get(said, ""),
        taken=cells.get("found", "").split(":")[0].casefold() not in none,
        **{key: cells.get(key, "") for key in ("new_text", "new_owner", "new_partners", "new_when", "comment")},
    )


def _shown(value: object) -> str:
    """A cell's value as text; dates as ISO. A formula is what was typed: text that begins with an equals sign."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else str(value).strip()


def events(
    rows: Sequence[Reviewed], corpus: Corpus, *, who: str, when: str, first: int
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions of the sheet that are not in the log yet, and what is wrong with rows, by number.

    Args:
        rows: As `read_sheet` gave them.
        corpus: The workspace.
        who: Who filled it in.
        when: ISO date.
        first: Number of the first event.
    """
    said: dict[str, dict[str, str]] = {}
    for one in in_force(corpus.store.decisions()):
        if is_review(one):
            said.setdefault(one.targets[0], {}).update(_kept(one))
    documents = {row.id: row for row in corpus.current}
    made: list[Decision] = []
    faults: list[str] = []
    for row in rows:
        if not row.answer and not row.added:
            continue
        try:
            target = f"{TARGET}{row.id or measure_id(_document(row, documents), Form.PROSE, row.text)}"
            fresh = [one for one in _said(row) if not _known(one, said.get(target, {}))]
        except ValueError as error:
            faults.append(f"rad {row.row}: {error}")
            continue
        for kind, value in fresh:
            made.append(
                Decision(
                    id=f"b{first + len(made):05d}", kind=kind, targets=(target,), who=who, when=when, value=value,
                    why=row.comment or None, anchors=(row.text,),
                )
            )  # fmt: skip
    return tuple(made), tuple(faults)


def _said(row: Reviewed) -> list[tuple[DecisionKind, str | None]]:
    """What a row says, as kinds and values of events."""
    if row.answer == "reject":
        return [(DecisionKind.REJECT, None)]
    page = str(row.page) if row.page else None
    pairs = (
        ("text", row.new_text if row.new_text != row.text else ""),
        ("responsible", row.new_owner or (row.owner if row.added else "")),
        ("partners", row.new_partners or (row.partners if row.added else "")),
        ("deadline", row.new_when or (row.when if row.added else "")),
    )  # fmt: skip
    right = [(DecisionKind.CORRECT, f"{key}={value}") for key, value in pairs if value]
    if row.answer == "correct" and not right:
        raise ValueError("Rätta är valt men ingen rättelse är skriven")
    if right and row.taken and not row.added:
        return [*right]
    return [(DecisionKind.ACCEPT, None if row.taken and not row.added else page), *right]


def _kept(decision: Decision) -> dict[str, str]:
    """What an event of the log says, by what it is about."""
    if decision.kind is DecisionKind.CORRECT:
        key, _, value = (decision.value or "").partition("=")
        return {"is": "measure", key: value}
    return {"is": "measure" if decision.kind is DecisionKind.ACCEPT else "none"}


def _known(event: tuple[DecisionKind, str | None], said: Mapping[str, str]) -> bool:
    """Whether the log says it already."""
    kind, value = event
    if kind is DecisionKind.CORRECT:
        key, _, text = (value or "").partition("=")
        return said.get("is") == "measure" and said.get(key) == text
    return said.get("is") == ("measure" if kind is DecisionKind.ACCEPT else "none")


def _document(row: Reviewed, documents: Mapping[str, DocumentRecord]) -> str:
    """The id of the document that an added measure is in; its name may lack the suffix or be cut short."""
    if not row.document and len(documents) == 1:
        return next(iter(documents))
    wanted = row.document.casefold()
    found = [id for id, one in documents.items() if wanted and one.file.casefold().startswith(wanted)]
    exact = [id for id in found if documents[id].file.casefold() == wanted]
    if len(exact or found) != 1:
        raise ValueError(f"dokumentet {row.document!r} finns inte" if row.document else "dokument saknas")
    return (exact or found)[0]


def gold_of(rows: Sequence[Reviewed]) -> list[dict[str, object]]:
    """Gold in the form of the other gold files: what was accepted, corrected and added; undecided rows are unsure."""
    return list(_gold(rows))


def _gold(rows: Sequence[Reviewed]) -> Iterator[dict[str, object]]:
    names = sorted({row.document for row in rows if row.document})
    for row in rows:
        if row.answer == "reject":
            continue
        sure = bool(row.answer) or row.added
        owner, partners, when = (
            _value(new, old)
            for new, old in (
                (row.new_owner, row.owner), (row.new_partners, row.partners), (row.new_when, row.when),
            )
        )  # fmt: skip
        yield {
            "file": row.document or (names[0] if len(names) == 1 else ""),
            "page": row.page,
            "text": row.new_text or row.text,
            "description": row.description or None,
            "responsible": owner,
            "partners": partners,
            "deadline": when,
            "form": row.form,
            "sure": sure,
        }


def _value(new: str, old: str) -> str | None:
    """The value that is right; a lone dash says that there is none."""
    value = new or old
    return None if value in ("", "-", "–") else value

"""The committee's paper: what it has to decide, what is still open, who was asked, and what has to be examined.

A checklist to write the paper from, not the paper: what is not known is a blank, and nothing is weighed.
"""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.export.word_report import Report
from toolkit.labels import labels
from toolkit.model import Column, Comparison, Draft, DraftItem, Entry, ItemKind, PassageKind

_QUESTIONS = "fragor"
_CELLS = ("responsible", "deadline", "follow_up", "indicator")
"""Cells of a measure that should not be blank when it is decided."""
_EXAMINED = ("children", "equality", "access", "privacy", "law", "staff")


def decision_paper(draft: Draft, answered: Mapping[str, int] | None = None, *, today: str) -> Report:
    """The checklist as a report.

    Args:
        draft: The plan as it is to be decided.
        answered: Bodies that have answered the consultation → number of opinions.
        today: ISO date.
    """
    say = labels(draft.language)
    return Report(
        title=say["decision_paper.title"],
        owner=draft.municipality,
        status=say["decision_paper.status"].format(date=today),
        paragraphs=(draft.title, say["decision_paper.intro"]),
        tables=(
            _matter(draft),
            _proposals(draft),
            _questions(draft),
            _gaps(draft),
            _bodies(draft, answered or {}),
            _economy(draft),
            _examined(draft),
        ),
    )


def _table(
    draft: Draft, key: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, ids: Sequence[str]
) -> Comparison:
    """A table with a note above it, blanks where people write."""
    say = labels(draft.language)
    yes_no = (say["decision_paper.yes"], say["decision_paper.no"])
    return Comparison(
        key=key,
        title=say[f"decision_paper.{key}"],
        columns=tuple(
            Column(
                key=name,
                title=say[f"decision_paper.column_{name}"],
                width=width,
                choices=yes_no if name == "needed" else (),
            )
            for name, width in columns
        ),
        rows=tuple(tuple(Entry(text=text) for text in row) for row in rows),
        notes=(say[f"decision_paper.{key}_note" if rows else "decision_paper.none"],),
        row_ids=tuple(ids),
    )


def _numbered(key: str, count: int) -> list[str]:
    """Ids of rows that have none of their own."""
    return [f"{key}-{number}" for number in range(1, count + 1)]


def _matter(draft: Draft) -> Comparison:
    """Reference number, deciding body, owner, validity: as in the title block."""
    say = labels(draft.language)
    wanted = ("reference_number", "decided_by", "document_type", "valid", "owner", "applies_to")
    known = dict(draft.metadata)
    rows = [(say[f"draft.{key}"], known.get(say[f"draft.{key}"], say["draft.blank"])) for key in wanted]
    rows.append((say["decision_paper.officer"], say["draft.blank"]))
    return _table(draft, "matter", (("what", 40), ("value", 60)), rows, ids=_numbered("matter", len(rows)))


def _proposals(draft: Draft) -> Comparison:
    """What a decision usually holds, with the plan's own title and years in it."""
    say = labels(draft.language)
    valid = dict(draft.metadata).get(say["draft.valid"], say["draft.blank"])
    owner = dict(draft.metadata).get(say["draft.owner"], say["draft.blank"])
    texts = [
        say[f"decision_paper.proposal_{number}"].format(
            title=draft.title, valid=valid, owner=owner, blank=say["draft.blank"]
        )
        for number in range(1, 5)
    ]
    rows = [(text, say["draft.blank"]) for text in texts]
    return _table(draft, "proposals", (("proposal", 70), ("note", 30)), rows, ids=_numbered("att", len(rows)))


def _questions(draft: Draft) -> Comparison:
    """The draft's own list of questions, each to be answered."""
    say = labels(draft.language)
    section = next((one for one in draft.sections if one.id == _QUESTIONS), None)
    bullets = [one for one in section.passages if one.bullet] if section else []
    asked = [one.text for one in bullets if one.kind is PassageKind.LABEL]
    rows = [(text, say["draft.blank"]) for text in asked]
    return _table(draft, "questions", (("question", 60), ("standpoint", 40)), rows, ids=_numbered("fraga", len(rows)))


def _gaps(draft: Draft) -> Comparison:
    """Every blank that is still open, a row a measure or paragraph."""
    found = [*_open_metadata(draft), *_open_paragraphs(draft), *_open_cells(draft)]
    rows = [(where, what) for _, where, what in found]
    return _table(draft, "gaps", (("where", 60), ("missing", 40)), rows, ids=[key for key, _, _ in found])


def _open_metadata(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Rows of the title block without a value."""
    say = labels(draft.language)
    missing = [label for label, value in draft.metadata if value == say["draft.blank"]]
    if missing:
        yield "meta", say["draft.title_block"], ", ".join(missing)


def _open_paragraphs(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Blanks of the text, with their hints."""
    for section in draft.sections:
        hints = [one.note or section.title for one in section.passages if one.kind is PassageKind.BLANK]
        if hints:
            yield section.id, section.title, " ".join(hints)


def _open_cells(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Measures without owner, time, follow-up or indicator."""
    say = labels(draft.language)
    for section in draft.sections:
        for item in section.items:
            missing = [say[f"draft.{key}"] for key in _CELLS if key in section.table and not _filled(item, key)]
            if missing:
                yield item.id, item.text, ", ".join(missing)


def _filled(item: DraftItem, key: str) -> bool:
    """Whether a cell says something."""
    return any(cell.key == key and cell.kind is not ItemKind.BLANK for cell in item.fields)


def _bodies(draft: Draft, answered: Mapping[str, int]) -> Comparison:
    """Whom the measures concern and who has answered the consultation."""
    say = labels(draft.language)
    concerned: dict[str, int] = {}
    for section in draft.sections:
        for item in section.items:
            named = {
                cell.text
                for cell in item.fields
                if cell.key in {"responsible", "partners"} and cell.kind is not ItemKind.BLANK
            }
            for name in sorted(named):
                concerned[name] = concerned.get(name, 0) + 1
    answers = {name.casefold(): str(count) for name, count in answered.items()}
    asked = sorted(concerned, key=lambda name: (-concerned[name], name))
    known = {name.casefold() for name in asked}
    asked += [name for name in answered if name.casefold() not in known]
    blank = say["draft.blank"]
    rows = [(name, str(concerned.get(name, 0)), answers.get(name.casefold(), blank)) for name in asked]
    columns = (("body", 50), ("concerned", 20), ("answer", 30))
    return _table(draft, "bodies", columns, rows, ids=_numbered("instans", len(rows)))


def _economy(draft: Draft) -> Comparison:
    """Costs: all blank; what the sources say of resources is another town's."""
    blank = labels(draft.language)["draft.blank"]
    items = [item for section in draft.sections for item in section.items if item.kind is not ItemKind.BLANK]
    rows = [(item.text, blank, blank) for item in items]
    columns = (("measure", 56), ("cost", 20), ("financed", 24))
    return _table(draft, "economy", columns, rows, ids=[item.id for item in items])


def _examined(draft: Draft) -> Comparison:
    """What has to be examined before the decision."""
    say = labels(draft.language)
    rows = [(say[f"decision_paper.examined_{key}"], "", say["draft.blank"]) for key in _EXAMINED]
    columns = (("examination", 56), ("needed", 14), ("outcome", 30))
    return _table(draft, "examined", columns, rows, ids=list(_EXAMINED))

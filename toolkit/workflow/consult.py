"""The consultation (remiss): an answer form out, answers in any form back, one table to weigh them in.

Answers come as forms that were filled in, as Word comments in the consultation edition, or as letters. Each opinion is
put where it belongs by id, else by the section or measure it names, and persons are masked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.gate import redact
from toolkit.ingest.returned import Line, read_lines
from toolkit.ingest.returned.printed import mark_of, plain, section_mark
from toolkit.labels import labels
from toolkit.model import BlockKind, Column, Comparison, Draft, DraftItem, DraftSection, Entry

_Items = dict[str, tuple[DraftItem, DraftSection]]
_OWN = "plankit"
_NAMED = 88.0
"""Likeness in percent from which a letter's paragraph names a section or a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one body says about one place of the plan."""

    body: str
    target: str
    """Id of an item or a section, empty for the plan as a whole."""
    text: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section or a measure that opinions can be about."""

    id: str
    title: str


def places(draft: Draft) -> tuple[Place, ...]:
    """Sections with text and all measures, in the draft's order."""
    found = []
    for section in draft.sections:
        found.append(Place(id=section.id, title=section.title))
        found += [Place(id=item.id, title=item.text) for item in section.items]
    return tuple(found)


def answer_form(draft: Draft) -> Comparison:
    """The table of the answer form: one row a section and measure, and one for the plan as a whole."""
    say = labels(draft.language)
    columns = (
        Column(key="id", title=say["consult.column_id"], width=16),
        Column(key="place", title=say["consult.column_place"], width=46),
        Column(key="opinion", title=say["consult.column_opinion"], width=60),
    )
    rows = [Place(id="helheten", title=say["consult.whole"]), *places(draft)]
    return Comparison(
        key="form",
        title=say["consult.form"],
        columns=columns,
        rows=tuple((Entry(text=one.id), Entry(text=one.title), Entry(text="")) for one in rows),
        row_ids=tuple(one.id for one in rows),
    )


# --- answers in -----------------------------------------------------------------------------------------------------


def read_answers(path: Path, draft: Draft) -> tuple[Opinion, ...]:
    """The opinions in one answer, whatever its form.

    Args:
        path: A filled form, a consultation edition with comments, or a letter.
        draft: What was sent out.

    Raises:
        InputError: The file cannot be read.
    """
    body = _tidy(path.stem)
    if path.suffix.casefold() in (".docx", ".odt"):
        lines = read_lines(path)
        known = _known(draft)
        found = (*_form(lines, draft, known, body, path.name), *_comments(lines, draft, known, path.name))
        if found:
            return found
    return tuple(_letter(path, draft, body))


def _tidy(stem: str) -> str:
    """A file's name as the name of who sent it.

    Example:
        >>> _tidy("remissvar_Region-Mellan")
        'Region Mellan'
    """
    text = re.sub(r"[_\W]+", " ", stem)
    return re.sub(r"^(remissvar|svarsblankett|yttrande|svar)( från)?\s", "", text, flags=re.IGNORECASE).strip() or stem


def _known(draft: Draft) -> Mapping[str, str]:
    """Every mark and id that tells where something stands → the id of the place."""
    marks = {}
    for section in draft.sections:
        marks[section_mark(section)] = marks[section.id] = section.id
        for item in section.items:
            marks[mark_of(item.id)] = marks[item.id] = item.id
        for passage in section.passages:
            marks[mark_of(passage.id)] = marks[passage.id] = section.id
    return marks


def _form(lines: Sequence[Line], draft: Draft, known: Mapping[str, str], body: str, file: str) -> Iterator[Opinion]:
    """Rows of a form: the column of opinions is known by its title."""
    say = labels(draft.language)
    blank, asked = say["draft.blank"], plain(say["consult.body"])
    opinion = plain(say["consult.column_opinion"])
    column: dict[int, int] = {}
    for line in lines:
        if line.table is None:
            name, _, value = line.text.partition(":")
            if plain(name) == asked and value.replace(blank, "").strip():  # the name is often written beside the gap
                body = value.replace(blank, "").strip()
            continue
        titles = [plain(part.text) for part in line.parts]
        if opinion in titles:
            column[line.table] = titles.index(opinion)
        elif line.table in column and column[line.table] < len(line.parts):
            text = line.parts[column[line.table]].text.strip()
            place = "" if titles[0].casefold() == "helheten" else known.get(line.parts[0].text.strip(), "")
            if text and text != blank:
                yield Opinion(body=body, target=place, text=text, file=file)


def _comments(lines: Sequence[Line], draft: Draft, known: Mapping[str, str], file: str) -> Iterator[Opinion]:
    """Comments in the margin of the consultation edition."""
    at = ""
    for line in lines:
        here = next((known[key] for mark in line.marks if (key := mark.partition("/")[0]) in known), "")
        if line.table is None and here:
            at = here
        for who, text in line.comments:
            if who != _OWN and text:
                yield Opinion(body=who, target=here or at, text=text, file=file)


def _letter(path: Path, draft: Draft, body: str) -> Iterator[Opinion]:
    """Paragraphs of a letter, each put under what it names, else under what the heading above names."""
    from toolkit.ingest import ingest

    at = ""
    for block in ingest(path).blocks:
        if block.kind is BlockKind.HEADING:
            sender = re.match(r"(?:Remissvar|Yttrande|Svar)\s+från\s+(.+)", block.text, re.IGNORECASE)
            body = sender[1].strip() if sender else body
            at = "" if sender else (_named(block.text, draft) or at)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and len(block.text.split()) > 2:
            yield Opinion(body=body, target=_named(block.text, draft) or at, text=block.text, file=path.name)


def _named(text: str, draft: Draft) -> str:
    """The measure or section that a text names: by id, by its words, by its title."""
    from rapidfuzz import fuzz

    direct = re.search(r"\b(?:atg|lok)-[0-9a-f]{6,}", text)
    ids = {one.id for one in places(draft)}
    if direct and direct[0] in ids:
        return direct[0]
    folded = plain(text).casefold()
    best = max(
        ((fuzz.partial_ratio(plain(one.title).casefold(), folded), len(one.title), one.id) for one in places(draft)
         if len(one.title) <= len(text) + 5),
        default=(0.0, 0, ""),
    )  # fmt: skip
    return best[2] if best[0] >= _NAMED else ""


def collect(paths: Sequence[Path], draft: Draft) -> tuple[tuple[Opinion, ...], tuple[str, ...]]:
    """All opinions of all answers in the draft's order, and a line for each file that gave none."""
    say = labels(draft.language)
    found: list[Opinion] = []
    told: list[str] = []
    for path in paths:
        try:
            some = read_answers(path, draft)
        except ToolkitError as error:
            told.append(str(error))
            continue
        found += some
        if not some:
            told.append(say["consult.nothing"].format(file=path.name))
    order = {one.id: at for at, one in enumerate(places(draft))}
    return tuple(sorted(found, key=lambda one: (order.get(one.target, -1), one.body))), tuple(told)


def summary(opinions: Sequence[Opinion], draft: Draft) -> tuple[Comparison, tuple[str, ...]]:
    """The table to weigh the opinions in, persons masked, and what was masked by kind."""
    say = labels(draft.language)
    titles = {one.id: one.title for one in places(draft)}
    choices = tuple(say[f"consult.weighed_{key}"] for key in ("heeded", "partly", "not_heeded"))
    keys = (
        ("number", 6), ("body", 26), ("place", 36), ("id", 16), ("opinion", 52), ("weighed", 20), ("why", 32),
        ("change", 32), ("file", 20),
    )  # fmt: skip
    masked: dict[str, int] = {}

    def safe(text: str) -> Entry:
        made, masks = redact(text)
        for mask in masks:
            masked[mask.kind] = masked.get(mask.kind, 0) + 1
        return Entry(text=made)

    rows = tuple(
        (
            Entry(text=str(number)), safe(one.body), Entry(text=titles.get(one.target, say["consult.whole"])),
            Entry(text=one.target), safe(one.text), Entry(), Entry(), Entry(), safe(one.file),
        )
        for number, one in enumerate(opinions, 1)
    )  # fmt: skip
    told = tuple(say["consult.masked"].format(kind=kind, count=count) for kind, count in sorted(masked.items()))
    table = Comparison(
        key="answers",
        title=say["consult.answers"],
        columns=tuple(
            Column(
                key=key, title=say[f"consult.column_{key}"], width=width, choices=choices if key == "weighed" else ()
            )
            for key, width in keys
        ),
        rows=rows,
        notes=(say["consult.counted"].format(count=len(opinions), bodies=len({one.body for one in opinions})), *told),
        row_ids=tuple(f"synpunkt-{number}" for number in range(1, len(opinions) + 1)),
    )
    return table, told


# --- between versions -----------------------------------------------------------------------------------------------


def change_list(old: Draft, new: Draft) -> Comparison:
    """What differs between two versions of a draft: new, struck out, moved and reworded rows and paragraphs.

    A measure is the same one if its id is, or the cluster that it speaks for. What is new or struck out says why.
    """
    say = labels(new.language)
    rows = [
        (Entry(text=place), Entry(text=say[f"consult.change_{kind}"]), *(Entry(text=text) for text in (*texts, "")[:3]))
        for place, kind, *texts in (*_rows(old, new), *_paragraphs(old, new))
    ]
    keys = (("place", 28), ("kind", 14), ("before", 52), ("after", 52), ("why", 36))
    return Comparison(
        key="changes",
        title=say["consult.changes"],
        columns=tuple(Column(key=key, title=say[f"consult.column_{key}"], width=width) for key, width in keys),
        rows=tuple(rows),
        notes=() if rows else (say["consult.no_changes"],),
    )


def _rows(old: Draft, new: Draft) -> Iterator[tuple[str, ...]]:
    """Differences between the measures."""
    before, after = _items(old), _items(new)
    say = labels(new.language)
    same = _same(before, after)
    for key, (item, section) in after.items():
        if key not in same:
            yield section.title, "new", "", item.text, item.reasons[0] if item.reasons else ""
            continue
        was, stood = before[same[key]]
        if was.text != item.text:
            yield section.title, "reworded", was.text, item.text
        if stood.id != section.id:
            yield section.title, "moved", stood.title, section.title
        names = dict.fromkeys(field.key for field in (*was.fields, *item.fields))
        for name in names:
            one, other = _cell(was, name), _cell(item, name)
            if one != other:
                label = say.get(f"draft.{name}", name)
                yield f"{section.title}: {item.text[:60]}", "reworded", f"{label}: {one}", f"{label}: {other}"
    for key, (item, section) in before.items():
        if key not in same.values():
            yield section.title, "struck", item.text, "", _why_struck(item, new)


def _same(before: _Items, after: _Items) -> dict[str, str]:
    """Id now → id before of each measure that is in both versions."""
    same = {key: key for key in after if key in before}
    gone = {item.cluster: key for key, (item, _) in before.items() if key not in after and item.cluster}
    for key, (item, _) in after.items():
        if key not in same and item.cluster in gone:
            same[key] = gone.pop(item.cluster)
    return same


def _why_struck(item: DraftItem, new: Draft) -> str:
    """Why a measure is not in the new version: what its annex says, else that no source has it any more."""
    for one in new.left_out:
        if one.id == item.id or (item.cluster and one.cluster == item.cluster):
            return one.reasons[0] if one.reasons else ""
    return labels(new.language)["consult.source_gone"] if item.sources else ""


def _items(draft: Draft) -> _Items:
    """All items with their sections by id."""
    return {item.id: (item, section) for section in draft.sections for item in section.items}


def _cell(item: DraftItem, key: str) -> str:
    """A cell's text."""
    return ", ".join(field.text for field in item.fields if field.key == key)


def _paragraphs(old: Draft, new: Draft) -> Iterator[tuple[str, str, str, str]]:
    """Differences between the paragraphs."""
    before = {(section.id, one.text): section for section in old.sections for one in section.passages}
    after = {(section.id, one.text): section for section in new.sections for one in section.passages}
    for key, section in after.items():
        if key not in before:
            yield section.title, "new", "", key[1]
    for key, section in before.items():
        if key not in after:
            yield section.title, "struck", key[1], ""

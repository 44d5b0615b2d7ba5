"""Who came to a meeting: organisation, function and status, never a person's name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from toolkit.lexicon import load
from toolkit.model import Actor, Attendance, Block, BlockKind, Table
from toolkit.segment.columns import fold_label

_CONTACT = re.compile(r"\S+@\S+|(?:tel(?:efon)?\.?:?\s*)?\+?\d[\d\s()/-]{5,}\d|https?://\S+")
_PERSON = re.compile(r"^(?:[A-ZÅÄÖÉ][\w'’.-]*)(?: (?:von|af|de|[A-ZÅÄÖÉ][\w'’.-]*)){1,3}$")
_SPLIT = re.compile(r"\s*[,;\t|]\s*|\s+[–-]\s+|\s*[()]\s*")
_MANY = re.compile(r"\s*;\s*|\.\s+(?=[A-ZÅÄÖ])")


@cache
def _statuses() -> tuple[tuple[str, Attendance], ...]:
    """Words and their status, longest first."""
    pairs = [(word, Attendance(key)) for key, words in load("meetings")["status"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _word_set(kind: str) -> tuple[str, ...]:
    return tuple(sorted(load("meetings")["words"][kind], key=len, reverse=True))


def status_of(text: str) -> Attendance | None:
    """The status that a heading or a label at the beginning of a line names.

    Example:
        >>> status_of("Närvarande:"), status_of("På sändlistan, men förhindrade att närvara"), status_of("Inledning")
        (<Attendance.PRESENT: 'present'>, <Attendance.PREVENTED: 'prevented'>, None)
    """
    label = text.partition(":")[0] if ":" in text[:80] else text
    low = fold_label(label)
    if len(low.split()) > 9:
        return None
    for word, status in _statuses():
        if low.startswith(word):
            return status
    return None


def attendance(blocks: Sequence[Block]) -> tuple[Actor, ...]:
    """Everyone listed, in order: below a heading or a label, after a label on its line, or in a table."""
    return tuple(one.actor for one in participants(blocks))


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation at the meeting and the person who was there for it, who is named nowhere else."""

    actor: Actor
    person: str | None = None


def participants(blocks: Sequence[Block]) -> tuple[Participant, ...]:
    """Everyone listed, with the names by which the minutes speak of them."""
    made: list[Participant] = []
    status: Attendance | None = None
    inline = False
    for block in blocks:
        if block.table is not None:
            made.extend(_tabled(block.table, status))
            continue
        for text in _pieces(block.text):
            status, inline = _line(text, block, status, inline, made)
    return tuple(made)


def _line(
    text: str, block: Block, status: Attendance | None, inline: bool, made: list[Participant]
) -> tuple[Attendance | None, bool]:
    """Reads a line, or a part of one that begins with a label of its own; what holds for the next one."""
    told = status_of(text)
    label, colon, rest = text.partition(":")
    if block.kind is BlockKind.HEADING or (told is not None and not rest.strip()):
        return told, False
    if told is not None and colon and len(label) < 80:
        made.extend(_listed(rest, told))
        return told, True
    if status is not None and _is_entry(text, strict=inline):
        actor = _actor(text, status)
        if actor is not None:
            made.append(actor)
        return status, inline
    return None, inline


_INSIDE = re.compile(r"(?<=[\s.;)])(?=(?P<label>[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,4}):\s)")


def _pieces(text: str) -> tuple[str, ...]:
    """A line cut where a second label of attendance stands in it: "Närvarande: … Frånvarande: …"."""
    cuts = [match.start() for match in _INSIDE.finditer(text) if status_of(match["label"]) is not None]
    edges = [0, *cuts, len(text)]
    cut = (text[start:end].strip() for start, end in pairwise(edges))
    return tuple(piece for piece in cut if piece)


_DUTIES = {"ordf", "sekr", "digitalt", "via teams", "teams", "antecknar", "vid anteckningarna", "v ordf", "vice ordf"}
"""What somebody does at the meeting or how they came: no function of theirs."""
_OFFICES = {"ordförande", "vice ordförande", "sekreterare", "ledamot", "ersättare", "justerare", "mötesordförande"}
"""Offices at a meeting: they tell of no organisation that somebody came from."""
_OF = re.compile(r"(?P<what>[a-zåäö]+(?: [a-zåäö]+)?),? (?P<whose>[A-ZÅÄÖ][\w.&-]*(?: [\w.&-]+){0,3})$")
"""A function and where: "rektor Ängskolan"."""
_COUNTED = re.compile(r"^\d:[ea] ")
"""What numbers an office: "1:e vice ordförande"."""
_NO_ENTRY = re.compile(
    r"^(?:\W*att\b|\d+[.)]\s|§|beslut|nästa |vid anteckningarna|justeras|sekreterare:|efter |mötet )", re.IGNORECASE
)


def _is_entry(text: str, *, strict: bool) -> bool:
    """A line of a list of participants and no sentence; `strict` where the list began on the label's own line."""
    if len(text) > 200 or _NO_ENTRY.match(text) or text.rstrip().endswith(":"):
        return False
    if text.rstrip().endswith(".") and len(text.split()) > 12:
        return False
    first = _SPLIT.split(text.strip())[0]
    return not strict or is_person(first) or is_organisation(first)


def _listed(text: str, status: Attendance) -> Iterator[Participant]:
    """Several participants on one line: by semicolon, or name (organisation) after name (organisation)."""
    if ";" in text:
        pieces = text.split(";")
    elif "(" in text:
        pieces = [f"{piece})" for piece in text.split(")") if piece.strip(" ,.;och")]
    else:
        pieces = _grouped(text)
    for piece in pieces:
        actor = _actor(re.sub(r"^\s*(?:,|och|samt)\s+", "", piece.strip()).strip(" ,"), status)
        if actor is not None:
            yield actor


def _grouped(text: str) -> list[str]:
    """Comma-separated words where each person's name begins a new participant; organisations alone stand alone."""
    pieces = [piece.strip(" .") for piece in re.split(r",|\boch\b(?= [A-ZÅÄÖ])", text) if piece.strip(" .")]
    if not any(_is_person(piece) for piece in pieces):
        return pieces
    groups: list[str] = []
    for piece in pieces:
        if _is_person(piece) or not groups:
            groups.append(piece)
        else:
            groups[-1] = f"{groups[-1]}, {piece}"
    return groups


def _actor(text: str, status: Attendance) -> Participant | None:
    """Organisation and function of one participant; the function stands for the organisation where none is printed."""
    own = _own_status(text)
    text = _CONTACT.sub("", text)
    organisation: str | None = None
    function: str | None = None
    person: str | None = None
    rest: list[str] = []
    for part in (piece.strip(" .:") for piece in _SPLIT.split(text)):
        if not part or fold_label(part) in {word for word, _ in _statuses()} | _DUTIES:
            continue
        if ":" in part and _is_person(part.partition(":")[2].strip()):
            part = part.partition(":")[0].strip()
        if organisation is None and (is_organisation(part) or (person and is_organisation(part.capitalize()))):
            organisation = part
        elif function is None and is_function(part):
            function = part
        elif is_person(part):
            person = person or part
        else:
            rest.append(part)
    if organisation is None:
        organisation = next((part for part in rest if len(part) > 2), None)
    if organisation is None and fold_label(_COUNTED.sub("", function or "")) not in _OFFICES:
        organisation, function = function, None
    if organisation is None:
        return None
    if function is None and (both := _OF.match(organisation)) and is_function(both["what"]):
        function, organisation = both["what"], both["whose"]
    return Participant(Actor(organisation=organisation, function=function, status=own or status), person)


def _own_status(text: str) -> Attendance | None:
    """A status in the line itself: "(förhinder)"."""
    low = text.lower()
    for word in ("anmält förhinder", "förhindrad", "förhinder", "återbud"):
        if word in low:
            return Attendance.PREVENTED
    return None


def is_organisation(text: str) -> bool:
    """Whether a part of a line names an organisation.

    Example:
        >>> is_organisation("Ekstad Bostäder AB"), is_organisation("Elsa Brännberg"), is_organisation("enhetschef")
        (True, False, False)
    """
    low = text.lower()
    if not text[:1].isupper() and not low.startswith(("polisen", "socialtjänsten", "region")):
        return False
    words = low.split()
    return any(
        word == hint or (len(hint) > 3 and word.endswith(hint)) or (" " in hint and hint in low)
        for hint in _word_set("organisation")
        for word in words
    ) or (len(words) == 1 and low.endswith(("en", "et", "na")) and len(low) > 6)


def is_function(text: str) -> bool:
    """Whether a part of a line names what somebody works as."""
    low = text.lower()
    return any(word.endswith(hint) for hint in _word_set("function") for word in low.split()) and not is_organisation(
        text
    )


def is_person(text: str) -> bool:
    """Whether a part of a line is a person's name: two capitalised words, or a given name alone.

    Example:
        >>> is_person("Elsa Brännberg"), is_person("Mats"), is_person("Polisen")
        (True, True, False)
    """
    return _is_person(text) or text in load("rewording")["given_names"]["words"]


def _is_person(text: str) -> bool:
    return bool(_PERSON.match(text)) and not is_organisation(text) and not is_function(text)


# --- tables ---------------------------------------------------------------------------------------------------------


@cache
def _column_names() -> dict[str, str]:
    return {word: key for key, words in load("meetings")["columns"].items() for word in words}


def _tabled(table: Table, status: Attendance | None) -> Iterator[Participant]:
    """A table of participants: columns told by their heading; a column of marks tells the status."""
    if not table.rows:
        return
    keys: dict[int, str] = {}
    marks: dict[int, Attendance] = {}
    for cell in table.rows[0]:
        low = fold_label(cell.text)
        told = status_of(cell.text)
        if low in _column_names():
            keys[cell.column] = _column_names()[low]
        if told is not None and (low not in _column_names() or keys[cell.column] == "status"):
            marks[cell.column] = told
    heads = [status_of(cell.text) for cell in table.rows[0] if cell.text.strip()]
    if heads and all(heads) and "organisation" not in keys.values():
        yield from _columns(table)
        return
    if "organisation" not in keys.values() and not ("name" in keys.values() and ("function" in keys.values() or marks)):
        return
    for row in table.rows[1:]:
        cells = {cell.column: cell.text.strip() for cell in row}
        organisation = next((cells[c] for c, key in keys.items() if key == "organisation" and cells.get(c)), None)
        function = next((cells[c] for c, key in keys.items() if key == "function" and cells.get(c)), None)
        if organisation is None:
            guess = _actor(", ".join(text for text in cells.values() if text), Attendance.PRESENT)
            organisation, function = (guess.actor.organisation, guess.actor.function) if guess else (None, None)
        if organisation and function is None and "," in organisation:
            split = _actor(organisation, Attendance.PRESENT)
            if split is not None and split.actor.function:
                organisation, function = split.actor.organisation, split.actor.function
        if organisation:
            came = _cell_status(cells, keys, marks) or status or Attendance.PRESENT
            name = next((cells[c] for c, key in keys.items() if key == "name" and cells.get(c)), None)
            yield Participant(Actor(organisation=organisation, function=function or None, status=came), name)


def _columns(table: Table) -> Iterator[Participant]:
    """A table with a column for those who came and one for those who did not."""
    for head in table.rows[0]:
        told = status_of(head.text)
        for row in table.rows[1:] if told is not None else ():
            for cell in row:
                if cell.column == head.column and told is not None:
                    lines = cell.items or tuple(cell.text.splitlines())
                    yield from (one for line in lines if line.strip() for one in (_actor(line, told),) if one)


def _cell_status(cells: dict[int, str], keys: dict[int, str], marks: dict[int, Attendance]) -> Attendance | None:
    words = load("meetings")["cells"]
    for column, told in marks.items():
        low = cells.get(column, "").lower().strip(" .()")
        for key in ("prevented", "missing", "present"):
            if low in words[key]:
                return told if key == "present" else Attendance(key)
        if low and any(word in low for word in words["prevented"] if len(word) > 3):
            return Attendance.PREVENTED
        if not low and len(marks) == 1:
            return Attendance.MISSING
    for column, name in keys.items():
        if name == "status" and column not in marks:
            return status_of(cells.get(column, ""))
    return None

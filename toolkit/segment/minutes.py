"""Minutes of a meeting: date, place, who came, and the "Att"-decisions with owner and due date.

Decisions are points of a meeting, never measures of a plan. Attendance keeps organisation and function only: persons'
names, addresses and numbers are read to find these and then let go.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from toolkit.lexicon import load
from toolkit.model import ActionPoint, Block, BlockKind, Document, Meeting, Provenance
from toolkit.segment.attendance import (
    Participant,
    is_function,
    is_organisation,
    is_person,
    participants,
    status_of,
)
from toolkit.segment.columns import column_key, split_labels
from toolkit.segment.days import CALENDAR, days, letter_about
from toolkit.segment.found import within
from toolkit.segment.language import signals
from toolkit.segment.verbforms import is_own, present_verbs
from toolkit.text import sentences

_ATT = re.compile(
    r"^(?:\W*(?:beslut(?:ades)?|mötet beslut\w+|vi beslut\w+|gruppen beslut\w+)[ :,.–-]*)?att\b\s*:?\s*", re.IGNORECASE
)
_DECIDED_THAT = re.compile(
    r"\b(?:beslut\w+|beslöt\w*|enades om|kom överens om|bestämde\w*)\b(?P<who>[^.:]{0,40}?)[ ,:]+att\b\s*:?\s*", re.I
)
_TAIL = re.compile(r"[(\[]\s*(?:ansvarig|ansvar)?\s*:?\s*(?P<owner>[^()\[\]]+?)[)\]]\s*\.?$", re.IGNORECASE)
_TRAIL = re.compile(
    r",\s+(?P<owner>[A-ZÅÄÖÉ][\w-]+(?: [A-ZÅÄÖÉ][\w-]+){1,2})"
    r"(?:,\s*(?P<when>(?:senast|klart|före|innan|till)\b.*))?\.?$"
)
_BY = re.compile(r",?\s*\b(?:senast|klart(?: senast)?|till(?: den)?|före|innan|inför|vid)\b.*$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:senast|klart?|till|före|innan|inför|vid)\b", re.IGNORECASE)
_CALLED = re.compile(r"\bkalla\w*\b.*\bmöte\b.*$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d+[.)]\s+")
_GIVEN = re.compile(
    r"(?:uppdrar?|uppdras) (?:åt |till )(?P<who>[^,.;]{3,60}?) att\b"
    r"|(?:ge|ger|ges) (?P<also>[^,.;]{3,60}?) i uppdrag att\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:beslut|åtgärd|uppdrag|aktivitet|att göra|action)(?: \d+)?\s*:\s+", re.IGNORECASE)
_CALLS = re.compile(r"\bkalla(?:s|r|de|des)?\b[^.;]*\btill$")
_TIME = re.compile(r"^\s*(?:kl\.?|klockan)?\s*\d{1,2}[.:]\d\d.*?(?:[–-]\s*\d{1,2}[.:]\d\d)?\s*,?\s*")

_CLOCK = re.compile(
    r"[\s,;]*\b(?:kl\.?|klockan)\s*\d{1,2}(?:[.:]\d\d)?(?:\s*[–-]\s*\d{1,2}(?:[.:]\d\d)?)?\s*$", re.IGNORECASE
)
"""A time of day that ends a line: ", kl. 08.30-10.00"."""
_BEHIND = re.compile(r"\(\s*(?P<who>[^()]{3,60}?)\s*\)\W*$")
"""The organisation behind a person's name: "Anna Berg (socialförvaltningen)"."""
_JOINT = re.compile(r"[\s,;]+(?:samt|och)\s*$", re.IGNORECASE)
"""What joins a decision to the next one and is no word of it."""


def is_minutes(document: Document) -> bool:
    """Whether the document is minutes: it is titled so, or lists who came and holds Att-decisions."""
    blocks = [block for block in document.blocks if block.kind is not BlockKind.COMMENT][:400]
    opening = " ".join(block.text.lower() for block in blocks[:6] if block.table is None and len(block.text) < 200)
    titled = bool(_words("title").search(opening))
    listed = any(status_of(block.text) is not None for block in blocks[:60] if block.table is None and _lead(block))
    tabled = any(block.table is not None and _lists_people(block.text) for block in blocks[:40])
    decided = sum(
        1 for block in blocks if block.table is None and block.text.startswith(("Att:", "att:", "Att ", "ATT"))
    )
    return (titled and (listed or tabled or decided > 0)) or (listed and decided >= 2)


def _lists_people(text: str) -> bool:
    low = text.lower()[:400]
    return any(word in low for word in ("närv", "deltagare", "frånv", "beslutande"))


def _lead(block: Block) -> bool:
    return block.kind is BlockKind.HEADING or len(block.text) < 80 or ":" in block.text[:50]


def _shown(point: ActionPoint, people: Sequence[Participant]) -> ActionPoint:
    """The point with what may be shown of it: for each person the organisation, a mask where none is told."""
    body = _body(point.owner, people)
    unknown = body is None and point.owner is not None and is_person(point.owner)
    text = point.text
    for one in people:
        for name in (one.person, one.person.split()[0]) if one.person else ():
            alone = sum(1 for other in people if other.person and other.person.split()[0] == name.split()[0]) == 1
            if " " in name or alone:
                text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", one.actor.organisation, text)
    if unknown and point.owner is not None:
        text = text.replace(point.owner, "[namn]")
    text = text[:1].upper() + text[1:] if point.text[:1].isupper() else text
    return replace(point, body=body, shown=text if text != point.text else "", personal=unknown)


def _body(owner: str | None, people: Sequence[Participant]) -> str | None:
    """The organisation that a person answers for at the meeting, by the whole name or a first name that one has."""
    if owner is None:
        return None
    behind = _BEHIND.search(owner)
    if behind and is_organisation(behind.group("who").capitalize()):
        return behind.group("who")
    for one in people:
        if owner == one.person:
            return one.actor.organisation
    first = [one for one in people if one.person and one.person.split()[0] == owner.split()[0]]
    if len(first) == 1 and (len(owner.split()) == 1 or owner in (first[0].person or "")):
        return first[0].actor.organisation
    return next((one.actor.organisation for one in people if one.actor.organisation.lower() == owner.lower()), None)


@cache
def _words(key: str) -> re.Pattern[str]:
    words = sorted((re.escape(word).replace(r"\*", r"\w*") for word in load("meetings")[key]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def read_meeting(document: Document) -> Meeting | None:
    """The meeting that a document is the minutes of; None when it is no minutes."""
    if not is_minutes(document):
        return None
    blocks = [block for block in document.blocks if block.kind not in (BlockKind.FURNITURE, BlockKind.COMMENT)]
    date = _meeting_date(blocks)
    following = _next_meeting(blocks, date)
    people = participants(blocks)
    return Meeting(
        document=document.id,
        date=date,
        place=_place(blocks),
        attendance=tuple(one.actor for one in people),
        decisions=tuple(_shown(one, people) for one in _decisions(blocks, date, following)),
        next_meeting=following,
    )


def _meeting_date(blocks: Sequence[Block]) -> str | None:
    """The first day that is printed after a date label, else the first day in the opening.

    In minutes sent as a letter the date label tells when it was sent: the subject line tells of the meeting.
    """
    if (sent := letter_about(blocks)) is not None:
        return sent
    for labelled in (True, False):
        for text in _opening(blocks):
            low = text.lower()
            if _words("next").search(low):
                continue
            if labelled and not any(low.startswith(word) for word in load("meetings")["date"]):
                continue
            found = days(text)
            if found:
                return found[0]
    return None


def _opening(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks[:25]:
        if block.table is None:
            yield block.text
        else:
            for row in block.table.rows:
                yield ": ".join(cell.text for cell in row)


def _place(blocks: Sequence[Block]) -> str | None:
    for text in _opening(blocks):
        label, found, rest = text.partition(":")
        low = label.strip().lower()
        if found and (low in load("meetings")["place"] or low == "tid och plats"):
            return _place_words(rest)
    return None


def _place_words(text: str) -> str | None:
    """What is left of a place line without its date and time."""
    for pattern in CALENDAR:
        text = pattern.sub("", text)
    text = re.sub(r"\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\b(?: den)?", "", text, flags=re.IGNORECASE)
    text = _CLOCK.sub("", _TIME.sub("", text.strip(" ,.;")))
    return text.strip(" ,.;") or None


def _next_meeting(blocks: Sequence[Block], since: str | None) -> str | None:
    """The day of the next meeting: in a sentence that speaks of it, or right below its heading."""
    for index, block in enumerate(blocks):
        low = block.text.lower()
        match = _words("next").search(low)
        if not match or block.table is not None:
            continue
        before = low[: match.start()].rstrip()
        if before.endswith(("till", "inför", "vid", "på")) and not _CALLS.search(before):
            continue
        opens = block.kind is BlockKind.HEADING or low.rstrip().endswith(":")
        below = [one.text for one in blocks[index + 1 : index + 2]] if opens else []
        for text in (block.text[match.start() :], block.text, *below):
            found = [day for day in days(text, since=since) if since is None or day > since]
            if found and (text is not block.text or len(found) == 1):
                return found[0]
    return None


# --- decisions ------------------------------------------------------------------------------------------------------


def _decisions(blocks: Sequence[Block], date: str | None, following: str | None) -> Iterator[ActionPoint]:
    """Every decision, in order: Att-lines, lists below a line that decides, and tables of decisions."""
    deciding = opened = False
    for block in blocks:
        if block.table is not None:
            yield from _tabled(block, date, following)
            continue
        if block.kind is BlockKind.HEADING:
            deciding = bool(_words("decided").search(block.text.lower()))
            continue
        start = _decision_start(block, deciding)
        if start is None:
            low = block.text.lower().rstrip()
            short = len(low.split()) <= 4 and not low.endswith(".")
            opens = (low.endswith(("att:", ":")) or short) and bool(_words("decided").search(low))
            fewest = 2 if low.endswith((".", "t", "s")) else 4
            if opened and not opens and block.kind is BlockKind.PARAGRAPH and signals(block.text).words >= fewest:
                point = _point(block, 0, date, following)  # the sentence right below a bare "Beslut"
                if point is not None:
                    yield point
            opened = opens
            deciding = opens or (deciding and (block.kind is BlockKind.LIST_ITEM or bool(_NUMBERED.match(block.text))))
            continue
        opened = False
        point = _point(block, start, date, following)
        if point is not None:
            yield point


def _decision_start(block: Block, deciding: bool) -> int | None:
    """Where in a block the decision's words begin, or None."""
    match = _ATT.match(block.text)
    if match and match.end() < len(block.text):
        return match.end()
    told = _DECIDED_THAT.search(block.text)
    if told and len(block.text) - told.end() > 8:
        return told.end()
    label = _LABEL.match(block.text)
    if label and len(block.text) - label.end() > 8 and status_of(block.text) is None:
        return label.end()
    if deciding and (block.kind is BlockKind.LIST_ITEM or signals(block.text).starts):
        return 0
    if deciding and (number := _NUMBERED.match(block.text)):
        return number.end()
    return None


def _point(block: Block, start: int, date: str | None, following: str | None) -> ActionPoint | None:
    """The decision that begins at `start` in a block."""
    head, labels = split_labels(block.text)
    owner = next((one.value for one in labels if one.key == "responsible"), None)
    told = " ".join(one.value for one in labels if one.key in ("deadline", "follow_up")) if labels else ""
    body = head[start:] if len(head) > start else block.text[start:]
    cuts = sentences(body)
    text = body[cuts[0][0] : cuts[0][1]] if cuts else body
    rest = body[len(text) :] + " " + block.text[len(head) :]
    tail = _TAIL.search(text)
    if tail and owner is None:
        owner, rest = tail.group("owner"), f"{rest} {tail.group('owner')}"
        text = text[: tail.start()]
    trail = _TRAIL.search(text) if owner is None else None
    if trail:
        owner, rest = trail.group("owner"), f"{trail.group('when') or ''} {rest}"
        text = text[: trail.start()]
    text = _JOINT.sub("", text.strip(" .;,")).strip(" .;,")
    if not text:
        return None
    if owner is not None:
        owner = _BY.sub("", owner.split(". ")[0]).strip(" ,.;") or None
    owner = owner or _subject(text)
    return ActionPoint(
        text=text,
        provenance=within(block.provenance, start, start + len(text)),
        owner=owner,
        due=_due(f"{told} {rest}", date, following) or _due_in(text, date, following),
    )


def _subject(text: str) -> str | None:
    """Who does it, where the decision says so itself: the capitalised words before a verb in the present."""
    given = _GIVEN.search(text)
    if given:
        return given.group("who") or given.group("also")
    words = text.split()
    for index, word in enumerate(words[:6]):
        if index and word.lower().strip(",") in present_verbs() | {"ska", "får"}:
            subject = words[:index]
            said = " ".join(subject)
            known = subject[-1].endswith(("en", "et", "na")) and (
                is_organisation(said.capitalize()) or is_function(said.capitalize()) or is_own(subject[-1].lower())
            )
            return said if subject[0][:1].isupper() or known else None
    return None


def _due(text: str, date: str | None, following: str | None) -> str | None:
    """The day by which: a printed day, or the next meeting."""
    found = days(text, since=date)
    if found:
        return found[-1]
    return following if _words("next").search(text.lower()) else None


def _due_in(text: str, date: str | None, following: str | None) -> str | None:
    """A day inside the decision's own words counts only after a word such as senast, or where it ends them."""
    for match in _WHEN.finditer(text):
        due = _due(text[match.start() :], date, following)
        if due and text[match.start() :].lower().startswith(_DUE_WORDS):
            return due
    meets = _CALLED.search(text)
    return _due(meets.group(), date, following) if meets else None


_DUE_WORDS = ("senast", "klart", "före", "innan", "till nästa", "inför nästa", "vid nästa", "till den")


def _tabled(block: Block, date: str | None, following: str | None) -> Iterator[ActionPoint]:
    """Decisions printed as a table: what, who, by when."""
    from toolkit.segment.tables import header

    table = block.table
    found = header(table) if table is not None else None
    if table is None or found is None:
        return
    what = found.column("measure")
    what = what if what is not None else _decision_column(table.rows[found.rows - 1])
    if what is None:
        return
    for row in table.rows[found.rows :]:
        cells = {cell.column: cell for cell in row if cell.text.strip()}
        if what not in cells:
            continue
        owner = next((cells[c].text for c, key in found.keys.items() if key == "responsible" and c in cells), None)
        due = " ".join(cells[c].text for c, key in found.keys.items() if key == "deadline" and c in cells)
        text = _ATT.sub("", cells[what].text).strip(" .;")
        yield ActionPoint(
            text=text, provenance=_cell_place(cells[what].provenance), owner=owner, due=_due(due, date, following)
        )


def _cell_place(place: Provenance) -> Provenance:
    return place


def _decision_column(row: Sequence[object]) -> int | None:
    from toolkit.model import Cell

    for cell in row:
        if isinstance(cell, Cell) and _words("decided").search(cell.text.lower()) and column_key(cell.text) is None:
            return cell.column
    return None

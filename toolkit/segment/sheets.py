"""Sheets: a line that numbers and names a measure, its explanation, and labels with values below, again and again.

Steps: `flat` (the document as lines, also the rows of tables of one column), `_titles` (lines of a numbered kind),
`_habits` (which labels come back from sheet to sheet, so that also unknown ones end the value before them), `_read`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Attribute, Block, BlockKind, FieldState, Form, Provenance, SectionKind, Verdict
from toolkit.segment.columns import NOT_FIELDS, column_key, fold_label
from toolkit.segment.found import Found, spanning, within

FEWEST = 3
"""Titles of one kind that make sheets, and sheets among them that name who is responsible or takes part."""
SHARE = 0.05
"""Share of the sheets in which an unknown label must come back."""
NAMED_SHARE = 0.2
"""Share of the sheets of a kind that must name someone."""
LONGEST_TITLE = 40
LONGEST_LABEL_WORDS = 8
LONGEST_SHEET = 150
"""Lines."""
_TITLE = re.compile(
    r"(?:top |prio(?:rity)? )?(?:(?P<word>action|activity|indsats|initiative|insats|intervention|maßnahme|measure|"
    r"project|task|tiltak|toimenpide|åtgärd)\s?(?P<number>[A-Z]{0,3}-?\d{1,3}(?:\.\d{1,3})*)\s*[:.–-]?\s+"
    r"|(?P<code>[A-ZÅÄÖ]{1,4}-?\d{1,3}(?:\.\d{1,3})*)\s?(?:[–:-]|\s[–-])\s*)(?P<name>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE = re.compile(r"(?<![\w.])[A-ZÅÄÖ]{2,4}\d{1,3}\.\d{1,3}\s?[–-]\s(?=[\"'‘“]?[A-ZÅÄÖ])")
"""A coded title within a line."""
_LABEL = re.compile(r"(?P<label>[^\W\d][^:.!?•]{1,70}?)\s*:(?:\s+|$)(?P<value>.*)", re.DOTALL)
_BULLET = re.compile(r"[•▪●◦○‣■·–-]\s*")
_OPENERS = frozenset(
    {"a", "an", "as", "at", "by", "city", "for", "from", "in", "it", "on", "our", "the", "these", "this", "to", "we"}
)
"""Words that begin a sentence and no label."""
_WHO = frozenset({"responsible", "partners"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: a block, a row of a table of one column, or a row of two cells as label and value."""

    block: int
    text: str
    place: Provenance
    heading: bool = False
    value: "Line | None" = None


@dataclass(slots=True)
class Sheet:
    """A sheet being read: the lines from its title on, and what its labels say."""

    title: Line
    name: str
    number: str
    lines: list[Line] = field(default_factory=list)
    values: list[tuple[str, str, list[Line]]] = field(default_factory=list)
    """Key, label and the lines of the value; the explanation has the key ``description``."""

    @property
    def keys(self) -> set[str]:
        """Keys under which something is printed."""
        return {key for key, _, lines in self.values if lines}


def sheets(
    blocks: Sequence[Block], kinds: Sequence[SectionKind], paths: Sequence[tuple[str, ...]], used: frozenset[int]
) -> tuple[tuple[Found, ...], frozenset[int]]:
    """The measures printed as sheets, and the indices of the blocks they were read from."""
    cut = _titles([piece for line in flat(blocks, used) for piece in _apart(line)])
    if len(cut) < FEWEST:
        return (), frozenset()
    known = _habits(cut)
    for sheet in cut:
        sheet.lines = [piece for line in sheet.lines for piece in _at_labels(line, known)]
        _read(sheet, known)
    cut = _told(cut)
    found: list[Found] = []
    taken: set[int] = set()
    waiting: list[Sheet] = []
    for sheet in cut:
        waiting.append(sheet)
        if not sheet.values and sheet is not cut[-1]:
            continue  # titles one below the other share what follows
        found += [_found(one, sheet, kinds, paths) for one in waiting]
        taken |= {line.block for one in waiting for line in (one.title, *one.lines)}
        waiting = []
    return tuple(found), frozenset(taken)


def _told(cut: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of the kinds that name who acts often enough; one without any label counts only by its word."""
    kept: list[Sheet] = []
    for kind in dict.fromkeys(map(_kind, cut)):
        own = [sheet for sheet in cut if _kind(sheet) == kind]
        named = sum(1 for sheet in own if sheet.keys & _WHO)
        if named >= max(FEWEST, NAMED_SHARE * len(own)):
            kept += [sheet for sheet in own if kind or any(label for _, label, _ in sheet.values) or not sheet.values]
    return sorted(kept, key=lambda sheet: sheet.title.place.start)


def flat(blocks: Sequence[Block], used: frozenset[int]) -> Iterator[Line]:
    """The document's lines; rows of wider tables are left out."""
    for index, block in enumerate(blocks):
        if index in used or block.kind in (BlockKind.FURNITURE, BlockKind.COMMENT):
            continue
        if block.table is None:
            yield Line(index, block.text, block.provenance, block.kind is BlockKind.HEADING)
            continue
        for row in block.table.rows:
            cells = [Line(index, cell.text, cell.provenance) for cell in row if cell.text.strip()]
            if len(cells) == 1:
                yield cells[0]
            elif len(cells) == 2 and column_key(cells[0].text):
                yield replace(cells[0], value=cells[1])


def _apart(line: Line) -> Iterator[Line]:
    """The line cut before a coded title that was run into the line above it."""
    starts = [match.start() for match in _INSIDE.finditer(line.text) if match.start()] if line.value is None else []
    yield from _cut(line, starts)


def _at_labels(line: Line, known: Mapping[str, int]) -> Iterator[Line]:
    """The line cut before each label inside it that elsewhere begins a line."""
    starts = []
    for colon in re.finditer(r":(?=\s|$)", line.text) if line.value is None else ():
        labels = [(known[label], start) for label, start in _before(line.text, colon.start()) if label in known]
        if labels and max(labels)[1] > 0:
            starts.append(max(labels)[1])
    yield from _cut(line, sorted(set(starts)))


def _before(text: str, colon: int) -> Iterator[tuple[str, int]]:
    """What before a colon may be a label, and where it begins: some words of which the first has a capital."""
    for word in list(re.finditer(r"\S+", text[max(0, colon - 90) : colon]))[-LONGEST_LABEL_WORDS:]:
        if word.group()[:1].isupper():
            start = max(0, colon - 90) + word.start()
            yield fold_label(text[start:colon]), start


def _cut(line: Line, starts: Sequence[int]) -> Iterator[Line]:
    ends = [*starts, len(line.text)]
    for start, end in zip([0, *starts], ends, strict=True):
        text = line.text[start:end].strip()
        if text:
            at = line.text.index(text, start)
            yield replace(line, text=text, place=within(line.place, at, at + len(text)))


def _titles(lines: Sequence[Line]) -> list[Sheet]:
    """The sheets: from each title of a kind to the next title or to a heading that cannot be a label."""
    made: list[Sheet] = []
    open_sheet: Sheet | None = None
    for line in lines:
        title = _TITLE.match(line.text.strip()) if line.value is None else None
        if title is not None and _is_title(line, title):
            start = line.text.find(title["name"])
            name = title["name"].strip()
            place = within(line.place, start, start + len(name))
            open_sheet = Sheet(replace(line, place=place), name, title["number"] or title["code"])
            made.append(open_sheet)
        elif open_sheet is not None:
            if _ends(line, open_sheet):
                open_sheet = None
            else:
                open_sheet.lines.append(line)
    kinds = Counter(_kind(sheet) for sheet in made)
    return [sheet for sheet in made if kinds[_kind(sheet)] >= FEWEST]


def _is_title(line: Line, title: re.Match[str]) -> bool:
    words = title["name"].split()
    begins = words[0].lstrip("‘’“”\"'(«")[:1]
    coded = title["code"] is not None
    if coded and not (title["code"][0].isupper() and len(title["code"].rstrip("0123456789.")) > 0):
        return False
    return len(words) <= LONGEST_TITLE and begins.isupper() and not (coded and line.text.rstrip().endswith((".", ";")))


def _kind(sheet: Sheet) -> str:
    word = _TITLE.match(sheet.title.text.strip())
    return (word["word"] or "").lower() if word else ""


def _ends(line: Line, sheet: Sheet) -> bool:
    """Whether a sheet is over: far from its title, at a line in capitals, or at a heading of more than a few words."""
    text = line.text.strip()
    capitals = text.isupper() and len(text.split()) > 1
    return len(sheet.lines) >= LONGEST_SHEET or capitals or (line.heading and len(text.split()) > LONGEST_LABEL_WORDS)


def _habits(cut: Sequence[Sheet]) -> Mapping[str, int]:
    """Labels that come back in the sheets, and in how many of them each begins a line.

    They stand before a colon, as a heading, or run into the value that follows. Where none of the words before a
    colon begins a line anywhere, the shortest of them is the label: the others hold the end of the value before it.
    """
    counts: Counter[str] = Counter()
    begin: Counter[str] = Counter()
    for sheet in cut:
        starts = {label for line in sheet.lines for label in _possible(line)}
        inner = {label for line in sheet.lines for label in _inner(line)}
        begin.update(starts)
        counts.update(starts | inner)
    least = max(FEWEST, SHARE * len(cut))
    return {label: begin[label] for label, count in counts.items() if count >= least}


def _possible(line: Line) -> Iterator[str]:
    text = line.text.strip()
    match = _LABEL.match(text)
    if match and len(match["label"].split()) <= LONGEST_LABEL_WORDS:
        yield fold_label(match["label"])
    if line.heading or text.endswith(":"):
        yield fold_label(text)
    for label, _ in _run_in(text):
        yield fold_label(label)


def _inner(line: Line) -> Iterator[str]:
    for colon in re.finditer(r":(?=\s|$)", line.text):
        yield from (label for label, _ in _before(line.text, colon.start()))


def _run_in(text: str) -> Iterator[tuple[str, int]]:
    """What may be a label that runs into its value, longest first, and where the value begins."""
    words = list(re.finditer(r"\S+", text[:140]))
    if not words or words[0].group().lower() in _OPENERS or not words[0].group()[:1].isupper():
        return
    for count in range(min(LONGEST_LABEL_WORDS, len(words) - 1), 0, -1):
        after = words[count].group()
        label = text[: words[count - 1].end()]
        if (after[:1].isupper() or _BULLET.match(after)) and len(label) >= 8 and label[-1] not in ",;:.":
            yield label, words[count].start()


def _label(line: Line, known: Mapping[str, int]) -> tuple[str, str, int] | None:
    """The label a line begins with: its key ("other" where only other sheets tell it), and where its value begins."""
    text = line.text
    if line.value is not None:
        return column_key(text) or "other", text, len(text)
    match = _LABEL.match(text.lstrip())
    if match and len(match["label"].split()) <= LONGEST_LABEL_WORDS:
        key = column_key(match["label"])
        if key or fold_label(match["label"]) in known:
            return key or "other", match["label"], len(text) - len(match["value"])
    whole = fold_label(text)
    if whole in known or (line.heading and column_key(text)):
        return column_key(text) or "other", text.strip(" :"), len(text)
    for label, at in _run_in(text.strip()):
        if fold_label(label) in known:
            return column_key(label) or "other", label, at + len(text) - len(text.lstrip())
    return None


def _read(sheet: Sheet, known: Mapping[str, int]) -> None:
    """Fills a sheet's values; it ends before a heading that is no label once its fields were met."""
    seen: set[str] = set()
    for at, line in enumerate(sheet.lines):
        told = _label(line, known)
        again = told is not None and line.heading and _is_another(told, sheet, seen)
        if again or (told is None and line.heading and sheet.values):
            del sheet.lines[at:]
            break
        if told is not None:
            key, label, start = told
            seen.add(fold_label(label))
            first = not sheet.values and key == "other"
            sheet.values.append(("description" if first else key, label, []))
            rest = line.value or _rest(line, start)
        else:
            if not sheet.values:
                sheet.values.append(("description", "", []))
            rest = line
        if rest is not None and _belongs(rest, sheet.values[-1]):
            sheet.values[-1][2].append(rest)


def _is_another(told: tuple[str, str, int], sheet: Sheet, seen: set[str]) -> bool:
    """Whether a heading begins something else: a label met before, or an explanation after the sheet's fields."""
    return fold_label(told[1]) in seen or (told[0] == "description" and bool(sheet.keys & _WHO))


def _rest(line: Line, start: int) -> Line | None:
    text = line.text[start:]
    return replace(line, text=text, place=within(line.place, start, len(line.text))) if text.strip() else None


def _belongs(line: Line, value: tuple[str, str, list[Line]]) -> bool:
    """Whether a line is part of a value: a sentence after the names of bodies is none."""
    key, _, lines = value
    return not (key in _WHO and lines and len(line.text.split()) > 25)


def _found(
    one: Sheet, sheet: Sheet, kinds: Sequence[SectionKind], paths: Sequence[tuple[str, ...]]
) -> Found:  # the values of `sheet`, which `one` may share
    described = [line for key, _, lines in sheet.values if key == "description" for line in lines]
    shared = one is not sheet
    attributes = tuple(
        Attribute(
            key=key,
            text=_joined(lines),
            provenance=spanning(lines[0].place, lines[-1].place),
            label=label,
            items=tuple(_BULLET.sub("", line.text, count=1).strip() for line in lines) if len(lines) > 1 else (),
            state=FieldState.INHERITED if shared else FieldState.STATED,
        )
        for key, label, lines in sheet.values
        if lines and key not in NOT_FIELDS and key != "other"
    )
    labels = ", ".join(dict.fromkeys(label for key, label, _ in sheet.values if label and key != "other"))
    return Found(
        text=one.name,
        provenance=one.title.place,
        form=Form.NUMBERED,
        section=kinds[one.title.block],
        verdict=Verdict.MEASURE,
        number=one.number,
        description=_joined(described) or None,
        description_provenance=spanning(described[0].place, described[-1].place) if described else None,
        heading_path=paths[one.title.block],
        attributes=attributes,
        layout=0.95,
        language=0.7,
        reasons=(f"ett blad per åtgärd, etiketter: {labels[:200]}",),
    )


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in lines)

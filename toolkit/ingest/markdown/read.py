"""Lines of Markdown to blocks in reading order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.ingest.bullets import split_bullet, split_heading_number, split_number
from toolkit.ingest.compose import RawBlock, compose
from toolkit.ingest.markdown.habits import Habits, habits
from toolkit.ingest.markdown.inline import pictures, plain
from toolkit.ingest.markdown.lines import Line, LineKind, furniture, split_lines
from toolkit.ingest.markdown.tables import begins_table, gather, raw_table
from toolkit.ingest.wrapping import begins_item, wraps
from toolkit.model import BlockKind, Document, Problem, Severity

_HEADING = re.compile(r"\s*(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"\s*(=+|-{3,})\s*$")
_HORIZONTAL = re.compile(r"\s*(?:-\s*){3,}$|\s*(?:\*\s*){3,}$|\s*(?:_\s*){3,}$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_QUOTE = re.compile(r"\s*>\s?")
_CONTENTS = re.compile(r".*(?:\.\s?){3,}\s*\d{1,3}\s*$")
LONGEST_CONTENTS = 400
"""Characters of a contents line with its leader dots."""


@dataclass(slots=True)
class _Reading:
    """What is known while going through the lines."""

    lines: Sequence[Line]
    furniture: frozenset[int]
    habits: Habits
    indents: list[int] = field(default_factory=list)
    """Indents of the list levels that are open."""
    unclosed: set[str] = field(default_factory=set)
    """Elements of HTML that were opened and are never closed."""


def read_markdown(text: str, *, document: str, file: str) -> Document:
    """The document printed in a Markdown text; every block and cell carries its line.

    Args:
        text: The file's text.
        document: Id of the document.
        file: File name as the user gave it.

    Example:
        >>> read_markdown("# Plan", document="d", file="p.md").blocks[0].provenance.line
        1
    """
    lines = split_lines(_without_comments(text))
    reading = _Reading(lines, furniture(lines), habits(lines))
    problems = []
    count = pictures(text)
    if count:
        message = f"{count} bilder har inte lästs; text i dem saknas."
        problems.append(Problem(kind="pictures", message=message, severity=Severity.NOTE))
    return compose(_blocks(reading), document=document, file=file, format="markdown", problems=problems)


def _without_comments(text: str) -> str:
    """The text without comments, on the same lines as before."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        pieces.append("\n" * text.count("\n", start, end))
        at = end + 3
    return "".join([*pieces, text[at:]])


def _blocks(reading: _Reading) -> Iterator[RawBlock]:
    lines = reading.lines
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.number in reading.furniture:
            yield _furniture(line)
            at += 1
        elif line.kind is LineKind.ROW and begins_table(lines, at, reading.furniture):
            table = gather(lines, at, furniture=reading.furniture, habits=reading.habits)
            raw = raw_table(table, habits=reading.habits)
            if raw is not None:
                yield RawBlock(kind=BlockKind.TABLE, table=raw, line=line.number)
            yield from (_furniture(lines[index]) for index in table.aside)
            at = table.next
        elif line.kind is LineKind.HEADING:
            yield from _heading(line)
            reading.indents.clear()
            at += 1
        elif line.kind is LineKind.HTML:
            raws, at = _html(reading, at)
            yield from raws
        elif line.kind in (LineKind.BLANK, LineKind.RULE) or _HORIZONTAL.match(line.text):
            at += 1
        elif _FENCE.match(line.text):
            raws, at = _fenced(lines, at)
            yield from raws
        else:
            end = _run_end(reading, at)
            yield from _paragraphs(reading, at, end)
            at = end


def _furniture(line: Line) -> RawBlock:
    text, spans = plain(line.text.strip().lstrip("#").strip())
    return RawBlock(kind=BlockKind.FURNITURE, text=text, spans=spans, line=line.number)


def _heading(line: Line) -> Iterator[RawBlock]:
    match = _HEADING.match(line.text)
    text, spans = plain((match[2] or "") if match else line.text)
    number, words = split_heading_number(text)
    if words:
        level = len(match[1]) if match else 1
        if number:
            _, spans = plain(words)
        yield RawBlock(kind=BlockKind.HEADING, text=words, level=level, number=number, spans=spans, line=line.number)


def _run_end(reading: _Reading, at: int) -> int:
    """Index after the last line of text that stands together with the one at `at`."""
    end = at + 1
    while end < len(reading.lines):
        line = reading.lines[end]
        stands_alone = line.kind not in (LineKind.TEXT, LineKind.ROW, LineKind.PICTURE)
        if stands_alone or line.number in reading.furniture or _FENCE.match(line.text):
            if line.kind is LineKind.RULE and "|" not in line.text and _UNDERLINE.match(line.text):
                return end + 1
            return end
        if line.kind is LineKind.ROW and begins_table(reading.lines, end, reading.furniture):
            return end
        end += 1
    return end


def _paragraphs(reading: _Reading, at: int, end: int) -> Iterator[RawBlock]:
    """The blocks of a run of lines without a blank one: wrapped lines joined, list items and headings told apart."""
    run = [line for line in reading.lines[at:end] if not _HORIZONTAL.match(line.text) or len(line.text.strip()) > 80]
    if run and end - at > len(run) and len(run) == 1 and _UNDERLINE.match(reading.lines[end - 1].text):
        level = 1 if "=" in reading.lines[end - 1].text else 2
        text, spans = plain(run[0].text)
        yield RawBlock(kind=BlockKind.HEADING, text=text, level=level, spans=spans, line=run[0].number)
        return
    if len(run) > 1 and re.fullmatch(r"\s*=+\s*", run[-1].text):
        text, spans = plain(run[-2].text)
        yield from _joined(reading, run[:-2])
        yield RawBlock(kind=BlockKind.HEADING, text=text, level=1, spans=spans, line=run[-2].number)
        return
    yield from _joined(reading, run)


def _joined(reading: _Reading, run: Sequence[Line]) -> Iterator[RawBlock]:
    width = max((len(line.text) for line in run), default=0)
    parts: list[Line] = []
    for line in run:
        if parts and _wraps(parts[-1].text, line.text, width):
            parts.append(line)
            continue
        if parts:
            yield from _block(reading, parts)
        parts = [line]
    if parts:
        yield from _block(reading, parts)


def _wraps(before: str, text: str, width: int) -> bool:
    """Whether `text` goes on the line before."""
    return not text.lstrip().startswith((">", "|")) and wraps(before, text, width=width)


def _block(reading: _Reading, parts: Sequence[Line]) -> Iterator[RawBlock]:
    line = parts[0]
    body = _QUOTE.sub("", line.text, count=1) if line.text.lstrip().startswith(">") else line.text
    marked = split_bullet(body) if begins_item(body) else None
    marked = marked or split_number(body)
    number = None
    if marked:
        number, body = marked
    text, spans = plain(" ".join([body, *(part.text.strip() for part in parts[1:])]))
    if not text:
        return
    if number is None:
        indented = line.text[:1].isspace() and reading.indents
        if not indented:
            reading.indents.clear()
        kind = BlockKind.FURNITURE if _is_contents(text) else BlockKind.PARAGRAPH
        yield RawBlock(kind=kind, text=text, spans=spans, line=line.number)
        return
    if _is_contents(text):
        yield RawBlock(kind=BlockKind.FURNITURE, text=text, number=number, spans=spans, line=line.number)
        return
    level = _level(reading, line.text)
    yield RawBlock(kind=BlockKind.LIST_ITEM, text=text, number=number, level=level, spans=spans, line=line.number)


def _is_contents(text: str) -> bool:
    """A line of a contents list: words, leader dots, page number."""
    return len(text) <= LONGEST_CONTENTS and "..." in text.replace(" ", "") and bool(_CONTENTS.match(text))


def _level(reading: _Reading, text: str) -> int:
    """Depth of a list item by its indent among the items that are open."""
    indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
    while reading.indents and reading.indents[-1] > indent:
        reading.indents.pop()
    if not reading.indents or indent >= reading.indents[-1] + 2:
        reading.indents.append(indent)
    return len(reading.indents)


def _fenced(lines: Sequence[Line], at: int) -> tuple[list[RawBlock], int]:
    """A fenced block: each line a paragraph, marks untouched."""
    match = _FENCE.match(lines[at].text)
    fence = match[1] if match else "```"
    end = at + 1
    while end < len(lines) and not lines[end].text.strip().startswith(fence):
        end += 1
    if end == len(lines):
        end = at
    inner = lines[at + 1 : end] if end > at else lines[at : at + 1]
    made = [RawBlock(kind=BlockKind.PARAGRAPH, text=" ".join(line.text.split()), line=line.number) for line in inner]
    return made, max(end, at) + 1


def _html(reading: _Reading, at: int) -> tuple[list[RawBlock], int]:
    """HTML inside Markdown, until its element is closed."""
    from toolkit.ingest.html import read_fragment

    lines = reading.lines
    first = re.match(r"\s*<([a-zA-Z]+)", lines[at].text)
    end = _closed(reading, at, first[1].lower() if first else "div")
    source = "\n".join(line.text for line in lines[at:end])
    return list(read_fragment(source, line=lines[at].number)), end


def _closed(reading: _Reading, at: int, tag: str) -> int:
    """Index after the line that closes the element; after its first line where none does."""
    if tag in reading.unclosed:
        return at + 1
    opened = re.compile(rf"<(/?){tag}\b", re.IGNORECASE)
    depth = 0
    for end in range(at, len(reading.lines)):
        for match in opened.finditer(reading.lines[end].text):
            depth += -1 if match[1] else 1
        if depth <= 0:
            return end + 1
    # What is open to the last line is so for every such element after it: the rest need not be searched again.
    reading.unclosed.add(tag)
    return at + 1

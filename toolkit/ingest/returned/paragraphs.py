"""Paragraphs of an edited draft: filled blanks, reworded and new paragraphs, and those struck out."""

import re
from collections.abc import Iterator, Sequence

from toolkit.ingest.returned.lines import Line
from toolkit.ingest.returned.printed import PrintedPassage, mark_of, plain, printed_passages
from toolkit.model import Draft, ReturnedItem

_LIKE = 60.0
"""Likeness in percent from which a paragraph is one that was sent out, reworded."""
_SOURCE_LINE = re.compile(r"\[\d+\] ")
"""A line of the list of sources, which is made anew each time."""


def match_paragraphs(
    placed: Sequence[tuple[str | None, Line]], base: Draft, *, own: str
) -> tuple[tuple[ReturnedItem, ...], tuple[str, ...]]:
    """The paragraphs below the headings as they came back, and the ids of those struck out."""
    sent = printed_passages(base)
    items: list[ReturnedItem] = []
    for section in dict.fromkeys(name for name, _ in placed if name is not None):
        lines = [line for name, line in placed if name == section and line.table is None and line.text]
        mine = [one for one in sent if one.section == section]
        items += _section(section, [line for line in lines if line.style != "#heading"], mine, own)
        items += _titles(section, [line for line in lines if line.style == "#heading"], base, own)
    known = {item.id for item in items}
    # A table of measures that people pasted over may have taken a heading with it: what has no heading is not judged.
    read = {name for name, _ in placed}
    return tuple(items), tuple(one.id for one in sent if one.id not in known and one.section in read)


def _titles(section: str, lines: Sequence[Line], base: Draft, own: str) -> Iterator[ReturnedItem]:
    """A heading that was reworded: headings are the template's, so it is told and kept as a note."""
    title = next(one.title for one in base.sections if one.id == section)
    for line in lines:
        if plain(line.text) != plain(title):
            yield ReturnedItem(id=None, text=line.text, place="other", section=section, matched_by="new")


def _section(section: str, lines: Sequence[Line], sent: Sequence[PrintedPassage], own: str) -> Iterator[ReturnedItem]:
    """The paragraphs of one section."""
    pairs = _pairs(lines, sent)
    hints = {plain(one.above) for one in sent if one.above}
    for at, line in enumerate(lines):
        said = tuple(f"{who}: {text}" for who, text in line.comments if who != own and text)
        if at in pairs:
            one, how = pairs[at]
            text = _without(line.text, one.hint)
            yield ReturnedItem(id=one.id, text=text, matched_by=how, comments=said, section=section, place="paragraph")
        elif plain(line.text) not in hints and not _SOURCE_LINE.match(line.text):
            yield ReturnedItem(
                id=None, text=line.text, matched_by="new", comments=said, section=section, place="paragraph"
            )
        elif said:
            yield ReturnedItem(
                id=f"{section}/kommentar", text="", matched_by="id", comments=said, section=section, place="note"
            )


def _without(text: str, hint: str) -> str:
    """What was filled in after a hint."""
    return text[len(hint) :].strip() if hint and text.startswith(hint) else text


def _pairs(lines: Sequence[Line], sent: Sequence[PrintedPassage]) -> dict[int, tuple[PrintedPassage, str]]:
    """Number of the line → the paragraph that was sent out: by id, by its words, by the hint before it, by likeness."""
    found: dict[int, tuple[PrintedPassage, str]] = {}
    left = list(sent)

    def take(at: int, one: PrintedPassage, how: str) -> None:
        found[at] = (one, how)
        left.remove(one)

    for at, line in enumerate(lines):
        marks = set(line.marks)
        one = next((one for one in left if one.id in marks or mark_of(one.id) in marks), None)
        if one is not None:
            take(at, one, "id")
    for at, line in enumerate(lines):
        text = plain(line.text)
        one = next((one for one in left if text == plain(f"{one.hint} {one.text}")), None)
        if at not in found and one is not None:
            take(at, one, "text" if one.hint or one.above else "id")
    for at, line in enumerate(lines):
        above = plain(lines[at - 1].text) if at else ""
        one = next((one for one in left if _filled(one, line.text, above)), None)
        if at not in found and one is not None:
            take(at, one, "text")
    for like, at, one in _likest([at for at in range(len(lines)) if at not in found], lines, left):
        if like >= _LIKE and at not in found and one in left:
            take(at, one, "text")
    return found


def _filled(one: PrintedPassage, text: str, above: str) -> bool:
    """Whether a blank is filled by this text: it comes after its hint."""
    return bool((one.hint and text.startswith(one.hint)) or (one.above and above == plain(one.above)))


def _likest(
    free: Sequence[int], lines: Sequence[Line], left: Sequence[PrintedPassage]
) -> list[tuple[float, int, PrintedPassage]]:
    """All pairs, the likest first."""
    from rapidfuzz import fuzz

    pairs = [(fuzz.ratio(plain(lines[at].text), plain(one.text)), at, one) for at in free for one in left]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].id))

"""Lines → running text: broken words joined as the rest of the document writes them, emphasis found again."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from toolkit.ingest.pdf.lines import Line
from toolkit.ingest.pdf.page import Word
from toolkit.lexicon import strings
from toolkit.model import Span
from toolkit.text import join_lines, normalise

_BROKEN = re.compile(r"(\w+)[-\u2010]$")
_FINISHED = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,3}$")
_FIRST = re.compile(r"\w+")
_HYPHENS = ("-", "\u2010")
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|resp|and|or)\b", re.IGNORECASE)
_HYPHENATED = re.compile(r"\w+[-\u2010]\w+")


def is_finished(text: str) -> bool:
    """Whether a sentence ends here; closing marks and the number of a footnote may follow its end.

    Example:
        >>> is_finished("ta fram en rutin.3"), is_finished("(se bilaga 2).)"), is_finished("ta fram en")
        (True, True, False)
    """
    last = text[-1:]
    if last in ".!?:;…":
        return bool(last)
    return not last.isalpha() and last not in ",-" and _FINISHED.search(text) is not None


@cache
def _never_last() -> frozenset[str]:
    """Words that no paragraph ends with."""
    return frozenset(strings("headings")["unfinished"])


def hangs_in_the_air(text: str) -> bool:
    """Whether the last word needs another: a preposition, an article, an auxiliary verb.

    Example:
        >>> hangs_in_the_air("Nämnden samverkar med"), hangs_in_the_air("Nämnden samverkar")
        (True, False)
    """
    return text[text.rfind(" ") + 1 :].lower() in _never_last()


def hyphenated(lines: Iterable[Line]) -> frozenset[str]:
    """The words that the document writes with a hyphen inside a line, in lower case."""
    return frozenset(
        word.lower().replace("\u2010", "-")
        for line in lines
        if "-" in line.text or "\u2010" in line.text
        for word in _HYPHENATED.findall(line.text)
    )


def running(texts: Sequence[str], kept: frozenset[str] = frozenset()) -> str:
    """One running text of printed lines.

    Args:
        texts: The lines.
        kept: Words that keep their hyphen when a line ends at it.

    Example:
        >>> running(["Fler e-", "tjänster, IT-", "stöd och ener-", "gi till 2027-", "06-30"])
        'Fler e-tjänster, IT-stöd och energi till 2027-06-30'
    """
    if len(texts) == 1:
        return normalise(texts[0]).strip()
    glued: list[str] = []
    for text in texts:
        if glued and glued[-1][-1:] in _HYPHENS and _keeps_hyphen(glued[-1], text, kept):
            glued[-1] += text
        else:
            glued.append(text)
    return join_lines(glued)


def _keeps_hyphen(before: str, after: str, kept: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end is printed inside the word too: *e-tjänst*, *IT-stöd*, *VA-taxa*.

    Nothing is broken after one letter, and capitals before small letters are an abbreviation.
    """
    head, tail = _BROKEN.search(before), _FIRST.match(after)
    if head is None or tail is None or _SUSPENDED.match(after):
        return False
    word = head[1]
    if word[-1].isdigit() and after[0].isdigit():
        return True
    if (len(word) == 1 and word.isalpha()) or (word.isupper() and tail.group()[0].islower()):
        return True
    return f"{word}-{tail.group()}".lower() in kept


def emphasis(lines: Sequence[Line], text: str, skipped: int = 0) -> tuple[Span, ...]:
    """Bold and italic stretches of `text`, which the lines became after `skipped` characters of mark were cut off.

    Example:
        >>> from toolkit.ingest.pdf.lines import make_line
        >>> words = [Word("Ta", (0, 0, 9, 9), 9, bold=True), Word("fram", (10, 0, 30, 9), 9)]
        >>> emphasis([make_line(words, 1)], "Ta fram")
        (Span(start=0, end=2, bold=True, italic=False),)
    """
    bold, italic = lines[0].bold, lines[0].italic
    if all(line.bold == bold and line.italic == italic for line in lines) and _even(lines, bold, italic):
        return (Span(start=0, end=len(text), bold=bold, italic=italic),) if (bold or italic) and text else ()
    return _walked(lines, text, skipped)


def _even(lines: Sequence[Line], bold: bool, italic: bool) -> bool:
    """Whether every word is set alike."""
    return (bold and italic) or not any(
        (word.bold and not bold) or (word.italic and not italic) for line in lines for word in line.words
    )


def _walked(lines: Sequence[Line], text: str, skipped: int) -> tuple[Span, ...]:
    """Find each run of equally set words again, from left to right."""
    spans: list[Span] = []
    at = 0
    for run in _runs(lines):
        words = [normalise(word.text) for word in run]
        start = -1
        for word in words:
            if skipped > 0:
                skipped -= len(word)
                continue
            place = _find(text, word, at)
            if place is None:
                continue
            if start < 0:
                start = place[0]
            at = place[1]
        if start >= 0 and (run[0].bold or run[0].italic):
            spans.append(Span(start=start, end=at, bold=run[0].bold, italic=run[0].italic))
    return tuple(spans)


def _runs(lines: Sequence[Line]) -> list[list[Word]]:
    """Words next to one another that are set alike."""
    found: list[list[Word]] = []
    for line in lines:
        for word in line.words:
            if found and found[-1][0].bold == word.bold and found[-1][0].italic == word.italic:
                found[-1].append(word)
            else:
                found.append([word])
    return found


def _find(text: str, word: str, at: int) -> tuple[int, int] | None:
    """Where `word` stands in `text` from `at` on; a hyphen at its end may have been dropped."""
    place = text.find(word, at)
    if place < 0 and word[-1:] in ("-", "\u2010"):
        word = word[:-1]
        place = text.find(word, at)
    if place < 0 or place - at > 40:
        return None
    return place, place + len(word)

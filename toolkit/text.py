"""Swedish text: normalise, join hyphens, collate å ä ö, tokens, sentences, fingerprints.

Everything here is pure and works on `str`; nothing here knows of documents or pages.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from toolkit.lexicon import strings

SOFT_HYPHEN = "\u00ad"
PDFIUM_HYPHEN = "\ufffe"
"""PDFium gives U+FFFE where a line ended with a hyphen."""
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ODD = re.compile("[^\n\r -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]")
"""What `normalise` might change; nearly all text has none of it."""
_MARKS = re.compile("[\\-\u2010-\u2015\u2212\"'\u2018-\u201f\u00ab\u00bb\u00b4`]+")
_WORD = re.compile(r"\w+", re.UNICODE)
_SUSPENDED = re.compile(r"^(?:och|eller|samt|respektive|resp|and|or|und|oder|og|eller/och|/)\b", re.IGNORECASE)


def normalise(text: str) -> str:
    r"""Text in NFC with ligatures spelt out, odd spaces made plain and invisible characters gone.

    Only U+FB00-FB06 are spelt out: full compatibility folding would turn m² into m2.

    Example:
        >>> normalise("a\u030atga\u0308rd i \ufb01nska la\u0308n, 3 m²")
        'åtgärd i finska län, 3 m²'
    """
    if "  " not in text and _ODD.search(text) is None:
        return text
    text = unicodedata.normalize("NFC", text)
    text = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], text)
    text = text.replace(SOFT_HYPHEN, "")
    text = _INVISIBLE.sub("", text)
    return _SPACES.sub(" ", text)


_LONGEST_TAIL = 100
"""Characters at the end of a text that are looked at when a line is joined to it."""
_OWN_HYPHEN = re.compile(rf"(?<!\w)(?:[A-ZÅÄÖ]{{2,}}|[^\W\d_])[-\u2010{PDFIUM_HYPHEN}]$")


def join_lines(lines: Iterable[str]) -> str:
    """One running text of printed lines: words broken by a line-end hyphen are joined, suspended hyphens kept.

    A hyphen stays before *och*, *eller*, *samt* ("barn- och ungdomsplan"), before a capital or a digit
    ("Nord-Sverige"), after a digit, and after an abbreviation or a single letter ("VA-enheten", "e-tjänst"), which no
    word is broken after; else the two halves are one word.

    Example:
        >>> join_lines(["Social-", "tjänsten tar fram energi-", "och klimatplan"])
        'Socialtjänsten tar fram energi- och klimatplan'
        >>> join_lines(["VA-", "enheten"])
        'VA-enheten'
    """
    pieces: list[str] = []
    tail = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if not tail:
            joint = ""
        elif len(tail) > 1 and tail[-1] in f"{SOFT_HYPHEN}{PDFIUM_HYPHEN}-\u2010" and tail[-2].isalpha():
            pieces[-1] = pieces[-1][:-1]
            joint = _joint(tail, line)
        else:
            joint = " "
        pieces += (joint, line)
        # Only the word that ends the text so far tells how the next line goes on; all of it would cost a square.
        tail = line[-_LONGEST_TAIL:] if joint == " " else f"{tail[:-1]}{joint}{line}"[-_LONGEST_TAIL:]
    return normalise("".join(pieces).replace(PDFIUM_HYPHEN, "")).strip()


def _joint(before: str, after: str) -> str:
    """What stands between the two instead of the hyphen that `before` ends with: nothing, a hyphen, or both."""
    if _SUSPENDED.match(after):
        return "- "
    if before[-1] != SOFT_HYPHEN and _OWN_HYPHEN.search(before):
        return "-"
    if before[-1] == SOFT_HYPHEN or (after[0].isalpha() and after[0].islower()):
        return ""
    return "-"


def fold(text: str) -> str:
    r"""The published normalisation for finding a quotation: letters, digits and signs only, lower case.

    White space, hyphens of every kind, soft hyphens and quotation marks fall away, so that a word broken over a line
    in one reader and whole in another is the same string. Nothing else is forgiven.

    Example:
        >>> fold("Social-\ntjänsten  ska") == fold("socialtjänsten ska")
        True
    """
    text = "".join(normalise(text.replace(PDFIUM_HYPHEN, "")).casefold().split())
    return _MARKS.sub("", text)


def contains(page: str, quote: str) -> bool:
    r"""Whether the quotation stands in the page's text, after `fold` on both sides.

    Example:
        >>> contains("… tas fram av social-\nnämnden.", "av socialnämnden")
        True
    """
    folded = fold(quote)
    return bool(folded) and folded in fold(page)


def tokens(text: str) -> list[str]:
    r"""Lower-case ``\w+`` tokens with soft hyphens dropped: the unit of every token score.

    Example:
        >>> tokens("Energi- och klimat\u00adplan 2030")
        ['energi', 'och', 'klimatplan', '2030']
    """
    return _WORD.findall(text.replace(SOFT_HYPHEN, "").lower())


def fingerprint(text: str) -> str:
    """A short stable name for a text: the same words give the same 10 hex digits, however they are set.

    Example:
        >>> fingerprint("Ta fram  en rutin.") == fingerprint("ta fram en rutin")
        True
    """
    return hashlib.sha256(" ".join(tokens(normalise(text))).encode("utf-8")).hexdigest()[:10]


@lru_cache(maxsize=65536)
def counted(number: int, one: str, many: str) -> str:
    """A number with its noun in the right form.

    Example:
        >>> counted(1, "åtgärd", "åtgärder"), counted(0, "åtgärd", "åtgärder")
        ('1 åtgärd', '0 åtgärder')
    """
    return f"{number} {one if number == 1 else many}"


def collate(text: str) -> tuple[tuple[int, str], ...]:
    """Sort key in Swedish order: … z å ä ö, case and other accents last.

    Example:
        >>> sorted(["Ängelholm", "Åre", "Östersund", "Arvika", "Zinkgruvan"], key=collate)
        ['Arvika', 'Zinkgruvan', 'Åre', 'Ängelholm', 'Östersund']
    """
    order = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3"}
    key = []
    for char in unicodedata.normalize("NFC", text).casefold():
        if char in order:
            key.append((1, order[char]))
        else:
            plain = unicodedata.normalize("NFD", char)[0]
            key.append((1 if plain.isalnum() else 0, plain))
    return tuple(key)


_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“”‘(\[]*[A-ZÅÄÖÆØÉÜ0-9])")


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations whose full stop does not end a sentence."""
    return frozenset(strings("abbreviations")["abbreviations"])


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in characters of `text`; abbreviations and ordinals do not end one.

    Example:
        >>> s = "Nämnden ska bl.a. ta fram en rutin. Den ses över 1 gång per år."
        >>> [s[a:b] for a, b in sentences(s)]
        ['Nämnden ska bl.a. ta fram en rutin.', 'Den ses över 1 gång per år.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        head = text[start : match.start()].rstrip("\"'”’)]")
        last = head.rsplit(None, 1)[-1] if head.strip() else ""
        word = last.strip("(\"'“”").rstrip(".").lower()
        if last.endswith(".") and (word in _abbreviations() or re.fullmatch(r"\d{1,2}|[a-zåäö]", word)):
            rest = text[match.end() :]
            if not (re.fullmatch(r"\d{1,2}", word) and re.match(r"[A-ZÅÄÖ]", rest) and len(head.split()) > 3):
                continue
        found.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found

"""The printed title of a document, and the document type that a text names (``lexicon/doctypes.toml``)."""

import re
from collections.abc import Mapping
from functools import cache

from toolkit.extract.datepatterns import words
from toolkit.extract.gazetteer import gazetteer, plain
from toolkit.extract.header import labelled_values, starts_with_label
from toolkit.extract.said import HEADER, Said, Span
from toolkit.lexicon import load
from toolkit.model import Block, BlockKind, Document


@cache
def _types() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for every name of a document type (also as the last part of a compound), and the type of each.

    Both are without dots and rings, since scanned pages lose them.
    """
    names = {plain(name): kind for kind, entries in load("doctypes")["types"].items() for name in entries}
    every = words([re.escape(name).replace(r"\-", r"\s?-\s?").replace(r"\ ", r"\s*") for name in names])
    return re.compile(rf"(?<!\w)(?P<front>[a-z&-]*?)(?P<type>{every})(?:en|et|n|er|s)?(?!\w)"), {
        re.sub(r"[\s-]", "", name): kind for name, kind in names.items()
    }


def type_in(text: str) -> tuple[str, Span] | None:
    """The document type that a title or value names, and where: the longest name of the first that stands there."""
    pattern, names = _types()
    # A short form is a word of its own: "RSA", but not the end of another.
    found = pattern.finditer(plain(text))
    match = next((one for one in found if not one["front"] or len(one["type"]) > _SHORT_FORM), None)
    if match is None:
        return None
    kind = names.get(re.sub(r"[\s-]", "", match.group("type")))
    return (kind, match.span()) if kind else None


_SHORT_FORM = 3


def title_of(document: Document, header: str) -> Said | None:
    """The printed title: the labelled one, the first heading that names a document type, else the first such line."""
    for one in labelled_values(header):
        if one.key == "title" and len(one.value) > 3:
            text = _trimmed(one.value)
            return _continued(Said(text, one.start, one.start + len(text)), header)
    sized = [
        block
        for block in document.blocks[:40]
        if block.size and block.provenance.page in (None, 1) and len(block.text) < 200 and type_in(block.text)
    ]
    usual = sorted(block.size for block in document.blocks if block.size)
    ordinary = usual[len(usual) // 2] if usual else 0.0
    sized = [block for block in sized if (block.size or 0.0) > ordinary]
    if sized and (largest := max(sized, key=lambda block: block.size or 0.0)) and _is_title(_trimmed(largest.text)):
        return _said(largest)
    headings = [
        block for block in document.blocks[:40] if block.kind is BlockKind.HEADING and block.provenance.end < HEADER
    ]
    for block in headings[:6]:
        if type_in(block.text) and len(block.text) < 160 and not block.text.endswith("?"):
            return _said(block)
    typed = _typed_line(header)
    if typed:
        return _continued(typed, header)
    if headings and len(re.findall(r"[^\W\d_]{4,}", headings[0].text)) > 1:
        return _said(headings[0])
    return _with_years(header)


def _said(block: Block) -> Said:
    text = _trimmed(block.text)
    return Said(text, block.provenance.start, block.provenance.start + len(text))


_NEXT_SENTENCE = re.compile(
    r"[.,;]?\s+(?=[A-ZÅÄÖ][\wåäö]*(?:en|et|n|na|t|erna)\s+(?:är|gäller|ska|har|utgör|syftar|beskriver|antogs|omfattar|löper)\b)"
    r"|(?:(?<=[\wåäö]{5})|(?<=\d{4}))\.\s+(?=[A-ZÅÄÖ\d\"”])"
)
_NEXT_COLUMN = re.compile(
    r"(?<=\S)\s+(?:Kontakt|Innehåll|Sida|Datum|Diarienummer|Dnr|Telefon|Besöksadress)\s*$"
    r"|\s+(?:Diarienr|Diarienummer|Dnr)\b.*$|\s+\d{1,3}\s?\(\d{1,3}\)\s*$"
)


def _trimmed(line: str) -> str:
    """A title without the sentence, the other column's word or the full stop that reading put after it.

    Example:
        >>> _trimmed("Åtgärdsplan mot våld Planen gäller från den 1 mars."), _trimmed("Vision 2099 Kontakt")
        ('Åtgärdsplan mot våld', 'Vision 2099')
    """
    cut = _NEXT_SENTENCE.split(line, maxsplit=1)[0]
    cut = _NEXT_COLUMN.sub("", cut if type_in(cut) else line).rstrip()
    if re.search(r"(?<!\.)\.$", cut) and len(cut.split()) <= _FEW:
        cut = cut[:-1]
    return re.sub(r"[\s,;=|]+$", "", cut)


_GOES_ON = re.compile(r"(?:\b(?:och|för|mot|i|med|av)|&|[–-])$", re.IGNORECASE)


def _continued(title: Said, header: str) -> Said:
    r"""A title with its next line, where the line breaks inside a phrase, a range of years or a town's name.

    Example:
        >>> header = "Plan mot våld 2023–\n2026"
        >>> _continued(Said("Plan mot våld 2023–", 0, 19), header).value
        'Plan mot våld 2023–2026'
    """
    below = re.match(r"\s*\n\s*(?P<line>\S[^\n]{0,60})", header[title.end :])
    if below is None or starts_with_label(below["line"]):
        return title
    words_above, line = title.value.split(), below["line"].rstrip()
    town = f"{words_above[-1]} {line.split()[0]}"
    named = bool(gazetteer().names.get(plain(town)) or gazetteer().names.get(plain(town)[:-1]))
    years = re.search(r"\d{4}\s?[–-]$", title.value) and re.match(r"\d{4}\b", line)
    phrase = _GOES_ON.search(title.value) and not years and line[0].islower()
    if not (named or years or phrase or re.match(r"(?:kommuns?|stads?)\b", line)):
        return title if not title.value.endswith((" –", " -")) else Said(title.value[:-2], title.start, title.end - 2)
    end = title.end + below.end()
    return Said(f"{title.value}{'' if years else ' '}{line}", title.start, end)


_FEW = 9
"""A line of so many words may end with a full stop and still be a title."""


def _with_years(header: str) -> Said | None:
    """A short first line that ends with a range of years: "Miljömål 2011-2025"."""
    match = re.match(
        r"\s*(?P<title>[A-ZÅÄÖ][^\n.:;]{4,80}[ \t](?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d)\.?[ \t]*(?:\n|$)", header
    )
    return Said(match["title"], match.start("title"), match.end("title")) if match else None


_SPLIT_HEAD = re.compile(r"(?:\boch|-|\bför|\bmot|\bi|\bmed|&)\s*$", re.IGNORECASE)


def _typed_line(header: str) -> Said | None:
    """The first line of the header that names a document type, joined with a line it plainly goes on over.

    A line that holds nothing but a general type ("Rapport", "Policy") is taken only where no other is there.
    """
    lines: list[tuple[str, int]] = []
    at = 0
    for line in header[:2500].split("\n"):
        if line.strip():
            lines.append((line.strip(), at + len(line) - len(line.lstrip())))
        at += len(line) + 1
    general: Said | None = None
    for place, (line, start) in enumerate(lines[:45]):
        joined, end = line, start + len(line)
        if _SPLIT_HEAD.search(line) and place + 1 < len(lines) and len(line) < 60:
            following, offset = lines[place + 1]
            joined, end = f"{line} {following}", offset + len(following)
        cell = TAIL.split(_trimmed(joined.split(" | ")[0].split("\t")[0]), maxsplit=1)[0].strip()
        end = start + len(cell) if cell != joined else end
        if not _is_title(cell):
            continue
        said = Said(" ".join(cell.split()), start, end)
        if not _GENERAL.search(cell):
            return said
        general = general or said
    return general


TAIL = re.compile(
    r"[.,;]?\s+(?=(?:version|utgåva|fastställd|fastställt|antagen|antaget|beslutad|godkänd|gäller)\b)", re.IGNORECASE
)


def _is_title(line: str) -> bool:
    """Whether a line could be a title: it names one document type and is no sentence, label or contents line."""
    if (
        not 3 < len(line) < 140
        or line.endswith("?")
        or _SENTENCE.search(line)
        or _NOT_TITLE.match(line)
        or _SUBJECT.fullmatch(line)
        or starts_with_label(line)
    ):
        return False
    if line[0].islower() and (len(line) > 45 or not re.match(r"risk|energi|miljö|klimat|handlings|åtgärds", line)):
        return False
    return 1 <= len(list(_types()[0].finditer(plain(line)))) <= 2 and not _DAY.search(line)


_SENTENCE = re.compile(
    r"\.\s*\.\s*\.|[a-zåäö]{5,}\.\s|[a-zåäö]{5,}\.$|[a-zåäö?]\s+\d{1,3}$|\benligt\b|\b(?:är|ska|som|har|utgör|framtagen|framtaget)\b|:\s"
)
_SUBJECT = re.compile(
    r"\w+(?:planen|programmet|strategin|policyn|rutinen|analysen|erna)|planen|programmet|rutinen", re.IGNORECASE
)
"""One definite word is what a sentence begins with: "Planen gäller …"."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_TITLE = re.compile(
    r"\W*(?:\d+\s+\d|\d+\.\d|dokumenttyp|typ av|sida|sid|dnr|datum|revider|version|bilaga|strategi\s+program|"
    r"innehåll|beslut|antage|fastställ|remissversion|utkast|kommer\b|finns\b|planerar\b|plan(?:en)?\s+saknas|har\b|"
    r"arbetet?\s+(?:med|pågår))",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:^|\s)(?:vision|plan|program|policy|rapport|riktlinjer?|regler|strategi|handlingsplan|rutin(?:er)?|"
    r"protokoll|report|manual|styrdokument)\W*(?:\d+\s?\(\d+\))?$|^policy\s",
    re.IGNORECASE,
)

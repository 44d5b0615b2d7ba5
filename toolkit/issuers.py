"""Whose a document is when it is no municipality's: an authority, a county, an organisation, somebody's template."""

import re
from functools import cache

from toolkit import lexicon


@cache
def _known() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Municipalities; a pattern for whole names of others; one for the words that show a name to be another's."""
    own = frozenset(name.casefold() for name in lexicon.load("municipalities")["municipalities"].values())
    told = lexicon.load("issuers")
    authorities = lexicon.load("authorities")["names"]
    names = [name for name in authorities if not name.casefold().endswith("kommun")]
    names += [short for name in names for short in authorities[name]]
    names += told["organisations"]
    whole = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    heads = "|".join(re.escape(head) for head in told["heads"])
    return own, re.compile(rf"(?:{whole})s?\b", re.IGNORECASE), re.compile(rf"\b(?:{heads})\b", re.IGNORECASE)


@cache
def is_municipal(name: str) -> bool:
    """Whether a name is a municipality's: what is not known to be another's is taken for one.

    Example:
        >>> [is_municipal(name) for name in ("Norrvik", "Mellanbygdens län", "Jämställdhetsmyndigheten", "SKR")]
        [True, False, False, False]
    """
    own, whole, heads = _known()
    name = name.strip()
    return name.casefold() in own or not (whole.fullmatch(name) or heads.search(name))


_NAMED = re.compile(
    r"(?:Länsstyrelsen|Länsstyrelserna)(?: i)? [A-ZÅÄÖ][\wåäö-]+(?: och [A-ZÅÄÖ][\wåäö-]+)*(?: län)?|"
    r"(?:Region|Kommunalförbundet) [A-ZÅÄÖ][\wåäö-]+|"
    r"Myndigheten (?:för|mot) [\wåäö-]+(?: [\wåäö-]+){0,3}?(?=[\n.,;(]|$)|"
    r"\b[A-ZÅÄÖ][\wåäö]+(?:myndigheten|departementet|verket|styrelsen|inspektionen)\b"
)


def issuer_in(text: str) -> tuple[str, tuple[int, int]] | None:
    r"""The first authority or organisation that stands alone at a line's beginning, or as who gave a document out.

    Example:
        >>> issuer_in("Mall för handlingsplan\nUtgiven av Jämställdhetsmyndigheten")
        ('Jämställdhetsmyndigheten', (34, 58))
        >>> issuer_in("Handlingsplan. Vi samverkar med Jämställdhetsmyndigheten.") is None
        True
    """
    _, whole, _ = _known()
    for pattern in (_GIVEN_OUT, _LINE):
        for at in pattern.finditer(text, 0, len(text) if pattern is _GIVEN_OUT else _FRONT):
            start = at.end()
            for names in (_NAMED, whole):
                found = names.match(text, start)
                if (
                    found
                    and not _municipal_board(found.group())
                    and (pattern is not _LINE or _alone(text, found.end()))
                ):
                    name = _nominative(found.group().rstrip())
                    return name, (start, start + len(name))
    return None


_GIVEN_OUT = re.compile(
    r"(?:^[ \t]*(?:utgiven av|utgivare|framtagen av|published by|issued by|©)|"
    r"\b(?:mallen|vägledningen|handboken|materialet|dokumentet|planen) (?:är |har )?(?:utgiven|framtagen|framtaget|"
    r"tagits fram|utarbetats) av|\btemplate (?:was )?(?:published|issued|developed) by)\s*:?\s*"
    r"(?:\d{4}\s+)?(?=[A-ZÅÄÖ])",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"(?m)^[ \t#*]*")
_FRONT = 800
"""Characters from the beginning within which a name alone on a line is that of the issuer, not of a partner."""


def _nominative(name: str) -> str:
    """An authority's name without the s of the genitive."""
    known = lexicon.load("authorities")["names"]
    return name[:-1] if name.endswith("s") and name not in known and name[:-1] in known else name


def _alone(text: str, end: int) -> bool:
    """Whether nothing but a date or a report's number follows on the line."""
    return (
        re.fullmatch(r"[\s,*]*(?:rapport|report)?[\s\d:–-]*", text[end:].partition("\n")[0], re.IGNORECASE) is not None
    )


def _municipal_board(name: str) -> bool:
    """Whether the name is that of a board that every municipality has ("Kommunstyrelsen")."""
    return bool(re.match(r"(?:kommun|miljö|bygg|utbildnings|region|läns)\w*styrelsen$", name, re.IGNORECASE))


def kind_of(*told: str) -> str:
    """What sort of document its type, title or file name tells: "template", "plan" …; "document" where nothing does.

    Example:
        >>> kind_of("okänd", "Mall för lokal handlingsplan"), kind_of("länsplan")
        ('template', 'plan')
    """
    words = " ".join(told).casefold()
    kinds: dict[str, str] = lexicon.load("issuers")["kinds"]
    return next((key for key, word in kinds.items() if re.search(rf"{word}(?:en|er|n)?\b", words)), "document")

"""How English says what is to be done: imperatives, promises of the plan's own bodies, and what only describes.

English has no verb forms that tell a command from a noun ("plan", "support"), and its "will" foretells as often as it
promises. So the place of a word in the sentence decides, and who the subject is. The words lie in
``lexicon/english.toml``.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit.lexicon import load, strings

_WORD = re.compile(r"[A-Za-z][\w’'/&-]*|\d+(?:[.,]\d+)*|[,;:()–—?!]")
_PERCENT = re.compile(r"\d ?(?:%|per ?cent)", re.IGNORECASE)
_MEANS = re.compile(r"\b(?:through|by(?: means of)? (?:the )?\w+ing|by the use of|via)\b")
_QUANTITY = re.compile(r"\b(?:by|to|of) (?:about |around |at least |up to )?\d|\b(?:emissions|consumption|intensity)\b")
_SHARE = re.compile(r"\d ?(?:%|per ?cent) (?:[\w-]+ ){0,2}(?:cut|decrease|increase|reduction|saving)s?\b")
_SOURCE = re.compile(
    r"^(?:sources?|see|note|retrieved|available at)\b[^a-z]?.{0,3}[:.,]"
    r"|^[^.:]{2,80}, \(?(?:19|20)\d\d[a-z]?\)?\.(?: |$)",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\b(?:pp?\.|[Vv]ol\.) ?\d+|\b[Ii]bid\b|https?://\S+\.?$|\b[A-Z]{3,}[^,.]{0,30}, (?:19|20)\d\d\.?$|\bISBN\b"
)
"""Signs of a reference whatever the text begins with."""
_NOMINAL = re.compile(r"^[a-z-]{4,}(?:tion|tions|ment|ments|ing|ance|ysis|sion|sions|al|age|program|programme|plan)$")
FIRST = 12
"""Tokens in which a verb must stand to be the main one."""
OFTEN = 3
"""Times that a name is a promise's subject before it is taken for the plan's own."""


@dataclass(frozen=True, slots=True)
class English:
    """What was heard in an English text; words are those of the text, "" where nothing was heard."""

    starts: str = ""
    """It begins with a verb in the imperative or as a gerund."""
    imperative: bool = False
    promise: str = ""
    """One of the plan's own bodies binds itself: ``will conduct``."""
    brought: str = ""
    """Something new is said to come about: ``will be established``."""
    tells: str = ""
    """The verb by which it describes how something is."""
    nominal: str = ""
    """A verbal noun that the text begins with: ``construction``."""
    goal: bool = False
    """A change by a percentage, and nothing says by what."""
    source: bool = False
    """A note on where something is taken from."""


@cache
def words(key: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(strings("english", "words")[key])


@cache
def imperatives() -> frozenset[str]:
    """All verbs that may begin a measure."""
    known = {phrase.split()[0] for phrase in load("verbs")["action"]["en"]}
    return frozenset(known) | words("verbs")


@cache
def _gerunds() -> frozenset[str]:
    made = {f"{verb[:-1] if verb.endswith('e') and not verb.endswith('ee') else verb}ing" for verb in imperatives()}
    return frozenset(made | {"cutting", "fitting", "mapping", "planning", "running", "setting", "getting"})


@cache
def _modal() -> re.Pattern[str]:
    spaced = (re.escape(word).replace("\\ ", "(?: also| further| now)? ") for word in words("modals"))
    parts = sorted(spaced, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


@cache
def _auxiliary() -> re.Pattern[str]:
    parts = sorted(map(re.escape, words("auxiliaries")), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(parts)})\b\s*")


@cache
def _body() -> re.Pattern[str]:
    """A noun phrase whose head is a body of one's own, or a name in capital letters."""
    heads = "|".join(sorted(map(re.escape, words("own")), key=len, reverse=True))
    name = r"[A-Z][\w’'.&-]*"
    after = rf"(?: (?:of|for|on) (?:the )?{name}(?: (?:and |of |the |for )*{name})*)?(?: \([^)]*\))?"
    before = r"(?:(?!(?:to|of|for|in|on|from|by|with|at|and|that|which)\b)[\w’'&.-]+ ){0,4}?"
    own = rf"(?i:{before}(?:{heads})){after}"
    letters = r"(?:the |The )?(?P<letters>[A-Z][A-Z&]{2,9})"
    more = r"(?: (?:staff|officials|partners|itself))?(?: and (?:its|their|the|other) .{3,40})?"
    return re.compile(rf"^(?:{own}|{letters}){more}$")


_CONNECTORS = re.compile(
    r"^(?:and|additionally|also|accordingly|consequently|finally|first|further|furthermore|hence|however|in addition|"
    r"initially|likewise|moreover|next|secondly?|similarly|subsequently|so|then|therefore|third|thus|to this end)\b ?",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:And|As|At|By|For|However|If|In|On|Since|So|That|The|These|This|Therefore|Thus|To|Under|When|While|With) "
)


def speakers(text: str) -> frozenset[str]:
    """Names that promise again and again in a document: the town, the country, the programme whose plan it is.

    Example:
        >>> sorted(speakers("Norland will build a dam. Norland intends to plant trees. So Norland will save water."))
        ['Norland']
    """
    found = re.findall(
        r"(?<![\w’'-])([A-Z][a-zé’']+(?: (?:and |of |the )?[A-Z][a-zé’']+){0,3})"
        r" (?:will|shall|should|has|is|intends|aims|commits|plans)\b",
        text,
    )
    counts = Counter(_OPENERS.sub("", name) for name in found)
    plain = {"the", "this", "it", "we", "there", "they", "these", "that", "he", "she", "who", "which", "what", "each"}
    named = [
        (count, name)
        for name, count in counts.items()
        if count >= OFTEN and name.lower() not in plain and not _common(name, text) and not _is_document(name)
    ]
    return frozenset(name for _, name in sorted(named, reverse=True)[:3])


def _is_document(name: str) -> bool:
    """Whether a name is that of a document or a network and of nobody who acts: ``the Norland Routemap``."""
    last = name.rsplit(" ", 1)[-1]
    abbreviated = last.upper() == last and last.startswith(tuple(words("plan_letters")))
    return abbreviated or last.lower() in words("documents")


def _common(name: str, text: str) -> bool:
    """Whether a capital only stands for the beginning of a sentence: the word is also printed small."""
    return " " not in name and len(re.findall(rf"\b{re.escape(name.lower())}\b", text)) > 0


@lru_cache(maxsize=8192)
def hear(text: str, names: frozenset[str] = frozenset()) -> English:
    """What an English sentence or item says.

    Args:
        text: The words.
        names: The plan's own names, from `speakers`.

    Example:
        >>> hear("The City will install chargers.").promise, hear("Residents will see lower bills.").promise
        ('will install', '')
        >>> hear("By 2027, convert all buses.").starts, hear("Support for data collection").starts
        ('convert', '')
    """
    low = " ".join(text.split())
    tokens = _WORD.findall(low.lower())
    if not tokens:
        return English()
    starts, imperative = _start(tokens)
    promise = _promise(low, names)
    if tokens[0] == "to" and starts and _clause_follows(low):
        starts = ""
    return English(
        starts=starts,
        imperative=imperative and bool(starts),
        promise=promise,
        brought=_brought(low),
        tells="" if starts else _tells(tokens),
        nominal=next((token for token in tokens[:3] if _NOMINAL.match(token)), ""),
        goal=_is_goal(low, tokens) or _promises_share(low, promise),
        source=bool(_CITED.search(low) or (not imperative and _SOURCE.search(low))),
    )


def _is_goal(text: str, tokens: list[str]) -> bool:
    """Whether a change is all that is said: by a percentage, or promised without a word of how it comes about."""
    verb = _main_verb(tokens)
    if verb not in words("changes") or _MEANS.search(text.lower()):
        return False
    return bool(_PERCENT.search(text)) or (verb != tokens[0] and bool(_QUANTITY.search(text)))


def _promises_share(text: str, promise: str) -> bool:
    """Whether what is promised is a share of something, and not a word of how it comes about."""
    if not promise or _MEANS.search(text.lower()) or not _PERCENT.search(text):
        return False
    return promise.rsplit(" ", 1)[-1] in words("changes") or bool(_SHARE.search(text.lower()))


def _start(tokens: list[str]) -> tuple[str, bool]:
    """The verb that the text begins with, after an opening phrase or an adverb; and whether it is an imperative."""
    at = 1 if tokens[0] == "to" else 0
    if tokens[0] in words("openings") and "," in tokens[2:14]:
        at = tokens.index(",") + 1
    while at < min(len(tokens), 16) and (tokens[at] in words("adverbs") or tokens[at].endswith("ly")):
        at += 1
    if at >= len(tokens):
        return "", False
    first = tokens[at].split("/")[0]
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if first in words("parts") and (after.isdigit() or len(after) == 1):
        return "", False
    followed = after in words("articles") or after.endswith(("ing", "ly", "al", "ive")) or after[:1].isdigit()
    if first in words("nouns") and not followed:
        return "", False
    if first in imperatives() and after not in ("of", "is", "are", "was", "were", "will", "has", "have", "shall"):
        return first, True
    return (first, False) if first in _gerunds() else ("", False)


def _clause_follows(text: str) -> bool:
    """``To meet demand, the County has …``: what begins with a purpose goes on with a sentence of its own."""
    _, comma, rest = text.partition(", ")
    finite = r"(?:[\w’'-]+ ){1,8}?(?:is|are|was|were|has|have|will|should|must|can|may)\b"
    return bool(comma) and re.match(rf"{finite}|(?:we|they) \w+", rest) is not None


def _main_verb(tokens: list[str]) -> str:
    """The verb that begins the text, or the one that hangs on its first modal."""
    starts = tokens[0] if tokens[0] in words("changes") else _start(tokens)[0]
    if starts:
        return starts
    modal = next((at for at, token in enumerate(tokens) if token in ("will", "shall", "should", "must", "to")), None)
    after = tokens[modal + 1 : modal + 4] if modal is not None else []
    return next((token for token in after if token in words("changes")), "")


def _tells(tokens: list[str]) -> str:
    """The verb by which the main clause describes."""
    for token in tokens[1:FIRST]:
        if token in words("subordinate") or token in ("will", "shall", "should", "must", ":", "("):
            return ""
        if token in words("tells"):
            return token
    return ""


def _promise(text: str, names: frozenset[str]) -> str:
    """The modal and the verb by which a body of one's own binds itself in the main clause."""
    for match in _modal().finditer(text):
        parts = [part.strip() for part in re.split(r"[,;:–—]", text[: match.start()])]
        verb = _bound(text[match.end() :], doing=match.group().endswith("committed to"))
        if not verb or not any(_own(part, names) for part in parts if part):
            continue
        last = parts[-1]
        straight = bool(last) and _own(last, names)
        if not straight and last and not last.lower().startswith(_ASIDES):
            continue
        open_clause = [] if straight and text.startswith(_PURPOSES) else parts
        if any(not words("subordinate").isdisjoint(part.lower().split()) for part in open_clause):
            continue
        return f"{match.group()} {verb}"
    return ""


_ASIDES = (
    "along ", "as ", "by ", "in ", "including", "through", "together", "under ", "via ", "where ", "with", "working",
)  # fmt: skip


_PURPOSES = ("As ", "Given ", "In order ", "Since ", "To ", "While ")
"""How a sentence begins whose first clause is over at the comma before the subject."""


def _own(part: str, names: frozenset[str]) -> bool:
    """Whether a piece of a sentence is nothing but the name of one of the plan's own bodies."""
    bare = re.sub(r" (?:also|further|hereby|now|then|therefore|thus)$", "", _CONNECTORS.sub("", part).strip())
    low = bare.lower()
    if low.startswith(("this ", "these ", "that ", "those ", "such ")):
        return False
    if low in ("we", "the community", "our community"):
        return True
    if _is_document(bare):
        return False
    name = re.sub(r"^(?:The |the )?(?:Government|Republic|Kingdom|City|Town|County|State|Ministry)(?: of)? ", "", bare)
    if name in names or bare.removeprefix("The ").removeprefix("the ") in names:
        return True
    match = _body().match(bare)
    return match is not None and (match["letters"] is None or match["letters"] not in words("letters"))


_ITSELF = re.compile(
    r"^\w+ (?:and \w+ )?(?:this|its|the|our) (?:\w+ )?(?:plan|indc|ndc|contribution|strategy|document|framework)\b"
    r"(?! to\b)"
)
"""What is done is the plan itself: ``will implement this plan``."""


def _bound(rest: str, *, doing: bool = False) -> str:
    """The verb of action that hangs on a modal; "" for a state, a passive or a denial. `doing`: also as a gerund."""
    rest = rest.strip().lower()
    for _ in range(3):
        cut = _auxiliary().sub("", rest)
        cut = re.sub(r"^(?:\w+ly|also|further|now|then|thus|therefore|first|next|jointly)\b\s*", "", cut)
        if cut == rest:
            break
        rest = cut
    verb = re.match(r"[a-z][a-z-]*", rest)
    if verb is None or rest.startswith(tuple(words("unbinding"))) or _ITSELF.match(rest):
        return ""
    known = verb.group() in imperatives() or (doing and verb.group() in _gerunds())
    return verb.group() if known else ""


_COMES = re.compile(r"\b(?:will|shall|should|is to|are to) (?:also |then |further |\w+ly )?be (?:\w+ly )?(\w+)")


def _brought(text: str) -> str:
    """The participle of something definite that will be brought about; "" where the plan speaks of itself."""
    low = re.sub(r"\([^()]*\)", " ", text.lower())
    match = _COMES.search(low)
    if match is None or match[1] not in words("participles"):
        return ""
    subject = re.findall(r"[a-z][\w’'-]*", re.split(r"[,;:–—]", low[: match.start()])[-1])
    if not subject or not words("subordinate").isdisjoint(subject):
        return ""
    head = re.split(r" (?:of|for|to|in|on|with|at|from) ", " ".join(subject))[0].split()
    if head[0] in ("it", "they", "these", "this", "such") or not words("plan_itself").isdisjoint(head[-1:]):
        return ""
    if head[-1].upper() in text and _is_document(head[-1].upper()):
        return ""
    return match.group()

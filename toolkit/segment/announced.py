"""What an English label, heading or line above a list announces: a measure with a number, a column, a list of actions.

The words lie in ``lexicon/english.toml``.
"""

import re
from functools import cache

from toolkit.lexicon import strings
from toolkit.segment.english import words

_CODED = re.compile(
    r"^(?P<label>[A-Za-z]+)\s*#?\s?(?P<number>(?:[A-Z][A-Za-z]{0,11}(?:[ -]|(?=\d)))?\d{1,3}(?:[.-]\d{1,3})*[A-Za-z]?)"
    r"(?:\s*(?:[:.)]|[–—-](?=\s))\s*|\s+)(?P<text>[A-Z“\"‘0-9].+)$",
    re.DOTALL,
)
LONGEST_HEADING = 9
"""Words of a heading of a column."""
_ENDS_OPEN = re.compile(r"\b(?:that|where|if|so that|when|because):?$")


def coded(text: str) -> tuple[str, str, int] | None:
    """The label, the number, and where the words begin of a text that is numbered by a label of its own.

    Example:
        >>> coded("Action T-1.2: Build a depot"), coded("Recommendation #3 Plant trees"), coded("Action plan 2030")
        (('action', 'T-1.2', 14), ('recommendation', '3', 18), None)
    """
    match = _CODED.match(text)
    if match is None or match["label"].lower() not in words("coded") | words("grouped"):
        return None
    return match["label"].lower(), match["number"], match.start("text")


@cache
def _unlisted() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words('unlisted'))))})\b")


def opens_list(lead: str) -> str:
    """The word by which the line above a list says that it holds what is to be done; "" where it holds other things.

    Example:
        >>> opens_list("Priority actions for the sector include:"), opens_list("The following measures were completed:")
        ('actions', '')
    """
    last = re.split(r"[.!?] ", lead.strip())[-1].lower()
    if _ENDS_OPEN.search(last.rstrip()) or _unlisted().search(last):
        return ""
    return next((word for word in re.findall(r"[a-z]+", last) if word in words("listed")), "")


def told_of(lead: str) -> str:
    """The word by which a line above a list says that it tells of benefits, challenges or what has been done."""
    match = _unlisted().search(lead.lower())
    return match.group() if match else ""


def column_of(heading: str) -> str | None:
    """Which field the heading of a column names, told from single words in it; None where none does.

    Example:
        >>> column_of("Proposed policy actions"), column_of("Key challenges"), column_of("Potential funding sources")
        ('measure', 'problem', 'resources')
    """
    if names_actions(heading):
        return "measure"
    said = re.findall(r"[a-z-]+", re.sub(r"\([^)]*\)", " ", heading.lower()))
    if not 1 <= len(said) <= 6:
        return None
    for key, telling in strings("english", "columns").items():
        if not frozenset(telling).isdisjoint(said):
            return key
    return None


def names_actions(heading: str) -> bool:
    """Whether the heading of a column says that it holds actions: the last word of one of its parts names them.

    Example:
        >>> names_actions("Proposed policy actions"), names_actions("Responsible for the actions")
        (True, False)
        >>> names_actions("Action No. & Description"), names_actions("Measure number")
        (True, False)
    """
    plain = re.sub(r"\([^)]*\)", " ", heading.lower())
    if re.search(r"\b(?:code|id|no|nr|number)\b", plain) and not re.search(r"\b(?:description|name|title)\b", plain):
        return False  # the number of an action
    if len(plain.split()) > LONGEST_HEADING or any(sign in plain for sign in '"“”'):
        return False
    for part in re.split(r"[/,&;|:]|\band\b|\bor\b", plain):
        said = re.findall(r"[a-z-]+", part)
        while said and said[-1] in ("description", "id", "name", "no", "nr", "number", "title"):
            said.pop()
        if 1 <= len(said) <= 5 and said[-1] in words("heads") and words("not_heads").isdisjoint(said):
            return True
    return False


def states_what_is(lead: str) -> bool:
    """Whether a line above a list ends so that its items say how something shall be: ``… to ensure that:``."""
    return bool(_ENDS_OPEN.search(lead.strip().lower()))


_BINDS = re.compile(
    r"(?<!\bwhich )(?<!\bthat )"
    r"\b(?:will|shall|should|must|need|needs|are to|is to|plans? to|aims? to|intends? to|commits? to)\b"
)
_EXAMPLES = re.compile(
    r"\b(?:contains?|covers?|includes?|provides?)\b.*\b(?:such as|for example|for instance|e\.g\.)[\s,:]*$"
)


def by_what(lead: str) -> bool:
    """Whether a sentence tells by what something is as it is, and then counts it up.

    Example:
        >>> by_what("The guide adds to earlier strategies by "), by_what("The town will cut its use of oil by ")
        (True, False)
    """
    said = lead.lower().strip().rstrip(":")
    return said.endswith((" by", " through")) and _BINDS.search(said) is None


def gives_examples(lead: str) -> bool:
    """Whether a line above a list tells what something else holds, and gives examples of it.

    Example:
        >>> gives_examples("The law includes initiatives of use to towns, such as:")
        True
        >>> gives_examples("The town will take measures such as:"), gives_examples("Measures include:")
        (False, False)
    """
    last = re.split(r"[.!?] ", lead.strip())[-1].lower()
    return _EXAMPLES.search(last) is not None and _BINDS.search(last) is None

"""Bullets and numbered items: their form, bold leads, and what a lead-in hands down to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.lexicon import load
from toolkit.model import Attribute, Block, FieldState, Form, SectionKind
from toolkit.segment.found import within
from toolkit.segment.language import signals
from toolkit.segment.verbforms import is_other, is_own

_NUMBERED = re.compile(r"^\(?(?:[A-ZÅÄÖ]?\d+(?:\.\d+)*|[a-zA-Z]|[ivxIVX]+)[.):]?$")
_ANNOUNCES = re.compile(r"\b(?:följande|nedanstående|nedan|dessa|bland annat|exempelvis|t\.ex\.)\b")
_REACH = re.compile(
    r"\b(?:når|uppnår|uppfyller|klarar|för att (?:kunna )?(?:nå|uppnå|uppfylla|klara))\b(?: \w+){0,4}? mål\w*"
    r"|\bmål\w*(?: \w+){0,2} (?:nås|uppnås|uppfylls)\b(?=.* genom)"
)
_BY = re.compile(r"\bgenom(?: att)?(?: (?:bland annat|bl\.a\.|följande\w*|\w+))?\s*:?$")
_MODAL = re.compile(
    r"\b(ska|skall|bör|kommer att|ansvarar för att|åtar sig|lovar att|förväntas|uppdras|(?:har|får|ges) i uppdrag"
    r"|föreslår|avser|planerar|åtar vi oss|vi åtar oss)\b|^att\W*$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:fram till|senast|före|under|till och med|t\.o\.m\.|från och med|fr\.o\.m\.|till|by|until|during)\s+"
    r"(?:(?:den|utgången av|slutet av|år|perioden|hösten|våren|planperioden)\s+)*"
    r"(?:\d{4}(?:-\d{2}){0,2}(?:\s*[-–]\s*\d{4})?|\d{1,2} \w+ \d{4}|planperioden|mandatperioden)"
    r"|under (?:plan|mandat|program)perioden|\b20\d\d\s*[-–]\s*20\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Leadin:
    """What the line above a list says about its items."""

    attributes: tuple[Attribute, ...] = ()
    commits: bool = False
    vetoed: str = ""
    """The words by which it lists areas, duties or examples instead of measures."""
    measure: bool = False
    """It is the measure itself, and its items only say for what."""
    inner: bool = False


@cache
def _vetoes() -> re.Pattern[str]:
    words = sorted((re.escape(word).replace(r"\*", r"\w*") for word in load("verbs")["leadin"]["vetoes"]), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(words))})(?!\w)")


def form_of(block: Block) -> Form:
    """Numbered or bullet, by the mark that is printed.

    Numbers, single letters and Roman numerals count; dashes and dots are bullets.
    """
    return Form.NUMBERED if block.number and _NUMBERED.match(block.number.strip()) else Form.BULLET


def bold_lead(block: Block, head: str) -> tuple[str, str, int]:
    """The bold lead of an item, the words after it, and where these begin; all is lead where nothing is bold."""
    bold = [span for span in block.spans if span.bold]
    if not bold or bold[0].start > 1:
        return head, "", len(head)
    end = bold[0].end
    for span in bold[1:]:
        if head[end : span.start].strip():
            break
        end = span.end
    lead, rest = head[:end].rstrip(), head[end:]
    if not rest.strip(" .:–-") or not lead.strip(" .:–-"):
        return head, "", len(head)
    gap = len(rest) - len(rest.lstrip(" .:–-"))
    marked = lead[-1:] in ".:" or bool(rest[:gap].strip())
    if len(lead.split()) < 2 and not signals(lead).starts and not marked:
        return head, "", len(head)
    return lead.rstrip(" .:–-"), rest.strip(" :–-").strip() if gap == 0 else rest[gap:].rstrip(), end + gap


def read_leadin(lead: Block, items: Sequence[Block], *, section: SectionKind) -> Leadin:
    """What a lead-in says: owner and date for its items, a veto, or that it is the measure itself."""
    low = lead.text.lower()
    heard = signals(lead.text)
    acting = sum(1 for block in items if _acts(block.text))
    most = acting * 2 >= len(items)
    announces = _ANNOUNCES.search(low) is not None
    if heard.acts and not most and not announces and section is SectionKind.MEASURES and _short(items):
        return Leadin(measure=True)
    if heard.addressee and heard.modal and not heard.owner:
        return Leadin(vetoed=heard.addressee)
    veto = _vetoes().search(_REACH.sub("", re.split(r"[.!?] ", low.rstrip())[-1]))
    if veto and not (section is SectionKind.MEASURES and most and heard.modal):
        return Leadin(vetoed=veto.group())
    reached = bool(_REACH.search(low) and _BY.search(low.rstrip()))
    commits = (reached or bool(_MODAL.search(lead.text))) and most
    return Leadin(attributes=_handed_down(lead), commits=commits)


def _acts(text: str) -> bool:
    heard = signals(text)
    return heard.acts or text.lower().startswith("att ")


def _short(items: Sequence[Block]) -> bool:
    """Items that are names and not actions."""
    return all(len(block.text.split()) <= 14 for block in items)


def _handed_down(lead: Block) -> tuple[Attribute, ...]:
    """Owner (the subject before the modal) and date of a lead-in, marked as inherited."""
    made: list[Attribute] = []
    subject = _subject(lead.text)
    if subject:
        made.append(_made("responsible", subject, lead, lead.text.rfind(subject)))
    when = _WHEN.search(lead.text)
    if when:
        made.append(_made("deadline", when.group(), lead, when.start()))
    return tuple(made)


_AFTER = re.compile(r"\b(?:ska|skall|bör|kommer|avser|föreslår) +(?P<who>(?:[\wåäöÅÄÖ-]+,? +){0,6}[\wåäöÅÄÖ-]+)")
"""What follows the modal of a clause that begins with something else: "Därför ska kommunen …"."""
_NO_NAME = re.compile(r"\b(?:ska|skall|bör|kommer|som|att|där|när|om)\b", re.IGNORECASE)


def _subject(text: str) -> str:
    """The body of ours that a lead-in commits: the words before its modal, else those behind it."""
    last = re.split(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])", text.rstrip())[-1]
    modal = _MODAL.search(last)
    if modal and modal.group().lower() == "föreslår":
        return ""  # who proposes is not who does it
    before = last[: modal.start()].strip(" ,:") if modal else ""
    if 0 < len(before.split()) <= 8 and _is_body(before):
        return before
    for match in _AFTER.finditer(last):
        words = match.group("who").split()
        for end in range(1, len(words) + 1):
            who = " ".join(words[:end])
            if is_own(words[end - 1].lower().strip(",")) and not _NO_NAME.search(who):
                if words[end : end + 1] == ["och"] and len(words) > end + 1 and is_own(words[end + 1].lower()):
                    who = " ".join(words[: end + 2])
                return who.strip(",") if _is_body(who) else ""
    return ""


def _is_body(words: str) -> bool:
    """Whether words name a body of ours, and not only us."""
    each = words.lower().replace(",", " ").split()
    return any(is_own(one) or is_other(one) for one in each) and each[-1] != "vi"


def _made(key: str, text: str, lead: Block, start: int) -> Attribute:
    return Attribute(
        key=key,
        text=text,
        provenance=within(lead.provenance, start, start + len(text)),
        state=FieldState.INHERITED,
        label="inledning",
    )

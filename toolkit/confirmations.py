"""A person's own words that name another town, confirmed as meant: who said so, and why.

The event is an ACCEPT whose target begins with `TARGET`, whose value is the exact text and whose `why` is required.
The gate lets that very text through, and no other; the draft tells it in its annex.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.decisions import in_force
from toolkit.errors import DecisionError
from toolkit.model import Decision, DecisionKind
from toolkit.text import fingerprint

TARGET = "utkast/bekraftat/"
"""What the targets of these events begin with; ``utkast/`` says that they are about the draft's wording."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A text that a person has confirmed."""

    text: str
    who: str
    when: str
    why: str


def confirmation(text: str, *, id: str, who: str, when: str, why: str) -> Decision:
    """The event that confirms a text.

    Args:
        text: The text as it stands, whole.
        id: Of the event.
        who: Who confirms it.
        when: ISO date.
        why: The reason, printed in the draft's annex.

    Raises:
        DecisionError: There is no text or no reason.

    Example:
        >>> one = confirmation("Avtal med Norrvik", id="1", who="A", when="2026-11-22", why="Avtalet finns.")
        >>> [said.text for said in confirmed([one])]
        ['Avtal med Norrvik']
    """
    text, why = " ".join(text.split()), " ".join(why.split())
    if not text or not why:
        raise DecisionError("En bekräftelse behöver både texten och ett skäl.", advice="Ange confirm och why.")
    target = f"{TARGET}{fingerprint(text)}"
    return Decision(id=id, kind=DecisionKind.ACCEPT, targets=(target,), who=who, when=when, value=text, why=why)


def is_confirmation(decision: Decision) -> bool:
    """Whether an event confirms a text."""
    return decision.kind is DecisionKind.ACCEPT and any(one.startswith(TARGET) for one in decision.targets)


def confirmed(decisions: Sequence[Decision]) -> tuple[Confirmed, ...]:
    """The texts that are confirmed and not taken back, each once; the last word on one counts."""
    found = {
        one.value: Confirmed(one.value, one.who, one.when, one.why or "")
        for one in in_force(decisions)
        if is_confirmation(one) and one.value
    }
    return tuple(found.values())

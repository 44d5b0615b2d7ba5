"""Long texts in pieces, looked through one by one: the cost grows with the text and not with its square."""

import re

from toolkit.model import Measure, Problem, Severity

PIECE = 6_000
"""Characters that are looked through at once."""
MOST = 20
"""Pieces of one text: what is longer is a damaged file, and that is told."""
_BREAK = re.compile(r"[.!?;\n]\s")


def windows(text: str) -> tuple[str, ...]:
    """The text in pieces that end where a sentence does; a text of common length is one piece.

    Example:
        >>> windows("En rad."), [len(piece) for piece in windows("Ett ord. " * 1_000)]
        (('En rad.',), [5994, 3006])
        >>> windows("")
        ()
    """
    if len(text) <= PIECE:
        return (text,) if text else ()
    pieces: list[str] = []
    at = 0
    while at < len(text) and len(pieces) < MOST:
        end = min(at + PIECE, len(text))
        if end < len(text):
            breaks = [match.end() for match in _BREAK.finditer(text, max(at, end - 1_000), end)]
            end = breaks[-1] if breaks else end
        pieces.append(text[at:end])
        at = end
    return tuple(pieces)


def cut_off(measure: Measure) -> Problem | None:
    """A problem where a measure is so long that its fields are looked for in the beginning only.

    Example:
        >>> from toolkit.model import Form, Provenance
        >>> place = Provenance(document="d", start=0, end=3)
        >>> cut_off(Measure(id="m", document="d", text="Ett", provenance=place, form=Form.PROSE)) is None
        True
    """
    longest = max(len(measure.text), len(measure.description or ""))
    if longest <= PIECE * MOST:
        return None
    return Problem(
        kind="too_long",
        message=f"Åtgärden ”{measure.text[:60]}” är {longest} tecken lång; ansvariga, tider och andra fält söktes i de "
        f"{PIECE * MOST} första. Kontrollera hur filen är uppställd.",
        severity=Severity.DOUBT,
        page=measure.provenance.page,
    )

"""How much a measure belongs to the topic: tagged per measure, since most plans are wider than one topic."""

from collections.abc import Sequence

from toolkit.extract.focus_areas import pack


def relevance(
    text: str, *, context: Sequence[str] = (), title: str = "", topics: Sequence[str] = ("manniskohandel",)
) -> float:
    """0-1: one strong word of the topic settles it; weak words, the headings above and the title add up.

    Example:
        >>> relevance("Ta fram en rutin för misstänkt människohandel.")
        1.0
        >>> relevance("Asfaltera gångbanan.")
        0.0
        >>> relevance("Ta fram en rutin.", title="Handlingsplan mot prostitution")
        0.6
    """
    known = pack(tuple(topics))
    if known.strong.find(text):
        return 1.0
    score = 0.25 * min(2, len({hit.word.lower() for hit in known.weak.find(text)}))
    if any(known.strong.find(heading) for heading in context):
        score += 0.5
    if title and known.strong.find(title):
        score += 0.6
    return round(min(score, 1.0), 2)

"""What a measure names: laws, forms, kinds of places; each with its own words and the place where these stand."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from toolkit.extract.places import HANDED, WORDED, Parts, on_its_page
from toolkit.model import Attribute, Document, Field, FieldState, Mention, Provenance

Named = tuple[int, int, str]
"""Start and end of the words, and what they name."""
BEFORE = 30
"""Characters before some words by which their place is told from others where the same words stand."""
Find = Callable[[str], Iterable[Named]]


def mentions(
    find: Find,
    parts: Parts,
    above: Parts,
    document: Document,
    *,
    cells: Sequence[Attribute] = (),
    theme: Collection[str] = (),
) -> Field[tuple[Mention, ...]]:
    """Everything of one kind that a measure names; else what stands above it names, as `inherited`.

    Args:
        find: Finds the things in a text.
        parts: The measure's own text and description.
        above: Headings and the opening line, the nearest first: the first that names something is taken.
        document: Where the words are looked up.
        cells: Labelled cells of the measure that hold such names.
        theme: What the document's title names: a heading that says it again says nothing of the measure.

    Example:
        >>> document = Document(id="d", file="f.txt", text="Besök hotell.", blocks=())
        >>> place = Provenance(document="d", start=0, end=13)
        >>> found = mentions(lambda text: [(6, 12, "hotels")], [(document.text, place)], (), document)
        >>> found.value[0].key, found.quote, found.provenance.start
        ('hotels', 'hotell', 6)
    """
    own = [(cell.text, cell.provenance) for cell in cells if cell.state is FieldState.STATED]
    for texts, state in (((*own, *parts), FieldState.STATED), *(((one,), FieldState.INHERITED) for one in above)):
        found: dict[str, Mention] = {}
        for text, place in texts:
            for start, end, key in find(text):
                if key not in found and not (state is FieldState.INHERITED and key in theme):
                    at = narrowed(text, start, end, place, document)
                    found[key] = Mention(key=key, text=text[start:end], provenance=at, state=state)
        if found:
            first = next(iter(found.values()))
            return Field(
                state=state,
                value=tuple(found.values()),
                quote=first.text,
                provenance=first.provenance,
                confidence=WORDED if state is FieldState.STATED else HANDED,
                basis="wording" if state is FieldState.STATED else "above",
            )
    return Field(state=FieldState.ABSENT)


def narrowed(text: str, start: int, end: int, place: Provenance, document: Document) -> Provenance:
    """The place of some words of a text that stands at `place`; all of that where they are not printed as they are.

    Example:
        >>> document = Document(id="d", file="f.txt", text="Sola vid sol.", blocks=())
        >>> at = narrowed("Sola vid sol.", 9, 12, Provenance(document="d", start=0, end=13), document)
        >>> at.start, at.end
        (9, 12)
    """
    if document.text.startswith(text[:end], place.start):
        place = replace(place, start=place.start + start, end=place.start + end)
    else:
        said, before = re.escape(text[start:end]), text[max(0, start - BEFORE) : start].split()
        led = r"\s+".join(map(re.escape, before)) + r"\s*" if before else ""
        match = re.compile(rf"{led}(?P<said>{said})(?!\w)").search(document.text, place.start, place.end)
        match = match or re.compile(rf"(?<!\w)(?P<said>{said})(?!\w)").search(document.text, place.start, place.end)
        place = replace(place, start=match.start("said"), end=match.end("said")) if match else place
    return on_its_page(text[start:end], place, document)

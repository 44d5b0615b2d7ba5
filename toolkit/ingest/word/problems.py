"""What a Word document tells of itself, and what of it could not be shown as text."""

from typing import TYPE_CHECKING

from toolkit.ingest.archive import Package
from toolkit.ingest.word.inline import Tally
from toolkit.ingest.word.parts import Parts
from toolkit.model import Field, FieldState, Metadata, Problem, Severity
from toolkit.text import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def problems_of(tally: Tally, parts: Parts, package: Package, *, comments: int) -> list[Problem]:
    """One problem for each kind of thing that was met."""
    found: list[Problem] = []

    def tell(kind: str, message: str, severity: Severity = Severity.NOTE) -> None:
        found.append(Problem(kind=kind, message=message, severity=severity))

    if tally.inserted or tally.deleted:
        message = (
            f"Dokumentet har spårade ändringar: {tally.inserted} infogningar lästes som text, "
            f"{tally.deleted} borttagningar utelämnades."
        )
        tell("tracked_changes", message)
    if comments:
        tell("comments", f"Dokumentet har {comments} kommentarer; de ligger som egna block.")
    if tally.pictures:
        tell("pictures", f"{tally.pictures} bilder har inte lästs; text i dem saknas.")
    if tally.hidden:
        tell("hidden_text", f"{tally.hidden} stycken dold text utelämnades.")
    if tally.embedded:
        message = f"{tally.embedded} inbäddade diagram eller dokument kunde inte läsas."
        tell("embedded", message, Severity.LOSS)
    for name in package.damaged:
        tell("damaged", f"Delen {name} är skadad; det som gick att läsa lästes.", Severity.LOSS)
    for name in parts.lost:
        tell("damaged", f"Delen {name} är skadad och kunde inte läsas.", Severity.LOSS)
    return found


def metadata_of(parts: Parts) -> Metadata:
    """The title among the file's properties, if it has one."""
    title = _text(parts.core, _TITLE)
    return Metadata(title=Field(state=FieldState.STATED, value=title, confidence=0.5)) if title else Metadata()


def _text(root: "_Element | None", name: str) -> str | None:
    element = root.find(name) if root is not None else None
    return normalise(element.text).strip() or None if element is not None and element.text else None

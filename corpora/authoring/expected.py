"""What a reader should find in a document, written down at the place where its words are written.

The results are set by the author of the text, sentence by sentence, and never by running the program. Only the page is
looked up afterwards, because the page follows from the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Due = tuple[str, str | None, str | None, str | None]
"""Deadline as printed, first day, last day, recurrence."""

CONVENTION = re.compile(
    r"\b(vår|höst|sommar|läsår)|gång(er)? (per|om|i)|budget|\b(per|om) (år|året|halvår|kommun)", re.IGNORECASE
)
"""Deadlines whose days or rhythm rest on a convention (when does autumn end?): not to be scored to the day."""


@dataclass
class Sheet:
    """The expected results of one document, collected while it is written."""

    key: str
    municipality: tuple[str, ...]
    metadata: dict[str, object] = field(default_factory=dict)
    measures: list[dict[str, object]] = field(default_factory=list)
    not_measures: list[dict[str, object]] = field(default_factory=list)
    ongoing: list[dict[str, object]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    goal: str | None = None

    def enter(self, level: int, heading: str) -> None:
        """A heading of this level begins; deeper ones end."""
        del self.path[level - 1 :]
        self.path.append(heading)

    def measure(
        self,
        id: str,
        text: str,
        *,
        description: str | None = None,
        responsible: str | None = None,
        partners: str | None = None,
        due: Due | None = None,
        indicator: str | None = None,
        follow_up: str | None = None,
        form: str = "prose",
        goal: str | None = None,
        inherited: tuple[str, ...] = (),
        restates: str | None = None,
        cluster: str | None = None,
        sure: bool = True,
    ) -> str:
        """Note a measure and hand its words back to be printed."""
        convention = bool(due and CONVENTION.search(due[0]))
        text_due, start, end, recurrence = due or (None, None, None, None)
        self.measures.append(
            {
                "id": f"{self.key}-{id}",
                "page": None,
                "text": text,
                "description": description,
                "heading_path": list(self.path),
                "goal": goal or self.goal,
                "responsible": responsible,
                "partners": partners,
                "deadline": text_due,
                "deadline_start": start,
                "deadline_end": end,
                "deadline_recurrence": recurrence,
                "deadline_convention": convention,
                "indicator": indicator,
                "follow_up": follow_up,
                "form": form,
                "inherited": list(inherited),
                "restates": f"{self.key}-{restates}" if restates else None,
                "cluster": cluster,
                "sure": sure,
            }
        )
        return text

    def no(self, text: str, why: str) -> str:
        """Note words that are no measure, and why."""
        self.not_measures.append({"text": text, "page": None, "why": why, "heading_path": list(self.path)})
        return text

    def going(self, text: str) -> str:
        """Note what is already being done: a candidate of its own class, not a measure."""
        self.ongoing.append({"text": text, "page": None, "heading_path": list(self.path)})
        return text

    def entries(self) -> Iterator[dict[str, object]]:
        """All noted texts, kind by kind, each in the order of the document."""
        yield from self.measures
        yield from self.not_measures
        yield from self.ongoing

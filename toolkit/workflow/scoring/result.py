"""What a score came to: figures by name, every miss and false alarm with its place, and how sure each answer was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.model import Box

SIGNS = {"missed": "MISSAD ", "false": "FALSK  "}
"""How a line of the list begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One miss or false alarm, with what a reader needs to judge it: place, surroundings, and the program's reasons."""

    kind: str
    """``missed``, ``false``, or ``other`` where the text says it all."""
    text: str
    document: str = ""
    form: str = ""
    page: int | None = None
    line: int | None = None
    path: Path | None = None
    """The file, where a picture of the page can be drawn."""
    box: Box | None = None
    context: str = ""
    """What stands around the place in the document."""
    reasons: tuple[str, ...] = ()
    picture: Path | None = None
    """Where the picture of the place lies."""

    @property
    def place(self) -> str:
        """Page or line, in words."""
        if self.page is not None:
            return f"s. {self.page}"
        return f"rad {self.line}" if self.line is not None else ""

    @property
    def told(self) -> str:
        """The finding on one line."""
        if self.kind not in SIGNS:
            return self.text
        picture = f"  → {self.picture}" if self.picture else ""
        return f"{SIGNS[self.kind]} {self.document} {self.place} [{self.form}] {self.text}{picture}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How sure the program was of one answer, and whether it was right; whole documents can be left out."""

    document: str
    sure: float
    right: bool
    signals: Mapping[str, float] = field(default_factory=dict)
    """What the certainty was made of."""
    doubtful: bool = False
    """A labelled cell holds what the gold leaves out: the gold may have missed a line, and nothing is learned of it."""
    absent: bool = False
    """The answer was that nothing is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The scores of one gold file."""

    gold: str
    figures: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    judged: tuple[Judged, ...] = ()
    """Each accepted measure."""
    candidates: tuple[Judged, ...] = ()
    """Each candidate, those that were rejected too."""
    fields: tuple[Judged, ...] = ()
    """Each value of a field that the gold speaks of."""

    @property
    def misses(self) -> tuple[str, ...]:
        """A line for each miss and false alarm."""
        return tuple(one.told for one in self.findings)


def shown(result: Result, *, misses: bool = False) -> str:
    """The figures as aligned lines, with every miss and false alarm below when asked for."""
    lines = [f"{result.gold}"]
    lines += _aligned(result.figures, indent="  ")
    if misses:
        lines += ["", *result.misses]
    return "\n".join(lines)


def _aligned(figures: Mapping[str, Any], *, indent: str) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}"
            yield from _aligned(value, indent=indent + "  ")
        else:
            told = f"{value:.3f}" if isinstance(value, float) else str(value)
            yield f"{indent}{name:<34} {told}"

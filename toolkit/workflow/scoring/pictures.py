"""The pages behind the misses and false alarms, drawn: in a folder, or for a report."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.store import write_bytes
from toolkit.views.spots import spots
from toolkit.workflow.scoring.result import Finding, Result

MOST = 60
"""Pictures of one gold file; the rest of the list has page and words."""


def pictures(findings: Sequence[Finding], *, most: int = MOST) -> dict[int, bytes]:
    """A PNG for each finding that stands on a page of a PDF, by its number in the list.

    A page that cannot be drawn leaves its findings without a picture.
    """
    drawable = [
        (number, one.path, (one.page, one.box))
        for number, one in enumerate(findings)
        if one.path is not None and one.page is not None and one.path.suffix.lower() == ".pdf"
    ][:most]
    made: dict[int, bytes] = {}
    for path in dict.fromkeys(path for _, path, _ in drawable):
        mine = [(number, place) for number, other, place in drawable if other == path]
        try:
            drawn = list(spots(path, [place for _, place in mine]))
        except (ToolkitError, IndexError):
            continue
        made |= {number: data for (number, _), data in zip(mine, drawn, strict=True)}
    return made


def with_pictures(result: Result, folder: Path) -> Result:
    """The result with a picture of each place in a folder, and its path in the list.

    Raises:
        OutputError: The folder cannot be written to.
    """
    made = pictures(result.findings)
    findings = list(result.findings)
    for number, data in made.items():
        one = findings[number]
        stem = one.path.stem if one.path else one.document
        target = folder / f"{stem}-s{one.page:03d}-{one.kind}-{number + 1}.png"
        write_bytes(target, data)
        findings[number] = replace(one, picture=target)
    return replace(result, findings=tuple(findings))

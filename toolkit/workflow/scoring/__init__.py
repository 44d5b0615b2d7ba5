"""Gold made by hand against what the program gives: figures, every miss and false alarm with its place, a report."""

from toolkit.workflow.scoring.result import Finding, Judged, Result, shown
from toolkit.workflow.scoring.score import score

__all__ = ["Finding", "Judged", "Result", "score", "shown"]

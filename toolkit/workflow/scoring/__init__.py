"""Gold made by hand against what the program gives: figures, every miss and false alarm with its place, a report."""

from toolkit.workflow.scoring.pictures import with_pictures
from toolkit.workflow.scoring.report import html_report, write_report
from toolkit.workflow.scoring.result import Finding, Judged, Result, shown
from toolkit.workflow.scoring.score import save, score, score_all

__all__ = [
    "Finding",
    "Judged",
    "Result",
    "html_report",
    "save",
    "score",
    "score_all",
    "shown",
    "with_pictures",
    "write_report",
]

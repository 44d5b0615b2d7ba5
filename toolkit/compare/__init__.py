"""Stage 5: clusters, documents and register → comparisons: coverage, gaps, quality, actors, inventory."""

from collections.abc import Sequence

from toolkit.compare.actors import actors, forms, inventory
from toolkit.compare.coverage import coverage, gaps
from toolkit.compare.goals import goals
from toolkit.compare.levels import levels
from toolkit.compare.material import Material
from toolkit.compare.meetings import attendance, points
from toolkit.compare.overview import overview, problems, reading_report, register
from toolkit.compare.quality import quality
from toolkit.compare.reuse import reuse
from toolkit.compare.steps import next_steps
from toolkit.compare.wordings import measures, wordings
from toolkit.model import Clustering, Comparison, DocumentRecord, Reading, Segmentation

__all__ = ["compare"]


def compare(
    clustering: Clustering,
    segmentations: Sequence[Segmentation],
    readings: Sequence[Reading],
    rows: Sequence[DocumentRecord],
    *,
    target: str | None = None,
    topics: tuple[str, ...] = ("manniskohandel",),
    language: str = "sv",
    today: str = "",
) -> tuple[Comparison, ...]:
    """All comparison tables, in the order a reader wants them.

    Args:
        clustering: Clusters of the measures of `segmentations`.
        segmentations: One a document that could be read, fields filled in.
        readings: One a registered document, also those that failed.
        rows: The register.
        target: The municipality that wants a plan; its column comes first and the gaps are seen from it.
        topics: Topic packs whose focus areas make the rows.
        language: Language of titles and labels.
        today: ISO date that decides which plans have run out; empty: nothing is said of it.

    Returns:
        Tables with keys wordings, coverage, gaps, levels (where there are clusters), overview, quality, actors, forms
        (where the topic has forms), goals (where plans state some), measures, inventory, attendance and points (where
        there are minutes), reuse (where there are copies), steps (where a slightly stricter or looser cut changes
        something), register, reading, problems.

    Example:
        >>> tables = compare(Clustering(clusters=(), cut=0.5, encoder="lexical"), (), (), ())
        >>> [table.key for table in tables][:3]
        ['wordings', 'coverage', 'gaps']
    """
    material = Material(
        clustering=clustering,
        segmentations=segmentations,
        readings=readings,
        register=rows,
        target=target,
        topics=topics,
        language=language,
        today=today,
    )
    tables = [
        wordings(material),
        coverage(material),
        gaps(material),
        levels(material),
        overview(material),
        quality(material),
        actors(material),
        forms(material),
        measures(material),
        goals(material),
        inventory(material),
        attendance(material),
        points(material),
        reuse(material),
        next_steps(material),
        register(material),
        reading_report(material),
        problems(material),
    ]
    return tuple(table for table in tables if table is not None)

"""Chapters of any name that hold measures, told from the chapters beside them; and what only leads up to measures.

Where two chapters of a plan have a heading "Åtgärder" somewhere below them, the plan is cut by areas (Transporter, Mat,
Klimatanpassning), and the chapters beside these are areas too, though no such heading stands in them.
"""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import SectionKind
from toolkit.segment.leaves import Leaf

FEWEST = 2
"""Chapters with a heading of measures below them that it takes."""


SHORT = 2
"""Words of a heading that says no more than "Åtgärder"."""


def with_areas(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """The leaves; those of no telling kind in a plan that is cut by areas are areas."""
    parents = _gathering(leaves)
    made = []
    for leaf, after in zip(leaves, (*leaves[1:], None), strict=False):
        if leaf.kind is SectionKind.OTHER and _beside(leaf, parents):
            made.append(replace(leaf, kind=SectionKind.AREA))
        elif after is not None and _leads_up(leaf, after):
            made.append(replace(leaf, kind=SectionKind.OTHER))
        else:
            made.append(leaf)
    return tuple(made)


def _leads_up(leaf: Leaf, after: Leaf) -> bool:
    """Whether a chapter of measures only tells of its area, and its measures stand below a line "Åtgärder" after it."""
    if leaf.kind is not SectionKind.MEASURES or not leaf.stack or leaf.stack[-1].own or not _opens_measures(after):
        return False
    return len(after.title.split()) <= SHORT and after.path[:-1] in (leaf.path, leaf.path[:-1])


def _opens_measures(leaf: Leaf) -> bool:
    """Whether a heading of measures by its own words opens the leaf, and nothing else that heading could be."""
    return bool(leaf.stack) and leaf.stack[-1].own and leaf.kind is SectionKind.MEASURES and len(leaf.path) > 1


def _gathering(leaves: Sequence[Leaf]) -> frozenset[tuple[str, ...]]:
    """The paths below which at least two chapters of no telling kind hold a heading of measures."""
    chapters: dict[tuple[str, ...], set[str]] = {}
    for leaf in leaves:
        for depth, level in enumerate(leaf.stack[:-1] if _opens_measures(leaf) else ()):
            if level.kind is SectionKind.OTHER:
                chapters.setdefault(leaf.path[:depth], set()).add(leaf.path[depth])
    return frozenset(path for path, held in chapters.items() if len(held) >= FEWEST)


def _beside(leaf: Leaf, parents: frozenset[tuple[str, ...]]) -> bool:
    """Whether a leaf lies in a chapter of no telling kind right below one of the paths."""
    return any(
        leaf.path[:depth] in parents and level.kind is SectionKind.OTHER for depth, level in enumerate(leaf.stack)
    )

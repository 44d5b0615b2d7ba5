"""Chapters of any name that hold measures, told from the chapters beside them.

Where two chapters of a plan have a heading "Åtgärder" somewhere below them, the plan is cut by areas (Transporter, Mat,
Klimatanpassning), and the chapters beside these are areas too, though no such heading stands in them.
"""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import SectionKind
from toolkit.segment.leaves import Leaf

FEWEST = 2
"""Chapters with a heading of measures below them that it takes."""


def with_areas(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """The leaves; those of no telling kind in a plan that is cut by areas are areas."""
    parents = _gathering(leaves)
    return tuple(
        replace(leaf, kind=SectionKind.AREA) if leaf.kind is SectionKind.OTHER and _beside(leaf, parents) else leaf
        for leaf in leaves
    )


def _gathering(leaves: Sequence[Leaf]) -> frozenset[tuple[str, ...]]:
    """The paths below which at least two chapters of no telling kind hold a heading of measures."""
    chapters: dict[tuple[str, ...], set[str]] = {}
    for leaf in leaves:
        own = bool(leaf.stack) and leaf.stack[-1].own and leaf.kind is SectionKind.MEASURES
        for depth, level in enumerate(leaf.stack[:-1] if own else ()):
            if level.kind is SectionKind.OTHER:
                chapters.setdefault(leaf.path[:depth], set()).add(leaf.path[depth])
    return frozenset(path for path, held in chapters.items() if len(held) >= FEWEST)


def _beside(leaf: Leaf, parents: frozenset[tuple[str, ...]]) -> bool:
    """Whether a leaf lies in a chapter of no telling kind right below one of the paths."""
    return any(
        leaf.path[:depth] in parents and level.kind is SectionKind.OTHER for depth, level in enumerate(leaf.stack)
    )

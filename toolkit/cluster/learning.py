"""What answers say of the pairs nobody was asked about: whether this material's likenesses promise too much or little.

In one material two measures that look fairly alike are nearly always the same, in another nearly never: towns that copy
one template are not like towns that each describe a park of their own. The texts do not tell; answers do. Each answer
to a question that the program chose is one observation: so alike, and the same or not. From all of them follows by how
much every likeness is moved, so that what is at the cut is as often the same measure here as it was in the materials
that the cut was chosen on.

Only the program's own questions count. What people find and put right by themselves is found because it is wrong, and
would tell of a material full of faults. With no answers nothing moves; an answer that is taken back no longer counts.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.cluster import similarity
from toolkit.cluster.pairwise import Block, Places
from toolkit.decisions import in_force
from toolkit.model import Decision, DecisionKind

Answer = tuple[str, str, bool]
"""Two measures and whether they are the same."""
AT_CUT = -0.4
"""Log odds that a pair at the cut is one measure, in the materials grouped by hand."""
SPREAD = 0.5
"""How much, in log odds, materials differ from one another in that: what few answers are held against."""
STEEPNESS = 0.2
"""How much, as a logarithm, materials differ in how fast a rising likeness raises the odds."""
WEIGHT = 0.7
"""What an answered pair counts for: five pairs that share a measure tell less than five that do not."""
MOST = 2.0
"""Log odds that likenesses are moved at most."""
KEPT = 0.1
"""A change no larger than this moves nothing: clusters shall not flicker while answers come in."""
_MOVES = np.linspace(-3.0, 3.0, 121)
_SLOPES = np.exp(np.linspace(-1.0, 1.0, 41))


def told(decisions: Sequence[Decision]) -> tuple[Answer, ...]:
    """Pairs that people were asked about, with the answers; only what is in force, the last word on a pair.

    Example:
        >>> yes = Decision(id="1.1", kind=DecisionKind.MERGE, targets=("a", "b"), who="Å", when="2026-11-22")
        >>> told([yes])
        ()
        >>> told([Decision(id="1.1", kind=yes.kind, targets=yes.targets, who="Å", when=yes.when, question="f-1")])
        (('a', 'b', True),)
    """
    found: dict[frozenset[str], Answer] = {}
    for decision in in_force(decisions):
        if decision.question is None or decision.kind not in (DecisionKind.MERGE, DecisionKind.NEVER_TOGETHER):
            continue
        first, *others = decision.targets or ("",)
        for other in others:
            found[frozenset((first, other))] = (first, other, decision.kind is DecisionKind.MERGE)
    return tuple(found.values())


def moved(
    answers: Sequence[Answer],
    place: Mapping[str, int],
    *,
    found: Mapping[str, Block],
    learned: similarity.Weights,
    scales: Mapping[str, similarity.Scale],
    whole: int,
) -> float:
    """Log odds by which answers move every likeness: what `move` says of the likeness of the pairs asked about.

    Args:
        answers: From `told`.
        place: Measure → its row in the evidence.
        found: The evidence.
        learned: Weights.
        scales: What chance pairs look like.
        whole: Measures in the corpus.
    """
    known = [(place[one], place[other], same) for one, other, same in answers if one in place and other in place]
    if not known:
        return 0.0
    rows: Places = np.unique(np.array([pair[:2] for pair in known], dtype=np.int64))
    part = {kind: block.take(rows) for kind, block in found.items()}
    total = similarity.likeness(part, learned, len(rows), whole=whole, nearest=1, chance_pairs=scales).total
    one, other = (np.searchsorted(rows, [pair[side] for pair in known]) for side in (0, 1))
    return move(total[one, other].tolist(), [pair[2] for pair in known])


def move(likeness: Sequence[float], same: Sequence[bool]) -> float:
    """The likeliest move, given how alike the pairs asked about were and which of them were the same.

    A logistic curve with the cut's usual odds and slope 1 expected beforehand. Rounded to steps of 0.05.

    Example:
        >>> move([1.0, 1.5, 2.0, 0.5, 1.0, 2.0], [False] * 6)
        -0.65
        >>> move([], [])
        0.0
    """
    if not likeness:
        return 0.0
    x, y = np.array(likeness), np.array(same, dtype=bool)
    log_odds = AT_CUT + _MOVES[:, None, None] + _SLOPES[None, :, None] * x
    right = -np.logaddexp(0.0, np.where(y, -log_odds, log_odds)).sum(axis=-1)
    held = (_MOVES[:, None] / SPREAD) ** 2 / 2 + (np.log(_SLOPES)[None, :] / STEEPNESS) ** 2 / 2
    at, slope = np.unravel_index(int(np.argmax(WEIGHT * right - held)), held.shape)
    return round(float(np.clip(_MOVES[at] / _SLOPES[slope], -MOST, MOST)) * 20) / 20

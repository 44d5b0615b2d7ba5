"""Words that were set with wide letter spacing come from the engine in pieces: they are put together by their gaps."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.ingest.pdf.page import Word

_VOWELS = frozenset("aeiouyåäöæøéüAEIOUYÅÄÖÆØÉÜ")
_FEWEST = 4
_LONGEST_PIECE = 3.2
"""Letters a piece, on average: running text has more."""
_ODD = 0.25
"""Share of pieces that cannot be words."""
_WIDER = 1.6


def is_spaced(words: Sequence[Word]) -> bool:
    """Whether the pieces look like one spaced-out line: short, and many that are no words.

    Example:
        >>> def line(text): return [Word(part, (10 * i, 0, 10 * i + 6, 9), 9) for i, part in enumerate(text.split())]
        >>> is_spaced(line("k l i ma tst ra t e g i")), is_spaced(line("vi är i en by på en ö"))
        (True, False)
    """
    if len(words) < _FEWEST or sum(len(word.text) for word in words) > _LONGEST_PIECE * len(words):
        return False
    pieces = [word.text for word in words if word.text.isalpha()]
    if len(pieces) < _FEWEST or len(pieces) < 0.7 * len(words):
        return False
    if pieces[0][0] > "\u024f":
        return sum(1 for piece in pieces if len(piece) == 1) >= 0.6 * len(pieces)
    odd = sum(1 for piece in pieces if not _VOWELS.intersection(piece))
    return odd > 1 and odd >= _ODD * len(pieces)


def drawn_together(words: Sequence[Word]) -> list[Word]:
    """The words that the pieces make: a gap clearly wider than the usual one parts two words.

    Example:
        >>> xs = ((0, "M"), (10, "å"), (20, "l"), (50, "o"), (60, "c"), (70, "h"))
        >>> [word.text for word in drawn_together([Word(text, (x, 0, x + 6, 9), 9) for x, text in xs])]
        ['Mål', 'och']
    """
    gaps = sorted(after.box[0] - before.box[2] for before, after in pairwise(words))
    usual = gaps[len(gaps) // 2]
    found = [words[0]]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > max(_WIDER * usual, usual + 0.15 * word.size):
            found.append(word)
            continue
        last = found[-1]
        box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
        found[-1] = replace(last, text=last.text + word.text, box=box, space_after=word.space_after)
    return found

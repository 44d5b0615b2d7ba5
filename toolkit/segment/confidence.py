"""How sure it is that a candidate is a measure: two independent signals weighed together.

Layout says what the place speaks for, language what the words say. Where both agree the answer is sure; where they
disagree, or speak against the verdict, a person should look first. The weights lie in ``confidence.toml``.
"""

from toolkit.lexicon.weights import chance

SIDES = 0.5
"""Above it a signal speaks for a measure, below it against."""
APART = 0.3
"""So far from one another are two signals that disagree."""


def evidence(layout: float, language: float, *, accepted: bool) -> dict[str, float]:
    """What the weights are put on."""
    return {"layout": layout, "language": language, "accepted": float(accepted), "apart": abs(layout - language)}


def confidence(layout: float, language: float, *, accepted: bool) -> float:
    """The chance that a candidate is a measure, 0-1.

    Args:
        layout: Evidence from structure, 0-1.
        language: Evidence from wording, 0-1.
        accepted: Whether the rules took it as a measure.

    Example:
        >>> confidence(0.95, 0.9, accepted=True) > confidence(0.3, 0.9, accepted=True) > 0.5
        True
        >>> confidence(0.15, 0.1, accepted=False) < 0.05
        True
    """
    return chance("measure", evidence(layout, language, accepted=accepted))


def disagree(layout: float, language: float) -> bool:
    """Whether the two signals speak on different sides, and clearly so.

    Example:
        >>> disagree(0.3, 0.9), disagree(0.95, 0.75)
        (True, False)
    """
    return (layout >= SIDES) != (language >= SIDES) and abs(layout - language) > APART

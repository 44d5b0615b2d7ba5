"""Signals weighed together into a chance, by the learned weights of ``confidence.toml``."""

from collections.abc import Mapping
from math import exp

from toolkit.lexicon import load


def chance(table: str, signals: Mapping[str, float]) -> float:
    """The chance, 0-1, that an answer with these signals is right.

    Args:
        table: ``measure`` or ``field``.
        signals: A number for each weight of the table but ``intercept``.

    Example:
        >>> 0.0 < chance("field", {"structure": 1.0, "language": 1.0}) < 1.0
        True
    """
    weights = load("confidence")[table]
    total = weights["intercept"] + sum(weights[name] * value for name, value in signals.items())
    return round(1 / (1 + exp(-total)), 3)

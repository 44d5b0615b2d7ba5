"""Which language a text is in, of those that plans come in."""

from functools import cache
from typing import Any

LANGUAGES = ("sv", "en", "da", "no", "fi", "de", "fr", "es", "nl", "pt", "ru")
_ALIASES = {"nb": "no", "nn": "no"}


@cache
def _identifier() -> Any:
    """The model, loaded once and only when it is asked for."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([*LANGUAGES, "nn"])
    return identifier


def language_of(text: str) -> str | None:
    """ISO code of the language, or None for a text too short to tell.

    Example:
        >>> language_of("Socialnämnden ska ta fram en rutin för samverkan med polisen och regionen under året.")
        'sv'
    """
    sample = text[:1000] + " " + text[len(text) // 2 : len(text) // 2 + 3000]
    if sum(char.isalpha() for char in sample) < 40:
        return None
    found = str(_identifier().classify(sample)[0])
    return _ALIASES.get(found, found)

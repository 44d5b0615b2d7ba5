"""Every string that a reader of an output sees, by language: ``sv.toml`` and ``en.toml`` with the same keys."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from toolkit.errors import ConfigError


@cache
def labels(language: str = "sv") -> Mapping[str, str]:
    """Dotted key → text, for example ``labels("sv")["draft.blank"]``.

    Raises:
        ConfigError: There is no label file for the language.
    """
    source = files(__package__).joinpath(f"{language}.toml")
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"Det finns inga etiketter på språket {language!r}.", advice="Välj sv eller en.") from None
    return {f"{table}.{key}": text for table, entries in sorted(data.items()) for key, text in entries.items()}

"""What the system and the libraries say when something is wrong, in the words of people: what, on which line.

Messages of other people's code are in English, name things nobody here has seen and point at web pages. Each function
gives a clause without a full stop, to stand after a colon in a message that names the file.
"""

import errno
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

_SYSTEM: Mapping[int, str] = {
    errno.ENOENT: "filen eller mappen finns inte",
    errno.ENOTDIR: "en del av sökvägen är en fil och ingen mapp",
    errno.EISDIR: "det är en mapp och ingen fil",
    errno.EACCES: "du har inte rättighet till den",
    errno.EPERM: "du har inte rättighet till den",
    errno.EROFS: "disken är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "ditt utrymme på disken är slut",
    errno.EFBIG: "filen blev större än disken tillåter",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ELOOP: "en länk pekar på sig själv",
    errno.EEXIST: "det finns redan något med det namnet",
    errno.EMFILE: "för många filer är öppna",
    errno.ENFILE: "för många filer är öppna",
    errno.EBUSY: "ett annat program använder den",
    errno.ETXTBSY: "ett annat program använder den",
    errno.EIO: "disken svarar inte",
    errno.ENOMEM: "minnet är slut",
    errno.ENOEXEC: "filen är inget program",
}
_TOML: tuple[tuple[str, str], ...] = (
    ("Expected '=' after a key", "det saknas ett likhetstecken efter ett namn"),
    ("Invalid initial character for a key", "raden börjar inte med ett namn"),
    ("Invalid value", "värdet saknas eller är ogiltigt; text ska stå inom citattecken"),
    ("Cannot overwrite a value", "samma namn står två gånger"),
    ("Cannot declare", "samma rubrik står två gånger"),
    ("Cannot mutate", "samma namn står två gånger"),
    ("Duplicate inline table key", "samma namn står två gånger"),
    ("Unclosed array", "en lista är inte avslutad med ]"),
    ("Unclosed inline table", "en tabell är inte avslutad med }"),
    ("Expected newline or end of document", "det står något mer på raden än ett värde"),
    ("Unterminated string", "en text är inte avslutad med citattecken"),
    ("Expected", "ett tecken saknas"),
    ("Unescaped", "ett omvänt snedstreck i en text ska skrivas två gånger"),
    ("Illegal character", "det finns ett tecken som inte får stå där, ofta en radbrytning inne i en text"),
    ("Invalid date", "datumet finns inte"),
)
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_KINDS: Mapping[str, str] = {
    "missing": "saknas",
    "unexpected_keyword_argument": "är inget namn som används här",
    "extra_forbidden": "är inget namn som används här",
    "enum": "har ett värde som inte finns",
    "literal_error": "har ett värde som inte finns",
    "string_type": "ska vara text",
    "int_type": "ska vara ett helt tal",
    "int_parsing": "ska vara ett helt tal",
    "float_type": "ska vara ett tal",
    "bool_type": "ska vara true eller false",
    "bool_parsing": "ska vara true eller false",
    "tuple_type": "ska vara en lista",
    "list_type": "ska vara en lista",
    "dict_type": "ska vara ett objekt",
    "dataclass_type": "ska vara ett objekt",
}
MOST_TOLD = 3
"""Faults of one file that are told; with more, the file is of another kind altogether."""


def told(error: BaseException) -> str:
    """What went wrong, in words.

    Example:
        >>> told(PermissionError(13, "Permission denied"))
        'du har inte rättighet till den'
    """
    if isinstance(error, tomllib.TOMLDecodeError):
        return _toml(error)
    if isinstance(error, json.JSONDecodeError):
        return f"rad {error.lineno}, tecken {error.colno} är inte giltig JSON"
    if isinstance(error, UnicodeError):
        return "den är inte sparad som UTF-8"
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, f"systemet nekade (felkod {error.errno or 'okänd'})")
    if hasattr(error, "errors") and callable(error.errors):
        return _values(error.errors())
    return "innehållet är inte det som väntades"


def _toml(error: tomllib.TOMLDecodeError) -> str:
    r"""Line, and what is wrong on it.

    Example:
        >>> try:
        ...     tomllib.loads("a = 1\nb 2")
        ... except tomllib.TOMLDecodeError as fault:
        ...     print(_toml(fault))
        rad 2, tecken 3: det saknas ett likhetstecken efter ett namn
    """
    text = str(error)
    what = next((words for start, words in _TOML if text.startswith(start)), "raden går inte att tolka")
    place = _PLACE.search(text)
    where = f"rad {place[1]}, tecken {place[2]}" if place and place[1] else "i slutet"
    return f"{where}: {what}"


def _values(faults: list[dict[str, Any]]) -> str:
    """The fields that a validator did not take."""
    parts = []
    for fault in faults[:MOST_TOLD]:
        path = ".".join(str(one + 1) if isinstance(one, int) else str(one) for one in fault.get("loc", ()))
        kind = str(fault.get("type", ""))
        if kind == "json_invalid":
            place = re.search(r"line (\d+) column (\d+)", str(fault.get("msg", "")))
            parts.append(
                f"rad {place[1]}, tecken {place[2]} är inte giltig JSON" if place else "det är inte giltig JSON"
            )
        else:
            parts.append(f"{path or 'värdet'} {_KINDS.get(kind, 'har fel slags värde')}")
    more = len(faults) - MOST_TOLD
    return "; ".join(parts) + (f" och {more} fel till" if more > 0 else "")

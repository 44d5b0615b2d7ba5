"""One answer into the text of ``profil.toml``: everything else in it, comments too, stays as it was written."""

import json
import re
import tomllib
from collections.abc import Sequence

from toolkit.assemble.profile import parse_profile
from toolkit.errors import ConfigError, UsageError
from toolkit.faults import told

_LISTS = frozenset({"kommun.jamforbara"})
_TABLES = ("kommun", "period", "organ", "funktioner", "utkast")


def set_value(text: str, key: str, value: str, *, source: str | None = None, date: str | None = None) -> str:
    r"""The text with one value set.

    Args:
        text: Of ``profil.toml``.
        key: ``table.key``, such as ``organ.social_board``, ``funktioner.kast``, ``fakta.hamn`` or ``period.fran``.
        value: What it shall be.
        source: Where a fact or an answer about a function was taken.
        date: Its date.

    Raises:
        UsageError: There is no such key, or the value does not fit it.

    Example:
        >>> set_value('[organ]\n# social_board = "…"   # Socialnämnd\n', "organ.social_board", "Omsorgsnämnden")
        '[organ]\nsocial_board = "Omsorgsnämnden"   # Socialnämnd\n'
    """
    table, _, name = key.partition(".")
    if table == "fakta" and name:
        made = _fact(text, name, value, source, date)
    elif table in _TABLES and re.fullmatch(r"\w+", name):
        made = _line(text, table, name, _written(key, value, source, date))
    else:
        raise UsageError(
            f"{key!r} är ingen nyckel i profil.toml.",
            advice="Skriv till exempel --set organ.social_board=Socialnämnden.",
        )
    _checked(made, key)
    return made


def set_named_fact(text: str, name: str, value: str, *, source: str | None, date: str | None) -> str:
    r"""The text with a fact that has a name of its own instead of a key, set anew or added.

    Example:
        >>> set_named_fact("", "Folkmängd (länet)", "300 100", source="Kolada", date="2025").splitlines()[-4:]
        ['namn = "Folkmängd (länet)"', 'varde = "300 100"', 'kalla = "Kolada"', 'datum = "2025"']
    """
    made = _fact(text, name, value, source, date, by="namn")
    _checked(made, name)
    return made


def _checked(made: str, key: str) -> None:
    """Stop where the profile would not be valid any more; what was wrong before is none of ours."""
    try:
        data = tomllib.loads(made)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{key} går inte att skriva in i profil.toml: {told(error)}.") from error
    try:
        parse_profile(data if data.get("kommun", {}).get("namn") else data | {"kommun": {"namn": "?"}})
    except ConfigError as error:
        raise UsageError(error.message, advice="Rätta värdet och försök igen.") from error


def _written(key: str, value: str, source: str | None, date: str | None) -> str:
    """The value as TOML."""
    if key.startswith("period.") and value.strip().isdigit():
        return value.strip()
    if key in _LISTS:
        return json.dumps([one.strip() for one in value.split(",") if one.strip()], ensure_ascii=False)
    if key.startswith("funktioner.") and (source or date):
        return "{ " + ", ".join(_pairs((("varde", value), ("kalla", source), ("datum", date)))) + " }"
    return json.dumps(value, ensure_ascii=False)


def _pairs(pairs: Sequence[tuple[str, str | None]]) -> list[str]:
    """``key = "value"`` of each pair that has a value."""
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in pairs if value]


def _line(text: str, table: str, name: str, value: str) -> str:
    """A key of a table: its own line replaced, its commented line brought to life, or a new one at the table's head."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if re.match(rf"\[{table}\]\s*(#.*)?$", line)), None)
    if start is None:
        return f"{text.rstrip()}\n\n[{table}]\n{name} = {value}\n"
    end = next((at for at in range(start + 1, len(lines)) if re.match(r"\[", lines[at])), len(lines))
    for mark in ("", r"#\s*"):
        for at in range(start + 1, end):
            if re.match(rf"{mark}{name}\s*=", lines[at]):
                remark = _remark(lines[at].lstrip("# "))
                lines[at] = f"{name} = {value}{remark}"
                return "\n".join(lines) + "\n"
    lines.insert(start + 1, f"{name} = {value}")
    return "\n".join(lines) + "\n"


def _remark(line: str) -> str:
    """The comment at the end of a line, with the space before it; a # inside quotation marks is none."""
    match = re.match(r'^(?:[^"#]|"(?:[^"\\]|\\.)*")*?(\s*#.*)$', line)
    return match[1] if match else ""


def _fact(text: str, name: str, value: str, source: str | None, date: str | None, *, by: str = "nyckel") -> str:
    """A fact: its block replaced key by key, or a new block at the end."""
    pairs = (("varde", value), ("kalla", source), ("datum", date))
    lines = text.splitlines()
    for start in (at for at, line in enumerate(lines) if re.match(r"\[\[fakta\]\]", line)):
        end = next((at for at in range(start + 1, len(lines)) if re.match(r"\s*\[", lines[at])), len(lines))
        if not any(re.match(rf'{by}\s*=\s*"{re.escape(name)}"', lines[at]) for at in range(start, end)):
            continue
        for key, new in reversed(pairs):
            if not new:
                continue
            at = next((at for at in range(start, end) if re.match(rf"{key}\s*=", lines[at])), None)
            written = f"{key} = {json.dumps(new, ensure_ascii=False)}"
            if at is None:
                lines.insert(start + 2, written)
                end += 1
            else:
                lines[at] = written + _remark(lines[at])
        return "\n".join(lines) + "\n"
    block = ["[[fakta]]", *_pairs(((by, name), *pairs))]
    return text.rstrip() + "\n\n" + "\n".join(block) + "\n"

"""An empty ``profil.toml``: everything a municipality can tell, commented out, so that nothing is guessed."""

import json
from collections.abc import Iterator

from toolkit.lexicon import load


def profile_template(municipality: str) -> str:
    """The text of a new ``profil.toml``; it parses as it stands.

    Example:
        >>> import tomllib
        >>> from toolkit.assemble import parse_profile
        >>> parse_profile(tomllib.loads(profile_template("Ekstad"))).municipality
        'Ekstad'
    """
    return "\n".join(_lines(municipality)) + "\n"


def _lines(municipality: str) -> Iterator[str]:
    known = load("profile")
    yield "# Kommunens förutsättningar. Ta bort # framför det ni vet. Det som är okänt blir en lucka i utkastet."
    yield ""
    yield "[kommun]"
    yield f"namn = {json.dumps(municipality, ensure_ascii=False)}"
    yield '# lan = "…"'
    yield '# jamforbara = ["…"]   # kommuner att jämföra sig med'
    yield ""
    yield "[period]"
    yield "# fran = 2027"
    yield "# till = 2029"
    yield ""
    yield "# Fakta: värde, källa och datum. Ett block per uppgift; kända nycklar:"
    for key, names in known["facts"].items():
        yield f"#   {key:<28} {names['sv']}"
    yield "# Siffror ur en sparad fil från Kolada eller SCB: plankit profile ARBETSYTA --figures FIL"
    yield "# [[fakta]]"
    yield '# nyckel = "folkmangd"'
    yield '# varde = "38 400"'
    yield '# kalla = "SCB"'
    yield '# datum = "2025-12-31"'
    yield ""
    yield "# Organ: rollens nyckel = kommunens eget namn. Saknas ett namn blir den ansvarige en lucka."
    yield "[organ]"
    for key, role in _roles():
        yield f'# {key} = "…"   # {role}'
    yield ""
    yield '# Funktioner: "ja", "nej" eller "okänt".'
    yield "[funktioner]"
    for key, names in known["functions"].items():
        yield f'# {key} = "okänt"   # {names["sv"]}'
    yield ""
    yield "# Vad utkastet ska ha i huvudet. Det som inte anges blir en lucka."
    yield "[utkast]"
    for key, names in known["settings"].items():
        yield f'# {key} = "…"   # {names["sv"]}'


def _roles() -> Iterator[tuple[str, str]]:
    """Key and canonical name of each functional role."""
    data = load("roles")
    for key, role in data.get("roles", data).items():
        if isinstance(role, dict):
            yield key, str(role.get("name", role.get("sv", key)))

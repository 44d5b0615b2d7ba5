"""The register of the example corpus: what each file is, who sent it and when, and its sha256."""

from __future__ import annotations

import hashlib
from pathlib import Path

HEAD = """# Exempelkorpusens register. Alla kommuner, personer och siffror är påhittade.
# Filen skrivs av corpora/build.py; ändra i corpora/authoring/manifest.py.
"""
FILES: list[tuple[str, list[str], str, str, str, str, bool]] = [
    ("norrvik-handlingsplan.pdf", ["Norrvik"], "Handlingsplan mot människohandel och prostitution 2027–2029", "handlingsplan", "Registrator, Norrviks kommun", "2026-11-02", False),
    ("abyholm-program-remissversion.pdf", ["Åbyholm"], "Program och handlingsplan mot prostitution och människohandel", "handlingsplan", "Kanslienheten, Åbyholms kommun", "2026-11-04", False),
    ("sundhamn-natverket.html", ["Sundhamn"], "Nätverket mot människohandel", "webbsida", "Hämtad från Sundhamns kommuns webbplats", "2026-11-05", False),
    ("bergaryd-atgardsplan.docx", ["Bergaryd"], "Åtgärdsplan mot människohandel, prostitution och exploatering", "åtgärdsplan", "Säkerhetsstrategen, Bergaryds kommun", "2026-11-06", False),
    ("bergaryd-overenskommelse-skannad.pdf", ["Bergaryd"], "okänd", "överenskommelse", "Säkerhetsstrategen, Bergaryds kommun", "2026-11-06", False),
    ("lansplan-mellanbygden.odt", ["Mellanbygdens län"], "Länsplan mot människohandel och människoexploatering i Mellanbygdens län 2026–2029", "länsplan", "Länsstyrelsen i Mellanbygdens län", "2026-11-09", False),
    ("abyholm-sundhamn-gemensam-plan.md", ["Åbyholm", "Sundhamn"], "Gemensam handlingsplan för Åbyholms och Sundhamns kommuner", "handlingsplan", "Samverkansnämnden", "2026-11-09", False),
    ("ekstad/valdsplan-2021-2024.docx", ["Ekstad"], "Handlingsplan mot våld i nära relationer 2021–2024", "handlingsplan", "Eget diarium", "2026-11-10", True),
    ("ekstad/trygghetsplan-2026-2027.docx", ["Ekstad"], "Trygghetsplan 2026–2027", "åtgärdsplan", "Eget diarium", "2026-11-10", True),
    ("ekstad/minnesanteckningar-2026-10-21.docx", ["Ekstad"], "Minnesanteckningar, arbetsgruppen mot människohandel", "minnesanteckningar", "Arbetsgruppen", "2026-11-10", True),
]  # fmt: skip


def text(folder: Path) -> str:
    """The register as TOML."""
    out = [HEAD]
    for file, municipality, title, kind, sender, received, own in FILES:
        towns = ", ".join(f'"{name}"' for name in municipality)
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        out.append(
            f'[[document]]\nfile = "{file}"\nmunicipality = [{towns}]\ntitle = "{title}"\ntype = "{kind}"\n'
            f'received_from = "{sender}"\nreceived = {received}\nsha256 = "{digest}"\nown = {str(own).lower()}\n'
        )
    return "\n".join(out)

"""Which measures are the same action in several towns, and which look alike but must never be put together."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

NAMES = {
    "G1": "Utbilda personal att upptäcka",
    "G2": "Lägesbild",
    "G3": "Stöd till köpare",
    "G4": "Skyddat boende",
    "G5": "Nätverk och kärngrupp",
    "G6": "Hotell och boende",
    "G7": "Upphandling",
    "G8": "Samordnad tillsyn",
    "G9": "Barn och unga",
    "G10": "Rutin vid misstanke",
    "G11": "Uppsökande arbete",
    "G12": "Uppföljning av planen",
    "M17": "Rutin för tolk och vård det första dygnet",
    "M19": "Överenskommelse med civilsamhället om långsiktigt stöd",
    "M21": "Elevhälsan frågar i hälsosamtalen",
    "M29": "Överenskommelse med polisen om larmvägar",
    "M33": "Bovärdar utbildas och rapporterar",
    "M38": "Information om arbetstagares rättigheter",
    "M40": "Kontaktkort",
    "M44": "Samordnare",
}
UNSURE = [
    ("G6", "M33"),
    ("G9", "M21"),
    ("G10", "M40"),
    ("G1", "E-vald-utb"),
    ("G4", "E-vald-boende"),
    ("G12", "E-vald-uppf"),
]
NEVER = [
    ("G3", "G4", "stöd till köpare är inte stöd till utsatta"),
    ("G1", "M09", "att utbilda personal är inte att informera allmänheten"),
    ("G1", "M11", "att utbilda personal är inte att informera allmänheten"),
    ("G8", "G7", "tillsyn är inte avtalskontroll"),
    ("G2", "G12", "att kartlägga läget är inte att följa upp planen"),
    ("G2", "M04", "att kartlägga läget är inte att inventera dokument"),
]
NEAR_COPIES = [
    ("norrvik-3.1", "gemensam-1"),
    ("norrvik-3.2b", "gemensam-2"),
    ("gemensam-4", "ekstad-trygghetsplan-3"),
    ("norrvik-4.5", "lansplan-9"),
]


def clusters(measures: list[dict[str, object]]) -> dict[str, object]:
    """The groups over all documents, with their pairs."""
    members: dict[str, list[str]] = defaultdict(list)
    for measure in measures:
        members[str(measure["cluster"])].append(str(measure["id"]))
    return {
        "clusters": [
            {"cluster": key, "label": NAMES.get(key), "members": ids}
            for key, ids in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
        ],
        "unsure_with": [{"clusters": [one, other]} for one, other in UNSURE],
        "never_together": [
            {"pair": [one, other], "why": why}
            for first, second, why in NEVER
            for one, other in product(members[first], members[second])
        ],
        "near_copies": [list(pair) for pair in NEAR_COPIES],
    }

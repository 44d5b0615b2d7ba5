from toolkit.cluster import cluster
from toolkit.cluster.naming import clean
from toolkit.cluster.reuse import families


def test_numbers_and_marks_are_not_part_of_a_name():
    assert clean("**R3.2 Solar PV**") == "Solar PV"
    assert clean("3.1. Zero waste programme") == "Zero waste programme"
    assert clean("50 % minskat svinn") == "50 % minskat svinn"


def test_a_label_stands_in_a_members_own_words(make):
    texts = ["Bygga ut laddinfrastruktur för elbilar", "Laddinfrastruktur för elbilar byggs ut", "Öva krisledningen"]
    result = cluster([make(f"m{n}", text, town=f"T{n}") for n, text in enumerate(texts)], encoder="lexical")
    joined = next(one for one in result.clusters if len(one.members) == 2)
    assert "laddinfrastruktur" in joined.label.lower()
    assert any(joined.label.lower() in text.lower() for text in texts)


def test_copies_are_families_and_short_likenesses_are_not(make):
    texts = [
        "Socialnämnden tar fram en skriftlig rutin för ärenden om människohandel.",
        "Socialnämnden tar fram en skriftlig rutin för ärenden om människohandel",
        "Socialnämnden tog fram en skriftlig rutin för ärenden om människohandel.",
        "Skapa en plan",
        "Skapa en park",
        "Kultur- och fritidsnämnden bygger en simhall i centrala Norrvik.",
    ]
    assert families([make(f"m{n}", text) for n, text in enumerate(texts)]) == (("m0", "m1", "m2"),)

import pytest

from toolkit.cluster import cluster
from toolkit.cluster.naming import clean, label, town_names
from toolkit.cluster.reuse import families
from toolkit.cluster.rows import _measure


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lokaler inrymmer en nybyggd simhall i Lund", "Nybyggd simhall"),
        ("Lunds kommun ska ta fram en resepolicy för Lund", "Resepolicy"),
        ("Bygga cykelvägar i Upplands Väsby", "Bygga cykelvägar"),
        ("Norrviks skolor", "Skolor"),
        ("Vara uppdaterad på bidrag", "Vara uppdaterad på bidrag"),
        ("Driftstatistik ska insamlas och vill granskas", "Driftstatistik"),
        ("Skolornas biogas och naturgas", "Skolornas biogas och naturgas"),
        ("Samordnaren rapporterar förekomsten av radon två gånger per år till nämnden", "Förekomsten av radon"),
        ("Kuratorn tecknar avtal senast i maj och räknar antalet hänvisningar", "Avtal"),
        ("Enheten går igenom larmlistan varje halvår", "Larmlistan"),
        ("Rektor erbjuder all personal en kurs om näthat senast den 30 april 2027", "Kurs om näthat"),
        ("Nämnden bör överväga att köpa lokala andelar om långsiktig lönsamhet kan visas", "Köpa lokala andelar"),
    ],
)
def test_a_label_is_a_phrase_without_verbs_and_towns(text, wanted):
    found = label([text], 0, {}, 100, "sv", hidden=town_names(["Norrvik"]))
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # The thing itself, and not what it is about or for whom.
        ("Upprätta rutiner för värmeböljor i hemtjänst, äldreboenden, skolor och förskolor", "Rutiner för värmeböljor"),
        ("Ta fram en plan mot hedersvåld och förtryck", "Plan mot hedersvåld och förtryck"),
        ("Regionen tar fram en rutin för akut vård och undersökning av barn", "Rutin för akut vård"),
        ("REDUCTION OF PRIVILEGES OF CARS", "REDUCTION OF PRIVILEGES OF CARS"),
        # For whom, where that is what tells it from its opposite.
        ("Erbjuda stöd till unga som vill lämna gäng, genom samtal", "Stöd till unga som vill lämna gäng"),
        ("Inrätta en mottagning för personer som köper sex (KAST) i länet",
         "Mottagning för personer som köper sex"),
        ("Stödgrupper för barn som har bevittnat våld startas i Ekstad", "Stödgrupper för barn som har bevittnat våld"),
        # The verb stays where it says what is done; what only brings something about does not.
        ("Minska äldres ensamhet med dagliga mötesplatser i samarbete med föreningar",
         "Minska äldres ensamhet med dagliga mötesplatser"),
        ("Utbilda bovärdar och trygghetsvärdar och införa en enkel rapportväg",
         "Utbilda bovärdar och trygghetsvärdar"),
        ("Se över taxan så att den som sorterar betalar mindre", "Se över taxan"),
        ("Ge chefer och förtroendevalda en genomgång av lägesbild, ansvar och resultat", "Genomgång av lägesbild"),
        ("Låta elevhälsan ställa frågor om sex mot ersättning på nätet i hälsosamtalen",
         "Frågor om sex mot ersättning på nätet"),
        # Not who does it, unless it is done to them; not a condition, a time or a piece of a clause.
        ("Individ- och familjenämnden erbjuder hotellen en utbildning om tecken på våld senast i maj",
         "Utbildning om tecken på våld"),
        ("Samtliga motorvärmare ska fasas ut", "Motorvärmare"),
        ("Alla som i sitt arbete kan möta utsatta får en halvdags kurs", "Halvdags kurs"),
        ("Utreda om överskottsvärmen från sågverket kan tas till vara", "Överskottsvärmen från sågverket"),
        ("Samverkan mellan myndigheter, civilsamhälle och näringsliv ska stärkas",
         "Samverkan mellan myndigheter, civilsamhälle och näringsliv"),
        ("Inventera styrdokument och redovisa luckor i rutinerna för kommunens nämnder", "Inventera styrdokument"),
    ],
)  # fmt: skip
def test_a_label_says_what_is_done_to_what(text, wanted):
    language = "en" if text.isupper() else "sv"
    assert label([text], 0, {}, 100, language, hidden=town_names(["Ekstad"])) == wanted


def test_a_members_own_short_name_is_preferred_and_an_opposite_is_kept():
    names = [
        "Informera om var den som köper sex kan få hjälp",
        "Hänvisning av köpare",
        "Den som vill sluta köpa sex hänvisas till mottagning i grannkommun.",
    ]
    assert label(names, 1, {}, 100, "sv") == "Hänvisning av köpare"
    assert "utsatta" in label(["Stöd till utsatta", "Ge stöd till utsatta"], 0, {}, 100, "sv")


def test_no_phrase_in_a_long_clause_leaves_the_sentence_cut_short():
    said = "Följa upp hur det som sker när man inte vet vad som har gjorts blir bättre"
    assert label([said], 0, {}, 100, "sv").endswith("…")


def test_real_labels_hold_no_town_and_no_lone_verb(gold):
    for name in ("clusters_dev", "clusters_vansbro"):
        rows, _, _ = gold(name)
        measures = [_measure(row, number) for number, row in enumerate(rows)]
        towns = {row["municipality"] for row in rows}
        for one in cluster(measures, encoder="lexical").clusters:
            words = one.label.split()
            assert not towns & set(words), one.label
            assert one.label.lower() not in {"vill", "ska", "ta", "göra", "skapa", "utveckla"}
            assert words[0].lower() not in {
                "i",
                "på",
                "av",
                "om",
                "och",
                "per",
                "antal",
                "både",
                "varje",
                "gång",
                "över",
            }
            assert words[-1].lower() not in {"i", "på", "av", "om", "och", "per", "senast", "of", "the", "ett", "en"}


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


def test_a_passage_that_is_taken_over_with_another_body_and_date_is_a_copy(make):
    passage = "ta fram en gemensam rutin för hur personal ska agera vid misstanke om människohandel"
    texts = [
        f"{passage.capitalize()}.",
        f"Individ- och familjenämnden ska {passage}. Rutinen är klar i april 2027.",
        f"Kommunen bör {passage}, minst vartannat år",
        "Ta fram en gemensam rutin för hur personal ska agera vid brand",
    ]
    measures = [make(f"m{n}", text, town=f"T{n}") for n, text in enumerate(texts)]
    assert families(measures) == (("m0", "m1", "m2"),)
    assert families([make(f"m{n}", text) for n, text in enumerate(texts[:2])]) == ()

import pytest

from toolkit import lexicon
from toolkit.cluster.facets import FACETS, compiled, facet, named, objects


@pytest.mark.parametrize(
    ("text", "key", "is_named"),
    [
        ("Lengthening the growth cycle of forests", "cycling", False),
        ("New cycle lanes", "cycling", True),
        ("A large solar park", "parks", False),
        ("Skötsel av stadens parker", "parks", True),
        ("Low-carbon building materials", "car_free", False),
        ("Laddstolpar för elbilar", "charging", True),
        ("Municipal heat plant", "heat_plan", False),
        ("Kommunal värmeplan", "heat_plan", True),
        ("Foster innovation among companies", "placed_children", False),
        ("Minska matsvinnet i skolkök", "school_attendance", False),
        ("City logistics", "hotels", False),
        ("Restore habitats", "behaviour", False),
        ("Träffpunkter som bryter äldres isolering", "energy_renovation", False),
        ("Bike sharing scheme", "cycle_sharing", True),
        ("Bike parking at stations", "cycle_sharing", False),
        ("Laddinfrastruktur för bussar", "bus_charging", True),
    ],
)
def test_a_word_is_not_taken_for_another(text, key, is_named):
    assert (key in objects().find(text)) is is_named


def test_the_three_ways_to_write_a_word_and_the_shadow():
    matcher = compiled(
        {"a": ["=bus"], "b": ["ladd"], "c": ["*svinn"], "d": ["heat grid"], "e": ["park", "!solar park"]}
    )
    assert matcher.find("Bus laddning matsvinnet heat grids parker") == ("a", "b", "c", "d", "e")
    assert matcher.find("buss överladdad heated grid solar parks") == ()


def test_named_tells_all_facets():
    assert set(named("Utbilda personal i skolan")) == {"object", *FACETS}
    assert named("Utbilda personal i skolan")["setting"] == ("school",)


def test_opposed_values_exist():
    for name, pairs in lexicon.strings("facets", "opposed").items():
        for pair in pairs:
            assert set(pair.split()) <= set(facet(name).keys), pair

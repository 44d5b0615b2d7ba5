"""profil.toml → Profile: right ones are read, wrong ones are named all at once."""

import tomllib
from pathlib import Path

import pytest

from toolkit.assemble import parse_profile
from toolkit.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_profile_is_read():
    text = (ROOT / "corpora" / "manniskohandel" / "ekstad" / "profil.toml").read_text(encoding="utf-8")
    profile = parse_profile(tomllib.loads(text))
    assert profile.municipality == "Ekstad"
    assert {body.role: body.name for body in profile.bodies}["social_board"] == "Vård- och omsorgsnämnden"
    assert {fact.key: fact.value for fact in profile.functions}["kast"] == "nej"
    assert profile.facts[0].source and profile.facts[0].date
    assert dict(profile.settings)["diarienummer"] == "KS 2026/0311"


def test_all_wrong_keys_are_named_at_once_with_the_nearest_right_one():
    data = {
        "komun": {},
        "kommun": {"namn": "Ekstad", "län": "X län"},
        "period": {"fran": 2029, "till": 2027, "slut": 1},
        "organ": {"social_bord": "Socialnämnden"},
        "funktioner": {"kast": "kanske", "mikka": "nej"},
        "fakta": [{"nyckel": "folkmängd", "varde": "1"}, {"varde": "2"}],
        "utkast": {"dokumenttype": "Plan"},
    }
    with pytest.raises(ConfigError) as caught:
        parse_profile(data)
    message = caught.value.message
    for wrong, right in (
        ("komun", "kommun"),
        ("kommun.län", "lan"),
        ("social_bord", "social_board"),
        ("mikka", "mika"),
        ("folkmängd", "folkmangd"),
        ("dokumenttype", "dokumenttyp"),
    ):
        assert wrong in message and f"'{right}'" in message, (wrong, message)
    assert "period.slut" in message
    assert "senare än" in message
    assert "'kanske'" in message
    assert "fakta[2].nyckel saknas" in message
    assert caught.value.exit_code == 5


def test_a_profile_of_a_name_only_is_enough():
    assert parse_profile({"kommun": {"namn": "Ekstad"}}).bodies == ()


def test_wrong_shapes_are_faults_not_crashes():
    with pytest.raises(ConfigError) as caught:
        parse_profile({"kommun": "Ekstad", "fakta": "x", "organ": ["a"], "aktorer": [1], "period": {"fran": "i fjol"}})
    assert caught.value.message.count(";") >= 4


def test_a_town_may_have_facts_of_its_own():
    profile = parse_profile({"kommun": {"namn": "Ekstad"}, "fakta": [{"namn": "Antal broar", "varde": 7}]})
    assert (profile.facts[0].key, profile.facts[0].value) == ("Antal broar", "7")


def test_several_bodies_of_one_role():
    profile = parse_profile({"kommun": {"namn": "E"}, "organ": {"social_board": ["Socialnämnden", "Socialkontoret"]}})
    assert [body.name for body in profile.bodies] == ["Socialnämnden", "Socialkontoret"]

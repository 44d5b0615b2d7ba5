"""Owners and partners: a body of ours, a body that all towns share, or one clean blank; never half a name."""

from dataclasses import replace

import pytest

from toolkit.assemble.adapt import apply
from toolkit.assemble.parties import party_field
from toolkit.assemble.setting import make_setting
from toolkit.model import Body, ItemKind, Party, Profile, Source

GAP = "[fylls i lokalt]"
SOURCE = Source(document="a", municipality="Munster", quote="")


@pytest.fixture
def setting():
    profile = Profile(municipality="Vansbro", bodies=(Body(role="building_tech", name="Samhällsenheten"),))
    towns = ("Lappeenranta", "Norrvik", "Munster", "Taurage", "Liepaja", "Jonava")
    made = make_setting(profile, [], [], today="2026-11-22")
    return replace(made, towns=towns, common=frozenset({"verksamhetschef"}))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Münster city administration", "Vansbro kommun"),
        ("Tauragė district municipality", "Vansbro kommun"),
        ("MUENSTER City", "Vansbro kommun"),
        ("Lappeenrannan Energia", GAP),
        ("Urban Environment Tampere", GAP),
        ("Town Planning, Climate and Environmental Policy", GAP),
        ("County Administrative Board", "Länsstyrelsen"),
        ("As defined in the plan, Paragraph 1.3 Implementation and monitoring", GAP),
        ("Scope of the Action and Facilities Concerned (Facilities in which Implementation Takes Place)", GAP),
        ("City planning department", "Samhällsenheten"),
    ],
)
def test_a_foreign_name_is_ours_or_shared_or_a_blank(setting, name, text):
    field = party_field("responsible", Party(name=name), setting, SOURCE, foreign=True)
    assert field.text == text
    assert (field.kind is ItemKind.BLANK) == (text == GAP)
    assert text == GAP or apply(field.quote, field.changes) == text


@pytest.mark.parametrize(
    ("bodies", "text"), [((), GAP), ((Body(role="social_board", name="Socialnämnden"),), "Socialnämnden")]
)
def test_another_towns_care_service_is_our_body_of_that_role_or_a_blank(setting, bodies, text):
    setting = replace(setting, profile=replace(setting.profile, bodies=bodies))
    assert party_field("responsible", Party(name="Individ- och familjeomsorgen"), setting, SOURCE).text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Norrviks kommun", "Vansbro kommun"),
        ("Lokalpolisområde Norrvik", "Polismyndigheten"),
        ("Norrviks Energi", GAP),
        ("Solrosen", "Solrosen"),
        ("Projektet Solrosen", GAP),
        ("Räddningstjänsten", "Räddningstjänsten"),
        ("Verksamhetschef Socialtjänsten", "Socialtjänsten"),
        ("Kommunen ska se till att detta görs", GAP),
    ],
)
def test_a_swedish_name_is_whole_or_a_blank(setting, name, text):
    field = party_field("responsible", Party(name=name), setting, SOURCE)
    assert field.text == text
    assert field.kind is ItemKind.BLANK or apply(field.quote, field.changes) == text

"""The interview asks what matters, says why, and leaves the rest of the profile as it was written."""

import tomllib

import pytest

from toolkit.assemble import assemble, parse_profile, profile_template
from toolkit.assemble.interview import interview
from toolkit.assemble.profile_text import set_value
from toolkit.errors import UsageError
from toolkit.model import Profile


def asked(towns, profile):
    draft = assemble(profile, towns.clustering, towns.measures, towns.register, today="2026-11-22")
    return {one.key: one for one in interview(profile, draft, towns.clustering, towns.measures)}


def test_an_empty_profile_is_asked_for_period_and_bodies_with_reasons(towns):
    questions = asked(towns, Profile(municipality="Ekstad"))
    assert {"period.fran", "period.till", "utkast.beslutsinstans"} <= set(questions)
    bodies = [one for key, one in questions.items() if key.startswith("organ.")]
    assert bodies and all("till exempel: " in one.why for one in bodies)


def test_what_is_known_or_matters_to_no_measure_is_not_asked(towns):
    before, after = asked(towns, Profile(municipality="Ekstad")), asked(towns, towns.profile)
    known = {f"organ.{body.role}" for body in towns.profile.bodies} | {"period.fran", "period.till"}
    assert not known & set(after)
    assert "organ.archive_board" not in before
    assert len(after) < len(before)


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("organ.social_board", "Vård- och omsorgsnämnden", lambda p: p.bodies[0].name),
        ("funktioner.kast", "nej", lambda p: p.functions[0].value),
        ("fakta.hamn", "nej", lambda p: p.facts[0].value),
        ("period.fran", "2027", lambda p: str(p.period_from)),
        ("kommun.lan", "Mellanlandet", lambda p: p.county),
        ("utkast.beslutsinstans", 'Nämnden för "allt" # här', lambda p: dict(p.settings)["beslutsinstans"]),
    ],
)
def test_an_answer_goes_in_and_every_comment_stays(key, value, read):
    before = profile_template("Ekstad")
    after = set_value(before, key, value)
    assert read(parse_profile(tomllib.loads(after))) == value
    assert set_value(after, key, value) == after
    lost = [line for line in before.splitlines() if line not in after.splitlines()]
    assert len(lost) <= 1
    if lost and lost[0].count("#") > 1:
        assert lost[0].rpartition("#")[2] in after


def test_a_second_answer_replaces_the_first_and_keeps_its_remark():
    text = '[[fakta]]\nnyckel = "hamn"\nvarde = "ja" # gästhamn\nkalla = "ÖP"\n\n[organ]\nsocial_board = "A" # ny\n'
    text = set_value(text, "fakta.hamn", "nej", source="Hamnkontoret", date="2026-01-01")
    text = set_value(text, "organ.social_board", "Omsorgsnämnden")
    assert 'varde = "nej" # gästhamn' in text and 'kalla = "Hamnkontoret"' in text and 'datum = "2026-01-01"' in text
    assert 'social_board = "Omsorgsnämnden" # ny' in text
    assert text.count("[[fakta]]") == 1


@pytest.mark.parametrize(
    ("key", "value"), [("organ.finns_inte", "A"), ("period.fran", "snart"), ("funktioner.kast", "kanske"), ("x", "y")]
)
def test_wrong_answers_are_refused(key, value):
    with pytest.raises(UsageError):
        set_value(profile_template("Ekstad"), key, value)

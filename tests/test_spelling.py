"""Names of places in other spellings, in the rewording and at the gate alike."""

import re
from dataclasses import replace

import pytest

from toolkit.assemble.adapt import adapt
from toolkit.assemble.setting import make_setting
from toolkit.gate.leaks import Names, find_leaks
from toolkit.lexicon.spelling import spelled
from toolkit.model import Profile

REGISTERED = ("Munster", "Taurage", "Liepāja", "Lappeenranta", "Malmo")


@pytest.mark.parametrize(
    "text",
    [
        "Buses in Münster run often.",
        "Buses in MÜNSTER run often.",
        "Tauragė district runs buses.",
        "The buses of Liepaja run.",
        "Lappeenrannan buses run.",
        "Bussarna i Malmö går ofta.",
        "Münster’s buses run.",
    ],
)
def test_any_spelling_is_seen_and_replaced(text):
    names = Names(towns=frozenset(REGISTERED))
    assert find_leaks(text, names)
    setting = make_setting(Profile(municipality="Vansbro"), [], [], today="2026-11-22")
    assert not find_leaks(adapt(text, replace(setting, towns=REGISTERED)).text, names)


@pytest.mark.parametrize("word", ["Monster", "Malmen", "Lappen", "Tauber", "minst"])
def test_other_words_are_left_alone(word):
    assert not find_leaks(f"Ordet {word} står kvar.", Names(towns=frozenset(REGISTERED)))
    assert not any(re.fullmatch(spelled(name), word, re.IGNORECASE) for name in REGISTERED)

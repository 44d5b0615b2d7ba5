"""The word lists: valid, sorted, no word twice."""

import tomllib
from importlib.resources import files

import pytest

from toolkit.segment.columns import column_key, split_labels
from toolkit.segment.language import signals
from toolkit.segment.modality import binding
from toolkit.segment.sections import heading_kind
from toolkit.text import collate


@pytest.mark.parametrize("name", ["columns", "languages", "sections", "verbs", "meetings"])
def test_lists_are_sorted_and_without_doubles(name):
    data = tomllib.loads(files("toolkit.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    tables = [data, *(value for value in data.values() if isinstance(value, dict))]
    for table in tables:
        for key, words in table.items():
            if isinstance(words, list) and key not in ("order",) and table is not data.get("irregular"):
                assert words == sorted(set(words), key=collate), f"{name}.toml, {key}"


def test_no_column_word_stands_under_two_keys():
    data = tomllib.loads(files("toolkit.lexicon").joinpath("columns.toml").read_text(encoding="utf-8"))
    words = [word for words in data.values() for word in words]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Ansvarig nämnd/förvaltning", "responsible"),
        ("Huvudansvarig", "responsible"),
        ("Tidsplan:", "deadline"),
        ("Klart senast", "deadline"),
        ("Samverkar med", "partners"),
        ("Så här gör vi", "measure"),
        ("Handling", "measure"),
        ("Specifikt mål", "goal"),
        ("Operativa mål", "subgoal"),
        ("Orsak", "problem"),
        ("Agencies/persons responsible for implementation", "responsible"),
        ("Name of the action", "measure"),
        ("Comments on implementation – consider mentioning resources, timelines, milestones", "comments"),
        ("Outcome (according to module B-1.1)", "outcome"),
        ("B-2.2.4 Action name", "measure"),
        ("b) Responsible bodies", "responsible"),
        ("Responsib1e bodies/person for implementation", "responsible"),
        ("lnvolved stakeholders", "partners"),
        ("Acton description", "description"),
        ("Implementing entities", "responsible"),
        ("Organisation in charge", "responsible"),
        ("Participating organisations", "partners"),
        ("Title of the intervention", "measure"),
        ("Implementing a cycling plan", None),
        ("Monitoring of noise", None),
        ("IM3 Monitoring", None),
        ("Kommunstyrelsen", None),
        ("Utbilda personal i att upptäcka", None),
    ],
)
def test_labels(label, key):
    assert column_key(label) == key


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("3. Prioriterade åtgärder", "measures"),
        ("Vision, mål och åtgärder", "measures"),
        ("Inriktningsmål", "goals"),
        ("7 Lagstiftning", "law"),
        ("Bilaga 2 Källor", "references"),
        ("Uppföljning och revidering", "follow_up"),
        ("Kunskapsöversikt", "background"),
        ("Det här gör vi redan", "ongoing"),
    ],
)
def test_headings(title, kind):
    assert heading_kind(title)[0].value == kind


def test_labels_inside_a_text():
    head, found = split_labels("Avtal tecknas. Ansvarig: socialchef. Uppföljning: andel, se bilaga.")
    assert head == "Avtal tecknas."
    assert [(one.key, one.value) for one in found] == [
        ("responsible", "socialchef"),
        ("follow_up", "andel, se bilaga"),
    ]
    assert split_labels("Kl. 13:00 öppnar mötet: välkomna")[1] == ()


def test_prepositions_are_no_verbs():
    assert signals("För barn krävs inget medel").starts == ""
    assert signals("Köp av tjänster regleras").starts == ""


def test_binding_is_the_strongest_word():
    assert [binding(text) for text in ("Nämnden ska", "Nämnden bör", "Vid behov", "Utbilda")] == [
        "ska",
        "bör",
        "kan",
        "none",
    ]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Kommunen får statsbidrag för arbetet.", "none"),
        ("Inventera hinder som kan uppstå.", "none"),
        ("Erbjud stöd till den som kan arbeta deltid.", "none"),
        ("Elever får stöd.", "none"),
        ("Nämnden får ta ut en avgift.", "kan"),
        ("Kommunen kan erbjuda ledsagning.", "kan"),
        ("Kommunfullmäktige uppdrar åt socialnämnden att inrätta ett team.", "ska"),
        ("Socialnämnden ges i uppdrag att inrätta ett team.", "ska"),
        ("För att minska utsläppen ska bilarna bytas.", "ska"),
        ("Ta fram en rutin för hur personal ska agera.", "none"),
    ],
)
def test_a_modal_binds_in_the_main_clause_with_a_verb(text, how):
    assert binding(text) == how

"""Drafts from the example for towns of every kind, made up and real: the gate never has anything to say."""

import random

import pytest

from toolkit.gate import check
from toolkit.model import Body, Profile
from toolkit.workflow.example import example_corpus

TODAY = "2026-11-22"
REAL = ["Vara", "Lund", "Borås", "Mark", "Åre", "Örebro", "Upplands Väsby", "Malmö", "Ed", "Ekstad"]
BOARDS = {"social_board": "Välfärdsnämnden", "executive": "Kommunledningskontoret", "municipal_landlord": "{town}hem"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return example_corpus(tmp_path_factory.mktemp("example") / "ekstad")


def profiles(count):
    chance = random.Random(11)
    for _ in range(count):
        town = chance.choice(REAL)
        bodies = [Body(role=role, name=name.format(town=town)) for role, name in BOARDS.items()]
        first = chance.choice([None, 2026, 2027])
        yield (
            Profile(
                municipality=town,
                bodies=tuple(body for body in bodies if chance.random() < 0.5),
                period_from=first,
                period_to=first and first + 3,
                peers=tuple(chance.sample(["Norrvik", "Åbyholm", "Sundhamn"], chance.randrange(3))),
            ),
            chance.choice([5, 12, 40]),
        )


def test_any_town_gets_a_draft_that_passes(corpus):
    documents = tuple(corpus.document(row.id) for row in corpus.current)
    for profile, size in profiles(16):
        draft = corpus.draft(today=TODAY, profile=profile, size=size)
        found = check(draft, documents, corpus.current, profile, measures=corpus.all_measures)
        assert found == (), (profile.municipality, found[:3])
        cells = [cell.text for part in draft.sections for item in part.items for cell in item.fields]
        owners = [
            cell.text
            for part in draft.sections
            for item in part.items
            for cell in item.fields
            if cell.key in {"responsible", "partners"}
        ]
        assert cells and all(text == "[fylls i lokalt]" or "[fylls i lokalt]" not in text for text in owners)

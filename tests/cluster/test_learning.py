"""What answers say of pairs nobody was asked about: told by the program's own questions, by nothing else."""

from dataclasses import replace

import pytest

from toolkit.cluster import cluster, learning
from toolkit.cluster.learning import MOST, move, told
from toolkit.cluster.suggest import answered, suggest
from toolkit.model import Decision, DecisionKind


@pytest.fixture
def plans(make):
    """Three towns with the same ten actions in words of their own."""
    what = ["cykelväg", "busshållplats", "gatulampa", "lekplats", "skola", "badhus", "bibliotek", "bro", "torg", "park"]
    ways = {"Norrvik": "Bygga en ny {}", "Sundhamn": "Rusta upp varje {}", "Åbyholm": "Utreda kostnaden för en {}"}
    return [
        make(f"{town[0].lower()}{number}", way.format(thing), town=town)
        for town, way in ways.items()
        for number, thing in enumerate(what)
    ]


def answers(measures, same, count=4):
    """Decisions after so many questions that were all answered alike."""
    log = []
    for number in range(count):
        found = cluster(measures, encoder="lexical", decisions=log)
        (question,) = suggest(found, measures, decisions=log, count=1)
        apart = () if same else question.measures[1:]
        log += answered(
            question.measures, apart, measures=measures, id=f"a{number}", who="Å", when="2026-11-22",
            question=question.id,
        )  # fmt: skip
    return log


def joined(clustering):
    return sum(len(one.members) - 1 for one in clustering.clusters)


def test_many_noes_make_everything_less_alike_also_what_nobody_was_asked_about(plans):
    before = cluster(plans, encoder="lexical")
    assert joined(before) >= 5, "there is something to part"
    log = answers(plans, same=False)
    after = cluster(plans, encoder="lexical", decisions=log)
    assert after.learned < -0.2 and after.cut == before.cut
    near, now = dict(before.neighbours), dict(after.neighbours)
    assert all(now[one][0].similarity < listed[0].similarity for one, listed in near.items() if listed)
    (note,) = [note for note in after.notes if "nej" in note]
    assert "högre" in note and f"{-after.learned:.2f}".replace(".", ",") in note


def test_many_yeses_make_it_looser_and_undoing_them_takes_it_back(plans):
    log = answers(plans, same=True)
    after = cluster(plans, encoder="lexical", decisions=log)
    assert after.learned > 0 and any("lägre" in note for note in after.notes)
    back = Decision(id="z1", kind=DecisionKind.UNDO, targets=tuple(one.id for one in log), who="Ö", when="2026-11-23")
    again = cluster(plans, encoder="lexical", decisions=[*log, back], previous=after)
    assert again.learned == 0 and not any("lägre" in note for note in again.notes)


def test_what_people_find_by_themselves_moves_nothing(plans):
    log = [replace(one, question=None) for one in answers(plans, same=False)]
    assert told(log) == () and cluster(plans, encoder="lexical", decisions=log).learned == 0


def test_a_new_plan_moves_no_cut(plans, make):
    log = answers(plans, same=False)
    before = cluster(plans, encoder="lexical", decisions=log)
    more = [*plans, *(make(f"x{n}", f"Inventera {word} i tätorten", town="Tomby") for n, word in enumerate("abc"))]
    after = cluster(more, encoder="lexical", decisions=log, previous=before)
    assert after.learned == before.learned
    old = {member: one.id for one in before.clusters for member in one.members}
    now = {member: one.id for one in after.clusters for member in one.members}
    assert all(now[member] == home for member, home in old.items())


def test_the_same_answers_give_the_same(plans):
    log = answers(plans, same=False)
    assert cluster(plans, encoder="lexical", decisions=log) == cluster(plans, encoder="lexical", decisions=log)


def test_few_answers_move_little_and_many_never_more_than_most():
    assert -0.4 < move([1.0], [False]) <= 0
    assert move([1.0] * 500, [False] * 500) == -MOST
    assert move([-4.0] * 20, [False] * 20) == pytest.approx(0, abs=0.1), "that far pairs differ is no news"


def test_the_last_word_on_a_pair_counts():
    yes = Decision(id="1.1", kind=DecisionKind.MERGE, targets=("a", "b"), who="Å", when="2026-11-22", question="f-1")
    no = replace(yes, id="2.1", kind=DecisionKind.NEVER_TOGETHER)
    assert told([yes, no]) == (("a", "b", False),)
    assert learning.told([]) == ()

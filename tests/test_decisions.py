"""Decisions hold, last, and are never silently lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.anchoring import anchored
from toolkit.decisions import cluster_id, expand, in_force, links, replay, validate
from toolkit.errors import DecisionError
from toolkit.model import Cluster, Clustering, Decision, DecisionKind, Form, Measure, Provenance

TEXTS = {
    "a": "Bygga cykelvägar längs ån",
    "b": "Utbilda personal om hedersvåld",
    "c": "Inrätta en samordnare",
    "d": "Minska matsvinnet i köken",
    "e": "Plantera träd vid torget",
    "f": "Tillsyn av restauranger",
}


def measure(identity, text):
    place = Provenance(document="x", start=0, end=len(text))
    return Measure(id=identity, document="x", text=text, provenance=place, form=Form.BULLET)


MEASURES = [measure(identity, text) for identity, text in TEXTS.items()]


def clustering(*groups):
    return Clustering(
        clusters=tuple(
            Cluster(id=cluster_id(group), label=f"Namn {group[0]}", members=tuple(group), typical=group[0])
            for group in groups
        ),
        cut=0.5,
        encoder="lexical",
    )


def decision(identity, kind, *targets, value=None, who="Anna"):
    anchors = tuple(TEXTS.get(item, "") for item in targets)
    if value in TEXTS:
        anchors += (TEXTS[value],)
    return Decision(id=identity, kind=kind, targets=targets, who=who, when="2026-11-01", value=value, anchors=anchors)


def together(result):
    return {frozenset(cluster.members) for cluster in result.clusters}


def run(result, *decisions, measures=MEASURES):
    return replay(result, decisions, measures=measures)


START = clustering("ab", "c", "def")


def test_merge_and_split_and_back():
    merge = decision("1", DecisionKind.MERGE, "a", "b", "c")
    merged = run(START, merge)
    assert frozenset("abc") in together(merged)
    split = decision("2", DecisionKind.SPLIT, "c", value="a")
    assert together(run(START, merge, split)) == together(START)
    assert together(run(merged, merge, split)) == together(START)


def test_move_to_a_cluster_and_to_stand_alone():
    assert together(run(START, decision("1", DecisionKind.MOVE, "a", value="c"))) == {
        frozenset("ac"), frozenset("b"), frozenset("def")}  # fmt: skip
    assert frozenset("e") in together(run(START, decision("1", DecisionKind.MOVE, "e")))


def test_never_together_parts_a_pair():
    assert together(run(START, decision("1", DecisionKind.NEVER_TOGETHER, "d", "f"))) == {
        frozenset("ab"), frozenset("c"), frozenset("de"), frozenset("f")}  # fmt: skip


def test_rename_follows_the_members_through_a_new_cut():
    named = decision("1", DecisionKind.RENAME, "d", "e", "f", value="Mat och träd")
    other = clustering("a", "b", "cde", "f")
    label = {cluster.members: cluster.label for cluster in run(other, named).clusters}
    assert label[("c", "d", "e")] == "Mat och träd"


def test_accept_marks_a_cluster_as_sure_and_tells_why():
    result = run(clustering("ab", "cdef"), decision("1", DecisionKind.ACCEPT, "a", "b"))
    assert result.clusters[0].confidence == 1.0
    assert result.clusters[0].decided == ("1",)


def test_undo_and_undo_of_undo():
    merge = decision("1", DecisionKind.MERGE, "a", "c")
    undo = decision("2", DecisionKind.UNDO, "1")
    assert together(run(START, merge, undo)) == together(START)
    again = decision("3", DecisionKind.UNDO, "2")
    assert together(run(START, merge, undo, again)) == together(run(START, merge))
    assert in_force([merge, undo, again]) == (merge,)


def test_a_contradiction_is_listed_and_the_last_word_holds():
    never = decision("1", DecisionKind.NEVER_TOGETHER, "a", "c", who="Anna")
    merge = decision("2", DecisionKind.MERGE, "a", "c", who="Bo")
    result = run(START, never, merge)
    assert any(frozenset("ac") <= group for group in together(result))
    assert any("Anna" in note and "Bo" in note for note in result.notes)
    other = run(START, merge, never)
    assert not any(frozenset("ac") <= group for group in together(other))
    assert len(other.notes) == 1


def test_a_contradiction_through_a_chain_is_listed():
    result = run(
        START,
        decision("1", DecisionKind.NEVER_TOGETHER, "a", "d"),
        decision("2", DecisionKind.MERGE, "a", "c"),
        decision("3", DecisionKind.MERGE, "c", "d"),
    )
    assert any("i flera led" in note for note in result.notes)


def test_a_decision_follows_its_measure_to_a_new_id_and_to_new_wording():
    merge = decision("1", DecisionKind.MERGE, "a", "c")
    renamed = [measure("a2", TEXTS["a"]), *MEASURES[1:]]
    result = run(clustering(["a2", "b"], "c", "def"), merge, measures=renamed)
    assert any({"a2", "c"} <= group for group in together(result))
    assert not result.notes
    reworded = [measure("a3", "Bygga cykelvägar längs med ån"), *MEASURES[1:]]
    result = run(clustering(["a3", "b"], "c", "def"), merge, measures=reworded)
    assert any({"a3", "c"} <= group for group in together(result))
    assert any("skrivits om" in note for note in result.notes)


def test_an_orphan_is_listed_and_the_rest_of_its_decision_still_holds():
    merge = decision("1", DecisionKind.MERGE, "a", "b", "c")
    result = run(clustering("b", "c", "def"), merge, measures=MEASURES[1:])
    assert frozenset("bc") in together(result)
    assert any(TEXTS["a"] in note for note in result.notes)


def test_expand_names_members_instead_of_clusters():
    raw = Decision(id="1", kind=DecisionKind.MERGE, targets=(cluster_id("ab"), cluster_id("c")), who="A", when="t")
    full = expand(raw, START, MEASURES)
    assert full.targets == ("a", "b", "c")
    assert full.anchors == tuple(TEXTS[item] for item in "abc")
    move = Decision(id="2", kind=DecisionKind.MOVE, targets=("a",), value=cluster_id("def"), who="A", when="t")
    assert expand(move, START, MEASURES).value == "d"


def test_a_log_that_does_not_hold_together_names_every_fault():
    bad = [
        decision("1", DecisionKind.MERGE, "a"),
        decision("1", DecisionKind.ACCEPT, "a"),
        decision("2", DecisionKind.RENAME, "a"),
        decision("3", DecisionKind.UNDO, "99"),
        decision("4", DecisionKind.SPLIT, "a"),
    ]
    with pytest.raises(DecisionError) as caught:
        validate(bad)
    assert all(part in str(caught.value) for part in ("1:", "2:", "3:", "4:"))


def test_decisions_of_other_stages_pass_through():
    assert together(run(START, decision("1", DecisionKind.EXCLUDE, "draft-7"))) == together(START)
    assert anchored([decision("1", DecisionKind.NOTE, "anything")], MEASURES)[1] == ()


names = st.sampled_from("abcdef")
events = st.lists(
    st.tuples(
        st.sampled_from([
            DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.MOVE, DecisionKind.NEVER_TOGETHER, DecisionKind.ACCEPT,
        ]),
        st.lists(names, min_size=2, max_size=4, unique=True),
        st.one_of(st.none(), names),
    ),
    max_size=7,
)  # fmt: skip
starts = st.lists(st.integers(0, 3), min_size=6, max_size=6)


def build(raw):
    made = []
    for number, (kind, targets, value) in enumerate(raw):
        if kind is DecisionKind.SPLIT and value is None:
            value = targets[0]
        if kind not in (DecisionKind.SPLIT, DecisionKind.MOVE):
            value = None
        made.append(decision(str(number), kind, *targets, value=value))
    return made


def started(numbers):
    groups: dict[int, list[str]] = {}
    for item, number in zip("abcdef", numbers, strict=True):
        groups.setdefault(number, []).append(item)
    return clustering(*groups.values())


@settings(max_examples=300, deadline=None)
@given(starts, events)
def test_replaying_twice_changes_nothing(numbers, raw):
    log = build(raw)
    once = replay(started(numbers), log, measures=MEASURES)
    assert replay(once, log, measures=MEASURES) == once


@settings(max_examples=300, deadline=None)
@given(starts, events)
def test_no_measure_is_lost_and_links_hold(numbers, raw):
    log = build(raw)
    result = replay(started(numbers), log, measures=MEASURES)
    members = [member for cluster in result.clusters for member in cluster.members]
    assert sorted(members) == list("abcdef")
    assert len({cluster.id for cluster in result.clusters}) == len(result.clusters)
    home = {member: cluster.id for cluster in result.clusters for member in cluster.members}
    wanted = links(log)
    for left, right in wanted.apart:
        assert home[left] != home[right]
    for group in wanted.together:
        if not any(item in wanted.alone for item in group):
            assert len({home[item] for item in group}) == 1


@settings(max_examples=100, deadline=None)
@given(starts, events)
def test_undoing_everything_gives_the_start(numbers, raw):
    log = build(raw)
    undo = [decision(f"u{one.id}", DecisionKind.UNDO, one.id) for one in log]
    start = started(numbers)
    assert together(replay(start, [*log, *undo], measures=MEASURES)) == together(start)

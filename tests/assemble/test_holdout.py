"""Leave one municipality out, on made-up and on real groups."""

import json

from toolkit.assemble import leave_one_out, leave_one_out_rows
from toolkit.model import Cluster, Clustering, Neighbour
from toolkit.text import tokens


def by_words(measures):
    """A plain grouping: measures that share most of their words are one cluster."""
    bags = {measure.id: set(tokens(measure.text)) for measure in measures}

    def like(one, other):
        return len(bags[one] & bags[other]) / max(1, len(bags[one] | bags[other]))

    groups: list[list[str]] = []
    for measure in measures:
        home = next((group for group in groups if like(group[0], measure.id) > 0.5), None)
        if home is None:
            groups.append([measure.id])
        else:
            home.append(measure.id)
    near = tuple(
        (
            one,
            tuple(
                Neighbour(measure=other, similarity=like(one, other))
                for other in sorted(bags, key=lambda other: (-like(one, other), other))[:11]
                if other != one
            ),
        )
        for one in bags
    )
    clusters = tuple(Cluster(id=group[0], label="", members=tuple(group), typical=group[0]) for group in groups)
    return Clustering(clusters=clusters, cut=0.5, encoder="words", neighbours=near)


def rows_of(plans):
    return [
        {"id": f"{town}{number}", "municipality": town, "text": text, "cluster": text.split()[0]}
        for town, texts in plans.items()
        for number, text in enumerate(texts)
    ]


def test_what_several_towns_do_is_found_and_the_score_counts_the_whole_plan():
    plans = {
        "A": ["alfa utbilda personal", "beta kartlägg läget", "unik för a"],
        "B": ["alfa utbilda personal", "beta kartlägg läget", "gamma bara här"],
        "C": ["alfa utbilda personal", "delta bara här också", "epsilon inget annat"],
    }
    figures = leave_one_out_rows(rows_of(plans), group=by_words)
    assert figures["A"]["n"] == 3
    assert figures["A"]["ceiling"] == round(2 / 3, 3)
    assert figures["A"]["draft"] >= round(1 / 3, 3)
    assert 0 <= figures["mean over towns"]["draft"] <= figures["mean over towns"]["ceiling"]


def test_a_town_of_one_measure_does_not_weigh_as_much_as_one_of_three_when_all_are_taken_together():
    plans = {"A": ["alfa utbilda personal"], "B": ["alfa utbilda personal", "beta kartlägg läget", "gamma bara här"]}
    figures = leave_one_out_rows(rows_of(plans), group=by_words)
    assert figures["all measures"]["n"] == 4
    assert figures["all measures"]["ceiling"] == 0.5
    assert figures["mean over towns"]["ceiling"] == round((1 + 1 / 3) / 2, 3)


def test_on_real_groups_the_draft_is_bounded_and_repeatable(shared):
    text = shared("gold", "clusters_dev2.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    figures = leave_one_out_rows(rows, group=by_words)
    assert figures == leave_one_out_rows(rows, group=by_words)
    mean = figures["mean over towns"]
    assert 0.15 <= mean["draft"] <= mean["ceiling"]


def test_on_real_groups_the_draft_is_ahead_of_one_plan_and_of_what_is_most_common(shared):
    """With the clusters the program makes itself, over the towns of both gold files: .27 and .13 stood against it."""
    from toolkit.cluster import cluster

    means = {"draft": 0.0, "single": 0.0, "common": 0.0, "ceiling": 0.0}
    for name in ("clusters_dev.jsonl", "clusters_dev2.jsonl"):
        rows = [json.loads(line) for line in shared("gold", name).read_text(encoding="utf-8").splitlines()]
        figures = leave_one_out_rows(rows, group=lambda measures: cluster(measures, encoder="lexical"))
        for key in means:
            means[key] += figures["mean over towns"][key] / 2
    assert means["common"] < means["single"] < means["draft"] < means["ceiling"], means


def test_other_towns_weigh_together_whatever_their_number():
    from toolkit.assemble.choose import candidates, preferred
    from toolkit.assemble.evidence import town_weights
    from toolkit.assemble.rules import budget
    from toolkit.model import Profile

    plans = {name: ["alfa utbilda personal"] for name in ("A", "B", "C", "D")}
    rows = rows_of(plans)
    measures = [measure_of(row) for row in rows]
    clustering = by_words(measures)
    alone = town_weights(measures, clustering, Profile(municipality="X"))
    assert set(alone.values()) == {1.0}
    known = Profile(municipality="X", peers=("C",))
    weights = town_weights(measures, clustering, known)
    together = sum(weights[key] for key in ("A0", "B0", "D0"))
    assert weights["C0"] == 1.0 and abs(together - budget()["other_towns"]) < 1e-9
    assert preferred(candidates(clustering, measures, profile=known)[0], known) == "C0"


def measure_of(row):
    from toolkit.model import Form, Measure, Provenance

    place = Provenance(document=row["municipality"], start=0, end=0)
    town = (row["municipality"],)
    return Measure(
        id=row["id"], document=row["municipality"], text=row["text"], provenance=place, form=Form.TABLE,
        municipality=town,
    )  # fmt: skip


def test_one_town_alone_has_nothing_to_draw_on():
    assert leave_one_out((), {}, group=by_words) == ()

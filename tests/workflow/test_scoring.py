"""Scores on documents read by hand. The floors only rise: a change that lowers one is a change for the worse."""

from toolkit.workflow.scoring import score, shown


def figures(shared, gold, *against, **options):
    paths = [shared(*path.split("/")) for path in against]
    return score(shared("gold", gold), against=paths, **options).figures


def test_a_plan_of_unmarked_prose(shared):
    found = figures(shared, "vansbro.json", "plans/sweden")
    assert found["measures"]["precision"] >= 0.98 and found["measures"]["recall"] >= 0.995
    assert found["measures"]["F1"] > found["baseline (every paragraph and row)"]["F1"] + 0.4
    assert all(field["invented"] <= 0.01 for field in found["fields"].values())
    assert found["quotations found on their page"]["share"] == 1.0
    certain = found["confidence, all candidates"]
    assert certain["Brier"] <= 0.01 and certain["ECE"] <= 0.025


def test_one_table_a_measure_in_many_cities(shared):
    found = figures(shared, "cities_dev.json", "plans/cities")
    assert found["measures"]["precision"] >= 0.985 and found["measures"]["recall"] >= 0.995
    assert found["fields"]["responsible"]["right"] >= 0.99
    assert found["fields"]["partners"]["right"] >= 0.945
    assert found["whole descriptions"]["right"] >= 0.972
    assert found["quotations found on their page"]["share"] >= 0.998
    assert found["confidence, all candidates"]["ECE"] <= 0.02
    assert found["documents"] == 19 and "not read" not in found
    low, high = map(float, found["95 % interval over documents"]["f1"].split("-"))
    assert low <= found["measures"]["F1"] <= high


def test_owners_and_dates_of_assignments(shared):
    found = figures(shared, "assignments_dev.json", "plans/assignments")
    assert found["responsible"]["right"] >= 0.925
    assert found["partners"]["right"] >= 0.945
    assert found["dates"]["right"] >= 0.985


def test_scans_keep_every_swedish_word(shared):
    for gold in ("scan_kiruna-vision-bullets.txt", "scan_kiruna-vision-scan.txt"):
        found = figures(shared, gold, "plans/scans")
        assert found["word F1"] >= 0.995, gold
        assert found["words with å ä ö kept"] == 1.0, gold


def test_clusters_beat_the_baselines_on_words_alone(shared):
    found = figures(shared, "clusters_dev2.jsonl", encoder="lexical")
    assert found["encoder"] == "lexical"
    assert found["B-cubed strict"]["F1"] >= found["all singletons, strict F1"] + 0.05
    assert found["B-cubed strict"]["precision"] >= 0.88
    gaps = found["false gaps (clusters alone)"]
    assert gaps["false, share of gaps said"] <= 0.02
    assert gaps["true gaps, share said"] >= 0.25, "it is no art to say nothing"
    assert gaps["false, share of gaps said"] < gaps["baseline (every measure alone), false"] - 0.05


def test_plans_without_measures_give_almost_none(shared):
    from dataclasses import replace

    from toolkit.extract import describe
    from toolkit.ingest import read
    from toolkit.segment import segment

    for start in ("Haparanda", "kiruna", "RSA"):
        (path,) = shared("plans", "sweden").glob(f"{start}*.pdf")
        document = read(path)
        cut = segment(replace(document, metadata=describe(document)))
        assert len(cut.measures) <= 3, [measure.text for measure in cut.measures]


def test_the_figures_can_be_read_and_each_miss_is_listed(shared):
    result = score(shared("gold", "vansbro.json"), against=[shared("plans", "sweden")])
    assert "precision" in shown(result)
    listed = [line for line in result.misses if line.startswith("FALSK")]
    assert len(listed) == result.figures["measures"]["false"]

"""A topic of one's own, written without code: found in the workspace, checked line by line, used in every stage."""

from pathlib import Path

import pytest

from toolkit import lexicon
from toolkit.cli import run
from toolkit.corpus import Corpus
from toolkit.errors import ConfigError
from toolkit.lexicon.packs import own_topics, read_pack

EXAMPLE = Path(__file__).resolve().parents[1] / "files" / "teman" / "suicidprevention.toml"
SHIPPED = sorted((Path(lexicon.__file__).parent / "topics").glob("*.toml"))
PLANS = {
    "Norrvik": [
        "Sätta upp stängsel vid järnvägen",
        "Utbilda personal i första hjälpen vid suicidrisk",
        "Erbjuda samtalsstöd till efterlevande efter suicid",
        "Asfaltera gångbanan vid torget",
    ],
    "Sundhamn": [
        "Erbjuda samtalsstöd till den som är i riskzon efter suicidförsök",
        "Utbilda lärare i första hjälpen vid suicidrisk",
        "Installera solceller på skolans tak",
    ],
}


def workspace_of(tmp_path, *topics):
    folder = tmp_path / "ekstad"
    call = ["new", str(folder), "--municipality", "Ekstad"]
    for topic in topics:
        call += ["--topic", str(topic)]
    assert run(call) == 0
    settings = folder / "plankit.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"best"', '"lexical"'), encoding="utf-8")
    for town, measures in PLANS.items():
        plan = tmp_path / f"{town}.md"
        rows = "".join(f"| {one} | Socialnämnden |\n" for one in measures)
        text = f"# Plan\n\n## Åtgärder\n\n| Åtgärd | Ansvarig |\n| --- | --- |\n{rows}"
        plan.write_text(text, encoding="utf-8")
        assert run(["add", str(folder), str(plan), "--municipality", town]) == 0
    return Corpus.open(folder)


def test_a_third_topic_is_a_file_and_nothing_more(tmp_path, capsys):
    corpus = workspace_of(tmp_path, EXAMPLE)
    assert (corpus.store.root / "teman" / "suicidprevention.toml").is_file()
    by_text = {measure.text: measure for measure in corpus.all_measures}
    fence = by_text["Sätta upp stängsel vid järnvägen"]
    assert [area.key for area in fence.focus_areas][:1] == ["environment"]
    assert [one.key for one in fence.places.value or ()] == ["railway"]
    # relevance is of the measure, not of the document
    assert by_text["Erbjuda samtalsstöd till efterlevande efter suicid"].relevance == 1.0
    assert by_text["Asfaltera gångbanan vid torget"].relevance == 0.0
    coverage = {table.key: table for table in corpus.comparisons(today="2026-11-22")}["coverage"]
    shown = {entry.text for row in coverage.rows for entry in row}
    assert "Säkra miljöer" in shown and "Tidigt stöd" in shown
    draft = corpus.draft(today="2026-11-22")
    assert "suicidprevention" in draft.title
    capsys.readouterr()


def test_several_topics_at_once(tmp_path, capsys):
    corpus = workspace_of(tmp_path, "klimat", EXAMPLE)
    by_text = {measure.text: measure for measure in corpus.all_measures}
    assert by_text["Installera solceller på skolans tak"].relevance == 1.0
    assert by_text["Sätta upp stängsel vid järnvägen"].focus_areas[0].key == "environment"
    assert by_text["Asfaltera gångbanan vid torget"].relevance == 0.0
    # Each topic by itself, to filter by in a frame and in the workbook.
    frame = corpus.measures.set_index("text")
    assert frame.loc["Installera solceller på skolans tak", "relevance_klimat"] == 1.0
    assert frame.loc["Installera solceller på skolans tak", "relevance_suicidprevention"] == 0.0
    assert list(frame[frame["relevance_suicidprevention"] >= 0.5]["relevance_klimat"].unique()) == [0.0]
    table = {one.key: one for one in corpus.comparisons(today="2026-11-22")}["measures"]
    titles = [column.title for column in table.columns][-2:]
    assert titles[0] == "Relevans: Klimat och energi" and titles[1].startswith("Relevans: Suicid")
    assert all(len(row) == len(table.columns) for row in table.rows)
    capsys.readouterr()


def test_measures_of_a_file_can_be_kept_to_topics(tmp_path, capsys):
    plan = tmp_path / "plan.md"
    rows = "".join(f"| {one} | Kommunstyrelsen |\n" for one in ("Installera solceller", "Asfaltera gångbanan"))
    plan.write_text(f"# Plan\n\n## Åtgärder\n\n| Åtgärd | Ansvarig |\n| --- | --- |\n{rows}", encoding="utf-8")
    assert run(["measures", str(plan), "--topic", "klimat"]) == 0
    shown = capsys.readouterr().out
    assert "solceller" in shown and "Asfaltera" not in shown and "1 åtgärd" in shown
    assert run(["measures", str(plan), "--topic", str(EXAMPLE), "--topic", "klimat"]) == 0
    assert "solceller" in capsys.readouterr().out
    assert run(["measures", str(plan), "--topic", "finns-inte"]) == 2
    capsys.readouterr()


def test_a_guard_keeps_apart_what_sounds_alike(tmp_path, capsys):
    from toolkit.guards import guarded
    from toolkit.model import Cluster, Clustering, Decision, DecisionKind

    corpus = workspace_of(tmp_path, EXAMPLE)
    measures = [one for one in corpus.all_measures if "samtalsstöd" in one.text]
    ids = tuple(one.id for one in measures)
    assert len(ids) == 2
    one_row = Clustering(
        clusters=(Cluster(id="k", label="Samtalsstöd", members=ids, typical=ids[0]),), cut=0.5, encoder="lexical"
    )
    apart = guarded(one_row, (), measures, topics=corpus.topics)
    assert len(apart.clusters) == 2 and any("riskzon" in note for note in apart.notes)
    assert all(not one.decided for one in apart.clusters)
    merge = Decision(id="b1", kind=DecisionKind.MERGE, targets=ids, who="Å", when="2026-11-22")
    joined = guarded(one_row, (merge,), measures, topics=corpus.topics)
    assert len(joined.clusters) == 1, "people's word goes before a pack's"
    capsys.readouterr()


def test_balance_of_a_pack_warns_in_the_draft(tmp_path, capsys):
    corpus = workspace_of(tmp_path, EXAMPLE)
    warned = " ".join(corpus.draft(today="2026-11-22", size=10).warnings)
    assert "säkra miljöer" not in warned
    for town in PLANS:
        plan = corpus.store.root.parent / f"{town}-2.md"
        rows = f"| Utbilda all personal i {town} om suicid | Nämnden |\n| Utbilda alla chefer | Nämnden |\n"
        text = f"# Plan\n\n## Åtgärder\n\n| Åtgärd | Ansvarig |\n| --- | --- |\n{rows}"
        plan.write_text(text, encoding="utf-8")
        old = next(row.id for row in corpus.current if row.municipality == (town,))
        call = ["add", str(corpus.store.root), str(plan), "--municipality", town, "--supersedes", old]
        assert run(call) == 0
    warned = " ".join(Corpus.open(corpus.store.root).draft(today="2026-11-22", size=10).warnings)
    assert "Obalans: Ingen åtgärd rör säkra miljöer" in warned and "hälften av åtgärderna är utbildning" in warned
    capsys.readouterr()


def test_a_changed_pack_is_another_pack(tmp_path, capsys):
    corpus = workspace_of(tmp_path, EXAMPLE)
    before = corpus.topics
    path = corpus.store.root / "teman" / "suicidprevention.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"stängsel*", ', ""), encoding="utf-8")
    after = Corpus.open(corpus.store.root)
    assert after.topics != before
    capsys.readouterr()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('terms = ["stängsel*"', 'termer = ["stängsel*"', ["rad 25", "'termer'", "rad 23", "terms ska vara en lista"]),
        ('"räcken*", "bro"', '"räcken*", "räcken*", "bro"', ["rad 25", "'räcken*' står 2 gånger"]),
        ('area = "environment"', 'area = "miljo"', ["rad 57", "fokusområdet 'miljo' finns inte"]),
        ("max_share = 0.5", 'max_share = "hälften"', ["rad 64", "max_share ska vara ett tal"]),
        ('sv = "Suicidprevention"', "", ["rad 4", "[topic] sv ska vara en text"]),
        ("[relevance]", "[relevans]", ["'relevans'", "[relevance] saknas"]),
        ("weight = 0.9", 'weight = "tung"', ["rad 33", "weight ska vara ett tal"]),
        ("[topic]", "[topic", ["rad 4"]),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_and_line(tmp_path, old, new, told):
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "suicidprevention.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_pack(path)
    assert "suicidprevention.toml" in caught.value.message
    for part in told:
        assert part in caught.value.message, caught.value.message


def test_a_wrong_pack_stops_the_workspace_with_its_exit_code(tmp_path, capsys):
    corpus = workspace_of(tmp_path, EXAMPLE)
    path = corpus.store.root / "teman" / "suicidprevention.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[focus_areas.early]", "[focus_areas.early]\nfarg = 1"), "utf-8"
    )
    capsys.readouterr()
    assert run(["compare", str(corpus.store.root)]) == 5
    told = capsys.readouterr().err
    assert "farg" in told and "rad 16" in told
    assert run(["new", str(tmp_path / "x"), "--municipality", "Ekstad", "--topic", "finns-inte"]) == 2
    assert "finns-inte" in capsys.readouterr().err


@pytest.mark.parametrize("path", [*SHIPPED, EXAMPLE], ids=lambda path: path.stem)
def test_every_pack_is_valid(path):
    assert read_pack(path).startswith(f"{path.stem}@")


def test_all_packs_of_a_folder_are_found(tmp_path):
    assert list(own_topics(EXAMPLE.parent)) == ["suicidprevention"]
    assert own_topics(tmp_path / "finns-inte") == {}

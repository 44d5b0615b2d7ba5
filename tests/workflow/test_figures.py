"""Saved files of Kolada and SCB become facts of the profile: the latest, ours and our county's, with their source."""

import json

import pytest

from toolkit.assemble import parse_profile, profile_template
from toolkit.cli import run
from toolkit.corpus import Corpus
from toolkit.errors import InputError
from toolkit.workflow.figures import facts_of, read_figures

KOLADA = {
    "count": 4,
    "values": [
        {"kpi": "N01951", "municipality": "0484", "period": 2023, "values": [
            {"gender": "K", "value": 53000.0}, {"gender": "T", "value": 107593.0}]},
        {"kpi": "N01951", "municipality": "0484", "period": 2024, "values": [{"gender": "T", "value": 108100.0}]},
        {"kpi": "N01951", "municipality": "0004", "period": 2024, "values": [{"gender": "T", "value": 302000.0}]},
        {"kpi": "N03700", "municipality": "0484", "period": 2024, "values": [{"gender": "T", "value": 7.25}]},
        {"kpi": "N01951", "municipality": "0180", "period": 2024, "values": [{"gender": "T", "value": 980000.0}]},
    ],
}  # fmt: skip
PXWEB = {
    "columns": [
        {"code": "Region", "text": "region", "type": "d"},
        {"code": "Tid", "text": "år", "type": "t"},
        {"code": "BE0101N1", "text": "Folkmängd", "type": "c"},
    ],
    "data": [{"key": ["0484", "2023"], "values": ["107593"]}, {"key": ["0484", "2024"], "values": ["108100"]},
             {"key": ["04", "2024"], "values": ["302000"]}],
}  # fmt: skip
JSON_STAT = {
    "class": "dataset", "label": "Folkmängd", "id": ["Region", "Tid"], "size": [2, 2],
    "dimension": {
        "Region": {"category": {"index": {"0484": 0, "04": 1}, "label": {"0484": "Eskilstuna", "04": "Länet"}}},
        "Tid": {"category": {"index": {"2023": 0, "2024": 1}}},
    },
    "value": [107593, 108100, 300000, 302000],
}  # fmt: skip
WIDE = "region;2023;2024\n0484 Eskilstuna;107593;108100\n04 Södermanlands län;300000;302000\n0180 Stockholm;1;2\n"
LONG = """Kommun,Nyckeltal,År,Värde
Eskilstuna,"Invånare totalt, antal",2023,107593
Eskilstuna,"Invånare totalt, antal",2024,108100
"""


def taken(path):
    source, figures = read_figures(path)
    return source, facts_of(source, figures, municipality="Eskilstuna", county="Södermanlands län")


@pytest.mark.parametrize("data", [KOLADA, PXWEB, JSON_STAT], ids=["kolada", "pxweb", "json-stat"])
def test_json_of_each_service(tmp_path, data):
    path = tmp_path / "siffror.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    source, found = taken(path)
    facts = {fact.key or name: (fact.value, fact.date) for fact, name in found.facts}
    assert source == ("Kolada" if data is KOLADA else "SCB")
    assert facts["folkmangd"] == ("108 100", "2024")
    assert facts["Folkmängd (länet)"] == ("302 000", "2024")
    if data is KOLADA:
        assert facts["N03700"] == ("7,25", "2024") and "1 andra" in found.told[0]


def test_csv_with_years_as_columns_or_rows(tmp_path):
    wide, long = tmp_path / "scb.csv", tmp_path / "kolada.csv"
    wide.write_text(WIDE, encoding="utf-8")
    long.write_text(LONG, encoding="cp1252")
    found = {fact.key or name: fact.value for fact, name in taken(wide)[1].facts}
    assert "108 100" in found.values() and "302 000" in found.values() and "2" not in found.values()
    source, found = taken(long)
    assert source == "Kolada" and [(fact.key, fact.value) for fact, _ in found.facts] == [("folkmangd", "108 100")]


def test_what_is_no_such_file_is_told(tmp_path):
    for text in ("bara text", "{", "a;b\nx;y\n"):
        path = tmp_path / "x.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError):
            read_figures(path)
    with pytest.raises(InputError):
        read_figures(tmp_path / "finns-inte.csv")


def test_from_the_command_line_into_the_profile_and_the_draft(tmp_path, capsys):
    folder = tmp_path / "ws"
    assert run(["new", str(folder), "--municipality", "Eskilstuna"]) == 0
    profile = folder / "profil.toml"
    text = profile_template("Eskilstuna").replace('# lan = "…"', 'lan = "Södermanlands län"')
    profile.write_text(text, encoding="utf-8")
    path = tmp_path / "kolada.json"
    path.write_text(json.dumps(KOLADA), encoding="utf-8")
    for _ in range(2):  # taken again it changes nothing
        assert run(["profile", str(folder), "--figures", str(path)]) == 0
    assert profile.read_text(encoding="utf-8").count("108 100") == 1
    corpus = Corpus.open(folder)
    facts = {fact.key: fact for fact in corpus.profile.facts}
    assert facts["folkmangd"].value == "108 100" and "Kolada" in (facts["folkmangd"].source or "")
    assert facts["Folkmängd (länet)"].value == "302 000"
    draft = corpus.draft(today="2026-11-22")
    shown = [passage.text for section in draft.sections for passage in section.passages]
    assert "Folkmängd: 108 100" in shown and "Folkmängd (länet): 302 000" in shown
    assert parse_profile({"kommun": {"namn": "X"}}).municipality == "X"

"""The example corpus and its expected results agree: every expected text stands in its file, on its page."""

import hashlib
import html
import json
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from toolkit.text import contains, fold, tokens

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
FOLDER = CORPORA / "manniskohandel"
EXPECTED = FOLDER / "expected"
PLANS = sorted(
    path.name
    for path in EXPECTED.glob("*.json")
    if "measures" in (d := json.loads(path.read_text("utf-8"))) and "metadata" in d
)
LONG = ["norrvik-handlingsplan.json", "abyholm-program-remissversion.json"]


@cache
def expected(name):
    return json.loads((EXPECTED / name).read_text(encoding="utf-8"))


@cache
def pages(file):
    """The text of each page by pdftotext, in two reading orders."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    both = []
    for option in ([], ["-raw"]):
        command = ["pdftotext", "-enc", "UTF-8", *option, str(FOLDER / file), "-"]
        both.append(
            subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8").split("\f")
        )
    return [f"{one}\n{other}" for one, other in zip(*both, strict=True)][:-1]


@cache
def whole(file):
    """All text of a file without pages, by the plainest means there are."""
    path = FOLDER / file
    if path.suffix in {".docx", ".odt"}:
        with zipfile.ZipFile(path) as parts:
            wanted = [
                n for n in parts.namelist() if re.fullmatch(r"content\.xml|word/(document|header\d|footer\d)\.xml", n)
            ]
            return html.unescape("\n".join(re.sub(r"<[^>]+>", "", parts.read(n).decode("utf-8")) for n in wanted))
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))
    if path.suffix == ".pdf":
        return (EXPECTED / f"{path.stem}.txt").read_text(encoding="utf-8")
    return path.read_text(encoding="utf-8")


def entries(name):
    found = expected(name)
    return [*found["measures"], *found["not_measures"], *found["ongoing"]]


@pytest.mark.parametrize("name", PLANS)
def test_expected_texts_stand_in_the_file(name):
    for entry in entries(name):
        for key in ("text", "description", "deadline", "goal", "indicator", "follow_up"):
            words = entry.get(key)
            if not words:
                continue
            file = expected(name)["file"]
            if name in LONG and key in {"text", "deadline"}:
                assert on_its_page(pages(file), entry, words), (entry["page"], words)
            elif name in LONG:
                assert "".join(map(fold, pages(file))).count(fold(words)) or entry.get("pages") or key == "goal", words
            else:
                assert contains(whole(file), words), words


def on_its_page(texts, entry, words):
    """Whether words stand on the page, or begin there and end on the next where the page cuts them."""
    page = entry["page"]
    if contains(texts[page - 1], words):
        return True
    if "pages" not in entry:
        return False
    whole_words = words.split()
    return any(
        contains(texts[page - 1], " ".join(whole_words[:cut])) and contains(texts[page], " ".join(whole_words[cut:]))
        for cut in range(1, len(whole_words))
    )


@pytest.mark.parametrize("name", LONG)
def test_every_page_of_the_long_plans_holds_a_trap(name):
    texts = pages(expected(name)["file"])
    assert len(texts) >= 12
    traps = {entry["page"] for entry in [*expected(name)["not_measures"], *expected(name)["ongoing"]]}
    assert traps == set(range(1, len(texts) + 1))


def test_no_measure_in_the_knowledge_half():
    for name, first in (("norrvik-handlingsplan.json", 11), ("abyholm-program-remissversion.json", 10)):
        assert max(entry["page"] for entry in expected(name)["measures"]) < first


def test_measures_have_the_shape_of_the_gold(shared):
    gold = json.loads(shared("gold", "vansbro.json").read_text(encoding="utf-8"))
    for name in PLANS:
        for entry in expected(name)["measures"]:
            assert set(gold[0]) <= set(entry)
            assert entry["form"] in {"table", "numbered", "bullet", "prose"}


def test_ids_are_unique_and_restated_measures_exist():
    ids = Counter(entry["id"] for name in PLANS for entry in expected(name)["measures"])
    assert max(ids.values()) == 1
    for name in PLANS:
        for entry in expected(name)["measures"]:
            assert entry["restates"] is None or entry["restates"] in ids


def test_groups_name_real_measures_and_never_join_what_must_be_apart():
    ids = {entry["id"] for name in PLANS for entry in expected(name)["measures"]}
    groups = expected("clusters.json")
    home = {member: group["cluster"] for group in groups["clusters"] for member in group["members"]}
    assert set(home) == ids
    assert len(groups["never_together"]) > 30
    for pair in groups["never_together"]:
        one, other = pair["pair"]
        assert home[one] != home[other]
    for one, other in groups["near_copies"]:
        assert home[one] == home[other]
    towns = {key: {m.split("-")[0] for m, k in home.items() if k == key} for key in (f"G{n}" for n in range(1, 13))}
    assert all(len(found) >= 2 for found in towns.values())


def test_the_register_lists_every_file_with_its_digest():
    register = tomllib.loads((FOLDER / "corpus.toml").read_text(encoding="utf-8"))["document"]
    files = {
        str(p.relative_to(FOLDER).as_posix())
        for p in FOLDER.rglob("*")
        if p.suffix in {".pdf", ".docx", ".odt", ".html", ".md"}
    }
    assert {row["file"] for row in register} == files
    for row in register:
        assert hashlib.sha256((FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]
        assert row["own"] == row["file"].startswith("ekstad/")


def test_profile_has_its_keys_and_no_functions_that_are_unknown():
    profile = tomllib.loads((FOLDER / "ekstad" / "profil.toml").read_text(encoding="utf-8"))
    assert set(profile) == {"kommun", "period", "fakta", "organ", "funktioner", "dokument", "utkast"}
    assert profile["organ"]["social_board"] == "Vård- och omsorgsnämnden"
    assert set(profile["funktioner"].values()) <= {"ja", "nej"}
    for row in profile["dokument"]:
        assert (FOLDER / "ekstad" / row["fil"]).exists()


def test_minutes_hold_what_is_expected_of_them():
    meeting = expected("minnesanteckningar-2026-10-21.json")
    text = whole(meeting["file"])
    for actor in meeting["attendance"]:
        assert contains(text, actor["organisation"]) and contains(text, actor["function"])
    for point in meeting["decisions"]:
        assert contains(text, "Att: " + point["text"])
    for words in [*meeting["personal"]["names"], *meeting["personal"]["mail"], *meeting["personal"]["phone"]]:
        assert contains(text, words)


def test_the_scan_has_no_text_and_can_be_read(tmp_path):
    file = "bergaryd-overenskommelse-skannad.pdf"
    assert not "".join(pages(file)).strip()
    if (
        not shutil.which("tesseract")
        or "swe"
        not in subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, text=True).stdout.split()
    ):
        pytest.skip("tesseract with Swedish is not installed")
    subprocess.run(
        ["pdftoppm", "-r", "200", "-gray", "-png", str(FOLDER / file), str(tmp_path / "p")], check=True, timeout=60
    )
    read = Counter()
    for png in sorted(tmp_path.glob("p*.png")):
        answer = subprocess.run(["tesseract", str(png), "-", "-l", "swe"], check=True, capture_output=True, timeout=120)
        read.update(tokens(answer.stdout.decode("utf-8")))
    printed = Counter(tokens(whole(file)))
    assert 2 * sum((read & printed).values()) / (sum(read.values()) + sum(printed.values())) >= 0.97


def test_sources_are_marked_as_not_checked():
    sources = tomllib.loads((CORPORA / "kallor.toml").read_text(encoding="utf-8"))["kalla"]
    assert len(sources) > 20
    assert all(row["kontrollerad"] is False and row["adress"].startswith("http") for row in sources)


def test_the_corpus_is_small_and_no_real_town_has_an_invented_measure():
    assert sum(p.stat().st_size for p in CORPORA.rglob("*") if p.is_file() and "__pycache__" not in p.parts) < 3_000_000
    real = re.compile(r"\b(Umeå|Helsingborg|Lund|Eskilstuna|Malmö|Göteborg|Västerås|Uppsala|Karlstad)", re.IGNORECASE)
    for name in PLANS:
        file = expected(name)["file"]
        text = "\n".join(pages(file)) if name in LONG else whole(file)
        assert not real.search(text)

"""The command's contract: shapes on stdout, talk on stderr, exit codes, bad input told in a sentence."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from toolkit.cli import run

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "corpora" / "manniskohandel"
PLAN = """# Handlingsplan mot våld 2027–2029

## Åtgärder

| Åtgärd | Ansvarig | Tidplan | Uppföljning |
| --- | --- | --- | --- |
| Ta fram en rutin för orosanmälan | Socialnämnden | senast 2027-06-30 | Rutin beslutad |
| Utbilda personal i att fråga om våld | HR-avdelningen | årligen |  |
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan åäö.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path, plan, capsys):
    folder = tmp_path / "ekstad"
    assert run(["new", str(folder), "--municipality", "Ekstad"]) == 0
    assert run(["add", str(folder), str(plan), "--municipality", "Norrvik"]) == 0
    capsys.readouterr()
    return folder


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_ingest_gives_one_document_a_line(plan, capsys):
    assert run(["ingest", str(plan), "--json"]) == 0
    (document,) = lines(capsys)
    assert set(document) == {"id", "file", "title", "metadata", "pages", "blocks", "problems"}
    assert document["file"] == plan.name and document["pages"] == 0
    table = next(block for block in document["blocks"] if block["kind"] == "table")
    assert set(table) >= {"kind", "text", "level", "number", "page", "box", "start", "end", "table"}
    cell = table["table"]["rows"][1]["cells"][0]
    assert cell["text"] == "Ta fram en rutin för orosanmälan" and cell["page"] is None
    assert set(cell) >= {"text", "row_span", "column_span", "header", "page", "box"}


def test_measures_gives_one_measure_a_line_with_states(plan, capsys):
    assert run(["measures", str(plan), "--json"]) == 0
    first, second = lines(capsys)
    assert first["text"] == "Ta fram en rutin för orosanmälan"
    assert first["responsible"]["value"] == ["Socialnämnden"] and first["responsible"]["state"] == "stated"
    assert first["deadline"]["end"] == "2027-06-30" and first["form"] == "table"
    assert second["follow_up"] == {"value": None, "state": "absent", "page": None, "quote": None}
    assert second["deadline"]["recurrence"] == "årligen"
    assert set(first["source"]) >= {"path", "line"} and first["page"] is None


def test_a_topics_guards_hold_for_lines_too(tmp_path, capsys):
    words = "hänvisning till samtal, boende och arbete i länet"
    rows = [
        {"id": "1", "municipality": "A", "text": f"Stöd till köpare med {words}"},
        {"id": "2", "municipality": "B", "text": f"Stöd till utsatta med {words}"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    call = ["cluster", str(path), "--json", "--encoder", "lexical", "--strictness", "-20"]
    assert run(call) == 0
    assert len({row["cluster"] for row in lines(capsys)}) == 1
    assert run([*call, "--topic", "manniskohandel"]) == 0
    assert len({row["cluster"] for row in lines(capsys)}) == 2


def test_cluster_reads_lines_and_writes_lines(tmp_path, capsys):
    rows = [
        {"id": "1", "municipality": "A", "text": "Utbilda personal i att upptäcka människohandel"},
        {"id": "2", "municipality": "B", "text": "Utbilda personal i att upptäcka människohandel"},
        {"id": "3", "municipality": "C", "text": "Besöka hamnen med hundar"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert run(["cluster", str(path), "--json", "--encoder", "lexical", "--neighbours", "2"]) == 0
    made = lines(capsys)
    assert [row["id"] for row in made] == ["1", "2", "3"]
    assert made[0]["cluster"] == made[1]["cluster"] != made[2]["cluster"]
    assert made[0]["neighbours"][0] == "2" and set(made[0]) == {
        "id",
        "cluster",
        "label",
        "similarity",
        "variant",
        "neighbours",
    }


def test_ids_that_are_numbers_come_back_as_numbers(tmp_path, capsys):
    texts = ("Utbilda personal i att upptäcka människohandel", "Besöka hamnen med hundar")
    path = tmp_path / "rows.jsonl"
    rows = [{"id": number, "municipality": "A", "text": text} for number, text in enumerate(texts, start=1)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    command = ["cluster", str(path), "--json", "--encoder", "lexical", "--neighbours", "1"]
    assert run(command) == 0
    first = capsys.readouterr().out
    made = [json.loads(line) for line in first.splitlines()]
    assert [(row["id"], row["neighbours"]) for row in made] == [(1, [2]), (2, [1])]
    before = tmp_path / "before.jsonl"
    before.write_text(first, encoding="utf-8")
    assert run([*command, "--previous", str(before)]) == 0
    assert [row["cluster"] for row in lines(capsys)] == [row["cluster"] for row in made]


def test_an_empty_file_is_registered_with_a_warning(workspace, tmp_path, capsys):
    empty = tmp_path / "tom.pdf"
    empty.touch()
    assert run(["add", str(workspace), str(empty)]) == 0
    told = capsys.readouterr()
    assert "registrerad" in told.out and "tom.pdf är tom" in told.err


def test_the_workspace_goes_all_the_way(workspace, capsys):
    assert run(["compare", str(workspace), "--today", "2026-11-22"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.name for path in written} == {"jamforelse.xlsx", "rapport.html", "atgarder.csv"}
    assert run(["assemble", str(workspace), "--json", "--today", "2026-11-22"]) == 0
    (draft,) = lines(capsys)
    assert set(draft) >= {"title", "metadata", "sections"}
    items = [item for section in draft["sections"] for item in section["items"]]
    assert items and {item["kind"] for item in items} <= {"quotation", "adaptation", "blank", "local"}
    for item in items:
        if item["kind"] == "adaptation":
            text = item["quote"]
            for change in sorted(item["changes"], key=lambda change: -change["start"]):
                assert text[change["start"] : change["end"]] == change["from"]
                text = text[: change["start"]] + change["to"] + text[change["end"] :]
            assert text == item["text"]


def test_a_second_run_leaves_what_is_the_same(workspace, capsys):
    run(["compare", str(workspace), "--today", "2026-11-22"])
    capsys.readouterr()
    assert run(["compare", str(workspace), "--today", "2026-11-22"]) == 0
    assert all(line.endswith("(oförändrad)") for line in capsys.readouterr().out.splitlines())


def test_a_result_that_a_person_changed_is_kept(workspace, capsys):
    run(["compare", str(workspace), "--today", "2026-11-22"])
    page = workspace / "out" / "rapport.html"
    page.write_text("min egen", encoding="utf-8")
    assert run(["compare", str(workspace), "--today", "2026-11-22"]) == 2
    assert "rapport.html finns redan" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "min egen"
    assert run(["compare", str(workspace), "--today", "2026-11-22", "--force"]) == 0
    assert "min egen" not in page.read_text(encoding="utf-8")


def test_the_same_file_twice_is_one_row(workspace, plan, capsys):
    copy = plan.with_name("kopia.md")
    copy.write_bytes(plan.read_bytes())
    assert run(["add", str(workspace), str(copy)]) == 0
    assert "redan registrerad" in capsys.readouterr().out
    assert len(json.loads((workspace / "register.json").read_text(encoding="utf-8"))) == 1


def test_a_new_edition_replaces_the_old(workspace, plan, capsys):
    newer = plan.with_name("ny.md")
    newer.write_text(PLAN.replace("årligen", "vartannat år"), encoding="utf-8")
    old = json.loads((workspace / "register.json").read_text(encoding="utf-8"))[0]["id"]
    assert run(["add", str(workspace), str(newer), "--municipality", "Norrvik", "--supersedes", old[:6]]) == 0
    capsys.readouterr()
    assert run(["cluster", str(workspace), "--json"]) == 0
    assert len(lines(capsys)) == 2


# --- bad input ------------------------------------------------------------------------------------------------------


def empty(folder: Path) -> Path:
    path = folder / "tom.pdf"
    path.touch()
    return path


def truncated(folder: Path) -> Path:
    whole = folder / "hel.docx"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 200)
        archive.writestr("word/document.xml", "<w/>" * 2000)
    path = folder / "halv.docx"
    path.write_bytes(whole.read_bytes()[:150])
    return path


def wrong_suffix(folder: Path) -> Path:
    path = folder / "bild.pdf"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    return path


def folder_itself(folder: Path) -> Path:
    path = folder / "mapp"
    path.mkdir()
    return path


def missing(folder: Path) -> Path:
    return folder / "borta.pdf"


def no_pages(folder: Path) -> Path:
    path = folder / "noll.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    return path


def encrypted(folder: Path) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("hemligt", algorithm="RC4-128")
    path = folder / "last.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


@pytest.mark.parametrize("bad", [empty, truncated, wrong_suffix, folder_itself, missing, no_pages, encrypted])
def test_bad_files_are_told_and_the_others_go_on(bad, tmp_path, plan, capsys):
    path = bad(tmp_path)
    assert run(["ingest", str(path), str(plan), "--json"]) == 3
    out, err = capsys.readouterr()
    documents = [json.loads(line) for line in out.splitlines()]
    assert [bool(document["blocks"]) for document in documents] == [False, True]
    assert documents[0]["problems"][0]["message"]
    assert path.name in err and "Traceback" not in err


def test_a_file_that_vanishes_after_register_is_a_listed_problem(workspace, capsys):
    for kept in (workspace / "documents").rglob("*.md"):
        kept.unlink()
    assert run(["compare", str(workspace)]) == 3, "input unreadable, the rest delivered"
    assert "1 kunde inte läsas" in capsys.readouterr().err


def test_a_file_that_vanishes_after_it_was_read_is_told_and_read_again_when_put_back(workspace, capsys):
    assert run(["compare", str(workspace)]) == 0
    (copy,) = (workspace / "documents").rglob("*.md")
    kept = copy.read_bytes()
    copy.unlink()
    assert run(["compare", str(workspace)]) == 0
    assert f"{copy.name} finns inte längre" in capsys.readouterr().err
    assert run(["compare", str(workspace), "--strict"]) == 6
    store_cache = workspace / "cache"
    for one in sorted(store_cache.rglob("*"), reverse=True):
        one.unlink() if one.is_file() else one.rmdir()
    assert run(["compare", str(workspace), "--force"]) == 3
    copy.write_bytes(kept)
    assert run(["compare", str(workspace), "--force"]) == 0


def test_an_empty_workspace_says_what_to_do(tmp_path, capsys):
    assert run(["new", str(tmp_path / "w"), "--municipality", "Ekstad"]) == 0
    assert run(["compare", str(tmp_path / "w")]) == 0
    assert "inga dokument" in capsys.readouterr().err


@pytest.mark.parametrize("given", [["--municipality", " "], ["--municipality", "Ekstad", "--language", "de"]])
def test_a_workspace_needs_a_name_and_a_language_that_exists(tmp_path, given):
    assert run(["new", str(tmp_path / "w"), *given]) == 2
    assert not (tmp_path / "w").exists()


def test_a_document_of_a_municipality_without_name_is_refused(workspace, plan, capsys):
    assert run(["add", str(workspace), str(plan), "--municipality", ""]) == 2
    assert "tomt" in capsys.readouterr().err


def test_a_folder_that_is_no_workspace(tmp_path, capsys):
    assert run(["compare", str(tmp_path)]) == 5
    assert "ingen arbetsyta" in capsys.readouterr().err


def test_a_profile_with_wrong_keys_names_them_all(workspace, capsys):
    (workspace / "profil.toml").write_text('[komun]\nnamn = "Ekstad"\n[organ]\nsocial_bord = "x"\n', encoding="utf-8")
    assert run(["assemble", str(workspace)]) == 5
    err = capsys.readouterr().err
    assert "komun" in err and "kommun" in err and "social_bord" in err and "social_board" in err


def test_an_unknown_topic_names_the_known(tmp_path, capsys):
    assert run(["new", str(tmp_path / "w"), "--municipality", "Ekstad", "--topic", "rymdfart"]) == 2
    assert "manniskohandel" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


def test_an_output_folder_that_is_a_file(workspace, tmp_path, capsys):
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    assert run(["compare", str(workspace), "--out", str(tmp_path / "fil")]) == 2
    assert "Det går inte att skriva" in capsys.readouterr().err


def test_usage_errors_leave_with_two():
    done = subprocess.run([sys.executable, "-m", "toolkit.cli", "jamfor"], capture_output=True, text=True)
    assert done.returncode == 2 and not done.stdout


def test_nothing_is_asked_when_nobody_is_there(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "new", str(tmp_path / "w"), "--municipality", "Ekstad"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

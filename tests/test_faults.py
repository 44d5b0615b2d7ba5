"""What libraries say never reaches people: each fault of a file is told in Swedish, with its line and a way out."""

import json
import tomllib

import pytest

from toolkit import store
from toolkit.errors import DecisionError, InputError, ToolkitError, WorkspaceError
from toolkit.faults import told
from toolkit.model import Decision, DecisionKind
from toolkit.workflow.rows import read_rows

ENGLISH = (
    "Errno", "Expecting", "Invalid", "Expected", "pydantic", "http", "line ", "column", "object", "not a", "Traceback",
    "codec", "Input should", "No such", "permission", "validation",
)  # fmt: skip


def in_swedish(error):
    text = str(error)
    assert not [word for word in ENGLISH if word.casefold() in text.casefold()], text
    assert isinstance(error, ToolkitError) and error.advice, text
    return text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a = 1\nb = "x\n', "rad 2"), ("a = 1\nb\n", "rad 2, tecken 2: det saknas ett likhetstecken"),
        ("a = 1\na = 2\n", "samma namn"), ("[a]\n[a]\n", "samma rubrik"), ("a = \n", "rad 1"),
        ("a = ja\n", "citattecken"),
        ("a = [1, 2\nb = 3\n", "lista"), ("a = 'x' y\n", "något mer"), ('a = "\\q"\n', "rad 1"), ("= 1\n", "rad 1"),
        ("a = 2026-02-31\n", "rad 1"), ("a = {b = 1\n", "rad 1"), ("a = [", "slutet"),
    ],
)  # fmt: skip
def test_a_settings_file_is_told_by_its_line(text, words, tmp_path):
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert words in told(caught.value), (told(caught.value), str(caught.value))
    made = store.Store.create(tmp_path / "w", settings=store.Settings(municipality="Ekstad"), profile="")
    made.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError) as wrong:
        made.settings()
    assert "plankit.toml" in in_swedish(wrong.value)


def test_settings_with_wrong_names_and_values_are_told(tmp_path):
    made = store.Store.create(tmp_path / "w", settings=store.Settings(municipality="Ekstad"), profile="")
    for text, words in (("topics = 3\n", "municipality saknas"), ("municipality = 7\n", "municipality ska vara text")):
        made.settings_file.write_text(text, encoding="utf-8")
        with pytest.raises(WorkspaceError) as caught:
            made.settings()
        assert words in in_swedish(caught.value)
    made.settings_file.write_bytes('municipality = "Öckerö"'.encode("latin-1"))
    with pytest.raises(WorkspaceError) as caught:
        made.settings()
    assert "UTF-8" in str(caught.value)


def test_a_broken_register_is_told(tmp_path):
    made = store.Store.create(tmp_path / "w", settings=store.Settings(municipality="Ekstad"), profile="")
    for data in (b"[{", b'[{"id": 3}]', b"\xff\xfe", b'{"a": 1}'):
        made.register_file.write_bytes(data)
        with pytest.raises(WorkspaceError) as caught:
            made.register()
        assert "register.json" in in_swedish(caught.value)


def event(number, why="därför"):
    return Decision(id=f"b{number}", kind=DecisionKind.NOTE, targets=("m1",), who="Karin", when="2026-11-22", why=why)


def test_a_broken_line_of_the_log_is_told_by_number_with_a_way_out(tmp_path):
    log = tmp_path / "decisions.jsonl"
    store.append_decisions(log, [event(1), event(2)])
    whole = log.read_bytes()
    first, second = whole.splitlines()
    broken = {
        b"nonsens\n" + second + b"\n": "rad 1", first + b'\n{"id": "b2"}\n' + second + b"\n": "rad 2",
        first + b"\n\xff\xfe\n": "rad 2", first + b'\n[1]\n': "rad 2",
        first + b"\n" + second.replace(b'"note"', b'"okand"') + b"\n": "rad 2",
    }  # fmt: skip
    for data, words in broken.items():
        log.write_bytes(data)
        with pytest.raises(DecisionError) as caught:
            store.read_decisions(log)
        text = in_swedish(caught.value)
        assert words in text and "säkerhetskopia" in text


def test_a_line_that_was_never_finished_is_told_and_takes_no_other_with_it(tmp_path):
    log = tmp_path / "decisions.jsonl"
    store.append_decisions(log, [event(1)])
    log.write_bytes(log.read_bytes() + b'{"id": "b2", "kind": "no')
    with pytest.raises(DecisionError, match=r"rad 2 .*aldrig färdigt"):
        store.read_decisions(log)
    store.append_decisions(log, [event(3)])
    lines = log.read_bytes().splitlines()
    assert json.loads(lines[2])["id"] == "b3"
    log.write_bytes(b"\n".join([lines[0], lines[2]]) + b"\n")
    assert [one.id for one in store.read_decisions(log)] == ["b1", "b3"]


def test_a_reason_may_hold_any_line_break(tmp_path):
    log = tmp_path / "decisions.jsonl"
    why = "en\nrad\r\ntill\u2028och\u2029en\x85sista\x0b\x0c"
    store.append_decisions(log, [event(1, why), event(2)])
    assert [one.why for one in store.read_decisions(log)] == [why, "därför"]


def test_rows_of_measures_are_told_by_line(tmp_path):
    path = tmp_path / "rader.jsonl"
    for data in (b'{"id": 1', b"\xff", b'{"id": "a"}'):
        path.write_bytes(data)
        with pytest.raises(InputError) as caught:
            read_rows(path)
        assert "rader.jsonl" in in_swedish(caught.value)


def test_the_system_is_told_in_words():
    for number in (1, 2, 13, 20, 21, 28, 30, 36, 40, 9999):
        assert not [word for word in ENGLISH if word in told(OSError(number, "English text"))]
    assert told(OSError("?")) == "systemet nekade (felkod okänd)"

"""The workspace on disk: whole writes, one row a file, an append-only log with one writer at a time."""

import threading

import pytest

from toolkit import store
from toolkit.errors import DecisionError, InputError, OutputError, WorkspaceError
from toolkit.model import Decision, DecisionKind, DocumentRecord, Draft, Field, FieldState, Form, Measure, Provenance
from toolkit.store import Settings, Store

PLACE = Provenance(document="d", start=0, end=1)


def decision(number: int) -> Decision:
    return Decision(id=f"d{number}", kind=DecisionKind.NOTE, targets=("m",), who="Ö. Å", when="2026-11-22", value="åäö")


@pytest.fixture
def workspace(tmp_path):
    return Store.create(tmp_path / "ekstad", settings=Settings(municipality="Ekstad"), profile="[kommun]\n")


def test_a_value_comes_back_as_it_was():
    measure = Measure(
        id="m", document="d", text="Ta fram en rutin", provenance=PLACE, form=Form.TABLE,
        goal=Field(state=FieldState.STATED, value="Trygghet", quote="Trygghet", provenance=PLACE),
    )  # fmt: skip
    assert store.load(Measure, store.dump(measure)) == measure


def test_wrong_data_is_refused_with_its_path():
    with pytest.raises(ValueError, match="municipality"):
        store.load(Draft, b'{"title": "x"}')


def test_settings_survive_odd_names(tmp_path):
    name = 'Ek"stad \\ Å'
    made = Store.create(tmp_path / "w", settings=Settings(municipality=name, topics=("klimat",)), profile="")
    assert made.settings() == Settings(municipality=name, topics=("klimat",))


def test_a_workspace_is_never_made_twice(workspace):
    with pytest.raises(WorkspaceError, match="redan en arbetsyta"):
        Store.create(workspace.root, settings=Settings(municipality="Annan"), profile="")
    assert workspace.settings().municipality == "Ekstad"


def test_a_folder_that_is_no_workspace(tmp_path):
    with pytest.raises(WorkspaceError, match="ingen arbetsyta"):
        Store.open(tmp_path)


def test_broken_settings_are_told(workspace):
    workspace.settings_file.write_text("municipality = 3\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"plankit\.toml"):
        workspace.settings()


def test_the_register_comes_back(workspace):
    rows = (DocumentRecord(id="a", file="plan åäö.pdf", sha256="00", municipality=("Norrvik", "Åbyholm")),)
    workspace.write_register(rows)
    assert workspace.register() == rows


def test_a_broken_register_is_told_not_overwritten(workspace):
    workspace.register_file.write_text("[{]", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        workspace.register()
    assert workspace.register_file.read_text(encoding="utf-8") == "[{]"


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    target = tmp_path / "fil.json"
    store.write_bytes(target, b"gammal")
    monkeypatch.setattr(store.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OutputError):
        store.write_bytes(target, b"ny")
    assert target.read_bytes() == b"gammal"
    assert [path.name for path in tmp_path.iterdir()] == ["fil.json"]


def test_decisions_are_appended_and_read(workspace):
    workspace.decide([decision(1)])
    before = workspace.decisions_file.read_bytes()
    workspace.decide([decision(2)])
    assert workspace.decisions_file.read_bytes().startswith(before)
    assert workspace.decisions() == (decision(1), decision(2))


def test_a_broken_line_is_named(workspace):
    workspace.decide([decision(1)])
    with workspace.decisions_file.open("a", encoding="utf-8") as file:
        file.write('{"id": "halv\n')
    with pytest.raises(DecisionError, match="rad 2"):
        workspace.decisions()


def test_two_writers_lose_nothing(workspace):
    def write(start):
        for number in range(start, start + 10):
            workspace.decide([decision(number)])

    writers = [threading.Thread(target=write, args=(start,)) for start in (0, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len({one.id for one in workspace.decisions()}) == 20


def test_a_lock_that_is_held_is_told(workspace, monkeypatch):
    monkeypatch.setattr(store, "_LOCK_WAIT", 0.1)
    workspace.decisions_file.with_name("decisions.jsonl.lock").touch()
    with pytest.raises(DecisionError, match="låst"):
        workspace.decide([decision(1)])


def test_missing_file_and_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="finns inte") as missing:
        store.sha256_of(tmp_path / "borta.pdf")
    with pytest.raises(InputError, match="är en mapp") as folder:
        store.sha256_of(tmp_path)
    assert (missing.value.kind, folder.value.kind) == ("missing", "folder")

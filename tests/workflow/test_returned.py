"""Drafts that people edited come back complete: from Word, from LibreOffice, and with every id destroyed."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.assemble import assemble, changes, rebuild, replayed
from toolkit.errors import InputError
from toolkit.export.word import write_word
from toolkit.ingest.returned import closest, read_lines, read_returned
from toolkit.model import DecisionKind, ItemKind, PassageKind
from toolkit.workflow.returned import keep_version, take_in, versions

pytest.importorskip("docx")
spec = importlib.util.spec_from_file_location("plankit_test_edited", Path(__file__).parent / "edited.py")
edited = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = edited
spec.loader.exec_module(edited)

TODAY = "2026-11-22"
SEEDS = range(24)


def plain(text):
    one = " ".join(text.split())
    return one[:1].upper() + one[1:]


@pytest.fixture(scope="module")
def draft(towns):
    return assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY)


@pytest.fixture(scope="module")
def file(draft, tmp_path_factory):
    return write_word(draft, tmp_path_factory.mktemp("sent") / "utkast.docx")


@pytest.fixture(scope="module")
def editors(draft, file):
    return [edited.Editor(file, draft, seed).edit(6) for seed in SEEDS]


def office(paths, folder, kind):
    """The files saved by LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    command = ["soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/profile", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=240)
    return [folder / f"{path.stem}.{kind}" for path in paths]


def check(editor, draft, path):
    """Everything the books say is in the rebuilt draft, and nothing else has changed."""
    returned = read_returned(path, draft)
    made, conflicts = rebuild(draft, returned, who="Arbetsgruppen", when=TODAY)
    assert conflicts == ()
    items = {item.id: item for section in made.sections for item in section.items}
    new = {plain(text): key for key, text in editor.text.items() if key not in editor.sent}
    names = {item.id: new.get(plain(item.text), item.id) for item in items.values()}
    for section in made.sections:
        if section.id in editor.order:
            assert [names[item.id] for item in section.items] == editor.order[section.id]
    for identity, item in items.items():
        key = names[identity]
        assert plain(item.text) == plain(editor.text[key])
        for name, text in editor.cells[key].items():
            got = ", ".join(field.text for field in item.fields if field.key == name) or edited.BLANK
            assert plain(got) == plain(text), (key, name)
    assert not editor.deleted & set(items)
    for key, said in editor.comments.items():
        assert f"Nämndsekreteraren: {said}" in items[key].reasons
    passages = {one.text for section in made.sections for one in section.passages if one.kind is PassageKind.LOCAL}
    assert passages == set(editor.passages.values())


def test_an_untouched_file_says_nothing(draft, file):
    returned = read_returned(file, draft)
    assert returned.problems == () and returned.deleted == ()
    assert changes(draft, returned, who="A", when=TODAY) == ()


def test_random_edits_in_word_come_back(draft, editors, tmp_path):
    for number, editor in enumerate(editors):
        check(editor, draft, editor.save(tmp_path / f"{number}.docx"))


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_random_edits_come_back_through_libreoffice(draft, editors, tmp_path, kind):
    few = editors[:8]
    paths = [editor.save(tmp_path / f"{number}.docx") for number, editor in enumerate(few)]
    (tmp_path / "out").mkdir()
    for editor, path in zip(few, office(paths, tmp_path / "out", kind), strict=True):
        check(editor, draft, path)


def test_rows_without_their_ids_come_back_by_their_words(draft, file, tmp_path):
    found = expected = 0
    for seed in SEEDS:
        editor = edited.Editor(file, draft, 1000 + seed).edit(6)
        returned = read_returned(editor.save(tmp_path / f"{seed}.docx", destroy=True), draft)
        by_id = {item.id: item for item in returned.items if item.id and item.place == "row"}
        assert all(item.matched_by == "text" for item in by_id.values())
        assert any(problem.kind == "id_lost" for problem in returned.problems)
        kept = editor.sent - editor.deleted
        expected += len(kept)
        found += sum(key in by_id and plain(editor.text[key]) in plain(by_id[key].text) for key in kept)
        assert not editor.deleted & set(by_id)
    assert found / expected >= 0.95


def test_a_strange_file_is_refused(draft, tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("Protokoll från sammanträdet")
    document.save(str(tmp_path / "annat.docx"))
    with pytest.raises(InputError, match="liknar inte utkastet"):
        read_returned(tmp_path / "annat.docx", draft)


def test_the_draft_it_was_made_from_is_found(towns, draft, file):
    other = assemble(towns.profile, towns.clustering, towns.measures, towns.register, today=TODAY, size=6)
    lines = read_lines(file)
    assert closest(lines, [draft, other]) is draft
    assert closest(lines, [other, draft]) is draft


def some_item(draft):
    return next(item for section in draft.sections for item in section.items if item.kind is ItemKind.QUOTATION)


def test_edits_stand_on_top_of_every_later_draft_and_can_be_taken_back(towns, draft, file, tmp_path):
    from dataclasses import replace

    from toolkit.model import Decision

    editor = edited.Editor(file, draft, 3)
    item = some_item(draft)
    edited.put(editor.controls[item.id], "Vi gör på vårt eget sätt")
    events = changes(draft, read_returned(editor.save(tmp_path / "a.docx"), draft), who="Karin", when=TODAY)
    again, _ = replayed(draft, events)
    mine = next(one for section in again.sections for one in section.items if one.id == item.id)
    assert (mine.kind, mine.text, mine.author, mine.written) == (
        ItemKind.LOCAL, "Vi gör på vårt eget sätt", "Karin", TODAY,
    )  # fmt: skip
    assert mine.sources == item.sources
    assert replayed(draft, (*events, *events))[0] == again
    undo = Decision(id="u", kind=DecisionKind.UNDO, targets=tuple(one.id for one in events), who="K", when=TODAY)
    assert replayed(draft, (*events, undo))[0] == draft
    # The plans now word it in another way: both are told, the person's words stand.
    moved = _with(draft, replace(item, text="En helt annan lydelse", quote="En helt annan lydelse"))
    made, conflicts = replayed(moved, events)
    assert any("En helt annan lydelse" in one and "Vi gör på vårt eget sätt" in one for one in conflicts)
    assert set(conflicts) <= set(made.warnings)
    assert "Vi gör på vårt eget sätt" in {one.text for section in made.sections for one in section.items}
    # No plan gives it any more: the row stays.
    bare = _without(draft, item.id)
    made, conflicts = replayed(replace(bare, left_out=()), events)
    assert "Vi gör på vårt eget sätt" in {one.text for section in made.sections for one in section.items}
    assert len(conflicts) == 1


def test_two_people_who_did_not_know_of_each_other(draft, file, tmp_path):
    item = some_item(draft)
    events = ()
    for who, text in (("Karin", "Karins lydelse"), ("Olle", "Olles lydelse")):
        editor = edited.Editor(file, draft, 3)
        edited.put(editor.controls[item.id], text)
        returned = read_returned(editor.save(tmp_path / f"{who}.docx"), draft)
        events += changes(draft, returned, who=who, when=TODAY)
    made, conflicts = replayed(draft, events)
    assert any("Karins lydelse" in one and "Olles lydelse" in one for one in conflicts)
    assert "Olles lydelse" in {one.text for section in made.sections for one in section.items}


def test_what_was_struck_out_stays_out_and_is_told(draft, file, tmp_path):
    editor = edited.Editor(file, draft, 3)
    item = some_item(draft)
    editor.rows[item.id].getparent().remove(editor.rows[item.id])
    made, _ = rebuild(draft, read_returned(editor.save(tmp_path / "a.docx"), draft), who="Karin", when=TODAY)
    assert item.id not in {one.id for section in made.sections for one in section.items}
    assert made.left_out[0].id == item.id
    annex = next(section.comparison for section in made.sections if section.comparison is not None)
    assert annex.rows[0][0].text == item.text


def _with(draft, item):
    from dataclasses import replace

    return replace(
        draft,
        sections=tuple(
            replace(section, items=tuple(item if one.id == item.id else one for one in section.items))
            for section in draft.sections
        ),
    )


def _without(draft, identity):
    from dataclasses import replace

    return replace(
        draft,
        sections=tuple(
            replace(section, items=tuple(one for one in section.items if one.id != identity))
            for section in draft.sections
        ),
    )


def test_a_sent_draft_that_is_damaged_is_told(draft, file, tmp_path):
    """What a file is held against matters: that one of the drafts cannot be read any more is said."""
    from types import SimpleNamespace

    log = SimpleNamespace(root=tmp_path, decisions=lambda: ())
    corpus = SimpleNamespace(store=log, settings=SimpleNamespace(language="sv"))
    kept = keep_version(corpus, draft)
    lost = kept.with_name("0002.json")
    lost.write_bytes(b'{"sections": [')
    assert versions(corpus) == ((draft,), (lost,))
    told = take_in(corpus, file, who="A", today=TODAY).told
    assert any("utkast/0002.json" in one and "skadat" in one for one in told)

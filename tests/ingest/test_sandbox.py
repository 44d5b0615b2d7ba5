import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from toolkit.errors import InputError, LimitError, ToolkitError
from toolkit.ingest import Limits, ingest, ingest_all, read, sandbox
from toolkit.model import Document

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the limits are POSIX")
SHORT = Limits(wall_seconds=20, cpu_seconds=15)


@pytest.fixture(autouse=True)
def no_child_or_folder_left(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    sandbox.close_workers()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield
    sandbox.close_workers()
    assert list(folder.iterdir()) == []
    command = ["ps", "--ppid", str(os.getpid()), "-o", "stat="]
    assert "Z" not in subprocess.run(command, capture_output=True, text=True, check=False).stdout


def plan(folder, name="plan.md", text="# Plan\n\nKommunen ska utbilda personal.\n"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_child_reads_the_same_as_this_process(tmp_path):
    path = plan(tmp_path, text="# Plan\n\n| Åtgärd | Ansvar |\n| --- | --- |\n| **Utbilda** | KS |\n\n![a](b)\n")
    assert ingest(path) == read(path)


def test_a_warm_child_is_lent_again(tmp_path):
    path = plan(tmp_path)
    ingest(path)
    warm = sandbox._POOL.idle[-1].process.pid
    began = time.perf_counter()
    for _ in range(5):
        ingest(path)
    assert time.perf_counter() - began < 1.0
    assert sandbox._POOL.idle[-1].process.pid == warm


def test_one_bad_file_stops_no_other_and_order_is_kept(tmp_path):
    (tmp_path / "tom.md").write_bytes(b"")
    (tmp_path / "trasig.docx").write_bytes(b"PK\x03\x04" + bytes(30))
    paths = [plan(tmp_path, "a.md"), tmp_path / "tom.md", plan(tmp_path, "b.md"), tmp_path / "trasig.docx", tmp_path]
    answers = list(ingest_all(paths))
    assert [path for path, _ in answers] == paths
    assert [answer.kind if isinstance(answer, InputError) else answer.file for _, answer in answers] == [
        "a.md", "empty", "b.md", "truncated", "folder",
    ]  # fmt: skip


def test_any_executor_will_do(tmp_path):
    paths = [plan(tmp_path, f"{index}.md", f"# Plan {index}\n") for index in range(3)]
    with ThreadPoolExecutor(1) as executor:
        answers = [answer for _, answer in ingest_all(paths, executor=executor)]
    assert [answer.text for answer in answers if isinstance(answer, Document)] == ["Plan 0", "Plan 1", "Plan 2"]


def slow_reader(monkeypatch, code):
    """A child that runs `code` instead of a reader: a fault on purpose."""
    body = f"def read_file(path, *, limits=None):\n    {code}\n"
    broken = f"import toolkit.ingest.readers as r\n{body}r.read_file = read_file\n"
    original = subprocess.Popen

    def popen(command, **options):
        if "serve()" in command[-1]:
            command = [*command[:-1], broken + command[-1]]
        return original(command, **options)

    sandbox.close_workers()
    monkeypatch.setattr(sandbox.subprocess, "Popen", popen)


@pytest.mark.parametrize(
    ("code", "kind", "limits"),
    [
        ("import time; time.sleep(60)", "time", Limits(wall_seconds=1)),
        ("while True: pass", "time", Limits(cpu_seconds=1, wall_seconds=30)),
        ("x = bytearray(900 * 1024 * 1024)", "memory", Limits(memory_bytes=512 * 1024 * 1024)),
        ("import os; os.kill(os.getpid(), 11)", "crashed", SHORT),
        ("import os; os._exit(3)", "crashed", SHORT),
        ("read_file(path, limits=limits)", "too_deep", SHORT),
        ("raise KeyError('x')", "reader_failed", SHORT),
        ("import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)", "time", Limits(wall_seconds=1)),
    ],
)
def test_a_child_that_fails_is_replaced(tmp_path, monkeypatch, code, kind, limits):
    path = plan(tmp_path)
    with monkeypatch.context() as broken:
        slow_reader(broken, code)
        with pytest.raises(InputError) as caught:
            ingest(path, limits=limits)
        assert caught.value.kind == kind
    assert sandbox._POOL.idle == []
    assert ingest(path).text.startswith("Plan")


def test_children_end_when_their_caller_is_killed(tmp_path):
    path = plan(tmp_path)
    code = (
        "import sys, time; from pathlib import Path; from toolkit.ingest import ingest, sandbox\n"
        f"ingest(Path({str(path)!r})); print(sandbox._POOL.idle[0].process.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    caller = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert caller.stdout is not None
    child = int(caller.stdout.readline())
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    caller.stdout.close()
    until = time.monotonic() + 8
    while time.monotonic() < until and Path(f"/proc/{child}").exists():
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()


# --- files made to break readers


def test_bombs_end_as_named_errors(docx, p, tc, tmp_path):
    doctype = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    nested = "<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000
    cut = docx(p("Kommunen ska " + os.urandom(4000).hex()), name="cut.docx")
    cut.write_bytes(cut.read_bytes()[:2000])
    wide = "<w:tr>" + tc("x", props='<w:gridSpan w:val="999999999"/>') * 30 + "</w:tr>"
    bombs = {
        docx(p("&x;"), name="xxe.docx", head=doctype): "doctype",
        docx(nested, name="nested.docx"): "too_deep",
        docx(p("a" * (60 * 1024 * 1024)), name="ratio.docx"): "bomb",
        docx(p("a"), name="many.docx", extra=[(f"e{index}", b"") for index in range(10_001)]): "bomb",
        cut: "truncated",
        docx(f"<w:tbl>{wide}</w:tbl>", name="wide.docx"): "too_big",
    }
    for path, answer in ingest_all(list(bombs), limits=SHORT):
        assert isinstance(answer, ToolkitError), path.name
        assert getattr(answer, "kind", None) == bombs[path], (path.name, str(answer))


def test_a_directory_of_thousands_is_not_even_read(docx, p, monkeypatch):
    """The end of the directory is enough to see it; with millions of entries, reading it would cost a gigabyte."""
    path = docx(p("a"), extra=[(f"e{index}", b"") for index in range(10_001)])
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(LimitError) as caught:
        read(path)
    assert caught.value.kind == "bomb"


def test_external_relationships_are_never_followed(docx, p, tmp_path):
    """A relationship out of the package, by address or by climbing folders, is as if it were not there."""
    path = docx(p("Hej"))
    secret = tmp_path / "styles.xml"
    secret.write_text("<w:styles/>", encoding="utf-8")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" TargetMode="External" Type="x/styles" Target="http://127.0.0.1:9/styles.xml"/>'
        '<Relationship Id="b" Type="x/numbering" Target="../../../../../../etc/passwd"/></Relationships>'
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "ut.docx", "w") as new:
        for entry in old.namelist():
            new.writestr(entry, rels if entry.endswith("document.xml.rels") else old.read(entry))
    assert ingest(tmp_path / "ut.docx").text == "Hej"


def test_lines_made_to_hang_a_reader(tmp_path):
    lines = ["*a " * 50_000, "[" * 50_000, "_" * 50_000, "`" * 20_001, "<" * 50_000, "$" * 20_001, "<!--" * 9_000,
             "![a](" * 9_000, "# " + "#" * 50_000, "- " * 9_000, "|" * 50_000, "." * 50_000 + "x"]  # fmt: skip
    document = ingest(plan(tmp_path, text="\n\n".join(lines)), limits=SHORT)
    assert document.blocks


def test_the_broken_office_files_end_as_document_or_named_error(shared):
    paths = [path for path in sorted(shared("malformed").iterdir()) if path.suffix in (".docx", ".odt")]
    assert len(paths) > 10
    kinds = {}
    for path, answer in ingest_all(paths, limits=SHORT):
        kinds[path.name] = "document" if isinstance(answer, Document) else getattr(answer, "kind", "?")
        assert not isinstance(answer, LimitError) or answer.kind in ("bomb", "too_deep", "too_big"), (path.name, answer)
    assert kinds["testODTEncrypted.odt"] == kinds["testWORD_protected_passtika.docx"] == "encrypted"
    assert kinds["testWORD_truncated.docx"] == "truncated"
    assert "reader_failed" not in kinds.values() and "crashed" not in kinds.values()

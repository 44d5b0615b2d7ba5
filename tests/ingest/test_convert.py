"""Old Word files go through LibreOffice, which runs in a box of its own and ends with all that it started."""

import os
import shutil
import socket
import tempfile
import time
from pathlib import Path

import pytest

from toolkit.errors import InputError, LimitError, MissingToolError
from toolkit.ingest import Limits, ingest, read, sandbox
from toolkit.ingest.convert import office_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")
RTF = r"{\rtf1\ansi {\b Plan}\par Kommunen ska utbilda personal.\par}"


@pytest.fixture(autouse=True)
def no_folder_left(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    sandbox.close_workers()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield
    sandbox.close_workers()
    assert list(folder.iterdir()) == []


@pytest.fixture
def program(tmp_path, monkeypatch):
    """`program("shell commands")`: a LibreOffice that does just that."""

    def make(body):
        folder = tmp_path / "bin"
        folder.mkdir()
        path = folder / "soffice"
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return make


def written(tmp_path, name="plan.rtf"):
    path = tmp_path / name
    path.write_text(RTF, encoding="ascii")
    return path


def gone(pid):
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
@pytest.mark.parametrize("reader", [read, ingest])
def test_what_takes_too_long_ends_with_all_that_it_started(tmp_path, program, reader):
    pids = tmp_path / "pids"
    program(f"sleep 60 & echo $! >> {pids}; sh -c 'sleep 60 & echo $! >> {pids}; wait' & echo $$ >> {pids}; wait")
    limits = Limits(wall_seconds=1 if reader is read else 30)
    if reader is ingest:
        # The clock of the conversion, not that of the parent, is to end it.
        program_clock = "import toolkit.ingest.convert as c; c.LONGEST_CONVERSION = 1.0\n"
        with pytest.MonkeyPatch.context() as patch:
            original = sandbox.subprocess.Popen

            def popen(command, **options):
                if "serve()" in command[-1]:
                    command = [*command[:-1], program_clock + command[-1]]
                return original(command, **options)

            patch.setattr(sandbox.subprocess, "Popen", popen)
            with pytest.raises(LimitError) as caught:
                ingest(written(tmp_path), limits=limits)
    else:
        with pytest.raises(LimitError) as caught:
            read(written(tmp_path), limits=limits)
    assert caught.value.kind == "time" and "plan.rtf" in str(caught.value)
    started = pids.read_text(encoding="ascii").split()
    assert len(started) == 3 and all(gone(pid) for pid in started)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
@pytest.mark.parametrize("reader", [read, ingest])
def test_what_it_leaves_running_ends_too(tmp_path, program, reader):
    pids = tmp_path / "pids"
    program(f"sleep 60 & echo $! >> {pids}; exit 0")
    with pytest.raises(InputError) as caught:
        reader(written(tmp_path))
    assert caught.value.kind == "damaged" and "spara den som .docx" in str(caught.value)
    assert all(gone(pid) for pid in pids.read_text(encoding="ascii").split())


def test_its_profile_is_its_own_and_forbids_macros(tmp_path, program):
    kept = tmp_path / "kept.xcu"
    program(
        'for one in "$@"; do case "$one" in -env:UserInstallation=file://*) '
        f'cp "${{one#-env:UserInstallation=file://}}/user/registrymodifications.xcu" {kept};; esac; done'
    )
    with pytest.raises(InputError):
        read(written(tmp_path))
    settings = kept.read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in settings
    assert 'oor:name="ooInetProxyType" oor:op="fuse"><value>1' in settings


def test_without_it_the_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError) as caught:
        read(written(tmp_path))
    assert "libreoffice-writer" in str(caught.value)


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_an_old_file_is_read_and_told_as_converted(tmp_path):
    document = ingest(written(tmp_path))
    assert [block.text for block in document.blocks] == ["Plan", "Kommunen ska utbilda personal."]
    assert [problem.kind for problem in document.problems] == ["converted"]


@pytest.mark.skipif(shutil.which("unshare") is None or os.geteuid() != 0, reason="only where namespaces are sure")
def test_a_child_has_no_network(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = (
            "import toolkit.ingest.readers as r\n"
            "def read_file(path, *, limits=None):\n"
            f"    import socket; socket.create_connection(('127.0.0.1', {port}), 2)\n"
            "r.read_file = read_file\n"
        )
        original = sandbox.subprocess.Popen

        def popen(command, **options):
            return original([*command[:-1], code + command[-1]], **options)

        monkeypatch.setattr(sandbox.subprocess, "Popen", popen)
        with pytest.raises(InputError) as caught:
            ingest(written(tmp_path))
        assert caught.value.kind == "reader_failed"
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()

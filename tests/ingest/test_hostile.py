"""Files made to break readers: each ends as a document or a named error, and nothing of them is left behind."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from tests.ingest.bombs import BOMBS, opendocument, page, word
from toolkit.errors import InputError, ToolkitError
from toolkit.ingest import Limits, ingest, ingest_all, sandbox
from toolkit.ingest.detect import detect
from toolkit.model import Document

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the limits are POSIX")
MIB = 1024 * 1024
SIZE = 0.02
_PATH = os.environ.get("PATH", "")
LIMITS = Limits(
    wall_seconds=30, cpu_seconds=10, memory_bytes=768 * MIB, part_bytes=4 * MIB, zip_small=MIB, zip_bytes=64 * MIB
)
"""Lower than the defaults, so that small bombs go over them; `make bench` runs full size bombs within real ones."""


@pytest.fixture(scope="module", autouse=True)
def no_child_or_folder_left(tmp_path_factory):
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        sandbox.close_workers()
        patch.setattr(tempfile, "tempdir", str(folder))
        patch.setenv("TMPDIR", str(folder))
        # No outside programs: pictures are told as unread at once, where tesseract would look at each for seconds.
        patch.setenv("PATH", str(folder))
        yield
        sandbox.close_workers()
    assert list(folder.iterdir()) == []
    assert children() == []


def children():
    """Processes that this one started and that are still there, dead or alive."""
    tasks = Path("/proc/self/task")
    return [one for task in tasks.glob("*/children") for one in task.read_text(encoding="ascii").split()]


def outcome(path, limits=LIMITS):
    try:
        document = ingest(path, limits=limits)
    except ToolkitError as error:
        assert path.name in error.message and error.advice, str(error)
        return getattr(error, "kind", type(error).__name__)
    assert isinstance(document, Document)
    return "document"


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_as_document_or_named_error(name, tmp_path):
    make, right = BOMBS[name]
    began = time.monotonic()
    assert outcome(make(tmp_path, SIZE)) in right
    assert time.monotonic() - began < 15


def test_all_broken_files_end_as_document_or_named_error(shared):
    paths = sorted(shared("malformed").iterdir())
    assert len(paths) > 100
    limits = Limits(wall_seconds=60, cpu_seconds=40)
    kinds = {path.name: getattr(answer, "kind", "document") for path, answer in ingest_all(paths, limits=limits)}
    assert not {"reader_failed", "crashed", "time", "memory"} & set(kinds.values()), kinds
    assert sum(kind == "document" for kind in kinds.values()) >= 65
    encrypted = [name for name in kinds if "enc" in name.casefold() or "protected" in name]
    assert len(encrypted) >= 8 and {kinds[name] for name in encrypted} == {"encrypted"}


# --- nothing is fetched


@pytest.fixture
def ear():
    """A listening port and the list of those who called."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen():
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                calls.append(address)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], calls


def test_nothing_that_a_file_names_is_fetched(tmp_path, ear, monkeypatch):
    port, calls = ear
    sandbox.close_workers()
    monkeypatch.setenv("PATH", _PATH)
    url = f"http://127.0.0.1:{port}"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{office}/{kind}" TargetMode="External" Target="{url}/{kind}"/>'
        for kind in ("image", "attachedTemplate", "styles", "numbering", "header", "footnotes", "hyperlink", "chart")
    )
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
    field = f'<w:fldSimple w:instr=" INCLUDETEXT {url}/text "><w:r><w:t>Hej</w:t></w:r></w:fldSimple>'
    drawn = (
        '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink"><draw:image xlink:href="{url}/a.png"/></draw:frame>'
    )
    action = f"/OpenAction << /S /URI /URI ({url}) >> /AA << /WC << /S /JavaScript /JS (app.launchURL('{url}')) >> >>"
    html = (
        f"<html><head><link rel=stylesheet href={url}/a.css><base href={url}><script src={url}/a.js></script>"
        f"<meta http-equiv=refresh content='0;url={url}'></head><body><p>Hej<img src={url}/a.png>"
        f"<iframe src={url}></iframe><object data={url}></object></p></body></html>"
    )
    rtf = r"{\rtf1 Hej {\field{\*\fldinst INCLUDEPICTURE " + url + r"/a.png}{\fldrslt x}}{\*\template " + url + "}}"
    files = {
        "a.docx": word(f"<w:p>{field}</w:p>", relationships=f"{relations}</Relationships>"),
        "a.odt": opendocument(f"<text:p>Hej{drawn}</text:p>"),
        "a.pdf": page(catalog=action),
        "a.html": html.encode(),
        "a.md": f"# Hej\n\n![a]({url}/a.png)\n\n<div><img src='{url}/b.png'>Hej</div>\n".encode(),
        "a.rtf": rtf.encode(),
    }
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert outcome(path, Limits(wall_seconds=60)) in ("document", "MissingToolError"), name
    assert calls == []


# --- what is no file


def test_what_is_no_readable_file_is_named(tmp_path):
    folder = tmp_path / "mapp.pdf"
    folder.mkdir()
    loop = tmp_path / "slinga.docx"
    loop.symlink_to(loop)
    lost = tmp_path / "borta.docx"
    lost.symlink_to(tmp_path / "finns-inte")
    pipe = tmp_path / "rör.md"
    os.mkfifo(pipe)
    secret = tmp_path / "hemlig.md"
    secret.write_text("# Plan\n", encoding="utf-8")
    secret.chmod(0)
    assert outcome(folder) == "folder"
    assert outcome(loop) == "missing"
    assert outcome(lost) == "missing"
    assert outcome(pipe) == "unreadable"
    assert outcome(Path(os.devnull)) == "unreadable"
    assert outcome(secret) == ("document" if os.geteuid() == 0 else "unreadable")


def test_a_link_to_a_file_is_that_file(tmp_path):
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    link = tmp_path / "länk.md"
    link.symlink_to(tmp_path / "plan.md")
    assert ingest(link).text == "Plan"


def test_a_name_no_system_gives_is_told_apart(tmp_path):
    for name in ("a\nb.md", "å" * 120 + ".md", "-rf.md", "$(touch x).md", "a'b\"c.md"):
        path = tmp_path / name
        path.write_text("# Plan\n", encoding="utf-8")
        assert ingest(path).text == "Plan"
    with pytest.raises(InputError):
        ingest(tmp_path / ("x" * 300))
    with pytest.raises(InputError):
        ingest(tmp_path / "a\x00b.md")


def test_a_name_that_says_another_format_is_told(tmp_path):
    excuse = tmp_path / "plan.pdf"
    excuse.write_text("<!doctype html><title>404</title><p>Sidan finns inte.</p>", encoding="utf-8")
    assert [(one.kind, one.severity.value) for one in ingest(excuse).problems] == [("misnamed", "doubt")]
    headless = tmp_path / "trasig.pdf"
    headless.write_bytes(page()[20:])
    assert outcome(headless) == "broken"
    right = tmp_path / "plan.htm"
    right.write_bytes(excuse.read_bytes())
    assert ingest(right).problems == ()


def test_a_file_of_two_bytes_a_letter_is_told_by_the_letters(tmp_path):
    text = "# Plan\n\nKommunen ska utbilda personal. Åtgärd.\n"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        path = tmp_path / f"{encoding}.md"
        path.write_bytes(text.encode(encoding))
        assert ingest(path).blocks[-1].text == "Kommunen ska utbilda personal. Åtgärd.", encoding


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is told by Linux")
def test_a_parent_never_holds_more_than_it_should(tmp_path):
    """The largest answers that are handed over, read in a process of its own: its peak is what a user's would be."""
    paths = [BOMBS[name][0](tmp_path, size) for name, size in (("columns.md", 0.31), ("headers.md", 0.66))]
    code = (
        "import sys; from pathlib import Path; from toolkit.ingest import ingest, sandbox\n"
        "for name in sys.argv[1:]: ingest(Path(name))\n"
        "sandbox.close_workers(); told = Path('/proc/self/status').read_text(encoding='utf-8')\n"
        "print(next(int(line.split()[1]) // 1024 for line in told.splitlines() if line.startswith('VmHWM')))"
    )
    # Not `ru_maxrss`: that of a new process begins at the peak of the one that started it, here the test run's own.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, env=environment, check=True
    )
    assert int(done.stdout) < 300


# --- what an old Word file says


def old_word(*, encrypted):
    """The beginning of a container of Word 97: a sector for itself, one for the text, one for the names."""
    flags = 0x0100 if encrypted else 0
    text = b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little") + bytes(500)
    names = "WordDocument".encode("utf-16-le") + bytes(488)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + text + names


def test_an_old_word_file_with_a_password_is_told_as_that(tmp_path):
    path = tmp_path / "plan.doc"
    path.write_bytes(old_word(encrypted=True))
    with pytest.raises(InputError) as caught:
        detect(path)
    assert caught.value.kind == "encrypted" and "lösenord" in str(caught.value)
    path.write_bytes(old_word(encrypted=False))
    assert detect(path).value == "doc"

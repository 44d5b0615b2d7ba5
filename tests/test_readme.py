"""What the README says is run, word by word."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from toolkit.cli import app, run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands():
    block = re.search(r"<!-- commands -->(.*?)<!-- /commands -->", README, re.S)
    assert block, "the README should show its commands"
    return [line.strip() for line in block.group(1).splitlines() if line.strip()]


def test_the_commands_do_what_they_say(tmp_path, monkeypatch, capsys):
    shutil.copy(ROOT / "corpora" / "manniskohandel" / "norrvik-handlingsplan.pdf", tmp_path / "norrvik.pdf")
    monkeypatch.chdir(tmp_path)
    for command in commands():
        program, *arguments = shlex.split(command)
        assert program == "plankit"
        assert run(arguments) == 0, f"{command}: {capsys.readouterr().err}"
    assert (tmp_path / "ekstad" / "out" / "utkast.docx").is_file()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?:`| {4})plankit ([a-z]+)", README))))
def test_every_command_in_the_readme_exists(name):
    assert name in app, name


def test_every_make_word_in_the_docs_exists():
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for text in (README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        for word in re.findall(r"^ {4}make ([a-z]+)", text, re.M):
            assert word in made, word


def test_every_file_the_readme_names_is_there():
    for name in re.findall(r"`((?:notebooks|corpora)/[\w./-]+)`", README):
        assert (ROOT / name).exists(), name

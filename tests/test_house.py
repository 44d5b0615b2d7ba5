"""The house keeps its own rules: names exist, labels match, knowledge is valid, importing is light."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import toolkit
from toolkit.errors import ExitCode
from toolkit.labels import labels

ROOT = Path(__file__).resolve().parent.parent
LEXICON = sorted((ROOT / "toolkit" / "lexicon").rglob("*.toml"))


def test_every_public_name_exists():
    for name in toolkit.__all__:
        assert getattr(toolkit, name) is not None


@pytest.mark.parametrize("stage", ["ingest", "segment", "extract", "cluster", "compare", "assemble"])
def test_the_verb_lives_in_its_package(stage):
    assert callable(getattr(import_module(f"toolkit.{stage}"), stage))


def test_both_languages_have_the_same_labels():
    assert set(labels("sv")) == set(labels("en"))


def test_labels_have_the_same_slots():
    import re

    for key, text in labels("sv").items():
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", labels("en")[key])), key


@pytest.mark.parametrize("path", LEXICON, ids=lambda path: path.stem)
def test_lexicon_files_are_valid_and_hold_no_word_twice(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#"), f"{path.name} should say at its top where its words come from"

    def lists(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from lists(inner)
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            yield value

    for words in lists(tomllib.loads(text)):
        assert len(words) == len(set(words)), f"{path.name}: {sorted({w for w in words if words.count(w) > 1})}"


def test_importing_toolkit_loads_nothing_heavy():
    code = (
        "import sys, toolkit, toolkit.model, toolkit.cli;"
        "heavy = {'pandas', 'sklearn', 'numpy', 'docx', 'pypdfium2', 'pydantic', 'lxml', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_commands_load_no_stage_until_one_is_called():
    code = "import sys, toolkit.cli; print(sorted(m for m in sys.modules if m in ('toolkit.model', 'toolkit.lexicon')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_exit_code_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {code.value} |" in readme, code


def test_no_platform_bound_import_outside_the_sandbox():
    import re

    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        if path.name != "sandbox.py":
            found = re.findall(
                r"^\s*(?:import|from) (resource|fcntl|pwd|grp|termios|msvcrt)\b", path.read_text(encoding="utf-8"), re.M
            )
            assert not found, f"{path.name}: {found}"

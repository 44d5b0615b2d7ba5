"""What is built is whole: a user without a clone has the word lists, the labels, the templates and the example."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_holds_all_that_runs(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in [*(ROOT / "toolkit").rglob("*.toml"), *(ROOT / "toolkit" / "export" / "templates").iterdir()]:
        assert path.relative_to(ROOT).as_posix() in names
    for path in (ROOT / "corpora" / "manniskohandel").rglob("*"):
        if path.is_file():
            assert (
                f"toolkit/_corpora/manniskohandel/{path.relative_to(ROOT / 'corpora' / 'manniskohandel').as_posix()}"
                in names
            )
    assert "toolkit/py.typed" in names
    assert not any(name.startswith(("tests/", "corpora/")) for name in names)

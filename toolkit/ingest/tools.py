"""Which versions of libraries and outside programs a reading rests on: part of each cache key."""

import shutil
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path

from toolkit.ingest.convert import office_program

_LONGEST_ANSWER = 10.0
"""Seconds."""


LIBRARIES = ("pypdfium2", "pypdf", "selectolax", "lxml")


@cache
def tools_version() -> str:
    """One line that changes when a library, tesseract, its languages or LibreOffice changes."""
    libraries = (f"{name} {version(name)}" for name in LIBRARIES)
    return "; ".join([*libraries, _tesseract() or "no tesseract", _office() or "no libreoffice"])


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    first = _answer(program, "--version").partition("\n")[0]
    return " ".join([first, *sorted(_answer(program, "--list-langs").splitlines()[1:])])


def _office() -> str:
    """LibreOffice takes a second to tell its version, so the file that it reads it from is read instead."""
    program = office_program()
    if program is None:
        return ""
    notes = Path(program).resolve().parent / "versionrc"
    if notes.is_file():
        lines = notes.read_text(encoding="utf-8", errors="replace").splitlines()
        return "libreoffice " + next((line for line in lines if line.startswith("buildid")), "?")
    return f"libreoffice {Path(program).resolve().stat().st_size}"


def _answer(program: str, option: str) -> str:
    try:
        done = subprocess.run(
            [program, option], capture_output=True, text=True, timeout=_LONGEST_ANSWER, check=False, encoding="utf-8"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr

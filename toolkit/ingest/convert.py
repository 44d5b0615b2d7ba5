"""Old Word files and RTF: turned into .docx by LibreOffice, when it is installed, then read like any other."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from toolkit.errors import InputError, LimitError, MissingToolError
from toolkit.ingest.limits import Limits
from toolkit.model import Document, Problem, Severity

SANDBOXED = "PLANKIT_SANDBOXED"
"""Set in children of the sandbox: what they start stays in their process group and is ended with it."""
PROGRAMS = ("soffice", "libreoffice")
LONGEST_CONVERSION = 120.0
"""Seconds; the wall time of the limits counts if it is shorter."""


def office_program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def read_converted(path: Path, *, document: str, limits: Limits) -> Document:
    """The document in a .doc or .rtf file.

    Raises:
        MissingToolError: LibreOffice is not installed.
        InputError: LibreOffice could not read the file.
        LimitError: The conversion took too long.
    """
    from toolkit.ingest.word import read_docx

    program = office_program()
    if program is None:
        raise MissingToolError(
            f"{path.name} är i ett äldre Word-format (.doc eller .rtf) som kräver LibreOffice.",
            advice="Installera libreoffice-writer (apt install libreoffice-writer) eller spara filen som .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="plankit-") as folder:
        made = _convert(program, path, Path(folder), limits)
        read = read_docx(made, document=document, file=path.name, limits=limits)
    note = Problem(
        kind="converted",
        message=f"{path.name} lästes genom omvandling till .docx; numrering och tabeller kan avvika.",
        severity=Severity.NOTE,
    )
    return replace(read, problems=(*read.problems, note))


def _convert(program: str, path: Path, folder: Path, limits: Limits) -> Path:
    """The .docx that LibreOffice made of the file; its profile lies in the same folder and goes with it."""
    source = folder / f"in{path.suffix.casefold() or '.doc'}"
    shutil.copyfile(path, source)
    command = [
        program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=SANDBOXED not in os.environ,
    )
    try:
        process.wait(timeout=min(limits.wall_seconds, LONGEST_CONVERSION))
    except subprocess.TimeoutExpired as error:
        raise LimitError(f"{path.name} tog för lång tid att omvandla.", kind="time") from error
    finally:
        if process.poll() is None:
            _kill(process)
    made = folder / "out" / "in.docx"
    if not made.exists():
        raise InputError(f"{path.name} kunde inte läsas av LibreOffice.", kind="damaged")
    return made


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the program with all it started."""
    try:
        if hasattr(os, "killpg") and SANDBOXED not in os.environ:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass
    process.wait()

"""Old Word files and RTF: turned into .docx by LibreOffice, when it is installed, then read like any other."""

import contextlib
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
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of the profile: no macro runs, no link is updated, and what would call the net reaches a closed port."""


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
    with tempfile.TemporaryDirectory(prefix="plankit-", ignore_cleanup_errors=True) as folder:
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
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={_profile(folder).as_uri()}", "--convert-to", "docx", "--outdir", str(folder / "out"),
        str(source),
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
        _end(process)
    made = folder / "out" / "in.docx"
    if not made.exists():
        advice = "Öppna den i Word eller LibreOffice och spara den som .docx, eller be avsändaren om ett nytt exemplar."
        raise InputError(f"{path.name} kunde inte läsas av LibreOffice.", kind="damaged", advice=advice)
    return made


def _profile(folder: Path) -> Path:
    """A profile of its own, with what a document may set off switched off."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n"
        for path, name, value in _SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}'
        "</oor:items>\n",
        encoding="utf-8",
    )
    return profile


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with all that it started: what is called soffice only starts the one that does the work."""
    if not hasattr(os, "killpg"):
        process.kill()
    elif SANDBOXED in os.environ:
        # The child that reads leads the group, so the others in it are ended one by one.
        for member in _others_in_group():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(member, signal.SIGKILL)
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _others_in_group() -> list[int]:
    """Processes of this one's group but itself, where the system lists them."""
    group, found = os.getpgrp(), []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(ProcessLookupError, ValueError, PermissionError):
            if int(entry.name) != os.getpid() and os.getpgid(int(entry.name)) == group:
                found.append(int(entry.name))
    return found

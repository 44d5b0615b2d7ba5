"""From a made document to the committed file: conversion by LibreOffice, the same bytes each time, the text of pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

EPOCH = "1793606400"
"""2026-11-02, so that files built twice are the same file."""


def steady_zip(path: Path) -> None:
    """Repack a DOCX or ODT with one fixed time stamp and the parts in the order they had."""
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, _steady_part(old.read(info)), info.compress_type) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for name, content, kind in parts:
            info = zipfile.ZipInfo(name, (2026, 11, 2, 8, 0, 0))
            info.compress_type = kind
            new.writestr(info, content)


def _steady_part(content: bytes) -> bytes:
    """LibreOffice numbers lists and sessions at random: count the lists, set the session to nought."""
    content = re.sub(rb'("Rsid"[^>]*>)\d+|("RsidRoot"[^>]*>)\d+', lambda found: (found[1] or found[2]) + b"0", content)
    names = dict.fromkeys(re.findall(rb'xml:id="(list\d+)"', content))
    for number, name in enumerate(names, 1):
        content = content.replace(b'"' + name + b'"', b'"list%d"' % number)
    return content


def to_pdf(source: Path, target: Path) -> Path:
    """A tagged PDF of a Word document, by LibreOffice."""
    _convert(source, target, 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}')
    steady_pdf(target)
    return target


def to_odt(source: Path, target: Path) -> Path:
    """An OpenDocument text of a Word document, by LibreOffice."""
    _convert(source, target, "odt")
    steady_zip(target)
    return target


def _convert(source: Path, target: Path, options: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{scratch}/profile",
                "--headless",
                *("--convert-to", options, "--outdir", scratch, str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "TZ": "UTC"},
        )
        shutil.move(Path(scratch) / f"{source.stem}{target.suffix}", target)


def steady_pdf(path: Path) -> None:
    """Set the dates and the file identifier of a PDF, keeping every offset."""
    data = path.read_bytes()
    data = re.sub(rb"\(D:\d{14}", b"(D:20261102080000", data)
    data = re.sub(rb"<([0-9A-F]{32})>(\s*)<([0-9A-F]{32})>", rb"<" + b"0" * 32 + rb">\2<" + b"0" * 32 + b">", data)
    data = re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, data)
    path.write_bytes(data)


def page_texts(path: Path) -> list[str]:
    """The text of each page in two reading orders, by pdftotext: the witness that no reader of ours takes part in."""
    orders = []
    for option in ("", "-raw"):
        command = ["pdftotext", "-enc", "UTF-8", *([option] if option else []), str(path), "-"]
        printed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
        orders.append(printed.split("\f"))
    return [f"{plain}\n{raw}" for plain, raw in zip(*orders, strict=True)][:-1]

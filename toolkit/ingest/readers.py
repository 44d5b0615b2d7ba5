"""Which reader takes which kind of file."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from toolkit.errors import InputError
from toolkit.ingest.detect import FileKind, detect
from toolkit.ingest.limits import MIB, Limits
from toolkit.model import Document, Problem, Severity


def read_file(path: Path, *, limits: Limits | None = None) -> Document:
    """The document in a file, read in this process.

    Raises:
        InputError: The file cannot be read; `kind` says why.
        MissingToolError: An outside program that the format needs is not installed.
    """
    try:
        document = _read(path, limits or Limits())
        told = _misnamed(path, document)
        return replace(document, problems=(*document.problems, told)) if told else document
    except InputError as error:
        if path.name in error.message:
            raise
        # A reader deep down knows its table and not its file.
        raise type(error)(f"{path.name}: {error.message}", kind=error.kind, advice=error.advice) from error


_SUFFIXES = {
    ".pdf": ("pdf",), ".docx": ("docx",), ".docm": ("docx",), ".odt": ("odt",), ".doc": ("docx",), ".rtf": ("docx",),
    ".html": ("html",), ".htm": ("html",),
}  # fmt: skip


def _misnamed(path: Path, document: Document) -> Problem | None:
    """A file whose name says another format than it has: often a page of excuses saved in place of the plan."""
    expected = _SUFFIXES.get(path.suffix.casefold())
    if expected is None or document.format in expected:
        return None
    message = (
        f"{path.name} heter som en {path.suffix[1:].upper()} men är {_NAMES.get(document.format, document.format)} och "
        "lästes som det; kontrollera att det är rätt fil."
    )
    return Problem(kind="misnamed", message=message, severity=Severity.DOUBT)


_NAMES = {"text": "ren text", "html": "en webbsida", "markdown": "Markdown", "docx": "en Word-fil", "pdf": "en PDF",
          "odt": "en OpenDocument-fil"}  # fmt: skip


def _read(path: Path, limits: Limits) -> Document:
    kind = detect(path, limits=limits)
    if kind is FileKind.PDF:
        return _pdf(path, limits)
    if kind in (FileKind.DOC, FileKind.RTF):
        from toolkit.ingest.convert import read_converted

        return read_converted(path, document=document_id(path), limits=limits)
    if kind is FileKind.DOCX:
        from toolkit.ingest.word import read_docx

        return read_docx(path, document=document_id(path), file=path.name, limits=limits)
    if kind is FileKind.ODT:
        from toolkit.ingest.opendocument import read_odt

        return read_odt(path, document=document_id(path), file=path.name, limits=limits)
    return _text(path, kind)


def document_id(path: Path) -> str:
    """The first 16 hex digits of the SHA-256 of the file's bytes."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(4 * MIB):
            digest.update(chunk)
    return digest.hexdigest()[:16]


def _pdf(path: Path, limits: Limits) -> Document:
    from importlib import import_module

    try:
        reader = import_module("toolkit.ingest.pdf.read")
    except ModuleNotFoundError as error:
        raise InputError(f"{path.name}: PDF kan inte läsas i den här installationen.", kind="unreadable") from error
    document = reader.read_pdf(path, limits=limits)
    assert isinstance(document, Document)
    return document


def _text(path: Path, kind: FileKind) -> Document:
    from toolkit.ingest.plaintext import decode, read_text

    data = path.read_bytes()
    identity = sha256(data).hexdigest()[:16]
    if kind is FileKind.HTML:
        from toolkit.ingest.html import read_html

        return read_html(data, document=identity, file=path.name)
    text = decode(data, file=path.name)
    if kind is FileKind.MARKDOWN:
        from toolkit.ingest.markdown import read_markdown

        return read_markdown(text, document=identity, file=path.name)
    return read_text(text, document=identity, file=path.name)

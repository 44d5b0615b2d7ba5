"""What a file is, by its content; the suffix only decides between kinds of plain text."""

import errno
import re
import stat
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from toolkit.errors import InputError, LimitError
from toolkit.ingest.archive import check_entries
from toolkit.ingest.limits import MIB, Limits


class FileKind(StrEnum):
    """The formats there is a reader for."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    DOC = "doc"
    RTF = "rtf"


READABLE = "PDF, Word (.docx), OpenDocument (.odt), HTML, Markdown och text"
_HEAD = 4096
_WORD_STREAM = b"\xec\xa5"
"""First bytes of the text stream of Word 97 and later."""
_SECTOR = 512
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "en PNG-bild"), (b"\xff\xd8\xff", "en JPEG-bild"), (b"GIF8", "en GIF-bild"),
    (b"II*\x00", "en TIFF-bild"), (b"MM\x00*", "en TIFF-bild"), (b"BM", "en BMP-bild"),
    (b"\x1f\x8b", "en gzip-fil"), (b"7z\xbc\xaf", "ett 7-zip-arkiv"), (b"Rar!", "ett RAR-arkiv"),
    (b"BZh", "en bzip2-fil"), (b"\x7fELF", "ett program"), (b"MZ", "ett program"),
    (b"SQLite format 3", "en SQLite-databas"), (b"%!PS", "PostScript"), (b"ID3", "ljud"), (b"OggS", "ljud eller film"),
)  # fmt: skip
_OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
    "application/vnd.ms-word.document.macroEnabled.main+xml": FileKind.DOCX,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": FileKind.DOCX,
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": FileKind.DOCX,
}
_OTHER_OFFICE = {
    "spreadsheetml": "ett Excel-ark", "presentationml": "en PowerPoint-presentation", "ms-excel": "ett Excel-ark",
    "ms-powerpoint": "en PowerPoint-presentation", "visio": "en Visio-ritning",
}  # fmt: skip
_OPEN_DOCUMENT = {
    "text": "", "spreadsheet": "ett kalkylark (ODS)", "presentation": "en presentation (ODP)",
    "graphics": "en teckning (ODG)",
}  # fmt: skip
_PDF_PARTS = re.compile(rb"%PDF|\d+ \d+ obj\b|\bendobj\b|\bstartxref\b|\btrailer\s*<<")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|main|article|div|section|table)\b", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} \S|\s*\|.*\|\s*$|\s*[-*] \S|\[[^\]]+\]: )", re.MULTILINE)


def detect(path: Path, *, limits: Limits | None = None) -> FileKind:
    """The kind of the file.

    Raises:
        InputError: It is a folder, is empty, is missing, or is something there is no reader for; `kind` says which.
        LimitError: It is too big to be opened.

    Example:
        >>> import pathlib, tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> file = pathlib.Path(folder.name, "plan.pdf")
        >>> _ = file.write_text("<!doctype html><title>Plan</title>", encoding="utf-8")
        >>> detect(file).value
        'html'
        >>> folder.cleanup()
    """
    limits = limits or Limits()
    head = opening(path, limits)
    if b"%PDF-" in head[:1024] or (head[:4] == b"%PDF" and len(head) < 16):
        return FileKind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path, limits)
    if head.startswith(_OLE):
        return _compound(path)
    if head.lstrip().startswith(b"{\\rtf"):
        return FileKind.RTF
    named = next((name for start, name in _SIGNATURES if head.startswith(start)), None)
    if named:
        raise _unknown(path, named)
    return _textual(path, head)


def opening(path: Path, limits: Limits) -> bytes:
    """The file's first bytes: cheap checks that need no reader.

    Raises:
        InputError: It is a folder, is empty or is missing.
        LimitError: It is too big to be opened.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            advice = "Ange filerna i mappen, till exempel MAPP/*."
            raise InputError(f"{path.name} är en mapp, inte en fil.", kind="folder", advice=advice)
        if not stat.S_ISREG(mode):
            advice = "Ange en fil på disk: enheter, rör och socklar läses inte."
            raise InputError(f"{path.name} är ingen vanlig fil.", kind="unreadable", advice=advice)
        size = path.stat().st_size
        if size > limits.file_bytes:
            most = limits.file_bytes // MIB
            raise LimitError(f"{path.name} är {size // MIB} MB, större än gränsen {most} MB.", kind="too_big")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError) as error:
        raise _not_opened(path, error) from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError(f"{path.name} är tom.", kind="empty")
    return head


def _not_opened(path: Path, error: OSError | ValueError) -> InputError:
    """Why the system gives no file: in words, with what to do."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        advice = "Kontrollera sökvägen; en länk kan peka på något som har flyttats."
        return InputError(f"{path.name} finns inte.", kind="missing", advice=advice)
    if isinstance(error, PermissionError):
        advice = (
            "Ge ditt konto läsrättighet eller kopiera filen till en egen mapp; stäng den om ett program håller den."
        )
        return InputError(f"{path.name} får inte läsas av dig.", kind="unreadable", advice=advice)
    if isinstance(error, ValueError) or error.errno in (errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL):
        advice = "Kontrollera sökvägen: namnet är för långt, eller en länk pekar på sig själv."
        return InputError(f"{path.name} är inget namn på en fil.", kind="missing", advice=advice)
    advice = "Kopiera filen till en lokal disk och försök igen; nätverket eller disken kan vara borta."
    return InputError(f"{path.name} går inte att öppna.", kind="unreadable", advice=advice)


def _unknown(path: Path, what: str) -> InputError:
    advice = f"Läsbara format: {READABLE}."
    return InputError(f"{path.name} är {what}, som inte kan läsas här.", kind="unknown", advice=advice)


def _protected(path: Path) -> InputError:
    advice = "Öppna den i Word eller LibreOffice och spara utan lösenord, eller be avsändaren om ett sådant exemplar."
    return InputError(f"{path.name} är skyddad med lösenord.", kind="encrypted", advice=advice)


def _packed(path: Path, limits: Limits) -> FileKind:
    """What lies in a zip: the declared content type decides, then the parts' names."""
    check_entries(path, limits)
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if any(entry.flag_bits & 0x1 for entry in package.infolist()):
                raise _protected(path)
            mime = _part(package, "mimetype", 200).strip() if "mimetype" in names else ""
            types = _part(package, "[Content_Types].xml", 4 * MIB) if "[Content_Types].xml" in names else ""
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        message = f"{path.name} är en avhuggen eller skadad zip-fil (Word, OpenDocument eller arkiv)."
        raise InputError(message, kind="truncated") from error
    if mime:
        return _open_document(path, mime)
    if types:
        return _office(path, types, names)
    if "content.xml" in names:
        return FileKind.ODT
    if any(name.startswith("word/document") for name in names):
        return FileKind.DOCX
    raise _unknown(path, "ett zip-arkiv")


def _part(package: zipfile.ZipFile, name: str, most: int) -> str:
    with package.open(name) as part:
        return part.read(most).decode("utf-8", "replace")


def _open_document(path: Path, mime: str) -> FileKind:
    match = re.match(r"application/vnd\.oasis\.opendocument\.(\w+)", mime)
    if match and match[1] == "text":
        return FileKind.ODT
    if mime == "application/epub+zip":
        raise _unknown(path, "en e-bok (EPUB)")
    raise _unknown(path, _OPEN_DOCUMENT.get(match[1], "ett OpenDocument") if match else "ett zip-arkiv")


def _office(path: Path, types: str, names: set[str]) -> FileKind:
    for mime, kind in _OFFICE.items():
        if mime in types:
            return kind
    for word, what in _OTHER_OFFICE.items():
        if word in types:
            raise _unknown(path, what)
    if any(name.startswith("word/") for name in names):
        return FileKind.DOCX
    raise _unknown(path, "ett zip-arkiv")


def _compound(path: Path) -> FileKind:
    """The old container: a Word 97 file, or the shell round an encrypted new one."""
    with path.open("rb") as file:
        data = file.read(64 * MIB)

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise _protected(path)
    if holds("DRMContent") or holds("DRMEncryptedDataSpace"):
        message = f"{path.name} är låst med rättighetsskydd (IRM)."
        raise InputError(message, kind="encrypted", advice="Be avsändaren om ett exemplar utan skydd.")
    if holds("WordDocument"):
        if _is_encrypted_word(data):
            raise _protected(path)
        return FileKind.DOC
    if holds("Workbook") or holds("Book"):
        raise _unknown(path, "ett äldre Excel-ark (.xls)")
    if holds("PowerPoint Document"):
        raise _unknown(path, "en äldre PowerPoint-presentation (.ppt)")
    raise _unknown(path, "en fil i Microsofts äldre behållarformat")


def _is_encrypted_word(data: bytes) -> bool:
    """Whether the Word stream of an old container says that its text is encrypted.

    The stream begins with a block of its own sort, which starts a sector: its sign, then flags of which one is this.
    """
    at = data.find(_WORD_STREAM, len(_OLE))
    while at >= 0:
        if at % _SECTOR == 0:
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100)
        at = data.find(_WORD_STREAM, at + 1)
    return False


def wide_encoding(head: bytes) -> str | None:
    """The two-byte encoding of a text, by its mark or by the empty half of its letters; None for other texts.

    Example:
        >>> wide_encoding("Åtgärder för alla".encode("utf-16-le")), wide_encoding(b"Plan")
        ('utf-16-le', None)
    """
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = head[: 2 * (min(len(head), 400) // 2)]
    low, high = sample[0::2], sample[1::2]
    if not sample or b"\x00\x00" in sample:
        return None
    if high.count(0) > 0.8 * len(high) and not low.count(0):
        return "utf-16-le"
    return "utf-16-be" if low.count(0) > 0.8 * len(low) and not high.count(0) else None


def _textual(path: Path, head: bytes) -> FileKind:
    """HTML, Markdown or text; anything with control characters is none of them."""
    suffix = path.suffix.casefold()
    if suffix == ".pdf" and _PDF_PARTS.search(head):
        raise InputError(
            f"{path.name} är en skadad PDF: början av filen saknas.",
            kind="broken",
            advice="Hämta filen på nytt eller be avsändaren om ett nytt exemplar.",
        )
    encoding = wide_encoding(head)
    wide = encoding is not None
    body = head.decode(encoding, "ignore").encode("utf-8", "ignore") if encoding else head
    control = sum(1 for byte in body if byte < 9 or (13 < byte < 32 and byte != 27))
    if not wide and control > len(body) * 0.02:
        raise _unknown(path, "en fil av okänt slag")
    if suffix in (".md", ".markdown") and not re.match(rb"\s*<(?:!doctype|html)\b", body, re.IGNORECASE):
        return FileKind.MARKDOWN
    if _HTML.search(body) and (suffix in (".html", ".htm", ".xhtml") or re.match(rb"(?:\xef\xbb\xbf)?\s*<", body)):
        return FileKind.HTML
    if suffix in (".html", ".htm", ".xhtml"):
        return FileKind.HTML
    if re.match(rb"\s*<\?xml", body):
        raise _unknown(path, "en XML-fil")
    if suffix in (".txt", ".text", ""):
        return FileKind.TEXT
    return FileKind.MARKDOWN if len(_MARKDOWN.findall(body)) >= 2 else FileKind.TEXT

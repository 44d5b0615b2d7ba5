"""Zip packages of office files: looked over before anything is unpacked, counted while it is.

Nothing outside the package is ever opened: external relationships are names only, and XML with a DOCTYPE is refused.
"""

import struct
import zipfile
import zlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError, LimitError
from toolkit.ingest.limits import MIB, Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHUNK = MIB
_TAIL = 66_000
"""Bytes at the end of a zip that hold the end of its directory, with the longest comment."""
_LONGEST_ENTRY = 1000
"""Bytes of directory that one entry may take on average."""
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip
"""The strict variant of the format has other names for the same elements."""


class Package:
    """An opened zip whose parts are read one by one within the limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open and look over the directory.

        Raises:
            InputError: The file is cut off or its directory is damaged.
            LimitError: It would unpack to more than the limits allow.
        """
        self.name = path.name
        self.limits = limits
        self.damaged: list[str] = []
        """Parts whose XML had to be mended."""
        check_entries(path, limits)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError) as error:
            message = f"{path.name} är avhuggen eller skadad: innehållsförteckningen i zip-filen saknas."
            raise InputError(message, kind="truncated") from error
        try:
            self._look_over()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> "Package":
        """The package itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._zip.close()

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of all parts."""
        return frozenset(self._zip.namelist())

    def _look_over(self) -> None:
        entries = self._zip.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > self.limits.zip_bytes:
            raise LimitError(f"{self.name} blir {total // MIB} MB uppackad, mer än gränsen.", kind="bomb")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise InputError(
                f"{self.name} är skyddad med lösenord.", kind="encrypted", advice="Spara den utan lösenord."
            )

    def read(self, name: str) -> bytes | None:
        """A part's bytes, or None where there is no such part.

        Raises:
            InputError: The part is damaged.
            LimitError: It unpacks to more than the limits allow.
        """
        if name not in self.names:
            return None
        entry = self._zip.getinfo(name)
        limit = self.limits.part_bytes
        if entry.compress_size and entry.file_size > self.limits.zip_small:
            limit = min(limit, max(self.limits.zip_small, entry.compress_size * self.limits.zip_ratio))
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        message = f"Delen {name} i {self.name} packas upp till mer än {limit // MIB} MB."
                        raise LimitError(message, kind="bomb")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise InputError(f"Delen {name} i {self.name} är skadad.", kind="damaged") from error
        return b"".join(chunks)

    def xml(self, name: str) -> "_Element | None":
        """A part as an XML tree, or None where there is no such part.

        Raises:
            InputError: It is no XML at all, or it has a DOCTYPE.
            LimitError: It is nested deeper than any real document.
        """
        data = self.read(name)
        if data is None:
            return None
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        tree, mended = parse_xml(data, where=f"{name} i {self.name}")
        if mended:
            self.damaged.append(name)
        return tree


def check_entries(path: Path, limits: Limits) -> None:
    """Count the entries by the last bytes of the file, before a directory of millions is read into memory.

    Raises:
        LimitError: There are more than the limits allow.
    """
    held = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, held - _TAIL))
        tail = file.read(_TAIL)
    count, size = _directory(tail)
    # A directory that claims more than the file holds is damage, which the zip reader tells by itself.
    if size <= held and (count > limits.zip_entries or size > limits.zip_entries * _LONGEST_ENTRY):
        raise LimitError(f"{path.name} har fler än {limits.zip_entries} delar.", kind="bomb")


def _directory(tail: bytes) -> tuple[int, int]:
    """Entries and bytes of the directory, as the end of the file says; the long form goes first."""
    at = tail.rfind(b"PK\x06\x06")
    if at >= 0 and at + 48 <= len(tail):
        count, size = struct.unpack_from("<QQ", tail, at + 32)
        return int(count), int(size)
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and at + 16 <= len(tail):
        count, size = struct.unpack_from("<HI", tail, at + 10)
        return int(count), int(size)
    return 0, 0


def parse_xml(data: bytes, *, where: str) -> "tuple[_Element, bool]":
    """The tree, and whether it had to be mended to be read.

    Raises:
        InputError: It is no XML at all, or it has a DOCTYPE.
        LimitError: It is nested deeper than any real document.
    """
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(f"{where} har en DOCTYPE, vilket kontorsfiler aldrig har.", kind="doctype")
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).casefold():
                raise LimitError(f"{where} är nästlad djupare än något verkligt dokument.", kind="too_deep") from error
            if recover:
                raise InputError(f"{where} är inte läsbar XML.", kind="damaged") from error
            continue
        except ValueError as error:
            raise InputError(f"{where} är inte läsbar XML.", kind="damaged") from error
        if root is None:
            break
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
            raise InputError(f"{where} har en DOCTYPE, vilket kontorsfiler aldrig har.", kind="doctype")
        if recover and any("depth" in entry.message.casefold() for entry in parser.error_log):
            raise LimitError(f"{where} är nästlad djupare än något verkligt dokument.", kind="too_deep")
        return root, recover
    raise InputError(f"{where} är inte läsbar XML.", kind="damaged")

"""Objects of a PDF file as plain Python values: the quick way to the many small dictionaries of a structure tree.

pypdf has found where each object lies; it makes an object of its own of every name and number in it, and parses a whole
object stream for one of its parts, which for a large tree costs several times what reading the text does. Here one
pattern cuts an object into its tokens. What that pattern does not cover (strings with escapes, encryption, offsets that
are wrong) is asked of pypdf.
"""

import re
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    create_string_object,
)

_SPACE = rb"[\x00\t\n\x0c\r ]"
_TOKEN = re.compile(
    _SPACE
    + rb"*(?:(\d+)"
    + _SPACE
    + rb"+\d+"
    + _SPACE
    + rb"+R(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"
    + rb"|([+-]?\d+)(?![\d.])"
    + rb"|/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*+)"
    + rb"|(<<|\[)|(>>|\])"
    + rb"|\(((?:[^()\\]++|\\[\s\S])*+)\)|<([0-9A-Fa-f]*)>"
    + rb"|([+-]?(?:\d+\.\d*|\.\d+))|(true|false|null)(?![a-z]))"
)
_REFERENCE, _WHOLE, _NAME, _OPEN, _CLOSE, _STRING, _HEX, _REAL, _WORD = range(1, 10)
_HEADER = re.compile(_SPACE + rb"*(\d+)" + _SPACE + rb"+(\d+)" + _SPACE + rb"+obj(?![a-z])")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_NUMBERS = re.compile(rb"\d+")
_CONSTANTS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 40


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Reference(NamedTuple):
    """A pointer to the object of that number."""

    number: int


class _Uncovered(Exception):
    """The quick way does not cover this object."""


class Objects:
    """The objects of one file by their number, each parsed when it is first asked for.

    Dictionaries come as ``dict`` with keys without slash, arrays as ``list``, names as `Name`, references as
    `Reference`, text as ``bytes`` or ``str`` (see `text`); streams as their dictionary.
    """

    def __init__(self, reader: PdfReader) -> None:
        """`reader` has read the file's table of objects."""
        self._reader = reader
        self._plain = not reader.is_encrypted
        self._data = reader.stream.getvalue() if self._plain and isinstance(reader.stream, BytesIO) else b""
        self._offsets = reader.xref.get(0, {})
        self._streams: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._names: dict[bytes, Name] = {}
        self._known: dict[int, Any] = {}

    def resolved(self, value: Any) -> Any:
        """The value itself, behind however many references."""
        for _ in range(_DEEPEST):
            if type(value) is not Reference:
                return value
            value = self.get(value.number)
        return None

    def get(self, number: int) -> Any:
        """The object of that number, None where there is none."""
        if number in self._known:
            return self._known[number]
        try:
            value = self._quick(number)
        except (_Uncovered, KeyError, TypeError, ValueError):
            value = _converted(self._reader.get_object(number), 0)
        self._known[number] = value
        return value

    def _quick(self, number: int) -> Any:
        """The object cut out of the file's bytes."""
        if not self._plain:
            raise _Uncovered
        if number in self._reader.xref_objStm:
            holder = self._reader.xref_objStm[number][0]
            if holder not in self._streams:
                self._streams[holder] = self._stream(holder)
            data, places = self._streams[holder]
            return self._parsed(data, places[number])
        start = self._offsets[number]
        header = _HEADER.match(self._data, start)
        if header is None or int(header[1]) != number or header[2] != b"0":
            raise _Uncovered
        if self._reader.xref_free_entry.get(0, {}).get(number, False):
            return None
        return self._parsed(self._data, header.end())

    def _stream(self, number: int) -> tuple[bytes, dict[int, int]]:
        """The unpacked bytes of an object stream, and where in them each object begins."""
        stream = self._reader.get_object(number)
        if not isinstance(stream, StreamObject):
            raise _Uncovered
        data = stream.get_data()
        first = int(stream["/First"])  # type: ignore[call-overload]
        numbers = [int(found) for found in _NUMBERS.findall(data, 0, first)]
        return data, {number: first + place for number, place in zip(numbers[::2], numbers[1::2], strict=False)}

    def _parsed(self, data: bytes, start: int) -> Any:
        """The one object that begins at `start`."""
        match = _TOKEN.scanner(data, start).match  # type: ignore[attr-defined]
        holders: list[list[Any]] = []
        held: list[Any] = []
        while (token := match()) is not None:
            kind = token.lastindex
            if kind == _NAME:
                name = token[_NAME]
                value: Any = self._names.get(name)
                if value is None:
                    value = self._names[name] = _name(name)
            elif kind == _REFERENCE:
                value = Reference(int(token[_REFERENCE]))
            elif kind == _WHOLE:
                value = int(token[_WHOLE])
            elif kind == _OPEN:
                holders.append(held)
                held = [token[_OPEN]]
                if len(holders) > _DEEPEST:
                    raise _Uncovered
                continue
            elif kind == _CLOSE:
                if not holders:
                    raise _Uncovered
                value = _container(held, token[_CLOSE])
                held = holders.pop()
            elif kind == _STRING:
                value = token[_STRING]
                if b"\\" in value:
                    value = _ESCAPE.sub(_unescaped, value)
            elif kind == _HEX:
                digits = token[_HEX]
                value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            else:
                value = float(token[_REAL]) if kind == _REAL else _CONSTANTS[token[_WORD]]
            if not holders:
                return value
            held.append(value)
        raise _Uncovered


def text(value: Any) -> str | None:
    """A text string as Unicode; None where the value is none or is blank."""
    if isinstance(value, bytes):
        value = create_string_object(value)
    if not isinstance(value, str) or isinstance(value, Name) or not value.strip():
        return None
    return str(value)


def _name(printed: bytes) -> Name:
    """A name, its ``#20`` and the like put right."""
    return Name(_HASH.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), printed).decode("utf-8"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    """What an escape in a string stands for."""
    sign = found[1]
    return bytes((int(sign, 8) & 255,)) if sign.isdigit() and sign < b"8" else _ESCAPED.get(sign, sign)


def _container(held: list[Any], end: bytes) -> Any:
    """A dictionary or an array; `held` begins with the sign that opened it."""
    if held[0] == b"[":
        if end != b"]":
            raise _Uncovered
        return held[1:]
    if end != b">>" or len(held) % 2 == 0:
        raise _Uncovered
    return dict(zip(held[1::2], held[2::2], strict=True))


def _converted(value: Any, depth: int) -> Any:
    """A pypdf object as plain values."""
    if depth > _DEEPEST or value is None or isinstance(value, NullObject):
        return None
    if isinstance(value, IndirectObject):
        return Reference(value.idnum)
    if isinstance(value, DictionaryObject):
        return {Name(str(key)[1:]): _converted(value.raw_get(key), depth + 1) for key in value}
    if isinstance(value, ArrayObject):
        return [_converted(list.__getitem__(value, at), depth + 1) for at in range(len(value))]
    if isinstance(value, NameObject):
        return Name(str(value)[1:])
    if isinstance(value, NumberObject):
        return int(value)
    if isinstance(value, FloatObject):
        return float(value)
    if isinstance(value, str):
        return str(value)
    return value

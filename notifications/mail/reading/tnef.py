"""The values in a winmail.dat: the attributes of the message and its MAPI properties (MS-OXTNEF §2.1.3)."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from .contentlines import codec_named

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
MOST = 2000
"""More attributes, properties or values than this are not looked at."""

_HEAD = struct.Struct("<BII")
_MESSAGE_CLASS, _MAPI, _CODE_PAGE = 0x00078008, 0x00069003, 0x00069007
_ATTACHED, _ATTACHED_NAME, _ATTACHED_DATA, _ATTACHED_MAPI = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_LONG_NAME = 0x3707
_WIDTHS: Final[Mapping[int, int]] = {
    0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16,
}  # fmt: skip
"""Octets of a value by its property type, padding included (MS-OXTNEF §2.1.3.5, MS-OXCDATA §2.11.1)."""

_INTEGER, _BOOLEAN, _STRING, _UNICODE, _TIME, _BINARY, _OBJECT = 0x03, 0x0B, 0x1E, 0x1F, 0x40, 0x102, 0x0D
_COUNTED = frozenset({_STRING, _UNICODE, _BINARY, _OBJECT})
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Value: TypeAlias = str | int | datetime | bytes
Name: TypeAlias = int | tuple[str, int]
"""A property by its tag, or by its property set (the first group of the GUID in hex) and number."""


@dataclass(slots=True)
class Attached:
    """A file: its name in small letters, the long one where there is one, and its data."""

    name: str = ""
    data: bytes = b""


@dataclass(slots=True)
class Winmail:
    """The message class, the properties by name, and the files."""

    message_class: str = ""
    properties: dict[Name, Value] = field(default_factory=dict)
    files: list[Attached] = field(default_factory=list)


def winmail(raw: bytes) -> Winmail:
    """What could be read until the end or the first damage; nothing at all from other bytes."""
    found = Winmail()
    codec = "cp1252"
    for tag, data in _attributes(raw):
        if tag == _CODE_PAGE and len(data) >= 4:
            codec = codec_named(f"cp{int.from_bytes(data[:4], 'little')}") or codec
        elif tag == _MESSAGE_CLASS:
            found.message_class = data.partition(b"\0")[0].decode("ascii", "replace")
        elif tag == _MAPI:
            found.properties |= dict(_properties(data, codec))
        elif tag == _ATTACHED:
            found.files.append(Attached())
        elif found.files:
            _attach(found.files[-1], tag, data, codec)
    return found


def _attach(file: Attached, tag: int, data: bytes, codec: str) -> None:
    if tag == _ATTACHED_DATA:
        file.data = data
    elif tag == _ATTACHED_NAME:
        file.name = file.name or data.partition(b"\0")[0].decode(codec, "replace").lower()
    elif tag == _ATTACHED_MAPI and isinstance(name := dict(_properties(data, codec)).get(_LONG_NAME), str):
        file.name = name.lower()


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Each attribute's number and data, in the order of the stream."""
    at = len(SIGNATURE) + 2
    for _ in range(MOST):
        if raw[:4] != SIGNATURE or at + _HEAD.size > len(raw):
            return
        _, tag, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        yield tag, raw[at : at + length]
        at += length + 2


def _properties(data: bytes, codec: str) -> Iterator[tuple[Name, Value]]:
    """The single values of a property list; several values of one property are passed over."""
    try:
        count, at = _number(data, 0), 4
        for _ in range(min(count, MOST)):
            kind, tag = struct.unpack_from("<HH", data, at)
            name, at = _name(data, tag, at + 4)
            values, at = _values(data, kind, at)
            if len(values) == 1 and (value := _read(values[0], kind & 0xFFF, codec)) is not None:
                yield name, value
    except struct.error:
        return


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _name(data: bytes, tag: int, at: int) -> tuple[Name, int]:
    """The name of the property that begins with this tag, and where its value begins."""
    if tag < 0x8000:
        return tag, at
    number = _number(data, at + 20)
    named = bool(_number(data, at + 16))
    group = f"{_number(data, at):08x}"
    return (group, -1 if named else number), at + 24 + (_padded(number) if named else 0)


def _values(data: bytes, kind: int, at: int) -> tuple[list[bytes], int]:
    several, base = kind & 0x1000, kind & 0xFFF
    counted = base in _COUNTED
    count, at = (_number(data, at), at + 4) if several or counted else (1, at)
    values = []
    for _ in range(min(count, MOST)):
        size, at = (_number(data, at), at + 4) if counted else (_WIDTHS.get(base, 4), at)
        if at + size > len(data):
            raise struct.error
        values.append(data[at : at + size])
        at += _padded(size)
    return values, at


def _padded(size: int) -> int:
    return size + -size % 4


def _read(raw: bytes, kind: int, codec: str) -> Value | None:
    if kind == _UNICODE:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    if kind == _STRING:
        return raw.decode(codec, "replace").rstrip("\0")
    if kind == _BINARY:
        return raw
    if kind == _TIME:
        return _time(int.from_bytes(raw, "little"))
    if kind in {_INTEGER, _BOOLEAN}:
        return int.from_bytes(raw[:4], "little", signed=True)
    return None


def _time(ticks: int) -> datetime | None:
    """Ticks are tenths of a microsecond since 1601."""
    try:
        return _EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None

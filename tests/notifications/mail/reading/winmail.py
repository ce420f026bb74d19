"""A winmail.dat as Outlook writes it: MS-OXTNEF's framing around the properties of MS-OXPROPS."""

import struct
from datetime import UTC, datetime

MEETING = bytes.fromhex("90da d86e 0b45 1b10 98da 00aa003f1305")
APPOINTMENT = bytes.fromhex("0220 0600 0000 0000 c000 000000000046")
ID_HEAD = bytes.fromhex("040000008200e00074c5b7101a82e008")


def attribute(tag: int, data: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def padded(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % 4)


def prop(tag: int, value: str | int | bool | bytes | datetime, group: bytes = b"") -> bytes:
    """One property; a named one says its property set."""
    name = group + struct.pack("<II", 0, tag) if group else b""
    number = 0x8000 + tag % 0x1000 if group else tag
    match value:
        case str():
            body = (value + "\0").encode("utf-16-le")
            kind, raw = 0x1F, struct.pack("<II", 1, len(body)) + padded(body)
        case bytes():
            kind, raw = 0x102, struct.pack("<II", 1, len(value)) + padded(value)
        case bool():
            kind, raw = 0x0B, struct.pack("<I", value)
        case int():
            kind, raw = 0x03, struct.pack("<i", value)
        case datetime():
            kind, raw = 0x40, struct.pack("<q", int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7)
    return struct.pack("<HH", kind, number) + name + raw


def global_id(uid: str | bytes, day: tuple[int, int, int] | None = None) -> bytes:
    """MS-OXOCAL §2.2.1.27: a UID of another program, or Outlook's own sixteen octets."""
    data = b"vCal-Uid\x01\0\0\0" + uid.encode() + b"\0" if isinstance(uid, str) else uid
    date = struct.pack(">HBB", *day) if day else bytes(4)
    return ID_HEAD + date + bytes(16) + struct.pack("<I", len(data)) + data


def winmail(message_class: str, *properties: bytes, files: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    parts = [
        b"\x78\x9f\x3e\x22\x01\x00",
        attribute(0x00089006, struct.pack("<I", 0x10000)),
        attribute(0x00069007, struct.pack("<II", 1252, 0)),
        attribute(0x00078008, message_class.encode() + b"\0"),
        attribute(0x00069003, struct.pack("<I", len(properties)) + b"".join(properties)),
    ]
    for name, data in files:
        parts += [attribute(0x00069002, bytes(14), 2), attribute(0x0006800F, data, 2)]
        parts += [attribute(0x00018010, name[:12].encode() + b"\0", 2)]
        parts += [attribute(0x00069005, struct.pack("<I", 1) + prop(0x3707, name), 2)]
    return b"".join(parts)

"""What is inside of an opaque signature (RFC 5652 §5, RFC 8551 §3.5.2). The signature itself is not checked."""

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_PIECES = frozenset({0x24, 0xA0})
"""A constructed OCTET STRING, and the explicit tag around it."""

_HEAD = 200
_DEEPEST = 4


def content_of(message: bytes) -> bytes:
    """The signed content as it was before it was signed; empty where there is none to read, as in encrypted mail."""
    at = message[:_HEAD].find(_SIGNED_DATA)
    begins = message.find(_DATA, at) if at >= 0 else -1
    try:
        return _octets(message, begins + len(_DATA))[0] if begins >= 0 else b""
    except IndexError:
        return b""


def _octets(data: bytes, at: int, depth: int = 0) -> tuple[bytes, int]:
    """The octets of the value that begins here, and where the next one begins (X.690 §8.1, §8.7)."""
    tag, (length, at) = data[at], _length(data, at + 1)
    if tag not in _PIECES or depth > _DEEPEST:
        end = at + (length or 0)
        return (data[at:end] if tag == 0x04 else b""), end
    end = len(data) if length is None else at + length
    pieces = []
    while at < end and data[at : at + 2] != b"\0\0":
        piece, at = _octets(data, at, depth + 1)
        pieces.append(piece)
    return b"".join(pieces), at + (2 if length is None else 0)


def _length(data: bytes, at: int) -> tuple[int | None, int]:
    """The length, None where it is told by an end mark, and where the value begins."""
    first = data[at]
    if first < 0x80:
        return first, at + 1
    octets = first - 0x80
    return (int.from_bytes(data[at + 1 : at + 1 + octets], "big") if octets else None), at + 1 + octets

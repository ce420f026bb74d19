"""Header fields as bytes that every parser reads alike (RFC 5322 §2.2.3, RFC 2047): the same on every Python."""

import re
from binascii import b2a_base64
from collections.abc import Iterator
from email.headerregistry import Address
from functools import lru_cache

WIDTH = 76
"""The longest line that may hold an encoded word (RFC 2047 §2)."""

_BREAK = "\r\n"
_LONGEST_WORD = 60
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_Q_AS_IS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/")
_Q = ["_" if one == 0x20 else chr(one) if one in _Q_AS_IS else f"={one:02X}" for one in range(256)]


def worded(name: str, value: str) -> str:
    """A field that holds words: as they stand where they are ASCII, else encoded as a whole."""
    return _words(name, value) + "\r\n"


def mailbox(name: str, address: Address) -> str:
    """A field that holds one mailbox; the name is never an encoded word inside of quotes (RFC 2047 §5)."""
    if not address.display_name:
        return f"{name}: {address.addr_spec}\r\n"
    named = _words(name, address.display_name, phrase=True)
    last = named.rpartition("\n")[2]
    fits = len(last) + len(address.addr_spec) + 3 <= WIDTH
    return f"{named}{'' if fits else _BREAK} <{address.addr_spec}>\r\n"


@lru_cache(maxsize=1024)
def _words(name: str, value: str, *, phrase: bool = False) -> str:
    if phrase and value.isascii() and "=?" not in value and not _PHRASE.fullmatch(value):
        value = f'"{value}"'
    return f"{name}: {_text(value, len(name) + 2)}"


def _text(value: str, taken: int) -> str:
    plain = value.isascii() and "=?" not in value and all(len(word) <= _LONGEST_WORD for word in value.split(" "))
    return _folded(value, taken) if plain else "\r\n ".join(_encoded(value, WIDTH - taken))


def _folded(value: str, taken: int) -> str:
    """The words with a line break before each that no longer fits; `taken` is what stands on the line already."""
    first, *rest = value.split(" ")
    lines, length = first, taken + len(first)
    for word in rest:
        length += len(word) + 1
        if length > WIDTH:
            lines, length = f"{lines}\r\n {word}", len(word) + 1
        else:
            lines = f"{lines} {word}"
    return lines


def _encoded(value: str, room: int) -> Iterator[str]:
    """Encoded words, cut between characters: the first has so much `room`, the others a line each."""
    letters = sum(character.isascii() for character in value)
    encode = _q if letters * 2 > len(value) else _b
    piece = ""
    for character in value:
        if piece and len(encode(piece + character)) > room:
            yield encode(piece)
            piece, room = "", WIDTH - 1
        piece += character
    yield encode(piece)


def _q(text: str) -> str:
    """RFC 2047 §4.2, with nothing that §5 (3) forbids in a name."""
    return f"=?utf-8?q?{''.join(map(_Q.__getitem__, text.encode()))}?="


def _b(text: str) -> str:
    """RFC 2047 §4.1."""
    return f"=?utf-8?b?{b2a_base64(text.encode(), newline=False).decode()}?="

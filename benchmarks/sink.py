"""A small, quick mail server (RFC 5321, RFC 2920) for both ways of sending: it notes what it accepts, line by line.

    python -m benchmarks.sink PORT FILE

Each line of the file is the Message-ID and the recipient of one accepted mail.
"""

import asyncio
import re
import sys
from pathlib import Path
from typing import TextIO, cast

_IDENTITY = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_END = b"\r\n.\r\n"
_ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 33554432\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Session(asyncio.Protocol):
    """One connection."""

    def __init__(self, accepted: TextIO) -> None:
        self._accepted, self._held, self._looked = accepted, bytearray(), 0
        self._recipient, self._in_data, self._number = "", False, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self._held += data
        answers = bytearray()
        while (answer := self._message() if self._in_data else self._command()) is not None:
            answers += answer
        self._transport.write(bytes(answers))
        if answers.endswith(_ANSWERS[b"QUIT"]):
            self._transport.close()

    def _command(self) -> bytes | None:
        line, found, rest = self._held.partition(b"\r\n")
        if not found:
            return None
        self._held, verb = rest, bytes(line[:4]).upper()
        self._in_data, self._looked = verb == b"DATA", 0
        if verb == b"RCPT":
            self._recipient = line[line.index(b"<") + 1 : line.index(b">")].decode()
        return _ANSWERS.get(verb, b"250 ok\r\n")

    def _message(self) -> bytes | None:
        end = self._held.find(_END, self._looked)
        if end < 0:
            self._looked = max(len(self._held) - len(_END), 0)
            return None
        identity = _IDENTITY.search(self._held, 0, end)
        self._accepted.write(f"{identity[1].decode() if identity else '-'} {self._recipient}\n")
        del self._held[: end + len(_END)]
        self._in_data = False
        self._number += 1
        return b"250 2.0.0 accepted as %X-%d\r\n" % (id(self), self._number)


async def serve(port: int, file: Path) -> None:
    """Until it is stopped."""
    with file.open("a", buffering=1, encoding="utf-8") as accepted:
        server = await asyncio.get_running_loop().create_server(lambda: Session(accepted), "127.0.0.1", port)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))

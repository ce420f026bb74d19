import argparse
import errno
import socket


class PortTakenError(Exception):
    """The port cannot be listened on; the sentence says why and names another."""

    def __init__(self, port: int, *, forbidden: bool) -> None:
        why = "may not be used by this account" if forbidden else "is taken by another program"
        other = 8000 if forbidden else port % 65535 + 1
        super().__init__(f"Port {port} {why}. Choose another: `article6 up --port {other}`.")


def port(text: str) -> int:
    """The port of a command line. Raises ArgumentTypeError for what no port can be."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def require_free(host: str, port: int) -> None:
    """Raises PortTakenError unless a server can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise PortTakenError(port, forbidden=reason.errno == errno.EACCES) from None

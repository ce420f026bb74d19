"""`article6 receive`: take mail over LMTP or SMTP, for sites whose mail server hands it over."""

import argparse
import signal
import sys

from backend.config.django_setup import set_up_django

EPILOG = """\
Postfix:  virtual_transport = lmtp:inet:127.0.0.1:2424
Listen on loopback or a private network only: whoever reaches this port can hand in mail. A mail is acknowledged
when it is committed to the database; `article6 worker` or `article6 relay` reads it from there.

exit codes: 0 stopped; 2 wrong use or environment; 3 the port cannot be opened."""


def main(arguments: list[str]) -> int:
    """Runs until it is stopped."""
    parser = argparse.ArgumentParser(
        prog="article6 receive",
        description="Take received mail over LMTP (or SMTP) and store it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=2424, help="port to listen on (default %(default)s)")
    parser.add_argument("--smtp", action="store_true", help="speak SMTP instead of LMTP")
    options = parser.parse_args(arguments)
    set_up_django()
    from notifications.intake.listening import Listener

    listener = Listener(options.host, options.port, lmtp=not options.smtp)
    stopping = (signal.SIGTERM, signal.SIGINT)
    signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    try:
        listener.start()
    except OSError as refusal:
        sys.stderr.write(f"Port {options.port} cannot be opened: {refusal.strerror}. Choose another with --port.\n")
        return 3
    sys.stderr.write(f"Taking {listener.source.upper()} at {options.host}:{options.port}.\n")
    signal.sigwait(stopping)
    listener.stop()
    return 0

"""Received mails read in a second on one core: mixed programs, transfer encodings, bounces and hostile ones.

`make bench` runs it; at least 250 replies a second are asked for.
"""

import random
import sys
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from notifications.mail.reading.reader import read  # noqa: E402 - a script finds its project first
from notifications.mail.reading.values import Kind  # noqa: E402
from tests.notifications.mail.reading.mails import (  # noqa: E402
    attendee,
    calendar,
    delivery_report,
    event,
    fields,
    reply,
    words,
)

MAILS = 4_000
LEAST = 250


def replies() -> list[bytes]:
    """Answers as programs write them, each with words, a calendar and its events."""
    partstats, encodings = ("ACCEPTED", "TENTATIVE", "DECLINED"), ("base64", "quoted-printable", "8bit")
    described = "DESCRIPTION:" + "Agenda and documents follow. " * 60
    return [
        reply(
            calendar(event(attendee(partstat=partstats[one % 3]), described, uid=f"{one}@article6.example")),
            encoding=encodings[one % len(encodings)],
        )
        for one in range(MAILS)
    ]


def mixture() -> list[bytes]:
    """Nine answers of ten, one bounce, words, or damage."""
    others = [delivery_report("failed"), fields() + words("Yes, I accept."), b"\xff\x00junk" * 50]
    mails = replies()
    for place in range(0, MAILS, 10):
        mails[place] = others[place // 10 % len(others)]
    random.Random(6).shuffle(mails)  # noqa: S311 - an order, no secret
    return mails


def rate(mails: list[bytes]) -> float:
    began = process_time()
    answers = sum(read(mail).kind is Kind.REPLY for mail in mails)
    spent = process_time() - began
    if answers < MAILS * 0.89:
        raise SystemExit(f"only {answers} of {MAILS} were read as answers")
    return len(mails) / spent


def main() -> int:
    """0 where the promise is kept."""
    alone, mixed = rate(replies()), rate(mixture())
    sys.stdout.write(f"replies read: {alone:,.0f}/s; mixed with bounces, words and junk: {mixed:,.0f}/s (one core)\n")
    return 0 if alone >= LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main())

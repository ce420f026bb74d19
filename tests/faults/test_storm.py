"""A storm of everything at once: no mail is lost and none is doubled.

STORM=600 lets each of three storms blow for so many seconds, with seeds of their own; SEEDS=1,2,3 repeats known ones.
"""

import json
import os
import random
import subprocess
import sys
import threading

import pytest

from tests import mailbox, smtp_sink
from tests.processes import surroundings
from tests.smtp_sink import Sink
from tests.stack import prepared

SECONDS = float(os.environ.get("STORM", "1.5"))
MODES = ("ok", "ok", "451", "refuse-after-dot", "drop-after-data", "drop-unseen")


def seeds() -> list[int]:
    given = os.environ.get("SEEDS", "" if "STORM" in os.environ else "1,2,3")
    return [int(one) for one in given.split(",") if one] or random.SystemRandom().sample(range(10**6), 3)


def misbehave(sink: Sink, chance: random.Random, calm: threading.Event) -> None:
    while not calm.wait(chance.uniform(0.1, 0.4)):
        sink.mode = chance.choice(MODES)
    sink.mode = "ok"


@pytest.mark.database
@pytest.mark.timeout(3 * SECONDS + 150)
def test_in_a_storm_no_mail_is_lost_and_none_is_doubled() -> None:
    chosen = seeds()
    print("seeds", chosen)  # noqa: T201 - a failure is repeated with them
    with smtp_sink.running() as sink, mailbox.running() as box:
        sink.journal = box.deliver
        with prepared(sink, JOURNAL_ADDRESS=smtp_sink.JOURNAL, INBOX_URL=box.url) as stack:
            calm = threading.Event()
            weather = threading.Thread(target=misbehave, args=(sink, random.Random(sum(chosen)), calm))
            program = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.storm", str(SECONDS), *map(str, chosen)],
                env=surroundings(stack.folder, **stack.names, DJANGO_SETTINGS_MODULE="backend.config.settings"),
                stdout=subprocess.PIPE, text=True, start_new_session=True,
            )  # fmt: skip
            weather.start()
            with program:
                assert program.stdout
                began = program.stdout.readline()
                calm.set()
                weather.join()
                assert began == "calm\n"
                said = json.loads(program.stdout.readline())
        assert said["states"] == ["sent"]
        assert (len(sink.copies()), set(sink.copies().values())) == (said["promised"], {1})

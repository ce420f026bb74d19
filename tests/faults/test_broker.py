"""The broker is only the alarm clock: flushed, killed, hung, lied to or never there, nothing is lost or doubled."""

import json
import signal

import pytest
import redis

from tests import smtp_sink
from tests.processes import wait_until
from tests.stack import Stack, prepared

PICKLED = {
    "body": "gASVBAAAAAAAAABLAS4=",
    "content-type": "application/x-python-serialize",
    "content-encoding": "binary",
}
HOSTILE = [
    b"this is no message",
    json.dumps(PICKLED | {"properties": {"body_encoding": "base64", "delivery_tag": "1"}, "headers": {}}).encode(),
    json.dumps({"body": "{}", "content-type": "application/json", "properties": {}, "headers": {}}).encode(),
]


def queue_of(stack: Stack) -> "redis.Redis":
    return redis.Redis(unix_socket_path=str(stack.socket))


def send_strange_tasks(stack: Stack) -> None:
    """A well-formed message for a task that is not ours, and one of ours with arguments that it does not take."""
    from celery import Celery

    with Celery("stranger", broker=f"redis+socket://{stack.socket}", set_as_current=False) as stranger:
        stranger.send_task("os.system", args=["true"])
        stranger.send_task("backend.outbox.tasks.relay", args=[1, 2, 3])


@pytest.mark.timeout(300)
def test_it_may_be_flushed_killed_hung_or_lied_to() -> None:
    with smtp_sink.running() as sink, prepared(sink) as stack:
        stack.start("broker", "worker", "beat")
        send_strange_tasks(stack)
        for message in HOSTILE:
            queue_of(stack).lpush("celery", message)
        stack.publish("lied-to")
        queue_of(stack).flushall()
        wait_until(lambda: len(sink.accepted) == 1, what="hostile messages or a flush stopped the mail")

        stack.kill("broker")
        stack.publish("killed")
        stack.start("broker")
        wait_until(lambda: len(sink.accepted) == 2, what="the mail did not follow the broker's return")

        stack.signal("broker", signal.SIGSTOP)
        stack.publish("hung")
        stack.signal("broker", signal.SIGCONT)
        wait_until(lambda: len(sink.accepted) == 3, what="the mail did not follow the hung broker")

        stack.kill("worker")
        stack.publish("no-worker")
        stack.start("worker")
        wait_until(lambda: len(sink.accepted) == 4, what="the new worker did not take over")
        assert set(sink.copies().values()) == {1}


@pytest.mark.database
def test_without_any_broker_the_relay_delivers() -> None:
    with smtp_sink.running() as sink, prepared(sink) as stack:
        stack.publish("no-broker")
        stack.start("relay")
        wait_until(lambda: len(sink.accepted) == 1, what="the relay did not deliver")

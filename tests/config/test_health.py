"""Alive, ready, and in numbers."""

import pytest
from django.db import transaction
from django.test import Client

from backend.outbox.services import post, stamp_canary

pytestmark = pytest.mark.django_db


def metrics() -> dict[str, float]:
    text = Client().get("/metrics").content.decode()
    lines = (line.split(" ") for line in text.splitlines() if line.startswith("article6_"))
    return {name: float(value) for name, value in lines}


def test_a_process_that_answers_is_alive() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_without_a_broker_it_is_not_ready_and_says_which_part_is_missing() -> None:
    answer = Client().get("/readyz")
    found = {check["name"]: check["ok"] for check in answer.json()["checks"]}
    assert (answer.status_code, found["database"], found["migrations"], found["broker"]) == (503, True, True, False)


def test_the_worker_is_told_beside_them() -> None:
    stamp_canary()
    assert {"name": "beat", "ok": True} in Client().get("/readyz").json()["checks"]


def test_the_numbers_say_what_waits_and_what_needs_a_person() -> None:
    stamp_canary()
    with transaction.atomic():
        post("test.nobody-handles-this", 1)
    found = metrics()
    assert found["article6_outbox_oldest_seconds"] > 0
    assert found["article6_canary_seconds"] < 60
    needing = ("outbox_given_up", "mail_uncertain", "mail_failed", "mail_held", "mail_oldest_seconds")
    assert [found[f"article6_{name}"] for name in needing] == [0.0] * 5

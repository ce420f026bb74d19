"""Promises: kept inside the transaction, acted on after it, once, however often somebody looks."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import transaction

from backend.outbox import services
from backend.outbox.models import Message
from backend.outbox.services import Act, OutsideTransaction, handles, post, prepares, relay, take_up_again

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
TOPIC, ALIKE = "test.happened", "test.alike"


@pytest.fixture
def handled() -> Iterator[list[int]]:
    """The subjects that a handler of TOPIC was given; a negative one makes it fail."""
    seen: list[int] = []

    @handles(TOPIC)
    def see(subject_id: int) -> None:
        seen.append(subject_id)
        if subject_id < 0:
            raise ValueError(subject_id)

    yield seen
    services._handlers[TOPIC].remove(see)


@pytest.fixture
def together() -> Iterator[list[list[int]]]:
    """The subjects of ALIKE in the groups in which they were prepared; a negative one fails, kept or prepared."""
    seen: list[list[int]] = []

    @prepares(ALIKE)
    def prepare(subject_ids: Sequence[int]) -> Act:
        seen.append(list(subject_ids))
        return partial(keep, subject_ids)

    def keep(subject_ids: Sequence[int]) -> None:
        if min(subject_ids) < 0:
            raise ValueError(subject_ids)

    yield seen
    services._preparing.pop(ALIKE)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def states() -> list[tuple[int, str, int]]:
    return list(Message.objects.order_by("pk").values_list("subject_id", "state", "attempts"))


@pytest.mark.django_db
def test_a_promise_is_kept_once(handled: list[int]) -> None:
    post(TOPIC, 7)
    assert (relay(), relay()) == (1, 0)
    assert (handled, states()) == ([7], [(7, "done", 1)])


@pytest.mark.django_db(transaction=True)
def test_a_promise_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransaction):
        post(TOPIC, 7)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_promises_nothing(handled: list[int]) -> None:
    with transaction.atomic():
        post(TOPIC, 1)
        savepoint = transaction.savepoint()
        post(TOPIC, 2)
        transaction.savepoint_rollback(savepoint)
    relay()
    assert handled == [1]


@pytest.mark.django_db
def test_a_promise_waits_for_its_time(handled: list[int], clock: time_machine.Traveller) -> None:
    post(TOPIC, 7, not_before=NOW + timedelta(seconds=2))
    assert relay() == 0
    clock.shift(timedelta(seconds=2))
    assert (relay(), handled) == (1, [7])


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_does_not_stop_the_others_and_comes_again_later(
    handled: list[int], clock: time_machine.Traveller
) -> None:
    with transaction.atomic():
        post(TOPIC, -1)
        post(TOPIC, 2)
    assert (relay(), relay(), handled) == (2, 0, [-1, 2])
    assert Message.objects.get(subject_id=-1).last_error == "ValueError: -1"
    clock.shift(services.FIRST_DELAY)
    assert (relay(), states()) == (1, [(-1, "pending", 2), (2, "done", 1)])


@pytest.mark.django_db(transaction=True)
def test_after_many_attempts_it_is_given_up_until_somebody_takes_it_up_again(
    handled: list[int], clock: time_machine.Traveller
) -> None:
    with transaction.atomic():
        post(TOPIC, -1)
    while relay():
        clock.shift(services.LONGEST_DELAY)
    assert states() == [(-1, "failed", services.MOST_ATTEMPTS)]
    assert (take_up_again(), relay(), states()) == (1, 1, [(-1, "pending", 1)])


@pytest.mark.django_db
def test_a_promise_in_the_hands_of_another_process_is_left_alone_until_its_lease_ends(
    handled: list[int], clock: time_machine.Traveller
) -> None:
    message = post(TOPIC, 7)
    assert services._claim([message], now=NOW)
    assert (services._claim([message], now=NOW), relay()) == ([], 0)
    clock.shift(services.LEASE + timedelta(seconds=1))
    assert (relay(), handled) == (1, [7])


@pytest.mark.django_db
def test_a_promise_that_kills_every_process_is_given_up(handled: list[int], clock: time_machine.Traveller) -> None:
    message = post(TOPIC, 7)
    for _ in range(services.MOST_ATTEMPTS):
        assert services._claim([message], now=datetime.now(UTC))
        clock.shift(services.LEASE + timedelta(seconds=1))
    assert (relay(), handled, states()) == (0, [], [(7, "failed", services.MOST_ATTEMPTS)])


@pytest.mark.django_db(transaction=True)
def test_what_is_prepared_alike_is_kept_together_and_one_that_fails_only_for_itself(
    together: list[list[int]], clock: time_machine.Traveller
) -> None:
    with transaction.atomic():
        for subject in (1, -2, 3):
            post(ALIKE, subject)
        post(ALIKE, 4, party="UN")
    assert relay() == 4
    assert together == [[1, -2, 3], [1], [-2], [3], [4]]
    assert states() == [(1, "done", 1), (-2, "pending", 1), (3, "done", 1), (4, "done", 1)]


@pytest.mark.django_db
def test_of_promises_that_a_process_died_of_each_is_taken_up_alone(
    together: list[list[int]], clock: time_machine.Traveller
) -> None:
    died = [post(ALIKE, subject) for subject in (1, 2)]
    assert len(services._claim(died, now=NOW)) == 2
    post(ALIKE, 3)
    assert (relay(), together) == (1, [[3]])
    clock.shift(services.LEASE + timedelta(seconds=1))
    assert (relay(), together[1:]) == (2, [[1], [2]])

"""Everything that two organisations write to one another about a few meetings: one mail of each type, always the same.

The clock stands still, and keys, row numbers and the secret are those of every other run: so are the bytes.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django_scopes import scope, scopes_disabled

from backend.consultations.models import ConsultedCopy, Reminder
from backend.delegations.models import Attendee, Representative
from backend.delegations.nominations import Corrections, Nominee
from backend.domain.participation import Channel, Partstat, Wanted
from backend.interchange.services import keep_meeting
from backend.invitations.models import Invitation
from backend.meetings.models import Meeting
from backend.meetings.services import cancel, postpone
from backend.organisations.models import Office
from backend.organisations.services import load_register_rows
from backend.sharing import nominations
from backend.sharing.models import SharedCopy
from backend.sharing.selectors import received
from backend.sharing.services import take_answer
from backend.topics.services import load_topic_rows
from notifications.deliveries import send_due
from notifications.intake.confirming import ask_to_confirm
from notifications.models import Delivery
from scheduler.follow_up import take_back
from scheduler.tasks import remind
from tests.factories.work import drain

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
KEYED: tuple[type[Model], ...] = (Meeting, Invitation, SharedCopy, ConsultedCopy)
NUMBERED: tuple[type[Model], ...] = (Attendee, Representative, Reminder)
SESSION: dict[str, Any] = {
    "id": "E/CN.15/2027",
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "title": {
        "ar": "الدورة السادسة والثلاثون",
        "en": "Thirty-sixth session",
        "es": "36º período de sesiones",
        "fr": "Trente-sixième session",
        "ru": "Тридцать шестая сессия",
        "zh": "第三十六届会议",
    },
    "starts": "2027-05-17",
    "ends": "2027-05-21",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "agenda": {
        "items": [
            {"number": "5", "title": {"en": "World crime trends", "fr": "Tendances de la criminalité"}},
        ],
    },
    "sittings": [
        {"id": "1", "starts": "2027-05-17T10:00", "ends": "2027-05-17T13:00", "items": []},
        {"id": "2", "starts": "2027-05-17T15:00", "ends": "2027-05-17T18:00", "items": ["5"]},
    ],
}
MOVED = SESSION | {
    "sittings": [
        SESSION["sittings"][0],
        {"id": "2", "starts": "2027-05-18T15:00", "ends": "2027-05-18T18:00", "items": ["5"]},
    ]
}
PLACED = MOVED | {"place": "Vienna, room C"}
CLOSED = PLACED | {"sittings": [SESSION["sittings"][0] | {"private": True}, MOVED["sittings"][1]]}
SYMPOSIUM: dict[str, Any] = {
    "id": "SYMP-2027",
    "host": "INTERPOL",
    "body": "ICPO-SYMP",
    "kind": "conference",
    "title": {"en": "Symposium on firearms", "fr": "Symposium sur les armes à feu"},
    "starts": "2027-06-02T09:30",
    "ends": "2027-06-02T17:00",
    "time_zone": "Europe/Paris",
    "place": "Lyon",
    "agenda": {"items": [{"number": "1", "title": {"en": "Tracing of firearms", "fr": "Traçage des armes à feu"}}]},
}
ASSEMBLY: dict[str, Any] = {
    "id": "A/82",
    "host": "UN",
    "body": "UNGA",
    "kind": "session",
    "title": "Eighty-second session",
    "starts": "2027-09-14",
    "ends": "2027-12-17",
    "time_zone": "America/New_York",
    "place": "New York",
}
TOGETHER = SYMPOSIUM | {"id": "JOINT-2027", "involved": [{"party": "UN", "role": "co_organiser"}]}
COUNCIL: dict[str, Any] = {
    "id": "E/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": "Economic and Social Council",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
}


class Correspondence:
    """The mails so far, in their order, each under the name of what it does."""

    def __init__(self, clock: time_machine.Traveller, language: str) -> None:
        self.clock, self.language = clock, language
        self.mails: dict[str, bytes] = {}
        self.hour = count()

    def happens(self, *names: str, act: Callable[[datetime], object]) -> None:
        """Let `act` happen an hour after what was before, and take the mails that follow from it in their order."""
        now = NOW + timedelta(hours=next(self.hour))
        self.clock.move_to(now)
        with scopes_disabled():
            known = set(Delivery.objects.values_list("pk", flat=True))
        act(now)
        drain(self.clock)
        send_due()
        with scopes_disabled():
            new = list(Delivery.objects.exclude(pk__in=known).order_by("pk"))
        self.mails |= {name: bytes(one.mime) for name, one in zip(names, new, strict=True)}

    def keeps(self, meeting: dict[str, Any], *names: str) -> None:
        """Let the organiser keep the meeting."""
        self.happens(*names, act=lambda now: keep_meeting(meeting, by="organiser", now=now))

    def nominates(self, name: str, address: str, **more: Any) -> None:
        """Let the guest nominate somebody who reads this language."""
        nominee = Nominee(address=address, language=self.language, time_zone="America/Lima", **more)
        with scope(party="INTERPOL"):
            self.happens(name, act=lambda now: nominations.nominate(received()[0], nominee, by="desk", now=now))


def correspondence(language: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Every mail to an office and to people who read this language."""
    _the_same_each_time(monkeypatch)
    load_register_rows()
    load_topic_rows()
    languages = {"en": ["en", "fr"], "fr": ["fr", "en"]}.get(language, [language])
    Office.objects.update(languages=languages)
    with time_machine.travel(NOW, tick=False) as clock:
        told = Correspondence(clock, language)
        _of_the_session(told)
        _of_others(told)
    return told.mails


def _of_the_session(told: Correspondence) -> None:
    told.keeps(SESSION, "invite")
    told.nominates("invite-person", "ana@interpol.example", family_name="Silva", given_name="Ana")
    told.nominates(
        "invite-to-a-sitting", "bob@interpol.example", family_name="Müller", given_name="Bob",
        wants=Wanted.SITTINGS, sittings=("2",),
    )  # fmt: skip
    told.keeps(MOVED, "update", "update-person", "update-of-a-sitting")
    office, _, bob = _invited()
    with scope(party="UN"):
        told.happens("repeat", act=lambda now: nominations.repeat(office, by="article6", now=now))
        told.happens("decline-counter", act=lambda now: nominations.decline_counter(bob, sitting="2", by="o", now=now))
        told.happens("confirm", act=lambda now: ask_to_confirm(office, "ACCEPTED", now=now))
        told.happens("ask-for-an-answer", act=lambda now: ask_to_confirm(office, "", now=now))
    _accept(office)
    told.keeps(
        MOVED | {"place": "Vienna, room C"}, "update-of-place", "update-of-place-person", "update-of-place-sitting"
    )
    told.nominates(
        "invite-to-another-sitting", "cy@interpol.example", family_name="Wu", given_name="Cy",
        wants=Wanted.SITTINGS, sittings=("1",),
    )  # fmt: skip
    told.keeps(CLOSED, "close-a-sitting", "close-a-sitting-person", "cancel-a-sitting")
    _remove_last(told)
    with scopes_disabled():
        copy, person = SharedCopy.objects.get(), Representative.objects.get(attendee=bob)
    whole = Corrections(wants=Wanted.BANNER)
    told.happens(
        "reassign-to-the-whole", "reassign-from-a-sitting",
        act=lambda now: nominations.amend(copy, person.pk, whole, by="desk", now=now),
    )  # fmt: skip
    told.happens("remove-person", act=lambda now: nominations.remove(copy, person.pk, reason="ill", by="desk", now=now))
    with scope(party="UN"):
        meeting = Meeting.objects.get()
        told.happens("postpone", "postpone-person", act=lambda now: postpone(meeting, by="o", now=now, reason="Strike"))
        told.happens("cancel", "cancel-person", act=lambda now: cancel(meeting, by="o", now=now, reason="Strike"))


def _remove_last(told: Correspondence) -> None:
    """Nothing of this person's stands in a calendar any more: no mail leaves."""
    with scopes_disabled():
        copy, person = SharedCopy.objects.get(), Representative.objects.order_by("pk").last()
    assert person is not None
    told.happens(act=lambda now: nominations.remove(copy, person.pk, reason="", by="desk", now=now))


def _accept(office: Attendee) -> None:
    """The answer stands after a change of place, and is in the next mail."""
    now = datetime.now(UTC)
    take_answer(office, partstat=Partstat.ACCEPTED, by="desk", channel=Channel.MAIL, now=now, sequence=1)


def _invited() -> list[Attendee]:
    with scopes_disabled():
        return list(Attendee.objects.order_by("pk"))


def _of_others(told: Correspondence) -> None:
    told.keeps(SYMPOSIUM, "invite-timed")
    told.happens("withdraw", act=lambda now: _withdraw(now=now))
    told.keeps(ASSEMBLY, "notice-standing", "notice-standing-copy")
    told.keeps(TOGETHER, "notice-co-host")
    told.keeps(COUNCIL, "consult")
    told.happens("remind", act=lambda _: (told.clock.move_to(datetime(2027, 5, 21, tzinfo=UTC)), remind()))


def _withdraw(*, now: datetime) -> None:
    with scope(party="INTERPOL"):
        take_back(Invitation.objects.get(meeting__identifier=SYMPOSIUM["id"]), reason="By mistake", by="o", now=now)


def _the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are counted instead of drawn, and row numbers that mails bear begin with one."""
    for model in KEYED:
        numbered = count(1)
        monkeypatch.setattr(model._meta.get_field("key"), "_get_default", lambda n=numbered: UUID(int=next(n)))
    rows = [{"table": model._meta.db_table, "column": "id"} for model in NUMBERED]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), rows):
            cursor.execute(statement)

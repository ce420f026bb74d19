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
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django_scopes import scope, scopes_disabled

from backend.accounts.models import Membership, User
from backend.consultations.models import ConsultedCopy, Reminder
from backend.delegations.models import Attendee, Representative
from backend.delegations.nominations import Corrections, Nominee
from backend.domain.participation import Capacity, Channel, Partstat, Wanted
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
from notifications.resets import send as send_reset
from scheduler.follow_up import invite_again, take_back
from scheduler.tasks import remind
from tests.factories.work import drain
from tests.notifications.occasions import (
    ASSEMBLY,
    CLOSED,
    COMMITTEE,
    COUNCIL,
    FORUM,
    MOVED,
    PANEL,
    PANEL_IN_VIENNA,
    PLACED,
    REASONS,
    RECONVENED,
    SESSION,
    SYMPOSIUM,
    TOGETHER,
    TOGETHER_LATER,
    WIDENED,
)

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
KEYED: tuple[type[Model], ...] = (Meeting, Invitation, SharedCopy, ConsultedCopy)
NUMBERED: tuple[type[Model], ...] = (Attendee, Representative, Reminder, User)


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
        assert len(new) == len(names), (names, [(one.method, one.recipient, one.subject) for one in new])
        self.mails |= {name: one.mime for name, one in zip(names, new, strict=True)}

    def keeps(self, meeting: dict[str, Any], *names: str) -> None:
        """Let the organiser keep the meeting."""
        self.happens(*names, act=lambda now: keep_meeting(meeting, by="organiser", now=now))

    def nominates(self, name: str, address: str, *, guest: str = "INTERPOL", **more: Any) -> None:
        """Let the guest nominate somebody who reads this language."""
        nominee = Nominee(address=address, language=self.language, time_zone="America/Lima", **more)
        with scope(party=guest):
            copy = received().latest("pk")
            self.happens(name, act=lambda now: nominations.nominate(copy, nominee, by="desk", now=now))


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
        _of_the_symposium(told)
        _of_notices(told)
        _of_questions(told)
        told.mails["reset"] = _reset()
    return told.mails


def _of_the_session(told: Correspondence) -> None:
    told.keeps(SESSION, "invite")
    told.nominates("invite-person", "ana@interpol.example", family_name="Silva", given_name="Ana")
    told.nominates(
        "invite-to-a-sitting", "bob@interpol.example", family_name="Müller", given_name="Bob",
        wants=Wanted.SITTINGS, sittings=("2",),
    )  # fmt: skip
    told.keeps(MOVED, "update", "update-person", "update-of-a-sitting")
    office, ana, bob = _invited()
    _of_answers(told, office, ana, bob)
    _accept(office)
    told.keeps(PLACED, "update-of-place", "update-of-place-person", "update-of-place-sitting")
    told.nominates(
        "invite-to-another-sitting", "cy@interpol.example", family_name="Wu", given_name="Cy",
        wants=Wanted.SITTINGS, sittings=("1",),
    )  # fmt: skip
    told.keeps(CLOSED, "close-a-sitting", "close-a-sitting-person", "close-a-sitting-attended")
    _remove_last(told)
    _of_the_delegation(told, bob)
    with scope(party="UN"):
        meeting = Meeting.objects.get()
        told.happens(
            "postpone", "postpone-person", "postpone-of-a-sitting",
            act=lambda now: postpone(meeting, by="o", now=now, reason=REASONS[told.language]),
        )  # fmt: skip
        told.keeps(RECONVENED, "reconvene", "reconvene-person", "reconvene-of-a-sitting")
        told.happens(
            "cancel", "cancel-person", "cancel-of-a-sitting",
            act=lambda now: cancel(Meeting.objects.get(), by="o", now=now, reason=REASONS[told.language]),
        )  # fmt: skip


def _of_answers(told: Correspondence, office: Attendee, ana: Attendee, bob: Attendee) -> None:
    """What is written back to one mailbox alone."""
    with scope(party="UN"):
        told.happens("repeat", act=lambda now: nominations.repeat(office, by="article6", now=now))
        told.happens("repeat-person", act=lambda now: nominations.repeat(ana, by="article6", now=now))
        told.happens("decline-counter", act=lambda now: nominations.decline_counter(office, by="o", now=now))
        told.happens(
            "decline-counter-of-a-sitting",
            act=lambda now: nominations.decline_counter(bob, sitting="2", by="o", now=now),
        )
        told.happens("confirm", act=lambda now: ask_to_confirm(office, "ACCEPTED", now=now))
        told.happens("confirm-person", act=lambda now: ask_to_confirm(ana, "DECLINED", now=now))
        told.happens("ask-for-an-answer", act=lambda now: ask_to_confirm(office, "", now=now))


def _of_the_delegation(told: Correspondence, bob: Attendee) -> None:
    """Somebody else is to come, and for something else."""
    with scopes_disabled():
        copy, person = SharedCopy.objects.get(), Representative.objects.get(attendee=bob)
    told.happens(
        "reassign-to-the-whole", "reassign-from-a-sitting",
        act=lambda now: nominations.amend(copy, person.pk, Corrections(wants=Wanted.BANNER), by="desk", now=now),
    )  # fmt: skip
    instead = Nominee(
        address="li@interpol.example", language=told.language, time_zone="Asia/Singapore",
        family_name="Li", given_name="Wei", wants=Wanted.SITTINGS, sittings=("2",), capacity=Capacity.ADVISER,
    )  # fmt: skip
    told.happens(
        "remove-person", "invite-instead",
        act=lambda now: nominations.substitute(copy, person.pk, instead, reason="ill", by="desk", now=now),
    )  # fmt: skip


def _remove_last(told: Correspondence) -> None:
    """Nothing of this person's stands in a calendar any more: no mail leaves."""
    with scopes_disabled():
        copy, person = SharedCopy.objects.get(), Representative.objects.latest("pk")
    told.happens(act=lambda now: nominations.remove(copy, person.pk, reason="", by="desk", now=now))


def _of_the_symposium(told: Correspondence) -> None:
    told.keeps(SYMPOSIUM, "invite-timed")
    told.nominates("invite-timed-person", "eva@un.example", guest="UN", family_name="Weiss", given_name="Eva")
    _decline(_invited()[-2])
    told.keeps(WIDENED)
    told.happens("invite-again", act=lambda now: _invite_again(now=now))
    told.happens("withdraw", "withdraw-person", act=lambda now: _withdraw(told.language, now=now))
    told.keeps(PANEL, "invite-at-short-notice", "invite-copy")
    told.keeps(PANEL_IN_VIENNA, "update-of-zone", "remove-copy")


def _of_notices(told: Correspondence) -> None:
    told.keeps(ASSEMBLY, "notice-standing", "notice-standing-copy")
    told.keeps(TOGETHER, "notice-co-host")
    told.keeps(TOGETHER_LATER, "notice-of-a-change")
    with scope(party="INTERPOL"):
        meeting = Meeting.objects.get(identifier=TOGETHER["id"])
        told.happens("notice-of-cancellation", act=lambda now: cancel(meeting, by="o", now=now, reason=""))


def _of_questions(told: Correspondence) -> None:
    told.keeps(COUNCIL, "consult")
    told.keeps(FORUM, "consult-on-items")
    told.keeps(COMMITTEE)
    told.happens("remind", "remind-on-items", act=lambda _: _remind(told, 5, 21))
    told.happens("remind-overdue", "remind-overdue-on-items", act=lambda _: _remind(told, 5, 26))
    told.happens("remind-host", act=lambda _: _remind(told, 6, 30))


def _remind(told: Correspondence, month: int, day: int) -> None:
    told.clock.move_to(datetime(2027, month, day, tzinfo=UTC))
    remind()


def _reset() -> bytes:
    """The mail behind “Forgotten your password?”, which is kept nowhere but where mails go."""
    user = User.objects.create(username="eva", email="eva@un.example", password="!")
    Membership.objects.create(user=user, party="UN", roles=["organiser"])
    known = set(settings.MAIL_FOLDER.glob("*.eml"))
    send_reset(user.pk)
    [mail] = set(settings.MAIL_FOLDER.glob("*.eml")) - known
    return mail.read_bytes()


def _accept(office: Attendee) -> None:
    """The answer stands after a change of place, and is in the next mail."""
    now = datetime.now(UTC)
    take_answer(office, partstat=Partstat.ACCEPTED, by="desk", channel=Channel.MAIL, now=now, sequence=1)


def _decline(office: Attendee) -> None:
    take_answer(office, partstat=Partstat.DECLINED, by="desk", channel=Channel.MAIL, now=datetime.now(UTC), sequence=0)


def _invited() -> list[Attendee]:
    with scopes_disabled():
        return list(Attendee.objects.order_by("pk"))


def _symposium() -> Invitation:
    return Invitation.objects.get(meeting__identifier=SYMPOSIUM["id"])


def _invite_again(*, now: datetime) -> None:
    with scope(party="INTERPOL"):
        invite_again(_symposium(), by="o", now=now)


def _withdraw(language: str, *, now: datetime) -> None:
    with scope(party="INTERPOL"):
        take_back(_symposium(), reason=REASONS[language], by="o", now=now)


def _the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are counted instead of drawn, and row numbers that mails bear begin with one."""
    for model in KEYED:
        numbered = count(1)
        monkeypatch.setattr(model._meta.get_field("key"), "_get_default", lambda n=numbered: UUID(int=next(n)))
    rows = [{"table": model._meta.db_table, "column": "id"} for model in NUMBERED]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), rows):
            cursor.execute(statement)

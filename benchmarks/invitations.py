"""Invitations to be told: copies of two that the services themselves made, one to an office, one to a delegation."""

import copy
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

from django.core.management import call_command
from django.db.models import Model
from django_scopes import scope, scopes_disabled

from backend.delegations.models import Attendee, Delegation, Representative
from backend.delegations.nominations import Nominee
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import CalendarEntry, Invitation, Revision
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.outbox.services import relay
from backend.sharing.models import SharedCopy
from backend.sharing.nominations import nominate
from backend.topics.services import load_topic_rows
from notifications.models import Delivery

ALONE, TOGETHER = "BENCH/ALONE", "BENCH/TOGETHER"
DELEGATES = 15
SEATS = (("en", "Asia/Singapore"), ("fr", "Europe/Paris"), ("es", "America/Argentina/Buenos_Aires"))
"""INTERPOL's people write in these languages and work in these zones."""
TOPICS = ("Money-laundering", "Trafficking in persons", "Firearms", "World crime trends", "Programme budget")
MEETING = {
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "title": {"en": "Thirty-eighth session", "fr": "Trente-huitième session"},
    "starts": "2029-05-14T10:00",
    "ends": "2029-05-14T18:00",
    "time_zone": "Europe/Vienna",
    "place": "Vienna International Centre, Board Room D",
    "agenda": {
        "stage": "provisional",
        "symbol": "E/CN.15/2029/1",
        "items": [
            {"number": str(number), "title": f"{TOPICS[number % len(TOPICS)]}: report and discussion, part {number}"}
            for number in range(1, 21)
        ],
    },
}
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Told:
    """One revision that is to be told, and the mailboxes that it is for."""

    revision: Revision
    attendees: tuple[Attendee, ...]

    @property
    def party(self) -> str:
        return self.revision.invitation.owner

    @property
    def recipients(self) -> list[str]:
        return [one.address for one in self.attendees]


def prepare() -> None:
    """A new database with both invitations; the delegation's meeting was moved by an hour after all were invited."""
    call_command("migrate", verbosity=0)
    load_register_rows()
    load_topic_rows()
    for identifier in (ALONE, TOGETHER):
        _publish(identifier)
    with scope(party=Party.INTERPOL):
        [shared] = [one for one in SharedCopy.objects.all() if one.document["identifier"] == TOGETHER]
        for number in range(DELEGATES):
            language, zone = SEATS[number % len(SEATS)]
            nominee = Nominee(
                family_name=f"Silva {number}",
                given_name="Ana",
                title="Criminal Intelligence Officer",
                address=f"ana{number}@interpol.example",
                language=language,
                time_zone=zone,
            )
            nominate(shared, nominee, by="bench", now=datetime.now(UTC))
    _publish(TOGETHER, starts="2029-05-14T11:00")
    Delivery._base_manager.all().delete()


def _publish(identifier: str, **changed: object) -> None:
    """Keep the meeting and let all that follows from it happen, but for the sending."""
    keep_meeting(MEETING | {"id": identifier} | changed, by="bench", now=datetime.now(UTC))
    while Message.objects.filter(state=Message.State.PENDING).exists():
        if not relay():
            time.sleep(0.1)


def copies(identifier: str, count: int, *, mark: str) -> list[Told]:
    """So many meetings like this one, each with its newest revision still to be told and mailboxes of its own."""
    with scopes_disabled():
        invitation = Invitation.objects.select_related("meeting").get(meeting__identifier=identifier)
        made = [list(_copy(invitation, f"{mark}/{number}")) for number in range(count)]
        for model in (Meeting, Invitation, CalendarEntry, Revision, Attendee, Delegation, Representative):
            model.objects.bulk_create([row for rows in made for row in rows if isinstance(row, model)])  # type: ignore[misc]
    return [_told(rows) for rows in made]


def _copy(invitation: Invitation, mark: str) -> Iterator[Model]:
    """Everything that belongs to the invitation, once more and not yet stored."""
    meeting = _again(invitation.meeting, key=uuid4(), identifier=mark)
    another = _again(invitation, key=uuid4(), meeting=meeting)
    [entry], revision = invitation.entries.all(), invitation.revisions.order_by("-number")[0]
    uid = f"{another.key}@article6.example"
    yield from (meeting, another, _again(entry, uid=uid, invitation=another))
    shared = revision.shared | {"identifier": mark, "uid": uid}
    entries = [one | {"uid": uid} for one in revision.entries]
    yield _again(revision, invitation=another, shared=shared, entries=entries)
    delegation = Delegation(owner=another.owner, invitation=another, created_at=another.created_at)
    yield delegation
    for attendee in invitation.attendees.select_related("representative"):
        address = f"{attendee.address.partition('@')[0]}.{mark.replace('/', '.').lower()}@interpol.example"
        invited = _again(attendee, invitation=another, address=address)
        yield invited
        if attendee.kind == Attendee.Kind.REPRESENTATIVE:
            person = attendee.representative
            yield _again(
                person, delegation=delegation, attendee=invited, given_name=f"Ana {delegation.invitation.key.hex[:8]}"
            )


def _again(row: M, **changed: object) -> M:
    another = copy.copy(row)
    another.pk, another._state.adding = None, True
    for name, value in changed.items():
        setattr(another, name, value)
    return another


def _told(rows: list[Model]) -> Told:
    [revision] = [row for row in rows if isinstance(row, Revision)]
    return Told(revision, tuple(row for row in rows if isinstance(row, Attendee)))

"""Both parties at work: one of everything that a party can own, made by the services as people would make it.

`build()` returns the same world each time but for keys and secrets. The other kinds of rows that a part adds are
made here too, as a new field of Belongings, so that the route matrix and the canary sweep can reach them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

import time_machine
from django.conf import settings
from django.core import signing
from django.db.models import Model
from django_scopes import scope

from backend.accounts.models import ApiToken, Membership, Role, User
from backend.accounts.services import create_api_token
from backend.consultations import links
from backend.consultations.efforts import record_request
from backend.consultations.models import Consultation, ConsultedCopy, EffortRecord, Override
from backend.consultations.overrides import override
from backend.delegations.models import Attendee, Reply, Representative
from backend.delegations.nominations import Nominee
from backend.domain.participation import Channel, Partstat
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision, Determination, Invitation, Question
from backend.invitations.services import determine
from backend.meetings.models import ClockChange, Meeting
from backend.organisations.services import load_register_rows
from backend.sharing.answer_links import answer_url
from backend.sharing.models import SharedCopy
from backend.sharing.nominations import nominate
from backend.sharing.services import answer
from backend.topics.models import Competence, Interest
from backend.topics.services import load_topic_rows
from notifications.deliveries import send_due
from notifications.feeds.models import Feed
from notifications.feeds.services import Definition, create_feed
from notifications.intake.models import InboundMessage
from notifications.intake.storing import store
from notifications.mail.addresses import sign
from notifications.models import Delivery
from notifications.reply_keys import reply_key
from tests.factories.work import drain

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
BODIES = {Party.UN: ("CCPCJ", "CTC"), Party.INTERPOL: ("ICPO-SYMP", "ICPO-GA")}


@dataclass
class Belongings:
    """What one party owns. `received` is the copy of the other party's meeting; `*_secret` stand in addresses."""

    party: Party
    staff: User
    observer: User
    token: ApiToken
    api_secret: str
    observer_secret: str
    feed: Feed
    feed_secret: str
    meeting: Meeting
    undecided: Meeting
    third: Meeting
    invitation: Invitation
    decision: Decision
    question: Question
    determination: Determination
    reply: Reply
    delivery: Delivery
    received: SharedCopy
    answer_secret: str
    consultation: Consultation
    consulted: ConsultedCopy
    consulted_secret: str
    effort: EffortRecord
    person: Representative
    representative: Representative
    clock: ClockChange
    lettered: Delivery
    inbound: InboundMessage
    override: Override

    @property
    def interest(self) -> Interest:
        return Interest.objects.filter(party=self.party.value)[0]

    @property
    def competence(self) -> Competence:
        return Competence.objects.all()[0]


World = dict[Party, Belongings]


def build(clock: time_machine.Traveller) -> World:
    """The world, every promise acted on and every mail sent. Call at NOW, with the clock standing still."""
    load_register_rows()
    load_topic_rows()
    for party in Party:
        for meeting in meetings(party):
            keep_meeting(meeting, by=f"{party.value}-clerk", now=datetime.now(UTC), owner=party)
    settle(clock)
    for party in Party:
        _answer_received(party)
        _work(party)
        _write_in(party)
    settle(clock)
    return {party: _belongings(party) for party in Party}


def meetings(party: Party) -> list[dict[str, object]]:
    """An open meeting with closed and classified parts, an undecided one, and one of a third host."""
    body, undecided = BODIES[party]
    return [
        {
            "id": f"{party}/OPEN/2027",
            "host": party.value,
            "body": body,
            "kind": "conference",
            "title": {"en": f"Conference of {party} on organized crime", "fr": f"Conférence de {party}"},
            "starts": "2027-05-17T10:00",
            "ends": "2027-05-18T18:00",
            "time_zone": "Europe/Vienna",
            "place": "Vienna",
            "mode": "in_person",
            "observers": "open",
            "observer_conditions": {"seats": 2},
            "agenda": {
                "stage": "provisional",
                "symbol": f"{party}/OPEN/2027/1",
                "items": [
                    {"number": "1", "title": "Election of officers"},
                    {"number": "2", "title": {"en": "Trafficking in persons", "fr": "Traite des personnes"}},
                    {"number": "3", "title": "Firearms, behind closed doors", "observers": "closed"},
                    {"number": "3(a)", "parent": "3", "title": "Tracing of firearms", "observers": "open"},
                    {"number": "4", "title": "Money-laundering cases", "classification": "restricted"},
                    {"number": "5", "title": "Informants", "classification": "confidential"},
                ],
            },
            "sittings": [
                {"id": "1", "starts": "2027-05-17T10:00", "ends": "2027-05-17T13:00", "items": ["1", "2"]},
                {"id": "2", "starts": "2027-05-18T15:00", "ends": "2027-05-18T18:00", "items": ["3"], "private": True},
            ],
        },
        {
            "id": f"{party}/UNDECIDED/2027",
            "host": party.value,
            "body": undecided,
            "kind": "session",
            "title": f"Undecided session of {party}",
            "starts": "2027-06-14",
            "ends": "2027-06-16",
            "time_zone": "Europe/Vienna",
            "observers": "undecided",
        },
        {
            "id": f"{party}/CONSULT/2027",
            "host": party.value,
            "body": body,
            "kind": "meeting",
            "title": f"Working group of {party} whose agenda is not yet known",
            "starts": "2027-06-21",
            "ends": "2027-06-22",
            "time_zone": "Europe/Vienna",
            "observers": "open",
            "crime_prevention": False,
        },
        {
            "id": f"{party}/THIRD/2027",
            "host": "WHO",
            "kind": "conference",
            "scope": "international",
            "title": f"Falsified medicines, with {party}",
            "starts": "2027-07-05",
            "ends": "2027-07-06",
            "involved": [{"party": party.value, "role": "co_sponsor"}],
            "agenda": {"items": [{"number": "1", "title": "Counterfeit medical products"}]},
        },
    ]


def settle(clock: time_machine.Traveller) -> None:
    """Let everything that follows happen, as workers would within the next seconds."""
    drain(clock)
    send_due()


def _answer_received(party: Party) -> None:
    with scope(party=party.value):
        copies = list(SharedCopy.objects.filter(state="issued"))
    for copy in copies:
        by, now = f"{party.value.lower()}-desk", datetime.now(UTC)
        answer(copy, partstat=Partstat.ACCEPTED, comment="Two will come.", by=by, channel=Channel.PAGE, now=now)
        with scope(party=party.value):
            nominate(copy, Nominee("Okoye", f"okoye@{party.value.lower()}.example", "Ada"), by=by, now=now)


def _work(party: Party) -> None:
    """What people add by hand: a determination, an effort with a third host, an override."""
    now, by, guest = datetime.now(UTC), f"{party.value.lower()}-clerk", party.counterpart.value
    with scope(party=party.value):
        question = Question.objects.filter(meeting__identifier=f"{party}/UNDECIDED/2027", closed_at=None)[0]
        determine(question.meeting, guest=guest, question=question.code, answer="yes", source="note of the secretary",
                  text="The Bureau agreed.", by=by, on=now.date())  # fmt: skip
        ClockChange.objects.create(owner=party.value, meeting=question.meeting, tzdata_now="2027a", moments=[],
                                   opened_at=now)  # fmt: skip
        third = Meeting.objects.get(host="WHO")
        record_request(third, guest=guest, asked_of="WHO secretariat", asked_on=date(2027, 1, 11), channel="letter",
                       letter="Please invite them.", by=by, now=now)  # fmt: skip
        override(question.meeting, guest=guest, clause="6(2)" if party is Party.UN else "6(3)", invite="no",
                 reason="The Bureau asked to wait.", by=by, now=now)  # fmt: skip


def _write_in(party: Party) -> None:
    """A mail in words to an invitation of this party: it is set aside."""
    with scope(party=party.value):
        invited = Attendee.objects.order_by("pk")[0]
    address = sign(str(invited.pk), domain=settings.MAIL_DOMAIN, key=reply_key())
    head = f"From: {invited.address}\r\nTo: {address}\r\nSubject: Re: Invitation\r\n\r\n"
    store(f"{head}Yes, we accept.\r\n".encode(), source="lmtp", now=datetime.now(UTC))


def _belongings(party: Party) -> Belongings:
    staff, observer = _user(party, list(Role)), _user(party, [Role.OBSERVER])
    token, api_secret = create_api_token(staff, name=f"{party} program")
    _, observer_secret = create_api_token(observer, name=f"{party} observer's program")
    with scope(party=party.value):
        feed, feed_secret = create_feed(Definition(f"Feed of {party}"), party=party, by=staff)
        meeting = Meeting.objects.get(identifier=f"{party}/OPEN/2027")
        invitation = Invitation.objects.get(meeting=meeting)
        received = _first(SharedCopy)
    with scope(party=party.counterpart.value):
        asked = Attendee.objects.filter(invitation_id=received.invitation_id)[0]
        person = Representative.objects.get(delegation__invitation=received.invitation_id)
    with scope(party=party.value):
        return Belongings(
            party=party,
            staff=staff,
            observer=observer,
            token=token,
            api_secret=api_secret,
            observer_secret=observer_secret,
            feed=feed,
            feed_secret=feed_secret,
            meeting=meeting,
            undecided=Meeting.objects.get(identifier=f"{party}/UNDECIDED/2027"),
            third=Meeting.objects.get(host="WHO"),
            invitation=invitation,
            decision=invitation.decision,
            question=Question.objects.filter(closed_at=None).order_by("pk")[0],
            determination=_first(Determination),
            reply=_first(Reply),
            delivery=_first(Delivery),
            received=received,
            answer_secret=answer_url(asked).rstrip("/").rpartition("/")[2],
            consultation=_first(Consultation),
            consulted=_first(ConsultedCopy),
            consulted_secret=signing.dumps(str(_first(ConsultedCopy).key), salt=links.SALT),
            effort=_first(EffortRecord),
            person=person,
            representative=_first(Representative),
            clock=_first(ClockChange),
            lettered=Delivery.objects.filter(group_key__startswith="inv:").order_by("pk")[0],
            inbound=_first(InboundMessage),
            override=_first(Override),
        )


M = TypeVar("M", bound=Model)


def _first(model: type[M]) -> M:
    found = model.objects.order_by("pk").first()
    assert found is not None, f"the world has no {model.__name__}"
    return found


def _user(party: Party, roles: list[Role]) -> User:
    name = f"{party.value.lower()}-{'staff' if len(roles) > 1 else roles[0].value}"
    user = User.objects.create_user(username=name, password="correct horse battery staple")
    Membership.objects.create(user=user, party=party.value, roles=[role.value for role in roles])
    return user

"""Deciding what is owed for a meeting, and telling the guest what changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from backend.consultations.overrides import in_force
from backend.consultations.services import consult
from backend.domain.decisions import Answer, Outcome
from backend.domain.invitations import State
from backend.domain.meetings import Status
from backend.domain.parties import Party
from backend.interchange.format import as_document, parse_meeting
from backend.interchange.record import MeetingRecord
from backend.interchange.rows import record_of
from backend.invitations.models import Decision, Determination, Invitation, Question
from backend.invitations.services import ask, propose, store_decision
from backend.meetings.models import Meeting
from backend.meetings.selectors import opened
from backend.organisations.register import Register
from backend.outbox.services import post
from backend.sharing.services import rewrite
from backend.topics.recorded import recorded_register
from scheduler.article6.explanation import SUGGESTION
from scheduler.article6.facts import Settled
from scheduler.article6.replay import Inputs
from scheduler.evaluation import gather, guests_of
from scheduler.new_matters import look_again
from scheduler.telling import refreeze, tell
from scheduler.terms import party_matcher

__all__ = ["refreeze", "tell"]

DUE = "invitation.due"
"""Outbox topic: look whether the guest of the invitation with this row id has something to be told."""

REPLY_DAYS = 21
"""An answer is asked for this many days before the opening, unless that has passed."""


def preview(data: Mapping[str, object]) -> list[dict[str, object]]:
    """What Article 6 says of a meeting in the interchange format, without saving. Raises Invalid."""
    return decide(parse_meeting(data))


def decide(record: MeetingRecord, *, determinations: Sequence[Determination] = ()) -> list[dict[str, object]]:
    """One document for each guest, by the register as it is kept now."""
    return [inputs.decided() for inputs in gathered(record, determinations)]


def gathered(
    record: MeetingRecord,
    determinations: Sequence[Determination],
    *,
    register: Register | None = None,
    as_of: date | None = None,
) -> list[Inputs]:
    """What each guest's decision rests on; an answer that was signed about one guest says nothing of the other."""
    kept = register or recorded_register()
    answers = [(one.guest, _settled(one)) for one in sorted(determinations, key=_age)]
    return [
        gather(
            record,
            kept,
            guest,
            matcher=party_matcher,
            determinations=[said for about, said in answers if about == guest],
            as_of=as_of,
        )
        for guest in guests_of(record)
    ]


def _settled(one: Determination) -> Settled:
    return Settled(one.question, Answer(one.answer), one.by, one.on, one.source)


def _age(determination: Determination) -> tuple[date, int]:
    return determination.on, determination.pk


@transaction.atomic
def assess(meeting: Meeting, *, now: datetime) -> list[Decision]:
    """Decide for every guest, store what is new, open the questions, and promise to tell what is owed."""
    record = record_of(meeting)
    signed = list(Determination.objects.filter(meeting=meeting))
    return [_settle(meeting, record, inputs, now=now) for inputs in gathered(record, signed)]


def _settle(meeting: Meeting, record: MeetingRecord, inputs: Inputs, *, now: datetime) -> Decision:
    document, guest = inputs.decided(), inputs.facts.guest
    stored = {**inputs.document(), "record": as_document(record)}
    before = Decision.objects.filter(meeting=meeting, guest=guest).first()
    decision = store_decision(meeting, guest=guest, document=document, inputs=stored, digest=_digest(document), now=now)
    ask(meeting, guest=guest, asked=_questions(meeting, guest, document, now=now), now=now)
    if meeting.status == Status.PUBLISHED and meeting.issue and not opened(meeting, now=now):
        asked = _asked(document) if decision.outcome == Outcome.CONSULT else []
        left_to_guest = [question for question in asked if question.get("basis") != SUGGESTION]
        consult(decision, left_to_guest, due=_due(meeting), now=now)
    said = in_force(meeting, guest)
    invitation = propose(
        decision,
        clauses=[said.clause] if said else _cites(document),
        reply_by=_reply_by(meeting, guest, now),
        owed=None if said is None else said.invite == "yes",
        now=now,
    )
    if invitation is not None:
        look_again(invitation, before, decision)
        rewrite(invitation, now=now)
        _promise_to_tell(invitation, now=now)
    return decision


def _digest(document: Mapping[str, object]) -> str:
    """SHA-256 of what is decided and why: another version of a register that says the same adds no decision."""
    said = {name: value for name, value in document.items() if name != "versions"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _cites(document: Mapping[str, object]) -> list[str]:
    clauses: list[dict[str, str]] = document["clauses"]  # type: ignore[assignment]
    return [clause["cite"] for clause in clauses if clause["outcome"] in {"engaged", "standing"}]


def _questions(meeting: Meeting, guest: Party, document: Mapping[str, object], *, now: datetime) -> list[Question]:
    return [
        Question(owner=meeting.owner, meeting=meeting, guest=guest, code=question["code"], text=question["text"],
                 asked_of=question["asked_of"], due=_due(meeting), opened_at=now)
        for question in _asked(document)
    ]  # fmt: skip


def _asked(document: Mapping[str, object]) -> list[dict[str, str]]:
    """The questions that the decision leaves open for somebody other than the engine."""
    asked: list[dict[str, str]] = document["questions"]  # type: ignore[assignment]
    return asked


def _due(meeting: Meeting) -> date:
    """An answer is needed before the invitation is: the body's notice period before the opening."""
    return meeting.starts_on - timedelta(weeks=meeting.body.notice_weeks if meeting.body else 6)


def _reply_by(meeting: Meeting, guest: Party, now: datetime) -> date | None:
    """The day by which an answer is asked; None where it had passed when the invitation was issued."""
    issued = Invitation.objects.filter(meeting=meeting, guest=guest, issued_at__isnull=False).first()
    asked = issued.issued_at if issued and issued.issued_at else now
    day = meeting.starts_on - timedelta(days=REPLY_DAYS)
    return day if day > asked.date() else None


def _promise_to_tell(invitation: Invitation, *, now: datetime) -> None:
    body = invitation.meeting.body
    wait = timedelta(seconds=body.collect_seconds if body else 2)
    if invitation.state == State.PROPOSED and body:
        wait += timedelta(minutes=body.hold_minutes)
    at_once = invitation.meeting.status == Status.CANCELLED
    post(DUE, invitation.pk, party=invitation.owner, not_before=None if at_once else now + wait)


def would_tell(record: MeetingRecord) -> bool:
    """Whether keeping this meeting may send a mail: published, and something is owed."""
    if record.status != Status.PUBLISHED:
        return False
    owed = {Outcome.INVITE, Outcome.STANDING, Outcome.CO_HOST}
    return any(document["outcome"] in owed for document in decide(record))

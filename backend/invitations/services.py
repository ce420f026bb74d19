"""The life of an invitation: proposed once for each meeting and guest, issued, amended, concluded."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from backend.audit.services import record
from backend.domain.decisions import Outcome
from backend.domain.errors import ForbiddenTransition
from backend.domain.invitations import Action, State, after
from backend.domain.plaintext import clean
from backend.meetings.models import Meeting
from backend.outbox.services import post

from .entries import Shape, keep_entries, reshape, standing_entries
from .follow_up import NO_LONGER_REQUIRED
from .models import Decision, Determination, Form, Invitation, Question, Revision

DECIDED = "meeting.decided"
"""Outbox topic: a determination was signed for the meeting with this row id; decide again."""

TOLD = "invitation.told"
"""Outbox topic: the revision with this row id was cut; compose and send it."""

OWED = frozenset({Outcome.INVITE, Outcome.STANDING, Outcome.CO_HOST})
"""Outcomes after which the guest hears of the meeting."""


@transaction.atomic
def store_decision(
    meeting: Meeting,
    *,
    guest: str,
    document: Mapping[str, object],
    inputs: Mapping[str, object],
    digest: str,
    now: datetime,
) -> Decision:
    """The decision with this digest, stored once: the same facts decided again add nothing."""
    newest = Decision.objects.filter(meeting=meeting, guest=guest).first()
    if newest and newest.digest == digest:
        return newest
    decision = Decision.objects.create(
        owner=meeting.owner,
        meeting=meeting,
        agenda=meeting.agendas.first(),
        guest=guest,
        number=newest.number + 1 if newest else 1,
        outcome=str(document["outcome"]),
        document=document,
        inputs=inputs,
        digest=digest,
        decided_at=now,
    )
    detail = {"guest": guest, "outcome": decision.outcome, "digest": digest}
    record(
        party=meeting.owner, actor="article6", action="decision.stored", subject=f"meeting:{meeting.pk}", detail=detail
    )
    return decision


@transaction.atomic
def propose(
    decision: Decision, *, clauses: Sequence[str], reply_by: date | None, now: datetime, owed: bool | None = None
) -> Invitation | None:
    """The one invitation of the meeting and guest: created by the first decision that owes it, then kept up to date.

    `owed` is what a person decided against the engine; None leaves it to the decision.
    """
    meeting, guest = decision.meeting, decision.guest
    invitation = Invitation.objects.select_for_update().filter(meeting=meeting, guest=guest).first()
    owed = decision.outcome in OWED if owed is None else owed
    if invitation is None and not owed:
        return None
    if invitation is None:
        invitation = Invitation(owner=meeting.owner, meeting=meeting, guest=guest, state=State.PROPOSED, created_at=now)
    cancelled = meeting.status == "cancelled"
    if owed:
        _follow(invitation, decision, clauses, reply_by)
    elif not cancelled:
        _question_need(invitation, decision)
    if owed or cancelled:
        invitation.decision = decision
    invitation.save()
    keep_entries(invitation, now=now)
    return invitation


def _follow(invitation: Invitation, decision: Decision, clauses: Sequence[str], reply_by: date | None) -> None:
    told = decision.outcome in {Outcome.STANDING, Outcome.CO_HOST}
    invitation.form = Form.NOTICE if told else Form.INVITATION
    invitation.clauses = list(clauses)
    invitation.priority = bool(decision.document.get("priority"))
    invitation.conditions = decision.document.get("conditions") or {}
    invitation.reply_by = reply_by
    if invitation.attention == NO_LONGER_REQUIRED:
        invitation.attention = ""


def _question_need(invitation: Invitation, decision: Decision) -> None:
    """A machine never withdraws what was issued: a person decides, and the default keeps it."""
    if invitation.state == State.PROPOSED:
        invitation.state = after(State.PROPOSED, Action.WITHDRAW).value
    elif invitation.state == State.ISSUED and invitation.kept_despite_id != decision.pk:
        invitation.attention = NO_LONGER_REQUIRED


@transaction.atomic
def issue(
    invitation: Invitation,
    *,
    shared: Mapping[str, object],
    shapes: Mapping[str, Shape],
    short_notice: bool,
    by: str,
    sent_by: str = "",
    now: datetime,
) -> Revision:
    """Freeze the first revision and promise to send it. Raises ForbiddenTransition unless it is proposed."""
    invitation.state = after(State(invitation.state), Action.ISSUE).value
    invitation.issued_at = now
    invitation.short_notice = short_notice
    invitation.save()
    purpose = Revision.Purpose.INVITE if invitation.form == Form.INVITATION else Revision.Purpose.NOTICE
    entries = reshape(invitation, shapes, now=now)
    return cut(invitation, purpose, shared=shared, entries=entries, by=by, sent_by=sent_by, now=now)


@transaction.atomic
def amend(
    invitation: Invitation,
    *,
    purpose: str,
    shared: Mapping[str, object],
    shapes: Mapping[str, Shape] | None,
    changes: Sequence[Mapping[str, str]],
    concluded: bool = False,
    ask_again: bool = False,
    by: str,
    sent_by: str = "",
    now: datetime,
) -> Revision:
    """Freeze a material change as the next revision. Without `shapes` no calendar entry moves: only words are sent."""
    action = Action.CONCLUDE if concluded else Action.AMEND
    invitation.state = after(State(invitation.state), action).value
    invitation.save()
    entries = (
        standing_entries(invitation) if shapes is None else reshape(invitation, shapes, ask_again=ask_again, now=now)
    )
    return cut(invitation, purpose, shared=shared, entries=entries, changes=changes, by=by, sent_by=sent_by, now=now)


@transaction.atomic
def cut(
    invitation: Invitation,
    purpose: str,
    *,
    shared: Mapping[str, object],
    entries: Sequence[Mapping[str, object]],
    changes: Sequence[Mapping[str, str]] = (),
    attendee: int | None = None,
    by: str,
    sent_by: str = "",
    now: datetime,
) -> Revision:
    """The next revision, for all or for one mailbox, and the promise to send it. Its stamp is later than any before."""
    last = Revision.objects.select_for_update().filter(invitation=invitation).first()
    whole = invitation.entries.get(sitting="")
    revision = Revision.objects.create(
        invitation=invitation,
        number=max(last.number + 1 if last else 0, invitation.numbers_from),
        purpose=purpose,
        sequence=whole.sequence,
        stamp=max(now, last.stamp + timedelta(seconds=1)) if last else now,
        changes=list(changes),
        answer_again=bool(last) and any(entry["again"] for entry in entries if not entry["sitting"]),
        attendee=attendee,
        entries=list(entries),
        shared=shared,
        sent_by=sent_by,
        created_at=now,
    )
    detail = {"revision": revision.number, "purpose": purpose, "sequence": revision.sequence, "attendee": attendee}
    record(
        party=invitation.owner, actor=by, action="invitation.told", subject=f"invitation:{invitation.pk}", detail=detail
    )
    post(TOLD, revision.pk, party=invitation.owner)
    return revision


@transaction.atomic
def waive(invitation: Invitation, *, reason: str, citation: str, by: str) -> None:
    """Not to be sent, for a reason with its citation. Raises ForbiddenTransition unless it is proposed."""
    invitation.state = after(State(invitation.state), Action.WAIVE).value
    invitation.save()
    detail = {"reason": clean(reason, multiline=True), "citation": clean(citation)}
    record(
        party=invitation.owner,
        actor=by,
        action="invitation.waived",
        subject=f"invitation:{invitation.pk}",
        detail=detail,
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, shared: Mapping[str, object], reason: str, by: str, now: datetime) -> Revision:
    """A person takes back what was issued: calendars get a CANCEL with the reason. Raises ForbiddenTransition."""
    if invitation.state != State.ISSUED:
        raise ForbiddenTransition(machine="invitation", state=invitation.state, action=Action.WITHDRAW.value)
    invitation.state = after(State(invitation.state), Action.WITHDRAW).value
    invitation.attention = ""
    invitation.save()
    changes = [{"field": "withdrawn", "old": "", "new": clean(reason, multiline=True)}]
    entries = reshape(invitation, {}, now=now)
    purpose = Revision.Purpose.CANCEL if invitation.form == Form.INVITATION else Revision.Purpose.NOTICE
    return cut(invitation, purpose, shared=shared, entries=entries, changes=changes, by=by, now=now)


@transaction.atomic
def lapse(invitation: Invitation) -> None:
    """The meeting opened before the invitation was issued: nothing is sent any more."""
    invitation.state = after(State(invitation.state), Action.LAPSE).value
    invitation.save()
    record(
        party=invitation.owner,
        actor="article6",
        action="invitation.lapsed",
        subject=f"invitation:{invitation.pk}",
        detail={},
    )


@transaction.atomic
def ask(meeting: Meeting, *, guest: str, asked: Sequence[Question], now: datetime) -> None:
    """Open the questions of the newest decision as tasks and close those that are no longer asked."""
    codes = {question.code for question in asked}
    known = {q.code: q for q in Question.objects.filter(meeting=meeting, guest=guest)}
    for question in asked:
        stored = known.get(question.code, question)
        stored.text, stored.asked_of, stored.due, stored.closed_at = (
            question.text,
            question.asked_of,
            question.due,
            None,
        )
        stored.save()
    Question.objects.filter(meeting=meeting, guest=guest, closed_at=None).exclude(code__in=codes).update(closed_at=now)


@transaction.atomic
def determine(
    meeting: Meeting, *, guest: str, question: str, answer: str, source: str, text: str, by: str, on: date
) -> Determination:
    """Sign the answer to an open question, with its source. It feeds the facts and the engine decides again."""
    determination = Determination.objects.create(
        owner=meeting.owner,
        meeting=meeting,
        guest=guest,
        question=question,
        answer=answer,
        by=by,
        on=on,
        source=clean(source),
        text=clean(text, multiline=True),
    )
    detail = {"question": question, "answer": answer, "source": determination.source}
    record(party=meeting.owner, actor=by, action="question.determined", subject=f"meeting:{meeting.pk}", detail=detail)
    post(DECIDED, meeting.pk, party=meeting.owner)
    return determination

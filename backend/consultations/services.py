"""Asking the guest's office what only it can say, and taking its answer across as a determination. Art. 2 and 7."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django_scopes import scope

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.plaintext import clean
from backend.invitations.models import Decision, Determination
from backend.invitations.services import determine
from backend.outbox.services import post
from backend.sharing.project import project_question

from .models import Consultation, ConsultedCopy

ASKED = "consultation.asked"
"""Outbox topic: the guest's copy of a consultation with this row id has new questions; write to its office."""

ASKED_OF_GUEST = frozenset({"matter_of_interest", "within_competence"})
"""Questions that only the guest can answer; all others are tasks of the host's own side."""

Asked = Mapping[str, str]
State = Consultation.State


class NotAsked(DomainError):
    """This question is not open any more: somebody answered it, or the agenda has settled it meanwhile."""

    code = "not_asked"


class AnswerMissing(DomainError):
    """Answer “yes” or “no”; if it depends, answer “no” and say in the text under which condition it would be “yes”."""

    code = "answer_missing"


@transaction.atomic
def consult(decision: Decision, asked: Sequence[Asked], *, due: date | None, now: datetime) -> Consultation | None:
    """Bring the consultation in line with the questions that the newest decision leaves to the guest.

    New questions reopen it and are promised to be sent; where none is left it is closed. Run twice it does nothing.
    """
    found = Consultation.objects.select_for_update().filter(meeting=decision.meeting, guest=decision.guest).first()
    ours = decision.guest == decision.owner
    questions = [dict(question) for question in asked if question["code"] in ASKED_OF_GUEST and not ours]
    if found is None and not questions:
        return None
    if found is None:
        found = Consultation(owner=decision.owner, meeting=decision.meeting, guest=decision.guest, round=0)
    if not questions:
        return _close(found, now=now)
    known = {question["code"] for question in found.questions} if found.state == State.OPEN else set()
    is_new = bool({question["code"] for question in questions} - known) or found.pk is None
    found.questions, found.due, found.state = questions, due, State.OPEN
    if is_new:
        found.round, found.asked_at = found.round + 1, now
    found.save()
    _show(found, decision, is_new=is_new, now=now)
    return found


def _close(consultation: Consultation, *, now: datetime) -> Consultation:
    if consultation.state == State.OPEN:
        consultation.state = State.CLOSED
        consultation.save(update_fields=["state"])
        with scope(party=consultation.guest):
            ConsultedCopy.objects.filter(consultation_id=consultation.pk).update(state=State.CLOSED, changed_at=now)
    return consultation


def _show(consultation: Consultation, decision: Decision, *, is_new: bool, now: datetime) -> None:
    document = project_question(decision, reply_by=consultation.due).document()
    content = {
        "viewer": consultation.guest,
        "host": consultation.owner,
        "document": document,
        "questions": [_shown(question) for question in consultation.questions],
        "state": consultation.state,
        "due": consultation.due,
    }
    with scope(party=consultation.guest):
        copy = ConsultedCopy.objects.filter(consultation_id=consultation.pk).first()
        if copy is None or any(getattr(copy, name) != value for name, value in content.items()):
            changed = content | {"changed_at": now}
            copy, _ = ConsultedCopy.objects.update_or_create(consultation_id=consultation.pk, defaults=changed)
    if is_new:
        detail = {"guest": consultation.guest, "questions": [q["code"] for q in consultation.questions]}
        subject = f"meeting:{consultation.meeting_id}"
        record(party=consultation.owner, actor="article6", action="guest.consulted", subject=subject, detail=detail)
        post(ASKED, copy.pk, party=consultation.guest)


def _shown(question: Asked) -> dict[str, str]:
    return {name: question[name] for name in ("code", "text", "text_fr") if name in question}


@transaction.atomic
def answer_consultation(
    copy: ConsultedCopy, *, question: str, answer: str, source: str, text: str, by: str, now: datetime
) -> Determination:
    """The office's answer becomes a determination on the host's side. Raises NotAsked, AnswerMissing."""
    if answer not in {"yes", "no"}:
        raise AnswerMissing(where="answer")
    with scope(party=copy.host):
        consultation = (
            Consultation.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=copy.consultation_id)
        )
        left = [one for one in consultation.questions if one["code"] != question]
        if consultation.state != State.OPEN or len(left) == len(consultation.questions):
            raise NotAsked
        consultation.questions = left
        consultation.answered_at = now
        consultation.state = State.OPEN if left else State.ANSWERED
        consultation.save()
        signed = determine(
            consultation.meeting,
            guest=consultation.guest,
            question=question,
            answer=answer,
            source=source or f"answer of the office of {consultation.guest}",
            text=text,
            by=f"office of {copy.viewer}",
            on=now.date(),
        )
    _keep_answer(copy, question=question, answer=answer, text=text, by=by, left=left, now=now)
    return signed


def _keep_answer(
    copy: ConsultedCopy,
    *,
    question: str,
    answer: str,
    text: str,
    by: str,
    left: Sequence[Asked],
    now: datetime,
) -> None:
    said = {
        "question": question,
        "answer": answer,
        "text": clean(text, multiline=True),
        "by": by,
        "on": now.date().isoformat(),
    }
    with scope(party=copy.viewer):
        copy.answers = [*copy.answers, said]
        copy.questions = [one for one in copy.questions if one["code"] != question]
        copy.state = State.OPEN if left else State.ANSWERED
        copy.changed_at = now
        copy.save()
        record(
            party=copy.viewer, actor=by, action="consultation.answered", subject=f"consultation:{copy.pk}", detail=said
        )

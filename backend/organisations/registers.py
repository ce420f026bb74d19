"""Correcting the register: each party its own entries, with a source; what stood before stays readable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.meetings import Openness
from backend.domain.parties import Party
from backend.domain.plaintext import clean
from backend.outbox.services import post

from .models import AgreementDate, Body, Confidence, ObserverPolicy

POLICY_CHANGED = "register.policy_changed"
"""Outbox topic: the policy of the body with this row id changed; decide its future meetings again."""

AGREEMENT_CHANGED = "register.agreement_changed"
"""Outbox topic: the dates of the Agreement changed; decide all future meetings again. The row id is the new date's."""


class NotYourRegister(DomainError):
    """This entry belongs to {owner}. Only {owner} can change it: ask its secretariat."""

    code = "not_your_register"


class SourceMissing(DomainError):
    """Say where this stands: the rule, the decision or the letter, with its symbol and date."""

    code = "source_missing"


class NothingToConfirm(DomainError):
    """The policy of {body} is confirmed already. Correct it where it is wrong."""

    code = "nothing_to_confirm"


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """What a body's rule on observers says, from a day on, and where that stands."""

    observers: Openness
    source: str
    valid_from: date
    conditions: Mapping[str, object] = field(default_factory=dict)


def require_owner(body: Body, party: Party) -> None:
    """Raises NotYourRegister unless the body is the party's own."""
    if body.organisation != party:
        raise NotYourRegister(owner=body.organisation)


@transaction.atomic
def confirm_policy(body: Body, *, party: Party, source: str, by: str, now: datetime) -> ObserverPolicy:
    """What was assumed is right: the same rule, now with its source. Raises NothingToConfirm."""
    require_owner(body, party)
    current = _current(body)
    if current is None or current.confidence == Confidence.SOURCED:
        raise NothingToConfirm(body=body.code)
    entry = PolicyEntry(Openness(current.observers), source, current.valid_from, current.conditions)
    return _keep(body, entry, party=party, action="policy.confirmed", by=by, now=now)


@transaction.atomic
def correct_policy(body: Body, entry: PolicyEntry, *, party: Party, by: str, now: datetime) -> ObserverPolicy:
    """The rule from this day on: earlier meetings keep the rule of their day."""
    require_owner(body, party)
    return _keep(body, entry, party=party, action="policy.corrected", by=by, now=now)


def _current(body: Body) -> ObserverPolicy | None:
    return body.policies.filter(superseded_at=None).order_by("-valid_from", "-pk").first()


def _keep(body: Body, entry: PolicyEntry, *, party: Party, action: str, by: str, now: datetime) -> ObserverPolicy:
    source = _sourced(entry.source)
    valid = body.policies.filter(superseded_at=None).select_for_update()
    valid.filter(valid_from__gte=entry.valid_from).update(superseded_at=now)
    open_ended = valid.filter(valid_from__lt=entry.valid_from).order_by("-valid_from").first()
    if open_ended and (open_ended.valid_until is None or open_ended.valid_until >= entry.valid_from):
        open_ended.valid_until = entry.valid_from - timedelta(days=1)
        open_ended.save(update_fields=["valid_until"])
    policy = ObserverPolicy.objects.create(
        body=body,
        observers=entry.observers.value,
        conditions=dict(entry.conditions),
        source=source,
        confidence=Confidence.SOURCED,
        valid_from=entry.valid_from,
        recorded_by=by,
        recorded_at=now,
    )
    detail = {"observers": policy.observers, "source": source, "from": policy.valid_from.isoformat()}
    record(party=party, actor=by, action=action, subject=f"body:{body.code}", detail=detail)
    post(POLICY_CHANGED, body.pk)
    return policy


@transaction.atomic
def record_agreement_date(
    event: AgreementDate.Event, *, on: date, source: str, party: Party, by: str, now: datetime
) -> AgreementDate:
    """A date in the life of the Agreement, with its source; it replaces an earlier word on the same event. Art. 10."""
    sourced = _sourced(source)
    AgreementDate.objects.filter(event=event, superseded_at=None).update(superseded_at=now)
    kept = AgreementDate.objects.create(
        event=event, on=on, source=sourced, party=party.value, recorded_by=by, recorded_at=now
    )
    detail = {"on": on.isoformat(), "source": sourced}
    record(party=party, actor=by, action=f"agreement.{event.value}", subject="agreement", detail=detail)
    post(AGREEMENT_CHANGED, kept.pk)
    return kept


def _sourced(source: str) -> str:
    kept = clean(source)
    if not kept:
        raise SourceMissing(where="source")
    return kept

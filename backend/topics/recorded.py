"""The register as people keep it: the shipped files, corrected by every row that somebody recorded since."""

import hashlib
from collections import defaultdict
from dataclasses import replace

from backend.domain.agreement import Agreement
from backend.domain.meetings import Openness
from backend.organisations.models import AgreementDate, Body, ObserverPolicy
from backend.organisations.register import BodyEntry, Policy, Register, TopicEntry, load_register
from backend.organisations.selectors import agreement_date

from .models import Competence, Interest


def recorded_register() -> Register:
    """The register as it stands now. Its version tells two states apart: twelve characters of a SHA-256."""
    shipped = load_register()
    interests, competences = _entries(Interest), _entries(Competence)
    kept = replace(
        shipped,
        bodies={**shipped.bodies, **_bodies()},
        interest_entries=interests or shipped.interest_entries,
        competences=competences or shipped.competences,
        agreement=_agreement(shipped.agreement),
    )
    return replace(kept, version=_version(kept))


def _bodies() -> dict[str, BodyEntry]:
    policies: dict[int, list[Policy]] = defaultdict(list)
    for row in ObserverPolicy.objects.filter(superseded_at=None):
        policies[row.body_id].append(_policy(row))
    return {body.code: _body(body, policies[body.pk]) for body in Body.objects.all() if policies[body.pk]}


def _body(body: Body, policies: list[Policy]) -> BodyEntry:
    return BodyEntry(
        code=body.code,
        organisation=body.organisation,
        family=body.family,
        names=body.names,
        policies=tuple(policies),
        crime_prevention=body.crime_prevention,
        place=body.place,
        time_zone=body.time_zone,
        notice_weeks=body.notice_weeks,
        aliases=tuple(body.aliases),
    )


def _policy(row: ObserverPolicy) -> Policy:
    return Policy(
        observers=Openness(row.observers),
        source=row.source,
        confidence=row.confidence,
        conditions=row.conditions,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _entries(register: type[Interest] | type[Competence]) -> tuple[TopicEntry, ...]:
    rows = (
        register.objects.filter(superseded_at=None)
        .select_related("topic")
        .order_by("party", "topic__code", "valid_from")
    )
    return tuple(
        TopicEntry(row.party, row.topic.code, row.basis, row.confidence, row.valid_from, row.valid_until)
        for row in rows
    )


def _agreement(shipped: Agreement) -> Agreement:
    """Art. 10: a sourced date replaces what was assumed."""
    force = agreement_date(AgreementDate.Event.IN_FORCE)
    notice = agreement_date(AgreementDate.Event.NOTICE_RECEIVED)
    kept = shipped
    if force:
        kept = replace(kept, in_force_from=force.on, source=force.source, assumed=False)
    return replace(kept, notice_received=notice.on, notice_source=notice.source) if notice else kept


def _version(register: Register) -> str:
    content = (
        sorted(register.bodies.items()),
        register.interest_entries,
        register.competences,
        register.agreement,
        register.arrangements,
        register.topics,
    )
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]

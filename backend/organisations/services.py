"""Loading the shipped register. What people have changed since is left as it is."""

from typing import Any

from django.db import transaction

from backend.audit.services import record

from .models import Body, ObserverPolicy, Office
from .register import BodyEntry, load_register


@transaction.atomic
def load_register_rows() -> int:
    """Create the bodies and offices that are missing. Returns how many were."""
    shipped = load_register()
    known = set(Body.objects.values_list("code", flat=True))
    missing = [body for body in shipped.bodies.values() if body.code not in known]
    for body in missing:
        _create_body(body)
    return len(missing) + sum(_create_office(dict(office)) for office in shipped.offices)


def _create_body(entry: BodyEntry) -> None:
    body = Body.objects.create(
        code=entry.code,
        organisation=entry.organisation,
        family=entry.family,
        crime_prevention=entry.crime_prevention,
        names=entry.names,
        aliases=list(entry.aliases),
        place=entry.place,
        time_zone=entry.time_zone,
        notice_weeks=entry.notice_weeks,
    )
    ObserverPolicy.objects.create(
        body=body,
        observers=entry.policy.observers.value,
        conditions=entry.policy.conditions,
        source=entry.policy.source,
        confidence=entry.policy.confidence,
    )


def _create_office(entry: dict[str, Any]) -> bool:
    _, created = Office.objects.get_or_create(
        party=entry["party"],
        defaults={
            "names": entry["name"],
            "addressees": entry["addressee"],
            "place": entry["place"],
            "time_zone": entry["time_zone"],
            "mailbox": entry["mailbox"],
            "languages": entry["languages"],
            "copies": entry.get("copies", []),
            "placeholder": entry.get("placeholder", False),
        },
    )
    return created


@transaction.atomic
def confirm_mailbox(office: Office, *, mailbox: str, by: str) -> None:
    """Enter the real mailbox of an office: it is a placeholder no more."""
    office.mailbox, office.placeholder = mailbox, False
    office.save(update_fields=["mailbox", "placeholder"])
    record(
        party=office.party,
        actor=by,
        action="office.confirmed",
        subject=f"office:{office.pk}",
        detail={"mailbox": mailbox},
    )

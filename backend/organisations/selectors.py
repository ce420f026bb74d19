"""Reading the register."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from backend.domain.errors import DomainError

from .models import AgreementDate, Body, ObserverPolicy, Office
from .register.names import keys_of, named_by


class NoOffice(DomainError):
    """The register has no office for {party}. Load the register with “article6 up” or enter the office."""

    code = "no_office"


def office_of(party: str) -> Office:
    """The formal addressee of the party. Raises NoOffice."""
    try:
        return Office.objects.get(party=party)
    except ObjectDoesNotExist:
        raise NoOffice(party=party) from None


def placeholder_mailboxes() -> frozenset[str]:
    """Mailboxes that a person has still to confirm."""
    return frozenset(Office.objects.filter(placeholder=True).values_list("mailbox", flat=True))


def body_named(text: str, organisation: str | None = None) -> Body | None:
    """The body with this code, name or alias as people write it; of this organisation where one is given."""
    named: dict[str, list[Body]] = {}
    for body in Body.objects.all():
        for name in (body.code, *body.names.values(), *body.aliases):
            for key in keys_of(name):
                named.setdefault(key, []).append(body)
    found = next((named[key] for key in named_by(text) if key in named), [])
    return next((body for body in found if organisation in {None, body.organisation}), None)


def policy_on(body: Body, day: date) -> ObserverPolicy | None:
    """The body's rule on observers as it is valid on this day; None where the register has none for it."""
    valid = body.policies.filter(superseded_at=None, valid_from__lte=day)
    return valid.filter(Q(valid_until=None) | Q(valid_until__gte=day)).order_by("-valid_from", "-pk").first()


def agreement_date(event: AgreementDate.Event) -> AgreementDate | None:
    """The recorded date of this event in the life of the Agreement, or None where nobody recorded one. Art. 10."""
    return AgreementDate.objects.filter(event=event, superseded_at=None).first()

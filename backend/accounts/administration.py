"""The accounts of one party, kept by its own administrators: invited, changed, closed, opened again, signed out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import F, QuerySet

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.parties import Party
from backend.outbox.services import post

from .models import Membership, Role, User
from .passwords import NameTaken, close_account, make_account

INVITED = "account.invited"
"""Outbox topic: the user with this row id is to be told of the account, with a link to choose a password."""


class NoRole(DomainError):
    """Say what the person does: choose at least one role."""

    code = "no_role"


class LastAdministrator(DomainError):
    """Nobody else of your organisation could keep its accounts. First give the role of administrator to somebody."""

    code = "last_administrator"


class NoSuchZone(DomainError):
    """There is no time zone “{zone}”. Write it like “Europe/Vienna”, or leave it empty."""

    code = "no_such_zone"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an administrator says of a person. `language` is a content code, `time_zone` an IANA name, or empty."""

    email: str
    roles: Collection[Role]
    office: str = ""
    language: str = ""
    time_zone: str = ""

    def check(self) -> None:
        """Raises NoRole, NoSuchZone."""
        if not self.roles:
            raise NoRole(where="roles")
        if self.time_zone and self.time_zone not in available_timezones():
            raise NoSuchZone(where="time_zone", zone=self.time_zone)


def accounts_of(party: Party) -> QuerySet[Membership]:
    """Everybody of the party, those who may sign in first, by name."""
    everybody = Membership.objects.filter(party=party.value).select_related("user")
    return everybody.order_by("-user__is_active", "user__username")


@transaction.atomic
def invite(name: str, said: Particulars, *, party: Party, by: str) -> User:
    """A new account, and the promise of a mail with its link. Raises NameTaken, NoRole, NoSuchZone, UnsoundName."""
    said.check()
    if User.objects.filter(username__iexact=name).exists():
        raise NameTaken(where="username", name=name)
    user = make_account(name, party=party, roles=said.roles, email=said.email, by=by, only_new=True)
    Membership.objects.filter(user=user).update(office=said.office, language=said.language, time_zone=said.time_zone)
    post(INVITED, user.pk)
    return user


@transaction.atomic
def send_link(account: Membership, *, by: str) -> None:
    """Promise the mail with a link to choose a password once more."""
    post(INVITED, account.user_id)
    _sign(account, "account.link_sent", by=by)


@transaction.atomic
def change(account: Membership, said: Particulars, *, by: str) -> None:
    """What the person does and how they read. Raises LastAdministrator, NoRole, NoSuchZone."""
    said.check()
    kept = _locked(account)
    before = _document(kept)
    if Role.ADMINISTRATOR not in said.roles:
        _keep_one_administrator(kept, where="roles")
    kept.roles = sorted(role.value for role in said.roles)
    kept.office, kept.language, kept.time_zone = said.office, said.language, said.time_zone
    kept.user.email = said.email
    after = _document(kept)
    if after == before:
        return
    kept.save()
    kept.user.save(update_fields=["email"])
    changed = {name: [before[name], value] for name, value in after.items() if value != before[name]}
    _sign(kept, "account.changed", by=by, detail=changed)


@transaction.atomic
def close(account: Membership, *, by: str) -> None:
    """Nobody signs in with it, its sessions and keys are dead. Raises LastAdministrator."""
    kept = _locked(account)
    _keep_one_administrator(kept)
    close_account(kept.user, by=by)


@transaction.atomic
def reopen(account: Membership, *, by: str) -> None:
    """The person signs in again, with the password of before; keys that were revoked stay dead, and so do sessions."""
    User.objects.filter(pk=account.user_id).update(is_active=True, sign_ins=F("sign_ins") + 1)
    _sign(account, "account.reopened", by=by)


@transaction.atomic
def sign_out_everywhere(account: Membership, *, by: str) -> None:
    """End every session of the person, on whatever machine. Keys of programs go on."""
    User.objects.filter(pk=account.user_id).update(sign_ins=F("sign_ins") + 1)
    _sign(account, "account.signed_out", by=by)


def _locked(account: Membership) -> Membership:
    """The row as it is now; two administrators who leave at the same time must see each other."""
    party = Membership.objects.select_for_update(of=("self",)).filter(party=account.party).select_related("user")
    return next(one for one in party if one.pk == account.pk)


def _keep_one_administrator(account: Membership, *, where: str = "") -> None:
    others = Membership.objects.filter(party=account.party, user__is_active=True).exclude(pk=account.pk)
    if Role.ADMINISTRATOR in account.roles and not any(Role.ADMINISTRATOR in one.roles for one in others):
        raise LastAdministrator(where=where)


def _document(account: Membership) -> dict[str, object]:
    own = {name: getattr(account, name) for name in ("office", "language", "time_zone")}
    return {"email": account.user.email, "roles": sorted(account.roles), **own}


def _sign(account: Membership, action: str, *, by: str, detail: Mapping[str, object] | None = None) -> None:
    subject = f"user:{account.user_id}"
    record(party=account.party, actor=by, action=action, subject=subject, detail=detail or {})

"""The invitation once more to one mailbox, with a new answer link; the links sent before can be made void."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from backend.audit.services import record
from backend.delegations.models import Attendee
from backend.delegations.services import NotAnswerable
from backend.domain.invitations import State
from backend.invitations.models import Form, Invitation, Revision

from .models import SharedCopy
from .nominations import cut_for, held, locked, person_of
from .services import sign, spokesman

OLD_LINK = "holder of an old answer link"
"""Who asked, in the history: the link is the only name that person gave."""


@transaction.atomic
def reissue(attendee: Attendee, *, void: bool, by: str, now: datetime) -> Revision:
    """Send again what stands in this mailbox's calendar (RFC 5546 section 3.2.6), with a link that is valid from now.

    With `void` every link sent before is dead. Raises NotAnswerable where nothing can be answered any more.
    """
    with scope(party=attendee.owner):
        invitation = locked(attendee.invitation_id)
        kept = Attendee.objects.select_for_update().get(pk=attendee.pk)
        if invitation.state != State.ISSUED or invitation.form != Form.INVITATION or kept.removed_at:
            raise NotAnswerable(state="removed" if kept.removed_at else invitation.state)
        if void:
            kept.link_version += 1
            kept.save(update_fields=["link_version"])
            subject, detail = f"invitation:{invitation.pk}", {"attendee": kept.pk, "version": kept.link_version}
            record(party=kept.owner, actor=by, action="answer_links.voided", subject=subject, detail=detail)
        return cut_for(kept, Revision.Purpose.REPEAT, held(kept), invitation=invitation, by=by, now=now)


def renew_link(attendee: Attendee, *, now: datetime) -> None:
    """The same at the word of whoever holds a link that opens nothing any more: a mail to the mailbox on record alone.

    Where nothing can be answered any more nothing happens, so that the holder cannot tell the two apart.
    """
    with scope(party=attendee.owner):
        last_day = Invitation.objects.values_list("meeting__ends_on", flat=True).get(pk=attendee.invitation_id)
        if last_day < now.date():
            return
        with suppress(NotAnswerable):
            reissue(attendee, void=False, by=OLD_LINK, now=now)


@transaction.atomic
def reissue_to(copy: SharedCopy, person_id: int | None, *, void: bool, by: str, now: datetime) -> None:
    """The same at the word of the guest's secretariat: to a person of its delegation, or to the office itself.

    Raises NotAnswerable, NotNominated.
    """
    with scope(party=copy.host):
        invitation = locked(copy.invitation_id)
        office = Attendee.objects.filter(invitation=invitation, kind=Attendee.Kind.OFFICE)
        attendee = office.get() if person_id is None else person_of(invitation, person_id).attendee
        reissue(attendee, void=void, by=spokesman(copy), now=now)
    sign(copy, "received.sent_again", by=by, detail={"person": person_id, "void": void})

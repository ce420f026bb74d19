"""Delivery reports, tied to the mail they are about (RFC 3464)."""

from django.db.models import Q

from backend.audit.services import record
from notifications.mail.reading.bounces import Bounce, delivery_report, odd_report
from notifications.mail.reading.headers import Mail
from notifications.models import Delivery

from .subjects import About, delivery_named

State = Delivery.State


def report(raw: bytes, mail: Mail) -> Bounce | None:
    """What the report says, in the standard form or an odd one."""
    return delivery_report(mail) or odd_report(raw, mail)


def concerned(bounce: Bounce, found: About) -> Delivery | None:
    """The mail that bounced: by its Message-ID, else the newest one from the signed address or in the thread."""
    if bounce.message_id and (named := delivery_named([bounce.message_id])):
        return named
    if found.answered is not None or found.signed is None:
        return found.answered
    signed = found.signed
    ours = Q(invitation_id=signed.invitation_id, recipient__iexact=signed.address)
    return Delivery.objects.filter(ours, sent_at__isnull=False).first()


def note(delivery: Delivery, bounce: Bounce) -> None:
    """A failure bounces the mail; a delay is only said: the mail is still on its way."""
    words = " ".join(filter(None, (_WORDS.get(bounce.action, ""), *bounce.recipients[:3], bounce.status)))[:2000]
    sent = Delivery.objects.filter(pk=delivery.pk, state__in=(State.SENT, State.UNCERTAIN))
    change = {"state": State.BOUNCED} if bounce.action == "failed" else {}
    if sent.update(reason=words, **change):
        detail = {"action": bounce.action, "status": bounce.status}
        record(party=delivery.party, actor="article6", action=f"delivery.report.{bounce.action}",
               subject=f"delivery:{delivery.pk}", detail=detail)  # fmt: skip


_WORDS = {
    "failed": "It could not be delivered:",
    "delayed": "It is delayed, and not given up:",
    "delivered": "It was delivered:",
    "relayed": "It was passed on to a server that sends no reports:",
    "expanded": "It was delivered to a list:",
}

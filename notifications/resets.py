"""The mails with a link to choose a password, asked for or for a new account. They hold a secret: they are never
stored, shown or copied to the journal."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.accounts.models import User
from backend.accounts.passwords import password_link
from backend.accounts.selectors import membership_of, party_of
from backend.domain.languages import direction, interface_code
from backend.organisations.selectors import office_of

from .mail import imip
from .mail.addresses import address_of
from .mail.transport import Outcome, transport


class NotTaken(RuntimeError):
    """The mail server did not take the mail now; the outbox tries again."""


def send(user_id: int, *, welcome: bool = False) -> None:
    """Write the link to the user's address. Run twice: two mails with the same link; a refused address gets none.

    A quarantine does not hold it back: whoever is to end that must be able to sign in.
    """
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return
    sender = f"invitations@{settings.MAIL_DOMAIN}"
    language = _language(user)
    with override(interface_code(language)):
        mime = _mail(user, sender, language, welcome=welcome)
    with transport(settings.EMAIL_URL, settings.MAIL_FOLDER) as line:
        result = line.send(sender, user.email, mime, lambda _journaled: True)
    if result.outcome is Outcome.LATER:
        raise NotTaken(result.text)


def _mail(user: User, sender: str, language: str, *, welcome: bool) -> bytes:
    now, subject = timezone.now(), _("Your account") if welcome else _("Choose a new password")
    context = {"name": user.username, "link": settings.PUBLIC_URL + password_link(user), "subject": subject}
    context |= {"language": language, "direction": direction(language), "welcome": "yes" if welcome else ""}
    envelope = imip.Envelope(
        message_id=imip.message_id(
            f"reset:{user.pk}:{now.isoformat()}", 0, user.email, "", domain=settings.MAIL_DOMAIN
        ),
        date=now,
        sender=address_of("Article Six", sender),
        recipient=address_of("", user.email),
        subject=subject,
        language=language,
    )
    text = render_to_string("reset/reset.txt", context).strip() + "\n"
    return imip.compose(envelope, text=text, html=render_to_string("reset/reset.html", context))


def _language(user: User) -> str:
    """The language of the account, else the first correspondence language of the person's organisation."""
    party, own = party_of(user), membership_of(user)
    if own and own.language:
        return own.language
    return next(iter(office_of(party).languages), "en") if party else "en"

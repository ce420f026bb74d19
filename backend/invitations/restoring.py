"""After a restored copy: what was told since the copy was made is lost here, and stands in the guests' calendars."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django_scopes import scopes_disabled

from .models import CalendarEntry, Invitation, Revision

ABOVE = 100
"""So many revisions of one invitation are thought to be lost at most."""


@transaction.atomic
def raise_floor(*, by: int = ABOVE, now: datetime) -> int:
    """Lift every SEQUENCE and the numbers of later revisions above what may be lost (RFC 5546 section 2.1.4).

    Calendars then take the next mail for the newest, and no Message-ID is given twice. No answer is asked again.
    Returns how many entries were lifted.
    """
    newest = Revision.objects.filter(invitation=OuterRef("pk")).order_by("-number").values("number")[:1]
    with scopes_disabled():
        Invitation.objects.update(numbers_from=Coalesce(Subquery(newest), 0) + by)
        CalendarEntry.objects.filter(stamp__lt=now).update(stamp=now)
        return CalendarEntry.objects.update(sequence=F("sequence") + by, stamp=F("stamp") + timedelta(seconds=1))

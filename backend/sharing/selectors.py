"""Reading copies. Each query stays inside the scope of its party."""

from uuid import UUID

from django.db.models import QuerySet

from .models import SharedCopy
from .projection import SharedMeeting, from_document


def received(**filters: object) -> QuerySet[SharedCopy]:
    """The copies that the party in scope may read, by opening date."""
    return SharedCopy.objects.filter(**filters)


def received_with_key(key: UUID | str) -> SharedCopy | None:
    """The copy with this key, or None where the party in scope has none."""
    return SharedCopy.objects.filter(key=key).first()


def shared_meeting(copy: SharedCopy) -> SharedMeeting:
    """The value that the copy holds."""
    return from_document(copy.document)

"""After a restored copy: row ids that were signed into links since the copy was made are not given again."""

from django.db import connection, transaction
from django.db.models import Max
from django_scopes import scopes_disabled

from .models import Attendee

ABOVE = 100_000
"""So many mailboxes are thought to have been invited since the copy at most."""

ADVANCE = {
    "postgresql": ["SELECT setval(pg_get_serial_sequence('delegations_attendee', 'id'), %s)"],
    "sqlite": [
        "DELETE FROM sqlite_sequence WHERE name = 'delegations_attendee'",
        "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, 'delegations_attendee')",
    ],
}


@transaction.atomic
def skip_identifiers() -> None:
    """The next invited mailbox gets an id far above: whoever was lost does not answer for somebody else."""
    with scopes_disabled():
        highest = Attendee.objects.aggregate(highest=Max("pk"))["highest"] or 0
    with connection.cursor() as cursor:
        for statement in ADVANCE[connection.vendor]:
            cursor.execute(statement, [highest + ABOVE] if "%s" in statement else None)

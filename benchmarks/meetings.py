"""Shared copies of many meetings, and the feeds that show them."""

from datetime import UTC, datetime, timedelta

from backend.config.django_setup import set_up_django

STAMP = datetime(2027, 1, 11, 9, tzinfo=UTC)


def feeds_of(sizes: tuple[int, ...]) -> dict[int, str]:
    """A new database with a feed of each size; returns the paths of their addresses."""
    set_up_django()
    from django.core.management import call_command
    from django_scopes import scope

    from backend.domain.parties import Party
    from notifications.feeds.joining import refresh
    from notifications.feeds.services import Definition, create_feed

    call_command("migrate", verbosity=0)
    paths = {}
    with scope(party=Party.INTERPOL):
        for size in sizes:
            _copies(size)
            definition = Definition(name=f"{size} meetings", kind="body", body=f"B{size}")
            feed, secret = create_feed(definition, party=Party.INTERPOL)
            refresh(feed.pk)
            paths[size] = f"/feeds/{secret}.ics"
    return paths


def _copies(size: int) -> None:
    from backend.sharing.models import SharedCopy

    SharedCopy.objects.bulk_create(_copy(size, number) for number in range(size))


def _copy(size: int, number: int) -> object:
    """A meeting of two hours with an agenda of five items."""
    from uuid import uuid4

    from backend.sharing.announcements import UNANNOUNCED
    from backend.sharing.models import SharedCopy
    from backend.sharing.projection import SharedItem, digest

    day = STAMP.date() + timedelta(days=number % 700)
    key = uuid4()
    document = UNANNOUNCED.document() | {
        "key": str(key),
        "uid": f"{uuid4()}@article6.example",
        "identifier": f"B{size}/{number}",
        "host": "UN",
        "guest": "INTERPOL",
        "body": f"B{size}",
        "titles": {"en": f"Meeting {number} of the expert group on transnational organized crime"},
        "starts_on": day.isoformat(),
        "ends_on": day.isoformat(),
        "starts_time": "10:00",
        "ends_time": "12:00",
        "time_zone": "Europe/Vienna",
        "place": "Vienna International Centre, Conference Room M",
        "status": "published",
        "state": "issued",
        "form": "invitation",
        "answer": "NEEDS-ACTION",
        "stamp": STAMP.isoformat(),
        "items": [_item(SharedItem, item) for item in range(1, 6)],
    }
    return SharedCopy(
        viewer="INTERPOL",
        host="UN",
        meeting_key=key,
        invitation_id=size * 100_000 + number,
        document=document,
        digest=digest(document),
        starts_on=day,
        state="issued",
        answer="NEEDS-ACTION",
        changed_at=STAMP,
    )


def _item(kind: type, number: int) -> dict[str, object]:
    from dataclasses import asdict

    titles = {"en": f"International cooperation in criminal matters, part {number}"}
    return asdict(kind(number=str(number), parent="", titles=titles, open=True))

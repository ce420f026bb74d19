"""Letters that ask and remind, in the office's own languages."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django_scopes import scopes_disabled

from backend.domain.languages import LANGUAGES
from backend.interchange.services import keep_meeting
from backend.organisations.models import Office
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.models import Delivery
from scheduler.tasks import remind
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
COUNCIL = {
    "id": "E/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": "Economic and Social Council",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_office_is_asked_and_reminded_in_its_own_language(language: str) -> None:
    load_register_rows()
    load_topic_rows()
    Office.objects.filter(party="INTERPOL").update(languages=[language])
    with time_machine.travel(NOW, tick=False) as clock:
        keep_meeting(COUNCIL, by="organiser", now=NOW)
        drain(clock)
        clock.move_to(datetime(2027, 5, 21, tzinfo=UTC))
        remind()
        drain(clock)
    with scopes_disabled():
        mails = [message_from_bytes(bytes(d.mime), policy=default) for d in Delivery.objects.order_by("pk")]
    texts = [mail.get_body(("plain",)).get_content() for mail in mails]  # type: ignore[union-attr]
    assert [mail["Content-Language"] for mail in mails] == [language, language]
    assert ["/consulted/" in text and "{" not in text for text in texts] == [True, True]
    assert len({mail["Subject"] for mail in mails}) == 2

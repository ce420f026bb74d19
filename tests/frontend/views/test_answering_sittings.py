"""Each sitting is answered by itself: by the link in its mail, by page and by programs."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.accounts.services import create_api_token
from backend.delegations.models import Reply
from backend.domain.participation import Wanted
from backend.invitations.models import Invitation
from backend.organisations.services import load_register_rows
from backend.sharing.people import delegation_of
from backend.topics.services import load_topic_rows
from tests.frontend.members import member
from tests.notifications.test_services import NOW, SITTINGS, copy, deliveries, drain, nominate
from tests.scheduler.test_services import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        publish(SITTINGS, traveller)
        yield traveller


def link(number: int) -> str:
    """The path of the link in the mail with this number, in the order of sending."""
    mail = message_from_bytes(deliveries()[number].mime, policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://\S+/answer/\S+", body.get_content())
    assert found
    return urlsplit(found[0]).path


def said() -> list[tuple[str, str, str]]:
    with scopes_disabled():
        return list(Reply.objects.order_by("pk").values_list("attendee__address", "sitting", "partstat"))


def sittings_on(page: str) -> list[str]:
    """The sittings that can be answered, in the order of the page."""
    return re.findall(r'name="sitting" value="([^"]*)"', page)


def test_the_link_in_a_sitting_s_mail_opens_with_it_and_answers_it_alone(clock: time_machine.Traveller) -> None:
    nominate(clock, wants=Wanted.SITTINGS, sittings=("1", "3"))
    stranger, path = Client(), link(2)
    opened = stranger.get(path).content.decode()
    assert sittings_on(opened) == ["3", "1"]
    assert "Tuesday, 18 May 2027, \u206610:00–13:00 Vienna (UTC+2)\u2069" in opened
    answered = stranger.post(path, {"sitting": "3", "partstat": "DECLINED", "comment": "Away."}).content.decode()
    assert ("Away." in answered, said()) == (True, [("ana@interpol.example", "3", "DECLINED")])
    assert [one.answers for one in delegation_of(copy())] == [{"3": "DECLINED"}]
    refused = stranger.post(path, {"sitting": "2", "partstat": "ACCEPTED"})
    assert (refused.status_code, "no sitting “2”" in refused.content.decode(), len(said())) == (422, True, 1)
    host, guest = member("UN", "organiser"), member("INTERPOL", "secretariat")
    pages = [host.get(f"/meetings/{copy().meeting_key}/"), guest.get(f"/invitations/{copy().key}/delegation/")]
    assert ["Sitting 3: Declined" in page.content.decode() for page in pages] == [True, True]


def test_who_holds_sittings_answers_all_of_them_at_once_and_who_holds_the_whole_the_whole(
    clock: time_machine.Traveller,
) -> None:
    nominate(clock, wants=Wanted.SITTINGS, sittings=("1", "3"))
    nominate(clock, "bo@interpol.example", family_name="Bauer", sittings=("2",))
    assert Client().post(link(1), {"partstat": "ACCEPTED"}).status_code == 200
    assert sittings_on(Client().get(link(3)).content.decode()) == ["2"]
    assert Client().post(link(3), {"partstat": "TENTATIVE"}).status_code == 200
    ana, bo = "ana@interpol.example", "bo@interpol.example"
    assert said() == [(ana, "1", "ACCEPTED"), (ana, "3", "ACCEPTED"), (bo, "", "TENTATIVE")]


def test_the_office_answers_a_sitting_by_page_and_by_program() -> None:
    page = f"/invitations/{copy().key}/"
    desk = member("INTERPOL", "secretariat")
    assert desk.post(page, {"partstat": "ACCEPTED"}).status_code == 302
    assert desk.post(page, {"partstat": "DECLINED", "sitting": "2"}).status_code == 302
    assert sittings_on(desk.get(page).content.decode()) == ["1", "2", "3"]
    program = APIClient()
    _, secret = create_api_token(User.objects.get(), name="p")
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    address = f"/api/v1/received/{copy().key}/"
    answered = program.post(f"{address}answer/", {"partstat": "TENTATIVE", "sitting": "3"}, format="json").json()
    assert (answered["answer"], [one["answer"] for one in answered["document"]["sittings"]]) == (
        "ACCEPTED",
        ["", "DECLINED", "TENTATIVE"],
    )
    refused = program.post(f"{address}answer/", {"partstat": "ACCEPTED", "sitting": "9"}, format="json")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unknown_sitting")


def test_a_sitting_that_moved_is_asked_about_again_and_the_others_keep_their_answers(
    clock: time_machine.Traveller,
) -> None:
    person = nominate(clock, wants=Wanted.SITTINGS)
    Client().post(link(1), {"partstat": "ACCEPTED"})
    rows = [row | ({"ends": "2027-05-17T19:00"} if row["id"] == "2" else {}) for row in SITTINGS["sittings"]]
    publish(SITTINGS | {"sittings": rows}, clock)
    drain(clock)
    [shown] = delegation_of(copy())
    assert (shown.id, shown.answers, shown.partstat) == (person.pk, {"1": "ACCEPTED", "3": "ACCEPTED"}, "ACCEPTED")


def test_a_letter_or_call_is_recorded_in_the_name_of_who_typed_it(clock: time_machine.Traveller) -> None:
    person = nominate(clock, wants=Wanted.SITTINGS, sittings=("1", "3"))
    with scope(party="UN"):
        invitation = Invitation.objects.get()
    host, page = member("UN", "organiser"), f"/issued/{invitation.key}/mailboxes/"
    said = {"act": "record", "mailbox": person.attendee_id, "sitting": "3", "partstat": "DECLINED", "channel": "letter"}
    assert host.post(page, said).status_code == 422
    assert host.post(page, said | {"source": "LA/2027/12 of 11 January, signed A. Silva."}).status_code == 302
    wrong = host.post(page, said | {"source": "x", "sitting": "2"})
    assert (wrong.status_code, "no sitting “2”" in wrong.content.decode()) == (422, True)
    program = APIClient()
    _, secret = create_api_token(User.objects.get(), name="p")
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    mailbox = f"/api/v1/mailboxes/{person.attendee_id}/record-answer/"
    wanted = {"partstat": "ACCEPTED", "channel": "phone", "source": "A. Silva, 12 January", "sitting": "1"}
    assert program.post(mailbox, wanted, format="json").status_code == 200
    assert program.post(mailbox, wanted | {"channel": "link"}, format="json").status_code == 400
    with scopes_disabled():
        rows = Reply.objects.order_by("pk").values_list("sitting", "partstat", "channel", "by", "comment")
    assert list(rows) == [
        ("3", "DECLINED", "letter", "UN-organiser", "LA/2027/12 of 11 January, signed A. Silva."),
        ("1", "ACCEPTED", "phone", "UN-organiser", "A. Silva, 12 January"),
    ]
    assert [one.answers for one in delegation_of(copy())] == [{"1": "ACCEPTED", "3": "DECLINED"}]

"""What a person decides with a short form: a reason or a source is asked for, kept, and shown afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from backend.accounts.models import ApiToken, User
from backend.accounts.services import first_administrator_link
from backend.audit.models import Entry
from backend.interchange.services import keep_meeting
from backend.invitations.models import Determination, Invitation, Question
from backend.meetings.models import Meeting
from backend.organisations.models import Body
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications import checks, quarantine
from notifications.models import Delivery
from tests.factories.world import settle
from tests.frontend.members import member

pytestmark = pytest.mark.django_db
SESSION: dict[str, object] = {
    "id": "E/CN.15/2028", "host": "UN", "body": "CCPCJ", "kind": "session", "title": "Session", "starts": "2028-05-15",
    "ends": "2028-05-19", "agenda": {"items": [{"number": "1", "title": "Firearms"}]},
}  # fmt: skip


@pytest.fixture
def register(db: None) -> Iterator[None]:
    load_register_rows()
    load_topic_rows()
    with scope(party="UN"):
        yield


def kept(clock: time_machine.Traveller, **changes: object) -> Meeting:
    meeting = keep_meeting(SESSION | changes, by="clerk", now=datetime.now(UTC)).meeting
    settle(clock)
    return meeting


def test_waiving_needs_reason_and_citation_and_shows_both(clock: time_machine.Traveller, register: None) -> None:
    Body.objects.filter(code="CCPCJ").update(issue_automatically=False)
    meeting = kept(clock)
    invitation, approver = Invitation.objects.get(), member("UN", "approver")
    page = f"/invitations/{invitation.key}/waive/"
    refused = approver.post(page, {"reason": "", "citation": "Letter of 3 May"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    shown = approver.post(page, {"reason": "Agreed by telephone", "citation": "Letter of 3 May"}, follow=True)
    said = ("Agreed by telephone" in shown.text, "Letter of 3 May" in shown.text, "un-approver" in shown.text.lower())
    invitation.refresh_from_db()
    assert (invitation.state, said, meeting.status) == ("waived", (True, True, True), "published")


def test_cancelling_needs_a_reason_and_shows_it(clock: time_machine.Traveller, register: None) -> None:
    meeting, organiser = kept(clock, status="draft"), member("UN", "organiser")
    page = f"/meetings/{meeting.key}/cancel/"
    assert organiser.post(page, {"reason": " "}).status_code == 422
    shown = organiser.post(page, {"reason": "The room is not free"}, follow=True)
    meeting.refresh_from_db()
    assert (meeting.status, "The room is not free" in shown.text) == ("cancelled", True)


def test_only_who_may_answer_a_question_is_asked_and_signs_with_a_source(
    clock: time_machine.Traveller, register: None
) -> None:
    meeting = kept(clock, body="CTC", agenda=None)
    question = Question.objects.order_by("pk")[0]
    asked = {role: len(member("UN", role).get("/").context.get("questions", ())) for role in ("organiser", "observer")}
    assert asked == {"organiser": Question.objects.count(), "observer": 0}
    organiser, page = member("UN", "organiser"), f"/meetings/{meeting.key}/questions/{question.pk}/"
    assert organiser.post(page, {"answer": "yes"}).status_code == 422
    assert organiser.post(page, {"answer": "yes", "source": "Note of 3 March"}).status_code == 302
    [signed] = Determination.objects.all()
    assert (signed.answer, signed.source) == ("yes", "Note of 3 March")


def test_a_key_of_a_program_is_shown_once(register: None) -> None:
    secretary = member("UN", "secretariat")
    assert secretary.post("/tokens/", {"name": ""}).status_code == 422
    shown = secretary.post("/tokens/", {"name": "agenda system"})
    assert ("a6t_" in shown.text, "a6t_" in secretary.get("/tokens/").text) == (True, False)
    assert [token.name for token in ApiToken.objects.all()] == ["agenda system"]


def test_the_first_administrator_is_made_once_and_may_mend_a_forgotten_password(db: None) -> None:
    page, browser, word = first_administrator_link(), Client(), "a quiet harbour in winter"
    typed = {
        "username": "ada",
        "party": "INTERPOL",
        "email": "ada@interpol.example",
        "password": word,
        "again": "other",
    }
    refused = browser.post(page, typed)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["again"])
    assert browser.post(page, typed | {"again": word}).status_code == 302
    assert (User.objects.get().email, Client().get(page).status_code) == ("ada@interpol.example", 404)


def test_in_quarantine_the_pages_say_so_and_only_who_approves_lets_mail_leave_again(db: None) -> None:
    quarantine.begin(reason="The disk died.", by="operator", now=datetime.now(UTC))
    organiser, approver = member("UN", "organiser"), member("INTERPOL", "approver")
    for page in ("/", "/deliveries/"):
        said = [
            (button in client.get(page).text)
            for client in (organiser, approver)
            for button in ("disk died", "Let mail")
        ]
        assert said == [True, False, True, True]
    assert (organiser.post("/deliveries/let-leave/").status_code, quarantine.current() is not None) == (403, True)
    assert "Mail may leave again." in approver.post("/deliveries/let-leave/", follow=True).text
    assert (quarantine.current(), "disk died" in organiser.get("/").text) == (None, False)
    assert "There is no quarantine to end" in approver.post("/deliveries/let-leave/", follow=True).text


def test_an_uncertain_mail_is_seen_by_people_and_by_the_doctor_and_a_person_settles_it(
    clock: time_machine.Traveller, register: None
) -> None:
    kept(clock)
    Delivery.objects.update(state="uncertain", called_at=datetime.now(UTC), reason="The worker stopped.")
    organiser, page = member("UN", "organiser"), f"/deliveries/{Delivery.objects.get().pk}/"
    assert [page in organiser.get(one).text for one in ("/", "/deliveries/?state=attention")] == [True, True]
    shown = organiser.get(page).text
    assert [f'value="{act}"' in shown for act in ("arrived", "send_again", "abort")] == [True, True, True]
    assert "1 uncertain" in checks.mail().what
    organiser.post(f"{page}mend/", {"act": "arrived"})
    settled = Delivery.objects.get()
    assert (settled.state, settled.sent_at, "uncertain" in checks.mail().what) == ("sent", settled.called_at, False)
    assert Entry.objects.get(action="delivery.note_that_it_arrived").actor == "UN-organiser"
    assert 'value="arrived"' not in organiser.get(page).text

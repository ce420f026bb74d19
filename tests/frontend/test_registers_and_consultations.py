"""Pages on which people decide: consultations, overrides, efforts, the register, and agendas side by side."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled

from backend.accounts.models import Membership, User
from backend.consultations.links import consultation_url
from backend.consultations.models import ConsultedCopy, EffortRecord, Override
from backend.organisations.models import AgreementDate, Body
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from notifications.models import Delivery
from tests.factories.work import publish

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
ECOSOC = {
    "id": "ECOSOC/2027",
    "host": "UN",
    "body": "ECOSOC",
    "kind": "session",
    "title": {"en": "Economic and Social Council, 2027 session", "fr": "Conseil économique et social, session de 2027"},
    "starts": "2027-07-05",
    "ends": "2027-07-09",
    "time_zone": "America/New_York",
    "place": "New York",
}
HEALTH = {
    "id": "WHO/1",
    "host": "WHO",
    "kind": "conference",
    "scope": "international",
    "involved": [{"party": "UN", "role": "co_sponsor"}],
    "title": "Conference on counterfeit medicines",
    "starts": "2027-07-05",
    "ends": "2027-07-09",
    "agenda": {"items": [{"number": "1", "title": "Trafficking in counterfeit medicines"}]},
}


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def signed_in(party: str, role: str) -> Client:
    user = User.objects.create_user(f"{party}-{role}".lower())
    Membership.objects.create(user=user, party=party, roles=[role])
    client = Client()
    client.force_login(user)
    return client


def copy() -> ConsultedCopy:
    with scope(party="INTERPOL"):
        return ConsultedCopy.objects.get()


def test_the_office_is_asked_by_a_letter_without_a_calendar(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    with scopes_disabled():
        [delivery] = Delivery.objects.all()
    message = message_from_bytes(delivery.mime, policy=default)
    kinds = [part.get_content_type() for part in message.walk()]
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (delivery.method, delivery.recipient, kinds) == (
        "CONSULT",
        "secretariat@interpol.example",
        ["multipart/alternative", "text/plain", "text/html"],
    )
    assert consultation_url(copy().key).split("/consulted/")[0] + "/consulted/" in text
    assert "Articles 2 and 7" in text
    assert "articles 2 et 7" in text


def test_the_secretariat_answers_on_its_page(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    client = signed_in("INTERPOL", "secretariat")
    assert "Economic and Social Council" in client.get("/consultations/").content.decode()
    page = f"/consultations/{copy().key}/"
    assert client.get(page).status_code == 200
    said = {"question": "matter_of_interest", "answer": "yes", "text": "Item on crime"}
    assert client.post(page, said).status_code == 302
    assert copy().state == "answered"


def test_an_observer_may_look_but_not_answer(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    client, page = signed_in("INTERPOL", "observer"), f"/consultations/{copy().key}/"
    assert "Yes, it concerns us" not in client.get(page).content.decode()
    assert client.post(page, {"question": "matter_of_interest", "answer": "yes"}).status_code == 403
    assert copy().state == "open"


def test_the_link_shows_on_get_and_answers_on_post(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    link = consultation_url(copy().key).removeprefix("http://127.0.0.1:8000")
    refused = signed_in("UN", "approver").post(link, {"question": "matter_of_interest", "answer": "no"})
    assert (refused.status_code, "only the invited answer" in refused.content.decode()) == (403, True)
    stranger = Client(enforce_csrf_checks=True)
    assert [stranger.get(link).status_code, stranger.head(link).status_code, copy().state] == [200, 200, "open"]
    assert stranger.post(link, {"question": "matter_of_interest", "answer": "no"}).status_code == 200
    assert copy().state == "answered"
    assert stranger.get(link[:-3] + "x/").status_code == 404


def test_the_host_sees_no_consultation_of_the_other_side(clock: time_machine.Traveller) -> None:
    publish(ECOSOC, clock)
    assert signed_in("UN", "secretariat").get(f"/consultations/{copy().key}/").status_code == 404


def test_an_approver_overrides_with_a_reason_and_lifts_it(clock: time_machine.Traveller) -> None:
    meeting = publish(ECOSOC, clock)
    client, page = signed_in("UN", "approver"), f"/meetings/{meeting.key}/override/INTERPOL/"
    assert client.post(page, {"invite": "yes", "clause": "6(2)", "reason": "  "}).status_code == 422
    assert client.post(page, {"invite": "yes", "clause": "6(2)", "reason": "Custom"}).status_code == 302
    with scope(party="UN"):
        kept = Override.objects.get()
    assert client.post(page, {"lift": str(kept.pk)}).status_code == 302
    assert "Custom" in client.get(page).content.decode()


def test_the_effort_is_drafted_recorded_and_closed(clock: time_machine.Traveller) -> None:
    meeting = publish(HEALTH, clock)
    client, page = signed_in("UN", "organiser"), f"/meetings/{meeting.key}/efforts/"
    drafted = client.get(page).context["form"].initial
    assert (drafted["guest"], drafted["asked_of"], "Article 6 (4)" in drafted["letter"]) == ("INTERPOL", "WHO", True)
    asked = {**drafted, "asked_on": "2027-01-12", "channel": "letter"}
    assert client.post(page, asked).status_code == 302
    with scope(party="UN"):
        effort = EffortRecord.objects.get()
    close = f"{page}{effort.pk}/"
    assert client.post(close, {"outcome": "refused", "answered_on": "2027-02-01"}).status_code == 422
    said = {"outcome": "refused", "answered_on": "2027-02-01", "evidence": "Letter of 1 February"}
    assert client.post(close, said).status_code == 302
    assert "Made, refused" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "الأمين العام للأمم المتحدة"),
        ("en", "Under Article 6 (4) of the Cooperation Agreement"),
        ("es", "invitar a INTERPOL a enviar representantes en calidad de observadores"),
        ("fr", "En vertu de l'article 6, paragraphe 4, de l'Accord de coopération"),
        ("ru", "Генеральный секретарь Интерпола (secretariat@interpol.example)"),
        ("zh", "《合作协定》第六条第4款"),
    ],
)
def test_the_letter_to_a_third_host_is_drafted_in_the_language_that_is_chosen(
    clock: time_machine.Traveller, language: str, said: str
) -> None:
    meeting = publish(HEALTH, clock)
    client, page = signed_in("UN", "organiser"), f"/meetings/{meeting.key}/efforts/"
    typed = {"guest": "INTERPOL", "asked_of": "Dr. Roy", "letter": "My own", "language": language, "act": "draft"}
    shown = client.post(page, typed).context["form"]
    assert (shown["asked_of"].value(), said in shown["letter"].value()) == ("Dr. Roy", True)
    with scope(party="UN"):
        assert EffortRecord.objects.count() == 0


def test_the_register_is_read_by_both_and_kept_by_its_owner() -> None:
    ours, theirs = signed_in("UN", "secretariat"), signed_in("INTERPOL", "secretariat")
    assert "Counter-Terrorism Committee" in theirs.get("/register/").content.decode()
    confirm = {"act": "confirm", "source": "decision of the Committee"}
    assert theirs.post("/register/CTC/", confirm).status_code == 422
    assert ours.post("/register/CTC/", confirm).status_code == 302
    correct = {"act": "correct", "observers": "open", "valid_from": "2027-03-01", "source": "new rule", "seats": "2"}
    assert ours.post("/register/CTC/", correct).status_code == 302
    rows = Body.objects.get(code="CTC").policies.order_by("pk")
    assert [(p.observers, p.confidence) for p in rows] == [
        ("undecided", "assumed"),
        ("undecided", "sourced"),
        ("open", "sourced"),
    ]


def test_the_dates_of_the_agreement_are_recorded_with_their_source() -> None:
    client = signed_in("UN", "secretariat")
    assert client.post("/register/agreement/", {"event": "in_force", "on": "1997-07-08"}).status_code == 422
    said = {"event": "in_force", "on": "1997-07-08", "source": "UNTS"}
    assert client.post("/register/agreement/", said).status_code == 302
    assert [(d.event, d.source, d.recorded_by) for d in AgreementDate.objects.all()] == [
        ("in_force", "UNTS", "un-secretariat")
    ]


def test_two_agendas_stand_side_by_side(clock: time_machine.Traveller) -> None:
    first = {"items": [{"number": "1", "title": "Trafficing in persons"}]}
    second = {"items": [{"number": "1", "title": "Trafficking in persons"}, {"number": "2", "title": "Firearms"}]}
    publish(ECOSOC | {"agenda": first}, clock)
    meeting = publish(ECOSOC | {"agenda": second}, clock)
    page = signed_in("UN", "organiser").get(f"/meetings/{meeting.key}/agendas/1/2/").content.decode()
    assert ["Reworded" in page, "Added" in page, "a slip of the pen in one or two words" in page] == [True] * 3

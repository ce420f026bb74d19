"""What the pages of a secretariat do, for programs: received mails, consultations, efforts, overrides, time zones."""

from email import message_from_bytes

import pytest

from backend.domain.parties import Party
from tests.api.conftest import Speak
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def test_received_mails_are_read_and_settled(world: World, speak: Speak) -> None:
    mine, client = world[Party.UN], speak(Party.UN)
    [waiting] = client.get("/api/v1/inbound/?state=set_aside").json()["results"]
    shown = (waiting["id"], waiting["subject"], waiting["kind"], waiting["findings"])
    assert shown == (mine.inbound.pk, "Re: Invitation", "human", [])
    raw = client.get(f"/api/v1/inbound/{mine.inbound.pk}/message.eml/")
    body = message_from_bytes(raw.content).get_payload()
    assert (raw["Content-Type"], body) == ("message/rfc822", "Yes, we accept.\r\n")
    act = f"/api/v1/inbound/{mine.inbound.pk}/"
    foreign = client.post(f"{act}apply/", {"mailbox": mine.person.attendee_id, "partstat": "DECLINED"})
    assert (foreign.status_code, foreign.json()["errors"][0]["code"]) == (400, "not_invited")
    assert client.post(f"{act}send-link/", {"mailbox": waiting["mailbox"]}).json()["state"] == "set_aside"
    applied = client.post(f"{act}apply/", {"mailbox": waiting["mailbox"], "partstat": "DECLINED"})
    assert (applied.status_code, applied.json()["state"]) == (200, "settled")
    assert client.get("/api/v1/replies/?partstat=DECLINED").json()["count"] == 1
    again = client.post(f"{act}dismiss/", {"note": "seen"})
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_settled")


def test_a_consultation_is_answered_once(world: World, speak: Speak) -> None:
    key, client = world[Party.INTERPOL].consulted.key, speak(Party.INTERPOL)
    address = f"/api/v1/consultations/{key}/"
    asked = client.get(address).json()
    codes = [question["code"] for question in asked["questions"]]
    assert (asked["host"], asked["state"], codes) == ("UN", "open", ["matter_of_interest"])
    said = {"question": codes[0], "answer": "yes", "text": "It concerns us."}
    answered = client.post(f"{address}answer/", said).json()
    assert (answered["state"], answered["answers"][0]["text"]) == ("answered", "It concerns us.")
    refused = client.post(f"{address}answer/", said)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "not_asked")
    assert client.get("/api/v1/consultations/?state=answered").json()["count"] == 1


def test_an_effort_is_recorded_for_a_meeting_of_one_s_own_and_closed_with_evidence(world: World, speak: Speak) -> None:
    mine, client = world[Party.UN], speak(Party.UN)
    wanted = {"meeting": str(mine.third.key), "guest": "INTERPOL", "asked_of": "WHO", "asked_on": "2027-01-12",
              "letter": "Please invite them."}  # fmt: skip
    made = client.post("/api/v1/efforts/", wanted)
    assert (made.status_code, made.json()["outcome"], made.json()["meeting"]) == (201, "pending", str(mine.third.key))
    foreign = client.post("/api/v1/efforts/", wanted | {"meeting": str(world[Party.INTERPOL].third.key)})
    assert (foreign.status_code, foreign.json()["errors"][0]["code"]) == (400, "unknown_meeting")
    end = f"/api/v1/efforts/{made.json()['id']}/close/"
    bare = client.post(end, {"outcome": "refused", "answered_on": "2027-01-20"})
    assert (bare.status_code, bare.json()["errors"][0]["attr"]) == (400, "evidence")
    closed = client.post(end, {"outcome": "refused", "answered_on": "2027-01-20", "evidence": "Letter of that day."})
    assert (closed.status_code, closed.json()["outcome"]) == (200, "refused")
    again = client.post(end, {"outcome": "no_answer", "answered_on": "2027-01-20"})
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_closed")


def test_an_override_is_made_with_a_clause_and_lifted(world: World, speak: Speak) -> None:
    mine, client = world[Party.UN], speak(Party.UN)
    wanted = {"meeting": str(mine.undecided.key), "guest": "INTERPOL", "clause": "6(2)", "invite": "yes", "reason": "r"}
    made = client.post("/api/v1/overrides/", wanted).json()
    assert (made["invite"], made["lifted_at"]) == ("yes", None)
    assert client.post("/api/v1/overrides/", wanted | {"reason": " "}).status_code == 400
    lifted = client.post(f"/api/v1/overrides/{made['id']}/lift/").json()
    assert (lifted["id"], lifted["lifted_at"] is None) == (made["id"], False)
    assert client.get("/api/v1/overrides/?in_force=true").json()["count"] == 0


def test_what_a_new_rule_of_a_zone_moved_is_decided_once(world: World, speak: Speak) -> None:
    change, client = world[Party.UN].clock, speak(Party.UN)
    decide = f"/api/v1/clock-changes/{change.pk}/decide/"
    assert client.post(decide, {"keep": "both"}).status_code == 400
    decided = client.post(decide, {"keep": "wall"}, headers={"idempotency-key": "k"})
    assert (decided.json()["kept"], decided.json()["meeting"]) == ("wall", str(change.meeting.key))
    assert client.post(decide, {"keep": "wall"}, headers={"idempotency-key": "k"}).json() == decided.json()
    again = client.post(decide, {"keep": "instant"})
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_decided")
    assert client.get("/api/v1/clock-changes/?open=true").json()["count"] == 0

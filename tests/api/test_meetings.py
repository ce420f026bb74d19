"""Meetings by API, from the POST to the guest's answer."""

import pytest
import time_machine

from backend.accounts.models import Role
from backend.domain.parties import Party
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows
from tests.api.conftest import Speak
from tests.factories.world import settle

MEETING = {
    "id": "E/CN.15/2027",
    "host": "UN",
    "body": "CCPCJ",
    "kind": "session",
    "title": {"en": "Thirty-sixth session", "fr": "Trente-sixième session"},
    "starts": "2027-05-17",
    "ends": "2027-05-21",
    "time_zone": "Europe/Vienna",
    "place": "Vienna",
    "agenda": {"stage": "provisional", "items": [{"number": "1", "title": "Trafficking in persons"}]},
}


@pytest.fixture(autouse=True)
def _register(clock: time_machine.Traveller, db: None) -> None:
    load_register_rows()
    load_topic_rows()


def codes(response: object) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in response.json()["errors"]]  # type: ignore[attr-defined]


def test_a_meeting_is_recorded_and_answered_with_its_decision(speak: Speak) -> None:
    response = speak(Party.UN).post("/api/v1/meetings/", MEETING)
    body = response.json()
    assert (response.status_code, response["ETag"], body["version"]) == (201, '"1"', 1)
    assert [(d["guest"], d["outcome"], d["priority"]) for d in body["decisions"]] == [("INTERPOL", "invite", True)]


def test_what_was_sent_comes_back(speak: Speak) -> None:
    client = speak(Party.UN)
    key = client.post("/api/v1/meetings/", MEETING).json()["key"]
    document = client.get(f"/api/v1/meetings/{key}/").json()["document"]
    assert {name: document[name] for name in ("id", "host", "title", "starts", "ends", "place")} == {
        name: MEETING[name] for name in ("id", "host", "title", "starts", "ends", "place")
    }


def test_the_main_job_goes_from_the_post_to_the_answer(speak: Speak, clock: time_machine.Traveller) -> None:
    host, guest = speak(Party.UN), speak(Party.INTERPOL)
    key = host.post("/api/v1/meetings/", MEETING).json()["key"]
    settle(clock)
    [invitation] = host.get("/api/v1/invitations/", {"meeting": key}).json()["results"]
    assert (invitation["state"], invitation["guest"], invitation["clauses"]) == ("issued", "INTERPOL", ["6(2)"])
    [delivery] = host.get("/api/v1/deliveries/", {"state": "sent"}).json()["results"]
    message = host.get(f"/api/v1/deliveries/{delivery['id']}/message.eml/")
    assert (message["Content-Type"], b"text/calendar" in message.content) == ("message/rfc822", True)
    [received] = guest.get("/api/v1/received/").json()["results"]
    wanted = {"partstat": "ACCEPTED", "comment": "With pleasure."}
    answered = guest.post(f"/api/v1/received/{received['key']}/answer/", wanted)
    assert (answered.status_code, answered.json()["answer"]) == (200, "ACCEPTED")
    [reply] = host.get("/api/v1/replies/", {"invitation": invitation["key"]}).json()["results"]
    assert (reply["partstat"], reply["channel"], reply["comment"]) == ("ACCEPTED", "api", "With pleasure.")


def test_the_same_id_is_refused_the_second_time(speak: Speak) -> None:
    client = speak(Party.UN)
    client.post("/api/v1/meetings/", MEETING)
    again = client.post("/api/v1/meetings/", MEETING)
    assert (again.status_code, codes(again)) == (409, [("already_recorded", "id")])


def test_a_change_needs_the_version_that_was_read(speak: Speak) -> None:
    client = speak(Party.UN)
    made = client.post("/api/v1/meetings/", MEETING)
    path, moved = f"/api/v1/meetings/{made.json()['key']}/", MEETING | {"starts": "2027-05-18"}
    bare = client.put(path, moved)
    assert (bare.status_code, codes(bare)) == (428, [("version_required", "If-Match")])
    odd = client.put(path, moved, headers={"if-match": "yesterday's"})
    assert (odd.status_code, codes(odd)) == (400, [("version_unknown", "If-Match")])
    changed = client.put(path, moved, headers={"if-match": made["ETag"]})
    assert (changed.status_code, changed["ETag"], changed.json()["starts_on"]) == (200, '"2"', "2027-05-18")
    late = client.put(path, MEETING, headers={"if-match": made["ETag"]})
    assert (late.status_code, codes(late)) == (409, [("edited_meanwhile", None)])


def test_the_id_of_a_meeting_does_not_change(speak: Speak) -> None:
    client = speak(Party.UN)
    made = client.post("/api/v1/meetings/", MEETING)
    path = f"/api/v1/meetings/{made.json()['key']}/"
    other = client.put(path, MEETING | {"id": "another"}, headers={"if-match": "*"})
    assert (other.status_code, codes(other)) == (400, [("other_meeting", "id")])


def test_nobody_records_the_other_partys_meetings(speak: Speak) -> None:
    refused = speak(Party.INTERPOL).post("/api/v1/meetings/", MEETING)
    assert (refused.status_code, codes(refused)) == (403, [("not_allowed", "host")])


def test_a_third_hosts_meeting_belongs_to_whoever_records_it(speak: Speak) -> None:
    third = MEETING | {"host": "WHO", "body": None}
    for party in Party:
        assert speak(party).post("/api/v1/meetings/", third).status_code == 201


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"time_zone": "Europe/Wien"}, ("unknown_zone", "time_zone")),
        ({"ends": "2027-05-01"}, ("end_before_start", "ends")),
        ({"starts": "2027-03-28T02:30", "ends": "2027-03-28T09:00"}, ("missing_hour", "starts")),
        ({"starts": "2027-10-31T02:30", "ends": "2027-10-31T09:00"}, ("repeated_hour", "starts")),
        ({"sittings": [{"id": "1", "starts": "2027-03-28T02:30", "ends": "2027-03-28T09:00"}]},
         ("missing_hour", "sittings[0].starts")),
        ({"sittings": [{"id": "1", "starts": "2027-10-31T01:00", "ends": "2027-10-31T02:30"}]},
         ("repeated_hour", "sittings[0].ends")),
        ({"title": {}}, ("value_error", "title")),
        ({"agenda": {"items": [{"number": "1", "title": "a"}, {"number": "1", "title": "b"}]}},
         ("duplicate_number", "agenda.items")),
    ],
)  # fmt: skip
def test_wrong_input_says_what_where_and_how_to_mend_it(
    speak: Speak, change: dict[str, object], expected: tuple[str, str]
) -> None:
    client = speak(Party.UN)
    refused = client.post("/api/v1/meetings/", MEETING | change)
    assert (refused.status_code, codes(refused)) == (400, [expected])
    assert client.get("/api/v1/meetings/").json()["count"] == 0


def test_every_mistake_is_named_at_once(speak: Speak) -> None:
    refused = speak(Party.UN).post("/api/v1/meetings/", {"host": "UN"})
    assert {attr for _, attr in codes(refused)} == {"id", "title", "starts", "ends"}


def test_only_organisers_and_approvers_record(speak: Speak) -> None:
    for role in (Role.SECRETARIAT, Role.OBSERVER, Role.AUDITOR):
        refused = speak(Party.UN, role).post("/api/v1/meetings/", MEETING)
        assert (refused.status_code, codes(refused)) == (403, [("not_allowed", None)])


def test_a_cancelled_meeting_is_told_at_once(speak: Speak, clock: time_machine.Traveller) -> None:
    host, guest = speak(Party.UN), speak(Party.INTERPOL)
    key = host.post("/api/v1/meetings/", MEETING).json()["key"]
    settle(clock)
    cancelled = host.post(f"/api/v1/meetings/{key}/cancel/", {"reason": "No quorum."})
    assert (cancelled.status_code, cancelled.json()["status"], cancelled["ETag"]) == (200, "cancelled", '"2"')
    settle(clock)
    [received] = guest.get("/api/v1/received/").json()["results"]
    assert (received["state"], received["document"]["status"]) == ("concluded", "cancelled")


def test_evaluate_saves_nothing(speak: Speak) -> None:
    client = speak(Party.UN, Role.OBSERVER)
    [decision] = client.post("/api/v1/evaluate/", MEETING).json()
    assert (decision["meeting"], decision["guest"], decision["outcome"]) == ("E/CN.15/2027", "INTERPOL", "invite")
    assert client.get("/api/v1/meetings/").json()["count"] == 0


def test_match_answers_in_the_same_order(speak: Speak) -> None:
    items = [{"id": 7, "title": "Election of officers"}, {"id": "b", "title": "Trafficking in persons"}]
    found = speak(Party.UN).post("/api/v1/match/", {"guest": "INTERPOL", "items": items}).json()
    assert [(one["id"], one["relevant"]) for one in found] == [(7, "no"), ("b", "yes")]
    assert found[1]["topics"][0]["evidence"][0]["text"].lower() == "trafficking in persons"

"""A party's own terms, and people's words on matches."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from backend.accounts.models import Membership, User
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.topics.models import Interest
from backend.topics.services import load_topic_rows
from backend.topics.terms import OwnTerm, TermMissing, TopicMissing, keep_term, own_terms, withdraw_term
from scheduler.matches import Word, corrections, judge_match, matches_of
from scheduler.matching import Subject
from scheduler.terms import Change, changes, party_matcher
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
BLUE = OwnTerm("en", "blue candle programme", "strong", "THB")


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def published(title: str, *below: str) -> Meeting:
    """A meeting with one item, and the titles of its sub-items."""
    items = [{"number": "1", "title": title}]
    items += [{"number": f"1({n})", "parent": "1", "title": one} for n, one in enumerate(below)]
    data = {
        "id": "M/1",
        "host": "UN",
        "body": "ECOSOC",
        "kind": "session",
        "title": "Session",
        "starts": "2027-07-05",
        "ends": "2027-07-09",
        "agenda": {"items": items},
    }
    return keep_meeting(data, by="writer", now=NOW, owner=Party.UN).meeting


def outcomes() -> list[str]:
    with scope(party="UN"):
        return list(Decision.objects.order_by("number").values_list("outcome", flat=True))


def record(term: OwnTerm, party: Party = Party.INTERPOL) -> int:
    return keep_term(term, party=party, by="keeper", now=NOW).pk


def relevance(title: str, party: Party = Party.INTERPOL) -> str:
    return party_matcher(party).match(Subject(title)).relevant


def test_a_party_s_term_counts_for_that_party_alone_until_it_is_withdrawn() -> None:
    key = record(BLUE)
    assert (relevance("Blue candle programmes"), relevance("Blue candle programmes", Party.UN)) == ("yes", "no")
    assert withdraw_term(key, party=Party.UN, by="stranger", now=NOW) is False
    assert withdraw_term(key, party=Party.INTERPOL, by="keeper", now=NOW) is True
    assert (relevance("Blue candle programmes"), own_terms(Party.INTERPOL)) == ("no", ())


def test_a_shipped_term_can_be_struck_and_a_guard_added() -> None:
    record(OwnTerm("en", "Piracy", "struck"))
    record(OwnTerm("en", "drug counter", "guard"))
    assert [relevance("Piracy"), relevance("Drug counter staffing"), relevance("Drugs")] == ["no", "no", "yes"]


def test_a_term_without_words_or_topic_is_refused() -> None:
    with pytest.raises(TermMissing):
        record(OwnTerm("en", " <x> ", "strong", "THB"))
    with pytest.raises(TopicMissing):
        record(OwnTerm("en", "candle", "strong"))


def test_future_meetings_are_decided_again_when_a_term_is_recorded(clock: time_machine.Traveller) -> None:
    published("Blue candle programme")
    drain(clock)
    record(BLUE)
    drain(clock)
    assert outcomes() == ["not_required", "invite"]


def test_what_would_change_is_seen_before_saving() -> None:
    with scope(party="UN"):
        published("Blue candle programme", "Technical assistance")
        found = [changes(Party.UN, OwnTerm("en", "blue candle", kind, "THB")) for kind in ("weak", "strong")]
    assert found == [
        [Change("Blue candle programme", "en", "Session", "no", "borderline")],
        [Change(title, "en", "Session", "no", "yes") for title in ("Blue candle programme", "Technical assistance")],
    ]
    assert own_terms(Party.UN) == ()


def test_a_rejected_match_is_none_and_an_added_one_counts_for_this_wording_only(clock: time_machine.Traveller) -> None:
    with scope(party="UN"):
        meeting = published("Drug control")
        drain(clock)
        for word in (Word("1", "DRG", False, "statistics only"), Word("1", "THB", True, "see the annotation")):
            judge_match(meeting, word, guest=Party.INTERPOL, by="reader", on=date(2027, 1, 11))
        topics = [[(m.topic, m.confidence) for m in one.matters] for one in matches_of(meeting)]
        again = matches_of(published("Drug control and statistics"))
        said = [(one.title, one.topic, one.accepted) for one in corrections()]
    assert topics == [[("THB", 1.0)]]
    assert [[m.topic for m in one.matters] for one in again] == [["DRG"]]
    assert said == [("Drug control", "THB", True), ("Drug control", "DRG", False)]


def test_a_rejected_only_match_ends_the_duty(clock: time_machine.Traveller) -> None:
    with scope(party="UN"):
        meeting = published("Drug control")
        drain(clock)
        judge_match(meeting, Word("1", "DRG", False, "x"), guest=Party.INTERPOL, by="r", on=date(2027, 1, 11))
        drain(clock)
    assert outcomes() == ["invite", "not_required"]


@pytest.fixture
def keeper(client: Client) -> Client:
    user = User.objects.create(username="keeper")
    Membership.objects.create(user=user, party="UN", roles=["approver"])
    client.force_login(user)
    return client


def test_the_bench_shows_what_matches_and_why(keeper: Client) -> None:
    page = keeper.get("/terms/", {"title": "Fight against fraud", "language": "en"}).content.decode()
    assert ("It concerns us." in page, "<mark><bdi>fraud</bdi></mark>" in page) == (True, True)


def test_the_shipped_terms_of_a_topic_can_be_read_in_each_language(keeper: Client) -> None:
    pages = {
        lang: keeper.get("/terms/", {"shipped": "VEH", "language": lang}).content.decode() for lang in ("en", "zh")
    }
    assert ("<bdi>carjacking</bdi>" in pages["en"], "<bdi>汽车盗窃</bdi>" in pages["zh"]) == (True, True)


def test_the_page_checks_keeps_and_withdraws(keeper: Client) -> None:
    with scope(party="UN"):
        published("Blue candle programme")
    said = {"text": "blue candle", "language": "en", "kind": "strong", "topic": "THB"}
    checked = keeper.post("/terms/", {**said, "act": "check"}).content.decode()
    assert ("1 published item would be judged otherwise" in checked, own_terms(Party.UN)) == (True, ())
    assert keeper.post("/terms/", {**said, "act": "keep"}).status_code == 302
    assert own_terms(Party.UN) == (OwnTerm("en", "blue candle", "strong", "THB"),)
    key = keep_term(BLUE, party=Party.UN, by="keeper", now=NOW).pk
    keeper.post("/terms/", {"act": "withdraw", "term": key})
    assert own_terms(Party.UN) == (OwnTerm("en", "blue candle", "strong", "THB"),)


def test_a_match_is_rejected_by_page_and_listed_among_the_corrections(keeper: Client) -> None:
    with scope(party="UN"):
        meeting = published("Drug control")
    address = f"/meetings/{meeting.key}/matches/"
    assert b"Drug control" in keeper.get(address).content
    said = {"number": "1", "guest": "INTERPOL", "topic": "DRG", "answer": "no", "source": "statistics only"}
    assert keeper.post(address, said).status_code == 302
    assert b"Nothing was found." in keeper.get(address).content
    assert b"statistics only" in keeper.get("/terms/corrections/").content


def test_what_would_change_without_a_term_is_seen_before_withdrawing(keeper: Client) -> None:
    with scope(party="UN"):
        published("Blue candle programme")
    key = keep_term(BLUE, party=Party.UN, by="keeper", now=NOW).pk
    page = keeper.post("/terms/", {"act": "without", "term": key}).content.decode()
    assert ("1 published item would be judged otherwise" in page, "concerns us → does not" in page) == (True, True)
    assert own_terms(Party.UN) == (BLUE,)


def test_what_an_interest_would_change_is_seen_before_it_is_recorded(keeper: Client) -> None:
    with scope(party="UN"):
        published("Trafficking in persons")
    said = {"topic": "THB", "basis": "ended", "valid_from": "1997-07-08", "valid_until": "2027-01-31", "act": "check"}
    page = keeper.post("/register/interests/", said).content.decode()
    assert ("1 published item would be judged otherwise" in page, "concerns us → does not" in page) == (True, True)
    later = keeper.post("/register/interests/", said | {"valid_until": "2027-12-31"}).content.decode()
    assert "0 published items would be judged otherwise" in later
    assert Interest.objects.filter(party="UN", superseded_at__isnull=False).count() == 0

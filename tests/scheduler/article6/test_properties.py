"""What holds for every meeting, whatever is known of it."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.decisions import Answer, Outcome
from backend.domain.meetings import Openness
from backend.domain.parties import Party
from scheduler.article6.engine import Ruling, decide
from scheduler.article6.explanation import as_document
from scheduler.article6.facts import ItemFacts, Matter, MeetingFacts
from scheduler.article6.inputs import facts_document, facts_from
from scheduler.article6.readings import FIRST

from .known import TOPICS, any_facts, facts, item, items, opening

STRENGTH = {
    Outcome.NOT_APPLICABLE: 0,
    Outcome.NOT_REQUIRED: 1,
    Outcome.CONSULT: 2,
    Outcome.HOLD: 2,
    Outcome.BEST_EFFORT: 3,
    Outcome.INVITE: 3,
}


def own(ruling: Ruling) -> dict[str, Answer]:
    """The answers of the paragraph that looks at meetings of this host."""
    judged = next(one for one in ruling.clauses[1:] if one.host.answer is Answer.YES)
    return {finding.condition: finding.answer for finding in judged.findings}


def words(facts_: MeetingFacts) -> str:
    return json.dumps(as_document("M/1", facts_, decide(facts_)), ensure_ascii=False, sort_keys=True)


@given(any_facts())
def test_every_meeting_is_decided_on_all_four_clauses_with_reasons_in_both_languages(given_: MeetingFacts) -> None:
    ruling = decide(given_)
    assert [one.clause.cite for one in ruling.clauses] == ["6(1)", "6(2)", "6(3)", "6(4)"]
    for judged in ruling.clauses:
        assert len(judged.findings) == 1 + len(judged.clause.when) + len(judged.clause.either)
        for finding in judged.findings:
            assert finding.because["en"].endswith(".")
            assert finding.because["fr"].endswith(".")


@given(any_facts())
def test_each_outcome_has_its_preconditions(given_: MeetingFacts) -> None:
    ruling, ended = decide(given_), decide(given_).clauses[0].outcome == "not_applicable"
    outcome, found = ruling.outcome, own(ruling)
    asked = {finding.condition for finding in ruling.questions}
    if outcome is Outcome.INVITE:
        assert {found["in_force"], found["kind_covered"], found["observers_allowed"]} == {Answer.YES}
        assert Answer.YES in {found["matter_of_interest"], found.get("crime_prevention")}
    if outcome is Outcome.BEST_EFFORT:
        assert given_.host_party is None
        assert set(found.values()) == {Answer.YES}
    if outcome is Outcome.HOLD:
        assert "observers_allowed" in asked
    if outcome is Outcome.CONSULT:
        assert asked
        assert "observers_allowed" not in asked
    if outcome is Outcome.STANDING:
        assert given_.general_assembly
    if outcome is Outcome.CO_HOST:
        assert given_.organisers >= {"UN", "INTERPOL"}
    if outcome is Outcome.NOT_APPLICABLE:
        assert ended
    if outcome not in {Outcome.HOLD, Outcome.CONSULT}:
        assert asked == set()


@given(any_facts())
def test_priority_and_partial_are_said_of_invitations_alone(given_: MeetingFacts) -> None:
    ruling = decide(given_)
    invited = ruling.outcome is Outcome.INVITE
    openings = [*(one.openness for one in given_.items), *(one.openness for one in given_.sittings)]
    assert ruling.priority is (invited and given_.host == "UN" and given_.crime_prevention)
    assert ruling.partial is (invited and Openness.CLOSED in openings)


@given(any_facts())
def test_unknown_never_behaves_like_no(given_: MeetingFacts) -> None:
    ruling = decide(given_)
    if ruling.outcome is Outcome.NOT_REQUIRED and given_.status != "cancelled":
        found = own(ruling)
        either = {found.pop(name, Answer.NO) for name in ("matter_of_interest", "crime_prevention")}
        assert Answer.NO in found.values() or either == {Answer.NO}


@given(any_facts(), st.randoms(use_true_random=False))
def test_the_order_of_items_sittings_and_topics_does_not_matter(given_: MeetingFacts, random: object) -> None:
    shuffled_items = [replace(one, matters=one.matters[::-1]) for one in given_.items]
    random.shuffle(shuffled_items)  # type: ignore[attr-defined]
    other = replace(given_, items=tuple(shuffled_items), sittings=given_.sittings[::-1])
    one, two = (json.loads(words(each)) for each in (given_, other))
    for document in (one, two):
        for name in ("open_items", "closed_items", "undecided_items"):
            document[name].sort()
    assert one == two


@given(any_facts())
def test_the_same_facts_give_the_same_bytes_also_after_being_stored(given_: MeetingFacts) -> None:
    stored = json.loads(json.dumps(facts_document(given_)))
    assert words(given_) == words(given_) == words(facts_from(stored, FIRST))


@given(any_facts())
def test_no_sentence_shows_the_code_of_a_topic(given_: MeetingFacts) -> None:
    document = as_document("M/1", given_, decide(given_))
    text = json.dumps([document["clauses"], document["notes"], document["explanation"], document["questions"]])
    assert not any(f'"{code}' in text or f" {code}," in text for code in TOPICS)


@given(any_facts())
def test_closing_everything_never_invites(given_: MeetingFacts) -> None:
    shut = opening(Openness.CLOSED)
    closed = replace(
        given_,
        meeting=shut,
        sittings=tuple(shut for _ in given_.sittings),
        items=tuple(replace(one, opening=shut) for one in given_.items),
    )
    assert decide(closed).outcome is not Outcome.INVITE


@given(any_facts(), st.data())
def test_opening_an_item_never_weakens_what_is_owed(given_: MeetingFacts, data: st.DataObject) -> None:
    if not given_.items:
        return
    place = data.draw(st.integers(0, len(given_.items) - 1))
    opened = replace(given_.items[place], opening=opening(Openness.OPEN, "item"))
    after = replace(given_, items=(*given_.items[:place], opened, *given_.items[place + 1 :]))
    _not_weaker(given_, after)


@given(any_facts())
def test_an_open_item_that_surely_matches_never_weakens_what_is_owed(given_: MeetingFacts) -> None:
    _not_weaker(given_, replace(given_, items=(*given_.items, item("99", Openness.OPEN, "ORG"))))


@given(any_facts(), st.data())
def test_confirming_a_doubtful_match_never_weakens_what_is_owed(given_: MeetingFacts, data: st.DataObject) -> None:
    if given_.host_party is None or not given_.items:
        return
    place = data.draw(st.integers(0, len(given_.items) - 1))
    one = given_.items[place]
    sure = replace(one, matters=tuple(replace(matter, sure=True) for matter in one.matters))
    _not_weaker(given_, replace(given_, items=(*given_.items[:place], sure, *given_.items[place + 1 :])))


def _not_weaker(before: MeetingFacts, after: MeetingFacts) -> None:
    one, two = decide(before).outcome, decide(after).outcome
    assert STRENGTH.get(two, 3) >= STRENGTH.get(one, 3), (one, two)


@given(any_facts(), st.data())
def test_an_exclusion_never_creates_a_duty(given_: MeetingFacts, data: st.DataObject) -> None:
    if not given_.items:
        return
    place = data.draw(st.integers(0, len(given_.items) - 1))
    closed = replace(given_.items[place], opening=opening(Openness.CLOSED, "decision"), own=True)
    after = replace(given_, items=(*given_.items[:place], closed, *given_.items[place + 1 :]))
    owed = {Outcome.INVITE, Outcome.BEST_EFFORT}
    assert decide(given_).outcome in owed or decide(after).outcome not in owed


SETTLED = set(Outcome) - {Outcome.HOLD, Outcome.CONSULT}


@given(any_facts(), st.sampled_from(["scope", "involvement", "meeting"]), st.data())
def test_what_becomes_known_never_turns_a_settled_answer_unless_it_is_in_the_trace(
    given_: MeetingFacts, name: str, data: st.DataObject
) -> None:
    unknown = {"scope": None, "involvement": None, "meeting": opening(Openness.UNDECIDED)}
    known = {
        "scope": st.sampled_from(["international", "national"]),
        "involvement": st.sampled_from([frozenset(), frozenset({"support"})]),
        "meeting": st.sampled_from([opening(Openness.OPEN), opening(Openness.CLOSED)]),
    }
    before = replace(given_, **{name: unknown[name]})  # type: ignore[arg-type]
    after = replace(given_, **{name: data.draw(known[name])})  # type: ignore[arg-type]
    one, two = decide(before), decide(after)
    if {one.outcome, two.outcome} <= SETTLED and one.outcome is not two.outcome:
        assert own(one) != own(two)


@given(items(), st.sampled_from(Openness), st.sampled_from(["session", "training", None]))
def test_6_2_and_6_3_are_mirrors_but_for_the_second_sentence(
    agenda: tuple[ItemFacts, ...], openness: Openness, kind: str | None
) -> None:
    shared = {"items": agenda, "meeting": opening(openness), "kind": kind}
    one, two = decide(facts(host="UN", **shared)), decide(facts(host="INTERPOL", **shared))
    assert one.outcome is two.outcome
    assert [one.clauses[1].outcome, one.clauses[2].outcome] == [two.clauses[2].outcome, two.clauses[1].outcome]


@given(items())
def test_borderline_matches_alone_never_settle_anything(agenda: tuple[ItemFacts, ...]) -> None:
    doubtful = tuple(
        ItemFacts(one.number, opening(Openness.OPEN), (Matter(one.number, "ORG", 0.4, (), False),)) for one in agenda
    )
    for host in ("UN", "INTERPOL"):
        assert decide(facts(host=host, items=doubtful)).outcome is Outcome.CONSULT
    involved = facts(host="WHO", guest=Party.INTERPOL, items=doubtful, involvement=frozenset({"support"}))
    assert decide(involved).outcome is Outcome.CONSULT

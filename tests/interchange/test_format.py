"""The interchange format: what is stated is read as meant, what is doubtful is noted, what is broken is refused."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.errors import Invalid
from backend.interchange.doubts import doubts
from backend.interchange.format import as_document, parse_meeting, read_file
from backend.interchange.record import MeetingRecord

LEAST = {"id": "M/1", "host": "UN", "title": "Session", "starts": "2026-05-18", "ends": "2026-05-22"}
HOURS = {"starts": "2026-05-18T10:00", "ends": "2026-05-18T18:00", "time_zone": "Europe/Vienna"}
OPTIONAL = [name for name in MeetingRecord.model_fields if name not in {"id", "host", "title", "starts", "ends"}]


def refusals(**stated: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        parse_meeting({**LEAST, **stated})
    return [(problem.where, problem.message) for problem in refused.value.problems]


def doubted(**stated: object) -> list[str]:
    return [doubt.code for doubt in doubts(parse_meeting({**LEAST, **stated}))]


def read(path: Path, text: str | bytes) -> list[str]:
    """The ids of the meetings in a file of this content, or “refused”."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ["refused" if isinstance(one, Invalid) else one.id for _, one in read_file(path)]


# What must and what may be stated.


def test_only_id_host_title_starts_and_ends_are_required() -> None:
    assert parse_meeting(LEAST).id == "M/1"
    for name in LEAST:
        with pytest.raises(Invalid) as refused:
            parse_meeting({key: value for key, value in LEAST.items() if key != name})
        assert [problem.where for problem in refused.value.problems] == [name]


def test_every_other_key_may_be_absent_or_null() -> None:
    bare = parse_meeting(LEAST)
    for name in OPTIONAL:
        stated = parse_meeting({**LEAST, name: None})
        expected = bare.model_copy(update={"involved": None}) if name == "involved" else bare
        assert stated == expected, name


def test_involved_null_is_not_known_and_absent_is_nobody() -> None:
    assert parse_meeting({**LEAST, "involved": None}).involved is None
    assert parse_meeting(LEAST).involved == parse_meeting({**LEAST, "involved": []}).involved == ()


def test_native_types_of_yaml_are_taken_as_written(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        """meetings:
- id: 2026
  host: UN
  title: Session
  starts: 2026-05-18 10:00:00
  ends: 2026-05-18T18:00
  time_zone: Europe/Vienna
  agenda:
    issued: 2026-04-06
    items: [{number: 5, title: One}, {number: 3.1, title: Two, parent: 5}]
  sittings: [{id: 1, starts: 2026-05-18T10:00:00, ends: 2026-05-18T13:00, items: [5, 3.1]}]
  decisions: [{effect: Exclude, from: 2026-01-01, until: 2026-12-31 10:00:00}]
  agreement: {terminated_notice: 2030-03-01}
"""
    )
    [(_, record)] = read_file(path)
    assert isinstance(record, MeetingRecord)
    assert (record.id, record.starts) == ("2026", datetime(2026, 5, 18, 10))  # noqa: DTZ001 - a wall time
    assert record.agenda is not None
    assert [(item.number, item.parent) for item in record.agenda.items] == [("5", None), ("3.1", "5")]
    assert record.sittings[0].items == ("5", "3.1")
    assert record.decisions[0].valid_until == date(2026, 12, 31)


def test_item_numbers_are_taken_as_they_are_written(tmp_path: Path) -> None:
    head = "{id: M/1, host: UN, title: a, starts: 2026-05-18, ends: 2026-05-22, agenda: {items: ["
    numbers = ["1.1", "1.10", "007", "12"]
    yaml_items = ", ".join(f"{{number: {number}, title: x}}" for number in numbers)
    json_items = ", ".join(f'{{"number": {number}, "title": "x"}}' for number in ("1.1", "1.10", "12"))
    (tmp_path / "a.yaml").write_text(f"meetings: [{head}{yaml_items}]}}}}]")
    (tmp_path / "b.json").write_text(json.dumps(LEAST)[:-1] + f', "agenda": {{"items": [{json_items}]}}}}')
    found = []
    for path in (tmp_path / "a.yaml", tmp_path / "b.json"):
        [(_, record)] = read_file(path)
        assert isinstance(record, MeetingRecord)
        assert record.agenda is not None
        found.append([item.number for item in record.agenda.items])
    assert found == [numbers, ["1.1", "1.10", "12"]]


def test_a_day_that_is_none_is_one_broken_meeting_and_not_a_broken_file(tmp_path: Path) -> None:
    one = "{id: M/%d, host: UN, title: a, starts: %s, ends: 2026-05-22}"
    days = ("2026-05-18", "2026-02-30", "2026-13-01 10:00:00")
    text = "\n".join(f"- {one % (number, day)}" for number, day in enumerate(days))
    assert read(tmp_path / "m.yaml", f"meetings:\n{text}") == ["M/0", "refused", "refused"]


def test_words_of_closed_lists_are_read_whatever_their_case() -> None:
    record = parse_meeting({**LEAST, "mode": "In person", "kind": "Session", "observers": "OPEN"})
    assert (record.mode, record.kind, record.observers) == ("in_person", "session", "open")


# Refusals.


@pytest.mark.parametrize(
    ("stated", "where", "words"),
    [
        ({"starts": "2026-02-30"}, "starts", "is not a date"),
        ({"starts": "soon"}, "starts", "is not a date"),
        ({"starts": 20260518}, "starts", "must be a date"),
        ({"starts": "2026-05-18T10:00+02:00", "ends": "2026-05-18T12:00"}, "starts", "local time without an offset"),
        ({"ends": "2026-05-17"}, "ends", "The end is before the start"),
        ({"ends": "2026-05-18T10:00"}, "ends", "both be dates, or both date-times"),
        ({**HOURS, "time_zone": "Vienna"}, "time_zone", "is not an IANA time zone"),
        (
            {**HOURS, "starts": "2026-03-29T02:30", "ends": "2026-03-29T12:00"},
            "starts",
            "does not exist in Europe/Vienna",
        ),
        (
            {**HOURS, "starts": "2026-10-25T02:30", "ends": "2026-10-25T12:00"},
            "starts",
            "happens twice in Europe/Vienna",
        ),
        (
            {
                "time_zone": "Europe/Vienna",
                "sittings": [{"id": "1", "starts": "2026-03-29T02:30", "ends": "2026-03-29T12:00"}],
            },
            "sittings[0].starts",
            "2026-03-29 02:30 does not exist in Europe/Vienna: the clocks go forward over it. Choose a time before",
        ),
        (
            {
                "time_zone": "Europe/Vienna",
                "sittings": [{"id": "1", "starts": "2026-10-25T01:00", "ends": "2026-10-25T02:30"}],
            },
            "sittings[0].ends",
            "2026-10-25 02:30 happens twice in Europe/Vienna: the clocks go back. Choose a time outside",
        ),
        ({**HOURS, "starts": "0001-01-01T00:00"}, "starts", "edge of what a calendar can count"),
        ({"title": {}}, "title", "must not be empty"),
        ({"title": {"de": "Sitzung"}}, "title", "unknown language “de”"),
        ({"title": 7}, "title", "must be a text"),
        ({"title": "x" * 5001}, "title", "more than 5000 characters"),
        ({"kind": "party"}, "kind", "Use one of 'session'"),
        ({"observers": "maybe"}, "observers", "Use one of 'open'"),
        ({"host": ""}, "host", "must not be empty"),
        ({"agenda": {"items": [{"number": "1"}]}}, "agenda.items[0].title", "This key is required"),
        ({"agenda": {"items": [{"number": "1", "title": "a"}] * 2}}, "agenda.items", "stands 2 times"),
        ({"observer_conditions": {"seats": [1]}}, "observer_conditions", "seats must be a number"),
        ({"observer_conditions": {"seats": float("nan")}}, "observer_conditions", "seats must be a number"),
        ({"observer_conditions": ["seats"]}, "observer_conditions", "conditions by name"),
        ({"decisions": [{"effect": "forbid"}]}, "decisions[0].effect", "Use one of 'admit'"),
        ({"sittings": [{"id": "1", "starts": "x", "ends": "y"}]}, "sittings[0].starts", "is not a date"),
        (
            {"sittings": [{"id": "1", "starts": "2026-05-18", "ends": "2026-05-18", "private": 3}]},
            "sittings[0].private",
            "true or false",
        ),
    ],
)
def test_what_is_broken_is_refused_with_its_place_and_the_remedy(
    stated: dict[str, object], where: str, words: str
) -> None:
    found = refusals(**stated)
    assert found[0][0] == where
    assert words in found[0][1]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert [where for where, _ in refusals(starts="x", kind="y", observers="z")] == ["starts", "kind", "observers"]


@pytest.mark.parametrize("data", [None, 5, "x", [], [1], {}, {"id": {}}, {"id": ["x"]}])
def test_what_is_no_meeting_is_refused(data: object) -> None:
    with pytest.raises(Invalid):
        parse_meeting(data)


def test_hostile_values_are_refused_in_bounded_time() -> None:
    deep: object = []
    for _ in range(10_000):
        deep = [deep]
    items = [{"number": str(n), "title": None} for n in range(5_000)]
    assert len(refusals(agenda={"items": items})) == 50
    assert parse_meeting({**LEAST, "strange": deep}).id == "M/1"


# Doubts.


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"colour": "red"}, "unknown_key"),
        ({"agenda": {"items": [{"number": "1", "title": "a", "room": "B"}]}}, "unknown_key"),
        ({"agenda": {"symbol": "paper 7"}}, "unknown_symbol"),
        ({"agenda": {"issued": "2026-05-19"}}, "agenda_after_opening"),
        ({"place": "New York", "time_zone": "Europe/Vienna"}, "zone_unlike_place"),
        ({"place": "Vienne", "time_zone": "America/New_York"}, "zone_unlike_place"),
        ({"starts": "2026-05-18T10:00", "ends": "2026-05-18T18:00"}, "zone_not_stated"),
        ({"host": "United Nations"}, "name_like_a_party"),
        ({"involved": [{"party": "OIPC-INTERPOL", "role": "support"}]}, "name_like_a_party"),
        ({"decisions": [{"effect": "admit", "guest": "ICPO"}]}, "name_like_a_party"),
        ({"agenda": {"items": [{"number": "2", "title": "a", "parent": "1"}]}}, "unknown_parent"),
        ({"sittings": [{"id": "1", "starts": "2026-06-18", "ends": "2026-06-18"}]}, "sitting_outside"),
    ],
)
def test_what_is_doubtful_is_a_note_and_never_a_refusal(stated: dict[str, object], code: str) -> None:
    assert doubted(**stated) == [code]


@pytest.mark.parametrize(
    "stated",
    [
        {"agenda": {"symbol": "E/CN.15/2026/1", "issued": "2026-05-18"}},
        {"agenda": {"symbol": "A/79/251/Add.1"}},
        {"agenda": {"symbol": "CTOC/COP/2024/1/Rev.1"}},
        {"agenda": {"symbol": "S/RES/1373 (2001)"}},
        {"agenda": {"symbol": "AGN/68/RES/4"}},
        {"agenda": {"symbol": "AG-2004-RES-12"}},
        {"agenda": {"symbol": "GA-2019-88-RES-10"}},
        {"place": "Vienna", "time_zone": "Europe/Berlin"},
        {"place": "Vienna International Centre", "time_zone": "Europe/Vienna"},
        {"place": "Atlantis", "time_zone": "Europe/Vienna"},
        {"host": "WHO"},
        {"host": "United Nations University"},
        {"decisions": [{"effect": "admit", "guest": "Interpol"}]},
    ],
)
def test_what_is_in_order_is_not_doubted(stated: dict[str, object]) -> None:
    assert doubted(**stated) == []


# Files.


def test_json_lines_json_lists_single_objects_and_yaml_are_read_alike(tmp_path: Path) -> None:
    one, two = json.dumps(LEAST), json.dumps({**LEAST, "id": "M/2"})
    yaml_text = "meetings:\n- {id: M/1, host: UN, title: a, starts: 2026-05-18, ends: 2026-05-22}\n"
    found = [
        read(tmp_path / "a.jsonl", f"{one}\n\n{two}\n"),
        read(tmp_path / "b.jsonl", f"\ufeff{one}\r\n\r\n{two}\r\n"),
        read(tmp_path / "c.json", f"[{one}, {two}]"),
        read(tmp_path / "d.json", f'{{"meetings": [{one}, {two}]}}'),
        read(tmp_path / "e.json", f"{one}\n{two}"),
        read(tmp_path / "f.jsonl", f"[{one},\n {two}]"),
        read(tmp_path / "g", f"{one}\n{two}\n"),
        read(tmp_path / "h.json", f"{one}\n{two}".encode("utf-16")),
    ]
    assert found == [["M/1", "M/2"]] * 8
    assert read(tmp_path / "i.json", json.dumps(LEAST, indent=1)) == ["M/1"]
    assert read(tmp_path / "j.jsonl", json.dumps(LEAST, indent=1)) == ["M/1"]
    assert read(tmp_path / "k.yml", yaml_text) == ["M/1"]
    assert read(tmp_path / "l", yaml_text) == ["M/1"]
    assert read(tmp_path / "m.yaml", yaml_text.removeprefix("meetings:\n")) == ["M/1"]
    assert read(tmp_path / "n.yaml", "meetings:\n") == read(tmp_path / "o.jsonl", "\n") == []


def test_one_broken_meeting_does_not_stop_the_others(tmp_path: Path) -> None:
    text = "\n".join([json.dumps(LEAST), '{"id": "M/2"', json.dumps({**LEAST, "id": "M/3", "starts": "x"}),
                      json.dumps({**LEAST, "id": "M/4"})])  # fmt: skip
    path = tmp_path / "m.jsonl"
    assert read(path, text) == ["M/1", "refused", "refused", "M/4"]
    refused = [problem for _, one in read_file(path) if isinstance(one, Invalid) for problem in one.problems]
    assert [str(problem.where).removeprefix(str(path)) for problem in refused] == [": line 2", ": line 3.starts"]


def test_a_meeting_that_stands_twice_in_a_file_is_refused_the_second_time(tmp_path: Path) -> None:
    twice = f"{json.dumps(LEAST)}\n{json.dumps(LEAST)}\n{json.dumps({**LEAST, 'host': 'WHO'})}"
    assert read(tmp_path / "m.jsonl", twice) == ["M/1", "refused", "M/1"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.json", b"\xff\xfe\x00"),
        ("m.json", b"{"),
        ("m.json", b"[" * 100_000),
        ("m.json", b"5"),
        ("m.yaml", b"a: [1"),
        ("m.yaml", b"5"),
        ("m.yaml", b"\x00"),
        ("m.json", b'{"meetings": 5}'),
    ],
)
def test_an_unreadable_file_is_one_clear_refusal(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read(tmp_path / name, content)
    assert len(refused.value.problems) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        list(read_file(tmp_path / "nothing.json"))


# Round trip.

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12)
TITLES = st.fixed_dictionaries({"en": WORDS}, optional={"fr": WORDS, "ar": WORDS})
OPEN = st.sampled_from([None, "open", "closed", "undecided"])
DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1)).map(date.isoformat)
ITEMS = st.lists(
    st.fixed_dictionaries({"number": st.integers(1, 99).map(str), "title": TITLES, "observers": OPEN}),
    max_size=4,
    unique_by=lambda item: item["number"],
)
MEETINGS = st.fixed_dictionaries(
    {"id": WORDS, "host": st.sampled_from(["UN", "INTERPOL", "WHO"]), "title": TITLES, "starts": DAYS},
    optional={
        "involved": st.none() | st.lists(st.fixed_dictionaries({"party": WORDS, "role": WORDS}), max_size=2),
        "body": WORDS,
        "kind": st.sampled_from(["session", "training", None]),
        "scope": st.sampled_from(["national", "international", None]),
        "observers": OPEN,
        "crime_prevention": st.sampled_from([True, False, None]),
        "status": st.sampled_from(["draft", "published", "postponed", "cancelled"]),
        "agenda": st.none() | st.fixed_dictionaries({"items": ITEMS}),
        "decisions": st.lists(
            st.fixed_dictionaries({"effect": st.sampled_from(["admit", "exclude"]), "from": st.none() | DAYS}),
            max_size=3,
        ),
        "agreement": st.fixed_dictionaries({"in_force": st.sampled_from([True, False, None])}),
    },
)


@given(MEETINGS)
def test_a_meeting_written_and_read_again_is_the_same(data: dict[str, object]) -> None:
    record = parse_meeting({**data, "ends": data["starts"]})
    assert parse_meeting(json.loads(json.dumps(as_document(record)))) == record

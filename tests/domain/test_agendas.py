"""Agendas as people paste them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.agendas import paired, parse_agenda
from backend.domain.errors import Invalid

Read = list[tuple[str, str, str]]


def read(text: str) -> Read:
    return [(item.number, item.parent, item.title) for item in parse_agenda(text)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "1. Opening\n2. Adoption of the agenda\n   and other matters",
            [("1", "", "Opening"), ("2", "", "Adoption of the agenda and other matters")],
        ),
        (
            "3. Crime:\n(a) Firearms\n(b) Drugs",
            [("3", "", "Crime:"), ("3 (a)", "3", "Firearms"), ("3 (b)", "3", "Drugs")],
        ),
        ("3 (a) Firearms\n3(b) Drugs", [("3 (a)", "3", "Firearms"), ("3 (b)", "3", "Drugs")]),
        ("Point 3 a) Armes", [("3 (a)", "3", "Armes")]),
        (
            "5. (b) Drugs\n(i) Cocaine\n(ii) Heroin",
            [("5 (b)", "5", "Drugs"), ("5 (b) (i)", "5 (b)", "Cocaine"), ("5 (b) (ii)", "5 (b)", "Heroin")],
        ),
        ("1. (h) Eight\n(i) Nine", [("1 (h)", "1", "Eight"), ("1 (i)", "1", "Nine")]),
        ("1.1 First\n1.2 Second", [("1.1", "1", "First"), ("1.2", "1", "Second")]),
        ("2.\n\tTitle on the next line", [("2", "", "Title on the next line")]),
        ("1. Resolution of\n10 December 1948", [("1", "", "Resolution of 10 December 1948")]),
        ("١- الانتخاب", [("1", "", "الانتخاب")]),
        ("1、选举\n2、通过议程", [("1", "", "选举"), ("2", "", "通过议程")]),
        ("2. Пункт\nа) раз\nб) два", [("2", "", "Пункт"), ("2 (a)", "2", "раз"), ("2 (b)", "2", "два")]),
        ("Provisional agenda\n\n1. One", [("1", "", "One")]),
        ("One\nTwo", [("1", "", "One"), ("2", "", "Two")]),
        ("", []),
    ],
)
def test_numbers_letters_and_wrapped_lines_are_read(text: str, items: Read) -> None:
    assert read(text) == items


def test_every_mistake_is_named_with_its_line() -> None:
    with pytest.raises(Invalid) as refusal:
        parse_agenda("1. One\n2. Two\n2. Again\n3.")
    assert [problem.message for problem in refusal.value.problems] == [
        "Line 3: the number “2” stands already on line 2. Give each item its own number.",
        "Line 4: item “3” has no title. Write it behind the number, or take the line away.",
    ]


def test_two_languages_are_joined_by_number() -> None:
    english, french = parse_agenda("1. One\n2. Two"), parse_agenda("2) Deux\n3) Trois")
    assert paired({"en": english, "fr": french}) == [
        {"number": "1", "parent": None, "title": {"en": "One"}},
        {"number": "2", "parent": None, "title": {"en": "Two", "fr": "Deux"}},
        {"number": "3", "parent": None, "title": {"fr": "Trois"}},
    ]


@given(st.lists(st.text(alphabet="abcdefgh ", min_size=1).filter(str.strip), min_size=1, max_size=20))
def test_what_is_written_numbered_is_read_back(titles: list[str]) -> None:
    written = "\n".join(f"{number}. x{title}" for number, title in enumerate(titles, 1))
    assert [item.title for item in parse_agenda(written)] == [" ".join(f"x{title}".split()) for title in titles]


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(Invalid):
        items = parse_agenda(text)
        assert len({item.number for item in items}) == len(items)


def test_heads_and_feet_of_pages_are_no_part_of_an_item() -> None:
    pasted = (
        "1. Election of officers\n2. Firearms, their parts and\nV.26-01234 (E) 1/3\nE/CN.15/2027/1\nammunition\n"
        "3. Report contained in document\nE/CN.15/2027/2\nE/CN.15/2027/1\n2/3\n4. Budget for 2027/28\n"
    )
    assert [(one.number, one.title) for one in parse_agenda(pasted)] == [
        ("1", "Election of officers"),
        ("2", "Firearms, their parts and ammunition"),
        ("3", "Report contained in document E/CN.15/2027/2"),
        ("4", "Budget for 2027/28"),
    ]

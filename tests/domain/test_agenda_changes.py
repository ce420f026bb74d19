"""Two versions of an agenda, side by side."""

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.agenda_changes import Change, Item, compare


def item(number: str, title: str, **more: str) -> Item:
    return Item(number, {"en": title}, **more)


def changes(before: list[Item], after: list[Item]) -> list[tuple[str, str]]:
    return [((line.after or line.before).number, line.change.value) for line in compare(before, after)]  # type: ignore[union-attr]


def test_what_stayed_is_the_same_and_what_came_is_added() -> None:
    before = [item("1", "Election of officers"), item("2", "World crime trends")]
    assert changes(before, [*before, item("3", "Firearms")]) == [("1", "same"), ("2", "same"), ("3", "added")]


def test_a_removed_item_stands_where_it_stood() -> None:
    before = [item("1", "Election of officers"), item("2", "World crime trends"), item("3", "Other business")]
    assert changes(before, [before[0], before[2]]) == [("1", "same"), ("2", "removed"), ("3", "same")]


def test_an_item_that_got_another_number_was_moved() -> None:
    before = [item("1", "Firearms"), item("2", "World crime trends")]
    after = [item("1", "World crime trends"), item("2", "Firearms")]
    assert changes(before, after) == [("1", "moved"), ("2", "moved")]


def test_another_matter_under_the_same_number_is_one_removed_and_one_added() -> None:
    assert changes([item("4", "Dates of the next session")], [item("4", "Trafficking in firearms")]) == [
        ("4", "removed"),
        ("4", "added"),
    ]


def test_a_slip_of_the_pen_is_editorial_and_names_its_rule() -> None:
    [line] = compare([item("4", "Trafficing in persons")], [item("4", "Trafficking in persons")])
    assert (line.change, line.editorial, line.rule) == (
        Change.REWORDED,
        True,
        "a slip of the pen in one or two words",
    )


def test_another_year_is_not_editorial() -> None:
    [line] = compare([item("4", "Programme budget for 2027")], [item("4", "Programme budget for 2028")])
    assert (line.editorial, line.rule) == (False, "a figure or a date differs")


def test_added_words_are_not_editorial() -> None:
    before, after = item("4", "Prevention of crime"), item("4", "Prevention of crime and trafficking in persons")
    [line] = compare([before], [after])
    assert (line.change, line.editorial) == (Change.REWORDED, False)


def test_small_words_that_turn_the_meaning_are_not_a_slip() -> None:
    [line] = compare([item("4", "Measures not in force")], [item("4", "Measures now in force")])
    assert line.editorial is False


def test_a_closed_item_says_so_although_its_words_stayed() -> None:
    [line] = compare([item("4", "Firearms")], [item("4", "Firearms", openness="closed")])
    assert (line.change, line.openness, line.differs) == (Change.SAME, "closed", True)


titles = st.lists(st.sampled_from(["Firearms", "World crime trends", "Other business", "Drugs", "Budget"]), max_size=5)


@given(titles, titles)
def test_every_item_of_both_versions_stands_in_exactly_one_row(before: list[str], after: list[str]) -> None:
    old = [item(str(n), title) for n, title in enumerate(before, 1)]
    new = [item(str(n), title) for n, title in enumerate(after, 1)]
    lines = compare(old, new)
    assert sorted(line.before.number for line in lines if line.before) == sorted(one.number for one in old)
    assert sorted(line.after.number for line in lines if line.after) == sorted(one.number for one in new)


@given(titles)
def test_a_version_compared_with_itself_has_no_difference(of: list[str]) -> None:
    version = [item(str(n), title) for n, title in enumerate(of, 1)]
    assert [line.differs for line in compare(version, version)] == [False] * len(version)

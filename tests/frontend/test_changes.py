"""What changed, in words: of many sittings only those that did."""

from django.utils.translation import override

from frontend.changes import Row, rows

OLD = "1 2028-05-15T10:00–2028-05-15T13:00; 2 2028-05-16–2028-05-17; 3 2028-05-18T10:00–2028-05-18T13:00"
NEW = (
    "1 2028-05-15T11:00–2028-05-15T13:00; 2 2028-05-16–2028-05-17; 3 2028-05-18T10:00–2028-05-18T13:00 (closed); "
    "4 2028-05-18T21:00–2028-05-19T01:00"
)


def test_of_the_sittings_only_the_changed_ones_are_told_and_in_words() -> None:
    day, later = "Monday, 15 May 2028, {} Vienna (UTC+02:00)", "Thursday, 18 May 2028, 10:00 – 13:00 Vienna (UTC+02:00)"
    found = list(rows([{"field": "sittings", "old": OLD, "new": NEW}], "Europe/Vienna"))
    assert [(row.label, row.old.replace("\u2066", "").replace("\u2069", "")) for row in found] == [
        ("Sitting 1", day.format("10:00 – 13:00")), ("Sitting 3", later), ("Sitting 4", "")
    ]  # fmt: skip
    assert "11:00 – 13:00" in found[0].new


def test_days_and_closed_lists_are_told_in_the_readers_language() -> None:
    values = [("starts_on", "2028-05-15", "2028-05-16"), ("mode", "in_person", "hybrid"), ("place", "", "Rome")]
    changes = [{"field": field, "old": old, "new": new} for field, old, new in values]
    with override("fr"):
        assert list(rows(changes, "Europe/Vienna")) == [
            Row("Premier jour", "15 mai 2028", "16 mai 2028"),
            Row("Modalité", "En présentiel", "Hybride"),
            Row("Lieu", "", "Rome"),
        ]

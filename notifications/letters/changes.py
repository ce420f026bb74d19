"""Old and new of what changed, as people read it: one line for each thing and each sitting."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from backend.domain.moments import promised
from backend.domain.written import day_words, listed

from .dates import moment_words, span
from .places import city_words, place_words
from .words import FIELDS, VALUES

Change = Mapping[str, str]
"""`field`, `old` and `new`."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\+00:00)?)?")
_SITTING = re.compile(r"(.+) (\d{4}-\d\d-\d\d(?:T[\d:]+)?)–(\d{4}-\d\d-\d\d(?:T[\d:]+)?)( \(closed\))?")


def told(
    changes: Collection[Change], language: str, *, zone: str, sittings: Collection[str] = ()
) -> tuple[Change, ...]:
    """The changes in the words of this language: of the sittings those that differ, or of these only `sittings`."""
    return tuple(line for change in changes for line in _lines(change, changes, language, zone, sittings))


def _lines(
    change: Change, changes: Collection[Change], language: str, zone: str, sittings: Collection[str]
) -> Iterator[Change]:
    field = change["field"]
    before = next((one["old"] for one in changes if one["field"] == "time_zone" and one["old"]), zone)
    old, new = _slots(change["old"], before, language), _slots(change["new"], zone, language)
    if field != "sittings" or old is None or new is None:
        shown = {name: _shown(field, change[name], language) for name in ("old", "new")}
        yield {"field": FIELDS[language].get(field, field), **shown}
        return
    for number in {**new, **old}:
        told = not sittings or number in sittings
        if told and old.get(number) != new.get(number) and not _stays_closed(old, new, number, language):
            label = f"{FIELDS[language]['sitting']} {number}"
            yield {"field": label, "old": old.get(number, ""), "new": _only_closed(old, new, number, language)}


def _slots(text: str, zone: str, language: str) -> dict[str, str] | None:
    """The sittings by number, written out; None where the text lists none."""
    read = [_SITTING.fullmatch(one) for one in text.split("; ")] if text else []
    closed = f" ({VALUES[language]['closed']})"
    written = {}
    for found in read:
        if found is None:
            return None
        times = span(promised(found[2]), promised(found[3]), zone or "UTC", language)
        written[found[1]] = times + (closed if found[4] else "")
    return written


def _stays_closed(old: Mapping[str, str], new: Mapping[str, str], number: str, language: str) -> bool:
    """The sitting was closed and is: when it is held concerns nobody who is told of it."""
    mark = f"({VALUES[language]['closed']})"
    return old.get(number, "").endswith(mark) and new.get(number, mark).endswith(mark)


def _only_closed(old: Mapping[str, str], new: Mapping[str, str], number: str, language: str) -> str:
    """The new times; one word where a sitting was closed and nothing else became of it."""
    closed, now = VALUES[language]["closed"], new.get(number, "")
    return closed if now == f"{old.get(number)} ({closed})" else now


def _shown(field: str, value: str, language: str) -> str:
    """A stored value as people of this language read it: days, hours and places written out."""
    words = VALUES[language]
    if field == "place":
        return place_words(value, language)
    if field == "agenda":
        return listed(value.split(", "), language)
    if field == "time_zone" and value:
        return city_words(value, language)
    if value in words:
        return words[value]
    return _MOMENT.sub(lambda found: _moment(found[0], language), value.replace("(closed)", f"({words['closed']})"))


def _moment(text: str, language: str) -> str:
    if "T" not in text:
        return day_words(date.fromisoformat(text), language)
    moment = datetime.fromisoformat(text)
    return moment_words(moment, language)

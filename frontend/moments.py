"""Days and hours as people write them, in the reader's language."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from backend.domain.languages import content_language
from backend.domain.written import date_words, day_words
from notifications.letters.dates import BEFORE_HOURS, clock_words

LEFT_TO_RIGHT, ISOLATED = "\u2066", "\u2069"
"""Around Latin words and numbers that must keep their order in an Arabic sentence."""


def _language() -> str:
    return content_language(get_language() or "en")


def day(value: date | str) -> str:
    """“18 May 2026”."""
    return date_words(_date(value), _language())


def days(first: date | str, last: date | str) -> str:
    """“18–22 May 2026”, “30 March – 2 April 2026”, “3 February 2026”: what both have in common is said once."""
    start, end, language = _date(first), _date(last), _language()
    if start == end:
        return day(start)
    if language == "zh":
        return f"{day(start)}至{_beyond(start, end)}"
    left, right = day(start).split(" "), day(end).split(" ")
    while left and left[-1] == right[-1]:
        left.pop()
        right.pop()
    between = " – " if len(left) > 1 else "–"
    if language == "es":
        between = " y " if (end - start).days == 1 else " a "
    return f"{' '.join(left)}{between}{day(end)}"


def _beyond(start: date, end: date) -> str:
    """The last day in Chinese, without the year and the month that the first day has said."""
    said = rf"^{end.year}年({end.month}月)?" if start.month == end.month else rf"^{end.year}年"
    return re.sub(said, "", day(end)) if start.year == end.year else day(end)


def hour(value: time | str) -> str:
    """“10:00”."""
    read = time.fromisoformat(value) if isinstance(value, str) else value
    return f"{read:%H:%M}"


def when(at: datetime) -> str:
    """“24 November 2026, 09:41 UTC” of an instant, or “10:41 Vienna (UTC+1)” where the reader's account has a zone."""
    zone, language = timezone.get_current_timezone_name(), _language()
    there = at.astimezone(ZoneInfo(zone))
    return f"{date_words(there, language)}{BEFORE_HOURS.get(language, ', ')}{_clock(at, zone, f'{there:%H:%M}')}"


def wall(at: datetime, zone: str, until: datetime | None = None) -> str:
    """“Monday, 18 May 2026, 10:00 Vienna (UTC+2)”, or “10:00–13:00” where it lasts until later that day."""
    there, language = at.astimezone(ZoneInfo(zone)), _language()
    last = f"–{until.astimezone(ZoneInfo(zone)):%H:%M}" if until else ""
    return f"{day_words(there, language)}{BEFORE_HOURS.get(language, ', ')}{_clock(at, zone, f'{there:%H:%M}{last}')}"


def _clock(at: datetime, zone: str, hours: str) -> str:
    """The hours with whose clock they are of, in an order that stays in an Arabic sentence too."""
    language = _language()
    named = clock_words(zone, offset(at, zone), language)
    return f"{_isolated(hours)} {named}" if language == "ar" else _isolated(f"{hours} {named}")


def _isolated(words: str) -> str:
    return f"{LEFT_TO_RIGHT}{words}{ISOLATED}"


def offset(at: datetime, zone: str) -> str:
    """“UTC+2” of an instant in a zone."""
    minutes = int((at.astimezone(ZoneInfo(zone)).utcoffset() or at - at).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    tail = f":{rest:02d}" if rest else ""
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{tail}"


def _date(value: date | str) -> date:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value

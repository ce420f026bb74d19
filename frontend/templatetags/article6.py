"""What the templates need of the domain: words, badges, days, texts in several languages, and marked evidence."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from backend.domain import written
from backend.domain.languages import Wording, content_language, direction, worded
from backend.reasons import ours, reason, said
from frontend import changes, moments, wording
from notifications.letters.places import place_words

register = template.Library()


@register.filter
def label(value: object, kind: str) -> str:
    """The words for a value of a closed list: `{{ meeting.kind|label:"kind" }}`."""
    return wording.words(value, kind) if value else ""


@register.simple_tag
def badge(value: object, kind: str) -> SafeString:
    """A badge with the words for the value: `{% badge decision.outcome "outcome" %}`."""
    return format_html('<span class="badge badge-{}">{}</span>', wording.tone(value, kind), wording.words(value, kind))


@register.simple_tag(takes_context=True)
def entry(context: Context, name: str, words: str) -> SafeString:
    """One entry of the navigation, marked where the page that is shown is it or lies in it."""
    address = reverse(name)
    request = context.get("request")
    path = request.path if request is not None else ""
    inside = address != "/" and path.startswith(address)
    current = "page" if path == address else "true" if inside else ""
    marked = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', address, marked, words)


@register.filter
def text(texts: Mapping[str, str] | Wording) -> SafeString:
    """A text in the reader's language; where it stands in another one, `lang` and `dir` say so."""
    shown = texts if isinstance(texts, Wording) else worded(texts, get_language() or "en")
    return spoken(shown.text, shown.language)


@register.filter
def spoken(words: str, language: str) -> SafeString:
    """Words that are known to stand in a language."""
    if language == (get_language() or "en").split("-")[0]:
        return format_html("<bdi>{}</bdi>", words)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), words)


@register.filter
def cited(cite: str) -> SafeString:
    """“6(2)”, in this order also in an Arabic sentence."""
    return format_html('<bdi dir="ltr">{}</bdi>', cite)


@register.filter
def told(sentences: Mapping[str, str], name: str) -> SafeString:
    """A sentence of a decision in the reader's language: `{{ finding|told:"because" }}`."""
    return text(reason(sentences, name))


@register.filter(name="said")
def in_the_readers_language(english: str) -> Wording:
    """An English sentence of the engine, in the reader's language where it is known there."""
    return said(english)


@register.filter
def listed(words: Iterable[str]) -> str:
    """The words one after the other, with the comma of the reader's language."""
    return written.listed(words, content_language(get_language() or "en"))


@register.filter(name="ours")
def in_our_words(texts: Mapping[str, str]) -> Wording:
    """Words of ours that are written in English and French, in the reader's language."""
    return ours(texts)


@register.filter
def plain(texts: Mapping[str, str]) -> str:
    """The same without markup, for titles and attributes."""
    return worded(texts, get_language() or "en").text


@register.filter
def part(scope: str) -> str:
    """What a decision of a competent body is about."""
    return wording.part_of_meeting(scope)


@register.filter
def day(value: date | str) -> str:
    """“18 May 2026”."""
    return moments.day(value) if value else ""


@register.simple_tag
def days(first: date | str, last: date | str) -> str:
    """“18–22 May 2026”."""
    return moments.days(first, last)


@register.filter
def located(place: str) -> str:
    """The place with the name of its city as the reader's language has it: « Vienne, salle M »."""
    return place_words(place, content_language(get_language() or "en"))


@register.filter
def hour(value: time | str) -> str:
    """“10:00”."""
    return moments.hour(value) if value else ""


@register.filter
def when(value: datetime) -> SafeString:
    """An instant, machine-readable too."""
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moments.when(value))


@register.simple_tag
def wall(at: datetime, zone: str, until: datetime | None = None) -> SafeString:
    """“Monday, 18 May 2026, 10:00 Vienna (UTC+2)”; a script adds the reader's own hour where it differs."""
    shown = moments.wall(at, zone, until)
    return format_html(
        '<time datetime="{0}" data-instant="{0}" data-zone="{1}">{2}</time>', at.isoformat(), zone, shown
    )


@register.simple_tag
def local(on: str, at: str, zone: str) -> SafeString:
    """The same from a day and an hour as the guest's copy holds them."""
    return wall(datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=ZoneInfo(zone)), zone)


@register.simple_tag
def span(starts: str, ends: str, zone: str) -> SafeString:
    """“Monday, 18 May 2026, 10:00–13:00 Vienna (UTC+2)” of wall times in a zone, or the days."""
    if "T" not in starts:
        return format_html("<bdi>{}</bdi>", moments.days(starts, ends))
    zone = zone or "UTC"
    first, last = (datetime.fromisoformat(one).replace(tzinfo=ZoneInfo(zone)) for one in (starts, ends))
    if first.date() == last.date():
        return wall(first, zone, last)
    return format_html("{} – {}", wall(first, zone), wall(last, zone))


@register.filter
def change_rows(listed: Iterable[Mapping[str, str]], zone: str) -> list[changes.Row]:
    """What changed, row by row and in words: `{% for row in shared.changes|change_rows:shared.time_zone %}`."""
    return list(changes.rows(listed, zone))

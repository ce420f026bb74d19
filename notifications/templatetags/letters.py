"""The lists of a letter, and how its plain text becomes HTML."""

import re
from collections.abc import Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from notifications.letters.letter import Line

register = template.Library()

_ADDRESS = re.compile(r"(?P<page>https?://(?:[^\s&]|&amp;)*[\w/=#-])|(?P<mailbox>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
"""In escaped text; the mark that ends a sentence is no part of an address."""


@register.filter
def listed(matters: Sequence[Line], topic: str) -> str:
    """The items for which the guest is invited, a line each; `topic` is how the matter that they are of is put in."""
    return "".join(f"  {line.number}. {line.title}{topic.format(line.matter)}\n" for line in matters)


@register.filter
def enclosed(agenda: Sequence[Line], closed: str) -> str:
    """The agenda, a line for each item, sub-items further in; `closed` stands for a title that is not open."""
    titled = ((line, closed if line.title is None else line.title) for line in agenda)
    return "".join(f"  {'  ' * line.depth}{line.number}. {title}\n" for line, title in titled)


@register.filter
def linked(text: str) -> SafeString:
    """The text as HTML, with a link where the address of a page or a mailbox stands: left to right in any line."""
    lines = escape(text).split("\n")
    addressed = (_ADDRESS.sub(_link, line) if "://" in line or "@" in line else line for line in lines)
    return mark_safe("\n".join(addressed))  # noqa: S308 - escaped first


def _link(found: re.Match[str]) -> str:
    if found["page"]:
        return f'<a dir="ltr" href="{found[0]}" rel="nofollow">{found[0]}</a>'
    return f'<a dir="ltr" href="mailto:{found[0]}">{found[0]}</a>'

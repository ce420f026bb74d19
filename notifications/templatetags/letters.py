"""How the plain text of a letter becomes HTML."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_ADDRESS = re.compile(r"(?P<page>https?://(?:[^\s&]|&amp;)*[\w/=#-])|(?P<mailbox>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
"""In escaped text; the mark that ends a sentence is no part of an address."""


@register.filter
def linked(text: str) -> SafeString:
    """The text as HTML, with a link where the address of a page or a mailbox stands: left to right in any line."""
    return mark_safe(_ADDRESS.sub(_link, escape(text)))  # noqa: S308 - escaped first


def _link(found: re.Match[str]) -> str:
    if found["page"]:
        return f'<a dir="ltr" href="{found[0]}" rel="nofollow">{found[0]}</a>'
    return f'<a dir="ltr" href="mailto:{found[0]}">{found[0]}</a>'

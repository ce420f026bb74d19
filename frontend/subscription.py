"""The ways into a calendar program for one secret address."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"
OUTLOOK_AT_WORK = "https://outlook.office.com/calendar/0/addfromweb"


def feed_url(secret: str) -> str:
    """The absolute address of the feed with this secret."""
    return f"{settings.PUBLIC_URL}/feeds/{secret}.ics"


@dataclass(frozen=True, slots=True)
class Subscription:
    """An address that is shown this once, and the links made from it. It is a secret: none of them may be logged."""

    url: str
    name: str

    @property
    def webcal(self) -> str:
        """Opens Apple Calendar, Outlook for the desktop or Thunderbird. Never `webcals`: Apple does not know it."""
        return f"webcal://{self.url.partition('://')[2]}"

    @property
    def google(self) -> str:
        """Google Calendar takes `webcal`, not `https`."""
        return f"{GOOGLE}?cid={quote(self.webcal, safe=':/')}"

    @property
    def outlook(self) -> str:
        return f"{OUTLOOK}?{self._from_web}"

    @property
    def outlook_at_work(self) -> str:
        return f"{OUTLOOK_AT_WORK}?{self._from_web}"

    @property
    def _from_web(self) -> str:
        return urlencode({"url": self.url, "name": self.name}, quote_via=quote)

    @property
    def qr(self) -> SafeString:
        """The address as a QR code: an SVG element of attributes only, black on white in every theme."""
        code = segno.make(self.url, error="m", micro=False)
        title = gettext("QR code of the secret address")
        svg = code.svg_inline(scale=4, dark="#000", light="#fff", title=title, svgclass="qr", lineclass=None)
        return SafeString(svg)

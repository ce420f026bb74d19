"""The life of the Cooperation Agreement of 8 July 1997: Articles 9 and 10. Dates and their sources, no rule."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

SIGNED = date(1997, 7, 8)
"""Signature in New York. The date of entry into force is not in our source: Article 10 is a setting."""

OBSERVER_STATUS = date(1996, 10, 15)
"""Resolution 51/1 was adopted on this day: INTERPOL's status in the General Assembly rests on it."""

OBSERVER_STATUS_DOCUMENT = date(1996, 10, 22)
"""The other date of resolution 51/1, that of its document. The Agreement uses both; our sentences cite the adoption."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """When the Agreement is in force: what is recorded, from where, and whether that is only assumed.

    `in_force_from` None = it had not been signed. `stated` is a word about one meeting's opening (what-if runs).
    """

    in_force_from: date | None = SIGNED
    source: str = "signed on 8 July 1997; entry into force assumed (Article 10)"
    assumed: bool = True
    notice_received: date | None = None
    notice_source: str = ""
    stated: bool | None = None

    def about(self, *, stated: bool | None, notice: date | None) -> "Agreement":
        """The Agreement as a meeting states it; what the meeting leaves open stays as it is recorded."""
        given = notice or self.notice_received
        source = "stated for this meeting" if notice else self.notice_source
        known = self.assumed and stated is None
        return replace(self, stated=stated, notice_received=given, notice_source=source, assumed=known)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A supplementary arrangement under Article 9: it refines one paragraph, with its own dates.

    `bodies` empty = every body. It widens or conditions what is owed and never closes a door.
    """

    reference: str
    clause: str
    valid_from: date
    valid_until: date | None = None
    bodies: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    interest_presumed: bool = False
    conditions: Mapping[str, object] = field(default_factory=dict)
    source: str = ""

    def covers(self, *, clause: str, body: str, day: date) -> bool:
        """Whether it refines this paragraph for this body on this day."""
        valid = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return valid and self.clause == clause and (not self.bodies or body in self.bodies)


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later, or the last of that month; 31 December 9999 at the latest."""
    year, month = divmod(day.month - 1 + months, 12)
    if day.year + year > date.max.year:
        return date.max
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))

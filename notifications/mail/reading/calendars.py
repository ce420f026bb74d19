"""VCALENDAR objects from text (RFC 5545 §3.4, §3.6): missing ends, several objects and foreign parts are borne with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .contentlines import Property, lines, property_of

MOST_EVENTS = 1000
"""More events than this are counted, not kept."""

MOST_PROPERTIES = 10_000
DEEPEST = 20
"""What lies deeper is not entered: no client nests more than three components."""

_OBJECTS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
_RULES = frozenset({"DTSTART", "TZOFFSETTO", "TZOFFSETFROM", "RRULE", "RDATE"})
_WANTED = {
    "VCALENDAR": frozenset({"METHOD", "X-WR-TIMEZONE"}),
    "VEVENT": frozenset({
        "METHOD", "UID", "ATTENDEE", "SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "COMMENT", "DTSTART", "DTEND", "DURATION",
        "X-MS-OLK-ORIGINALSTART", "X-CALENDARSERVER-PRIVATE-COMMENT", "X-CALENDARSERVER-ATTENDEE-COMMENT",
    }),
    "VTIMEZONE": frozenset({"TZID", "X-LIC-LOCATION"}),
    "STANDARD": _RULES,
    "DAYLIGHT": _RULES,
}  # fmt: skip
_LONGEST_NAME = 40


@dataclass(slots=True)
class Component:
    """A component with the properties that an answer can need."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """Every property of this name, in the order of the text."""
        return [one for one in self.properties if one.name == name]

    def first(self, *names: str) -> Property | None:
        """The first property with one of these names and a value."""
        return next((one for name in names for one in self.all(name) if one.value), None)

    def within(self, name: str) -> list["Component"]:
        """The components of this name directly inside."""
        return [one for one in self.parts if one.name == name]


@dataclass(slots=True)
class Calendar:
    """One VCALENDAR; `events` counts also those that were not kept."""

    root: Component
    events: int = 0

    @property
    def method(self) -> str:
        """METHOD in capitals, also where it slipped into the event; empty where nobody wrote it."""
        holders = (self.root, *self.root.within("VEVENT")[:1])
        found = next((one for holder in holders if (one := holder.first("METHOD"))), None)
        return found.text.upper() if found else ""


def calendars(text: str) -> list[Calendar]:
    """The VCALENDARs in the text; events that stand outside of one make one of their own."""
    found: list[Calendar] = []
    stack: list[Component] = []
    for line in lines(text):
        head = line[:_LONGEST_NAME].lstrip().upper()
        if head.startswith("BEGIN:"):
            _open(line.partition(":")[2].strip().upper(), stack, found)
        elif head.startswith("END:"):
            _close(line.partition(":")[2].strip().upper(), stack)
        elif stack:
            _keep(line, head, stack[-1])
    return found


def _open(name: str, stack: list[Component], found: list[Calendar]) -> None:
    if name == "VCALENDAR":
        stack.clear()
    elif name in _OBJECTS or name == "VTIMEZONE":
        del stack[1:]
    if not stack:
        found.append(Calendar(Component("VCALENDAR")))
        stack.append(found[-1].root)
    if name == "VCALENDAR" or len(stack) > DEEPEST:
        return
    part = Component(name)
    found[-1].events += name == "VEVENT"
    if len(stack[-1].parts) < MOST_EVENTS:
        stack[-1].parts.append(part)
    stack.append(part)


def _close(name: str, stack: list[Component]) -> None:
    """Up to the component that ends; an end without a beginning is nothing."""
    if any(one.name == name for one in stack):
        while stack.pop().name != name:
            pass


def _keep(line: str, head: str, component: Component) -> None:
    wanted = _WANTED.get(component.name)
    if wanted is None:
        return
    name = head.partition(":")[0].partition(";")[0].strip()
    if name in wanted and len(component.properties) < MOST_PROPERTIES and (found := property_of(line)):
        component.properties.append(found)


def zones(calendar: Calendar) -> Sequence[Component]:
    """The VTIMEZONEs (RFC 5545 §3.6.5)."""
    return calendar.root.within("VTIMEZONE")


def events(calendar: Calendar) -> Iterator[Component]:
    """The VEVENTs that were kept."""
    yield from calendar.root.within("VEVENT")

"""A reading: what a mail says, in the words of `article6 read-mail`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """`ignore` is no answer to an organiser; `human` is for somebody to look at."""

    REPLY = "reply"
    COUNTER = "counter"
    REFRESH = "refresh"
    BOUNCE = "bounce"
    IGNORE = "ignore"
    HUMAN = "human"


class Reason(StrEnum):
    """Why a mail was read as it was: a stable code; `WORDS` has the sentence."""

    ANSWERED = "answered"
    PROPOSES = "proposes_a_time"
    ASKS_AGAIN = "asks_for_the_invitation"
    FAILED = "delivery_failed"
    DELAYED = "delivery_delayed"
    DELIVERED = "delivery_notified"
    AUTOMATIC = "automatic_reply"
    RECEIPT = "read_receipt"
    NOT_AN_ANSWER = "not_an_answer"
    NO_METHOD = "no_method"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_MAIL = "not_a_mail"
    UNREADABLE = "unreadable_calendar"
    UNKNOWN_METHOD = "unknown_method"
    NO_EVENT = "no_event"
    NO_UID = "no_uid"
    NO_ATTENDEE = "no_attendee"
    UNKNOWN_ZONE = "unknown_time_zone"
    TOO_MANY = "too_many_events"
    DISAGREE = "calendars_disagree"
    FORWARDED = "forwarded"
    TNEF = "winmail"
    ENCRYPTED = "encrypted"
    WORDS = "words_only"
    BROKEN = "reader_failed"


WORDS = {
    Reason.ANSWERED: "an answer to an invitation",
    Reason.PROPOSES: "a proposal of another time",
    Reason.ASKS_AGAIN: "a request for the current invitation",
    Reason.FAILED: "a message could not be delivered",
    Reason.DELAYED: "a message is delayed, and not yet given up",
    Reason.DELIVERED: "a message was delivered or passed on",
    Reason.AUTOMATIC: "an automatic reply, never an answer",
    Reason.RECEIPT: "a note that a mail was displayed or deleted, never an answer",
    Reason.NOT_AN_ANSWER: "a calendar from an organiser, not an answer to one",
    Reason.NO_METHOD: "a calendar without a method: it asks and answers nothing",
    Reason.EMPTY: "there is nothing in it",
    Reason.TOO_LARGE: "it is too large to be read in reasonable time",
    Reason.NOT_MAIL: "it is neither a mail nor a calendar",
    Reason.UNREADABLE: "the calendar in it cannot be read",
    Reason.UNKNOWN_METHOD: "the calendar has a method that RFC 5546 does not know",
    Reason.NO_EVENT: "the answer names no event",
    Reason.NO_UID: "the answer does not say which event it is about (no UID)",
    Reason.NO_ATTENDEE: "the answer does not say who answers (no ATTENDEE)",
    Reason.UNKNOWN_ZONE: "a time is proposed in a zone that cannot be told",
    Reason.TOO_MANY: "it answers more events than an invitation can have",
    Reason.DISAGREE: "its calendars contradict one another",
    Reason.FORWARDED: "the calendar is inside a forwarded message",
    Reason.TNEF: "the answer is in Outlook's own format (winmail.dat) and cannot be read",
    Reason.ENCRYPTED: "it is encrypted",
    Reason.WORDS: "it is written in words, without a calendar",
    Reason.BROKEN: "the reader failed on it",
}


@dataclass(frozen=True, slots=True)
class Item:
    """What is said about one VEVENT. Moments are ISO 8601 in UTC (`…Z`) or dates; None = not said."""

    uid: str
    attendee: str | None
    partstat: str
    sequence: int
    dtstamp: str | None
    recurrence_id: str | None
    delegated_to: tuple[str, ...] = ()
    comment: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The one conclusion about one mail."""

    kind: Kind
    reason: Reason
    items: tuple[Item, ...] = ()
    detail: str = ""

    @property
    def words(self) -> str:
        """The stable code and the sentence."""
        return f"{self.reason}: {WORDS[self.reason]}{f' ({self.detail})' if self.detail else ''}"


class CalendarPart(NamedTuple):
    """A calendar as text, and what its MIME part says of it. The lowest rank is the likeliest answer."""

    text: str
    method: str = ""
    rank: int = 0

"""Who takes part, and what a guest answers. RFC 5545 section 3.2.12."""

from enum import StrEnum


class Partstat(StrEnum):
    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


ANSWERS = (Partstat.ACCEPTED, Partstat.DECLINED, Partstat.TENTATIVE)
"""What a person may choose; a delegation comes by mail only (RFC 5546 section 3.2.3.2)."""


class Channel(StrEnum):
    """How an answer reached us."""

    PAGE = "page"
    LINK = "link"
    API = "api"
    MAIL = "mail"
    LETTER = "letter"
    PHONE = "phone"


class Capacity(StrEnum):
    """In which capacity somebody sits in a delegation, in the order of the list of participants."""

    HEAD = "head"
    ALTERNATE = "alternate"
    ADVISER = "adviser"
    OBSERVER = "observer"
    INTERPRETER = "interpreter"
    SUPPORT = "support"


class Wanted(StrEnum):
    """What a representative wants in the calendar: one event over the meeting's days, or one for each sitting."""

    BANNER = "banner"
    SITTINGS = "sittings"

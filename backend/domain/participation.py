"""What a guest answers. RFC 5545 section 3.2.12."""

from enum import StrEnum


class Partstat(StrEnum):
    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


class Channel(StrEnum):
    """How an answer reached us."""

    PAGE = "page"
    LINK = "link"
    API = "api"
    MAIL = "mail"
    LETTER = "letter"
    PHONE = "phone"

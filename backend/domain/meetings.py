"""What a meeting is: the closed lists of the interchange format."""

from enum import StrEnum


class Kind(StrEnum):
    SESSION = "session"
    MEETING = "meeting"
    CONFERENCE = "conference"
    SEMINAR = "seminar"
    TRAINING = "training"
    CONSULTATION = "consultation"
    INTERNAL = "internal"


class Scope(StrEnum):
    INTERNATIONAL = "international"
    NATIONAL = "national"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    REMOTE = "remote"
    HYBRID = "hybrid"


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    PRELIMINARY = "preliminary"
    PROVISIONAL = "provisional"
    ADOPTED = "adopted"
    REVISED = "revised"


class Openness(StrEnum):
    """Are observers allowed? Art. 6 (2) and (3)."""

    OPEN = "open"
    CLOSED = "closed"
    UNDECIDED = "undecided"


class Role(StrEnum):
    """How another organisation takes part in a meeting; all but speaker are involvement (Art. 6 (4))."""

    CO_ORGANISER = "co_organiser"
    CO_SPONSOR = "co_sponsor"
    SUPPORT = "support"
    SPEAKER = "speaker"


class Effect(StrEnum):
    """What a competent body decided about observers."""

    ADMIT = "admit"
    EXCLUDE = "exclude"
    CONDITION = "condition"


class Classification(StrEnum):
    """Art. 3: what may leave the organisation that owns an item."""

    GENERAL = "general"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"

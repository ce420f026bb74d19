"""What a decision under Article 6 can say."""

from enum import StrEnum


class Outcome(StrEnum):
    STANDING = "standing"
    INVITE = "invite"
    BEST_EFFORT = "best_effort"
    HOLD = "hold"
    CONSULT = "consult"
    CO_HOST = "co_host"
    NOT_REQUIRED = "not_required"
    NOT_APPLICABLE = "not_applicable"


class Answer(StrEnum):
    """Three values: unknown is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Modality(StrEnum):
    """The strength of a paragraph of Article 6, weakest first."""

    MAY = "may"
    EVERY_EFFORT = "every_effort"
    SHALL = "shall"

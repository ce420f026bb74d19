"""What the matcher answers, and to what. Values only."""

from dataclasses import dataclass
from typing import Literal

Relevant = Literal["yes", "no", "borderline"]
Field = Literal["title", "parent", "meeting_title", "body"]
Reason = Literal[
    "own_words", "context", "formal", "negative", "umbrella", "tool", "debate", "mixed", "nothing", "resembles"
]

CERTAIN: dict[str, float] = {"title": 0.95, "parent": 0.85, "meeting_title": 0.75, "body": 0.7}
"""How sure a match is by the field in which it stands."""

DOUBTFUL = 0.4
"""How sure a borderline match is."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An agenda item in its context. Body is a code of the register or a name, in any of the six languages."""

    title: str
    language: str = "en"
    parent: str | None = None
    meeting_title: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that decide: `start` and `end` count code points of the field as given."""

    field: str
    language: str
    text: str
    start: int
    end: int

    def document(self) -> dict[str, object]:
        return {
            "field": self.field,
            "language": self.language,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic of the register, how sure that is (0 to 1), and the words that say so.

    `resembles` names the labelled item to which a model likened it, and is empty where words decided.
    """

    topic: str
    confidence: float
    evidence: tuple[Evidence, ...]
    resembles: str = ""

    def document(self) -> dict[str, object]:
        return {
            "topic": self.topic,
            "confidence": self.confidence,
            "evidence": [one.document() for one in self.evidence],
            **({"resembles": self.resembles} if self.resembles else {}),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes always has topics, and each of them its evidence. `reason` says what decided."""

    relevant: Relevant
    topics: tuple[TopicMatch, ...] = ()
    reason: Reason = "nothing"

    @property
    def formal(self) -> bool:
        return self.reason == "formal"

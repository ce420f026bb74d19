"""What an item or a title touches: judged in each of its languages, and what people stated. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from backend.domain.parties import Party
from backend.interchange.record import ItemRecord, MeetingRecord, Texts
from backend.organisations.register import Register
from scheduler.article6.facts import Matter
from scheduler.matching import Matcher, Subject, Verdict

MatcherFor = Callable[[Party, frozenset[str]], Matcher]
"""The matcher of a guest with these topics in its register."""


TITLE = "title"
"""Where a match stands that is not an item's: in the title of the meeting."""

MATTER = "matter:"
"""How the question begins that a person answers by accepting or rejecting a match."""


def matter_question(item: ItemRecord, topic: str) -> str:
    """The question whether this item touches the topic. Other words under the same number are another question."""
    words = json.dumps(sorted(item.title.items()), ensure_ascii=False)
    return f"{MATTER}{item.number[:40]}:{topic}:{hashlib.sha256(words.encode()).hexdigest()[:12]}"


@lru_cache(maxsize=16)
def shipped_matcher(guest: Party, topics: frozenset[str]) -> Matcher:
    """Built once for each guest and each set of topics."""
    return Matcher(guest, topics)


@lru_cache(maxsize=50_000)
def _verdict(matcher: Matcher, subject: Subject) -> Verdict:
    return matcher.match(subject)


class Matters:
    """Matches of one meeting for one guest, among the topics valid on its opening day."""

    def __init__(
        self,
        record: MeetingRecord,
        matcher: Matcher,
        topics: frozenset[str],
        named: Mapping[str, str],
        *,
        settled: Mapping[str, bool] | None = None,
    ) -> None:
        self._record, self._matcher, self._topics, self._named = record, matcher, topics, named
        self._settled = {question: said for question, said in (settled or {}).items() if question.startswith(MATTER)}
        self._parents = {one.number: one.title for one in record.agenda.items} if record.agenda else {}

    def of_item(self, item: ItemRecord) -> tuple[Matter, ...]:
        """A person's word on the topic counts as a confirmed match, and a signed refusal takes a match away."""
        stated = {self._named.get(topic.casefold()) for topic in item.topics} & self._topics
        confirmed = [Matter(item.number, str(topic), 1.0, ()) for topic in sorted(map(str, stated))]
        return self._as_signed(item, (*confirmed, *(m for m in self._in_words(item) if m.topic not in stated)))

    def _as_signed(self, item: ItemRecord, found: tuple[Matter, ...]) -> tuple[Matter, ...]:
        """What people signed of this very item: accepted matches are certain, rejected ones are none."""
        if not self._settled:
            return found
        said = {topic: self._settled.get(matter_question(item, topic)) for topic in sorted(self._topics)}
        by_topic = {matter.topic: matter for matter in found if said.get(matter.topic) is not False}
        for topic in (topic for topic, accepted in said.items() if accepted):
            evidence = by_topic[topic].evidence if topic in by_topic else ()
            by_topic[topic] = Matter(item.number, topic, 1.0, evidence)
        return tuple(by_topic.values())

    def _in_words(self, item: ItemRecord) -> tuple[Matter, ...]:
        parent = self._parents.get(item.parent or "", {})
        return self._judged(
            item.number,
            [
                Subject(
                    text, language, _beside(parent, language), _beside(self._record.title, language), self._record.body
                )
                for language, text in item.title.items()
            ],
        )

    def of_title(self) -> tuple[Matter, ...]:
        """What the meeting's own title touches: it can answer Q3, and nothing else."""
        return self._judged(TITLE, [Subject(text, language) for language, text in self._record.title.items()])

    def _judged(self, place: str, subjects: Iterable[Subject]) -> tuple[Matter, ...]:
        """Yes in one language is yes; else borderline in one is borderline. A model's word counts where no words do."""
        verdicts = [_verdict(self._matcher, subject) for subject in subjects]
        if place == TITLE or any(v.reason not in {"nothing", "resembles"} for v in verdicts):
            verdicts = [v for v in verdicts if v.reason != "resembles"]
        best = next((word for word in ("yes", "borderline") if any(v.relevant == word for v in verdicts)), None)
        topics: dict[str, Matter] = {}
        for verdict in verdicts:
            for t in verdict.topics if verdict.relevant == best else ():
                evidence = tuple(one.document() for one in t.evidence)
                topics.setdefault(t.topic, Matter(place, t.topic, t.confidence, evidence, best == "yes", t.resembles))
        return tuple(topics.values())


def _beside(texts: Texts, language: str) -> str | None:
    """The text in the same language, else in the first that exists."""
    return texts.get(language) or next(iter(texts.values()), None)  # type: ignore[call-overload]


@lru_cache(maxsize=8)
def topic_codes(register: Register) -> Mapping[str, str]:
    """The code of a topic by its code or name, as people write it."""
    return {
        name.casefold(): topic.code for topic in register.topics for name in (topic.code, *topic.names.values()) if name
    }


def touches(record: MeetingRecord, judge: Matcher, topic: str) -> bool:
    """Whether the topic stands anywhere in the meeting, for sure or perhaps: in an item, or in its title."""
    matters = Matters(record, judge, frozenset({topic}), {topic.casefold(): topic})
    items = record.agenda.items if record.agenda else ()
    return bool(matters.of_title()) or any(matters.of_item(item) for item in items)

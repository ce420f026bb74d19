"""Deciding again from what was stored: the same facts under the same rules give the same words, years later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from backend.domain.errors import DomainError

from .engine import decide
from .explanation import as_document
from .facts import MeetingFacts
from .inputs import facts_document, facts_from
from .rules import RULES, Rules, rules_named

Document = Mapping[str, object]


class NotReplayable(DomainError):
    """This decision cannot be replayed: {why}."""

    code = "not_replayable"


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a decision rests on: the facts, and the versions of engine, rules, register and thesaurus."""

    meeting: str
    facts: MeetingFacts
    versions: Mapping[str, str]

    def document(self) -> dict[str, object]:
        """As JSON types, to be stored beside the decision."""
        return {"meeting": self.meeting, "facts": facts_document(self.facts), "versions": dict(self.versions)}

    def decided(self, *, among: Sequence[Rules] = RULES) -> dict[str, object]:
        """The decision by the rules of this version. Raises NotReplayable where nobody knows them."""
        rules = _rules(self.versions["rules"], among)
        document = as_document(self.meeting, self.facts, decide(self.facts, rules.clauses))
        return {**document, "versions": dict(self.versions)}


@dataclass(frozen=True, slots=True)
class Replay:
    """What deciding again came to. `differences` names the keys of the decision whose words are not the same."""

    rules: str
    decided: Document
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differences


def replay(stored: Document, document: Document, *, among: Sequence[Rules] = RULES) -> Replay:
    """Decide again from the stored inputs and compare with the stored decision. Raises NotReplayable."""
    again = inputs_from(stored, among=among).decided(among=among)
    keys = sorted({*document, *again})
    differences = tuple(key for key in keys if _plain(document.get(key)) != _plain(again.get(key)))
    versions = cast("Mapping[str, str]", stored["versions"])
    return Replay(versions["rules"], again, differences)


def inputs_from(stored: Document, *, among: Sequence[Rules] = RULES) -> Inputs:
    """The stored inputs as values. Raises NotReplayable where they are not complete."""
    facts, versions = stored.get("facts"), stored.get("versions")
    if not isinstance(facts, dict) or not isinstance(versions, dict):
        raise NotReplayable(why="it was stored without the facts it rests on")
    rules = _rules(str(versions.get("rules")), among)
    return Inputs(str(stored["meeting"]), facts_from(facts, rules.readings), versions)


def _rules(version: str, among: Sequence[Rules]) -> Rules:
    rules = rules_named(version, among=among)
    if rules is None:
        raise NotReplayable(why=f"this installation does not know the rules of version {version}")
    return rules


def _plain(value: object) -> object:
    """The value as JSON gives it back: tuples are lists."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value

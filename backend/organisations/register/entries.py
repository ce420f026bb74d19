"""The register as values: bodies with their dated rules on observers, topics, interests, competences."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from backend.domain.agreement import SIGNED, Agreement, Arrangement
from backend.domain.meetings import Openness
from backend.domain.parties import Party

from .names import keys_of, named_by


@dataclass(frozen=True, slots=True)
class Policy:
    """Whether observers are allowed, with conditions, source, how sure that is, and from when until when."""

    observers: Openness
    source: str
    confidence: str
    conditions: Mapping[str, object] = field(default_factory=dict)
    valid_from: date = SIGNED
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class BodyEntry:
    code: str
    organisation: str
    family: str
    names: Mapping[str, str]
    policies: tuple[Policy, ...]
    crime_prevention: bool = False
    place: str = ""
    time_zone: str = ""
    notice_weeks: int = 6
    aliases: tuple[str, ...] = ()

    @property
    def policy(self) -> Policy:
        """The newest rule on observers."""
        return max(self.policies, key=lambda one: one.valid_from)

    def policy_on(self, day: date) -> Policy | None:
        """The rule valid on this day, the later where two are; None where the register has none for it.

        The rules of the bodies are older than the Agreement: the first one recorded holds for the time before it too.
        """
        valid = [one for one in self.policies if _begun(one, day, self) and _lasts(one.valid_until, day)]
        return max(valid, key=lambda one: one.valid_from, default=None)


def _begun(policy: Policy, day: date, body: BodyEntry) -> bool:
    first = min(one.valid_from for one in body.policies)
    return policy.valid_from <= day or (policy.valid_from == first == SIGNED)


def _lasts(until: date | None, day: date) -> bool:
    return until is None or day <= until


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    basis: str


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """That a topic stands in a party's register: Interest (6 (2), (3)) or Competence (6 (4)), two registers."""

    party: str
    topic: str
    basis: str
    confidence: str = "assumed"
    valid_from: date = SIGNED
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All that is known of the two parties, and the version of it: SHA-256 of the files, twelve characters."""

    bodies: Mapping[str, BodyEntry]
    offices: tuple[Mapping[str, object], ...]
    topics: tuple[Topic, ...]
    interest_entries: tuple[TopicEntry, ...]
    competences: tuple[TopicEntry, ...]
    version: str
    agreement: Agreement = field(default_factory=Agreement)
    arrangements: tuple[Arrangement, ...] = ()

    def __hash__(self) -> int:
        return hash(self.version)

    def body_named(self, text: str | None, organisation: str | None = None) -> BodyEntry | None:
        """The body with this code, name or alias as people write it; of this organisation where one is given."""
        found = next((found for key in named_by(text or "") if (found := _named(self).get(key))), ())
        return next((body for body in found if organisation in {None, body.organisation}), None)

    def interests(self, party: Party, day: date | None = None) -> frozenset[str]:
        """The topics that are of interest to the party, on this day: Art. 6 (2), (3)."""
        return _topics(self.interest_entries, party, day)

    def competence(self, party: Party, day: date | None = None) -> frozenset[str]:
        """The topics within the party's competence, on this day: Art. 6 (4)."""
        return _topics(self.competences, party, day)

    def as_of(self, day: date) -> "Register":
        """The register as it stood on this day: what came later is left out. Before the signature, no Agreement."""
        agreement = self.agreement
        if day < SIGNED:
            agreement = Agreement(in_force_from=None, source=f"as of {day.isoformat()}", assumed=False)
        elif agreement.notice_received and agreement.notice_received > day:
            agreement = replace(agreement, notice_received=None, notice_source="")
        return replace(
            self,
            bodies={code: replace(body, policies=_known(body.policies, day)) for code, body in self.bodies.items()},
            interest_entries=tuple(one for one in self.interest_entries if one.valid_from <= day),
            competences=tuple(one for one in self.competences if one.valid_from <= day),
            arrangements=tuple(one for one in self.arrangements if one.valid_from <= day),
            agreement=agreement,
            version=f"{self.version}@{day.isoformat()}",
        )


@lru_cache(maxsize=8)
def _named(register: Register) -> Mapping[str, tuple[BodyEntry, ...]]:
    index: dict[str, tuple[BodyEntry, ...]] = {}
    for body in register.bodies.values():
        for key in dict.fromkeys(k for name in (body.code, *body.names.values(), *body.aliases) for k in keys_of(name)):
            index[key] = (*index.get(key, ()), body)
    return index


def _known(policies: tuple[Policy, ...], day: date) -> tuple[Policy, ...]:
    """The rules recorded by this day; the first rule of a body is older than the register."""
    return tuple(one for one in policies if one.valid_from <= max(day, SIGNED))


def _topics(entries: tuple[TopicEntry, ...], party: Party, day: date | None) -> frozenset[str]:
    return frozenset(
        one.topic
        for one in entries
        if one.party == party and (day is None or (one.valid_from <= day and _lasts(one.valid_until, day)))
    )

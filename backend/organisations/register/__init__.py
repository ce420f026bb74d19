"""The register as it is shipped: bodies, offices, interests and competences. Pure: reads its own files only."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from backend.domain.meetings import Openness
from backend.domain.parties import Party

HERE = Path(__file__).parent
TOPICS = HERE.parents[1] / "topics" / "register"


@dataclass(frozen=True, slots=True)
class Policy:
    """Whether observers are allowed, with conditions, source, and how sure that is."""

    observers: Openness
    source: str
    confidence: str
    conditions: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BodyEntry:
    code: str
    organisation: str
    family: str
    names: Mapping[str, str]
    policy: Policy
    crime_prevention: bool = False
    place: str = ""
    time_zone: str = ""
    notice_weeks: int = 6
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    basis: str


@dataclass(frozen=True, slots=True)
class Register:
    """All that is known of the two parties, and the version of it: SHA-256 of the files, twelve characters."""

    bodies: Mapping[str, BodyEntry]
    offices: tuple[Mapping[str, object], ...]
    topics: tuple[Topic, ...]
    competences: tuple[Mapping[str, str], ...]
    version: str

    def body_named(self, text: str | None) -> BodyEntry | None:
        """The body with this code, name or alias, whatever the case."""
        wanted = " ".join((text or "").split()).casefold()
        return _named(self).get(wanted)

    def interests(self, party: Party) -> frozenset[str]:
        """The topics that are of interest to the party: Art. 6 (2), (3)."""
        return frozenset(topic.code for topic in self.topics)

    def competence(self, party: Party) -> frozenset[str]:
        """The topics within the party's competence: Art. 6 (4)."""
        return frozenset(entry["topic"] for entry in self.competences if entry["party"] == party)

    def __hash__(self) -> int:
        return hash(self.version)


@lru_cache(maxsize=4)
def _named(register: Register) -> dict[str, BodyEntry]:
    return {
        name.casefold(): body
        for body in register.bodies.values()
        for name in (body.code, *body.names.values(), *body.aliases)
    }


@lru_cache(maxsize=1)
def load_register() -> Register:
    """The shipped register."""
    files = [HERE / "bodies.yaml", HERE / "offices.yaml", TOPICS / "interests.json", TOPICS / "competences.json"]
    contents = [path.read_bytes() for path in files]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    bodies = [_body(entry) for entry in yaml.load(contents[0], Loader=loader)["bodies"]]  # noqa: S506 - a safe loader, in C where there is one
    return Register(
        bodies={body.code: body for body in bodies},
        offices=tuple(yaml.load(contents[1], Loader=loader)["offices"]),  # noqa: S506 - a safe loader
        topics=tuple(_topic(entry) for entry in json.loads(contents[2])),
        competences=tuple(json.loads(contents[3])),
        version=hashlib.sha256(b"".join(contents)).hexdigest()[:12],
    )


def _body(entry: dict[str, object]) -> BodyEntry:
    values = dict(entry)
    policy = dict(values.pop("policy"))  # type: ignore[call-overload]
    values["names"] = values.pop("name")
    values["aliases"] = tuple(values.get("aliases", ()))  # type: ignore[arg-type]
    return BodyEntry(policy=Policy(**{**policy, "observers": Openness(policy["observers"])}), **values)  # type: ignore[arg-type]


def _topic(entry: dict[str, str]) -> Topic:
    return Topic(
        code=entry["code"],
        names={"en": entry["en"], "fr": entry["fr"]},
        descriptions={"en": entry["desc_en"], "fr": entry["desc_fr"]},
        basis=entry["agreement"],
    )

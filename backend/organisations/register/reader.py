"""Reading the shipped files of the register into values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from backend.domain.agreement import SIGNED, Agreement, Arrangement
from backend.domain.languages import LANGUAGES
from backend.domain.meetings import Openness
from backend.domain.parties import Party

from .entries import BodyEntry, Policy, Register, Topic, TopicEntry

HERE = Path(__file__).parent
TOPICS = HERE.parents[1] / "topics" / "register"
FILES = (
    HERE / "bodies.yaml",
    HERE / "offices.yaml",
    HERE / "agreement.yaml",
    HERE / "arrangements.yaml",
    TOPICS / "interests.json",
    TOPICS / "competences.json",
)

Entry = dict[str, object]


@lru_cache(maxsize=1)
def load_register() -> Register:
    """The shipped register."""
    bodies, offices, agreement, arrangements, interests, competences = (path.read_bytes() for path in FILES)
    shared = [_topic(entry) for entry in json.loads(interests)]
    entries = [_body(entry) for entry in _yaml(bodies)["bodies"]]
    return Register(
        bodies={body.code: body for body in entries},
        offices=tuple(_yaml(offices)["offices"]),
        topics=tuple(shared),
        interest_entries=tuple(_interests(json.loads(interests))),
        competences=tuple(TopicEntry(**_dates(entry)) for entry in json.loads(competences)),  # type: ignore[arg-type]
        agreement=agreement_of(_yaml(agreement)),
        arrangements=tuple(_arrangement(entry) for entry in _yaml(arrangements)["arrangements"] or ()),
        version=hashlib.sha256(
            b"".join((bodies, offices, agreement, arrangements, interests, competences))
        ).hexdigest()[:12],
    )


def _yaml(content: bytes) -> Mapping[str, list[Entry]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("Mapping[str, list[Entry]]", yaml.load(content, Loader=loader))  # noqa: S506 - a safe loader, in C where there is one


def _dates(entry: Mapping[str, object]) -> Entry:
    """`from` and `until` of the files as the names that values have; days as days."""
    values = dict(entry)
    for name, key in (("valid_from", "from"), ("valid_until", "until")):
        if key in values:
            values[name] = _day(values.pop(key))
    return values


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else cast("date | None", value)


def _body(entry: Entry) -> BodyEntry:
    """A body has one `policy`, or dated `policies`."""
    values = dict(entry)
    policies = values.pop("policies", None) or [values.pop("policy")]
    values["names"] = values.pop("name")
    values["aliases"] = tuple(cast("Iterable[str]", values.get("aliases", ())))
    rules = tuple(_policy(policy) for policy in cast("list[Entry]", policies))
    return BodyEntry(policies=rules, **values)  # type: ignore[arg-type]


def _policy(entry: Entry) -> Policy:
    values = _dates(entry)
    return Policy(**{**values, "observers": Openness(str(values["observers"]))})  # type: ignore[arg-type]


def _topic(entry: Mapping[str, str]) -> Topic:
    return Topic(
        code=entry["code"],
        names={language: entry[language] for language in LANGUAGES},
        descriptions={"en": entry["desc_en"], "fr": entry["desc_fr"]},
        basis=entry["agreement"],
    )


def _interests(entries: list[Mapping[str, object]]) -> Iterable[TopicEntry]:
    """Article 1 names common fields: each entry is of interest to both parties unless it names its own."""
    for entry in entries:
        for party in cast("list[str]", entry.get("parties") or [party.value for party in Party]):
            dates = _dates({k: v for k, v in entry.items() if k in {"from", "until"}})
            yield TopicEntry(party, str(entry["code"]), str(entry["agreement"]), **dates)  # type: ignore[arg-type]


def agreement_of(entry: Mapping[str, object]) -> Agreement:
    """The dates of the Agreement with their sources: Art. 10."""
    force = cast("Entry", entry["in_force"])
    notice = cast("Entry", entry.get("notice") or {})
    return Agreement(
        in_force_from=_day(force.get("from")) or SIGNED,
        source=str(force["source"]),
        assumed=force.get("confidence") != "sourced",
        notice_received=_day(notice.get("received")),
        notice_source=str(notice.get("source", "")),
    )


def _arrangement(entry: Entry) -> Arrangement:
    values = _dates(entry)
    for name in ("bodies", "kinds"):
        values[name] = frozenset(cast("Iterable[str]", values.get(name) or ()))
    return Arrangement(**values)  # type: ignore[arg-type]

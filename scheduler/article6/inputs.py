"""The facts of a decision as JSON and back: what is stored is complete, so that it can be replayed years later."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from backend.domain.agreement import Agreement, Arrangement
from backend.domain.decisions import Answer
from backend.domain.meetings import Openness
from backend.domain.parties import Party

from .facts import ItemFacts, Matter, MeetingFacts, Opening, Settled
from .readings import Readings

Document = Mapping[str, object]
PLAIN = (
    "host",
    "kind",
    "scope",
    "status",
    "body",
    "body_names",
    "general_assembly",
    "crime_prevention",
    "crime_prevention_source",
)


def facts_document(facts: MeetingFacts) -> dict[str, object]:
    """The facts as JSON types; names only of the topics that are mentioned."""
    mentioned = {m.topic for m in (*facts.title_matters, *(m for i in facts.items for m in i.matters))}
    return {
        **{name: getattr(facts, name) for name in PLAIN},
        "guest": facts.guest.value,
        "opens": facts.opens.isoformat(),
        "organisers": sorted(facts.organisers),
        "involvement": None if facts.involvement is None else sorted(facts.involvement),
        "meeting": _opening(facts.meeting),
        "sittings": [_opening(one) for one in facts.sittings],
        "conditions": dict(facts.conditions),
        "items": [_item(item) for item in facts.items],
        "title_matters": [_matter(one) for one in facts.title_matters],
        "competences": sorted(facts.competences),
        "topics": {code: dict(names) for code, names in sorted(facts.topics.items()) if code in mentioned},
        "agreement": _agreement(facts.agreement),
        "arrangements": [_arrangement(one) for one in facts.arrangements],
        "settled": [_settled(one) for _, one in sorted(facts.settled.items())],
        "ask_by": _iso(facts.ask_by),
        "doubts": [dict(one) for one in facts.doubts],
    }


def facts_from(document: Document, readings: Readings) -> MeetingFacts:
    """The inverse of `facts_document`, under the readings of the stored version of the rules."""
    doc = cast("dict[str, list[Document]]", document)
    involvement = cast("list[str] | None", document["involvement"])
    return MeetingFacts(
        **{name: document[name] for name in PLAIN},  # type: ignore[arg-type]
        guest=Party(str(document["guest"])),
        opens=date.fromisoformat(str(document["opens"])),
        organisers=_names(document, "organisers"),
        involvement=None if involvement is None else frozenset(involvement),
        meeting=_opening_from(cast("Document", document["meeting"])),
        sittings=tuple(_opening_from(one) for one in doc["sittings"]),
        conditions=cast("Document", document["conditions"]),
        items=tuple(_item_from(one) for one in doc["items"]),
        title_matters=tuple(_matter_from(one) for one in doc["title_matters"]),
        competences=_names(document, "competences"),
        topics=cast("Mapping[str, Mapping[str, str]]", document["topics"]),
        agreement=_agreement_from(cast("Document", document["agreement"])),
        arrangements=tuple(_arrangement_from(one) for one in doc["arrangements"]),
        settled={one.question: one for one in map(_settled_from, doc["settled"])},
        ask_by=_day(document["ask_by"]),
        doubts=tuple(cast("Sequence[Mapping[str, str]]", document["doubts"])),
        readings=readings,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _names(document: Document, key: str) -> frozenset[str]:
    return frozenset(cast("list[str]", document[key]))


def _opening(opening: Opening) -> dict[str, object]:
    return {"openness": opening.openness.value, "level": opening.level, "source": opening.source}


def _opening_from(document: Document) -> Opening:
    return Opening(Openness(str(document["openness"])), str(document["level"]), str(document["source"]))


def _item(item: ItemFacts) -> dict[str, object]:
    matters = [_matter(one) for one in item.matters]
    return {"number": item.number, "opening": _opening(item.opening), "matters": matters,
            "own": item.own, "reserved": item.reserved}  # fmt: skip


def _item_from(document: Document) -> ItemFacts:
    matters = tuple(_matter_from(one) for one in cast("list[Document]", document["matters"]))
    opening = _opening_from(cast("Document", document["opening"]))
    return ItemFacts(str(document["number"]), opening, matters, bool(document["own"]), bool(document["reserved"]))


def _matter(matter: Matter) -> dict[str, object]:
    evidence = [dict(one) for one in matter.evidence]
    return {"item": matter.item, "topic": matter.topic, "confidence": matter.confidence,
            "evidence": evidence, "sure": matter.sure,
            **({"resembles": matter.resembles} if matter.resembles else {})}  # fmt: skip


def _matter_from(document: Document) -> Matter:
    evidence = tuple(cast("list[Document]", document["evidence"]))
    confidence = cast("float", document["confidence"])
    sure, resembles = bool(document["sure"]), str(document.get("resembles", ""))
    return Matter(str(document["item"]), str(document["topic"]), confidence, evidence, sure, resembles)


def _agreement(agreement: Agreement) -> dict[str, object]:
    return {
        "in_force_from": _iso(agreement.in_force_from),
        "source": agreement.source,
        "assumed": agreement.assumed,
        "notice_received": _iso(agreement.notice_received),
        "notice_source": agreement.notice_source,
        "stated": agreement.stated,
    }


def _agreement_from(document: Document) -> Agreement:
    return Agreement(
        in_force_from=_day(document["in_force_from"]),
        source=str(document["source"]),
        assumed=bool(document["assumed"]),
        notice_received=_day(document["notice_received"]),
        notice_source=str(document["notice_source"]),
        stated=cast("bool | None", document["stated"]),
    )


def _arrangement(one: Arrangement) -> dict[str, object]:
    return {
        "reference": one.reference,
        "clause": one.clause,
        "valid_from": _iso(one.valid_from),
        "valid_until": _iso(one.valid_until),
        "bodies": sorted(one.bodies),
        "kinds": sorted(one.kinds),
        "interest_presumed": one.interest_presumed,
        "conditions": dict(one.conditions),
        "source": one.source,
    }


def _arrangement_from(document: Document) -> Arrangement:
    return Arrangement(
        reference=str(document["reference"]),
        clause=str(document["clause"]),
        valid_from=date.fromisoformat(str(document["valid_from"])),
        valid_until=_day(document["valid_until"]),
        bodies=_names(document, "bodies"),
        kinds=_names(document, "kinds"),
        interest_presumed=bool(document["interest_presumed"]),
        conditions=cast("Document", document["conditions"]),
        source=str(document["source"]),
    )


def _settled(one: Settled) -> dict[str, str]:
    return {"question": one.question, "answer": one.answer.value, "by": one.by,
            "on": one.on.isoformat(), "source": one.source}  # fmt: skip


def _settled_from(document: Document) -> Settled:
    on = date.fromisoformat(str(document["on"]))
    return Settled(
        str(document["question"]), Answer(str(document["answer"])), str(document["by"]), on, str(document["source"])
    )

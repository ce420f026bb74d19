"""From what people typed to the interchange format; what the form does not ask for stays as it was stored."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from backend.domain.agendas import PastedItem, paired, parse_agenda
from backend.domain.errors import Invalid, Problem
from backend.domain.parties import Party


def document(
    values: Mapping[str, object], *, party: Party, status: str, stored: Mapping[str, object] | None = None
) -> dict[str, object]:
    """The meeting in the interchange format; what the form does not ask for stays as it was stored.

    Raises Invalid for an agenda that cannot be read.
    """
    languages = {str(values["language"]): "", str(values.get("other_language") or ""): "other_"}
    kept = dict(stored or {})
    agenda = _agenda(values, languages, kept.get("agenda"))
    return kept | {
        "id": values["identifier"],
        "host": kept.get("host") or values.get("host") or party.value,
        "involved": _involved(values, party, kept.get("involved", [])),
        "body": values["body"] or None,
        "kind": values["kind"],
        "title": _merged(kept.get("title"), {code: values.get(f"{p}title") for code, p in languages.items() if code}),
        "starts": _moment(values["starts_on"], values.get("starts_time")),
        "ends": _moment(values["ends_on"], values.get("ends_time")),
        "time_zone": values.get("time_zone") or None,
        "place": values.get("place") or None,
        "mode": values.get("mode") or None,
        "observers": values.get("observers") or None,
        "status": status,
        "agenda": agenda,
        "sittings": _spelled(values.get("sittings", kept.get("sittings")), agenda),
    }


def _agenda(values: Mapping[str, object], languages: Mapping[str, str], stored: object) -> dict[str, object] | None:
    texts: dict[str, Sequence[PastedItem]] = {}
    problems: list[Problem] = []
    for code, prefix in languages.items():
        try:
            if code:
                texts[code] = parse_agenda(str(values.get(f"{prefix}agenda") or ""), where=f"{prefix}agenda")
        except Invalid as refusal:
            problems += refusal.problems
    if problems:
        raise Invalid(*problems)
    items = paired(texts)
    known = texts_of(stored).get("items")
    before = known if isinstance(known, list) else []
    if not items:
        return None
    issued = values.get("issued")
    untouched = bool(before) and all(_same(texts[code], before, code) for code in texts)
    return {
        "stage": values.get("stage") or None,
        "symbol": values.get("symbol") or None,
        "issued": issued.isoformat() if isinstance(issued, date) else None,
        "items": before if untouched else [_item(item, before, set(texts)) for item in items],
    }


def _same(typed: Sequence[PastedItem], stored: list[Mapping[str, object]], language: str) -> bool:
    """Whether the text is the one that the form was filled with: then numbers of any kind stay as they are."""
    return typed == parse_agenda(agenda_text(stored, language))


def _item(item: Mapping[str, object], stored: list[Mapping[str, object]], shown: set[str]) -> dict[str, object]:
    """The item as typed, with what the form does not show of the stored one of the same number."""
    before = next((one for one in stored if bare(one["number"]) == bare(item["number"])), {})
    spelled = {name: before[name] for name in ("number", "parent") if name in before}
    hidden = {code: text for code, text in texts_of(before.get("title")).items() if code not in shown}
    return {**before, **item, **spelled, "title": {**hidden, **texts_of(item["title"])}}


def bare(number: object) -> str:
    """The number without spaces: “3 (a)” and “3(a)” are one item."""
    return "".join(str(number).split())


def _spelled(sittings: object, agenda: Mapping[str, object] | None) -> object:
    """The sittings, with the numbers of their items as the agenda writes them."""
    rows = sittings if isinstance(sittings, list) else []
    items = texts_of(agenda).get("items")
    spelled = {bare(item["number"]): item["number"] for item in items} if isinstance(items, list) else {}
    return [{**row, "items": [spelled.get(bare(number), number) for number in row.get("items") or ()]} for row in rows]


def _merged(stored: object, typed: Mapping[str, object]) -> dict[str, object]:
    return {code: text for code, text in {**texts_of(stored), **typed}.items() if text}


def texts_of(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _involved(values: Mapping[str, object], party: Party, stored: object) -> object:
    roles = {party.value: values.get("own_role"), party.counterpart.value: values.get("other_role")}
    others = [one for one in stored if one["party"] not in roles] if isinstance(stored, list) else []
    stated = [{"party": name, "role": role} for name, role in roles.items() if role]
    return stored if stored is None and not stated else [*others, *stated]


def _moment(day: object, hour: object) -> str:
    if isinstance(day, date) and isinstance(hour, time):
        return datetime.combine(day, hour).isoformat(timespec="minutes")
    return day.isoformat() if isinstance(day, date) else ""


def agenda_text(items: object, language: str) -> str:
    rows = items if isinstance(items, list) else []
    return "\n".join(f"{row['number']}. {row['title'][language]}" for row in rows if language in row["title"])

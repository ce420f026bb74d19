"""Reading and writing the interchange format: JSONL, a JSON list, or YAML with `meetings:`."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import cast

import yaml
from pydantic import ValidationError

from backend.domain.errors import DomainError, Invalid, Problem
from backend.domain.moments import instant, zone_named

from .record import MeetingRecord, Moment


def parse_meeting(data: object, where: str = "") -> MeetingRecord:
    """The meeting. Raises Invalid with every problem: its path, what is wrong and how to mend it."""
    try:
        record = MeetingRecord.model_validate(data)
    except ValidationError as error:
        raise Invalid(*(_problem(dict(found), where) for found in error.errors())) from None
    problems = tuple(_contradictions(record, where))
    if problems:
        raise Invalid(*problems)
    return record


def as_document(record: MeetingRecord) -> dict[str, object]:
    """The meeting as JSON types; what was not stated is left out. The inverse of `parse_meeting`."""
    document = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if record.involved is None:
        document["involved"] = None
    return document


def read_file(path: Path) -> Iterator[tuple[str, MeetingRecord | Invalid]]:
    """Each meeting of the file with its place in it, or what is wrong there. Raises Invalid for an unreadable file."""
    seen: set[tuple[str, str]] = set()
    for where, data in _entries(path):
        try:
            record = data if isinstance(data, Invalid) else parse_meeting(data, where)
        except Invalid as refusal:
            record = refusal
        if isinstance(record, MeetingRecord):
            key = (record.host, record.id)
            if key in seen:
                message = f"The meeting “{record.id}” of {record.host} stands twice in this file. Keep one of the two."
                record = Invalid(Problem(f"{where}.id", "duplicate_meeting", message))
            seen.add(key)
        yield where, record


def _entries(path: Path) -> Iterator[tuple[str, object]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            Problem(str(path), "unreadable_file", f"The file cannot be read as UTF-8 text: {error}")
        ) from None
    if path.suffix.lower() in {".yaml", ".yml"}:
        yield from _listed(path, _loaded(path, text, yaml_file=True))
    elif path.suffix.lower() == ".jsonl":
        yield from _lines(path, text)
    else:
        yield from _json(path, text)


def _json(path: Path, text: str) -> Iterator[tuple[str, object]]:
    try:
        yield from _listed(path, json.loads(text))
    except json.JSONDecodeError:
        if "\n" not in text.strip():
            _loaded(path, text, yaml_file=False)
        yield from _lines(path, text)


def _loaded(path: Path, text: str, *, yaml_file: bool) -> object:
    try:
        return yaml.safe_load(text) if yaml_file else json.loads(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        kind = "YAML" if yaml_file else "JSON"
        raise Invalid(Problem(str(path), "malformed_file", f"This is not well-formed {kind}: {error}")) from None


def _listed(path: Path, loaded: object) -> Iterator[tuple[str, object]]:
    meetings = loaded.get("meetings", [loaded]) if isinstance(loaded, dict) else loaded
    if not isinstance(meetings, list):
        message = "Expected a list of meetings, one meeting, or the key “meetings” with a list."
        raise Invalid(Problem(str(path), "not_meetings", message))
    for index, data in enumerate(meetings):
        yield f"{path}: meetings[{index}]", data


def _lines(path: Path, text: str) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}: line {number}"
            try:
                yield where, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield where, Invalid(Problem(where, "malformed_line", f"This line is not JSON: {error}"))


def _problem(found: Mapping[str, object], where: str) -> Problem:
    location = cast("tuple[str | int, ...]", found["loc"])
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    message = str(found["msg"]).removeprefix("Value error, ")
    return Problem(".".join(part for part in (where, path) if part), str(found["type"]), message)


def _contradictions(record: MeetingRecord, where: str) -> Iterator[Problem]:
    yield from _times(record, where)
    numbers = Counter(item.number for item in record.agenda.items) if record.agenda else Counter[str]()
    sittings = Counter(sitting.id for sitting in record.sittings)
    for name, counted in (("agenda.items", numbers), ("sittings", sittings)):
        for number, times in counted.items():
            if times > 1:
                message = f"The number “{number}” stands {times} times. Give each its own."
                yield Problem(_at(where, name), "duplicate_number", message)


def _times(record: MeetingRecord, where: str) -> Iterator[Problem]:
    try:
        if record.time_zone:
            zone_named(record.time_zone, where="time_zone")
    except DomainError as error:
        yield Problem(_at(where, error.where), error.code, error.message)
        return
    yield from _slot(record.starts, record.ends, record.time_zone, where)
    for index, sitting in enumerate(record.sittings):
        yield from _slot(sitting.starts, sitting.ends, record.time_zone, _at(where, f"sittings[{index}]"))


def _slot(starts: Moment, ends: Moment, zone: str | None, where: str) -> Iterator[Problem]:
    timed = [isinstance(starts, datetime), isinstance(ends, datetime)]
    if any(timed) and not zone:
        yield Problem(_at(where, "time_zone"), "missing_zone", "A time needs its zone. Add one like “Europe/Vienna”.")
        return
    if timed[0] != timed[1]:
        message = "Start and end must both be dates, or both date-times."
        yield Problem(_at(where, "ends"), "mixed_times", message)
        return
    if _as_datetime(ends) < _as_datetime(starts):
        yield Problem(_at(where, "ends"), "end_before_start", "The end is before the start. Correct one of the two.")
        return
    for name, value in (("starts", starts), ("ends", ends)):
        if isinstance(value, datetime) and zone:
            try:
                instant(value, zone, where=name)
            except DomainError as error:
                yield Problem(_at(where, name), error.code, error.message)


def _as_datetime(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time.min)


def _at(where: str, name: str) -> str:
    return ".".join(part for part in (where, name) if part)

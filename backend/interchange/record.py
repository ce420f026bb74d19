"""One meeting in the interchange format: values as they were stated; absent and null both mean “not stated”."""

from datetime import date, datetime
from math import isfinite
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from backend.domain.languages import LANGUAGES
from backend.domain.meetings import Classification, Effect, Kind, Mode, Openness, Scope, Stage, Status
from backend.domain.plaintext import clean

from .scalars import text_of

Language = Literal["ar", "en", "es", "fr", "ru", "zh"]

LONGEST_TEXT = 5_000
"""Characters of one title. The longest real one that we know has less than a tenth of it."""


def _texts(value: object) -> object:
    """A plain string is English; unknown languages and empty texts are refused, control characters removed."""
    texts = {"en": value} if isinstance(value, str) else value
    if not isinstance(texts, dict):
        raise ValueError("must be a text, or texts by language such as {en: …, fr: …}")
    given = {str(key).casefold().replace("_", "-").split("-")[0]: text for key, text in texts.items()}
    unknown = [key for key in given if key not in LANGUAGES]
    if unknown:
        raise ValueError(f"has the unknown language “{unknown[0][:20]}”; use {', '.join(LANGUAGES)}")
    cleaned = {key: kept for key, text in sorted(given.items()) if isinstance(text, str) and (kept := clean(text))}
    if not cleaned:
        raise ValueError("must not be empty")
    if max(map(len, cleaned.values())) > LONGEST_TEXT:
        raise ValueError(f"has more than {LONGEST_TEXT} characters: shorten it")
    return cleaned


def _moment(value: object) -> object:
    """A date, or a local date-time without offset."""
    moment = _written_moment(value.strip()) if isinstance(value, str) else value
    if isinstance(moment, datetime):
        if moment.tzinfo is not None:
            raise ValueError("must be local time without an offset: say the zone in time_zone")
        return moment.replace(second=0, microsecond=0)
    if isinstance(moment, date):
        return moment
    raise ValueError("must be a date (2026-05-18) or a local date-time (2026-05-18T10:00)")


def _written_moment(text: str) -> date | datetime:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-05-18") else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a date (2026-05-18) or a local date-time (2026-05-18T10:00)") from None


def _text(value: object) -> object:
    """A text on one line. YAML reads a bare 5, 3.1 or 2026-05-18 as a number or a day: they are taken as written."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text_of(value)
    if isinstance(value, date):
        return value.isoformat()
    return clean(value) if isinstance(value, str) else value


def _word(value: object) -> object:
    """A word of a closed list, whatever its case: “In person” is in_person."""
    return "_".join(value.split()).replace("-", "_").casefold() if isinstance(value, str) else value


def _day(value: object) -> object:
    """A day; a time of day written with it is left out."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            raise ValueError(f"“{value[:40]}” is not a date: write it like 2026-05-18") from None
    if value is None or isinstance(value, date):
        return value
    raise ValueError("must be a date like 2026-05-18")


def _truth(value: object) -> object:
    """Yes or no; null is no."""
    if value is None:
        return False
    if isinstance(value, str) and value.strip().casefold() in {"yes", "no", "true", "false"}:
        return value.strip().casefold() in {"yes", "true"}
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false")


def _listing(value: object) -> object:
    """A list; null is an empty one. One text alone is a list of one."""
    if value is None:
        return ()
    return (value,) if isinstance(value, (str, int)) and not isinstance(value, bool) else value


def _written(value: date | datetime) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


Texts = Annotated[dict[Language, str], BeforeValidator(_texts, json_schema_input_type=str | dict[Language, str])]
Moment = Annotated[
    datetime | date,
    BeforeValidator(_moment, json_schema_input_type=str),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string", "examples": ["2026-05-18", "2026-05-18T10:00"]}),
]
Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=200)]
Number = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=40)]
Day = Annotated[date, BeforeValidator(_day)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Observers = Annotated[Openness | None, BeforeValidator(_word)]


def _conditions(value: object) -> object:
    """Conditions by name, each a number, a text or yes or no; null is none at all."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("must be conditions by name, such as {seats: 2}")
    for name, one in value.items():
        if not (one is None or isinstance(one, (bool, int, str)) or (isinstance(one, float) and isfinite(one))):
            raise ValueError(f"{str(name)[:40]} must be a number, a text, or true or false")
    return {clean(str(name)): clean(one) if isinstance(one, str) else one for name, one in value.items()}


Conditions = Annotated[dict[str, object], BeforeValidator(_conditions)]


class Value(BaseModel):
    """Frozen; a key that the format does not know is kept aside and becomes a note."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=False)


class DocumentRecord(Value):
    """A document of an item, by its symbol. Art. 3: its own class, whatever the item's."""

    symbol: Name
    title: Texts | None = None
    classification: Annotated[Classification, BeforeValidator(lambda v: _word(v or "general"))] = Classification.GENERAL


class ItemRecord(Value):
    number: Number
    parent: Number | None = None
    title: Texts
    observers: Observers = None
    classification: Annotated[Classification, BeforeValidator(lambda v: _word(v or "general"))] = Classification.GENERAL
    topics: Annotated[tuple[Text, ...], BeforeValidator(_listing)] = ()
    committee: Text | None = None
    documents: Annotated[tuple[DocumentRecord, ...], BeforeValidator(_listing)] = ()


class AgendaRecord(Value):
    stage: Annotated[Stage | None, BeforeValidator(_word)] = None
    symbol: Text | None = None
    issued: Day | None = None
    items: Annotated[tuple[ItemRecord, ...], BeforeValidator(_listing)] = ()


class SittingRecord(Value):
    id: Number
    starts: Moment
    ends: Moment
    items: Annotated[tuple[Number, ...], BeforeValidator(_listing)] = ()
    private: Truth = False


class BodyDecisionRecord(Value):
    symbol: Text | None = None
    effect: Annotated[Effect, BeforeValidator(_word)]
    scope: Annotated[str, BeforeValidator(lambda v: _text(v or "meeting")), Field(max_length=100)] = "meeting"
    guest: Text | None = None
    conditions: Conditions = {}
    valid_from: Day | None = Field(None, alias="from")
    valid_until: Day | None = Field(None, alias="until")


class InvolvementRecord(Value):
    party: Name
    role: Annotated[str | None, BeforeValidator(lambda v: _word(_text(v)))] = None


class AgreementRecord(Value):
    in_force: bool | None = None
    terminated_notice: Day | None = None


class MeetingRecord(Value):
    """A meeting as it was recorded. `involved` None = not known; () = nobody is."""

    id: Name
    host: Name
    title: Texts
    starts: Moment
    ends: Moment
    involved: tuple[InvolvementRecord, ...] | None = ()
    body: Text | None = None
    kind: Annotated[Kind | None, BeforeValidator(_word)] = None
    scope: Annotated[Scope | None, BeforeValidator(_word)] = None
    time_zone: Text | None = None
    place: Text | None = None
    mode: Annotated[Mode | None, BeforeValidator(_word)] = None
    observers: Observers = None
    observer_conditions: Conditions = {}
    crime_prevention: bool | None = None
    status: Annotated[Status, BeforeValidator(lambda v: _word(v or "published"))] = Status.PUBLISHED
    agenda: AgendaRecord | None = None
    sittings: Annotated[tuple[SittingRecord, ...], BeforeValidator(_listing)] = ()
    decisions: Annotated[tuple[BodyDecisionRecord, ...], BeforeValidator(_listing)] = ()
    agreement: AgreementRecord | None = None

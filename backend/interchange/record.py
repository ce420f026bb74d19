"""One meeting in the interchange format: values as they were stated; absent and null both mean “not stated”."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from backend.domain.languages import LANGUAGES
from backend.domain.meetings import Classification, Effect, Kind, Mode, Openness, Scope, Stage, Status
from backend.domain.plaintext import clean

Language = Literal["ar", "en", "es", "fr", "ru", "zh"]


def _texts(value: object) -> object:
    """A plain string is English; unknown languages and empty texts are refused, control characters removed."""
    texts = {"en": value} if isinstance(value, str) else value
    if not isinstance(texts, dict):
        raise ValueError("must be a text, or texts by language such as {en: …, fr: …}")
    unknown = [key for key in texts if key not in LANGUAGES]
    if unknown:
        raise ValueError(f"has the unknown language “{unknown[0]}”; use {', '.join(LANGUAGES)}")
    cleaned = {key: clean(text) for key, text in sorted(texts.items()) if isinstance(text, str) and clean(text)}
    if not cleaned:
        raise ValueError("must not be empty")
    return cleaned


def _moment(value: object) -> object:
    """A date, or a local date-time without offset."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) == len("2026-05-18") else datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"“{value}” is not a date (2026-05-18) or a local date-time (2026-05-18T10:00)") from None
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise ValueError("must be local time without an offset: say the zone in time_zone")
        return value.replace(second=0, microsecond=0)
    if isinstance(value, date):
        return value
    raise ValueError("must be a date (2026-05-18) or a local date-time (2026-05-18T10:00)")


def _text(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean(value) if isinstance(value, str) else value


def _written(value: date | datetime) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


Texts = Annotated[dict[Language, str], BeforeValidator(_texts)]
Moment = Annotated[datetime | date, BeforeValidator(_moment), PlainSerializer(_written)]
Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=200)]
Number = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=40)]


def _absent(value: object) -> object:
    return () if value is None else value


def _no_conditions(value: object) -> object:
    return {} if value is None else value


Conditions = Annotated[dict[str, object], BeforeValidator(_no_conditions)]


class Value(BaseModel):
    """Frozen; a key that the format does not know is kept aside and becomes a note."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=False)


class ItemRecord(Value):
    number: Number
    parent: Number | None = None
    title: Texts
    observers: Openness | None = None
    classification: Annotated[Classification, BeforeValidator(lambda v: v or "general")] = Classification.GENERAL
    topics: Annotated[tuple[Text, ...], BeforeValidator(_absent)] = ()


class AgendaRecord(Value):
    stage: Stage | None = None
    symbol: Text | None = None
    issued: date | None = None
    items: Annotated[tuple[ItemRecord, ...], BeforeValidator(_absent)] = ()


class SittingRecord(Value):
    id: Number
    starts: Moment
    ends: Moment
    items: Annotated[tuple[Number, ...], BeforeValidator(_absent)] = ()
    private: Annotated[bool, BeforeValidator(bool)] = False


class BodyDecisionRecord(Value):
    symbol: Text | None = None
    effect: Effect
    scope: Annotated[str, BeforeValidator(lambda v: v or "meeting")] = "meeting"
    guest: Text | None = None
    conditions: Conditions = {}
    valid_from: date | None = Field(None, alias="from")
    valid_until: date | None = Field(None, alias="until")


class InvolvementRecord(Value):
    party: Name
    role: Text | None = None


class AgreementRecord(Value):
    in_force: bool | None = None
    terminated_notice: date | None = None


class MeetingRecord(Value):
    """A meeting as it was recorded. `involved` None = not known; () = nobody is."""

    id: Name
    host: Name
    title: Texts
    starts: Moment
    ends: Moment
    involved: tuple[InvolvementRecord, ...] | None = ()
    body: Text | None = None
    kind: Kind | None = None
    scope: Scope | None = None
    time_zone: Text | None = None
    place: Text | None = None
    mode: Mode | None = None
    observers: Openness | None = None
    observer_conditions: Conditions = {}
    crime_prevention: bool | None = None
    status: Annotated[Status, BeforeValidator(lambda v: v or "published")] = Status.PUBLISHED
    agenda: AgendaRecord | None = None
    sittings: Annotated[tuple[SittingRecord, ...], BeforeValidator(_absent)] = ()
    decisions: Annotated[tuple[BodyDecisionRecord, ...], BeforeValidator(_absent)] = ()
    agreement: AgreementRecord | None = None

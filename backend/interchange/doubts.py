"""Values of a meeting that look wrong. Each becomes a note for a person; none is a refusal. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from backend.domain.parties import Party
from backend.domain.places import zone_of_place
from backend.domain.plaintext import clean

from .record import MeetingRecord

SYMBOLS = re.compile(
    r"^(?:[A-Z][A-Za-z]*(?:\.\d+)?(?:/[A-Za-z0-9.\-]+)+(?: \([^)]*\))?"
    r"|AGN/\d+/[A-Z]+/\d+|AG-\d{4}-[A-Z]+-\d+|GA-\d{4}-\d+-[A-Z]+-\d+|(?:GA|AG|EC|CE)[-/ ][\w\-/. ]*\d[\w\-/. ]*)$"
)
"""UN: organ/subsidiary/year/number with /Add. /Corr. /Rev. /L. /INF/; INTERPOL: its three generations."""

LIKE_A_PARTY = {
    "united nations": Party.UN,
    "the united nations": Party.UN,
    "nations unies": Party.UN,
    "organisation des nations unies": Party.UN,
    "united nations organization": Party.UN,
    "onu": Party.UN,
    "un": Party.UN,
    "u.n.": Party.UN,
    "uno": Party.UN,
    "un secretariat": Party.UN,
    "united nations secretariat": Party.UN,
    "unodc": Party.UN,
    "onudc": Party.UN,
    "united nations office on drugs and crime": Party.UN,
    "office des nations unies contre la drogue et le crime": Party.UN,
    "interpol": Party.INTERPOL,
    "icpo-interpol": Party.INTERPOL,
    "oipc-interpol": Party.INTERPOL,
    "icpo": Party.INTERPOL,
    "oipc": Party.INTERPOL,
    "international criminal police organization": Party.INTERPOL,
    "international criminal police organization - interpol": Party.INTERPOL,
    "organisation internationale de police criminelle": Party.INTERPOL,
}
MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class Doubt:
    """What looks wrong: a stable code, and the sentence in both authentic languages."""

    code: str
    en: str
    fr: str


def doubts(record: MeetingRecord) -> Iterator[Doubt]:
    """All doubts about the values of one meeting, in a stable order."""
    yield from _unknown_keys(record)
    yield from _names(record)
    yield from _zone(record)
    yield from _agenda(record)
    yield from _sittings(record)


def _unknown_keys(record: MeetingRecord) -> Iterator[Doubt]:
    known = dict.fromkeys(path for place, value in _values(record) for path in _extra(place, value))
    for path in list(known)[:MOST_KEYS]:
        yield Doubt("unknown_key", f"The key “{path}” is not part of the format: it is not taken into account.",
                    f"La clé « {path} » ne fait pas partie du format : elle n'est pas prise en compte.")  # fmt: skip


def _extra(place: str, value: BaseModel) -> Iterator[str]:
    for key in value.model_extra or ():
        yield f"{place}{clean(str(key))[:80]}"


def _values(record: MeetingRecord) -> Iterator[tuple[str, BaseModel]]:
    yield "", record
    yield from (("involved.", one) for one in record.involved or ())
    if record.agenda:
        yield "agenda.", record.agenda
        yield from (("agenda.items.", one) for one in record.agenda.items)
    yield from (("sittings.", one) for one in record.sittings)
    yield from (("decisions.", one) for one in record.decisions)
    if record.agreement:
        yield "agreement.", record.agreement


def _names(record: MeetingRecord) -> Iterator[Doubt]:
    """Only the exact names UN and INTERPOL are the parties: every other name is another organisation."""
    places = [("host", record.host), *(("involved.party", one.party) for one in record.involved or ())]
    places += [("decisions.guest", one.guest) for one in record.decisions if one.guest]
    for place, name in dict.fromkeys(places):
        party = LIKE_A_PARTY.get(" ".join(name.casefold().split()))
        meant = party and name != party and not (place == "decisions.guest" and name.casefold() == party.casefold())
        if meant:
            yield Doubt("name_like_a_party", f"{place}: “{name}” is taken as another organisation; write “{party}” "
                                             "for the party.",
                        f"{place} : « {name} » est pris pour une autre organisation ; écrire « {party} » pour la "
                        "partie.")  # fmt: skip


def _zone(record: MeetingRecord) -> Iterator[Doubt]:
    timed = isinstance(record.starts, datetime) or isinstance(record.ends, datetime)
    if timed and not record.time_zone:
        yield Doubt("zone_not_stated", "The meeting has hours but no time zone: state it before anything is sent.",
                    "La réunion a des heures mais pas de fuseau : l'indiquer avant tout envoi.")  # fmt: skip
    local = zone_of_place(record.place) if record.place and record.time_zone else None
    if local and record.time_zone and _offset(local, record.starts) != _offset(record.time_zone, record.starts):
        yield Doubt("zone_unlike_place", f"The zone {record.time_zone} is not that of {record.place} ({local}).",
                    f"Le fuseau {record.time_zone} n'est pas celui de {record.place} ({local}).")  # fmt: skip


def _offset(zone: str, moment: date | datetime) -> object:
    noon = datetime.combine(moment, time(12), ZoneInfo(zone))
    return noon.utcoffset()


def _agenda(record: MeetingRecord) -> Iterator[Doubt]:
    agenda = record.agenda
    if agenda is None:
        return
    if agenda.symbol and not SYMBOLS.match(agenda.symbol):
        yield Doubt("unknown_symbol", f"The symbol “{agenda.symbol}” is of no known pattern.",
                    f"La cote « {agenda.symbol} » ne suit aucun modèle connu.")  # fmt: skip
    if agenda.issued and agenda.issued > _day(record.starts):
        yield Doubt("agenda_after_opening", f"The agenda is dated {agenda.issued.isoformat()}, after the opening "
                                            "of the meeting.",
                    f"L'ordre du jour est daté du {agenda.issued.isoformat()}, après l'ouverture de la "
                    "réunion.")  # fmt: skip
    numbers = {item.number for item in agenda.items}
    for item in agenda.items:
        if item.parent and item.parent not in numbers:
            yield Doubt("unknown_parent", f"Agenda item {item.number} stands under {item.parent}, which is not on "
                                          "the agenda.",
                        f"Le point {item.number} relève du point {item.parent}, absent de l'ordre du "
                        "jour.")  # fmt: skip


def _sittings(record: MeetingRecord) -> Iterator[Doubt]:
    numbers = {item.number for item in record.agenda.items} if record.agenda else set()
    for sitting in record.sittings:
        absent = [number for number in sitting.items if number not in numbers]
        if absent and numbers:
            yield Doubt("unknown_item", f"Sitting {sitting.id} takes {', '.join(absent)}, which is not on the agenda.",
                        f"La séance {sitting.id} traite {', '.join(absent)}, absent de l'ordre du jour.")  # fmt: skip
        if _day(sitting.starts) < _day(record.starts) or _day(sitting.ends) > _day(record.ends):
            yield Doubt("sitting_outside", f"Sitting {sitting.id} lies outside the dates of the meeting.",
                        f"La séance {sitting.id} est hors des dates de la réunion.")  # fmt: skip


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

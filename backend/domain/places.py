"""The time zone of the cities where the two organisations meet. Pure; for doubts and defaults, never for refusals."""

import unicodedata
from functools import lru_cache
from zoneinfo import available_timezones

_SEATS = {
    "America/New_York": ("New York", "UN Headquarters", "Siège de l'ONU", "Washington", "Washington DC"),
    "Europe/Vienna": ("Vienna", "Vienne", "Wien", "VIC", "Vienna International Centre"),
    "Europe/Zurich": ("Geneva", "Genève", "Ginebra", "Genf", "Palais des Nations", "Basel", "Bâle", "Bern", "Berne"),
    "Europe/Paris": ("Lyon", "Paris", "Strasbourg", "Nice", "Marseille", "Marseilles"),
    "Africa/Nairobi": ("Nairobi", "Gigiri"),
    "Europe/Amsterdam": ("The Hague", "La Haye", "Den Haag", "Amsterdam"),
    "Europe/Berlin": ("Bonn", "Hamburg", "Munich", "Berlin"),
    "Asia/Bangkok": ("Bangkok",),
    "Asia/Singapore": ("Singapore", "Singapour"),
    "Africa/Addis_Ababa": ("Addis Ababa", "Addis-Abeba"),
    "America/Santiago": ("Santiago",),
    "Asia/Beirut": ("Beirut", "Beyrouth"),
    "America/Toronto": ("Toronto", "Ottawa", "Montreal", "Montréal"),
    "Europe/London": ("London", "Londres", "Edinburgh", "Glasgow"),
    "Europe/Rome": ("Rome", "Roma", "Palermo", "Palerme", "Milan", "Turin"),
    "Europe/Madrid": ("Madrid", "Barcelona", "Barcelone"),
    "Europe/Brussels": ("Brussels", "Bruxelles"),
    "Asia/Seoul": ("Seoul", "Séoul"),
    "Asia/Kolkata": ("New Delhi", "Delhi", "Mumbai"),
    "Asia/Shanghai": ("Beijing", "Pékin", "Shanghai"),
    "Asia/Tokyo": ("Tokyo", "Kyoto", "Osaka"),
    "Africa/Cairo": ("Cairo", "Le Caire", "Sharm El-Sheikh", "Charm el-Cheikh"),
    "Africa/Casablanca": ("Marrakesh", "Marrakech", "Rabat", "Casablanca"),
    "Asia/Dubai": ("Dubai", "Dubaï", "Abu Dhabi", "Abou Dhabi"),
    "Asia/Qatar": ("Doha",),
    "Europe/Istanbul": ("Istanbul", "Antalya", "Ankara"),
    "America/Sao_Paulo": ("Rio de Janeiro", "São Paulo", "Brasília"),
    "America/Argentina/Buenos_Aires": ("Buenos Aires",),
    "America/Mexico_City": ("Mexico City", "Mexico"),
    "Africa/Johannesburg": ("Cape Town", "Johannesburg", "Pretoria", "Le Cap"),
    "Europe/Lisbon": ("Lisbon", "Lisbonne"),
    "Europe/Athens": ("Athens", "Athènes"),
    "Europe/Warsaw": ("Warsaw", "Varsovie"),
    "Europe/Prague": ("Prague",),
    "Europe/Budapest": ("Budapest",),
    "Europe/Moscow": ("Moscow", "Moscou"),
    "Africa/Dakar": ("Dakar",),
    "Africa/Abidjan": ("Abidjan",),
    "Australia/Sydney": ("Sydney", "Canberra"),
}


def zone_of_place(place: str) -> str | None:
    """The IANA zone of a city as people write it; None where it is not known."""
    cities = _cities()
    parts = (place, *place.replace("(", ",").replace(")", ",").split(","))
    return next((cities[key] for part in parts if (key := _folded(part)) in cities), None)


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Cities that name a zone of their own, then the seats; a name that several zones share is left out."""
    found: dict[str, str] = {}
    shared = set()
    for zone in sorted(available_timezones()):
        area, _, city = zone.rpartition("/")
        key = _folded(city.replace("_", " "))
        if area.split("/")[0] in {"Africa", "America", "Asia", "Australia", "Europe", "Pacific"}:
            shared |= {key} & found.keys()
            found[key] = zone
    own = {key: zone for key, zone in found.items() if key not in shared}
    return own | {_folded(name): zone for zone, names in _SEATS.items() for name in names}


def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("-", " ").replace("’", "'").split())

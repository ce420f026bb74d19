"""Facts for the engine, drawn at random or written by hand."""

from datetime import date

from hypothesis import strategies as st

from backend.domain.agreement import Agreement
from backend.domain.meetings import Openness
from backend.domain.parties import Party
from scheduler.article6.facts import ItemFacts, Matter, MeetingFacts, Opening

TOPICS = {code: {"en": f"topic {code}", "fr": f"sujet {code}"} for code in ("ORG", "PKO", "FOR")}
OPENS = date(2026, 5, 18)


def opening(openness: Openness, level: str = "meeting") -> Opening:
    return Opening(openness, level, f"source of {level}")


def item(
    number: str, openness: Openness = Openness.OPEN, *topics: str, sure: bool = True, own: bool = True
) -> ItemFacts:
    matters = tuple(Matter(number, topic, 0.9 if sure else 0.4, (), sure) for topic in topics)
    return ItemFacts(number, opening(openness, "item"), matters, own)


def facts(**stated: object) -> MeetingFacts:
    """A UN session whose body admits observers."""
    host = str(stated.get("host", "UN"))
    base: dict[str, object] = {
        "host": host,
        "guest": Party.UN if host == "INTERPOL" else Party.INTERPOL,
        "kind": "session",
        "scope": "international",
        "status": "published",
        "opens": OPENS,
        "body": "CSW",
        "body_names": {"en": "Commission", "fr": "Commission"},
        "general_assembly": False,
        "organisers": frozenset({host}),
        "involvement": frozenset(),
        "crime_prevention": False,
        "crime_prevention_source": "title of the meeting",
        "meeting": opening(Openness.OPEN, "policy"),
        "competences": frozenset({"ORG"}),
        "topics": TOPICS,
    }
    return MeetingFacts(**(base | stated))  # type: ignore[arg-type]


OPENNESS = st.sampled_from(Openness)
MATTERS = st.lists(st.tuples(st.sampled_from(sorted(TOPICS)), st.booleans()), max_size=2, unique_by=lambda one: one[0])


@st.composite
def items(draw: st.DrawFn) -> tuple[ItemFacts, ...]:
    numbers = draw(st.lists(st.integers(1, 12).map(str), max_size=4, unique=True))
    return tuple(
        ItemFacts(
            number,
            opening(draw(OPENNESS), "item"),
            tuple(Matter(number, topic, 0.9, (), sure) for topic, sure in draw(MATTERS)),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for number in numbers
    )


@st.composite
def any_facts(draw: st.DrawFn) -> MeetingFacts:
    """Every kind of host, life of the Agreement, openness and agenda."""
    host = draw(st.sampled_from(["UN", "INTERPOL", "WHO"]))
    roles = st.sampled_from(["co_organiser", "co_sponsor", "support", "speaker", "?"])
    return facts(
        host=host,
        guest=draw(st.sampled_from(Party)) if host == "WHO" else Party(host).counterpart,
        kind=draw(st.sampled_from(["session", "training", None])),
        scope=draw(st.sampled_from(["international", "national", None])),
        status=draw(st.sampled_from(["published", "draft", "postponed", "cancelled"])),
        opens=draw(st.sampled_from([date(1996, 10, 14), date(1997, 7, 7), OPENS])),
        general_assembly=draw(st.booleans()) and host == "UN",
        organisers=frozenset({host, *draw(st.lists(st.sampled_from(["UN", "INTERPOL"]), max_size=2))}),
        involvement=draw(st.none() | st.frozensets(roles, max_size=2)),
        crime_prevention=draw(st.booleans()),
        meeting=opening(draw(OPENNESS), draw(st.sampled_from(["meeting", "policy", "nobody"]))),
        sittings=tuple(opening(one, "sitting") for one in draw(st.lists(OPENNESS, max_size=2))),
        items=draw(items()),
        title_matters=tuple(Matter("title", topic, 0.9, (), sure) for topic, sure in draw(MATTERS)),
        agreement=Agreement(stated=draw(st.sampled_from([None, True, False]))),
    )

"""Which calendar program asks: its family, never the whole line that it sends."""

from functools import lru_cache

_FAMILIES = (
    ("google-calendar-importer", "Google Calendar"),
    ("googlebot", "Google Calendar"),
    ("microsoft.exchange", "Outlook on the web"),
    ("exchangeservices", "Outlook on the web"),
    ("outlook", "Outlook"),
    ("microsoft office", "Outlook"),
    ("dataaccessd", "Apple Calendar"),
    ("calendaragent", "Apple Calendar"),
    ("calendarfoundation", "Apple Calendar"),
    ("macos/", "Apple Calendar"),
    ("mac os x/", "Apple Calendar"),
    ("mac+os+x/", "Apple Calendar"),
    ("ios/", "Apple Calendar"),
    ("thunderbird", "Thunderbird"),
    ("icsx5", "ICSx5"),
    ("davx5", "DAVx5"),
    ("nextcloud", "Nextcloud"),
    ("evolution", "Evolution"),
    ("vdirsyncer", "vdirsyncer"),
    ("python-requests", "Python"),
    ("python", "Python"),
    ("curl", "curl"),
    ("mozilla", "a browser"),
)


@lru_cache(maxsize=256)
def client_family(user_agent: str) -> str:
    """The program that sends this User-Agent (RFC 9110 §10.1.5), or empty where it is not known."""
    agent = user_agent.lower()
    return next((family for sign, family in _FAMILIES if sign in agent), "")

"""How often bytes are made and given out. No label ever names a feed."""

from prometheus_client import Counter

EVENTS_RENDERED = Counter("article6_feed_events_rendered", "VEVENTs rendered for feeds")
FEEDS_JOINED = Counter("article6_feeds_joined", "Calendars joined from stored events")

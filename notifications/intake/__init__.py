"""Mail that comes in: stored first, acknowledged, then read from the store and judged."""

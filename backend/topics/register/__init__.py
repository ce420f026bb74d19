"""The shipped topics with the field of Article 1 in which each stands. Pure: reads its own file only."""

import json
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "interests.json"


@lru_cache(maxsize=1)
def topic_codes() -> tuple[str, ...]:
    """The codes of all topics, in the order of the register."""
    return tuple(entry["code"] for entry in json.loads(FILE.read_text(encoding="utf-8")))

"""A message that is none must not end the worker: whoever can write to the broker could stop all mail with one word.

Kombu reads the queue and parses JSON in one step and lets the error end the consumer. What cannot be read has left the
queue already; it is told in the log, and the next one is read.
"""

import logging
from queue import Empty
from typing import cast

from kombu.transport import redis

logger = logging.getLogger(__name__)


class ForgivingChannel(redis.Channel):
    """Throws away what is no message, and goes on."""

    def _brpop_read(self, **options: object) -> bool:
        try:
            return cast(bool, super()._brpop_read(**options))  # type: ignore[misc] # the stubs leave it out
        except (ValueError, KeyError, TypeError, AttributeError) as malformed:
            logger.error("thrown away from the queue, for it is no message: %s", type(malformed).__name__)
            raise Empty from None


def throw_away() -> None:
    """Use the forgiving channel for every Redis connection of this process."""
    redis.Transport.Channel = ForgivingChannel

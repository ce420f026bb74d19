"""Who gets what: which mails a revision means for one invited mailbox. Pure.

The office and whoever wants the banner hold the meeting as a whole; other representatives hold their sittings.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backend.domain.participation import Wanted
from backend.sharing.selectors import Recipient, Told, ToldEntry

Change = tuple[str, str, str]
"""A field with its old and its new value."""

METHODS = {"request": "REQUEST", "cancel": "CANCEL", "decline": "DECLINECOUNTER"}
"""RFC 5546 section 1.4."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One mail: the entry it is about, its method (empty for a notice), and the words it needs.

    `again`: an answer given before counts no longer. `whole`: the event itself is cancelled, not one person's part.
    `changes` are those that this mailbox is told, where they are others than the revision's own.
    """

    entry: ToldEntry | None
    method: str
    words: str
    again: bool = False
    whole: bool = True
    changes: tuple[Change, ...] | None = None

    @property
    def sitting(self) -> str:
        return self.entry.sitting if self.entry else ""


def errands(told: Told, recipient: Recipient) -> Iterator[Errand]:
    """The mails that this revision means for this mailbox, none where nothing concerns it."""
    entries = {entry.sitting: entry for entry in told.entries}
    if told.purpose == "notice":
        yield Errand(None, "", "notice")
    elif told.purpose == "reassign":
        for entry in told.entries:
            asked = entry.act == "request"
            yield Errand(entry, METHODS[entry.act], "nominate" if asked else "released", whole=False)
    elif told.purpose in {"nominate", "remove", "repeat", "keep"}:
        for entry in told.entries:
            yield Errand(entry, METHODS[entry.act], told.purpose, told.purpose == "nominate", whole=False)
    elif told.purpose == "invite":
        yield Errand(entries[""], "REQUEST", "invite", again=True)
    elif _wants_sittings(recipient):
        yield from _of_sittings(told, recipient)
    else:
        yield from _of_the_whole(told, entries[""], recipient)


def _wants_sittings(recipient: Recipient) -> bool:
    return recipient.person is not None and recipient.person.wants == Wanted.SITTINGS.value


def _concerns(entry: ToldEntry, recipient: Recipient) -> bool:
    named = recipient.person.sittings if recipient.person else ()
    return not named or entry.sitting in named


def _of_sittings(told: Told, recipient: Recipient) -> Iterator[Errand]:
    for entry in told.entries:
        if not entry.sitting or not entry.act or not _concerns(entry, recipient):
            continue
        if entry.act == "cancel":
            yield Errand(entry, "CANCEL", "cancel" if told.purpose == "cancel" else "closed")
        else:
            yield Errand(entry, "REQUEST", "update", entry.again or entry.sequence == 0)


def _of_the_whole(told: Told, whole: ToldEntry, recipient: Recipient) -> Iterator[Errand]:
    """A part that closes is told, and the letter stays (Art. 6: the invitation is for what is open).

    A CANCEL of that sitting is for those alone in whose calendar it stands as an event: RFC 5546 section 3.2.5.
    """
    if told.purpose == "cancel":
        yield Errand(whole, "CANCEL", "cancel")
        return
    if whole.act == "request":
        if _programme_of_others(told, whole, recipient):
            return
        yield Errand(whole, "REQUEST", "update", whole.again)
        return
    closed = any(e.sitting and e.act == "cancel" and _concerns(e, recipient) for e in told.entries)
    if closed or recipient.person is None:
        yield Errand(whole, "REQUEST", "update")


def _programme_of_others(told: Told, whole: ToldEntry, recipient: Recipient) -> bool:
    """Only the programme changed, and none of the sittings that this person is nominated for."""
    mine = [e for e in told.entries if e.sitting and e.act and _concerns(e, recipient)]
    return recipient.person is not None and set(whole.changed) <= {"slots", "closed"} and not mine

"""The ladder of trust, on whole mails: what each may do, by what is proved of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django_scopes import scope, scopes_disabled
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from backend.delegations.models import Attendee
from backend.delegations.nominations import Nominee
from backend.sharing.answer_links import answer_url, opened_by
from backend.sharing.nominations import nominate
from backend.sharing.selectors import received
from notifications.intake.authentication import Alignment
from notifications.intake.ladder import Age, Proof, Step, Who, step
from notifications.intake.models import InboundMessage
from notifications.mail.addresses import sign
from notifications.models import Delivery
from notifications.reply_keys import reply_key

from .conversation import NOW, Conversation

STRANGER = "crasher@elsewhere.example"
DEPUTY = "deputy@interpol.example"
LOOKALIKE = "secretariat@interpoI.example"
BAD = "rsvp-1-aaaaaaaaaaaaaaaa@article6.example"
PLAIN = "invitations@article6.example"
OLD = NOW - timedelta(days=1)

YES, ASIDE = "applied", "set_aside"

#     token    who writes           dmarc   age    → state, reason
MATRIX = [
    ("good", "invitee", "pass", "new", YES, "applied"),
    ("good", "invitee", "none", "new", ASIDE, "to_confirm"),
    ("good", "invitee", None, "new", ASIDE, "to_confirm"),
    ("good", "invitee", "fail", "new", ASIDE, "to_confirm"),
    ("good", "other", "pass", "new", ASIDE, "substitute_proposed"),
    ("good", "other", "none", "new", ASIDE, "unproved"),
    ("good", "other", "fail", "new", ASIDE, "unproved"),
    ("good", "lookalike", "pass", "new", ASIDE, "substitute_proposed"),
    ("good", "lookalike", "fail", "new", ASIDE, "unproved"),
    ("bad", "invitee", "pass", "new", YES, "applied_noted"),
    ("none", "invitee", "pass", "new", YES, "applied_noted"),
    ("bad", "invitee", "none", "new", "kept", "unproved_stranger"),
    ("none", "invitee", "fail", "new", "kept", "unproved_stranger"),
    ("none", "invitee", None, "new", "kept", "unproved_stranger"),
    ("bad", "other", "pass", "new", ASIDE, "substitute_proposed"),
    ("none", "other", "pass", "new", ASIDE, "substitute_proposed"),
    ("bad", "other", "fail", "new", "kept", "unproved_stranger"),
    ("none", "other", "none", "new", "kept", "unproved_stranger"),
    ("none", "lookalike", "none", "new", "kept", "unproved_stranger"),
    ("good", "invitee", "pass", "old", "kept", "stale"),
    ("good", "invitee", "fail", "old", "kept", "stale"),
    ("none", "invitee", "pass", "old", "kept", "stale"),
    ("good", "invitee", "none", "old", "kept", "stale"),
    ("none", "invitee", "fail", "old", "kept", "stale"),
    ("bad", "invitee", "pass", "old", "kept", "stale"),
    ("good", "invitee", "pass", "same", "kept", "duplicate"),
    ("none", "invitee", "pass", "same", "kept", "duplicate"),
    ("good", "invitee", "fail", "same", "kept", "duplicate"),
    ("bad", "lookalike", "pass", "new", ASIDE, "substitute_proposed"),
    ("bad", "lookalike", "fail", "new", "kept", "unproved_stranger"),
    ("good", "lookalike", None, "new", ASIDE, "unproved"),
    ("bad", "invitee", None, "new", "kept", "unproved_stranger"),
    ("good", "other", None, "new", ASIDE, "unproved"),
    ("deputy's", "deputy", "pass", "new", YES, "applied"),
    ("deputy's", "deputy", "fail", "new", ASIDE, "to_confirm"),
    ("deputy's", "deputy", None, "new", ASIDE, "to_confirm"),
    ("good", "deputy", "pass", "new", YES, "applied"),
    ("good", "deputy", "fail", "new", ASIDE, "to_confirm"),
    ("none", "deputy", "pass", "new", YES, "applied_noted"),
    ("none", "deputy", "fail", "new", "kept", "unproved_stranger"),
    ("deputy's", "invitee", "pass", "new", YES, "applied"),
    ("deputy's", "invitee", "fail", "new", ASIDE, "to_confirm"),
    ("deputy's", "other", "pass", "new", ASIDE, "substitute_proposed"),
    ("deputy's", "other", "fail", "new", ASIDE, "unproved"),
    ("good", "deputy for invitee", "pass", "new", ASIDE, "unproved"),
    ("deputy's", "deputy for invitee", "pass", "new", ASIDE, "unproved"),
    ("none", "deputy for invitee", "fail", "new", ASIDE, "unproved"),
    ("good", "other for invitee", "pass", "new", ASIDE, "substitute_proposed"),
    ("none", "other for invitee", "fail", "new", "kept", "unproved_stranger"),
    ("good", "other", "pass", "old", "kept", "stale"),
    ("good", "invitee", "pass", "undated", YES, "applied"),
    ("none", "invitee", None, "undated", "kept", "unproved_stranger"),
    ("forged", "invitee", "pass", "new", YES, "applied_noted"),
    ("forged", "invitee", "fail", "new", "kept", "unproved_stranger"),
]
"""`deputy`: a registered representative with an invitation of their own; `for`: who the ATTENDEE is."""


def test_the_matrix(conversation: Conversation) -> None:
    assert [row for row in MATRIX if tried(conversation, *row[:4]) != row[4:]] == []


def tried(conversation: Conversation, token: str, who: str, dmarc: str | None, age: str) -> tuple[str, str]:
    """One row of the matrix on a record of its own; only what is applied may be in the record afterwards."""
    with rolled_back():
        if age not in {"new", "undated"}:
            conversation.receive(conversation.answer("TENTATIVE"))
        deputy = nominated() if "deputy" in token + who else None
        writes, _, spoken_for = who.partition(" for ")
        before = conversation.counted()
        boxes = {"invitee": conversation.office, "other": STRANGER, "lookalike": LOOKALIKE, "deputy": DEPUTY}
        mail = conversation.answer(
            "TENTATIVE" if age == "same" else "ACCEPTED",
            to=address(token, conversation.reply_to, deputy),
            sender=boxes[writes],
            who=boxes[spoken_for or writes],
            dmarc=dmarc,
            stamp={"old": OLD, "same": NOW + timedelta(minutes=10)}.get(age, NOW + timedelta(minutes=20)),
            Message_ID="<another@guest.example>",
        )
        ended = conversation.outcome(mail.replace(b"DTSTAMP", b"X-NOT-DATED") if age == "undated" else mail)
        assert conversation.counted() == before + ([(boxes[writes], "ACCEPTED")] if ended[0] == YES else [])
    return ended


def nominated() -> Attendee:
    """The deputy, with an invitation of their own."""
    with scope(party="INTERPOL"):
        [copy] = received()
        nominee = Nominee(family_name="Deputy", given_name="Dee", address=DEPUTY)
        return nominate(copy, nominee, by="desk", now=NOW).attendee


def address(token: str, good: str, deputy: Attendee | None) -> str:
    """Where the mail went: a signed address, one that somebody made up, or none of these."""
    if token == "deputy's" and deputy:
        return sign(str(deputy.pk), domain="article6.example", key=reply_key())
    forged = f"rsvp-{good.split('-')[1]}-aaaaaaaaaaaaaaaa@article6.example"
    return {"good": good, "bad": BAD, "none": PLAIN, "forged": forged}[token]


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


TRICKS = {
    "two From fields": ({"From": "secretariat@interpol.example\r\nFrom: crasher@elsewhere.example"}, "several_senders"),
    "two addresses in From": ({"From": "secretariat@interpol.example, crasher@elsewhere.example"}, "several_senders"),
    "an address in the name": ({"From": '"secretariat@interpol.example" <crasher@elsewhere.example>'}, "unproved"),
    "an address in a comment": ({"From": "crasher@elsewhere.example (secretariat@interpol.example)"}, "unproved"),
    "Sender instead of From": (
        {"From": "crasher@elsewhere.example", "Sender": "secretariat@interpol.example"},
        "unproved",
    ),
    "Resent-From": ({"From": "crasher@elsewhere.example", "Resent_From": "secretariat@interpol.example"}, "unproved"),
    "results of another server": (
        {"Authentication_Results": "mx.elsewhere.example; dmarc=pass header.from=interpol.example"},
        "to_confirm",
    ),
    "results of ours below another's": (
        {
            "Authentication_Results": "mx.elsewhere.example; dmarc=none\r\n"
            "Authentication-Results: article6.example; dmarc=pass header.from=interpol.example"
        },
        "to_confirm",
    ),
    "results for another domain": (
        {"Authentication_Results": "article6.example; dmarc=pass header.from=elsewhere.example"},
        "to_confirm",
    ),
    "results that cannot be read": ({"Authentication_Results": "article6.example; ;;dmarc=("}, "to_confirm"),
    "a signature of another domain": (
        {"Authentication_Results": "article6.example; dkim=pass header.d=elsewhere.example"},
        "to_confirm",
    ),
}


@pytest.mark.parametrize(("headers", "reason"), TRICKS.values(), ids=TRICKS.keys())
def test_tricks_with_headers_prove_nothing(conversation: Conversation, headers: dict[str, str], reason: str) -> None:
    mail = conversation.answer(who=conversation.office, **headers)
    assert conversation.outcome(mail) == (ASIDE, reason)
    assert conversation.counted() == []


def test_a_signature_of_the_domain_proves_the_sender_where_there_is_no_policy(conversation: Conversation) -> None:
    results = "article6.example; dmarc=none; dkim=pass header.d=interpol.example header.i=@interpol.example"
    assert conversation.outcome(conversation.answer(Authentication_Results=results)) == (YES, "applied")


def test_addresses_are_compared_whatever_their_case(conversation: Conversation) -> None:
    mail = conversation.answer(sender="Secretariat@INTERPOL.example", to=conversation.reply_to.upper())
    assert conversation.outcome(mail) == (YES, "applied")


def test_an_attendee_who_was_never_invited_is_for_a_person(conversation: Conversation) -> None:
    assert conversation.outcome(conversation.answer(who="deputy@interpol.example")) == (ASIDE, "unproved")
    assert conversation.counted() == []


def test_an_event_that_is_not_ours_is_for_a_person_where_the_address_is(conversation: Conversation) -> None:
    assert conversation.outcome(conversation.answer(uid="other@elsewhere.example")) == (ASIDE, "unproved")
    assert conversation.outcome(conversation.answer(uid="other@elsewhere.example", to=PLAIN)) == (
        "kept",
        "unproved_stranger",
    )


def test_numbers_from_the_future_would_shut_out_later_answers(conversation: Conversation) -> None:
    assert conversation.outcome(conversation.answer(sequence=2**33)) == (ASIDE, "sequence_ahead")
    assert conversation.outcome(conversation.answer(stamp=NOW.replace(year=9000))) == (ASIDE, "stamp_ahead")
    assert conversation.outcome(conversation.answer()) == (YES, "applied")


def test_an_unproved_answer_asks_the_invited_mailbox_once_and_never_the_sender(conversation: Conversation) -> None:
    mails = [conversation.answer(dmarc=None, Message_ID=f"<{one}@x.example>") for one in range(3)]
    conversation.receive(*mails)
    with scopes_disabled():
        asked = Delivery.objects.get(method="NOTICE")
    assert (asked.recipient, asked.party, b"/answer/" in asked.mime) == (conversation.office, "UN", True)


def test_the_key_before_still_proves_and_an_older_one_is_for_a_person(
    conversation: Conversation, settings: Settings
) -> None:
    with scopes_disabled():
        used, link = settings.SECRET_KEY, answer_url(Attendee.objects.get()).rsplit("/", 2)[1]
    opened = partial(opened_by, link, today=NOW.date())
    ends = {}
    for name, before, retired in (("before", [used], []), ("retired", ["k" * 32], [used]), ("unknown", [], [])):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS, settings.RETIRED_KEYS = "n" * 32, before, retired
        with rolled_back():
            mails = [conversation.answer(dmarc=dmarc, Message_ID=f"<{dmarc}@x>") for dmarc in ("fail", "pass")]
            ends[name] = [conversation.outcome(mail) for mail in mails] + [opened() is not None]
            assert conversation.counted() == [(conversation.office, "ACCEPTED")]
    assert ends == {
        "before": [(ASIDE, "to_confirm"), (YES, "applied"), True],
        "retired": [(ASIDE, "key_retired"), (YES, "applied_noted"), False],
        "unknown": [("kept", "unproved_stranger"), (YES, "applied_noted"), False],
    }
    assert reply_key().secret == b"n" * 32


def test_a_mail_belongs_to_the_organiser_of_its_invitation(conversation: Conversation) -> None:
    [message] = conversation.receive(conversation.answer(sender=STRANGER))
    assert (message.party, message.attendee_id) == ("UN", conversation.attendee_id)


def test_strangers_are_kept_for_thirty_days(conversation: Conversation) -> None:
    [message] = conversation.receive(conversation.answer(to=PLAIN, sender=STRANGER, dmarc=None))
    assert message.discard_after - message.received_at == timedelta(days=30)


PROOFS = st.builds(
    Proof,
    token=st.booleans(),
    known=st.booleans(),
    who=st.sampled_from(Who),
    aligned=st.sampled_from(Alignment),
    age=st.sampled_from(Age),
)


@given(PROOFS)
def test_nothing_counts_that_is_not_newer_proved_and_the_invitees_own(proof: Proof) -> None:
    if step(proof) in {Step.APPLY, Step.APPLY_NOTED}:
        assert (proof.who, proof.aligned, proof.age, proof.known) == (Who.INVITEE, Alignment.PASS, Age.NEWER, True)
    if step(proof) is Step.CONFIRM:
        assert (proof.token, proof.who) == (True, Who.INVITEE)


def test_every_mail_has_one_of_the_ends(conversation: Conversation) -> None:
    conversation.receive(conversation.answer(), b"", b"junk", conversation.answer("DECLINED", sender=STRANGER))
    with scopes_disabled():
        assert set(InboundMessage.objects.values_list("state", flat=True)) <= {"applied", "kept", "set_aside"}

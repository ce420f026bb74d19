"""A party's own terms: the shipped thesaurus, corrected by those who answer for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from backend.audit.services import record
from backend.domain.errors import DomainError
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party
from backend.domain.plaintext import clean
from backend.outbox.services import post

from .models import Term, Topic

TERMS_CHANGED = "register.terms_changed"
"""Outbox topic: the term with this row id was recorded or withdrawn; decide the future meetings that it may touch."""

SIGNS = "<>"
"""Signs with which the shipped files write whole sets of terms: a single term has none."""


class TermMissing(DomainError):
    """Write the word or words as they stand in titles, without “<” and “>”."""

    code = "term_missing"


class TopicMissing(DomainError):
    """Say for which topic the term counts; only a guard and a struck term have none."""

    code = "topic_missing"


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """What a party says of a term: `topic` is empty for a guard and for a shipped term that it struck."""

    language: str
    text: str
    kind: str
    topic: str = ""


@transaction.atomic
def keep_term(said: OwnTerm, *, party: Party, by: str, now: datetime) -> Term:
    """Record the term for its party alone; what the party said of it before is superseded.

    Raises TermMissing, TopicMissing.
    """
    text = clean(said.text)[:200]
    if not text or set(SIGNS) & set(text) or said.language not in LANGUAGES:
        raise TermMissing(where="text")
    counts = said.kind in {Term.Kind.STRONG, Term.Kind.WEAK}
    topic = Topic.objects.filter(code=said.topic).first() if counts else None
    if counts and topic is None:
        raise TopicMissing(where="topic")
    _standing(party).filter(language=said.language, text=text).update(superseded_at=now)
    kept = Term.objects.create(
        party=party.value,
        language=said.language,
        text=text,
        kind=said.kind,
        topic=topic,
        recorded_by=by,
        recorded_at=now,
    )
    _tell(kept, party=party, by=by, action="term.recorded")
    return kept


@transaction.atomic
def withdraw_term(pk: int, *, party: Party, by: str, now: datetime) -> bool:
    """End one of the party's own terms. Returns whether there was one."""
    found = _standing(party).filter(pk=pk).first()
    if found is None:
        return False
    _standing(party).filter(pk=pk).update(superseded_at=now)
    _tell(found, party=party, by=by, action="term.withdrawn")
    return True


def _tell(term: Term, *, party: Party, by: str, action: str) -> None:
    detail = {"language": term.language, "text": term.text, "kind": term.kind, "topic": term.topic and term.topic.code}
    record(party=party, actor=by, action=action, subject=f"term:{term.pk}", detail=detail)
    post(TERMS_CHANGED, term.pk)


def _standing(party: Party) -> QuerySet[Term]:
    return Term.objects.filter(party=party.value, superseded_at=None)


def standing_terms(party: Party) -> list[Term]:
    """The party's terms as they stand now."""
    return list(_standing(party).select_related("topic"))


def own_terms(party: Party) -> tuple[OwnTerm, ...]:
    """The same as values, in a stable order."""
    return tuple(map(said_of, standing_terms(party)))


def said_of(term: Term) -> OwnTerm:
    """The row as a value."""
    return OwnTerm(term.language, term.text, term.kind, term.topic.code if term.topic else "")

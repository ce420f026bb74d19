"""Words that must not cross: one in every text of every row, named after its owner, model, field and row.

Nothing here names a model that exists, but for the lists of what is structure, what is derived, and what may cross.
A new model is covered as it is: where the world has no row of it, one is made from its fields.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django_scopes import scopes_disabled

from backend.accounts.models import Membership, User
from backend.domain.languages import LANGUAGES
from backend.domain.parties import Party
from tests.factories.world import NOW

PACKAGES = ("backend", "scheduler", "notifications")
OWNER = ("owner", "party", "viewer", "organisation")
SHORTEST = 100
"""Shorter columns are codes, zones and digests."""

STRUCTURE = {
    *(
        "Message.topic",
        "Body.organisation",
        "User.password",
        "Meeting.host",
        "BodyDecision.scope",
        "BodyDecision.guest",
    ),
    *("Question.code", "Determination.question", "Delivery.group_key", "Office.mailbox", "Attendee.address"),
    *("Feed.person", "Feed.body", "Membership.roles", "Invitation.clauses", "Sitting.items", "KeptAnswer.key"),
    *("Meeting.involved", "Meeting.agreement", "Representative.sittings", "AgendaItem.topics", "CalendarEntry.shape"),
    *("Office.languages", "Office.copies", "Delivery.recipient", "Delivery.envelope_from"),
}
"""Texts by which the program finds its way: a canary there would change what is decided, not what is seen."""

DERIVED = {
    *("Entry", "ChainHead", "Revision", "SharedCopy", "ConsultedCopy", "PublicNotice"),
    *("RenderedFeed", "FeedMeeting", "FeedEvent", "FeedToken", "KeptAnswer"),
}
"""Rows that are made from others: they are made anew from rows with canaries."""

REGISTER = {"Body", "ObserverPolicy", "Office", "AgreementDate", "Topic", "Interest", "Competence"}
"""The register is common reading; who wrote it down is not."""

MAY_CROSS = {
    *("Meeting.identifier", "Meeting.titles", "Meeting.place", "Meeting.body_name", "AgendaVersion.symbol"),
    *("AgendaItem.titles", "Reply.comment"),
    *("Representative.family_name", "Representative.given_name", "Representative.title"),
    *("Representative.removal_reason",),
}
"""The allow-list of the projection, as the guest reads it. Items: only those that are open and general.

Answers and representatives are kept by the host; their words are the guest's own.
"""

PATTERN = re.compile(r"CANARY-(\w+)-(\w+)-(\w+)-(\d+)")


PEOPLE = re.compile(r"\b(un|interpol)-(?:clerk|desk|staff|observer)\b")


def ours() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith(PACKAGES))


def owner_of(row: Model, depth: int = 0) -> Party | None:
    """Whose row it is: what it says itself, else what the row it hangs on says."""
    for name in OWNER:
        value = getattr(row, name, None)
        if value in set(Party):
            return Party(str(value))
    if isinstance(row, User):
        membership = Membership.objects.filter(user=row).first()
        return Party(membership.party) if membership else None
    links = [f for f in row._meta.concrete_fields if isinstance(f, models.ForeignKey) and depth < 4]
    found = (owner_of(getattr(row, link.name), depth + 1) for link in links if getattr(row, link.attname))
    return next((party for party in found if party), None)


def plant() -> None:
    """Put a canary into every text of every row, and see that each model has rows of both parties."""
    with scopes_disabled():
        for model in ours():
            if model.__name__ not in DERIVED:
                _furnish(model)
                for row in model._base_manager.all():
                    _mark(row)


def _mark(row: Model) -> None:
    party = owner_of(row)
    changed = {}
    for field in row._meta.concrete_fields:
        name = f"{type(row).__name__}.{field.name}"
        canary = f"CANARY-{party}-{type(row).__name__}-{field.name}-{row.pk}"
        if party is None or name in STRUCTURE or not _is_text(field):
            continue
        value = getattr(row, field.attname)
        changed[field.attname] = _marked_json(value, canary) if isinstance(field, models.JSONField) else _marked(
            field, value, canary
        )  # fmt: skip
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed)


def _is_text(field: models.Field) -> bool:
    if isinstance(field, models.JSONField):
        return True
    free = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    username = field.name == "username"
    return username or (free and not field.unique and (field.max_length or SHORTEST) >= SHORTEST)


def _marked(field: models.Field, value: str, canary: str) -> str:
    if isinstance(field, models.EmailField):
        return f"{canary}@example.org"
    whole = f"{value} {canary}".strip()
    return whole if len(whole) <= (field.max_length or 10_000) else canary


def _marked_json(value: object, canary: str, key: str = "") -> object:
    """Free texts are marked, codes are not: a text has a space, or stands under a language."""
    if isinstance(value, dict):
        return {k: _marked_json(v, canary, str(k)) for k, v in value.items()}
    if isinstance(value, list):
        return [_marked_json(one, canary) for one in value]
    is_text = isinstance(value, str) and (" " in value or key in LANGUAGES)
    return f"{value} {canary}" if is_text else value


def _furnish(model: type[Model]) -> None:
    """A row of the model for each party that has none, made from its fields alone."""
    if model.__name__ in REGISTER or not _has_owner(model):
        return
    have = {owner_of(row) for row in model._base_manager.all()}
    for party in Party:
        if party not in have:
            try:
                with transaction.atomic():
                    _make(model, party)
            except IntegrityError as error:
                message = f"make a row of {model.__name__} in tests/factories/world.py: {error}"
                raise AssertionError(message) from None


def _has_owner(model: type[Model], depth: int = 0) -> bool:
    fields = model._meta.concrete_fields
    if model is User or any(f.name in OWNER and not f.is_relation for f in fields):
        return True
    links = (f.related_model for f in fields if isinstance(f, models.ForeignKey) and f.related_model is not model)
    return depth < 4 and any(_has_owner(link, depth + 1) for link in links)


def _make(model: type[Model], party: Party) -> Model:
    values = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.has_default() or field.null:
            continue
        values[field.attname] = _value(field, party)
    return model._base_manager.create(**values)


def _value(field: models.Field, party: Party) -> object:
    if isinstance(field, models.ForeignKey):
        rows = field.related_model._base_manager.all()
        free = (row for row in rows if owner_of(row) in {party, None} and not _is_taken(field, row))
        found = next(free, None)
        return found.pk if found else _make(field.related_model, party).pk
    if field.choices and field.name in OWNER:
        return party.value
    if field.choices:
        return field.choices[0][0]
    kinds: tuple[tuple[type, object], ...] = (
        (models.DateTimeField, NOW),
        (models.DateField, date(2027, 1, 11)),
        (models.BinaryField, b""),
        (models.JSONField, {}),
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.CharField, f"{party.value.lower()} {field.model.__name__} {field.name}"[: field.max_length or 200]),
    )
    return next((value for kind, value in kinds if isinstance(field, kind)), "free words")


def _is_taken(field: models.Field, row: Model) -> bool:
    return field.unique and field.model._base_manager.filter(**{field.attname: row.pk}).exists()


def leaked(text: str, *, reader: Party | None, shown_items: Iterable[int]) -> set[str]:
    """The canaries in the text that this reader must not see: a stranger none, a party none of the other's.

    People of the other party are internal too: tests/factories/world.py names them “un-clerk”, “interpol-desk”.
    """
    people = {found[0] for found in PEOPLE.finditer(text) if found[1] != (reader.value.lower() if reader else "")}
    return people | {
        found[0]
        for found in PATTERN.finditer(text)
        if found[1] != (reader.value if reader else "") and not _may_cross(found, set(shown_items))
    }


def _may_cross(found: re.Match[str], shown_items: set[int]) -> bool:
    model, field = found[2], found[3]
    if model in REGISTER:
        return field != "recorded_by"
    if f"{model}.{field}" == "AgendaItem.titles":
        return int(found[4]) in shown_items
    return f"{model}.{field}" in MAY_CROSS

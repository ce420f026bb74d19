"""Loading the shipped topics, interests and competences. What people have recorded since is left as it is."""

from collections.abc import Iterable

from django.db import transaction

from backend.organisations.register import TopicEntry, load_register

from .models import Competence, Interest, Topic


@transaction.atomic
def load_topic_rows() -> int:
    """Create the topics, their names, interests and competences that are missing. Returns how many topics were."""
    shipped, created = load_register(), 0
    for entry in shipped.topics:
        topic, new = Topic.objects.get_or_create(
            code=entry.code, defaults={"names": entry.names, "descriptions": entry.descriptions, "basis": entry.basis}
        )
        created += new
        if entry.names.keys() - topic.names.keys():
            topic.names = {**entry.names, **topic.names}
            topic.save(update_fields=["names"])
    _load(Interest, shipped.interest_entries)
    _load(Competence, shipped.competences)
    return created


def _load(register: type[Interest] | type[Competence], entries: Iterable[TopicEntry]) -> None:
    topics = {topic.code: topic for topic in Topic.objects.all()}
    known = set(register.objects.values_list("party", "topic__code"))
    for entry in entries:
        if (entry.party, entry.topic) not in known:
            register.objects.create(
                party=entry.party,
                topic=topics[entry.topic],
                basis=entry.basis,
                confidence=entry.confidence,
                valid_from=entry.valid_from,
                valid_until=entry.valid_until,
            )

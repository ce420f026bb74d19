"""Loading the shipped topics, interests and competences."""

from django.db import transaction

from backend.domain.parties import Party
from backend.organisations.register import load_register

from .models import Competence, Interest, Topic


@transaction.atomic
def load_topic_rows() -> int:
    """Create the topics, interests and competences that are missing. Returns how many topics were."""
    shipped, created = load_register(), 0
    for entry in shipped.topics:
        topic, new = Topic.objects.get_or_create(
            code=entry.code, defaults={"names": entry.names, "descriptions": entry.descriptions, "basis": entry.basis}
        )
        created += new
        for party in Party:
            Interest.objects.get_or_create(
                party=party.value, topic=topic, defaults={"basis": entry.basis, "confidence": "assumed"}
            )
    for competence in shipped.competences:
        Competence.objects.get_or_create(
            party=competence.party,
            topic=Topic.objects.get(code=competence.topic),
            defaults={"basis": competence.basis, "confidence": competence.confidence},
        )
    return created

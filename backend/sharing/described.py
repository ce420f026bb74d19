"""What the API takes and shows of invitations received: serializers without a rule."""

from typing import Any

from rest_framework import serializers

from backend.delegations.api import PARTSTATS
from backend.delegations.nominations import Corrections, Nominee
from backend.domain import participation
from backend.domain.languages import LANGUAGES
from backend.domain.participation import Capacity, Wanted

from .answers import ON_PAPER

ANSWERS = tuple(partstat.value for partstat in participation.ANSWERS)


class SharedItemDescribed(serializers.Serializer[object]):
    number = serializers.CharField()
    parent = serializers.CharField()  # type: ignore[assignment]
    titles = serializers.DictField(child=serializers.CharField(), help_text="Empty where the item is not open.")
    open = serializers.BooleanField()


class SharedSittingDescribed(serializers.Serializer[object]):
    number = serializers.CharField()
    uid = serializers.CharField()
    starts = serializers.CharField(help_text="Wall time in the meeting's zone.")
    ends = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())
    open = serializers.BooleanField()
    answer = serializers.CharField(help_text="What the own office answered to this sitting alone; empty: nothing.")


class SharedDocument(serializers.Serializer[object]):
    """Everything that the guest may know of the meeting. New keys may come; none changes its meaning."""

    identifier = serializers.CharField()
    uid = serializers.CharField()
    host = serializers.CharField()
    body = serializers.CharField()
    titles = serializers.DictField(child=serializers.CharField())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    starts_time = serializers.CharField()
    ends_time = serializers.CharField()
    time_zone = serializers.CharField()
    place = serializers.CharField()
    status = serializers.CharField()
    items = SharedItemDescribed(many=True)
    sittings = SharedSittingDescribed(many=True)
    form = serializers.CharField()
    clauses = serializers.ListField(child=serializers.CharField())
    conditions = serializers.DictField()
    reply_by = serializers.CharField()
    answer_comment = serializers.CharField()
    changes = serializers.ListField(child=serializers.DictField())


class AnswerWanted(serializers.Serializer[object]):
    partstat = serializers.ChoiceField(choices=ANSWERS)
    comment = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)
    sitting = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40, help_text="Empty: the meeting as a whole."
    )


class RecordedWanted(serializers.Serializer[object]):
    partstat = serializers.ChoiceField(choices=ANSWERS)
    channel = serializers.ChoiceField(choices=[channel.value for channel in ON_PAPER])
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=2000, help_text="Which letter or call: reference or date, who signed or spoke. The guest reads it."
    )
    sitting = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)


class PersonDescribed(serializers.Serializer[object]):
    """A representative with what they answered; those removed stay, with their names."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    family_name = serializers.CharField()
    given_name = serializers.CharField()
    title = serializers.CharField()
    capacity = serializers.ChoiceField(choices=[capacity.value for capacity in Capacity])
    address = serializers.CharField()
    language = serializers.ChoiceField(choices=LANGUAGES)
    time_zone = serializers.CharField()
    sittings = serializers.ListField(child=serializers.CharField(), help_text="Empty: all of them.")
    wants = serializers.ChoiceField(choices=[wanted.value for wanted in Wanted])
    replaces = serializers.CharField(help_text="The name of the person who was substituted.")
    partstat = serializers.ChoiceField(choices=PARTSTATS)
    answers = serializers.DictField(
        child=serializers.ChoiceField(choices=PARTSTATS),
        help_text="By sitting; the meeting as a whole is the empty key.",
    )
    removed = serializers.BooleanField()
    reason = serializers.CharField()


class NomineeWanted(serializers.Serializer[object]):
    family_name = serializers.CharField(max_length=100)
    given_name = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    title = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    capacity = serializers.ChoiceField(
        required=False, default=Capacity.OBSERVER.value, choices=[capacity.value for capacity in Capacity]
    )
    address = serializers.CharField(max_length=254, help_text="The person's own mailbox.")
    language = serializers.CharField(required=False, default="en", max_length=10)
    time_zone = serializers.CharField(required=False, default="UTC", max_length=64)
    sittings = serializers.ListField(required=False, default=list, child=serializers.CharField(max_length=40))
    wants = serializers.ChoiceField(
        required=False, default=Wanted.BANNER.value, choices=[wanted.value for wanted in Wanted]
    )


class CorrectionsWanted(serializers.Serializer[object]):
    """What is left out stays as it is. Name and mailbox stay: for another person there is `substitute`."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    capacity = serializers.ChoiceField(required=False, choices=[capacity.value for capacity in Capacity])
    language = serializers.CharField(required=False, max_length=10)
    time_zone = serializers.CharField(required=False, max_length=64)
    sittings = serializers.ListField(
        required=False, child=serializers.CharField(max_length=40), help_text="Empty: all of them."
    )
    wants = serializers.ChoiceField(required=False, choices=[wanted.value for wanted in Wanted])


class AgainWanted(serializers.Serializer[object]):
    void = serializers.BooleanField(
        required=False, default=False, help_text="Whether the answer links sent before are void from now on."
    )


class RemovalWanted(serializers.Serializer[object]):
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


class SubstituteWanted(NomineeWanted):
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


def nominee(said: dict[str, Any]) -> Nominee:
    """The values of the input as the record takes them."""
    values = {name: said[name] for name in ("family_name", "given_name", "title", "address", "language", "time_zone")}
    capacity, wants = Capacity(said["capacity"]), Wanted(said["wants"])
    return Nominee(**values, capacity=capacity, wants=wants, sittings=tuple(said["sittings"]))


def corrections(said: dict[str, Any]) -> Corrections:
    """The same of a record that is corrected."""
    typed = {"capacity": Capacity, "wants": Wanted, "sittings": tuple}
    return Corrections(**{name: typed.get(name, str)(value) for name, value in said.items()})

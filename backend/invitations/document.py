"""A decision as programs read it, described for the API. New keys may come; none changes its meaning."""

from rest_framework import serializers

from backend.domain.decisions import Answer, Modality, Outcome

OUTCOMES = tuple(outcome.value for outcome in Outcome)
ANSWERS = tuple(answer.value for answer in Answer)
SIGNED_ANSWERS = (Answer.YES.value, Answer.NO.value)
CLAUSE_OUTCOMES = ("engaged", "standing", "not_engaged", "open", "not_applicable")


class FindingDescribed(serializers.Serializer[object]):
    condition = serializers.CharField(help_text="The question that was asked.")
    answer = serializers.ChoiceField(choices=ANSWERS)
    because = serializers.CharField(help_text="The reason, in English.")
    source = serializers.CharField()  # type: ignore[assignment]


class ClauseDescribed(serializers.Serializer[object]):
    cite = serializers.CharField(help_text="The paragraph of Article 6, such as `6(2)`.")
    modality = serializers.ChoiceField(choices=[modality.value for modality in Modality])
    outcome = serializers.ChoiceField(choices=CLAUSE_OUTCOMES)
    findings = FindingDescribed(many=True)


class EvidenceDescribed(serializers.Serializer[object]):
    field = serializers.CharField()
    language = serializers.CharField()
    text = serializers.CharField()
    start = serializers.IntegerField(help_text="First code point of the words in the field as given.")
    end = serializers.IntegerField(help_text="The code point after the last.")


class MatchDescribed(serializers.Serializer[object]):
    item = serializers.CharField()
    topic = serializers.CharField()
    confidence = serializers.FloatField()
    evidence = EvidenceDescribed(many=True)
    resembles = serializers.CharField(
        required=False, help_text="Only where no word decided: the labelled item to which a model likened it."
    )


class OpenQuestionDescribed(serializers.Serializer[object]):
    code = serializers.CharField()
    text = serializers.CharField()
    asked_of = serializers.CharField(help_text="Who must answer it.")
    basis = serializers.ChoiceField(
        choices=("suggestion",), required=False, help_text="Only where a model's suggestion alone raises the question."
    )


class DecisionDocument(serializers.Serializer[object]):
    """Article 6 applied to one meeting for one guest."""

    meeting = serializers.CharField()
    host = serializers.CharField()
    guest = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    priority = serializers.BooleanField()
    partial = serializers.BooleanField()  # type: ignore[assignment]
    clauses = ClauseDescribed(many=True)
    matches = MatchDescribed(many=True)
    open_items = serializers.ListField(child=serializers.CharField())
    closed_items = serializers.ListField(child=serializers.CharField())
    conditions = serializers.DictField()
    questions = OpenQuestionDescribed(many=True)
    notes = serializers.ListField(child=serializers.CharField())

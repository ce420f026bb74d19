"""Answers that are kept, so that a program which heard nothing may ask again."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class KeptAnswer(models.Model):
    """The answer to one `Idempotency-Key` of one user. `speaker` is the user's row id: this app knows no accounts."""

    speaker = models.BigIntegerField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("speaker", "key"), name="one_answer_per_key"),)

    def __str__(self) -> str:
        return f"{self.speaker} {self.key}"

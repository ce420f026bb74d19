"""The history: appended, chained by hash, never edited."""

from django.db import models


class Entry(models.Model):
    """One act. `hash` is SHA-256 over the previous hash and the entry's canonical JSON: one chain for each party."""

    party = models.CharField(max_length=20)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("party", "sequence")
        verbose_name_plural = "entries"
        constraints = (models.UniqueConstraint(fields=("party", "sequence"), name="audit_chain_has_no_fork"),)

    def __str__(self) -> str:
        return f"{self.party} {self.sequence} {self.action}"


class ChainHead(models.Model):
    """The newest entry of a party's chain; its row is the lock under which entries are appended."""

    party = models.CharField(max_length=20, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.party} {self.sequence}"

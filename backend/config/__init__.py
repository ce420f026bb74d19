"""The composition root. The Celery app is made here: whoever imports settings has it, never an AMQP default."""

from backend.config.celery import app as celery_app

__all__ = ["celery_app"]

import gc
import os

from celery import Celery, signals

from backend.config import malformed_messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

malformed_messages.throw_away()
app = Celery("article6")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()
app.autodiscover_tasks()


@signals.beat_init.connect
def first_canary(**_: object) -> None:
    """Do not wait a whole interval before somebody can see that beat and a worker live."""
    from backend.outbox.broker import nudge

    nudge("backend.outbox.tasks.canary")


@signals.worker_process_init.connect
def freeze_what_is_loaded(**_: object) -> None:
    """Modules stay for as long as the process does: the collector need not look through them again and again."""
    gc.freeze()

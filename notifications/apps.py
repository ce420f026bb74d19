from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("notifications.tasks")
        import_module("notifications.handlers")
        import_module("notifications.gauges")

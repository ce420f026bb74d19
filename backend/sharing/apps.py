from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "backend.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

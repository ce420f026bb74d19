"""Reading the register of topics."""

from collections.abc import Mapping

from .models import Topic


def topic_names() -> Mapping[str, Mapping[str, str]]:
    """The names of every topic by its code, by language."""
    return dict(Topic.objects.values_list("code", "names"))

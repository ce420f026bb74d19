"""Relations between models follow the import directions, which import-linter cannot see in "app.Model" strings."""

import tomllib

from django.apps import apps
from django.db.models import Model

from tests.processes import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
[ORDER] = [contract["layers"] for contract in CONTRACTS if contract.get("containers") == ["backend"]]
[CARRIED] = [contract for contract in CONTRACTS if contract["name"].startswith("what travels")]
OURS = ("backend.", "scheduler", "notifications", "frontend")


def home(model: type[Model]) -> str:
    return apps.get_app_config(model._meta.app_label).name


def height(package: str) -> int:
    """0 is the highest: frontend, then scheduler and notifications, then the record's apps in their order."""
    above = {"frontend": 0, "scheduler": 1, "notifications": 1}
    return above[package] if package in above else 2 + ORDER.index(package.removeprefix("backend."))


def relations() -> list[tuple[str, str, str]]:
    """From which package, by which field, to which package of ours."""
    models = [model for model in apps.get_models(include_auto_created=True) if home(model).startswith(OURS)]
    return [
        (home(model), f"{model._meta.label}.{field.name}", home(field.related_model))
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and isinstance(field.related_model, type)
        and home(field.related_model).startswith(OURS)
    ]


def test_no_relation_points_upward_or_to_a_stranger() -> None:
    found = relations()
    assert len(found) > 10
    wrong = [
        (field, there)
        for here, field, there in found
        if height(there) < height(here) or {here, there} == {"scheduler", "notifications"}
    ]
    assert wrong == []


def test_what_travels_holds_no_relation_to_what_the_host_alone_may_see() -> None:
    [source] = CARRIED["source_modules"]
    wrong = [field for here, field, there in relations() if here == source and there in CARRIED["forbidden_modules"]]
    assert wrong == []

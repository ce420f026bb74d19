"""What the source may not say, read from its syntax trees: each rule names where it is allowed, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("backend", "scheduler", "notifications", "frontend")

WITHOUT_SCOPE = {
    "backend/config/rehearsal.py": "rolls an import back after counting its mails",
    "backend/consultations/links.py": "a signed link says which copy it opens",
    "backend/consultations/reminding.py": "a reminder is told by its row id",
    "backend/consultations/selectors.py": "a consultation is told by its row id",
    "backend/delegations/restoring.py": "lifts SEQUENCE in a restored copy, whoever's the entry is",
    "backend/delegations/selectors.py": "a signed address says which mailbox it is",
    "backend/interchange/sample.py": "looks whether there are meetings at all",
    "backend/invitations/restoring.py": "lifts SEQUENCE in a restored copy, whoever's the invitation is",
    "backend/outbox/services.py": "a promise without a party",
    "backend/sharing/answer_links.py": "a signed link says which copy it opens",
    "backend/sharing/selectors.py": "a revision is told by its row id",
    "notifications/deliveries.py": "sends what is due, whoever's it is",
    "notifications/feeds/joining.py": "a feed is found by its secret",
    "notifications/feeds/keeping.py": "feeds are kept for both parties",
    "notifications/gauges.py": "counts, and nothing else",
    "notifications/intake/services.py": "forgets old bytes, whoever's they are",
    "notifications/intake/storing.py": "stores a mail before anybody knows whose it is",
    "notifications/journal.py": "looks for uncertain mails, whoever's they are",
    "notifications/quarantine.py": "holds back what waits in a restored copy, whoever's it is",
    "scheduler/again.py": "finds the meetings that a register entry touches",
    "scheduler/replaying.py": "an operator replays a decision by its id",
    "scheduler/tasks.py": "finds what is due, then enters the scope of its owner",
}
"""The only modules that may leave the scope of a party, each with its reason."""

WRITERS = (
    "services.py",
    "backend/outbox/",
    "backend/accounts/administration.py",
    "backend/accounts/authentication.py",
    "backend/consultations/overrides.py",
    "backend/invitations/entries.py",
    "backend/invitations/follow_up.py",
    "backend/invitations/restoring.py",
    "backend/meetings/body_decisions.py",
    "backend/organisations/registers.py",
    "backend/topics/editions.py",
    "backend/topics/registers.py",
    "backend/topics/terms.py",
    "notifications/deliveries.py",
    "notifications/feeds/joining.py",
    "notifications/feeds/keeping.py",
    "notifications/feeds/last_used.py",
    "notifications/intake/reports.py",
    "notifications/journal.py",
    "notifications/leases.py",
    "notifications/quarantine.py",
    "notifications/withdrawing.py",
)
"""The only modules that may write past `save()`: what they change is signed, or is no act of a person."""

THIN = (
    "views/",
    "forms/",
    "templatetags/",
    "api.py",
    "selectors.py",
    "tasks.py",
    "handlers.py",
    "commands/",
    "admin.py",
)
"""Modules that hold no rule: they call services, which write."""

WRITES = {"save", "create", "delete", "update_or_create", "get_or_create", "bulk_create", "bulk_update"}
PAST_SAVE = {"bulk_create", "bulk_update", "update"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Each call of a method or function, with the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node, name


def is_of_rows(call: ast.Call) -> bool:
    """Whether it looks like a query of rows: `X.objects.….update(field=…)`; dictionaries are updated with values."""
    return bool(call.keywords) and not call.args and not ast.unparse(call.func).startswith("app.conf")


def places(found: Iterator[tuple[str, ast.AST]]) -> list[str]:
    return [f"{name}:{getattr(node, 'lineno', 0)}" for name, node in found]


def test_only_listed_modules_leave_the_scope_of_a_party() -> None:
    found = {name for name, tree in modules() for _, called in calls(tree) if called == "scopes_disabled"}
    assert found - set(WITHOUT_SCOPE) == set(), "Enter the scope of a party, or list the module with its reason."
    assert set(WITHOUT_SCOPE) - found == set(), "These need it no longer: take them out of the list."


def test_rows_are_written_past_save_by_services_only() -> None:
    found = places(
        (name, call)
        for name, tree in modules()
        for call, called in calls(tree)
        if called in PAST_SAVE and (called != "update" or is_of_rows(call))
        if not any(name.endswith(w) or name.startswith(w) for w in WRITERS)
    )
    assert found == [], "Write in a service, where the act is signed in the history."


def test_thin_modules_write_nothing() -> None:
    found = places(
        (name, call)
        for name, tree in modules()
        if any(part in f"{name}/" if part.endswith("/") else name.endswith(f"/{part}") for part in THIN)
        for call, called in calls(tree)
        if called in WRITES and "objects" in ast.unparse(call.func)
    )
    assert found == [], "Views, forms, serializers, tasks and commands call services."


def test_serializers_and_forms_name_their_fields_one_by_one() -> None:
    found = places(
        (name, node)
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
        if target.id == "exclude" or (target.id == "fields" and "__all__" in ast.unparse(node.value))
    )
    assert found == [], "Name every field: what is added to a model later must not be shown or written by itself."


def test_nobody_waits_in_the_broker() -> None:
    """Waiting stands in a row (`next_at`): a message with a countdown is lost with the broker."""
    found = places(
        (name, call)
        for name, tree in modules()
        for call, called in calls(tree)
        if called in {"delay", "apply_async", "send_task"}
        if called != "delay" or "leases" not in ast.unparse(call.func)
        if name != "backend/outbox/broker.py" or {k.arg for k in call.keywords} & {"eta", "countdown"}
        if called != "delay" or name != "notifications/leases.py"
    )
    assert found == []


def test_no_sql_and_no_template_is_made_from_text() -> None:
    found = places(
        (name, call)
        for name, tree in modules()
        for call, called in calls(tree)
        if called in {"raw", "extra", "RawSQL", "Template"}
    )
    assert found == []

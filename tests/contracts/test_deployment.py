"""The files of a deployment are well formed and name what exists. No container engine is needed to know that."""

import re
import subprocess
import sys

import yaml

from backend.__main__ import COMMANDS
from tests.processes import ROOT

FILE = str(ROOT / "docker-compose.yml")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_compose_file_holds_to_the_published_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", FILE]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout.strip()) == (0, "ok -- validation done")


def test_the_hooks_before_a_commit_need_nobody_elses_repository() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks["repos"][0]["hooks"])


def test_every_part_of_the_product_is_there() -> None:
    assert set(COMPOSE["services"]) == {"migrate", "web", "worker", "beat", "postgres", "redis", "mail"}
    ours = {name: service["command"][0] for name, service in COMPOSE["services"].items() if "build" in service}
    assert ours == {name: name for name in ("migrate", "web", "worker", "beat")}
    assert set(ours.values()) <= set(COMMANDS)


def test_redis_writes_everything_down_and_evicts_nothing() -> None:
    command = COMPOSE["services"]["redis"]["command"]
    stated = dict(zip(command[1::2], command[2::2], strict=True))
    assert stated == {"--appendonly": "yes", "--appendfsync": "everysec", "--maxmemory-policy": "noeviction"}


def test_the_image_is_made_as_every_installation_is() -> None:
    steps = re.findall(r"^RUN (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert any("make install" in step for step in steps)
    assert not any("pip" in step for step in steps)


def test_nothing_is_open_to_other_machines_by_default() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", ())]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []

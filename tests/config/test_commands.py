"""The command line: every command explains itself, refuses wrong use, and exits with a code scripts can use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend.__main__ import COMMANDS, main
from tests.processes import ROOT, article6, surroundings

WITHOUT_DATABASE = ("evaluate", "match", "read-mail")
FORBIDDEN = ("django", "rest_framework", "celery", "kombu", "redis", "django_scopes", "allauth")
MEETING = {
    "id": "M-1",
    "host": "UN",
    "body": "CCPCJ",
    "title": "A session",
    "starts": "2027-05-17",
    "ends": "2027-05-21",
}


def ended(arguments: list[str]) -> int:
    """The exit code, however the command ends."""
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended([name, "--help"]) == 0
    shown = capsys.readouterr()
    assert (shown.out.startswith(f"usage: article6 {name}"), shown.err) == (True, "")
    assert len(shown.out.splitlines()) > 4


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_refuses_wrong_use_with_code_2(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended([name, "--no-such-option"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, f"article6 {name}" in shown.err) == ("", True)


@pytest.mark.parametrize("name", WITHOUT_DATABASE)
def test_a_command_without_database_runs_without_django(name: str, tmp_path: Path) -> None:
    file = tmp_path / "meetings.json"
    file.write_text(json.dumps([MEETING]))
    arguments, stdin = {
        "evaluate": ([str(file)], ""),
        "match": (["--guest", "INTERPOL"], '{"id": 1, "title": "Trafficking in firearms"}\n'),
        "read-mail": (["-"], "From: a@example.org\nSubject: none\n\nnothing\n"),
    }[name]
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({FORBIDDEN!r}))\n"
        "from backend.__main__ import main; raise SystemExit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, name, *arguments],
        env=surroundings(tmp_path / "var"),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] != []


def test_no_command_shows_the_list_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage: article6 COMMAND" in capsys.readouterr().err


def test_help_lists_every_command_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
    assert [code for code in range(5) if f"\n  {code}  " not in shown] == []


def test_a_slip_of_the_pen_is_answered_with_the_nearest_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docter"]) == 2
    shown = capsys.readouterr().err
    assert shown == "article6: there is no command 'docter'. Did you mean `article6 doctor`?\n"


def test_a_database_without_tables_is_said_with_the_remedy(tmp_path: Path) -> None:
    refused = article6("verify-audit", folder=tmp_path / "var")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "The database cannot be used: no such table" in refused.stderr
    assert "`article6 migrate`" in refused.stderr


def test_a_new_database_is_filled_looked_over_and_read(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    done = article6("migrate", folder=folder, PUBLIC_URL="https://article6.example.org")
    assert done.returncode == 0
    assert "once: https://article6.example.org/first-administrator/" in done.stderr

    found = article6("doctor", folder=folder)
    report = json.loads(found.stdout)
    failed = {check["name"] for check in report["checks"] if not check["ok"]}
    assert (found.returncode, report["ok"], failed) == (3, False, {"broker", "worker", "beat"})
    assert all(check["remedy"] for check in report["checks"] if not check["ok"])
    [mailboxes] = [check for check in report["checks"] if check["name"] == "mailboxes"]
    assert mailboxes["what"] == "to be confirmed: secretariat@interpol.example, secretariat@un.example"

    made = article6("feed", "create", "--party", "INTERPOL", "--name", "Lyon", folder=folder)
    assert (made.returncode, json.loads(made.stdout)["party"]) == (0, "INTERPOL")
    assert json.loads(made.stdout)["url"].startswith("http://127.0.0.1:8000/feeds/a6f_")
    verified = article6("verify-audit", folder=folder)
    assert (verified.returncode, json.loads(verified.stdout)) == (0, {"ok": True, "first_broken": None})

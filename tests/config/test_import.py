"""`article6 import`: meetings from files, each whole or not at all."""

import json
from pathlib import Path

import pytest
from django_scopes import scopes_disabled

from backend.__main__ import main
from backend.meetings.models import Meeting
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.topics.services import load_topic_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _register(db: None) -> None:
    load_register_rows()
    load_topic_rows()


def meeting(number: int = 1, **changes: object) -> dict[str, object]:
    agenda = {"items": [{"number": "1", "title": "World crime trends"}]}
    stated = {"id": f"M-{number}", "host": "UN", "body": "CCPCJ", "kind": "session", "title": f"Session {number}",
              "starts": "2999-05-17", "ends": "2999-05-21", "time_zone": "Europe/Vienna", "agenda": agenda}  # fmt: skip
    return stated | changes


def written(folder: Path, *meetings: object) -> str:
    file = folder / "meetings.jsonl"
    file.write_text("".join(one if isinstance(one, str) else json.dumps(one) + "\n" for one in meetings))
    return str(file)


def reports(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def kept() -> list[tuple[str, bool]]:
    with scopes_disabled():
        return list(Meeting.objects.order_by("identifier").values_list("identifier", "issue"))


def test_a_dry_run_says_what_would_be_sent_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, meeting())
    assert main(["import", file, "--dry-run"]) == 0
    assert reports(capsys) == [
        {"where": f"{file}: line 1", "id": "M-1", "host": "UN", "result": "created", "changed": ["meeting"],
         "opened": False, "mails": 1, "dry_run": True}
    ]  # fmt: skip
    assert (kept(), Message.objects.count()) == ([], 0)


def test_importing_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, meeting())
    assert (main(["import", file]), main(["import", file])) == (0, 0)
    assert [report["result"] for report in reports(capsys)] == ["created", "unchanged"]


def test_a_refused_meeting_does_not_stop_the_others_and_is_kept_from_entering_in_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, meeting(1, ends="2999-05-01"), "{not json}\n", meeting(2), meeting(2))
    assert main(["import", file]) == 1
    shown = capsys.readouterr()
    results = [json.loads(line) for line in shown.out.splitlines()]
    assert [one["result"] for one in results] == ["refused", "refused", "created", "refused"]
    codes = [problem["code"] for one in results for problem in one.get("problems", ())]
    assert codes == ["end_before_start", "malformed_line", "duplicate_meeting"]
    assert f"{file}: line 1.ends: The end is before the start." in shown.err
    assert f"{file}: line 2: This line is not JSON" in shown.err
    assert kept() == [("M-2", True)]


def test_more_than_twenty_mails_need_agreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, *(meeting(number) for number in range(21)))
    assert main(["import", file]) == 4
    shown = capsys.readouterr()
    assert (shown.out, "This would send 21 mails." in shown.err, kept()) == ("", True, [])
    assert main(["import", file, "--yes"]) == 0
    assert len(kept()) == 21


def test_twenty_one_meetings_that_send_nothing_need_no_agreement(tmp_path: Path) -> None:
    file = written(tmp_path, *(meeting(number, status="draft") for number in range(21)))
    assert main(["import", file]) == 0


def test_no_issue_records_only(tmp_path: Path) -> None:
    file = written(tmp_path, *(meeting(number) for number in range(21)))
    assert main(["import", file, "--no-issue"]) == 0
    assert {issue for _, issue in kept()} == {False}


def test_a_meeting_that_has_opened_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, meeting(starts="2001-05-17", ends="2001-05-21"))
    assert main(["import", file]) == 0
    shown = capsys.readouterr()
    assert (json.loads(shown.out)["opened"], json.loads(shown.out)["mails"]) == (True, 0)
    assert "1 had already opened" in shown.err


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "none.yaml")]) == 1
    assert "none.yaml: The file cannot be read" in capsys.readouterr().err


def test_malformed_yaml_is_said_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "meetings.yaml"
    file.write_text("meetings:\n  - id: [1\n  - host: UN\n")
    assert main(["import", str(file)]) == 1
    assert "line 3" in capsys.readouterr().err

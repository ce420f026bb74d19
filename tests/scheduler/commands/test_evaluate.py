"""`article6 evaluate`: every meeting of a file decided, what is wrong said on standard error, no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.commands.evaluate import main

GOOD = {"id": "M/1", "host": "UN", "body": "CCPCJ", "title": "Session", "starts": "2026-05-18", "ends": "2026-05-22"}


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[dict[str, object]], str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_each_meeting_is_one_line_for_each_guest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in (GOOD, {**GOOD, "host": "WHO", "body": None})))
    code, lines, err = run(capsys, str(path))
    found = [(line["meeting"], line["host"], line["guest"], line["outcome"]) for line in lines]
    assert (code, err) == (0, "")
    assert found == [
        ("M/1", "UN", "INTERPOL", "invite"),
        ("M/1", "WHO", "UN", "not_required"),
        ("M/1", "WHO", "INTERPOL", "not_required"),
    ]


def test_a_line_has_every_key_of_the_format_also_where_it_is_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(GOOD))
    _, [line], _ = run(capsys, str(path))
    keys = (
        "meeting host guest outcome priority partial clauses matches open_items closed_items conditions questions notes"
    )
    assert set(keys.split()) <= set(line)
    clauses: list[dict[str, object]] = line["clauses"]  # type: ignore[assignment]
    assert [(one["cite"], one["modality"]) for one in clauses] == [
        ("6(1)", "may"),
        ("6(2)", "shall"),
        ("6(3)", "shall"),
        ("6(4)", "every_effort"),
    ]
    for clause in clauses:
        for finding in clause["findings"]:  # type: ignore[attr-defined]
            assert set(finding) == {"condition", "answer", "because", "because_fr", "source", "source_fr"}
            assert finding["answer"] in {"yes", "no", "unknown"}
            assert finding["because"]
            assert finding["because_fr"]


def test_one_broken_meeting_goes_to_standard_error_and_the_rest_is_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text("\n".join([json.dumps({**GOOD, "starts": "soon"}), "{", json.dumps(GOOD)]))
    code, lines, err = run(capsys, str(path))
    assert (code, [line["meeting"] for line in lines]) == (1, ["M/1"])
    first, second = err.splitlines()
    assert first.startswith(f"{path}: line 1.starts: “soon” is not a date")
    assert second.startswith(f"{path}: line 2: This line is not JSON")


def test_an_unreadable_file_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, err = run(capsys, str(tmp_path / "nothing.json"))
    assert (code, lines, len(err.splitlines())) == (1, [], 1)


def test_as_of_a_day_before_the_signature_nothing_applies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(GOOD))
    outcomes = [run(capsys, str(path), "--as-of", day)[1][0]["outcome"] for day in ("1997-07-07", "1997-07-08")]
    assert outcomes == ["not_applicable", "invite"]


def test_a_wrong_date_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(tmp_path / "m.json"), "--as-of", "yesterday"])
    assert left.value.code == 2
    assert "“yesterday” is not a date" in capsys.readouterr().err


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps([GOOD, {**GOOD, "id": "M/2", "agenda": {"items": [{"number": "1", "title": "Drugs"}]}}]))
    texts = []
    for _ in range(2):
        main([str(path)])
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]


def test_the_command_needs_no_database_and_no_framework(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(GOOD))
    script = "import sys; from backend.__main__ import main; main(sys.argv[1:]); assert 'django' not in sys.modules"
    ran = subprocess.run([sys.executable, "-c", script, "evaluate", str(path)], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["outcome"] == "invite"

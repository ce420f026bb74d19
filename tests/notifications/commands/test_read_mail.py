"""`article6 read-mail`, as a program."""

import json
import subprocess
import sys
from pathlib import Path

from notifications.commands.read_mail import main
from tests.notifications.mail.reading.mails import GUEST, UID, attendee, calendar, event, reply

ANSWER = reply(calendar(event(attendee(), "COMMENT:one\\ntwo\u2028three")))


def test_each_file_gives_one_line_with_every_key(tmp_path: Path, capsysbinary) -> None:
    mail, junk = tmp_path / "answer.eml", tmp_path / "junk.bin"
    mail.write_bytes(ANSWER)
    junk.write_bytes(b"\xff\x00junk")
    assert main([str(mail), str(junk)]) == 0
    first, second = capsysbinary.readouterr().out.decode("ascii").splitlines()
    assert json.loads(first) == {
        "file": str(mail),
        "kind": "reply",
        "items": [
            {
                "uid": UID,
                "attendee": GUEST,
                "partstat": "ACCEPTED",
                "sequence": 2,
                "dtstamp": "2027-01-12T08:09:10Z",
                "recurrence_id": None,
                "delegated_to": [],
                "comment": "one\ntwo\u2028three",
                "start": None,
                "end": None,
            }
        ],
        "reason": "answered: an answer to an invitation",
    }
    assert json.loads(second) == {
        "file": str(junk),
        "kind": "human",
        "items": [],
        "reason": "not_a_mail: it is neither a mail nor a calendar",
    }


def test_a_file_that_cannot_be_opened_is_reported_and_the_others_are_read(tmp_path: Path, capsys) -> None:
    mail = tmp_path / "answer.eml"
    mail.write_bytes(ANSWER)
    assert main([str(tmp_path / "missing.eml"), str(mail)]) == 1
    told = capsys.readouterr()
    assert told.err == f"{tmp_path / 'missing.eml'}: it cannot be opened (No such file or directory).\n"
    assert json.loads(told.out)["kind"] == "reply"


def test_standard_input_is_read_and_django_is_not_imported() -> None:
    program = (
        "import sys; from backend.__main__ import main; code = main(['read-mail', '-']); "
        "sys.exit(code or int('django' in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], input=ANSWER, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, json.loads(ran.stdout)["file"], ran.stderr) == (0, "-", b"")

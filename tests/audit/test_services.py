"""The history: chained, one chain for each party, and any alteration is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from backend.__main__ import main
from backend.audit.models import ChainHead, Entry
from backend.audit.services import chained, first_broken, record

pytestmark = pytest.mark.django_db


def acts(*parties: str) -> list[Entry]:
    return [
        record(party=party, actor="desk", action="meeting.convened", subject=f"meeting:{number}", detail={"é": [1]})
        for number, party in enumerate(parties)
    ]


def alter(statement: str, *values: object) -> None:
    """As somebody would who can lay the triggers aside."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute("DROP TRIGGER audit_entry_no_delete")
        cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_each_party_has_a_chain_of_its_own() -> None:
    first, second, third = acts("UN", "INTERPOL", "UN")
    assert [entry.sequence for entry in (first, second, third)] == [1, 1, 2]
    assert (second.previous_hash, third.previous_hash) == ("0" * 64, first.hash)
    assert (third.hash == chained(third), first_broken()) == (True, None)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_an_entry(statement: str) -> None:
    acts("UN")
    with pytest.raises(DatabaseError, match="the history is never changed"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_changed_entry_is_found() -> None:
    entries = acts("UN", "UN", "UN")
    alter("UPDATE audit_entry SET actor = %s WHERE id = %s", "somebody else", entries[1].pk)
    assert first_broken() == entries[1]


def test_a_removed_last_entry_is_found() -> None:
    entries = acts("UN", "UN")
    alter("DELETE FROM audit_entry WHERE id = %s", entries[1].pk)
    assert first_broken() == ChainHead.objects.get(party="UN")


def test_the_command_names_the_first_broken_entry(capsys: pytest.CaptureFixture[str]) -> None:
    entries = acts("UN", "UN")
    assert main(["verify-audit"]) == 0
    alter("UPDATE audit_entry SET subject = %s WHERE id = %s", "meeting:9", entries[0].pk)
    assert main(["verify-audit"]) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines()[-1] == '{"ok": false, "first_broken": "UN 1 meeting.convened"}'
    assert shown.err.splitlines()[-1] == "The history is broken at UN 1 meeting.convened."

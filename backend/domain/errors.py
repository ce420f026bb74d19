"""Refusals. The docstring of each error is the sentence that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands, a stable code, and how to mend it.

    `template` is the sentence before `details` were filled in: what a catalogue can translate.
    """

    where: str
    code: str
    message: str
    template: str = field(default="", compare=False)
    details: Mapping[str, object] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class DomainError(Exception):
    """The request was refused."""

    code = "refused"

    def __init__(self, message: str | None = None, *, where: str = "", **details: object) -> None:
        self.where = where
        self.details = details
        self.template = message or (type(self).__doc__ or "").strip()
        self.message = message or self.template.format(**details)
        super().__init__(self.message)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, in the order of the input."""
        return (Problem(self.where, self.code, self.message, self.template, self.details),)


class Invalid(DomainError):
    """The input has mistakes; nothing was saved."""

    code = "invalid"

    def __init__(self, *problems: Problem) -> None:
        self._problems = problems
        super().__init__("; ".join(map(str, problems)) or None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems


class ForbiddenTransition(DomainError):
    """A {machine} that is {state} cannot be changed by “{action}”."""

    code = "forbidden_transition"


class EditedMeanwhile(DomainError):
    """Somebody else saved this meanwhile (version {found}, you edited {expected}). Load it and repeat your change."""

    code = "edited_meanwhile"

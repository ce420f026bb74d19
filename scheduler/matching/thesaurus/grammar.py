"""The files of the thesaurus: what a line says.

    [DRG]                                   a topic of the register, or a section of its own (guard, formal, …)
    precursors: precursor; acetic anhydride a concept with its preferred and alternative terms
    ? development: alternative development  `?` an umbrella: a person must look
    * forensic: fingerprint                 `*` a police tool: a person must look unless a crime stands beside it
    & police: police; law enforcement       `&` police work in general: says nothing at a meeting of the police
    % training: academy                     `%` means the police where the police meet, and nothing elsewhere
    @ codes: CND                            `@` counts in the meeting, the body and the parent only

In [formal], `?` says that a term at the beginning (`^`) yields where a matter follows it that is no body's name:
“Location of fugitives” is none of the dates, “Location of the Tribunal” is.

In a term `^` is the beginning and `$` the end of the text, `...` up to five words, `<set>` each term of a set, and a
word in capitals alone stands for itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a term says where it stands."""

    STRONG = "strong"
    WEAK = "weak"
    TOOL = "tool"
    POLICE = "police"
    CONTEXT = "context"
    HOME = "home"
    GUARD = "guard"
    NEGATIVE = "negative"
    DIVERSION = "diversion"
    FORMAL = "formal"
    YIELDING = "yielding"
    ORGAN = "organ"
    DEBATE = "debate"
    MIXED = "mixed"


SIGNS = {"?": Kind.WEAK, "*": Kind.TOOL, "&": Kind.POLICE, "@": Kind.CONTEXT, "%": Kind.HOME}
UMBRELLAS = {Kind.NEGATIVE.value: Kind.DIVERSION, Kind.FORMAL.value: Kind.YIELDING}
"""What `?` makes of a line in these sections."""

OWN_SECTIONS = {
    kind.value: kind for kind in (Kind.GUARD, Kind.NEGATIVE, Kind.FORMAL, Kind.DEBATE, Kind.MIXED, Kind.ORGAN)
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term stands for. `topic` is a code of the register, or empty for guards and formal words."""

    kind: Kind
    topic: str
    concept: str


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the thesaurus, read."""

    version: str
    small: frozenset[str]
    keep: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    terms: tuple[Term, ...]


def read(text: str) -> Source:
    """The contents of one file. Raises ValueError for a line that says nothing."""
    version, small, sets, terms = "", [], {}, []
    keep: dict[str, str] = {}
    for section, name, parts in _lines(text):
        if section == "":
            version = name
        elif section == "small":
            small += parts
        elif section == "keep":
            keep.update(_kept(parts))
        elif section == "sets":
            sets[name] = tuple(parts)
        else:
            meaning = _meaning(section, name)
            terms += [Term(part, _anchored(meaning, part)) for part in parts]
    return Source(version, frozenset(small), keep, sets, tuple(terms))


def lines_that_speak(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are neither empty nor a remark, with their numbers, counted from 1."""
    numbered = enumerate((line.strip() for line in text.splitlines()), 1)
    return ((number, line) for number, line in numbered if line and not line.startswith("#"))


def _lines(text: str) -> Iterator[tuple[str, str, list[str]]]:
    section = ""
    for _, line in lines_that_speak(text):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line.startswith("version "):
            yield "", line.removeprefix("version ").strip(), []
        else:
            name, colon, terms = line.partition(": ")
            if not colon:
                raise ValueError(f"expected “concept: term; term”, not {line[:60]!r}")
            yield section, name, [term for part in terms.split(";") if (term := part.strip())]


def _kept(parts: list[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        word, equals, key = part.partition(" = ")
        yield word, key if equals else word


def _anchored(meaning: Meaning, text: str) -> Meaning:
    """Only a term at the beginning can yield; elsewhere it is as formal as any."""
    if meaning.kind is not Kind.YIELDING or (text.startswith("^") and not text.endswith("$")):
        return meaning
    return Meaning(Kind.FORMAL, "", meaning.concept)


def _meaning(section: str, name: str) -> Meaning:
    sign, concept = (name[0], name[1:].strip()) if name[0] in SIGNS else ("", name)
    if section in OWN_SECTIONS:
        kind = UMBRELLAS[section] if sign == "?" else OWN_SECTIONS[section]
        return Meaning(kind, "", concept)
    return Meaning(SIGNS.get(sign, Kind.STRONG), section, concept)

"""What is wrong with a file of the thesaurus, line by line, for whoever edits it. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .grammar import OWN_SECTIONS, SIGNS, lines_that_speak

MATERIAL = frozenset({"small", "keep", "sets"})
"""Sections that hold no terms, but what terms are made of."""

SET = re.compile(r"<([^<>\s]*)>")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in one line (counted from 1; 0 = the file as a whole), with how to mend it."""

    line: int
    why: str


def mistakes(text: str, *, topics: Collection[str], shared: str = "") -> list[Mistake]:
    """All that is wrong, in the order of the file. A section may name `topics`, a term the sets of the shared file."""
    lines = list(lines_that_speak(text))
    found = list(_in_lines(lines, topics, {*_sets(lines_that_speak(shared)), *_sets(lines)}))
    if not any(line.startswith("version ") for _, line in lines):
        found.insert(0, Mistake(0, "it states no version: begin it with a line such as “version 2027-01-31”"))
    return found


def _sets(lines: Iterable[tuple[int, str]]) -> Iterator[str]:
    section = ""
    for _, line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "sets":
            yield line.partition(":")[0]


def _in_lines(lines: list[tuple[int, str]], topics: Collection[str], sets: Collection[str]) -> Iterator[Mistake]:
    section = ""
    for number, line in lines:
        if line.startswith("["):
            section = line.strip("[]")
            if not line.endswith("]") or section not in {*topics, *OWN_SECTIONS, *MATERIAL}:
                yield Mistake(number, f"“{line[:40]}” is no section: write a topic such as [DRG], or [guard]")
        elif not line.startswith("version "):
            why = _why(line, section, sets)
            if why:
                yield Mistake(number, why)


def _why(line: str, section: str, sets: Collection[str]) -> str:
    """What is wrong with a line of terms; empty where nothing is."""
    name, colon, terms = line.partition(": ")
    if not colon or not terms.strip(" ;") or not name.strip("".join(SIGNS) + " "):
        return f"expected “concept: term; term”, not “{line[:60]}”"
    if not section:
        return "terms before the first section: put a line such as [DRG] above them"
    unknown = [one for one in SET.findall(line) if one not in sets]
    if unknown:
        return f"<{unknown[0]}> is no set: name it under [sets], or write the words themselves"
    if "<" in SET.sub("", line) or ">" in SET.sub("", line):
        return "“<” and “>” only enclose the name of a set"
    return ""

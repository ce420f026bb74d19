"""The meetings of a file, one after the other: JSONL, a JSON list, one object, or YAML with `meetings:`. Pure."""

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from backend.domain.errors import Invalid, Problem

from .scalars import load_json, load_yaml

MALFORMED = (yaml.YAMLError, ValueError, RecursionError, OverflowError)
STDIN = "-"


def entries(path: Path) -> Iterator[tuple[str, object]]:
    """Each entry with its place; an Invalid in the place of a line that is not JSON. Raises Invalid for the whole file.

    The file's name tells the format; without a telling name it is tried as JSON, JSON lines, then YAML.
    """
    text = _text(path)
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        yield from _listed(path, _yaml(path, text))
    elif suffix in {".jsonl", ".ndjson"} and not _is_whole(text):
        yield from _lines(path, text)
    else:
        yield from _guessed(path, text, yaml_too=suffix not in {".json", ".jsonl", ".ndjson"})


def _text(path: Path) -> str:
    """UTF-8, or UTF-16 where its mark says so."""
    try:
        content = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return content.decode("utf-16" if wide else "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"The file cannot be read as UTF-8 text: {error}"
        raise Invalid(Problem(str(path), "unreadable_file", message)) from None


def _is_whole(text: str) -> bool:
    """A list, or one object over several lines, in a file that is named like JSON lines."""
    start = text.lstrip()
    return start.startswith("[") or start.split("\n", 1)[0].strip() == "{"


def _guessed(path: Path, text: str, *, yaml_too: bool) -> Iterator[tuple[str, object]]:
    try:
        loaded = load_json(text)
    except MALFORMED as error:
        if yaml_too and not text.lstrip().startswith(("{", "[")):
            yield from _listed(path, _yaml(path, text))
        elif "\n" in text.strip() and not _is_whole(text):
            yield from _lines(path, text)
        else:
            raise Invalid(Problem(str(path), "malformed_file", f"This is not well-formed JSON: {error}")) from None
    else:
        yield from _listed(path, loaded)


def _yaml(path: Path, text: str) -> object:
    try:
        return load_yaml(text)
    except MALFORMED as error:
        raise Invalid(Problem(str(path), "malformed_file", f"This is not well-formed YAML: {error}")) from None


def _listed(path: Path, loaded: object) -> Iterator[tuple[str, object]]:
    meetings = loaded.get("meetings", [loaded]) if isinstance(loaded, dict) else loaded
    if meetings is None:
        return
    if not isinstance(meetings, list):
        message = "Expected a list of meetings, one meeting, or the key “meetings” with a list."
        raise Invalid(Problem(str(path), "not_meetings", message))
    for index, data in enumerate(meetings):
        yield f"{path}: meetings[{index}]", data


def _lines(path: Path, text: str) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}: line {number}"
            try:
                yield where, load_json(line)
            except MALFORMED as error:
                yield where, Invalid(Problem(where, "malformed_line", f"This line is not JSON: {error}"))

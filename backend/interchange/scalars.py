"""Numbers that remember how they were written, since item 1.10 is not item 1.1, and days that may be none. Pure."""

import json
from datetime import date
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as SafeBase
else:
    SafeBase = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class WrittenInt(int):
    """A whole number with its text."""

    text: str


class WrittenFloat(float):
    """A number with its text."""

    text: str


def text_of(value: float) -> str:
    """The number as it was written, where that is known."""
    written = getattr(value, "text", None)
    return written if isinstance(written, str) else str(value)


def _whole(text: str) -> WrittenInt:
    number = WrittenInt(text)
    number.text = text
    return number


def _decimal(text: str) -> WrittenFloat:
    number = WrittenFloat(text)
    number.text = text
    return number


class Loader(SafeBase):
    """Safe, in C where there is one.

    A value that is no number or no day stays the text that it is, so that it can be refused in its place.
    """

    def written_int(self, node: yaml.ScalarNode) -> object:
        try:
            number = WrittenInt(self.construct_yaml_int(node))
        except ValueError:
            return node.value
        number.text = node.value
        return number

    def written_float(self, node: yaml.ScalarNode) -> object:
        try:
            number = WrittenFloat(self.construct_yaml_float(node))
        except ValueError:
            return node.value
        number.text = node.value
        return number

    def written_day(self, node: yaml.ScalarNode) -> object:
        try:
            day: date = self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return node.value
        return day


Loader.add_constructor("tag:yaml.org,2002:int", Loader.written_int)
Loader.add_constructor("tag:yaml.org,2002:float", Loader.written_float)
Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.written_day)


def load_yaml(text: str) -> object:
    """The document. Raises yaml.YAMLError, ValueError, RecursionError."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader


def load_json(text: str) -> object:
    """The document. Raises ValueError, RecursionError."""
    return json.loads(text, parse_int=_whole, parse_float=_decimal)

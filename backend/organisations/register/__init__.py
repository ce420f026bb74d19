"""The register as it is shipped: bodies, offices, interests and competences. Pure: reads its own files only."""

from .entries import BodyEntry, Policy, Register, Topic, TopicEntry
from .reader import load_register

__all__ = ["BodyEntry", "Policy", "Register", "Topic", "TopicEntry", "load_register"]

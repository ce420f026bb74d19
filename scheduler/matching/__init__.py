"""Does an agenda item touch a matter of interest to the other organisation? With the words that say so. Pure."""

from .languages import language_guessed
from .matcher import Adviser, Matcher, is_crime_prevention
from .thesaurus.editions import Edition
from .verdict import Evidence, Subject, TopicMatch, Verdict

__all__ = [
    "Adviser",
    "Edition",
    "Evidence",
    "Matcher",
    "Subject",
    "TopicMatch",
    "Verdict",
    "is_crime_prevention",
    "language_guessed",
]

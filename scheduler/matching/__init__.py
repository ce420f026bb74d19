"""Does an agenda item touch a matter of interest to the other organisation? With the words that say so. Pure."""

from .matcher import Evidence, Matcher, Subject, TopicMatch, Verdict, is_crime_prevention

__all__ = ["Evidence", "Matcher", "Subject", "TopicMatch", "Verdict", "is_crime_prevention"]

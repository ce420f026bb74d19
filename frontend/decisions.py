"""A decision as people read it: outcome, the paragraphs with their questions, the agenda with what matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from backend.domain.languages import Wording, content_language
from backend.reasons import said
from backend.topics.selectors import topic_names

from .agendas import ShownItem, marked, shown_items
from .wording import topic_words

SPEAKING = frozenset({"engaged", "standing", "open"})
"""Outcomes of a paragraph that decide something; the others are told below a fold."""


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """One decision for one guest."""

    guest: str
    outcome: str
    priority: bool
    partial: bool
    leading: list[Mapping[str, Any]]
    others: list[Mapping[str, Any]]
    notes: list[Wording]
    changes: list[Wording]
    questions: Sequence[Mapping[str, Any]]
    conditions: Mapping[str, Any]
    title: SafeString
    title_topics: list[str]
    items: list[ShownItem]
    thesaurus: str
    """The edition by whose terms its items were matched; empty where it was decided before editions were named."""


def shown_decision(decision: Mapping[str, Any], meeting: Mapping[str, Any]) -> ShownDecision:
    """The decision's document beside the meeting that it is about, in the interchange format."""
    agenda = meeting.get("agenda") or {}
    topics = topic_names()
    in_title = decision.get("title_matches") or []
    clauses, leading = decision["clauses"], _leading(decision)
    return ShownDecision(
        guest=str(decision["guest"]),
        outcome=str(decision["outcome"]),
        priority=bool(decision["priority"]),
        partial=bool(decision["partial"]),
        leading=leading,
        others=[clause for clause in clauses if clause not in leading],
        notes=_reasons(decision, "notes"),
        changes=_reasons(decision, "would_change"),
        questions=decision["questions"],
        conditions=decision["conditions"],
        title=_title(meeting.get("title") or {}, in_title),
        title_topics=[topic_words(str(match["topic"]), topics) for match in in_title],
        items=shown_items(
            agenda.get("items") or (),
            [*decision["matches"], *decision.get("closed_matches", ())],
            topics,
            closed=decision["closed_items"],
        ),
        thesaurus=str(decision.get("versions", {}).get("thesaurus", "")),
    )


def _leading(decision: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What decides something; where nothing does, the paragraph for this host, which tells why not."""
    speaking = [clause for clause in decision["clauses"] if clause["outcome"] in SPEAKING]
    own = decision.get("summary", {}).get("paragraph")
    return speaking or [clause for clause in decision["clauses"] if clause["cite"] == own]


def _reasons(decision: Mapping[str, Any], name: str) -> list[Wording]:
    """A list of sentences in the reader's language: as it was kept with the decision, else made from the English."""
    language = content_language(get_language() or "en")
    own = decision.get(f"{name}_{language}")
    return [Wording(one, language) for one in own] if own else [said(one) for one in decision.get(name, ())]


def _title(titles: Mapping[str, str], matches: Sequence[Mapping[str, Any]]) -> SafeString:
    """The title with its matched words, in the language in which they matched; empty where nothing did."""
    evidence = [e for match in matches for e in match.get("evidence", ())]
    language = next((e["language"] for e in evidence if e["language"] in titles), "")
    spans = [(e["start"], e["end"]) for e in evidence if e["language"] == language]
    return marked(titles[language], spans) if language else SafeString("")

"""The four paragraphs, one value each: who owes what to whom, when. 2 and 3 stand side by side on purpose."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from backend.domain.decisions import Modality
from backend.domain.parties import Party

from . import conditions as ask
from .facts import Finding, MeetingFacts

Question = Callable[[MeetingFacts], Finding]


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph. `host` gates it; every question in `when` must be yes, and one of `either` where there are any.

    `bearer` and `beneficiary` None = either party, according to who is involved.
    """

    cite: str
    modality: Modality
    bearer: Party | None
    beneficiary: Party | None
    host: Question
    when: tuple[Question, ...]
    either: tuple[Question, ...] = ()


by_the_united_nations = partial(ask.organised_by, Party.UN)
by_interpol = partial(ask.organised_by, Party.INTERPOL)

PARAGRAPH_1 = Clause(
    cite="6(1)",
    modality=Modality.MAY,
    bearer=Party.UN,
    beneficiary=Party.INTERPOL,
    host=by_the_united_nations,
    when=(ask.in_force, ask.general_assembly),
)

PARAGRAPH_2 = Clause(
    cite="6(2)",
    modality=Modality.SHALL,
    bearer=Party.UN,
    beneficiary=Party.INTERPOL,
    host=by_the_united_nations,
    when=(ask.in_force, ask.kind_covered, ask.observers_allowed),
    either=(ask.matter_of_interest, ask.crime_prevention),
)

PARAGRAPH_3 = Clause(
    cite="6(3)",
    modality=Modality.SHALL,
    bearer=Party.INTERPOL,
    beneficiary=Party.UN,
    host=by_interpol,
    when=(ask.in_force, ask.kind_covered, ask.observers_allowed),
    either=(ask.matter_of_interest,),
)

PARAGRAPH_4 = Clause(
    cite="6(4)",
    modality=Modality.EVERY_EFFORT,
    bearer=None,
    beneficiary=None,
    host=ask.third_host,
    when=(ask.in_force, ask.involved_in_organising, ask.international, ask.within_competence),
)

ARTICLE_6 = (PARAGRAPH_1, PARAGRAPH_2, PARAGRAPH_3, PARAGRAPH_4)

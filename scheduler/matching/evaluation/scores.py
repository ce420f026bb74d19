"""Counting: precision, recall, F1. Borderline labels belong to neither side; a borderline answer is no yes."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .items import Judged

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1; None where there was nothing to count."""

    items: int
    precision: float | None
    recall: float | None
    f1: float | None
    meetings: float | None
    false_alarms: float | None
    borderline_asked: float | None
    topic_right: float | None


def score(judged: Sequence[Judged]) -> Score:
    """How well the matcher did on these items."""
    said_yes = [one for one in judged if one.verdict.relevant == "yes"]
    true = [one for one in judged if one.item.label == "yes"]
    right = [one for one in said_yes if one.item.label == "yes"]
    wrong = [one for one in said_yes if one.item.label == "no"]
    misleading = [one for one in judged if one.item.hard == "negative" and one.item.label == "no"]
    doubtful = [one for one in judged if one.item.label == "borderline"]
    return Score(
        items=len(judged),
        precision=_share(len(right), len(right) + len(wrong)),
        recall=_share(len(right), len(true)),
        f1=_share(2 * len(right), len(right) + len(wrong) + len(true)),
        meetings=_share(len({one.item.meeting for one in right}), len({one.item.meeting for one in true})),
        false_alarms=_share(sum(one in wrong for one in misleading), len(misleading)),
        borderline_asked=_share(sum(one.verdict.relevant == "borderline" for one in doubtful), len(doubtful)),
        topic_right=_share(sum(one.item.topic in one.topics for one in right), len(right)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return dict(sorted(groups.items()))


def by_fold(judged: Iterable[Judged]) -> list[Score]:
    """Each fold holds whole bodies, so that no fold knows the agendas of another."""
    folds = grouped(judged, lambda one: str(_digest(one.item.body) % FOLDS))
    return [score(fold) for fold in folds.values()]


def _digest(body: str) -> int:
    return int(hashlib.sha256(body.encode()).hexdigest(), 16)


def topic_scores(judged: Sequence[Judged]) -> dict[str, tuple[int, int, int]]:
    """For each interest: items labelled with it, found at all, found under it."""
    topics = sorted({one.item.topic for one in judged if one.item.label == "yes" and one.item.topic})
    return {
        topic: (
            len(own := [one for one in judged if one.item.label == "yes" and one.item.topic == topic]),
            sum(one.verdict.relevant == "yes" for one in own),
            sum(topic in one.topics for one in own if one.verdict.relevant == "yes"),
        )
        for topic in topics
    }

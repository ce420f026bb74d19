"""Titles matched in a second on one core: our thesaurus, a compiled regular expression over the same terms, and the
second opinion by sentence embeddings.

`make bench` runs it; at least 10,000 titles a second are asked for, under 200 MB,
started in under 300 ms.
"""

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from backend.domain.parties import Party  # noqa: E402 - a script finds its project first
from backend.topics.register import topic_codes  # noqa: E402
from scheduler.advice import adviser  # noqa: E402
from scheduler.matching import Matcher, Subject  # noqa: E402
from scheduler.matching.evaluation.items import items  # noqa: E402
from scheduler.matching.thesaurus import Kind  # noqa: E402
from scheduler.matching.thesaurus.editions import shipped  # noqa: E402

SECONDS = 2.0


def per_second(work: Callable[[Subject], object], subjects: Sequence[Subject]) -> float:
    """Titles in a second of processor time, after one round that fills the caches."""
    for subject in subjects:
        work(subject)
    began, done = process_time(), 0
    while process_time() - began < SECONDS:
        for subject in subjects:
            work(subject)
        done += len(subjects)
    return done / (process_time() - began)


def regex_loop() -> Callable[[Subject], object]:
    """What one would write first: each term a compiled pattern, tried one after the other."""
    terms = {term.text for term in shipped().source("en").terms if term.meaning.kind in {Kind.STRONG, Kind.GUARD}}
    patterns = [re.compile(rf"\b{re.escape(term)}\w*", re.IGNORECASE) for term in terms if not set("<.^$") & set(term)]
    return lambda subject: [found for one in patterns if (found := one.search(subject.title))]


def embeddings() -> Callable[[Subject], object]:
    """The second opinion on a title: a language model, the only lane that needs an extra."""
    opinion = adviser(wanted=True)
    if opinion is None:
        raise ImportError
    return lambda subject: opinion.suggestion(subject, interests=frozenset(topic_codes()))


def processor_seconds_to_start() -> float:
    """One line through `article6 match` in a fresh process, in seconds of its own processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "backend", "match", "--guest", "INTERPOL"]
    line = b'{"id": 1, "title": "Drugs"}\n'
    subprocess.run(command, cwd=ROOT, input=line, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    english = [one for one in items("development") if one.language == "en"]
    alone, whole = ([one.subject(with_context=context) for one in english] for context in (False, True))
    match = Matcher(Party.INTERPOL).match
    lines = {
        "thesaurus, title alone": per_second(match, alone),
        "thesaurus, with meeting and body": per_second(match, whole),
        "compiled patterns in a loop": per_second(regex_loop(), alone[:40]),
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines["embeddings, title alone"] = per_second(embeddings(), alone[:40])
    with_model = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first = lines["thesaurus, title alone"]
    for name, rate in lines.items():
        behind = f"  (the thesaurus is {first / rate:,.0f} times as fast)" if first > 2 * rate else ""
        sys.stdout.write(f"{name:36}{rate:>12,.0f} titles/s{behind}\n")
    sys.stdout.write(f"{'largest memory, thesaurus':36}{peak:>12,.0f} MB\n")
    sys.stdout.write(f"{'with the embedding model':36}{with_model:>12,.0f} MB\n")
    sys.stdout.write(f"{'start of article6 match':36}{1000 * processor_seconds_to_start():>12,.0f} ms\n")


if __name__ == "__main__":
    main()

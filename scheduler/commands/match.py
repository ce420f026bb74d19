"""`article6 match`: what an agenda item touches. No database."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from backend.domain.parties import Party
from scheduler.advice import adviser, available
from scheduler.matching import Matcher, Subject, Verdict, language_guessed

EXAMPLE = """example:
  echo '{"id": 1, "title": "Trafficking in persons"}' | article6 match --guest INTERPOL"""
FIELDS = ("title", "parent", "meeting_title", "body")


def main(argv: list[str]) -> int:
    """0 where every line was answered, 1 where one could not be read, 2 for a wrong call."""
    parser = ArgumentParser(
        prog="article6 match",
        description="Read agenda items as JSON lines and say which concern the guest, with the words that say so.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--guest", type=Party, choices=list(Party), required=True, help="whose interests count")
    parser.add_argument("--language", help="of titles that do not say theirs (default: guessed, else en)")
    parser.add_argument("--second-opinion", action="store_true",
                        help="where no term is found, let a language model ask for a check (“borderline”, never yes); "
                             "needs the extra second-opinion")  # fmt: skip
    arguments = parser.parse_args(argv)
    if arguments.second_opinion and not available():
        parser.error("the extra “second-opinion” is not installed: run `make second-opinion`")
    return _answer_all(Matcher(arguments.guest, adviser=adviser(wanted=arguments.second_opinion)), arguments.language)


def _answer_all(matcher: Matcher, language: str | None) -> int:
    """Answer standard input line by line, so that a pipe may wait for each answer."""
    refused = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            key, subject = _subject(line, language)
        except (ValueError, RecursionError) as error:
            sys.stderr.write(f"line {number}: {error}\n")
            refused = 1
            continue
        sys.stdout.buffer.write(_written({"id": key, **_document(matcher.match(subject))}))
        sys.stdout.buffer.flush()
    return refused


def _written(answer: dict[str, object]) -> bytes:
    """One line of JSON; half a surrogate pair, which UTF-8 cannot carry, is escaped."""
    try:
        return (json.dumps(answer, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(answer) + "\n").encode()


def _subject(line: bytes, language: str | None) -> tuple[object, Subject]:
    data = json.loads(line.decode())
    if not isinstance(data, dict) or not isinstance(data.get("title"), str):
        raise ValueError('expected an object such as {"id": 1, "title": "…"}')
    for field in FIELDS:
        if data.get(field) is not None and not isinstance(data[field], str):
            raise ValueError(f"“{field}” must be a text")
    return data.get("id"), Subject(
        data["title"],
        str(data.get("language") or language or language_guessed(data["title"], likely="en")),
        data.get("parent"),
        data.get("meeting_title"),
        data.get("body"),
    )


def _document(verdict: Verdict) -> dict[str, object]:
    return {"relevant": verdict.relevant, "topics": [topic.document() for topic in verdict.topics]}

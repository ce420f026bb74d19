"""The catalogues of words: what people read is collected from code and templates, translators fill in the rest.

`python -m backend.config.catalogues` brings every catalogue in line with the sources and says what is missing.
Compiling them is a step of `make install`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("frontend", "backend", "scheduler", "notifications")
LOCALES = ("ar", "en", "es", "fr", "ru", "zh_Hans")
WRITTEN = datetime(2026, 11, 25, tzinfo=UTC)
"""The date in every catalogue: a moving one would change files in which no word changed."""

KEYWORDS = {
    name: spec
    for base, spec in (("gettext", None), ("ngettext", (1, 2)), ("pgettext", ((1, "c"), 2)),
                       ("npgettext", ((1, "c"), 2, 3)))
    for name in (base, f"{base}_lazy")
} | {"_": None, "gettext_noop": None}  # fmt: skip
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(_|gettext|pgettext|ngettext|npgettext)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")

Found = tuple[str, int, str | tuple[str, ...], str | None]
"""File, line, message (a tuple with its plural), context."""


def collect(package: str) -> Catalog:
    """Everything in the package that a person may read."""
    catalogue = Catalog(domain="django", project="article6", charset="utf-8", fuzzy=False)
    for file, line, message, context in sorted(_messages(ROOT / package), key=lambda found: found[:2]):
        catalogue.add(message, locations=[(file, line)], context=context)
    return catalogue


def _messages(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _python(path)
    for path in sorted((*folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt"))):
        yield from _template(path)


def _python(path: Path) -> Iterator[Found]:
    source = path.read_bytes()
    name = path.relative_to(ROOT).as_posix()
    for line, message, _, context in extract("python", BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}):
        yield name, line, message, context
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and _is_refusal(node) and (words := ast.get_docstring(node)):
            yield name, node.lineno, words, None


def _is_refusal(node: ast.ClassDef) -> bool:
    """A domain error: its docstring is the sentence that a person reads, its code says which one it is."""
    stated = (one for one in node.body if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant))
    names = (target for one in stated for target in one.targets)
    return bool(node.bases) and any(isinstance(name, ast.Name) and name.id == "code" for name in names)


def _template(path: Path) -> Iterator[Found]:
    from django.utils.translation.template import templatize

    name = path.relative_to(ROOT).as_posix()
    rewritten = templatize(path.read_text(encoding="utf-8"), origin=name)
    for call in _CALL.finditer(rewritten):
        words = ast.literal_eval(f"({call[2]},)")
        line = rewritten.count("\n", 0, call.start()) + 1
        function = call[1].removeprefix("np").removeprefix("n").removeprefix("p") if call[1] != "_" else "_"
        context = words[0] if call[1] in {"pgettext", "npgettext"} else None
        texts = words[1:] if context is not None else words
        yield name, line, texts if function != "_" and len(texts) > 1 else texts[0], context


def stored(package: str, locale: str) -> Catalog:
    """The catalogue as it was kept last; an empty one where there is none."""
    path = file_of(package, locale)
    if not path.exists():
        return Catalog(locale=locale, domain="django", project="article6", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain="django")


def file_of(package: str, locale: str) -> Path:
    return ROOT / package / "locale" / locale / "LC_MESSAGES" / "django.po"


def untranslated(package: str, locale: str) -> list[str]:
    """What a reader of the language would still see in English."""
    known = stored(package, locale)
    return [str(one.id) for one in collect(package) if one.id and not _is_done(known, one)]


def _is_done(known: Catalog, message: Message) -> bool:
    found = known.get(message.id, context=message.context)
    if found is None or found.fuzzy:
        return False
    return all(found.string if isinstance(found.string, (tuple, list)) else [found.string])


def update(package: str, locale: str) -> None:
    """Bring the stored catalogue in line with the sources: new messages are added empty, old ones are dropped."""
    template, catalogue = collect(package), stored(package, locale)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if locale == "en":
        for message in catalogue:
            message.string = message.string or message.id
    write(package, locale, catalogue)


def write(package: str, locale: str, catalogue: Catalog) -> None:
    """Store the catalogue so that the same words give the same file."""
    catalogue.header_comment = f"# Article Six: the words of {package} in {catalogue.locale_identifier}."
    catalogue.creation_date = catalogue.revision_date = WRITTEN
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    path = file_of(package, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False)


def main() -> int:
    missing = 0
    for package in PACKAGES:
        for locale in LOCALES:
            update(package, locale)
            left = len(untranslated(package, locale))
            missing += left
            if left:
                sys.stderr.write(f"{package} {locale}: {left} to translate\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())

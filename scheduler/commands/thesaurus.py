"""`article6 thesaurus`: the editions of the thesaurus that the database keeps."""

import getpass
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path

from backend.config.django_setup import set_up_django
from backend.domain.errors import DomainError, Invalid, Problem
from scheduler.matching.thesaurus.editions import FILES

EXAMPLE = """example:
  article6 thesaurus show en > en.txt      # edit it, and raise its version
  article6 thesaurus load en.txt           # checked and kept with the other files of the edition in use; not used yet
  article6 thesaurus differences 2026-11-25 2027-02-01
  article6 thesaurus use 2027-02-01        # both parties' future meetings are decided again

A new version of the product brings its own edition into use, unless another one was chosen here."""


def parser() -> ArgumentParser:
    """The command line."""
    made = ArgumentParser(
        prog="article6 thesaurus",
        description="List the editions of the thesaurus, compare them, load files, choose the one to match by.",
        epilog=EXAMPLE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    actions = made.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="the editions that are kept, the newest first; * is in use")
    show = actions.add_parser("show", help="print a file as it can be edited")
    show.add_argument("file", choices=FILES, help="a language, or what all share")
    show.add_argument("version", nargs="?", help="default: the edition in use")
    load = actions.add_parser("load", help="check edited files and keep a new edition with them")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE", help="named en.txt, fr.txt … or shared.txt")
    use = actions.add_parser("use", help="match by this edition from now on")
    use.add_argument("version")
    compare = actions.add_parser("differences", help="terms added (+) and removed (-) from one edition to another")
    compare.add_argument("older")
    compare.add_argument("newer")
    return made


def main(argv: list[str]) -> int:
    """0 done; 1 where a file or a version is refused, with what to mend; 2 for a wrong call."""
    arguments = parser().parse_args(argv)
    set_up_django()
    try:
        ACTIONS[arguments.action](arguments)
    except DomainError as refusal:
        for problem in refusal.problems:
            sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _list(_arguments: Namespace) -> None:
    from backend.topics.editions import edition_in_use
    from backend.topics.models import Edition

    current = edition_in_use()
    for one in Edition.objects.all():
        origin = "shipped" if one.shipped else f"loaded by {one.loaded_by}"
        mark = "*" if one == current else " "
        sys.stdout.write(f"{mark} {one.version}  {one.digest[:12]}  {one.loaded_at:%Y-%m-%d}  {origin}\n")


def _show(arguments: Namespace) -> None:
    from backend.topics.editions import edition_named
    from scheduler.editions import current_edition, edition_of

    edition = edition_of(edition_named(arguments.version)) if arguments.version else current_edition()
    sys.stdout.write(edition.texts.get(arguments.file, ""))


def _load(arguments: Namespace) -> None:
    from django.utils import timezone

    from scheduler.editions import load_files

    kept = load_files(_texts(arguments.files), by=getpass.getuser(), now=timezone.now())
    sys.stdout.write(f"{kept.version}\n")
    sys.stderr.write(f"Kept. `article6 thesaurus use {kept.version}` matches by it.\n")


def _texts(files: list[Path]) -> dict[str, str]:
    """The files by their names. Raises Invalid for one that cannot be read, with where and why."""
    texts = {}
    for path in files:
        if path.suffix != ".txt" or path.stem not in FILES:
            raise Invalid(Problem(str(path), "thesaurus_file", f"name it {'.txt, '.join(FILES)}.txt"))
        try:
            texts[path.stem] = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Invalid(Problem(str(path), "thesaurus_file", f"cannot be read as UTF-8: {error}")) from error
    return texts


def _use(arguments: Namespace) -> None:
    from django.utils import timezone

    from backend.topics.editions import edition_named, use_edition

    changed = use_edition(edition_named(arguments.version), by=getpass.getuser(), now=timezone.now())
    again = "Future meetings are decided again." if changed else "It is in use already."
    sys.stderr.write(f"{again}\n")


def _differences(arguments: Namespace) -> None:
    from backend.topics.editions import edition_named
    from scheduler.editions import edition_of
    from scheduler.matching.thesaurus.editions import differences

    older, newer = (edition_of(edition_named(version)) for version in (arguments.older, arguments.newer))
    for one in differences(older, newer):
        signed = [*(("-", term) for term in one.removed), *(("+", term) for term in one.added)]
        sys.stdout.writelines(f"{one.file} [{one.section}] {sign} {term}\n" for sign, term in signed)


ACTIONS: dict[str, Callable[[Namespace], None]] = {
    "list": _list,
    "show": _show,
    "load": _load,
    "use": _use,
    "differences": _differences,
}

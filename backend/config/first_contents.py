"""What a fresh installation holds: tables, the register of real bodies and offices, and, where wished, samples."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from backend.accounts.models import User
from backend.accounts.services import create_sample_sign_ins, first_administrator_link
from backend.config import sample_sign_ins
from backend.interchange.sample import load_sample
from backend.organisations.services import load_register_rows
from backend.topics.services import load_topic_rows

LOAD_THESAURUS = "scheduler.editions.load_shipped"
"""Keeps the shipped edition of the thesaurus; the record knows no terms but by name."""


def bring_up_to_date(*, verbosity: int) -> None:
    """Apply the migrations that wait and add what the shipped register has and the database has not."""
    call_command("migrate", interactive=False, verbosity=verbosity)
    load_register_rows()
    load_topic_rows()
    import_string(LOAD_THESAURUS)(now=timezone.now())


def who_signs_in(data_folder: Path, *, sample_data: bool) -> str:
    """The words for whoever has just started the product: sample sign-ins, or how to make the first account."""
    if sample_data:
        return _table(_samples(data_folder), data_folder)
    if User.objects.exists():
        return "Sign in with the accounts that were made here."
    return f"Make the first administrator, once: {settings.PUBLIC_URL}{first_administrator_link()}"


def _samples(data_folder: Path) -> list[dict[str, str]]:
    """The sample meetings and one sign-in for each role; made on the first start, kept as they are afterwards."""
    sign_ins = sample_sign_ins.kept(data_folder)
    if not sign_ins:
        load_sample()
        sign_ins = create_sample_sign_ins()
        sample_sign_ins.keep(sign_ins, data_folder)
    return sign_ins


def _table(sign_ins: list[dict[str, str]], data_folder: Path) -> str:
    rows = [f"  {row['party']:<9} {row['role']:<13} {row['username']:<24} {row['password']}" for row in sign_ins]
    head = f"Sample sign-ins (also in {data_folder / sample_sign_ins.FILE}):"
    return "\n".join([head, *rows])

"""What a fresh installation holds: tables, the register of real bodies and offices, and, unless refused, samples."""

from pathlib import Path

from django.core.management import call_command

from backend.accounts.services import create_sample_sign_ins, first_administrator_link
from backend.config import sample_sign_ins
from backend.interchange.sample import load_sample
from backend.organisations.services import load_register_rows


def prepare(data_folder: Path, *, sample_data: bool) -> str:
    """Bring the data folder up to date; returns the words for whoever just started the product."""
    call_command("migrate", interactive=False, verbosity=0)
    load_register_rows()
    if not sample_data:
        return f"First administrator, once: {first_administrator_link()}"
    sign_ins = sample_sign_ins.kept(data_folder)
    if not sign_ins:
        load_sample()
        sign_ins = create_sample_sign_ins()
        sample_sign_ins.keep(sign_ins, data_folder)
    return table(sign_ins, data_folder)


def table(sign_ins: list[dict[str, str]], data_folder: Path) -> str:
    rows = [f"  {row['party']:<9} {row['role']:<12} {row['username']:<24} {row['password']}" for row in sign_ins]
    head = f"Sample sign-ins (also in {data_folder / sample_sign_ins.FILE}):"
    return "\n".join([head, *rows])

import argparse
import sys

from backend.config.django_setup import set_up_django
from backend.config.environment import checked_environment

EPILOG = """\
Also adds the bodies, offices and topics that the shipped register has and the database has not, and the shipped edition
of the thesaurus, which is used unless another one was chosen (`article6 thesaurus`); what people changed
stays. While nobody has an account, the link is printed with which the first administrator makes one.

exit codes: 0 done; 2 the environment cannot be used; 3 the database does not answer."""


def main(arguments: list[str]) -> int:
    """Bring the database to this version. Running it twice does no harm."""
    parser = argparse.ArgumentParser(
        prog="article6 migrate",
        description=main.__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    set_up_django()
    from backend.config.first_contents import bring_up_to_date, who_signs_in

    bring_up_to_date(verbosity=1)
    sys.stderr.write(who_signs_in(checked_environment().data_folder, sample_data=False) + "\n")
    return 0

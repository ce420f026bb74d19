import argparse

from backend.config.django_setup import set_up_django


def main(arguments: list[str]) -> int:
    """Apply every migration that waits. Running it twice does no harm."""
    parser = argparse.ArgumentParser(prog="article6 migrate", description=main.__doc__)
    parser.parse_args(arguments)
    set_up_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
    return 0

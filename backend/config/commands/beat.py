import argparse
import os

from backend.config import process_commands
from backend.config.environment import checked_environment


def main(arguments: list[str]) -> int:
    """Run the clock that wakes the relay. One is enough; two, or none for an hour, do no harm."""
    parser = argparse.ArgumentParser(prog="article6 beat", description=main.__doc__)
    parser.parse_args(arguments)
    environment = checked_environment()
    command = process_commands.beat(environment.data_folder)
    os.execv(command[0], command)  # noqa: S606 the command is our own

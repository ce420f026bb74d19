import argparse

from backend.config import process_commands
from backend.config.environment import checked_environment
from backend.config.supervisor import Supervisor

EPILOG = """\
Every two seconds beat asks a worker to look for what a lost wake-up left. One is enough; two, or none for an hour,
change nothing but the delay. After a fall it is started again.

exit codes: 0 stopped; 2 the environment cannot be used."""


def main(arguments: list[str]) -> int:
    """Run the clock that wakes the workers."""
    parser = argparse.ArgumentParser(
        prog="article6 beat",
        description=main.__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    environment = checked_environment()
    return Supervisor(process_commands.beat(environment.data_folder)).run()

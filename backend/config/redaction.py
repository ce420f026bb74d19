"""Secrets that stand in a path must not stand in a log: feed addresses, answer links, first-administrator links."""

import logging
import re

SECRET_PATHS = re.compile(r"(/(?:feeds|answer|consulted|first-administrator)/)([^/\s\"?.]{8,})")
CREDENTIALS = re.compile(r"(\w+://[^/\s:@]*:)[^/\s@]+@")


def hide(text: str) -> str:
    return CREDENTIALS.sub(r"\1***@", SECRET_PATHS.sub(r"\1***", text))


class HideSecrets(logging.Filter):
    """Rewrites the finished line, so that no argument slips through."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        hidden = hide(line)
        if hidden != line:
            record.msg, record.args = hidden, ()
        return True

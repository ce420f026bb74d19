"""Secrets that stand in a path must not stand in a log: feed addresses, answer links, links to choose a password."""

import logging
import re

SECRET_PATHS = re.compile(r"(/(?:feeds|answer|consulted|first-administrator|password/\d+)/)([^/\s\"?.]{8,})")
TOKENS = re.compile(r"\b(a6[ft]_)[\w-]{8,}")
CREDENTIALS = re.compile(r"(\w+://[^/\s:@]*:)[^/\s@]+@")
_PLAIN = logging.Formatter()


def hide(text: str) -> str:
    return CREDENTIALS.sub(r"\1***@", SECRET_PATHS.sub(r"\1***", TOKENS.sub(r"\1***", text)))


class HideSecrets(logging.Filter):
    """Rewrites the finished line and its traceback, so that no argument slips through."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        hidden = hide(line)
        if hidden != line:
            record.msg, record.args = hidden, ()
        if record.exc_info:
            record.exc_text = hide(_PLAIN.formatException(record.exc_info))
        return True

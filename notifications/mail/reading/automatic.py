"""Mails that no person wrote (RFC 3834, RFC 8098): never an answer."""

import re

from .headers import Mail, fields, header, parameter, words

_EXPLICIT = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Mail-Autoreply", "X-AutoReply-From")
_PRECEDENCE = frozenset({"bulk", "junk", "auto_reply", "auto-reply"})
_SUBJECT = re.compile(
    r"\A\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|"
    r"away from (?:the )?office|vacation (?:reply|response|notice|message)|automatische antwort|abwesenheits|"
    r"réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|"
    r"resposta automática|automatisch antwoord|afwezig|автоответ|автоматический ответ|رد تلقائي|自动回复|自動返信)",
    re.IGNORECASE,
)


def replied_by_machine(mail: Mail) -> bool:
    """The mail says itself that it answers another one automatically: even a calendar in it is no answer."""
    stated = _keyword(header(mail, "Auto-Submitted"))
    precedence = _keyword(header(mail, "Precedence"))
    explicit = any(_keyword(header(mail, name)) not in {"", "no", "false"} for name in _EXPLICIT)
    return stated == "auto-replied" or precedence in {"auto_reply", "auto-reply"} or explicit


def is_automatic(mail: Mail) -> bool:
    """Any sign of a machine; calendar servers bear some of them too, so a calendar is looked for first."""
    stated = _keyword(header(mail, "Auto-Submitted"))
    return (
        replied_by_machine(mail)
        or stated not in {"", "no"}
        or bool(fields(mail, "X-Auto-Response-Suppress"))
        or _keyword(header(mail, "Precedence")) in _PRECEDENCE
        or bool(_SUBJECT.match(words(mail, "Subject")))
    )


def is_receipt(mail: Mail) -> bool:
    """A disposition notification (RFC 8098): displayed, deleted, processed."""
    return "disposition-notification" in parameter(mail, "report-type").lower()


def _keyword(value: str) -> str:
    return re.split(r"[\s;(]", value.strip().lower(), maxsplit=1)[0]

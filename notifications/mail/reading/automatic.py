"""Mails that no person wrote (RFC 3834, RFC 8098): never an answer."""

import re

from .headers import Mail, fields, header, parameter, words
from .parts import own_parts

_EXPLICIT = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Reply",
    "X-Mail-Autoreply",
    "X-AutoReply-From",
    "X-FC-MachineGenerated",
    "X-POST-MessageClass",
)
_DISPOSITIONS = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_PRECEDENCE = frozenset({"bulk", "junk", "auto_reply", "auto-reply"})
_SUBJECT = re.compile(
    r"\A[\s\[(]*(?:automatic (?:reply|response)|auto[- ]?(?:reply|response)|autoreply|"
    r"out[- ]of[- ](?:the[- ])?office|ooo:|auto:|away:|"
    r"i(?: am|'m) (?:currently )?out of (?:the )?office|away from (?:the )?office|"
    r"vacation(?: (?:reply|response|notice|message))?:|on vacation:|absence (?:from (?:the )?office|notice)|"
    r"automatische antwort|abwesenheits|nicht im büro|"
    r"réponse automatique|(?:message d'|avis d'|notification d')?absence du bureau|(?:message|avis) d'absence|"
    r"absent du bureau|"
    r"respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|"
    r"resposta automática|fora do escritório|ausência (?:temporária|do escritório)|"
    r"automatisch antwoord|afwezig|automatyczna odpowiedź|poza biurem|autosvar|automati(?:skt|sk) svar|"
    r"automaattinen vastaus|automatická odpov|mimo kancelář|otomatik yanıt|automatikus válasz|αυτόματη απάντηση|"
    r"răspuns automat|automatski odgovor|samodejni odgovor|balasan otomatis|trả lời tự động|ตอบกลับอัตโนมัติ|"
    r"תשובה אוטומטית|رد تلقائي|автоответ|автоматический ответ|вне офиса|автоматична відповідь|автоматичен отговор|"
    r"自动(?:回复|答复)|自動(?:返信|応答|回覆)|不在(?:通知|のお知らせ)|외출 중|부재중|자동 ?(?:회신|응답))",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"\((?:automatic response|auto[- ]?reply|out of office)\)\s*\Z", re.IGNORECASE)


def is_absence(subject: str) -> bool:
    """The subject is one that a mailbox writes while its owner is away."""
    return bool(_SUBJECT.match(subject[:200]) or _AT_THE_END.search(subject[-200:]))


def replied_by_machine(mail: Mail) -> bool:
    """The mail says itself that it answers another one automatically: even a calendar in it is no answer."""
    stated = _keyword(header(mail, "Auto-Submitted"))
    precedence = {_keyword(header(mail, name)) for name in ("Precedence", "X-Precedence", "Preference")}
    explicit = any(_keyword(header(mail, name)) not in {"", "no", "false"} for name in _EXPLICIT)
    return stated == "auto-replied" or bool(precedence & {"auto_reply", "auto-reply"}) or explicit


def is_automatic(mail: Mail) -> bool:
    """Any sign of a machine; calendar servers bear some of them too, so a calendar is looked for first."""
    stated = _keyword(header(mail, "Auto-Submitted"))
    return (
        replied_by_machine(mail)
        or stated not in {"", "no"}
        or bool(fields(mail, "X-Auto-Response-Suppress"))
        or _keyword(header(mail, "Precedence")) in _PRECEDENCE
        or is_absence(words(mail, "Subject"))
    )


def is_receipt(mail: Mail) -> bool:
    """A disposition notification (RFC 8098): displayed, deleted, processed."""
    announced = "disposition-notification" in parameter(mail, "report-type").lower()
    return announced or any(part.get_content_type() in _DISPOSITIONS for part in own_parts(mail))


def _keyword(value: str) -> str:
    return re.split(r"[\s;(]", value.strip().lower(), maxsplit=1)[0]

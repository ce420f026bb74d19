"""Reports that a mail did not arrive, or not yet (RFC 3464); flufl.bounce knows the odd ones."""

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes

from flufl.bounce import all_failures

from .headers import Bounded, Mail, addresses, fields, header, parameter, words
from .parts import inside, own_parts, payload
from .people import plain

_STATUSES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ORIGINALS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
_ACTIONS = ("failed", "delayed", "expanded", "relayed", "delivered")
"""RFC 3464 section 2.3.3, the gravest first."""

_FIELD = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*(.{0,2000})", re.MULTILINE)
_ROBOTS = re.compile(
    r"\A(?:mailer-daemon|mdaemon|mail-daemon|postmaster|mail\.?delivery|mmdf|bounces?|microsoftexchange\w*)\b"
)
_SUBJECTS = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|notification)|returned mail|mail (?:delivery|system) (?:failed|"
    r"error)|failure notice|delivery.{0,20}fail|could not be delivered|unzustellbar|non remis|no se puede entregar|"
    r"message delayed|delayed mail|warning: could not send|mail returned|не доставлен|недоставлен|تعذر (?:ال)?تسليم|"
    r"未送达|无法(?:送达|投递|传递)|退信|未能送达|無法(?:傳遞|送達)|配信不能|배달되지|반송|"
    r"onbestelbaar|niet worden bezorgd|"
    r"impossibile recapitare|mancato recapito|não (?:é|foi) (?:possível|entreg)|falha na entrega|no entregado|"
    r"niedostarczal|nie można dostarczyć|olevererbar|kan inte levereras|kunne ikke leveres|ikke levert|"
    r"teslim edilem|nedoručiteln|toimitus epäonnistui|kézbesíthetetlen",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\A(?:undeliverable\b|undelivered mail|message status - undeliver|permanent delivery failure|"
    r"mail could not be delivered|mail delivery (?:failed|failure|system)|"
    r"returned mail:|failure notice|delivery (?:status notification|failure|notification)|unzustellbar)",
    re.IGNORECASE,
)
"""Subjects that mail servers write, whoever they say that they are."""

_DELAYED = re.compile(r"delay|warning|still being retried|will.{1,20}retry", re.IGNORECASE)
_LONGEST_ODD = 100_000

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What the report says: the gravest action, for whom, and the Message-ID of the mail it is about."""

    action: str
    recipients: tuple[str, ...] = ()
    message_id: str = ""
    status: str = ""


def delivery_report(mail: Mail) -> Bounce | None:
    """A report in the form of RFC 3464, or None."""
    parts = list(own_parts(mail))
    statuses = [part for part in parts if part.get_content_type() in _STATUSES]
    announced = parameter(mail, "report-type").lower().endswith("delivery-status")
    if not statuses and not announced:
        return None
    told = [pair for part in statuses for pair in _fields(part)]
    actions = [value.split()[0].lower() for name, value in told if name == "action" and value.strip()]
    return Bounce(
        action=next((one for one in _ACTIONS if one in actions), "failed"),
        recipients=_recipients(told),
        message_id=_original_id(parts),
        status=next((value.strip()[:20] for name, value in told if name == "status"), ""),
    )


def odd_report(raw: bytes, mail: Mail) -> Bounce | None:
    """A report in a form of its own; asked only where the mail holds no answer."""
    temporary, permanent = _detected(raw)
    failed, delayed = (_addresses(found) for found in (permanent, temporary))
    identity = _quoted_id(raw)
    if failed or delayed:
        return Bounce("failed" if failed else "delayed", failed or delayed, identity)
    senders = addresses(mail, "From") or addresses(mail, "Sender")
    robot = any(_ROBOTS.match(one) for one in senders) or "<>" in fields(mail, "Return-Path")
    subject = words(mail, "Subject")
    if _NOTICE.match(subject.strip()) or (robot and _SUBJECTS.search(subject)):
        return Bounce("delayed" if _DELAYED.search(subject) else "failed", (), identity)
    return None


def _addresses(found: frozenset[bytes]) -> tuple[str, ...]:
    """What the detectors took for addresses and what is one."""
    written = (_text(one).strip() for one in found)
    return tuple(
        sorted(known for one in written if (known := plain(one)) and len(known) >= len(one) - len("<mailto:>"))
    )


def _text(found: bytes | str) -> str:
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else found


def _detected(raw: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """The detectors raise whatever they stumble over; then they have found nothing."""
    try:
        temporary, permanent = all_failures(message_from_bytes(raw[:_LONGEST_ODD], policy=Bounded()))
    except Exception:  # other people's heuristics on hostile input
        return frozenset(), frozenset()
    return frozenset(temporary), frozenset(permanent)


def _fields(part: Mail) -> list[tuple[str, str]]:
    """The fields of every group, the per-message one included."""
    blocks = inside(part)
    read = [(name.lower(), str(value)) for block in blocks for name, value in block.items()]
    if any(name == "action" for name, _ in read):
        return read
    text = b"\n".join(payload(block) for block in blocks) or payload(part)
    return read + [(name.lower(), value) for name, value in _FIELD.findall(text.decode("utf-8", "replace"))]


def _recipients(told: list[tuple[str, str]]) -> tuple[str, ...]:
    """The addresses that we wrote to, before those they were passed on to."""
    for wanted in ("original-recipient", "final-recipient"):
        found = [plain(value.rpartition(";")[2]) for name, value in told if name == wanted]
        if any(found):
            return tuple(dict.fromkeys(filter(None, found)))
    return ()


def _original_id(parts: list[Mail]) -> str:
    for part in parts:
        if part.get_content_type() in _ORIGINALS:
            holder = next(iter(inside(part)), None) or message_from_bytes(payload(part), policy=Bounded())
            if found := header(holder, "Message-ID"):
                return found
    return ""


def _quoted_id(raw: bytes) -> str:
    """The last Message-ID of the text: that of the mail which the report quotes."""
    found = re.findall(rb"^[ \t>]*Message-ID:\s*(<[^<>\s]{1,300}>)", raw[:_LONGEST_ODD], re.IGNORECASE | re.MULTILINE)
    return found[-1].decode("ascii", "replace") if len(found) > 1 else ""

"""Reports that a mail did not arrive, or not yet (RFC 3464); flufl.bounce knows the odd ones."""

import logging
import re
from dataclasses import dataclass
from email import message_from_bytes

from flufl.bounce import all_failures

from .automatic import is_absence
from .headers import Bounded, Mail, addresses, fields, header, parameter, words
from .parts import inside, own_parts, payload
from .people import plain
from .wrappings import unbase64

_STATUSES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ORIGINALS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
_ACTIONS = ("failed", "delayed", "expanded", "relayed", "delivered")
"""RFC 3464 section 2.3.3, the gravest first."""

_FIELD = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*(.{0,2000})", re.MULTILINE)
_DAEMONS = re.compile(r"\A(?:mailer-daemon|mdaemon|mail-daemon|mmdf|microsoftexchange\w*)\b")
"""Nobody but a mail server writes from these."""

_ROBOTS = re.compile(r"\A(?:postmaster|post_master|mail\.?delivery|bounces?)\b")
_NOBODY = re.compile(r"<(?:mailer-daemon\b[^>]*)?>", re.IGNORECASE)
"""The return path of mails that nobody may answer (RFC 5321 §4.5.5)."""

_SUBJECTS = re.compile(
    r"undeliver|non-delivery|failed mail|(?:rejected|refused) mail|mail (?:rejected|refused|error)|"
    r"delivery (?:status|failure|problem|has failed|notification|delayed)|failed delivery|returned mail|"
    r"mail (?:delivery|system) (?:failed|failure|problem|error|warning)|failure notice|delivery.{0,20}fail|"
    r"could not be delivered|delayed|error sending your mail|warning: could not send|mail returned|"
    r"unzustellbar|übermittlungsstatus|zustellung (?:fehlgeschlagen|verzögert)|"
    r"non remis|échec de (?:la )?remise|état de (?:la )?remise|remise retardée|message retardé|"
    r"no se puede entregar|no entregado|estado de (?:la )?entrega|entrega retrasada|"
    r"impossibile recapitare|non recapitabile|mancat[ao] (?:recapito|consegna)|stato del recapito|"
    r"não (?:é|foi) (?:possível|entreg)|falha na entrega|onbestelbaar|niet worden bezorgd|"
    r"niedostarczal|nie można dostarczyć|olevererbar|(?:kan inte|gick inte att) leverera|ikke (?:leveres|levert)|"
    r"ei voi toimittaa|toimitus epäonnistui|nedoručiteln|kézbesíthetetlen|teslim edilem|ανεπίδοτ|"
    r"не доставлен|недоставлен|не уда[её]тся доставить|доставк\w+ (?:отложен|задерж)|לא ניתן למסירה|"
    r"تعذر (?:ال)?تسليم|未送达|无法(?:送达|投递|传递)|退信|未能送达|無法(?:傳遞|送達)|傳遞失敗|"
    r"配信(?:不能|できません|に失敗)|배달되지|배달할 수 없|반송",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\A(?:undeliverable:|undeliverable (?:mail|message)\b|undelivered mail|message status - undeliver|"
    r"permanent delivery failure|mail could not be delivered|mail delivery (?:failed|failure|system)\b|"
    r"returned mail:|failure notice\s*\Z|delivery status notification|delivery failure\s*(?:\Z|[:(])|"
    r"delivery notification: delivery|unzustellbar:)",
    re.IGNORECASE,
)
"""Subjects that mail servers write, whoever they say that they are."""

_DELAYED = re.compile(
    r"delay|warning|still being retried|will.{1,20}retry|retard|verzögert|retrasad|отложен|задерж|遅延", re.IGNORECASE
)
_LONGEST_ODD = 100_000
_OVERLONG = re.compile(rb"([^\r\n]{998})[^\r\n]+")

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
    """A report in a form of its own; asked only where the mail holds no answer.

    The detectors look at words alone, and people write of addresses that failed: a server must have written the mail,
    or its subject must say so where it answers no other mail.
    """
    subject, identity = words(mail, "Subject"), _quoted_id(raw)
    certain = _from_a_server(mail, subject)
    if not certain and (not _SUBJECTS.search(subject) or header(mail, "In-Reply-To") or header(mail, "References")):
        return None
    temporary, permanent = _detected(raw)
    failed, delayed = (_addresses(found) for found in (permanent, temporary))
    if failed or delayed:
        return Bounce("failed" if failed else "delayed", failed or delayed, identity)
    return Bounce("delayed" if _DELAYED.search(subject) else "failed", (), identity) if certain else None


def _from_a_server(mail: Mail, subject: str) -> bool:
    senders = addresses(mail, "From") or addresses(mail, "Sender")
    if any(_DAEMONS.match(one) for one in senders) or fields(mail, "X-Failed-Recipients"):
        return not is_absence(subject)
    robot = any(_ROBOTS.match(one) for one in senders) or any(
        _NOBODY.search(header(mail, name)) for name in ("Return-Path", "From")
    )
    return bool(_NOTICE.match(subject.strip())) or (robot and bool(_SUBJECTS.search(subject)))


def _addresses(found: frozenset[bytes]) -> tuple[str, ...]:
    """What the detectors took for addresses and what is one."""
    written = (_text(one).strip() for one in found)
    return tuple(
        sorted(known for one in written if (known := plain(one)) and len(known) >= len(one) - len("<mailto:>"))
    )


def _text(found: bytes | str) -> str:
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else found


def _detected(raw: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """The detectors raise whatever they stumble over, and take long over long lines (RFC 5322 §2.1.1 allows 998)."""
    bounded = _OVERLONG.sub(rb"\1", raw[:_LONGEST_ODD])
    try:
        temporary, permanent = all_failures(message_from_bytes(bounded, policy=Bounded()))
    except Exception:  # other people's heuristics on hostile input
        return frozenset(), frozenset()
    return frozenset(temporary), frozenset(permanent)


def _fields(part: Mail) -> list[tuple[str, str]]:
    """The fields of every group, the per-message one included."""
    blocks = inside(part)
    read = [(name.lower(), str(value)) for block in blocks for name, value in block.items()]
    if any(name == "action" for name, _ in read):
        return read
    text = unbase64(b"\n".join(payload(block) for block in blocks) or payload(part))
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

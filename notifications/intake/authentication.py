"""Whether our own mail server proved who sent a mail (RFC 7489, RFC 8601). Pure."""

from collections.abc import Iterator
from enum import StrEnum

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

from notifications.mail.reading.headers import Mail, addresses, fields


class Alignment(StrEnum):
    """What the topmost Authentication-Results of our own server says of the domain in From."""

    PASS = "pass"  # noqa: S105 - not a password
    NONE = "none"
    FAIL = "fail"


class Result:
    """One method's result: `dmarc=pass header.from=example.org`."""

    def __init__(self, method: str, result: str, domains: dict[str, str]) -> None:
        self.method, self.result, self.domains = method, result, domains


def alignment(mail: Mail, authserv_id: str) -> Alignment:
    """DMARC as our server found it; where the domain has no policy, a DKIM signature of the domain itself."""
    domain = next((one.rpartition("@")[2] for one in addresses(mail, "From")), "")
    results = list(_results(fields(mail, "Authentication-Results"), authserv_id))
    dmarc = [one for one in results if one.method == "dmarc"]
    if any(one.result == "fail" for one in dmarc):
        return Alignment.FAIL
    if any(one.result == "pass" and _same(one.domains.get("from", domain), domain) for one in dmarc):
        return Alignment.PASS
    if any(one.method == "dkim" and one.result == "pass" and _same(_signer(one), domain) for one in results):
        return Alignment.PASS
    return Alignment.NONE


def _results(written: list[str], authserv_id: str) -> Iterator[Result]:
    """Only the topmost field counts, and only if our server wrote it: the ones below came with the mail."""
    for text in written[:1]:
        try:
            parsed = AuthenticationResultsHeader.parse(f"Authentication-Results: {text}")
        except AuthResError:
            return
        if (parsed.authserv_id or "").lower() != authserv_id.lower():
            return
        for one in parsed.results:
            named = {prop.name.lower(): str(prop.value).lower() for prop in one.properties}
            yield Result(one.method.lower(), (one.result or "").lower(), named)


def _signer(one: Result) -> str:
    return one.domains.get("d", "") or one.domains.get("i", "").rpartition("@")[2]


def _same(one: str, domain: str) -> bool:
    return bool(domain) and one.rpartition("@")[2] == domain

"""The route matrix: who may open what. ONE LINE FOR EACH ROUTE, nothing else to do.

A new page or API path needs its line in ROUTES, with the path exactly as the resolver shows it (the failure message
of test_route_matrix.py prints the line to add):

    "meetings/<uuid:key>/print/": own(key="meeting.key"),

public()            everybody, signed in or not; public(PATH) where the route is a pattern
members()           whoever speaks for a party; no party's id stands in the path
shared(NAME=…)      a row of the register that both parties may read; strangers sign in
own(NAME=…)         a row of one party: its own people may, everybody else gets 404. Each value names an attribute of
                    `Belongings` in tests/factories/world.py (“meeting.key”);
                    a value in quotation marks is itself (“'1'”)
each(NAME=…)        a number that each party counts for itself: it opens the reader's own row
secret(NAME=…)      the address itself is the key, so it opens without signing in; a wrong one is 404
away(PATH)          an address that answers 404 for everybody
"""

from dataclasses import dataclass, field

from tests.factories.world import Belongings


@dataclass(frozen=True)
class Row:
    """Who may open a route. `values` fill the places of its path."""

    kind: str
    values: dict[str, str] = field(default_factory=dict)
    path: str = ""

    def filled(self, route: str, owner: Belongings) -> str:
        """The address with the ids of this party."""
        path = self.path or route
        for name, source in self.values.items():
            path = replaced(path, name, found(owner, source))
        return "/" + path


def public(path: str = "") -> Row:
    return Row("public", path=path)


def members() -> Row:
    return Row("members")


def own(**values: str) -> Row:
    return Row("own", values)


def shared(**values: str) -> Row:
    return Row("shared", values)


def each(**values: str) -> Row:
    return Row("each", values)


def secret(**values: str) -> Row:
    return Row("secret", values)


def away(path: str) -> Row:
    return Row("away", path=path)


def found(owner: object, source: str) -> str:
    if source.startswith("'"):
        return source.strip("'")
    for name in source.split("."):
        owner = getattr(owner, name)
    return str(owner)


def replaced(path: str, name: str, value: str) -> str:
    before, _, rest = path.partition(f":{name}>")
    assert rest or before != path, f"{path} has no place “{name}”"
    return before[: before.rindex("<")] + value + rest


ROUTES: dict[str, Row] = {
    "healthz": public(),
    "readyz": public(),
    "metrics": public(),
    "accounts/login/": public(),
    "accounts/logout/": public(),
    "accounts/inactive/": public(),
    "accounts/password/change/": members(),
    "api/v1/schema/": public(),
    "api/v1/reference/": public(),
    "api/v1/bodies/": members(),
    "api/v1/bodies/<str:code>/": shared(code="'CCPCJ'"),
    "api/v1/offices/": members(),
    "api/v1/offices/<str:party>/": shared(party="'UN'"),
    "api/v1/me/": members(),
    "api/v1/tokens/": members(),
    "api/v1/tokens/<int:pk>/": own(pk="token.pk"),
    "api/v1/outbox/": members(),
    "api/v1/history/": members(),
    "api/v1/history/<int:sequence>/": each(sequence="'1'"),
    "api/v1/topics/": members(),
    "api/v1/topics/<str:code>/": shared(code="'ORG'"),
    "api/v1/interests/": members(),
    "api/v1/interests/<int:pk>/": shared(pk="interest.pk"),
    "api/v1/competences/": members(),
    "api/v1/competences/<int:pk>/": shared(pk="competence.pk"),
    "api/v1/meetings/": members(),
    "api/v1/meetings/<uuid:key>/": own(key="meeting.key"),
    "api/v1/meetings/<uuid:key>/agendas/": own(key="meeting.key"),
    "api/v1/meetings/<uuid:key>/cancel/": own(key="meeting.key"),
    "api/v1/meetings/<uuid:key>/postpone/": own(key="meeting.key"),
    "api/v1/evaluate/": members(),
    "api/v1/match/": members(),
    "api/v1/decisions/": members(),
    "api/v1/decisions/<int:pk>/": own(pk="decision.pk"),
    "api/v1/questions/": members(),
    "api/v1/questions/<int:pk>/": own(pk="question.pk"),
    "api/v1/questions/<int:pk>/determine/": own(pk="question.pk"),
    "api/v1/determinations/": members(),
    "api/v1/determinations/<int:pk>/": own(pk="determination.pk"),
    "api/v1/invitations/": members(),
    "api/v1/invitations/<uuid:key>/": own(key="invitation.key"),
    "api/v1/invitations/<uuid:key>/approve/": own(key="invitation.key"),
    "api/v1/invitations/<uuid:key>/waive/": own(key="invitation.key"),
    "api/v1/replies/": members(),
    "api/v1/replies/<int:pk>/": own(pk="reply.pk"),
    "api/v1/received/": members(),
    "api/v1/received/<uuid:key>/": own(key="received.key"),
    "api/v1/received/<uuid:key>/answer/": own(key="received.key"),
    "api/v1/deliveries/": members(),
    "api/v1/deliveries/<int:pk>/": own(pk="delivery.pk"),
    "api/v1/deliveries/<int:pk>/abort/": own(pk="delivery.pk"),
    "api/v1/deliveries/<int:pk>/message.eml/": own(pk="delivery.pk"),
    "api/v1/deliveries/<int:pk>/send-again/": own(pk="delivery.pk"),
    "api/v1/feeds/": members(),
    "api/v1/feeds/<uuid:key>/": own(key="feed.key"),
    "api/v1/feeds/<uuid:key>/address/": own(key="feed.key"),
    "api/v1/<path:rest>": away("api/v1/nothing/here/"),
    "feeds/<path:secret>.ics": secret(secret="feed_secret"),
    "": members(),
    "meetings/new/": members(),
    "meetings/check/": members(),
    "meetings/<uuid:key>/": own(key="meeting.key"),
    "meetings/<uuid:key>/edit/": own(key="meeting.key"),
    "deliveries/<int:pk>/message.eml": own(pk="delivery.pk"),
    "invitations/<uuid:key>/": own(key="received.key"),
    "feeds/": members(),
    "language/": public(),
    "answer/<str:token>/": secret(token="answer_secret"),
    "consultations/": members(),
    "consultations/<uuid:key>/": own(key="consulted.key"),
    "consulted/<str:token>/": secret(token="consulted_secret"),
    "meetings/<uuid:key>/efforts/": own(key="third.key"),
    "meetings/<uuid:key>/efforts/<int:pk>/": own(key="third.key", pk="effort.pk"),
    "meetings/<uuid:key>/override/<str:guest>/": own(key="undecided.key", guest="party.counterpart"),
    "meetings/<uuid:key>/agendas/<int:before>/<int:after>/": own(key="meeting.key", before="'1'", after="'1'"),
    "questions/": members(),
    "register/": members(),
    "law/": public(),
    "what-if/": members(),
    "meetings/<uuid:key>/what-if/": own(key="meeting.key"),
    "register/agreement/": members(),
    "register/offices/": members(),
    "meetings/": members(),
    "meetings/<uuid:key>/publish/": own(key="meeting.key"),
    "meetings/<uuid:key>/cancel/": own(key="meeting.key"),
    "meetings/<uuid:key>/postpone/": own(key="meeting.key"),
    "meetings/<uuid:key>/questions/<int:pk>/": own(key="question.meeting.key", pk="question.pk"),
    "meetings/<uuid:key>/body-decisions/": own(key="meeting.key"),
    "invitations/": members(),
    "invitations/<uuid:key>/approve/": own(key="invitation.key"),
    "invitations/<uuid:key>/waive/": own(key="invitation.key"),
    "issued/<uuid:key>/": own(key="invitation.key"),
    "invitations/<uuid:key>/delegation/": own(key="received.key"),
    "invitations/<uuid:key>/delegation/<int:pk>/": own(key="received.key", pk="person.pk"),
    "api/v1/received/<uuid:key>/nominations/": own(key="received.key"),
    "api/v1/received/<uuid:key>/nominations/<int:person>/remove/": own(key="received.key", person="person.pk"),
    "api/v1/received/<uuid:key>/nominations/<int:person>/substitute/": own(key="received.key", person="person.pk"),
    "api/v1/received/<uuid:key>/nominations/<int:person>/": own(key="received.key", person="person.pk"),
    "api/v1/received/<uuid:key>/nominations/<int:person>/send-again/": own(key="received.key", person="person.pk"),
    "api/v1/received/<uuid:key>/send-again/": own(key="received.key"),
    "api/v1/mailboxes/": members(),
    "api/v1/mailboxes/<int:pk>/": own(pk="representative.attendee_id"),
    "api/v1/mailboxes/<int:pk>/record-answer/": own(pk="representative.attendee_id"),
    "api/v1/mailboxes/<int:pk>/send-again/": own(pk="representative.attendee_id"),
    "invitations/<uuid:key>/again/": own(key="received.key"),
    "issued/<uuid:key>/mailboxes/": own(key="invitation.key"),
    "api/v1/inbound/": members(),
    "api/v1/inbound/<int:pk>/": own(pk="inbound.pk"),
    "api/v1/inbound/<int:pk>/message.eml/": own(pk="inbound.pk"),
    "api/v1/inbound/<int:pk>/apply/": own(pk="inbound.pk"),
    "api/v1/inbound/<int:pk>/send-link/": own(pk="inbound.pk"),
    "api/v1/inbound/<int:pk>/decline-proposal/": own(pk="inbound.pk"),
    "api/v1/inbound/<int:pk>/dismiss/": own(pk="inbound.pk"),
    "api/v1/consultations/": members(),
    "api/v1/consultations/<uuid:key>/": own(key="consulted.key"),
    "api/v1/consultations/<uuid:key>/answer/": own(key="consulted.key"),
    "api/v1/efforts/": members(),
    "api/v1/efforts/<int:pk>/": own(pk="effort.pk"),
    "api/v1/efforts/<int:pk>/close/": own(pk="effort.pk"),
    "api/v1/overrides/": members(),
    "api/v1/overrides/<int:pk>/": own(pk="override.pk"),
    "api/v1/overrides/<int:pk>/lift/": own(pk="override.pk"),
    "api/v1/clock-changes/": members(),
    "api/v1/clock-changes/<int:pk>/": own(pk="clock.pk"),
    "api/v1/clock-changes/<int:pk>/decide/": own(pk="clock.pk"),
    "api/v1/representatives/": members(),
    "api/v1/representatives/<int:pk>/": own(pk="representative.pk"),
    "meetings/<uuid:key>/clock/<int:pk>/": own(key="clock.meeting.key", pk="clock.pk"),
    "received/": members(),
    "received/<int:pk>/": own(pk="inbound.pk"),
    "received/<int:pk>/message.eml": own(pk="inbound.pk"),
    "deliveries/<int:pk>/letter.pdf": own(pk="lettered.pk"),
    "deliveries/": members(),
    "deliveries/let-leave/": members(),
    "deliveries/<int:pk>/": own(pk="delivery.pk"),
    "deliveries/<int:pk>/mend/": own(pk="delivery.pk"),
    "people/": members(),
    "people/<int:pk>/": own(pk="staff.pk"),
    "tokens/": members(),
    "password/": public(),
    "password/<int:pk>/<str:token>/": away("password/1/used-already/"),
    "first-administrator/<str:token>/": away("first-administrator/used-already/"),
    "feeds/<uuid:key>/": own(key="feed.key"),
    "feeds/<uuid:key>/address/": own(key="feed.key"),
    "feeds/<uuid:key>/end/": own(key="feed.key"),
    "register/<str:code>/": shared(code="'CCPCJ'"),
    "register/<str:kind>s/": shared(kind="'interest'"),
    "meetings/<uuid:key>/items/": own(key="meeting.key"),
    "meetings/<uuid:key>/matches/": own(key="meeting.key"),
    "terms/": members(),
    "terms/corrections/": members(),
}

"""The words people read for the closed lists of the record, and the tone in which a badge says them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from backend.domain.languages import worded
from frontend.inbound_wording import STATES as INBOUND

Words = Mapping[str, str | Promise]

PARTIES: Words = {"UN": _("United Nations"), "INTERPOL": _("INTERPOL")}

OUTCOMES: Words = {
    "standing": _("Standing right"),
    "invite": _("Invite"),
    "best_effort": _("Best effort"),
    "hold": _("Hold"),
    "consult": _("Consult"),
    "co_host": _("Co-host"),
    "not_required": _("Not required"),
    "not_applicable": _("Not applicable"),
}

OUTCOME_SENTENCES: Words = {
    "standing": _("The guest may attend by its status of observer; it is told of the meeting."),
    "invite": _("The guest must be invited."),
    "best_effort": _("The organiser is asked to invite the guest."),
    "hold": _("An answer is needed before the guest can be invited."),
    "consult": _("The guest is asked whether the meeting concerns it."),
    "co_host": _("Both organisations convene the meeting: an invitation would be without object."),
    "not_required": _("No invitation is owed."),
    "not_applicable": _("The Article does not apply."),
}

CLAUSES: Words = {
    "engaged": _("Engaged"),
    "standing": _("Standing right"),
    "not_engaged": _("Not engaged"),
    "open": pgettext_lazy("clause", "Open"),
    "not_applicable": _("Not applicable"),
}

PARAGRAPHS: Words = {
    "6(1)": _("INTERPOL may attend the sessions and the work of the General Assembly as an observer."),
    "6(2)": _(
        "The United Nations invites INTERPOL to its meetings where observers are allowed "
        "and a matter of interest to INTERPOL is discussed."
    ),
    "6(3)": _(
        "INTERPOL invites the United Nations to its meetings where observers are allowed "
        "and a matter of interest to the United Nations is discussed."
    ),
    "6(4)": _("Each makes every effort that the other is invited to meetings of others that it helps to organise."),
}

MODALITIES: Words = {"may": _("may"), "shall": _("shall"), "every_effort": _("every effort")}

ANSWERS: Words = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}

QUESTIONS: Words = {
    "in_force": _("Is the Agreement in force?"),
    "un_meeting": _("Is it a meeting of the United Nations?"),
    "interpol_meeting": _("Is it a meeting of INTERPOL?"),
    "another_host": _("Is the host another organisation?"),
    "general_assembly": _("Is it the General Assembly?"),
    "kind_covered": _("Is this kind of meeting covered?"),
    "observers_allowed": _("Are observers allowed?"),
    "matter_of_interest": _("Is a matter of interest to the guest discussed?"),
    "crime_prevention": _("Does the meeting concern crime prevention?"),
    "involved_in_organising": _("Is the other organisation involved in organising?"),
    "international": _("Is the meeting international?"),
    "within_competence": _("Is an issue within the competence of the guest?"),
}

KINDS: Words = {
    "session": _("Session"),
    "meeting": _("Meeting"),
    "conference": _("Conference"),
    "seminar": _("Seminar"),
    "training": _("Training course"),
    "consultation": _("Consultation"),
    "internal": _("Internal meeting"),
}

MODES: Words = {"in_person": _("In person"), "remote": _("Remote"), "hybrid": _("Hybrid")}

PARTS: Words = {
    "co_organiser": _("Co-organiser"),
    "co_sponsor": _("Co-sponsor"),
    "support": _("Gives support"),
    "speaker": _("Speaks only"),
}

STATUSES: Words = {
    "draft": _("Draft"),
    "published": _("Published"),
    "postponed": _("Postponed"),
    "cancelled": _("Cancelled"),
}

OBSERVERS: Words = {
    "open": _("Observers are allowed"),
    "closed": _("Observers are not allowed"),
    "undecided": _("Not decided yet"),
}

STAGES: Words = {
    "preliminary": _("Preliminary agenda"),
    "provisional": _("Provisional agenda"),
    "adopted": _("Adopted agenda"),
    "revised": _("Revised agenda"),
}

INVITATIONS: Words = {
    "proposed": _("Proposed"),
    "issued": _("Issued"),
    "concluded": _("Concluded"),
    "waived": _("Waived"),
    "lapsed": _("Lapsed"),
    "withdrawn": _("Withdrawn"),
}

PARTSTATS: Words = {
    "NEEDS-ACTION": _("No answer yet"),
    "ACCEPTED": _("Accepted"),
    "DECLINED": _("Declined"),
    "TENTATIVE": _("Tentative"),
    "DELEGATED": _("Delegated"),
}

CHANNELS: Words = {
    "page": _("on the page"),
    "link": _("by the link in the mail"),
    "api": _("by a program"),
    "mail": _("by mail"),
    "letter": _("by letter"),
    "phone": _("by telephone"),
}

DELIVERIES: Words = {
    "pending": _("Waiting to be sent"),
    "sending": _("Being sent"),
    "sent": _("Sent"),
    "uncertain": _("Uncertain"),
    "failed": _("Failed"),
    "superseded": _("Superseded"),
    "aborted": _("Aborted"),
    "bounced": _("Came back"),
    "held": _("Held back"),
}

PURPOSES: Words = {
    "invite": _("Invitation"),
    "update": _("Change"),
    "cancel": _("Cancellation"),
    "notice": _("Notice"),
    "nominate": _("Invitation of a representative"),
    "remove": _("Cancellation for one person"),
    "repeat": _("Sent again on request"),
    "keep": _("Counter-proposal declined"),
    "reassign": _("Nomination changed"),
}

CAPACITIES: Words = {
    "head": _("Head of delegation"),
    "alternate": _("Alternate"),
    "adviser": _("Adviser"),
    "observer": _("Observer"),
    "interpreter": _("Interpreter"),
    "support": _("Support"),
}

WANTED: Words = {
    "banner": _("One event over the days of the meeting"),
    "sittings": _("One event for each sitting"),
}

FIELDS: Words = {
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "starts_time": _("Begins at"),
    "ends_time": _("Ends at"),
    "time_zone": _("Time zone"),
    "place": _("Place"),
    "mode": _("Mode"),
    "status": _("Status"),
    "sittings": _("Sittings"),
    "closed_items": _("Items closed to the guest"),
    "starts_at": _("Begins (UTC)"),
    "ends_at": _("Ends (UTC)"),
    "sitting_instants": _("Sittings (UTC)"),
}

ATTENTION: Words = {
    "no_longer_required": _("It is no longer required. It stays as it is unless you withdraw it."),
    "invite_again": _("A new matter of interest came up after the guest declined. Invite again?"),
}

ROLES: Words = {
    "organiser": _("Organiser"),
    "approver": _("Approver"),
    "secretariat": _("Secretariat"),
    "observer": _("Observer"),
    "auditor": _("Auditor"),
    "administrator": _("Administrator"),
}

LANGUAGES: Words = {
    "ar": _("Arabic"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "ru": _("Russian"),
    "zh": _("Chinese"),
}

CONSULTATIONS: Words = {
    "open": pgettext_lazy("consultation", "Open"),
    "answered": _("Answered"),
    "closed": pgettext_lazy("consultation", "Closed"),
}

EFFORTS: Words = {
    "pending": _("Waiting for an answer"),
    "accepted": _("Made, accepted"),
    "refused": _("Made, refused"),
    "no_answer": _("Made, no answer"),
}

CONDITIONS: Words = {
    "seats": _("Seats"),
    "public_part_only": _("Only the public part"),
    "prior_notification": _("Written notification before"),
    "prior_registration": _("Registration before"),
    "speaking": _("Speaking"),
    "documents": _("Documents"),
}

CONFIDENCES: Words = {"sourced": _("Sourced"), "assumed": _("Assumed")}

AGREEMENT_EVENTS: Words = {
    "in_force": _("Entry into force"),
    "notice_received": _("Notice of termination received"),
}

CHANGES: Words = {
    "same": _("Unchanged"),
    "added": _("Added"),
    "removed": _("Removed"),
    "moved": _("Moved"),
    "reworded": _("Reworded"),
    "opened": pgettext_lazy("agenda item", "Opened"),
    "closed": pgettext_lazy("agenda item", "Closed"),
    "undecided": _("Openness undecided"),
    "reclassified": _("Reclassified"),
}

REWORDINGS: Words = {
    "only case, spaces or punctuation differ": _("only case, spaces or punctuation differ"),
    "a figure or a date differs": _("a figure or a date differs"),
    "a slip of the pen in one or two words": _("a slip of the pen in one or two words"),
    "words were added, left out or replaced": _("words were added, left out or replaced"),
}

EFFECTS: Words = {
    "admit": _("Admits observers"),
    "exclude": _("Excludes observers"),
    "condition": _("Sets conditions"),
}

CLASSIFICATIONS: Words = {
    "general": _("General"),
    "restricted": _("Restricted"),
    "confidential": _("Confidential"),
}

STEPS: Words = {
    "first": _("Reminded"),
    "second": _("Reminded twice"),
    "last": _("Due"),
    "overdue": _("Overdue"),
}

FEED_KINDS: Words = {
    "secretariat": _("Everything of the secretariat"),
    "observer": _("Nominations of one observer"),
    "body": _("One body"),
    "topic": _("One topic"),
    "public": _("What is public of our own meetings"),
}

FEED_DIRECTIONS: Words = {"in": _("Invitations received"), "out": _("Invitations issued")}

FEED_SHOWS: Words = {
    "both": _("The meeting and each sitting"),
    "banner": _("The meeting as one entry over its days"),
    "sittings": _("Each sitting by itself"),
}

EVENT_STATUSES: Words = {"CONFIRMED": _("Confirmed"), "TENTATIVE": _("Postponed"), "CANCELLED": _("Cancelled")}

RELEVANCE: Words = {"yes": _("concerns us"), "no": _("does not concern us"), "borderline": _("a person must look")}

HEADERS: Words = {
    "From": pgettext_lazy("mail", "From"),
    "To": pgettext_lazy("mail", "To"),
    "Cc": _("Copy to"),
    "Reply-To": _("Reply to"),
    "Subject": pgettext_lazy("mail", "Subject"),
    "Date": _("Date"),
}
"""The fields of a mail that people know; the others have but their names of RFC 5322."""

LISTS: Mapping[str, Words] = {
    "header": HEADERS,
    "consultation": CONSULTATIONS,
    "effort": EFFORTS,
    "condition": CONDITIONS,
    "confidence": CONFIDENCES,
    "agreement": AGREEMENT_EVENTS,
    "change": CHANGES,
    "rewording": REWORDINGS,
    "step": STEPS,
    "classification": CLASSIFICATIONS,
    "effect": EFFECTS,
    "party": PARTIES,
    "outcome": OUTCOMES,
    "outcome_sentence": OUTCOME_SENTENCES,
    "clause": CLAUSES,
    "paragraph": PARAGRAPHS,
    "modality": MODALITIES,
    "answer": ANSWERS,
    "question": QUESTIONS,
    "kind": KINDS,
    "mode": MODES,
    "part": PARTS,
    "status": STATUSES,
    "observers": OBSERVERS,
    "stage": STAGES,
    "invitation": INVITATIONS,
    "partstat": PARTSTATS,
    "channel": CHANNELS,
    "delivery": DELIVERIES,
    "inbound": INBOUND,
    "purpose": PURPOSES,
    "capacity": CAPACITIES,
    "wanted": WANTED,
    "field": FIELDS,
    "attention": ATTENTION,
    "role": ROLES,
    "language": LANGUAGES,
    "feed": FEED_KINDS,
    "feed_direction": FEED_DIRECTIONS,
    "feed_show": FEED_SHOWS,
    "event": EVENT_STATUSES,
    "relevance": RELEVANCE,
}

TONES: Mapping[str, Mapping[str, str]] = {
    "consultation": {"open": "warn", "answered": "good"},
    "step": {"last": "warn", "overdue": "bad"},
    "effort": {"pending": "warn", "accepted": "good", "refused": "bad"},
    "confidence": {"sourced": "good", "assumed": "warn"},
    "change": {
        "added": "good",
        "removed": "bad",
        "reworded": "warn",
        "moved": "accent",
        "closed": "bad",
        "opened": "good",
    },
    "outcome": {"invite": "accent", "standing": "accent", "hold": "warn", "consult": "warn", "best_effort": "accent"},
    "clause": {"engaged": "accent", "standing": "accent", "open": "warn"},
    "answer": {"yes": "good", "no": "calm", "unknown": "warn"},
    "status": {"published": "good", "postponed": "warn", "cancelled": "bad"},
    "invitation": {"issued": "good", "proposed": "warn"},
    "event": {"CONFIRMED": "good", "TENTATIVE": "warn", "CANCELLED": "bad"},
    "partstat": {"ACCEPTED": "good", "DECLINED": "bad", "TENTATIVE": "warn"},
    "inbound": {"applied": "good", "set_aside": "warn"},
    "delivery": {"sent": "good", "uncertain": "warn", "held": "warn", "failed": "bad", "bounced": "bad"},
}
"""Which badge a value gets; what is not named here is calm."""


def words(value: object, kind: str) -> str:
    """The words for a value of a closed list in the active language; a value nobody named stands for itself."""
    return str(LISTS[kind].get(str(value), value))


def topic_words(code: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """The name of a topic in the active language; its code where nobody named it."""
    return worded(names.get(code, {}), get_language() or "en").text or code


def part_of_meeting(scope: str) -> str:
    """The part that a decision of a competent body is about: “meeting”, “sitting:2” or “item:3(a)” in words."""
    kind, _colon, number = scope.partition(":")
    named = {"sitting": gettext("Sitting %(number)s"), "item": gettext("Item %(number)s")}
    return named[kind] % {"number": number} if kind in named else gettext("The whole meeting")


def tone(value: object, kind: str) -> str:
    """`good`, `warn`, `bad`, `accent` or `calm`."""
    return TONES.get(kind, {}).get(str(value), "calm")

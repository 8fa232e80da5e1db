"""What the trail's acts are called and of which kind they are, for every page that shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class ActKind(StrEnum):
    """What sort of thing was done."""

    READ = "read"
    REVEAL = "reveal"
    EXPORT = "export"
    REFUSAL = "refusal"
    ACCESS = "access"
    CHANGE = "change"


KIND_NAMES: dict[ActKind, StrPromise] = {
    ActKind.READ: gettext_lazy("Reading"),
    ActKind.REVEAL: gettext_lazy("Uncovering"),
    ActKind.EXPORT: gettext_lazy("Taking out"),
    ActKind.REFUSAL: gettext_lazy("Refusals"),
    ActKind.ACCESS: gettext_lazy("People and access"),
    ActKind.CHANGE: gettext_lazy("Changes"),
}
KINDS: dict[ActKind, tuple[str, ...]] = {
    ActKind.READ: (
        "open-file", "read-caseload", "read-file", "read-intake", "read-participant", "search-children",
        "read-department-list", "read-department-row", "read-month-names", "trace-export", "read-trail",
        "read-child-trail", "read-restricted", "view-as",
    ),
    ActKind.REVEAL: ("reveal-child", "break-glass"),
    ActKind.EXPORT: (
        "export-file", "take-export", "fetch-export", "revoke-export", "export-month", "export-statistics",
        "give-roster", "take-package", "send-package",
    ),
    ActKind.REFUSAL: ("refused",),
    ActKind.ACCESS: (
        "sign-in", "sign-out", "sign-in-failed", "tries-locked", "proved-again", "password-changed",
        "sessions-ended", "factor-added", "factor-removed", "recovery-codes-made", "device-bound",
        "device-unbound", "single-sign-on-bound", "single-sign-on-unbound",
        "give-post", "end-post", "assign-staff", "end-staff", "judge-unusual", "invite-person",
        "send-invitation", "withdraw-invitation", "confirm-invitation", "accept-invitation", "move-person",
        "leave-office", "hand-over-caseload", "restrict-file", "propose-end-restriction",
        "refuse-end-restriction", "end-restriction", "ask-access", "withdraw-access", "approve-access",
        "refuse-access", "end-access", "judge-opening", "begin-view-as", "end-view-as",
    ),
}  # fmt: skip
_KIND_OF = {action: kind for kind, actions in KINDS.items() for action in actions}
_WORDS: dict[str, StrPromise] = {
    "open-file": gettext_lazy("Opened the file"),
    "read-caseload": gettext_lazy("Read a list of the own caseload"),
    "read-file": gettext_lazy("Read an attached paper"),
    "read-intake": gettext_lazy("Read an intake"),
    "read-participant": gettext_lazy("Read a participant's card"),
    "search-children": gettext_lazy("Searched for a child"),
    "read-department-list": gettext_lazy("Read another department's list"),
    "read-department-row": gettext_lazy("Read a row of another department's list"),
    "read-month-names": gettext_lazy("Read a month's book with whole names"),
    "trace-export": gettext_lazy("Traced a paper that was found"),
    "read-trail": gettext_lazy("Read the trail"),
    "read-child-trail": gettext_lazy("Read who saw a child"),
    "read-restricted": gettext_lazy("Saw something of a restricted file"),
    "view-as": gettext_lazy("Looked at what another person sees"),
    "begin-view-as": gettext_lazy("Began to look as another post"),
    "end-view-as": gettext_lazy("Stopped looking as another post"),
    "reveal-child": gettext_lazy("Uncovered personal data"),
    "break-glass": gettext_lazy("Broke the glass of a restricted file"),
    "export-file": gettext_lazy("Took the whole file out"),
    "take-export": gettext_lazy("Took something out"),
    "fetch-export": gettext_lazy("Fetched something taken out before"),
    "revoke-export": gettext_lazy("Revoked the link of something taken out"),
    "export-month": gettext_lazy("Took a month's book out"),
    "export-statistics": gettext_lazy("Took statistics out"),
    "give-roster": gettext_lazy("Made the roster for the national system"),
    "take-package": gettext_lazy("Took the package of a hand-over"),
    "send-package": gettext_lazy("Sent a package to another county"),
    "refused": gettext_lazy("Was refused"),
    "give-post": gettext_lazy("Gave a post"),
    "end-post": gettext_lazy("Ended a post"),
    "assign-staff": gettext_lazy("Put somebody on a programme"),
    "end-staff": gettext_lazy("Took somebody off a programme"),
    "judge-unusual": gettext_lazy("Judged unusual reading"),
    "invite-person": gettext_lazy("Invited a person"),
    "send-invitation": gettext_lazy("Sent an invitation"),
    "withdraw-invitation": gettext_lazy("Withdrew an invitation"),
    "confirm-invitation": gettext_lazy("Confirmed an invitation"),
    "accept-invitation": gettext_lazy("Accepted an invitation"),
    "move-person": gettext_lazy("Moved a person to another post"),
    "leave-office": gettext_lazy("Ended a person's posts"),
    "hand-over-caseload": gettext_lazy("Handed a caseload over"),
    "restrict-file": gettext_lazy("Restricted a file"),
    "add-sealed-note": gettext_lazy("Wrote a sealed note"),
    "propose-end-restriction": gettext_lazy("Proposed to end a restriction"),
    "refuse-end-restriction": gettext_lazy("Let a restriction stand"),
    "end-restriction": gettext_lazy("Ended a restriction"),
    "ask-access": gettext_lazy("Asked for access to a restricted file"),
    "withdraw-access": gettext_lazy("Took back a request for access"),
    "approve-access": gettext_lazy("Granted access to a restricted file"),
    "refuse-access": gettext_lazy("Refused access to a restricted file"),
    "end-access": gettext_lazy("Ended access to a restricted file"),
    "judge-opening": gettext_lazy("Judged an opening in an emergency"),
    "sign-in": gettext_lazy("Signed in"),
    "sign-out": gettext_lazy("Signed out"),
    "sign-in-failed": gettext_lazy("Failed to sign in"),
    "tries-locked": gettext_lazy("Was locked out after too many tries"),
    "proved-again": gettext_lazy("Proved again who one is"),
    "password-changed": gettext_lazy("Changed the password"),
    "sessions-ended": gettext_lazy("Ended sessions"),
    "factor-added": gettext_lazy("Added a second factor"),
    "factor-removed": gettext_lazy("Removed a second factor"),
    "recovery-codes-made": gettext_lazy("Made recovery codes"),
    "device-bound": gettext_lazy("Bound a device"),
    "device-unbound": gettext_lazy("Unbound a device"),
    "single-sign-on-bound": gettext_lazy("Bound single sign-on"),
    "single-sign-on-unbound": gettext_lazy("Unbound single sign-on"),
    "change-child": gettext_lazy("Changed the file"),
    "change-household": gettext_lazy("Changed the household"),
    "enter-roster": gettext_lazy("Put on the roster with the first roster"),
    "import-roster": gettext_lazy("Brought a roster in"),
    "undo-import": gettext_lazy("Took an import back"),
    "register-child": gettext_lazy("Put on the roster"),
    "leave-roster": gettext_lazy("Took off the roster"),
    "re-enter": gettext_lazy("Put on the roster again"),
    "re-enter-roster": gettext_lazy("Put on the roster again"),
    "enrol-child": gettext_lazy("Enrolled in a programme"),
    "end-enrolment": gettext_lazy("Ended the enrolment"),
    "assign-worker": gettext_lazy("Gave another social worker"),
    "give-category": gettext_lazy("Gave a category"),
    "end-category": gettext_lazy("Ended a category"),
    "add-guardian": gettext_lazy("Added a guardian"),
    "end-guardian": gettext_lazy("Ended a guardian"),
    "record-life": gettext_lazy("Wrote down family or life"),
    "void-life": gettext_lazy("Marked an entry on family or life as a mistake"),
    "record-assessment": gettext_lazy("Assessed"),
    "void-assessment": gettext_lazy("Voided an assessment"),
    "change-level": gettext_lazy("Changed the level"),
    "confirm-level": gettext_lazy("Confirmed a lower level"),
    "reject-level": gettext_lazy("Rejected a lower level"),
    "open-need": gettext_lazy("Wrote down a need"),
    "meet-need": gettext_lazy("Closed a need"),
    "record-visit": gettext_lazy("Recorded a visit"),
    "amend-visit": gettext_lazy("Amended a visit"),
    "void-visit": gettext_lazy("Voided a visit"),
    "ask-exemption": gettext_lazy("Asked for an exemption"),
    "decide-exemption": gettext_lazy("Decided on an exemption"),
    "propose-correction": gettext_lazy("Proposed a correction"),
    "confirm-correction": gettext_lazy("Confirmed a correction"),
    "refuse-correction": gettext_lazy("Refused a correction"),
    "withdraw-correction": gettext_lazy("Withdrew a correction"),
    "keep-file": gettext_lazy("Attached a paper"),
    "void-file": gettext_lazy("Took a paper out of use"),
    "destroy-file": gettext_lazy("Destroyed a paper for good"),
    "erase-child": gettext_lazy("Erased a child"),
    "destroy-records": gettext_lazy("Destroyed records whose time was over"),
    "propose-level": gettext_lazy("Proposed a lower level"),
    "look-for-unusual": gettext_lazy("Looked for unusual reading"),
    "add-proof": gettext_lazy("Added a proof"),
    "void-proof": gettext_lazy("Voided a proof"),
    "record-situation": gettext_lazy("Recorded a parent's situation"),
    "import-ledger": gettext_lazy("Brought a ledger in"),
    "upload-roster": gettext_lazy("Uploaded a roster"),
    "upload-ledger": gettext_lazy("Uploaded a ledger"),
    "install-instrument": gettext_lazy("Installed an instrument"),
    "load-programme": gettext_lazy("Loaded a programme"),
    "engage-provider": gettext_lazy("Engaged a provider"),
    "record-provider": gettext_lazy("Recorded a provider"),
    "close-month": gettext_lazy("Closed a month"),
    "sign-month": gettext_lazy("Signed a month"),
    "hand-over-child": gettext_lazy("Handed a file over to another county"),
    "receive-package": gettext_lazy("Received a file from another county"),
}
LOOKS = frozenset((*KINDS[ActKind.READ], *KINDS[ActKind.REVEAL], *KINDS[ActKind.EXPORT]))


def kind_of(action: str) -> ActKind:
    """Return of which kind an act is; what is in no list is a change."""
    return _KIND_OF.get(action, ActKind.CHANGE)


def said(action: str) -> str:
    """Return what an act is called."""
    return str(_WORDS[action]) if action in _WORDS else action

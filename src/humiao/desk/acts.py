"""What the trail's acts are called and of which kind they are, for every page that shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as words

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
        "read-child-trail", "open-restricted", "view-as",
    ),
    ActKind.REVEAL: ("reveal-child", "break-glass"),
    ActKind.EXPORT: (
        "export-file", "take-export", "fetch-export", "revoke-export", "export-month", "export-statistics",
        "give-roster", "take-package", "send-package",
    ),
    ActKind.REFUSAL: ("refused",),
    ActKind.ACCESS: (
        "give-post", "end-post", "assign-staff", "end-staff", "judge-unusual", "invite-person",
        "send-invitation", "withdraw-invitation", "confirm-invitation", "accept-invitation", "move-person",
        "leave-office", "hand-over-caseload", "restrict-file", "grant-access", "end-grant",
    ),
}  # fmt: skip
_KIND_OF = {action: kind for kind, actions in KINDS.items() for action in actions}
_WORDS = {
    "open-file": words("Opened the file"),
    "read-caseload": words("Read a list of the own caseload"),
    "read-file": words("Read an attached paper"),
    "read-intake": words("Read an intake"),
    "read-participant": words("Read a participant's card"),
    "search-children": words("Searched for a child"),
    "read-department-list": words("Read another department's list"),
    "read-department-row": words("Read a row of another department's list"),
    "read-month-names": words("Read a month's book with whole names"),
    "trace-export": words("Traced a paper that was found"),
    "read-trail": words("Read the trail"),
    "read-child-trail": words("Read who saw a child"),
    "open-restricted": words("Opened a restricted file"),
    "view-as": words("Looked at what another person sees"),
    "reveal-child": words("Uncovered personal data"),
    "break-glass": words("Broke the glass of a restricted file"),
    "export-file": words("Took the whole file out"),
    "take-export": words("Took something out"),
    "fetch-export": words("Fetched something taken out before"),
    "revoke-export": words("Revoked the link of something taken out"),
    "export-month": words("Took a month's book out"),
    "export-statistics": words("Took statistics out"),
    "give-roster": words("Made the roster for the national system"),
    "take-package": words("Took the package of a hand-over"),
    "send-package": words("Sent a package to another county"),
    "refused": words("Was refused"),
    "give-post": words("Gave a post"),
    "end-post": words("Ended a post"),
    "assign-staff": words("Put somebody on a programme"),
    "end-staff": words("Took somebody off a programme"),
    "judge-unusual": words("Judged unusual reading"),
    "invite-person": words("Invited a person"),
    "send-invitation": words("Sent an invitation"),
    "withdraw-invitation": words("Withdrew an invitation"),
    "confirm-invitation": words("Confirmed an invitation"),
    "accept-invitation": words("Accepted an invitation"),
    "move-person": words("Moved a person to another post"),
    "leave-office": words("Ended a person's posts"),
    "hand-over-caseload": words("Handed a caseload over"),
    "restrict-file": words("Restricted a file"),
    "grant-access": words("Granted access to a restricted file"),
    "end-grant": words("Ended access to a restricted file"),
    "change-child": words("Changed the file"),
    "change-household": words("Changed the household"),
    "enter-roster": words("Put on the roster with the first roster"),
    "import-roster": words("Brought a roster in"),
    "undo-import": words("Took an import back"),
    "register-child": words("Put on the roster"),
    "leave-roster": words("Took off the roster"),
    "re-enter": words("Put on the roster again"),
    "re-enter-roster": words("Put on the roster again"),
    "enrol-child": words("Enrolled in a programme"),
    "end-enrolment": words("Ended the enrolment"),
    "assign-worker": words("Gave another social worker"),
    "give-category": words("Gave a category"),
    "end-category": words("Ended a category"),
    "add-guardian": words("Added a guardian"),
    "end-guardian": words("Ended a guardian"),
    "record-life": words("Wrote down family or life"),
    "void-life": words("Marked an entry on family or life as a mistake"),
    "record-assessment": words("Assessed"),
    "void-assessment": words("Voided an assessment"),
    "change-level": words("Changed the level"),
    "confirm-level": words("Confirmed a lower level"),
    "reject-level": words("Rejected a lower level"),
    "open-need": words("Wrote down a need"),
    "meet-need": words("Closed a need"),
    "record-visit": words("Recorded a visit"),
    "amend-visit": words("Amended a visit"),
    "void-visit": words("Voided a visit"),
    "ask-exemption": words("Asked for an exemption"),
    "decide-exemption": words("Decided on an exemption"),
    "propose-correction": words("Proposed a correction"),
    "confirm-correction": words("Confirmed a correction"),
    "refuse-correction": words("Refused a correction"),
    "withdraw-correction": words("Withdrew a correction"),
    "keep-file": words("Attached a paper"),
    "void-file": words("Took a paper out of use"),
    "destroy-file": words("Destroyed a paper for good"),
    "erase-child": words("Erased a child"),
    "close-month": words("Closed a month"),
    "sign-month": words("Signed a month"),
    "hand-over-child": words("Handed a file over to another county"),
    "receive-package": words("Received a file from another county"),
}
LOOKS = frozenset((*KINDS[ActKind.READ], *KINDS[ActKind.REVEAL], *KINDS[ActKind.EXPORT]))


def kind_of(action: str) -> ActKind:
    """Return of which kind an act is; what is in no list is a change."""
    return _KIND_OF.get(action, ActKind.CHANGE)


def said(action: str) -> str:
    """Return what an act is called."""
    return _(_WORDS[action]) if action in _WORDS else action

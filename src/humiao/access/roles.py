"""The roles of requirements R70 as one table: a sentence, the reach, whether names show, the permissions.

The reference page `docs/reference/roles.md` is generated from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from humiao.access.permissions import Permission as P

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Role(StrEnum):
    """The kinds of post there are."""

    BUREAU_OFFICER = "bureau-officer"
    BUREAU_APPROVER = "bureau-approver"
    BUREAU_FINANCE = "bureau-finance"
    BUREAU_LEADER = "bureau-leader"
    TOWN_SUPERVISOR = "town-supervisor"
    CHILD_DIRECTOR = "child-director"
    PROVIDER_MANAGER = "provider-manager"
    PROFESSIONAL_SUPERVISOR = "professional-supervisor"
    PROVIDER_ACCOUNTANT = "provider-accountant"
    SOCIAL_WORKER = "social-worker"
    VOLUNTEER = "volunteer"
    EVALUATOR = "evaluator"
    SYSTEM_ADMINISTRATOR = "system-administrator"
    SECURITY_ADMINISTRATOR = "security-administrator"
    AUDIT_ADMINISTRATOR = "audit-administrator"


class Reach(StrEnum):
    """Whose children a post reaches; `NOBODY` opens no child."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    PROGRAMME = "programme"
    NOBODY = "nobody"


class Names(StrEnum):
    """How children's names and numbers show."""

    MASKED = "masked"  # masked, revealed by a click with a trail row
    CASELOAD = "caseload"  # unmasked for one's own caseload, masked otherwise
    PSEUDONYM = "pseudonym"  # the file number only, nothing to reveal


class SignsIn(StrEnum):
    """What signing in takes besides the password."""

    FREELY = "freely"  # a second factor is offered
    WITH_SECOND_FACTOR = "with-second-factor"  # it is a must
    WITH_PIN = "with-pin"  # offered; a bound device with a PIN is enough as well


@dataclass(frozen=True)
class RoleRow:
    """One row of the table."""

    name: StrPromise
    sentence: StrPromise
    reach: Reach
    names: Names
    permissions: frozenset[P]
    signs_in: SignsIn = SignsIn.FREELY


_READ_FIGURES = frozenset({P.VIEW_TODAY, P.VIEW_PROGRAMME, P.VIEW_SCORECARD})
_READ_FILES = _READ_FIGURES | {
    P.VIEW_CHILDREN,
    P.VIEW_CHILD,
    P.REVEAL_CHILD,
    P.VIEW_DUTIES,
    P.VIEW_EVIDENCE,
}
# A town stands in for a village that has nobody, the bureau for a town; each step says so.
_VILLAGE_INTAKE = frozenset({P.REPORT_CHILD, P.VIEW_INTAKES, P.HANDLE_INTAKE, P.CHECK_INTAKE})
_TOWN_INTAKE = _VILLAGE_INTAKE | {P.REVIEW_INTAKE, P.SERVE_AT_ONCE}
_BRINGS_CHILDREN = frozenset({P.REPORT_CHILD, P.VIEW_INTAKES})
_MONTHS = frozenset({P.VIEW_MONTHS, P.VIEW_STATISTICS})
_RESTRICTED = frozenset({P.OPEN_RESTRICTED, P.BREAK_GLASS})
_CORRECTS = frozenset({P.PROPOSE_CORRECTION, P.CONFIRM_CORRECTION})
# A guardian asks at the town or the county; what becomes of a whole file is the bureau's to decide.
_REQUESTS = frozenset({P.RECORD_CONSENT, P.TAKE_REQUEST, P.ANSWER_REQUEST})
_KEEPING = frozenset({P.ERASE_CHILD, P.HOLD_RECORDS, P.VIEW_RETENTION})
_VISITS = (
    _READ_FILES
    | _RESTRICTED
    | {
        P.RECORD_CONSENT,
        P.RECORD_LIFE,
        P.EXPORT_CHILD,
        P.EXPORT_LIST,
        P.RECORD_VISIT,
        P.AMEND_VISIT,
        P.ASSESS_CHILD,
        P.RAISE_LEVEL,
        P.PROPOSE_CORRECTION,
    }
)

ROLES: dict[Role, RoleRow] = {
    Role.BUREAU_OFFICER: RoleRow(
        _("Bureau officer"),
        _("Runs the programme for the county bureau."),
        Reach.COUNTY,
        Names.MASKED,
        _READ_FILES
        | _TOWN_INTAKE
        | _MONTHS
        | _REQUESTS
        | _KEEPING
        | {
            P.PREPARE_DESTRUCTION,
            P.VIEW_PEOPLE,
            P.HAND_OVER_CASELOAD,
            P.PREPARE_INTAKE,
            P.SET_WORKING_DAYS,
            P.CLOSE_MONTH,
            P.FIND_DUPLICATES,
            P.HAND_OVER_CHILD,
            P.LOAD_PROGRAMME,
            P.SETTLE_QUERY,
            P.VIEW_PLANS,
            P.DRAFT_PLAN,
            P.ENGAGE_PROVIDER,
            P.ASSIGN_STAFF,
            P.REGISTER_CHILD,
            P.IMPORT_ROSTER,
            P.VIEW_DEPARTMENT_LISTS,
            P.COMPARE_LISTS,
            P.IMPORT_LEDGER,
            P.CHANGE_CHILD,
            P.RECORD_LIFE,
            P.EXPORT_CHILD,
            P.EXPORT_LIST,
            P.ENROL_CHILD,
            P.REVIEW_CATEGORY,
            P.DECIDE_EXIT,
            P.VIEW_SEALED,
            P.RECORD_PARTICIPANT,
            P.APPROVE_EXEMPTION,
            P.RAISE_LEVEL,
            P.RESTRICT_FILE,
        }
        | _RESTRICTED
        | _CORRECTS,
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.BUREAU_APPROVER: RoleRow(
        _("Bureau approver"),
        _("Decides what an officer prepared."),
        Reach.COUNTY,
        Names.MASKED,
        _READ_FILES
        | _MONTHS
        | _REQUESTS
        | _KEEPING
        | {P.APPROVE_DESTRUCTION}
        | {P.VIEW_INTAKES, P.HANDLE_INTAKE, P.DECIDE_INTAKE, P.SERVE_AT_ONCE}
        | {
            P.VIEW_DEPARTMENT_LISTS,
            P.EXPORT_CHILD,
            P.EXPORT_LIST,
            P.CLOSE_MONTH,
            P.HAND_OVER_CHILD,
            P.GRANT_SEALED,
            P.SETTLE_QUERY,
            P.VIEW_PLANS,
            P.REVIEW_CATEGORY,
            P.DECIDE_EXIT,
            P.VIEW_SEALED,
            P.APPROVE_EXEMPTION,
            P.CONFIRM_LEVEL,
            P.RAISE_LEVEL,
            P.RESTRICT_FILE,
            P.APPROVE_ACCESS,
        }
        | _RESTRICTED
        | _CORRECTS,
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.BUREAU_FINANCE: RoleRow(
        _("Bureau finance"),
        _("Pays against verified figures."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        _READ_FIGURES | {P.VIEW_STATISTICS},
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.BUREAU_LEADER: RoleRow(
        _("Bureau leader"),
        _("Sees how the programmes stand."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        _READ_FIGURES | {P.VIEW_PLANS, P.VIEW_STATISTICS, P.VIEW_AUDIT_REPORT, P.APPROVE_ACCESS},
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.TOWN_SUPERVISOR: RoleRow(
        _("Town supervisor"),
        _("Answers for the children of one town."),
        Reach.TOWN,
        Names.MASKED,
        _READ_FILES
        | _MONTHS
        | _TOWN_INTAKE
        | _REQUESTS
        | {
            P.VIEW_PEOPLE,
            P.ENTER_FOR_ANOTHER,
            P.SIGN_MONTH,
            P.REGISTER_CHILD,
            P.IMPORT_ROSTER,
            P.CHANGE_CHILD,
            P.RECORD_LIFE,
            P.EXPORT_CHILD,
            P.EXPORT_LIST,
            P.REVIEW_CATEGORY,
            P.RAISE_LEVEL,
            P.RECORD_VISIT,
        }
        | _RESTRICTED
        | _CORRECTS,
    ),
    Role.CHILD_DIRECTOR: RoleRow(
        _("Village child director"),
        _("Knows every child of the village."),
        Reach.VILLAGE,
        Names.MASKED,
        _VILLAGE_INTAKE
        | {
            P.VIEW_TODAY,
            P.VIEW_CHILDREN,
            P.VIEW_CHILD,
            P.REVEAL_CHILD,
            P.RECORD_LIFE,
            P.RECORD_CONSENT,
            P.VIEW_DUTIES,
            P.RAISE_LEVEL,
            P.OPEN_RESTRICTED,
        },
        SignsIn.WITH_PIN,
    ),
    Role.PROVIDER_MANAGER: RoleRow(
        _("Provider manager"),
        _("Runs the service for the provider."),
        Reach.PROGRAMME,
        Names.MASKED,
        _VISITS
        | _BRINGS_CHILDREN
        | {
            P.VIEW_PEOPLE,
            P.HAND_OVER_CASELOAD,
            P.ASSIGN_STAFF,
            P.ENROL_CHILD,
            P.IMPORT_LEDGER,
            P.RECORD_PARTICIPANT,
            P.CONFIRM_LEVEL,
            P.SERVE_AT_ONCE,
            P.CONFIRM_CORRECTION,
            P.FIND_DUPLICATES,
        },
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.PROFESSIONAL_SUPERVISOR: RoleRow(
        _("Professional supervisor"),
        _("Guides the social workers and seconds their judgements."),
        Reach.PROGRAMME,
        Names.MASKED,
        _READ_FILES
        | _BRINGS_CHILDREN
        | _RESTRICTED
        | {P.EXPORT_CHILD, P.EXPORT_LIST, P.CONFIRM_LEVEL, P.APPROVE_EXEMPTION, P.RAISE_LEVEL}
        | _CORRECTS,
    ),
    Role.PROVIDER_ACCOUNTANT: RoleRow(
        _("Provider accountant"),
        _("Keeps the provider's books."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        _READ_FIGURES,
    ),
    Role.SOCIAL_WORKER: RoleRow(
        _("Social worker"),
        _("Visits, assesses and accompanies children."),
        Reach.PROGRAMME,
        Names.CASELOAD,
        _VISITS | _BRINGS_CHILDREN | {P.CHANGE_CHILD, P.RECORD_PARTICIPANT},
    ),
    Role.VOLUNTEER: RoleRow(
        _("Volunteer"),
        _("Helps at activities; sees no child's file."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        frozenset({P.VIEW_TODAY}),
    ),
    Role.EVALUATOR: RoleRow(
        _("Evaluator"),
        _("Verifies figures against their records, without names, for a time."),
        Reach.PROGRAMME,
        Names.PSEUDONYM,
        _READ_FIGURES | {P.VIEW_EVIDENCE},
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.SYSTEM_ADMINISTRATOR: RoleRow(
        _("System administrator"),
        _("Keeps the system running; opens no child's file."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        frozenset(
            {
                P.VIEW_TODAY,
                P.VIEW_PEOPLE,
                P.MANAGE_PEOPLE,
                P.LOCK_OUT,
                P.HAND_OVER_CASELOAD,
                P.VIEW_KEYS,
            }
        ),
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.SECURITY_ADMINISTRATOR: RoleRow(
        _("Security administrator"),
        _("Gives and ends posts; opens no child's file."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        frozenset(
            {
                P.VIEW_TODAY,
                P.VIEW_PEOPLE,
                P.CONFIRM_INVITATION,
                P.LOCK_OUT,
                P.MANAGE_POSTS,
                P.VIEW_AS,
                P.TRACE_EXPORT,
                P.REVOKE_EXPORT,
                P.VIEW_UNUSUAL,
                P.JUDGE_UNUSUAL,
                P.VIEW_AUDIT_REPORT,
            }
        ),
        SignsIn.WITH_SECOND_FACTOR,
    ),
    Role.AUDIT_ADMINISTRATOR: RoleRow(
        _("Audit administrator"),
        _("Reads the trail; opens no child's file."),
        Reach.NOBODY,
        Names.PSEUDONYM,
        frozenset(
            {
                P.VIEW_TODAY,
                P.VIEW_PEOPLE,
                P.VIEW_TRAIL,
                P.TRACE_EXPORT,
                P.VIEW_UNUSUAL,
                P.VIEW_AUDIT_REPORT,
            }
        ),
        SignsIn.WITH_SECOND_FACTOR,
    ),
}

"""Every permission there is, each with the sentence a person reads. Roles are lists of these."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What somebody may do; a route declares one of these, a command checks one."""

    VIEW_TODAY = "view-today"
    VIEW_PROGRAMME = "view-programme"
    LOAD_PROGRAMME = "load-programme"
    SETTLE_QUERY = "settle-query"
    VIEW_PLANS = "view-plans"
    DRAFT_PLAN = "draft-plan"
    ENGAGE_PROVIDER = "engage-provider"
    ASSIGN_STAFF = "assign-staff"
    VIEW_CHILDREN = "view-children"
    VIEW_CHILD = "view-child"
    REVEAL_CHILD = "reveal-child"
    REGISTER_CHILD = "register-child"
    IMPORT_ROSTER = "import-roster"
    VIEW_DEPARTMENT_LISTS = "view-department-lists"
    COMPARE_LISTS = "compare-lists"
    IMPORT_LEDGER = "import-ledger"
    CHANGE_CHILD = "change-child"
    RECORD_LIFE = "record-life"
    EXPORT_CHILD = "export-child"
    ENROL_CHILD = "enrol-child"
    PROPOSE_CORRECTION = "propose-correction"
    CONFIRM_CORRECTION = "confirm-correction"
    FIND_DUPLICATES = "find-duplicates"
    VIEW_MONTHS = "view-months"
    SIGN_MONTH = "sign-month"
    CLOSE_MONTH = "close-month"
    VIEW_STATISTICS = "view-statistics"
    HAND_OVER_CHILD = "hand-over-child"
    GRANT_SEALED = "grant-sealed"
    REVIEW_CATEGORY = "review-category"
    DECIDE_EXIT = "decide-exit"
    VIEW_SEALED = "view-sealed"
    RESTRICT_FILE = "restrict-file"
    OPEN_RESTRICTED = "open-restricted"
    BREAK_GLASS = "break-glass"
    APPROVE_ACCESS = "approve-access"
    RECORD_PARTICIPANT = "record-participant"
    VIEW_DUTIES = "view-duties"
    RECORD_VISIT = "record-visit"
    AMEND_VISIT = "amend-visit"
    APPROVE_EXEMPTION = "approve-exemption"
    ASSESS_CHILD = "assess-child"
    RAISE_LEVEL = "raise-level"
    CONFIRM_LEVEL = "confirm-level"
    VIEW_SCORECARD = "view-scorecard"
    VIEW_EVIDENCE = "view-evidence"
    REPORT_CHILD = "report-child"
    VIEW_INTAKES = "view-intakes"
    HANDLE_INTAKE = "handle-intake"
    CHECK_INTAKE = "check-intake"
    REVIEW_INTAKE = "review-intake"
    PREPARE_INTAKE = "prepare-intake"
    DECIDE_INTAKE = "decide-intake"
    SERVE_AT_ONCE = "serve-at-once"
    SET_WORKING_DAYS = "set-working-days"
    EXPORT_LIST = "export-list"
    RECORD_CONSENT = "record-consent"
    TAKE_REQUEST = "take-request"
    ANSWER_REQUEST = "answer-request"
    ERASE_CHILD = "erase-child"
    HOLD_RECORDS = "hold-records"
    VIEW_RETENTION = "view-retention"
    PREPARE_DESTRUCTION = "prepare-destruction"
    APPROVE_DESTRUCTION = "approve-destruction"
    VIEW_PEOPLE = "view-people"
    MANAGE_PEOPLE = "manage-people"
    CONFIRM_INVITATION = "confirm-invitation"
    LOCK_OUT = "lock-out"
    HAND_OVER_CASELOAD = "hand-over-caseload"
    ENTER_FOR_ANOTHER = "enter-for-another"
    MANAGE_POSTS = "manage-posts"
    VIEW_AS = "view-as"
    VIEW_TRAIL = "view-trail"
    TRACE_EXPORT = "trace-export"
    REVOKE_EXPORT = "revoke-export"
    VIEW_UNUSUAL = "view-unusual"
    JUDGE_UNUSUAL = "judge-unusual"
    VIEW_AUDIT_REPORT = "view-audit-report"
    VIEW_KEYS = "view-keys"


SENTENCES = {
    Permission.VIEW_TODAY: _("See what is to be done today"),
    Permission.VIEW_PROGRAMME: _("Read the programme, its clauses and open queries"),
    Permission.LOAD_PROGRAMME: _("Load a programme or a new version of it"),
    Permission.SETTLE_QUERY: _("Settle a query of a programme"),
    Permission.VIEW_PLANS: _("Read plan documents and the drafts made of them"),
    Permission.DRAFT_PLAN: _("Upload a plan and mend the draft made of it"),
    Permission.ENGAGE_PROVIDER: _("Record which provider delivers a programme"),
    Permission.ASSIGN_STAFF: _("Put staff on a programme"),
    Permission.VIEW_CHILDREN: _("List and search the children of one's area"),
    Permission.VIEW_CHILD: _("Open a child's file"),
    Permission.REVEAL_CHILD: _("Reveal masked ID numbers, phones and addresses; each look is logged"),
    Permission.REGISTER_CHILD: _("Put children on the roster"),
    Permission.IMPORT_ROSTER: _("Import a roster from a spreadsheet, and undo the import within a day"),
    Permission.VIEW_DEPARTMENT_LISTS: _(
        "Read other departments' lists and what was decided about their rows"
    ),
    Permission.COMPARE_LISTS: _("Compare a department's list with the roster and decide about its rows"),
    Permission.IMPORT_LEDGER: _(
        "Bring in ledgers of past work from spreadsheets, and undo that within a day"
    ),
    Permission.CHANGE_CHILD: _("Change a child's file"),
    Permission.RECORD_LIFE: _("Write down family, carers, school, health, benefits and wishes"),
    Permission.EXPORT_CHILD: _("Take a child's whole file out as a document; each is logged"),
    Permission.ENROL_CHILD: _("Enrol children in a programme and give them a worker"),
    Permission.PROPOSE_CORRECTION: _("Propose that a record is wrong, or that two files are one child's"),
    Permission.CONFIRM_CORRECTION: _("Confirm a correction as the second person"),
    Permission.FIND_DUPLICATES: _("Go through files that may be of one child, and say which are not"),
    Permission.VIEW_MONTHS: _("Read the months' books with the children of one's area"),
    Permission.SIGN_MONTH: _("Sign one's town's part of a month"),
    Permission.CLOSE_MONTH: _("Close a month for the county and enter background figures"),
    Permission.VIEW_STATISTICS: _("Read the county's statistics, without names"),
    Permission.HAND_OVER_CHILD: _("Hand a child's file over to another county, and receive one"),
    Permission.GRANT_SEALED: _("Let sealed papers go along with a hand-over"),
    Permission.REVIEW_CATEGORY: _("See which categories are due for review, and review them"),
    Permission.DECIDE_EXIT: _("Confirm or reject that a category ends, as the county"),
    Permission.VIEW_SEALED: _("See categories of abuse and bullying with their papers"),
    Permission.RESTRICT_FILE: _("Make a child's file restricted, and propose that this ends"),
    Permission.OPEN_RESTRICTED: _("Ask for a restricted file, and open it while named for it"),
    Permission.BREAK_GLASS: _("Open a restricted file at once in an emergency; the approver judges it"),
    Permission.APPROVE_ACCESS: _("Approve access to restricted files, and judge openings in an emergency"),
    Permission.RECORD_PARTICIPANT: _("List, record and match people served who aren't on the roster"),
    Permission.VIEW_DUTIES: _("See due and overdue visits"),
    Permission.RECORD_VISIT: _("Record a visit or a failed attempt"),
    Permission.AMEND_VISIT: _("Amend or void a visit"),
    Permission.APPROVE_EXEMPTION: _("Approve an exemption from visits"),
    Permission.ASSESS_CHILD: _("Assess a child"),
    Permission.RAISE_LEVEL: _("Raise a level at once"),
    Permission.CONFIRM_LEVEL: _("Confirm a lowered level as the second person"),
    Permission.VIEW_SCORECARD: _("Read the scorecard"),
    Permission.VIEW_EVIDENCE: _("Open the records behind a figure"),
    Permission.REPORT_CHILD: _("Report a child, or fill in an application for somebody"),
    Permission.VIEW_INTAKES: _("See the intakes of one's area and where they stand"),
    Permission.HANDLE_INTAKE: _("Return, complete, refer or withdraw an intake at one's own office"),
    Permission.CHECK_INTAKE: _("Check an intake in the village"),
    Permission.REVIEW_INTAKE: _("Give the town's first view on an intake"),
    Permission.PREPARE_INTAKE: _("Prepare the county's decision on an intake"),
    Permission.DECIDE_INTAKE: _("Decide an intake: onto the roster, or refused"),
    Permission.SERVE_AT_ONCE: _("Have a child in danger served at once, before the decision"),
    Permission.SET_WORKING_DAYS: _("Enter the holidays of a year and the weekend days worked"),
    Permission.RECORD_CONSENT: _("Write down consents and their withdrawal"),
    Permission.TAKE_REQUEST: _("Enter what a guardian or child asks about their data, and see what is due"),
    Permission.ANSWER_REQUEST: _("Answer a request about a child's data"),
    Permission.ERASE_CHILD: _("Prepare or confirm that a child's file is erased; two people are needed"),
    Permission.HOLD_RECORDS: _("Keep records from being destroyed, and lift that; two people are needed"),
    Permission.VIEW_RETENTION: _("See how long records are kept and what is due for destruction"),
    Permission.PREPARE_DESTRUCTION: _("Prepare a list of what is destroyed"),
    Permission.APPROVE_DESTRUCTION: _("Approve a list of destruction, and set how long records are kept"),
    Permission.VIEW_PEOPLE: _("See who holds which post, and where a post is empty"),
    Permission.MANAGE_PEOPLE: _("Invite people, move them to another post and let them leave"),
    Permission.CONFIRM_INVITATION: _("Confirm as the second person an invitation that opens a whole county"),
    Permission.LOCK_OUT: _("See where somebody is signed in, end that, and lock them out"),
    Permission.HAND_OVER_CASELOAD: _("Hand a worker's whole caseload over to others"),
    Permission.ENTER_FOR_ANOTHER: _("Record for a child director of one's town, marked so"),
    Permission.MANAGE_POSTS: _("Give and end posts"),
    Permission.VIEW_AS: _("See what another post sees, without any child's data"),
    Permission.VIEW_TRAIL: _("Read the trail"),
    Permission.EXPORT_LIST: _("Take a list of children out as a spreadsheet; each is logged"),
    Permission.TRACE_EXPORT: _("See everything that was taken out, and who took a paper that was found"),
    Permission.REVOKE_EXPORT: _("Revoke the link of something that was taken out"),
    Permission.VIEW_UNUSUAL: _("See what reading was unusual, with the rows behind it"),
    Permission.JUDGE_UNUSUAL: _("Judge unusual reading: explained, or followed up"),
    Permission.VIEW_AUDIT_REPORT: _("Read and print the yearly audit of access"),
    Permission.VIEW_KEYS: _("See who holds the shares of the master key, and how far a rotation is"),
}

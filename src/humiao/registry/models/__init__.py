"""The tables of the registry, by what they hold."""

from humiao.registry.models.caseloads import CaseloadHandOver, CaseloadLine
from humiao.registry.models.categories import (
    CategoryExit,
    CategoryProof,
    CategoryReview,
    ParentSituation,
    StudyNote,
)
from humiao.registry.models.corrections import CorrectedRow, FileCorrection
from humiao.registry.models.departments import (
    DepartmentDecision,
    DepartmentList,
    DepartmentRow,
    TakenChild,
)
from humiao.registry.models.exchange import ExchangedChild, ExchangeExport
from humiao.registry.models.family import LifeEntry
from humiao.registry.models.intake import Intake, IntakeLikeness, IntakeStep, PublicAttempt
from humiao.registry.models.likeness import LikenessAnswer
from humiao.registry.models.lists import ImportedChild, KnownHeadings, ListImport
from humiao.registry.models.months import (
    BackgroundFigure,
    ClosedMonth,
    MonthEntry,
    MonthLimits,
    MonthLine,
    MonthSignature,
    MonthTown,
)
from humiao.registry.models.moves import Correction, HandOver, PeerCounty, PlaceMove, ReceivedPackage
from humiao.registry.models.people import Child, Guardian, Household, Participant
from humiao.registry.models.protection import (
    ChildRequest,
    Consent,
    CountyPeriod,
    DestructionItem,
    DestructionList,
    LegalHold,
)
from humiao.registry.models.restricted import AccessRequest, FileGrant, FileRestriction, SealedNote
from humiao.registry.models.spells import CategorySpell, Enrolment, RosterSpell

__all__ = [
    "AccessRequest",
    "BackgroundFigure",
    "CaseloadHandOver",
    "CaseloadLine",
    "CategoryExit",
    "CategoryProof",
    "CategoryReview",
    "CategorySpell",
    "Child",
    "ChildRequest",
    "ClosedMonth",
    "Consent",
    "CorrectedRow",
    "Correction",
    "CountyPeriod",
    "DepartmentDecision",
    "DepartmentList",
    "DepartmentRow",
    "DestructionItem",
    "DestructionList",
    "Enrolment",
    "ExchangeExport",
    "ExchangedChild",
    "FileCorrection",
    "FileGrant",
    "FileRestriction",
    "Guardian",
    "HandOver",
    "Household",
    "ImportedChild",
    "Intake",
    "IntakeLikeness",
    "IntakeStep",
    "KnownHeadings",
    "LegalHold",
    "LifeEntry",
    "LikenessAnswer",
    "ListImport",
    "MonthEntry",
    "MonthLimits",
    "MonthLine",
    "MonthSignature",
    "MonthTown",
    "ParentSituation",
    "Participant",
    "PeerCounty",
    "PlaceMove",
    "PublicAttempt",
    "ReceivedPackage",
    "RosterSpell",
    "SealedNote",
    "StudyNote",
    "TakenChild",
]

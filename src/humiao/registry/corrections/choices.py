"""Closed lists of corrections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CorrectionKind(models.TextChoices):
    """What is wrong, and what is to become of it."""

    MERGE = "merge", _("Two files of one child")
    MISTAKEN_ENTRY = "mistaken-entry", _("File entered by mistake")
    MISTAKEN_EXIT = "mistaken-exit", _("Taken off the roster by mistake")
    VOID = "void", _("Record to be voided")
    MOVE = "move", _("Record of another child")
    UNDO = "undo", _("Correction to be undone")


OF_FILES = frozenset({CorrectionKind.MERGE, CorrectionKind.MISTAKEN_ENTRY, CorrectionKind.MISTAKEN_EXIT})
OF_RECORDS = frozenset({CorrectionKind.VOID, CorrectionKind.MOVE})
UNDOABLE = frozenset({CorrectionKind.MERGE, CorrectionKind.MISTAKEN_ENTRY})


class CorrectionState(models.TextChoices):
    """How far a correction has come."""

    PROPOSED = "proposed", _("Waiting for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNDONE = "undone", _("Undone")


class Retired(models.TextChoices):
    """Why a file is no child's any more; the same words as the roster's reasons for leaving."""

    ENTERED_TWICE = "entered_twice", _("Entered twice")
    ENTERED_BY_MISTAKE = "entered_by_mistake", _("Entered by mistake")
    ERASED = "erased", _("Erased")


class Fate(models.TextChoices):
    """What a correction did with a row."""

    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Changed")
    STAYED = "stayed", _("Stayed")
    MADE = "made", _("Made")

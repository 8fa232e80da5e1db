"""What other contexts may use of exports."""

from humiao.access.exports.asking import Wanted, asked_out, given_if_valid, taken_out
from humiao.access.exports.checking import export_faults
from humiao.access.exports.commands import Made, Taken, take_out
from humiao.access.exports.forms import ReasonForm
from humiao.access.exports.kinds import BY_CODE, KINDS, ExportKind, Mark
from humiao.access.exports.marking import mark_book
from humiao.access.exports.queries import ExportCounts, ExportLine, counts_of_exports, exports_of_child
from humiao.access.exports.stamps import Stamp

__all__ = [
    "BY_CODE",
    "KINDS",
    "ExportCounts",
    "ExportKind",
    "ExportLine",
    "Made",
    "Mark",
    "ReasonForm",
    "Stamp",
    "Taken",
    "Wanted",
    "asked_out",
    "counts_of_exports",
    "export_faults",
    "exports_of_child",
    "given_if_valid",
    "mark_book",
    "take_out",
    "taken_out",
]

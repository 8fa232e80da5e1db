"""What other contexts may use of exports."""

from humiao.access.exports.asking import Wanted, asked_out, taken_out
from humiao.access.exports.commands import Made, Taken, take_out
from humiao.access.exports.kinds import BY_CODE, KINDS, ExportKind, Mark
from humiao.access.exports.marking import mark_book
from humiao.access.exports.queries import ExportLine, exports_of_child
from humiao.access.exports.stamps import Stamp

__all__ = [
    "BY_CODE",
    "KINDS",
    "ExportKind",
    "ExportLine",
    "Made",
    "Mark",
    "Stamp",
    "Taken",
    "Wanted",
    "asked_out",
    "exports_of_child",
    "mark_book",
    "take_out",
    "taken_out",
]

"""What changes exports."""

from humiao.access.exports.commands.handling import fetch_export, revoke_export, withdraw_export
from humiao.access.exports.commands.taking import Made, Taken, take_out

__all__ = ["Made", "Taken", "fetch_export", "revoke_export", "take_out", "withdraw_export"]

"""What the command line and the upgrade may use of backups."""

from humiao.foundation.backup.acts import note_backup, note_restore
from humiao.foundation.backup.making import make_backup
from humiao.foundation.backup.manifest import BackupRefused, Manifest, Part, TableSum, read_manifest
from humiao.foundation.backup.restoring import drop_leftovers, restore_backup

__all__ = [
    "BackupRefused",
    "Manifest",
    "Part",
    "TableSum",
    "drop_leftovers",
    "make_backup",
    "note_backup",
    "note_restore",
    "read_manifest",
    "restore_backup",
]

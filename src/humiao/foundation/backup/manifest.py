"""What a backup says of itself, and reading it with suspicion."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from humiao.foundation import crypto
from humiao.foundation.keys.under import tables
from humiao.foundation.versions import is_newer, program_version

FORMAT = 1
_MANIFEST, _MAC = "manifest.json", "manifest.mac"


class BackupRefused(RuntimeError):  # noqa: N818
    """A backup can't be made or restored; nothing was changed. Its text is for the person."""


@dataclass(frozen=True)
class TableSum:
    """How many rows a table has, and a hash of what they hold, whatever their order."""

    rows: int
    content: str


@dataclass(frozen=True)
class Part:
    """One schema of a backup. `files` gives the SHA-256 of each of its files by name.

    `lost` names contents of stored files that were not in the storage when the backup was made.
    """

    schema: str
    county: str | None
    name: str
    head: str
    migrations: tuple[str, ...]
    tables: dict[str, TableSum]
    files: dict[str, str]
    lost: tuple[str, ...] = ()

    @property
    def dump(self) -> str:
        """Return the name of the schema's archive."""
        return f"{self.schema}.dump"

    @property
    def shared_rows(self) -> str:
        """Return the name of the file of what the shared schema holds of this county."""
        return f"{self.schema}.shared.json"

    @property
    def attached(self) -> str:
        """Return the name of the archive of the county's stored files."""
        return f"{self.schema}.files.tar"


@dataclass(frozen=True)
class Manifest:
    """A backup. `is_whole` when it holds all counties and the shared schema.

    `key` is the fingerprint of the key that seals it, `keys` that of each version its values may be under.
    """

    format: int
    program: str
    made_at: str
    key: str
    is_whole: bool
    parts: tuple[Part, ...]
    keys: dict[str, str] = field(default_factory=dict)

    def part_of(self, county: str) -> Part:
        """Return a county's part; refuses one that is not in the backup."""
        for part in self.parts:
            if part.county == county:
                return part
        inside = ", ".join(f"{p.county} {p.name}" for p in self.parts if p.county)
        raise BackupRefused(f"county {county} is not in this backup; it holds {inside}")


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest and its keyed hash."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    (folder / _MANIFEST).write_bytes(text)
    (folder / _MAC).write_text(_mac(text, manifest.key))


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's manifest; refuses another format, a newer program, another key, and a changed one."""
    path = folder / _MANIFEST
    if not path.is_file():
        raise BackupRefused(f"{folder} is no backup: it has no {_MANIFEST}")
    text = path.read_bytes()
    try:
        found = json.loads(text)
        _refuse_what_we_can_not_read(found, folder)
        manifest = _parsed(found)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"{path} is damaged: {error!r}") from error
    mac = folder / _MAC
    if not mac.is_file() or not hmac.compare_digest(mac.read_text().strip(), _mac(text, manifest.key)):
        raise BackupRefused(f"{path} is damaged or was changed: it does not match {_MAC}")
    return manifest


def check_files(part: Part, folder: Path) -> None:
    """Refuse a part one of whose files is missing or damaged."""
    for name, expected in part.files.items():
        path = folder / name
        if not path.is_file():
            raise BackupRefused(f"{path} is missing")
        if digest_of(path) != expected:
            raise BackupRefused(f"{path} is damaged: its content is not what was backed up")


def digest_of(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_what_we_can_not_read(found: Any, folder: Path) -> None:
    if found["format"] != FORMAT:
        raise BackupRefused(f"{folder} has format {found['format']}; this version of Humiao reads {FORMAT}")
    if is_newer(found["program"], program_version()):
        raise BackupRefused(
            f"{folder} was made by Humiao {found['program']}, this is {program_version()}. "
            "Install that version or a later one, then restore."
        )
    held = {v.fingerprint for v in crypto.versions_here()}
    missing = sorted({found["key"], *found.get("keys", {}).values()} - held)
    if missing:
        raise BackupRefused(
            f"{folder} was made under another master key (fingerprint {', '.join(missing)}; "
            f"the key here has {', '.join(sorted(held))}). Put the key file that belongs to it where "
            "HUMIAO_MASTER_KEY names it, or have it back from its shares by `humiao keys combine --backup "
            f"{folder}`; without that key its personal data can't be opened: {lost_without_key(found)}."
        )


def lost_without_key(found: Any) -> str:
    """Say what of a backup nobody reads without its key; takes the manifest as it was read."""
    ciphered = {t.name for shared in (True, False) for t in tables(shared=shared) if t.renewed}
    told = []
    for part in found["parts"]:
        rows = sum(t["rows"] for name, t in part["tables"].items() if name in ciphered)
        if part["county"]:
            told.append(
                f"{part['name'] or part['county']}: {rows} rows with ID numbers, phones, addresses, "
                "narratives or files' keys, and what the trail says of each child"
            )
    return "; ".join(told)


def _parsed(found: Any) -> Manifest:
    parts = tuple(
        Part(
            **{
                **part,
                "migrations": tuple(part["migrations"]),
                "lost": tuple(part.get("lost", ())),
                "tables": {name: TableSum(**table) for name, table in part["tables"].items()},
            }
        )
        for part in found["parts"]
    )
    return Manifest(**{**found, "parts": parts})


def _mac(text: bytes, key: str) -> str:
    version = next(v.number for v in crypto.versions_here() if v.fingerprint == key)
    return hmac.digest(crypto.derived_key("backup", version=version), text, "sha256").hex()

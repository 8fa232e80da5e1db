"""The operating-system account PostgreSQL runs under; it refuses to run as root."""

import grp
import os
import pwd
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .errors import DatabaseUnavailableError

_UIDS = range(7000, 7100)


class RunAs(TypedDict, total=False):
    """The keywords of `subprocess.Popen` that change the account; empty to stay who we are."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A numeric account; `changes` is false when it is the one we already are."""

    uid: int
    gid: int

    @property
    def changes(self) -> bool:
        """Tell whether starting a process under it means leaving root."""
        return self.uid != os.geteuid()

    @property
    def run_as(self) -> RunAs:
        """Give the keywords for `subprocess.Popen`."""
        return RunAs(user=self.uid, group=self.gid, extra_groups=[]) if self.changes else RunAs()

    def own(self, folder: Path) -> None:
        """Give the folder and all in it to this account."""
        if not self.changes:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose(home: Path) -> Account:
    """Choose the account for the cluster kept in `home`, which may not exist yet.

    As root: the account that already owns `home`, else a number that no user and no group has; no user is
    added to the system. Otherwise ourselves, and `DatabaseUnavailableError` when the folder is another's.
    """
    owner = home.stat() if home.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise DatabaseUnavailableError(
                f"{home} belongs to user {owner.st_uid}, and you are user {os.geteuid()}. "
                "Run this as that user, or name another folder in HUMIAO_DATA."
            )
        return Account(os.geteuid(), os.getegid())
    if owner and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return _free_number(home)


def with_a_name(account: Account) -> Account:
    """Return an unprivileged account that has a name, for `initdb`, which looks its own name up."""
    if not account.changes:
        return account
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def closed_parent(path: Path, uid: int | None = None) -> Path | None:
    """Return the topmost folder on the way to `path`, itself included, that others than root can't pass.

    `uid` is the one who wants to pass where that is known; a folder of its own doesn't stop it.
    """
    whole = path.resolve()
    for folder in (*reversed(whole.parents), whole):
        if not folder.is_dir():
            continue
        found = folder.stat()
        if not found.st_mode & (stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH):
            return folder
    return None


def _free_number(home: Path) -> Account:
    """Pick a number by the folder's name, so that two clusters seldom share one."""
    taken = {entry.pw_uid for entry in pwd.getpwall()} | {entry.gr_gid for entry in grp.getgrall()}
    first = zlib.crc32(os.fsencode(home)) % len(_UIDS)
    for uid in (*_UIDS[first:], *_UIDS[:first]):
        if uid not in taken:
            return Account(uid, uid)
    raise DatabaseUnavailableError(
        f"PostgreSQL can't run as root, and every user number from {_UIDS[0]} to {_UIDS[-1]} is taken. "
        "Run this as an ordinary user."
    )

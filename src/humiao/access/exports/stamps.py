"""The number and the keyed code printed in a file that is taken out, and the words that say who took it."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from humiao.foundation import crypto

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that look like digits
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_NUMBER = re.compile(r"(\d{8})-?([0-9A-HJKMNP-TV-Z]{6})")
_CODE_BYTES = 8
_CODE = re.compile(r"[0-9A-F]{16}")


@dataclass(frozen=True)
class Stamp:
    """What one file says about itself."""

    number: str
    code: str
    who: str
    post: str
    at: datetime
    reason: str

    @property
    def taken_by(self) -> str:
        """Return the person with the post."""
        return f"{self.who}（{self.post}）" if self.post else self.who

    @property
    def moment(self) -> str:
        """Return when, to the minute."""
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def mark(self) -> str:
        """Return the words that stand across a page."""
        return f"{self.taken_by}  {self.moment}  {self.number}"

    @property
    def trace(self) -> str:
        """Return number and code as the foot of a page prints them."""
        return _("Export {number} · code {code}").format(number=self.number, code=shown_code(self.code))

    @property
    def line(self) -> str:
        """Return everything in one line."""
        why = _("for: {reason}").format(reason=self.reason) if self.reason else ""
        return " · ".join(part for part in (self.trace, self.taken_by, self.moment, why) if part)


def new_number(at: datetime) -> str:
    """Return a number such as `20241120-7K3MQX`: the day, and six letters that no counting gives away."""
    drawn = "".join(secrets.choice(_LETTERS) for _n in range(6))
    return f"{timezone.localtime(at):%Y%m%d}-{drawn}"


def code_of(county: str, number: str, account_id: UUID | None, kind: str, at: datetime) -> str:
    """Return the code that only this house can make for this number: 16 hexadecimal digits."""
    return codes_of(county, number, account_id, kind, at)[0]


def codes_of(county: str, number: str, account_id: UUID | None, kind: str, at: datetime) -> list[str]:
    """Return the code under today's key and then under the older ones: a paper may bear any of them."""
    text = "|".join((county, number, str(account_id), kind, at.astimezone(UTC).isoformat()))
    hashes = crypto.keyed_hashes(text, f"exports:{county}", length=_CODE_BYTES)
    return [hashed[-_CODE_BYTES:].hex() for hashed in hashes]  # without the version before it


def shown_code(code: str) -> str:
    """Return a code in groups of four, as it is printed."""
    return " ".join(code[n : n + 4] for n in range(0, len(code), 4))


def read_number(typed: str) -> str:
    """Return the number in what somebody typed off a paper, or nothing."""
    found = _NUMBER.search(_upper(typed).translate(_READ_AS))
    return f"{found[1]}-{found[2]}" if found else ""


def read_code(typed: str) -> str:
    """Return the code in what somebody typed off a paper, or nothing."""
    text = re.sub(r"[^0-9A-F]", "", _upper(typed))
    return text.lower() if _CODE.fullmatch(text) else ""


def _upper(typed: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).upper()

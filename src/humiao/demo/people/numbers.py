"""Make ID and phone numbers that look right and can belong to nobody.

ID numbers: dates, sex and check digit follow GB 11643, but the first six digits are 330498 or 654098. No
county of 嘉兴 (3304) or of 伊犁 (6540) has had the number 98 in GB/T 2260: it is in neither the historical
table of python-stdnum (`cn/loc`) nor the state's list of June 2023. As the six digits are the county of first
registration, nobody has been given such a number.

Phones: all begin with 154. Of the ranges a mobile may have by its form (13 to 19), 154 was not given to any
operator: the regulator's published assignments name it among those left over with 142, 143, 161, 164 and 194,
and libphonenumber's pattern for China leaves out 154 too. A call to one of them reaches nobody.
"""

from __future__ import annotations

from datetime import date
from random import Random

from humiao.foundation.identity_numbers import check_digit_of

UNASSIGNED_REGION = {"330482": "330498", "654002": "654098"}
UNASSIGNED_PHONE_PREFIX = "154"


class Numbers:
    """Hand out distinct ID and phone numbers of one county, in the order of a seeded generator."""

    def __init__(self, rng: Random, county: str) -> None:
        self._rng = rng
        self._region = UNASSIGNED_REGION[county]
        self._given: set[str] = set()

    def id_number(self, born_on: date, *, is_male: bool) -> str:
        """Give a new ID number; the 17th digit is odd for men."""
        day = f"{self._region}{born_on:%Y%m%d}"
        while True:
            order = int(self._rng.random() * 500) * 2 + (1 if is_male else 0)
            first_17 = f"{day}{order:03d}"
            if first_17 not in self._given:
                self._given.add(first_17)
                return first_17 + check_digit_of(first_17)

    def phone(self) -> str:
        """Give a new mobile number."""
        while True:
            number = f"{UNASSIGNED_PHONE_PREFIX}{int(self._rng.random() * 10**8):08d}"
            if number not in self._given:
                self._given.add(number)
                return number

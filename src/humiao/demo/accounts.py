"""Who signs in to the demo: one account for each role in each county, and the staff who do the work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from humiao.access.accounts.public import NewAccount, make_accounts_of_one_password
from humiao.access.public import ROLES, Role
from humiao.demo.people.public import StaffRow
from humiao.foundation import context

PASSWORD = "humiao-2025"  # noqa: S105 -- printed on the demo's own sign-in page
PREFIX = {"330482": "ph", "654002": "yn"}

# Which invented person fills which role; roles nobody was invented for take the title given here.
_INVENTED = {
    Role.BUREAU_LEADER: "county_lead",
    Role.BUREAU_OFFICER: "county_officer",
    Role.BUREAU_APPROVER: "county_officer",
    Role.BUREAU_FINANCE: "county_finance",
    Role.TOWN_SUPERVISOR: "town_supervisor",
    Role.CHILD_DIRECTOR: "child_director",
    Role.PROVIDER_MANAGER: "provider_lead",
    Role.PROFESSIONAL_SUPERVISOR: "supervisor",
    Role.PROVIDER_ACCOUNTANT: "county_auditor",
    Role.SOCIAL_WORKER: "social_worker",
    Role.VOLUNTEER: "child_director",
    Role.EVALUATOR: "evaluator",
    Role.SYSTEM_ADMINISTRATOR: "system_admin",
    Role.SECURITY_ADMINISTRATOR: "security_admin",
    Role.AUDIT_ADMINISTRATOR: "audit_admin",
}


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demo."""

    id: UUID
    username: str
    name: str
    role: Role
    place: str
    county: str
    title: str = ""


def make_accounts(
    county: str, staff: list[StaffRow], *, workers: int, station_town: str
) -> list[DemoAccount]:
    """Make an account for each role, and one for each further social worker."""
    people = {role: [s for s in staff if s.role == role] for role in {s.role for s in staff}}
    wanted: list[tuple[str, Role, StaffRow]] = []
    for role, kind in _INVENTED.items():
        rows = _near(people[kind], station_town)
        person = rows[-1] if role in (Role.BUREAU_APPROVER, Role.VOLUNTEER) else rows[0]
        wanted.append((f"{PREFIX[county]}-{role.value}", role, person))
    for number, person in enumerate(people["social_worker"][1:workers], 2):
        wanted.append((f"{PREFIX[county]}-social-worker-{number}", Role.SOCIAL_WORKER, person))
    fresh = [NewAccount(username, person.name, (county,)) for username, _, person in wanted]
    with context.identity(writes=True):
        made = make_accounts_of_one_password(fresh, password=PASSWORD)
    return [
        DemoAccount(value.id, username, person.name, role, person.place, county, person.title)
        for value, (username, role, person) in zip(made, wanted, strict=True)
    ]


def write_sign_in_list(path: Path, accounts: list[DemoAccount], county_names: dict[str, str]) -> None:
    """Write the file that puts the accounts on the sign-in page."""
    rows = [
        {
            "username": a.username,
            "name": a.name,
            "county": county_names[a.county],
            "role": str(ROLES[a.role].name),
            "role_code": a.role.value,
        }
        for a in accounts
        if not a.username[-1].isdigit()
    ]
    text = json.dumps({"password": PASSWORD, "accounts": rows}, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")


def _near(rows: list[StaffRow], town: str) -> list[StaffRow]:
    return sorted(rows, key=lambda s: not s.place.startswith(town)) if town else rows

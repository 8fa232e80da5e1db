"""Invent the people who run the programme: officers, supervisors, directors, social workers."""

from __future__ import annotations

from random import Random

from humiao.demo.people.counties import PROFILES
from humiao.demo.people.family_names import name_family
from humiao.demo.people.numbers import Numbers
from humiao.demo.people.rows import StaffRow
from humiao.foundation.divisions.public import Division
from humiao.registry.choices import Sex

# Role, title, how many in the county.
_COUNTY_STAFF = (
    ("county_lead", "市民政局分管副局长", 1),
    ("county_officer", "市民政局儿童福利科科长", 1),
    ("county_officer", "市民政局儿童福利科科员", 2),
    ("county_finance", "市民政局财务科会计", 1),
    ("county_auditor", "市纪委监委派驻组干部", 1),
    ("evaluator", "第三方评估员", 2),
    ("provider_lead", "项目负责人", 1),
    ("supervisor", "社工督导", 1),
    ("social_worker", "社会工作师", 2),
    ("social_worker", "助理社会工作师", 4),
    ("system_admin", "系统管理员", 1),
    ("security_admin", "安全管理员", 1),
    ("audit_admin", "审计管理员", 1),
)
_PER_TOWN = ("town_supervisor", "儿童督导员")
_PER_VILLAGE = ("child_director", "儿童主任")


def staff_of(county_code: str, divisions: list[Division], seed: int) -> list[StaffRow]:
    """Make the county's staff: fixed posts, one 儿童督导员 a town, one 儿童主任 a village."""
    rng = Random(f"staff:{county_code}:{seed}")  # noqa: S311 -- the same people each time
    numbers = Numbers(rng, county_code)
    posts = [(role, title, county_code) for role, title, count in _COUNTY_STAFF for _ in range(count)]
    posts += [(*_PER_TOWN, d.code) for d in divisions if d.level == "town"]
    posts += [(*_PER_VILLAGE, d.code) for d in divisions if d.level == "village"]
    taken: set[str] = set()
    rows: list[StaffRow] = []
    for role, title, place in posts:
        is_male = rng.random() < (0.25 if role in ("child_director", "social_worker") else 0.5)
        name = _new_name(rng, county_code, taken, is_male=is_male)
        sex = Sex.MALE if is_male else Sex.FEMALE
        rows.append(StaffRow(f"S{len(rows) + 1:04d}", name, sex, role, title, place, numbers.phone()))
    return rows


def _new_name(rng: Random, county_code: str, taken: set[str], *, is_male: bool) -> str:
    """Draw a grown-up's name nobody on the staff has yet."""
    profile = PROFILES[county_code]
    while True:
        ethnicity = rng.choices(list(profile.peoples), list(profile.peoples.values()))[0]
        names = name_family(rng, ethnicity, profile.surnames, rng.randint(1972, 1998))
        name = names.father if is_male else names.mother
        if name not in taken:
            taken.add(name)
            return name

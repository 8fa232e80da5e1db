"""No consent blocks registering, visiting, assessing or reporting a child: those commands never read one."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import humiao
from humiao.access.public import SYSTEM
from humiao.registry.consent.public import Form, Giver, NewConsent, Purpose, give_consent, withdraw_consent
from humiao.registry.corrections.tests.conftest import AT, TODAY, build
from humiao.registry.intake.public import Facts, NewIntake, open_intake
from humiao.registry.public import register_child
from humiao.registry.tests.conftest import BASIS, a_child, a_home

ROOT = Path(humiao.__file__).parent
DUTIES = ("visits", "assessments", "registry/intake", "registry/commands", "registry/family/commands")


def report(world):
    facts = Facts(
        name="赵小强", sex="1", town_code="330482001", village_code="330482001001", situation="无人照看"
    )
    open_intake(new=NewIntake("provider", facts, programme_id=world.programme), by=SYSTEM, at=AT)


def register(_world):
    register_child(child=a_child("钱小雨", serial=7), household=a_home(), basis=BASIS, by=SYSTEM, at=AT)


STATUTORY = {
    "register": register,
    "visit": lambda world: world.visit(world.kept),
    "assess": lambda world: world.assess(world.kept, "red", TODAY - timedelta(days=1)),
    "report": report,
    "need": lambda world: world.need(world.kept),
}


@pytest.fixture
def world(pinghu):
    with pinghu():
        yield build()


@pytest.mark.parametrize("name", STATUTORY)
@pytest.mark.parametrize("state", ["never asked", "withdrawn"])
def test_a_statutory_duty_is_done_without_a_look_at_consents(world, name, state):
    if state == "withdrawn":
        for purpose in Purpose:
            new = NewConsent(purpose, Giver.GUARDIAN, "王奶奶", TODAY, Form.SPOKEN, witness="李芳")
            given = give_consent(child_id=world.kept, new=new, by=SYSTEM, at=AT)
            withdraw_consent(
                consent_id=given, on=TODAY, withdrawn_by="guardian", name="王奶奶", seen_version=1,
                by=SYSTEM, at=AT,
            )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        STATUTORY[name](world)
    assert len(asked) > 1
    assert not [q["sql"] for q in asked if "registry_consent" in q["sql"]]


def test_no_module_of_a_statutory_duty_imports_consents():
    for duty in DUTIES:
        for path in (ROOT / duty).rglob("*.py"):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not [n for n in names if "registry.consent" in n], path

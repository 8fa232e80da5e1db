"""After an erasure nothing of the child can be read in any table, and every figure, seal and chain stands."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.access.public import EVERYBODY, SYSTEM, Role
from humiao.foundation import context
from humiao.foundation.blanked_rows import role_of, rows_of
from humiao.foundation.blanking import blanked_fields, leaving_of
from humiao.foundation.clock import moment
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.files.models import StoredFile
from humiao.foundation.identity_numbers import STRUCK
from humiao.foundation.tenancy import SHARED_APPS
from humiao.foundation.trail import sealing
from humiao.foundation.trail.models import ChildKey
from humiao.foundation.trail.public import latest_acts
from humiao.indicators.scorecard import scorecard
from humiao.programmes.public import programmes_of
from humiao.registry.consent.public import Form, Giver, NewConsent, Purpose, give_consent
from humiao.registry.destruction.erasing import erase_files
from humiao.registry.holds.public import place_hold
from humiao.registry.models import Child, ClosedMonth, FileGrant, Household, SealedNote
from humiao.registry.months import reading
from humiao.registry.months.flows import last_day
from humiao.registry.months.sealing import verify
from humiao.registry.public import class_rules, close_month, leave_roster, roster_count
from humiao.registry.requests.public import Asker, Identity, Kind, NewRequest, take_request
from humiao.registry.restricted.public import (
    add_sealed_note,
    ask_access,
    break_glass,
    judge_opening,
    propose_end,
    restrict_file,
)
from humiao.registry.restricted.tests.conftest import person
from world import PINGHU, TODAY, CountyWorld, build_county

LATER = moment(date(2045, 6, 1))
RULES = class_rules([("uncared", ["DE_FACTO"], False), ("subsistence", ["SUBSISTENCE"], False)])
_SEVERAL = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def world(own_database) -> CountyWorld:
    """Build a county with everything recorded about a child and its sibling, in a database that commits."""
    own_database()
    made = build_county(PINGHU, with_foreign=True)
    with context.county(PINGHU, writes=True):
        protect(made)
    for _month in range(2):
        with context.county(PINGHU, writes=True):
            open_month = reading.open_month()
            assert open_month
            close_month(month=open_month, by=SYSTEM, at=moment(last_day(open_month) + timedelta(days=6)))
    with context.county(PINGHU, writes=True):
        for child in pair(made):
            leave_roster(child_id=child, on=TODAY[PINGHU], reason="moved_away", by=SYSTEM, at=now())
    sealing.seal_county(PINGHU)
    return made


def now() -> Any:
    return moment(TODAY[PINGHU], 10)


def pair(world: CountyWorld) -> tuple[UUID, UUID]:
    """Return the child and the sibling of the same home."""
    assert world.own
    child = Child.objects.get(pk=world.own.child)
    sibling = Child.objects.filter(household_id=child.household_id).exclude(pk=child.pk).get()
    return child.pk, sibling.pk


def protect(world: CountyWorld) -> None:
    """Record a consent, a request and a hold of the child, beside those the world has."""
    child, _sibling = pair(world)
    new = NewConsent(
        Purpose.GROUP, Giver.GUARDIAN, "王建国", TODAY[PINGHU], Form.SPOKEN, "father", witness="李见证"
    )
    give_consent(child_id=child, new=new, by=SYSTEM, at=now())
    asked = NewRequest(
        Kind.COPY, Asker.GUARDIAN, "王建国", Identity.ID_CARD, TODAY[PINGHU], "要一份复印件", "father", "155"
    )
    take_request(child_id=child, new=asked, by=SYSTEM, at=now())
    place_hold(child_id=child, authority="法院", reason="诉讼", from_on=TODAY[PINGHU], by=SYSTEM, at=now())
    restrict(child)


def restrict(child: UUID) -> None:
    """Restrict the file, write what happened under the sealed role, have it opened, judged and asked for."""
    why = "公安通报孩子遭受家庭暴力，已立案"
    restrict_file(child_id=child, ground="abuse", reason=why, by=SYSTEM, at=now())
    add_sealed_note(child_id=child, ground="note", text=why, by=SYSTEM, at=now())
    worker = person(Role.BUREAU_OFFICER)(now())
    number = Child.objects.get(pk=child).file_number
    ask_access(typed=number, days=7, reason=why, by=worker, at=now())
    break_glass(typed=number, reason=why, is_confirmed=True, by=worker, at=now())
    opened = FileGrant.objects.get(child_id=child, kind="glass")
    judged: dict[str, Any] = {"judgement": "unjustified", "note": why, "seen_version": 1, "by": SYSTEM}
    judge_opening(grant_id=opened.pk, at=now(), **judged)
    propose_end(child_id=child, reason=why, seen_version=1, by=SYSTEM, at=now())


def plant(children: tuple[UUID, ...]) -> dict[str, str]:
    """Write a word of its own into every text of every row that is these children's; returns where each is.

    Found by the declarations, so that a table of tomorrow is planted too.
    """
    planted: dict[str, str] = {}
    for model, ids in rows_of(children).own.items():
        fields = [f for f in blanked_fields(model) if _takes_words(f)]
        with role_of(model):
            rows = list(model.objects.filter(pk__in=list(ids)).order_by("pk")) if fields else []
        for row in rows:
            for field in fields:
                word = f"植入{len(planted):05}"
                planted[word] = f"{model._meta.label}.{field.name}"
                value: Any = [word] if isinstance(field, ArrayField) else word
                setattr(
                    row,
                    field.name,
                    json.dumps({"x": word}, ensure_ascii=False) if _is_json(row, field) else value,
                )
            with role_of(model):
                row.save(update_fields=[f.name for f in fields])
    return planted


def _takes_words(field: Any) -> bool:
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.CharField)
    if isinstance(field, EncryptedTextField):
        return True
    return isinstance(field, models.CharField | models.TextField) and (field.max_length or 99) >= 10


def _is_json(row: Any, field: Any) -> bool:
    return str(getattr(row, field.name) or "").startswith("{")


def everything_said() -> str:
    """Return all that can be read in the county's tables, ciphertext opened, as one text."""
    said = []
    for model in apps.get_models():
        if not model.__module__.startswith("humiao.") or model._meta.app_label in SHARED_APPS:
            continue
        sealed = [f.name for f in model._meta.concrete_fields if isinstance(f, EncryptedTextField)]
        with role_of(model), connection.cursor() as cursor:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {model._meta.db_table} t")
            said += [f"{model._meta.label} {text}" for (text,) in cursor.fetchall()]
            for row in model._default_manager.order_by("pk") if sealed else ():
                said += [f"{model._meta.label} {getattr(row, name) or ''}" for name in sealed]
    return "\n".join(said)


def figures() -> list[Any]:
    """Return the county's counts at the ends of months and of today, and the programmes' scorecards."""
    days = [date(2024, m, 28) for m in range(1, 12)] + [TODAY[PINGHU]]
    found: list[Any] = [roster_count(RULES, on=day) for day in days]
    for programme in programmes_of(EVERYBODY):
        for day in (date(2024, 6, 30), TODAY[PINGHU]):
            rows = scorecard(programme, on=day, known_at=moment(TODAY[PINGHU], 23))
            found.append([(r.indicator.code, r.figure, r.standing) for r in rows])
    return found


def hashes(child: UUID) -> list[bytes]:
    """Return what a child could be found again by."""
    row = Child.objects.get(pk=child)
    return [bytes(h) for h in (row.id_number_hash,) if h]


def test_nothing_of_an_erased_home_can_be_read_and_every_figure_stands(world):
    with context.county(PINGHU, writes=True):
        children = pair(world)
        before = figures()
        names = [Child.objects.get(pk=c).name for c in children]
        planted = plant(children)
        home = Household.objects.get(pk=Child.objects.get(pk=children[0]).household_id)
        home.address, home.phone = "植入地址", "植入电话"
        home.save()
        assert len(set(planted.values())) > 40
        said = everything_said()
        assert {"registry.SealedNote.text", "registry.FileGrant.judgement_note"} <= set(planted.values())
        here = {word: where for word, where in planted.items() if "Household" not in where}
        assert [where for word, where in here.items() if word not in said] == []
    with context.county(PINGHU, writes=True):
        done = erase_files(children, by=SYSTEM, at=LATER)
        assert done.files
        assert done.rows
    with context.county(PINGHU):
        said = everything_said()
        left = sorted({where for word, where in planted.items() if word in said})
        assert left == []
        assert not [name for name in (*names, "植入地址", "植入电话") if name in said]
        assert figures() == before
        assert [f.faults for f in verify()] == [(), ()]
        assert ClosedMonth.objects.count() == 2
        assert not ChildKey.objects.filter(child_id__in=children, wrapped__isnull=False).exists()
        assert not StoredFile.objects.filter(child_id__in=children, wrapped_key__isnull=False).exists()
        assert all(act.personal == {} for act in latest_acts(child_id=children[0], most=500))
        assert Child.objects.filter(pk__in=children, retired_as="erased").count() == 2
        assert [hashes(child) for child in children] == [[], []]
    sealing.seal_county(PINGHU)
    assert sealing.faults(PINGHU, grace=0) == []


def test_what_is_a_siblings_too_stays_without_the_erased_childs_name(world):
    with context.county(PINGHU, writes=True):
        child, sibling = pair(world)
        name = Child.objects.get(pk=child).name
        row = Child.objects.get(pk=sibling)
        row.wishes = f"和{name}一起上学"
        row.save()
        address = Household.objects.get(pk=row.household_id).address
    with context.county(PINGHU, writes=True):
        assert erase_files([child], by=SYSTEM, at=LATER).struck
    with context.county(PINGHU):
        assert name not in everything_said()
        row = Child.objects.get(pk=sibling)
        assert (row.name != "", row.retired_as) == (True, "")
        assert row.wishes == "和〔已删除〕一起上学"
        assert Household.objects.get(pk=row.household_id).address == address


def test_a_siblings_sealed_note_stays_without_the_erased_childs_name(world):
    with context.county(PINGHU, writes=True):
        child, sibling = pair(world)
        name = Child.objects.get(pk=child).name
        text = f"两个孩子都受到伤害，{name}已转移"
        restrict_file(child_id=sibling, ground="abuse", reason=text, by=SYSTEM, at=now())
    with context.county(PINGHU, writes=True):
        erase_files([child], by=SYSTEM, at=LATER)
    with context.county(PINGHU), context.sealed():
        texts = {note.text for note in SealedNote.objects.order_by("id")}
    assert text.replace(name, STRUCK) in texts
    assert None in texts  # the erased child's own


@_SEVERAL
@given(st.permutations([0, 1]), st.booleans())
def test_in_whatever_order_and_however_often_siblings_are_erased_the_end_is_the_same(world, order, twice):
    with context.county(PINGHU, writes=True), transaction.atomic():
        children = pair(world)
        planted, before = plant(children), figures()
        for n in [*order, *(order if twice else [])]:
            erase_files([children[n]], by=SYSTEM, at=LATER)
        said = everything_said()
        assert [where for word, where in planted.items() if word in said] == []
        assert figures() == before
        assert [f.faults for f in verify()] == [(), ()]
        transaction.set_rollback(True)


def test_what_stays_of_a_row_is_what_its_model_declares(world):
    """A date of birth is left as its month, a sex as it is; nothing else of the file."""
    with context.county(PINGHU, writes=True):
        child, _sibling = pair(world)
        erase_files([child], by=SYSTEM, at=LATER)
        row = Child.objects.get(pk=child)
        assert (row.born_on, row.sex) == (date(2013, 5, 1), "1")
        assert leaving_of(Child).as_is == {"sex"}
        for field in blanked_fields(Child):
            if field.name not in ("born_on", "name", "sort_key"):
                assert not getattr(row, field.name), field.name

"""The transaction context: nothing without one, nothing of another county, no writing on a read."""

import pytest
from django.db import DatabaseError, connection, transaction

from humiao.foundation import context
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import ChildKey

PINGHU, YINING = "330482", "654002"


def test_a_query_outside_a_context_raises(db: None) -> None:
    with pytest.raises(context.OutsideContext):
        ChildKey.objects.count()


def test_one_county_does_not_see_the_other(db: None) -> None:
    child = new_id()
    with context.county(PINGHU, writes=True):
        ChildKey.objects.create(child_id=child, wrapped=b"x")
    with context.county(YINING):
        assert not ChildKey.objects.filter(child_id=child).exists()
    with context.county(PINGHU):
        assert ChildKey.objects.filter(child_id=child).exists()


def test_the_other_countys_schema_is_refused_by_name(db: None) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with context.county(PINGHU), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SELECT * FROM c654002.trail_childkey")


def test_accounts_are_closed_to_a_county(db: None) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with context.county(PINGHU), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SELECT * FROM shared.accounts_account")


def test_a_read_only_context_can_not_write(db: None) -> None:
    with context.county(PINGHU), pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
        ChildKey.objects.create(child_id=new_id())


def test_a_context_inside_another_is_refused(db: None) -> None:
    with context.county(PINGHU), pytest.raises(context.NestedContext), context.county(YINING):
        pass


@pytest.mark.parametrize("code", ["", "33048", "3304822", "33048a", "030482", "330482; drop"])
def test_what_is_no_county_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="six-digit"), context.county(code):
        pass


def test_the_trail_can_only_be_appended(db: None) -> None:
    with context.county(PINGHU, writes=True), connection.cursor() as cursor:
        for statement in ("UPDATE trail_trailentry SET action = 'x'", "DELETE FROM trail_trailentry"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)

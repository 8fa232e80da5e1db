"""Files that are seldom merged: off the roster, bare, of another birthday; and what their pages say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils.translation import override

from humiao.access.public import SYSTEM, Actor
from humiao.foundation.decisions import Refused
from humiao.foundation.holding import holdings
from humiao.registry.corrections import presenters
from humiao.registry.corrections.choices import Fate
from humiao.registry.corrections.moving import Touched, move_back
from humiao.registry.corrections.public import correction_of, propose_merge, propose_mistaken_exit
from humiao.registry.corrections.queries import files_of, touched_rows
from humiao.registry.corrections.tests.conftest import AT, COUNTY, TODAY, World
from humiao.registry.corrections.values import TouchedRow
from humiao.registry.models import Child, Correction, RosterSpell
from humiao.registry.public import ClassRule, leave_roster, roster_count
from humiao.registry.tests.conftest import a_child, a_home, enter

EVERYBODY = (ClassRule("all", residual=True),)


def merged(world: World, leaving: UUID, staying: UUID, *taken: str) -> UUID:
    """Merge two files by two people."""
    correction = propose_merge(
        leaving_id=leaving, staying_id=staying, taken=taken, reason="同一名儿童", by=world.officer, at=AT,
        seen_versions=world.versions(leaving, staying),
    )  # fmt: skip
    world.confirm(correction)
    return correction


def test_a_file_that_left_the_roster_goes_up_in_one_on_it_and_keeps_its_days(world: World):
    left = TODAY - timedelta(days=20)
    leave_roster(child_id=world.twice, on=left, reason="moved_away", by=SYSTEM, at=AT)
    merged(world, world.twice, world.kept)
    (spell,) = RosterSpell.objects.filter(child_id=world.twice)
    assert (spell.left_on, spell.leave_reason) == (left, "moved_away")
    assert roster_count(EVERYBODY, on=TODAY).total == 2


def test_undoing_gives_a_date_of_birth_back_and_the_file_says_which_held_when(world: World):
    own = Child.objects.get(pk=world.twice).born_on
    (other,) = enter(a_home(a_child("王小名", no_id_reason="not_registered", born_on=date(2015, 4, 7))))
    correction = merged(world, other, world.twice, "born_on")
    assert Child.objects.get(pk=world.twice).born_on == date(2015, 4, 7)
    world.undo(correction)
    assert Child.objects.get(pk=world.twice).born_on == own
    said = Correction.objects.filter(child_id=world.twice).order_by("recorded_at", "id")
    assert [row.born_on for row in said] == [own, date(2015, 4, 7)]


def test_a_bare_file_is_merged_and_undone_though_nothing_moves(world: World):
    (bare,) = enter(a_home(a_child("王小名", serial=7, guardians=(), categories=())))
    correction = merged(world, bare, world.kept)
    assert {row.fate for row in touched_rows(world.officer.scope, correction)} == {"changed"}
    world.undo(correction)
    assert Child.objects.get(pk=bare).retired_as == ""
    assert RosterSpell.objects.get(child_id=bare).left_on is None


def test_an_exit_of_a_file_that_was_retired_is_not_taken_back(world: World):
    merged(world, world.twice, world.kept)
    with pytest.raises(Refused) as refused:
        propose_mistaken_exit(
            child_id=world.twice, reason="没有离开", by=world.officer, at=AT,
            seen_version=world.versions(world.twice)[world.twice],
        )  # fmt: skip
    assert refused.value.decision.code == "file-retired"


def test_the_ledger_runs_no_column_that_holds_no_child(world: World):
    row = Touched("registry.Guardian", "name", world.kept, Fate.MOVED)
    with pytest.raises(LookupError, match="declares no column name"):
        move_back([row], leaving=world.twice, staying=world.kept)


def test_of_two_files_the_one_on_the_roster_is_suggested_then_the_first(world: World):
    files = files_of(world.officer.scope, [world.twice, world.kept])

    def compared() -> presenters.Compared:
        return presenters.compare(files[world.twice], files[world.kept], COUNTY)

    assert compared().suggested == world.kept  # both are on it; this one came first
    leave_roster(child_id=world.kept, on=TODAY, reason="moved_away", by=SYSTEM, at=AT)
    assert compared().suggested == world.twice
    with override("en"):
        assert compared().sides[1].facts[0] == ("Roster", "left on 20 November 2024: Moved away")
    leave_roster(child_id=world.twice, on=TODAY, reason="moved_away", by=SYSTEM, at=AT)
    assert compared().suggested == world.kept
    RosterSpell.objects.all().delete()
    assert compared().suggested == world.twice  # neither ever was on it: the one somebody began with
    assert compared().sides[0].facts[0][1] == ""


def test_every_kind_of_row_that_goes_over_has_a_name_people_know(world: World):
    tables = {model._meta.label for model, holding in holdings() if holding.moves}
    rows = [TouchedRow(table, world.kept, Fate.MOVED, "") for table in tables]
    told, _stayed = presenters.outcomes(rows)
    assert not [one.what for one in told if "." in one.what]


def test_a_record_that_moved_is_told_by_the_name_of_its_kind(world: World):
    line = world.visit(world.kept)
    correction = world.correct("visit-line", line, world.kept, world.sister)
    assert correction_of(world.officer.scope, correction).state == "confirmed"
    with override("zh-hans"):
        told, _stayed = presenters.outcomes(touched_rows(world.officer.scope, correction))
    assert [(one.what, one.count) for one in told] == [("走访", 1)]


def test_a_file_that_takes_in_a_restricted_one_is_restricted(world: World):
    def named(actor: Actor) -> Actor:
        posts = tuple(replace(post, granted=frozenset({world.twice})) for post in actor.posts)
        return replace(actor, posts=posts, scope=replace(actor.scope, granted=frozenset({world.twice})))

    Child.objects.filter(pk=world.twice).update(is_restricted=True)
    correction = world.propose(by=named(world.officer))
    world.confirm(correction, by=named(world.approver))
    assert Child.objects.get(pk=world.kept).is_restricted

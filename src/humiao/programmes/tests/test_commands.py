"""Loading programmes and settling queries: the happy way, every refusal, the trail."""

from datetime import timedelta

import pytest

from humiao.access.public import EVERYBODY, NOBODY, SYSTEM, NotReached
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.programmes import queries
from humiao.programmes.models import Programme, ProgrammeVersion
from humiao.programmes.public import (
    load_programme,
    load_terms,
    open_queries_of,
    programme_by_code,
    programmes_of,
    settle_query,
    settlements_of,
    shipped_files,
    versions_of,
)
from humiao.programmes.terms.queries import Change


@pytest.fixture(scope="module")
def terms():
    return load_terms(shipped_files()["pinghu-2024"])


@pytest.fixture
def programme(pinghu, terms, at):
    with pinghu():
        return load_programme(terms=terms, by=SYSTEM, at=at)


def test_loading_makes_version_1_and_a_trail_row(pinghu, programme):
    with pinghu():
        assert (programme.code, programme.version) == ("pinghu-2024", 1)
        assert TrailEntry.objects.filter(action="load-programme").count() == 1
        assert programmes_of(EVERYBODY) == (programme,)


def test_loading_the_same_again_changes_nothing(pinghu, programme, terms, at):
    with pinghu():
        assert load_programme(terms=terms, by=SYSTEM, at=at) == programme
        assert ProgrammeVersion.objects.count() == 1


def test_other_terms_make_the_next_version_and_the_first_can_still_be_asked(pinghu, programme, terms, at):
    later = at + timedelta(days=3)
    with pinghu():
        changed = terms.model_copy(update={"purchaser": "平湖市民政局（新）"})
        assert load_programme(terms=changed, by=SYSTEM, at=later).version == 2
        assert [v[0] for v in versions_of(programme.id)] == [2, 1]
        assert programme_by_code(EVERYBODY, "pinghu-2024", known_at=at).terms.purchaser == terms.purchaser


def test_terms_of_another_county_are_refused_and_nothing_is_made(yining, terms, at):
    with yining():
        with pytest.raises(Refused, match="330482") as refused:
            load_programme(terms=terms, by=SYSTEM, at=at)
        assert refused.value.decision.code == "other-county"
        assert not Programme.objects.exists()


@pytest.mark.parametrize("role", ["social-worker", "evaluator", "bureau-leader"])
def test_a_role_without_permission_is_refused(pinghu, terms, at, actor, role):
    with pinghu(), pytest.raises(Refused) as refused:
        load_programme(terms=terms, by=actor(role), at=at)
    assert refused.value.decision.code == "not-permitted"


def settle(programme, at, **changes):
    asked = {
        "query_key": "renewal-years",
        "choice": "",
        "reason": "局长办公会纪要第7号",
        "by": SYSTEM,
        "at": at,
    }
    query = programme.terms.query("renewal-years")
    asked["choice"] = next(c.code for c in query.choices if c.code != query.in_force)
    settle_query(programme_id=programme.id, **(asked | changes))


def test_settling_puts_the_answer_into_the_terms(pinghu, programme, at):
    with pinghu():
        before = len(open_queries_of(programme))
        settle(programme, at)
        after = programme_by_code(EVERYBODY, "pinghu-2024")
        assert after.terms.term.renewal != programme.terms.term.renewal
        assert len(open_queries_of(after)) == before - 1
        assert settlements_of(programme.id)["renewal-years"].reason == "局长办公会纪要第7号"
        assert TrailEntry.objects.filter(action="settle-query").count() == 1


def test_a_later_answer_replaces_an_earlier_one(pinghu, programme, at):
    with pinghu():
        settle(programme, at)
        settle(programme, at + timedelta(days=1), choice=programme.terms.query("renewal-years").in_force)
        after = programme_by_code(EVERYBODY, "pinghu-2024")
        assert after.terms.term.renewal == programme.terms.term.renewal


@pytest.mark.parametrize(
    ("changes", "code"), [({"reason": "  "}, "reason-missing"), ({"choice": "never-heard"}, "unknown-choice")]
)
def test_what_is_refused_when_settling(pinghu, programme, at, changes, code):
    with pinghu(), pytest.raises(Refused) as refused:
        settle(programme, at, **changes)
    assert refused.value.decision.code == code


def test_an_unknown_query_or_a_programme_out_of_reach_is_not_found(pinghu, programme, at, actor):
    with pinghu():
        with pytest.raises(NotReached):
            settle(programme, at, query_key="no-such")
        with pytest.raises(NotReached):
            programme_by_code(NOBODY, "pinghu-2024")


def test_a_query_without_choices_can_be_noted(pinghu, programme, at):
    with pinghu():
        bare = next(q for q in programme.terms.queries if not q.choices)
        settle_query(
            programme_id=programme.id, query_key=bare.key, choice="", reason="已知悉", by=SYSTEM, at=at
        )
        assert bare.key in settlements_of(programme.id)
        assert programme_by_code(EVERYBODY, "pinghu-2024").terms == programme.terms


def test_an_answer_that_breaks_the_terms_is_refused(pinghu, terms, at):
    """A query of another county's data may name what these terms do not have."""
    query = terms.query("renewal-years")
    choices = tuple(
        c.model_copy(update={"changes": (Change(path="term.no_such_thing", value=1),)}) for c in query.choices
    )
    others = tuple(q for q in terms.queries if q.key != query.key)
    broken = terms.model_copy(update={"queries": (*others, query.model_copy(update={"choices": choices}))})
    with pinghu():
        programme = load_programme(terms=broken, by=SYSTEM, at=at)
        with pytest.raises(Refused, match="no_such_thing") as refused:
            settle(programme, at)
        assert refused.value.decision.code == "terms-break"
        assert not settlements_of(programme.id)


def test_parsed_terms_are_not_kept_without_end(pinghu, programme, monkeypatch):
    monkeypatch.setattr(queries, "_parsed", {(str(n), ()): programme.terms for n in range(300)})
    with pinghu():
        assert programmes_of(EVERYBODY) == (programme,)
    assert len(queries._parsed) == 1

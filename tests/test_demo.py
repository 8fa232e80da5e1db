"""The built demo: what it holds, that its figures open to their records, and that it is kept."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from site_fixtures import BuiltDemo

pytestmark = pytest.mark.journey
PROGRAMMES = {"330482": "pinghu-2024", "654002": "yining-2025"}
DAYS = {"330482": "2024-11-20", "654002": "2025-10-20"}
ROSTERS = {
    "330482": (410, {"orphan": 9, "de_facto": 52, "left_behind": 0, "ordinary": 349}, {}),
    "654002": (
        6937,
        {"orphan": 91, "de_facto": 242, "disabled": 828, "low_income": 5776},
        {"left_behind": 22, "migrant": 2693},
    ),
}
KEYS = ["code", "name", "clause", "tier", "fold", "comparator", "target", "unit"]
KEYS += ["figure", "evidence_count", "met"]
# Runs in the demo's own environment, since what it reads is encrypted.
TELL = """
import json
from humiao.cli import environment
with environment.running_database():
    from django.db.models import Count
    from humiao.assessments.models import LevelChange, Need
    from humiao.foundation import context
    from humiao.procurement.models import Provider, StaffAssignment
    from humiao.registry import models as registry
    from humiao.visits.models import Exemption, Visit, VisitAmendment, VisitLine
    told = {}
    for code in ("330482", "654002"):
        with context.county(code):
            visits = list(Visit.objects.order_by("id"))
            told[code] = {
                "texts": [v.summary for v in visits if v.summary]
                + [x.findings for x in VisitLine.objects.order_by("id") if x.findings],
                "weekdays": [v.occurred_on.isoweekday() for v in visits],
                "hours": [v.started_at.astimezone().hour for v in visits],
                "sources": [v.source for v in visits], "channels": [v.channel for v in visits],
                "outcomes": list(VisitLine.objects.order_by("id").values_list("outcome", flat=True)),
                "causes": [f"{c.cause} {c.state}" for c in LevelChange.objects.order_by("id")],
                "needs": [n.met_on is not None for n in Need.objects.order_by("id")],
                "exemptions": list(Exemption.objects.order_by("id").values_list("state", flat=True)),
                "amendments": VisitAmendment.objects.count(),
                "voided": sum(v.voided_at is not None for v in visits),
                "codes": list(Provider.objects.order_by("id").values_list("credit_code", flat=True)),
                "left": StaffAssignment.objects.filter(ends_on__isnull=False).count(),
                "intakes": list(registry.Intake.objects.order_by("id").values_list("state", flat=True)),
                "served_at_once": registry.Intake.objects.filter(
                    is_in_danger=True, served_on__isnull=False, decided_on=None).count(),
                "life": list(registry.LifeEntry.objects.order_by("id").values_list("kind", flat=True)),
                "papers": registry.CategoryProof.objects.count(),
                "scans": registry.CategoryProof.objects.filter(file_id__isnull=False).count(),
                "reviews": registry.CategoryReview.objects.count(),
                "exits": list(registry.CategoryExit.objects.values_list("state", flat=True)),
                "corrections": list(registry.FileCorrection.objects.values_list("state", flat=True)),
                "months": registry.ClosedMonth.objects.count(),
                "unsigned": sum(v.worker_post_id is None for v in visits),
            }
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(built_demo: BuiltDemo) -> Any:
    """Give what the demo holds, county by county."""
    return json.loads(built_demo.python(TELL))


@pytest.fixture(scope="module")
def scorecards(built_demo: BuiltDemo) -> dict[str, list[dict[str, Any]]]:
    """Give both scorecards as the command line prints them."""
    asked = [
        ["scorecard", "--county", c, "--programme", p, "--on", DAYS[c], "--json"]
        for c, p in PROGRAMMES.items()
    ]
    answers = [a.json() for a in built_demo.ask(*asked)]
    return {county: answer["indicators"] for county, answer in zip(PROGRAMMES, answers, strict=True)}


def test_rosters_are_exactly_the_plans(built_demo: BuiltDemo) -> None:
    found = built_demo.ask(*(["roster", "count", "--county", c, "--on", DAYS[c], "--json"] for c in ROSTERS))
    for answer, (county, (total, by_class, beside)) in zip(found, ROSTERS.items(), strict=True):
        expected = {
            "county": county,
            "on": DAYS[county],
            "total": total,
            "by_class": by_class,
            "beside": beside,
        }
        assert answer.json() == expected


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (["roster", "count", "--county", "999999"], "999999"),
        (["roster", "count", "--county", "330482", "--on", "2024-02-30"], "2024-02-30"),
        (["scorecard", "--county", "330482", "--programme", "nowhere"], "pinghu-2024"),
        (["scorecard", "--county", "330482", "--programme", "pinghu-2024", "--evidence", "no"], "files"),
    ],
)
def test_wrong_questions_end_in_one_message(built_demo: BuiltDemo, question: list[str], said: str) -> None:
    (answer,) = built_demo.ask(question)
    assert answer.code == 2
    assert said in answer.err


def test_each_indicator_has_its_shape(scorecards: dict[str, list[dict[str, Any]]]) -> None:
    for rows in scorecards.values():
        assert all(sorted(row) == sorted(KEYS) for row in rows)


def test_every_figure_opens_to_its_contributions(
    built_demo: BuiltDemo, scorecards: dict[str, list[dict[str, Any]]]
) -> None:
    rows = [(county, row) for county, found in scorecards.items() for row in found]
    asked = [
        [
            "scorecard",
            "--county",
            c,
            "--programme",
            PROGRAMMES[c],
            "--on",
            DAYS[c],
            "--evidence",
            r["code"],
            "--json",
        ]
        for c, r in rows
    ]
    for (county, row), answer in zip(rows, built_demo.ask(*asked), strict=True):
        assert len(answer.json()["contributions"]) == row["evidence_count"], (county, row["code"])


def test_figures_are_those_of_the_story(scorecards: dict[str, list[dict[str, Any]]]) -> None:
    p = {row["code"]: row for row in scorecards["330482"]}
    assert [p[c]["figure"] for c in ("files", "graded", "interval-green", "interval-yellow")] == [100] * 4
    assert 80 < p["interval-red"]["figure"] < 100  # the one that is behind
    assert p["interval-red"]["met"] is False
    assert p["towns"]["figure"] >= 75
    y = {row["code"]: row for row in scorecards["654002"]}
    assert y["social-workers"]["figure"] == 3  # four, but three while one had left
    assert 190 < y["visits"]["figure"] < 230  # 234 would keep pace
    assert y["quality"]["met"] is None


def test_the_trail_is_whole_and_sealed(built_demo: BuiltDemo) -> None:
    (answer,) = built_demo.ask(["audit", "verify", "--json"])
    assert answer.code == 0, answer.out + answer.err


def test_a_year_looks_like_work(told: Any) -> None:
    for county, found in told.items():
        assert not [day for day in found["weekdays"] if day == 7]
        assert Counter(found["weekdays"])[6] < len(found["weekdays"]) / 8
        assert set(found["channels"]) == {"home", "phone", "online", "school", "station"}, county
        assert {"met", "not-home", "refused"} <= set(found["outcomes"])
        assert 0.02 < found["sources"].count("late") / len(found["sources"]) < 0.15
        assert found["amendments"] == 6  # five, and the one struck out
        assert found["voided"] == 1
        assert 0 < sum(found["needs"]) < len(found["needs"])
    graded = Counter(told["330482"]["causes"])
    assert graded["raised in-force"] > 10
    assert graded["assessed rejected"] >= 1
    assert graded["assessed waiting"] >= 1
    assert told["330482"]["exemptions"] == ["approved", "approved"]
    assert told["654002"]["left"] == 1


def test_each_office_has_something_waiting(told: Any) -> None:
    """Journeys may have added intakes and entries since: there are at least those of the demo."""
    states = {"clue", "village-check", "town-view", "county-decision", "returned", "on-roster", "refused"}
    for county, found in told.items():
        assert set(found["intakes"]) == states | {"referred", "withdrawn", "already-there"}, county
        assert found["served_at_once"] >= 1
        assert {"member", "benefit", "wish"} <= set(found["life"])
        assert found["papers"] >= 30
        assert found["scans"] >= 3
        assert found["reviews"] > 100
        assert "waiting" in found["exits"]
        assert "proposed" in found["corrections"]
    assert told["330482"]["months"] >= 9  # January to September; October waits to be closed


def test_hardly_two_narratives_are_alike(told: Any) -> None:
    for found in told.values():
        often = Counter(found["texts"])
        assert max(often.values()) <= 4
        assert sum(n - 1 for n in often.values()) < len(found["texts"]) / 50


def test_a_second_build_keeps_everything(built_demo: BuiltDemo) -> None:
    before = (built_demo.data / "demo.json").stat().st_mtime_ns
    (answer,) = built_demo.ask(["demo", "--no-serve"])
    assert answer.code == 0
    assert "humiao-2025" in answer.out
    assert (built_demo.data / "demo.json").stat().st_mtime_ns == before


def test_the_sign_in_list_has_an_account_for_each_role(built_demo: BuiltDemo) -> None:
    kept = json.loads((built_demo.data / "demo.json").read_text(encoding="utf-8"))
    assert Counter(a["county"] for a in kept["accounts"]) == {"平湖市": 15, "伊宁市": 15}


def test_a_folder_with_somebody_elses_counties_is_left_alone(built_demo: BuiltDemo, tmp_path: Path) -> None:
    """A demo whose mark of being done is gone is taken for somebody else's, never dropped."""
    mark = built_demo.data / "demo.json"
    mark.rename(tmp_path / "demo.json")
    try:
        (answer,) = built_demo.ask(["demo", "--no-serve"])
    finally:
        (tmp_path / "demo.json").rename(mark)
    assert answer.code == 3
    assert "made by somebody else" in answer.err

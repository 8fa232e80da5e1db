"""Panels of figures: indicators against the calendar, and how many children there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from humiao.access.public import Permission, link
from humiao.assessments.public import level_counts
from humiao.desk.levels import level_names
from humiao.desk.today.asked import Asked
from humiao.desk.today.panels import Bar, Panel, Stat
from humiao.foundation.clock import end_of_day
from humiao.indicators.public import IndicatorRow, scorecard
from humiao.measures.public import measure
from humiao.programmes.public import ProgrammeValue, Standing
from humiao.registry.public import class_rules, roster_count

_LIKELY_BEHIND = 2
_SIGNS = {">=": "≥", "<=": "≤"}


def indicators_behind(asked: Asked) -> Panel:
    """Show the indicators behind the calendar, those furthest behind first."""
    rows = [row for row in _scorecard(asked) if row.standing is Standing.BEHIND]
    panel = _empty(asked, _behind_title(), _("Every indicator keeps pace"))
    return replace(panel, bars=_bars(asked, rows), count=len(rows))


def all_indicators(asked: Asked) -> Panel:
    """Show every indicator that has records, those furthest behind first."""
    rows = [row for row in _scorecard(asked) if row.figure.evidence_count or row.standing is Standing.BEHIND]
    panel = _empty(asked, _("Indicators"), _("No indicator has records yet"))
    return replace(panel, bars=_bars(asked, rows))


def indicators_behind_later(asked: Asked) -> Panel:
    """Keep the place of the indicators behind the calendar, which the page fetches after it is shown."""
    return _later(asked, _behind_title(), _("Every indicator keeps pace"), _LIKELY_BEHIND)


def indicators_beside_later(asked: Asked) -> Panel:
    """Keep the same place beside other work."""
    return replace(indicators_behind_later(asked), is_aside=True)


def all_indicators_later(asked: Asked) -> Panel:
    """Keep the place of every indicator."""
    indicators = asked.programme.terms.indicators if asked.programme else ()
    likely = sum(1 for i in indicators if i.measure and measure(i.measure).available)
    return _later(asked, _("Indicators"), _("No indicator has records yet"), likely)


def standing_counts(asked: Asked) -> Panel:
    """Count the roster by the programme's classes, and the enrolled children by level."""
    programme = asked.programme
    stats: list[Stat] = []
    if programme is not None:
        stats = [*_by_class(asked, programme), *_by_level(asked, programme)]
    return Panel("standing", _("Children"), stats=stats, is_aside=True, empty=_("There is no programme yet"))


def _by_class(asked: Asked, programme: ProgrammeValue) -> list[Stat]:
    classes = programme.terms.count_classes
    counted = roster_count(
        class_rules((c.code, c.categories, c.beside) for c in classes), on=asked.request.day.today
    )
    unit, opens = _("children"), Permission.VIEW_CHILDREN in asked.request.actor.permissions

    def href(**query: str) -> str:
        return link(asked.request, "list-children", query) if opens else ""

    numbers = {**counted.by_class, **counted.beside}
    return [
        Stat(_("On the roster"), counted.total, unit, href()),
        *(
            Stat(
                str(c.label),
                numbers.get(c.code, 0),
                unit,
                href(group=c.code),
                _("beside the total") if c.beside else "",
            )
            for c in classes
        ),
    ]


def _by_level(asked: Asked, programme: ProgrammeValue) -> list[Stat]:
    counts = level_counts(programme.id, asked.request.day.today)
    names = reversed(level_names(programme).values())
    return [Stat(name.name, counts.get(name.code, 0), _("children")) for name in names]


def _scorecard(asked: Asked) -> list[IndicatorRow]:
    if asked.programme is None:
        return []
    day = asked.request.day.today
    return scorecard(asked.programme, on=day, known_at=end_of_day(day))


def _share_reached(row: IndicatorRow) -> float:
    if row.figure.value is None or not row.expected:
        return 0.0
    return float(row.figure.value / row.expected)


def _behind_title() -> str:
    return _("Behind the calendar")


def _later(asked: Asked, title: str, empty: str, likely: int) -> Panel:
    """Return a panel that says where its bars are fetched, or the empty one where there is no programme."""
    programme = asked.programme
    if programme is None:
        return _empty(asked, title, empty)
    url = link(asked.request, "show-indicators-of-today", programme=programme.code)
    return replace(_empty(asked, title, empty), later_url=url, later_rows=range(likely))


def _empty(asked: Asked, title: str, empty: str) -> Panel:
    programme = asked.programme
    url = link(asked.request, "show-scorecard", programme=programme.code) if programme else ""
    return Panel("indicators", title, more_url=url, more_label=_("Scorecard"), empty=empty)


def _bars(asked: Asked, rows: Iterable[IndicatorRow]) -> list[Bar]:
    return [_bar(asked, row) for row in sorted(rows, key=_share_reached)]


def _bar(asked: Asked, row: IndicatorRow) -> Bar:
    programme, indicator = asked.programme, row.indicator
    opens = Permission.VIEW_EVIDENCE in asked.request.actor.permissions
    code = programme.code if programme else ""
    evidence = link(asked.request, "list-evidence", programme=code, indicator=indicator.code)
    value = row.figure.value
    return Bar(
        str(indicator.label),
        indicator.clause,
        round(value, 1) if value is not None else 0,
        indicator.target,
        row.expected,
        str(indicator.unit.label) if indicator.unit else "",
        _SIGNS.get(indicator.comparator or "", indicator.comparator or ""),
        evidence if opens else link(asked.request, "show-scorecard", programme=code),
    )

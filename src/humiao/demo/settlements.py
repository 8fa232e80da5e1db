"""The queries the bureau has settled by now, each with its reason; the other queries are open still."""

from __future__ import annotations

from datetime import date

SETTLEMENTS: dict[str, tuple[tuple[str, str, str, date], ...]] = {
    "330482": (
        ("zhapu", "on-roster", "与乍浦镇商定：镇内儿童仍在名单，照常走访，不计入覆盖率。", date(2024, 2, 20)),
        ("half-year-basis", "contract", "合同约定按合同期前后两个半年各走访一次，已确认。", date(2024, 3, 5)),
    ),
    "654002": (
        ("end-day", "nov-15", "按较早的 11 月 15 日安排进度，其后半个月用于整理资料。", date(2025, 4, 8)),
    ),
}
